"""The symbol that a paper is printed under, read where it stands alone at the head of the paper."""

from __future__ import annotations

import pytest

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
