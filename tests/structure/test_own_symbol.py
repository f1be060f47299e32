"""The symbol that a paper is printed under, read where it stands alone at the head of the paper."""

from __future__ import annotations

import pytest

from indexer.model import FactEvidence

from .papers import read_markdown, read_paper

TEXT = "The harbour office reports that the ice in the northern fairway was two metres thick in March of this year."


def symbol_of(*lines: str) -> str | None:
    """Return the symbol that is read from a paper with these lines at its head."""
    return read_paper("\n\n".join((*lines, "Ice in the northern fairway", TEXT, TEXT))).facts.symbol


@pytest.mark.parametrize(
    ("line", "symbol"),
    [
        ("A/RES/72/128", "A/RES/72/128"),
        ("United Nations A/RES/72/128*", "A/RES/72/128"),
        ("S/RES/2719 (2023)", "S/RES/2719"),
        ("S/PRST/2023/1", "S/PRST/2023/1"),
        ("A/79/PV.12", "A/79/PV.12"),
        ("ECE/TRANS/ADN/CONF/10/Add.1", "ECE/TRANS/ADN/CONF/10/Add.1"),
        ("UNEP/EA.6/RES.5", "UNEP/EA.6/RES.5"),
        ("WHA72.1", "WHA72.1"),
        ("GC.18/Dec.3", "GC.18/Dec.3"),
    ],
)
def test_a_symbol_alone_at_the_head_is_that_of_the_paper(line: str, symbol: str) -> None:
    """It is read as printed, without the year and the marks of footnotes behind it."""
    assert symbol_of(line) == symbol
    assert symbol_of("General Assembly", line, "Distr.: General") == symbol


def test_it_is_told_how_a_symbol_is_known() -> None:
    """The evidence is the line that is the symbol, or the number and the body that resolves."""
    clauses = tuple(f"Recalling its earlier resolution {number} on harbours and ports," for number in range(3))
    for lines, evidence in (
        (("A/RES/72/128*", "Ice in the fairway"), "A/RES/72/128*"),
        (
            ("72/128. Ice in the fairway", "The General Assembly,", *clauses),
            "72/128. Ice in the fairway; The General Assembly,",
        ),
    ):
        facts = read_paper("\n\n".join((*lines, TEXT, TEXT))).facts
        assert facts.symbol == "A/RES/72/128"
        assert [known for known in facts.evidence if known.fact == "symbol"] == [
            FactEvidence("symbol", "stated", evidence)
        ]


@pytest.mark.parametrize(
    "lines",
    [
        ("See A/RES/72/128",),
        ("A/RES/72/128, A/RES/72/129",),
        ("A/RES/72/128", "A/RES/72/129"),
        ("RFC 9000",),
        ("Security Council resolution 1325 (2000)",),
        ("Flight ISO 1234",),
        (),
    ],
)
def test_other_lines_say_no_symbol(lines: tuple[str, ...]) -> None:
    """A line that says more speaks of another paper, two symbols decide nothing, and a standard is not the paper."""
    assert symbol_of(*lines) is None


def test_the_text_says_no_symbol() -> None:
    """A symbol in the text, however alone it stands, is that of another paper."""
    filler = "\n\n".join([TEXT] * 12)
    assert read_markdown(f"# Ice\n\n{filler}\n\nA/RES/72/128\n").facts.symbol is None


@pytest.mark.parametrize(
    ("body", "title", "symbol"),
    [
        ("The General Assembly,", "73/154. Harbours of the north", "A/RES/73/154"),
        ("The General Assembly,", "3274 (XXIX). Harbours of the north", "A/RES/3274(XXIX)"),
        ("The Human Rights Council,", "35/22. Harbours of the north", "A/HRC/RES/35/22"),
        ("The Economic and Social Council,", "2020/12. Harbours of the north", "E/RES/2020/12"),
        ("The Security Council,", "Resolution 1882 (2009)", "S/RES/1882"),
        ("The Harbour Assembly of the North,", "4/2. Harbours of the north", None),
        ("The General Assembly,", "Harbours of the north", None),
    ],
)
def test_a_resolution_is_named_by_its_number_and_body(body: str, title: str, symbol: str | None) -> None:
    """The number in the title and the body that resolves make its symbol, where that body's are known."""
    clauses = (f"Recalling its earlier resolution {number} on harbours and ports," for number in range(3))
    text = "\n\n".join((title, body, *clauses, "1. Requests all ports to report."))
    assert read_paper(text).facts.symbol == symbol
