"""References to numbered papers of series: the table of forms, and what is no reference."""

from __future__ import annotations

import pytest

from indexer.entities.series import DECISIONS, SERIES, Series, find_series, is_decision, is_of_series
from indexer.entities.symbols import find_mentions


@pytest.mark.parametrize("series", [*SERIES, *DECISIONS], ids=lambda series: series.name)
def test_each_form_reads_its_example(series: Series) -> None:
    """The example of each row of the table yields the symbols in that row, each of which is its own form."""
    assert tuple(reference.symbol for reference in find_series(series.example)) == series.symbols
    for symbol in series.symbols:
        assert is_of_series(symbol)
        assert [mention.symbol for mention in find_mentions(symbol)] == [symbol]


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("PEP 563 and 649", ["PEP 563", "PEP 649"]),
        ("PEP 563 and 20 others", ["PEP 563"]),
        ("RFC9000; see RFC 7828, 7766", ["RFC 9000", "RFC 7828", "RFC 7766"]),
        ("https://example.org/draft-ietf-quic-multipath-07/", ["draft-ietf-quic-multipath"]),
        ("ISO/IEC 27001:2022 and ISO 8601-1", ["ISO/IEC 27001", "ISO 8601-1"]),
        ("Regulation (EC) No 562/2006", ["Regulation (EC) 562/2006"]),
        ("Directive 12 of the board; Regulation 14; Decision 7", []),
        ("an RFC, EIP or PEP; RFC-style; ISO 12; EIPs", []),
        ("Flight ISO 1234 was late; room PEP 563; vol no. ISO 1234", []),
        ("the flight data of ISO 8601", ["ISO 8601"]),
        ("resolution WHA68.8 of 26 May 2015 and WHA 72.1.", ["WHA68.8", "WHA72.1"]),
        ("World Health Assembly decision 74(16) of 31 May 2021", ["WHA74(16)"]),
        ("in decision 1/CP.21 of the Conference", ["1/CP.21"]),
        ("decision 14/CP.21, in 1/2/CP.3; a/CP.21; 14/CP.21.2", ["14/CP.21"]),
        ("GC.18/Dec.3 and GC(XXVII)/RES/407", ["GC.18/Dec.3", "GC(XXVII)/RES/407"]),
        ("resolution A.1107 (29), MEPC.304(72), option A.12 (3)", ["A.1107(29)", "MEPC.304(72)"]),
        ("S/RES/2719 and RFC 9000", ["S/RES/2719", "RFC 9000"]),
    ],
)
def test_only_what_the_form_decides_is_read(text: str, symbols: list[str]) -> None:
    """Numbers without the form of a series are nothing; symbols of the United Nations stand among the others."""
    assert [mention.symbol for mention in find_mentions(text)] == symbols


def test_decisions_of_bodies_are_told_from_papers_of_series() -> None:
    """A paper can be headed by a decision, and not by the number of a standard."""
    assert all(map(is_decision, ("WHA72.1", "14/CP.21", "GC.18/Dec.3", "EB144.R5")))
    assert not any(map(is_decision, ("RFC 9000", "ISO 8601", "S/RES/2719")))


def test_symbols_of_the_united_nations_are_of_no_series() -> None:
    """What a symbol link may lead to is told from the rest."""
    assert not any(map(is_of_series, ("S/RES/2719", "A/75/1", "E/CN.6/2024/3")))
