"""Symbols of documents: the table of patterns, what is no symbol, and the laws."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.entities.symbols import (
    SYMBOL_PATTERNS,
    SymbolPattern,
    find_mentions,
    mentioned_symbols,
    names_council,
    symbol_label,
)


def symbols_in(text: str, *, council_named: bool = False) -> list[str]:
    """Return the symbols of a text, in order."""
    return [mention.symbol for mention in find_mentions(text, council_named=council_named)]


@pytest.mark.parametrize("pattern", SYMBOL_PATTERNS, ids=lambda pattern: pattern.name)
def test_each_pattern_reads_its_example(pattern: SymbolPattern) -> None:
    """The example of each row of the table yields the symbols in that row."""
    assert tuple(symbols_in(pattern.example)) == pattern.symbols


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("S/RES/2719 (2023)", ["S/RES/2719"]),
        ("S / RES / 2719", ["S/RES/2719"]),
        ("https://undocs.org/S/RES/2719", ["S/RES/2719"]),
        ("see A/RES/75/1, A/75/123 and S/2024/123.", ["A/RES/75/1", "A/75/123", "S/2024/123"]),
        ("S/PV.9500", ["S/PV.9500"]),
        ("A/HRC/48/13/Add.1", ["A/HRC/48/13/Add.1"]),
        ("E/CN.6/2024/3", ["E/CN.6/2024/3"]),
        ("S/PRST/2024/1", ["S/PRST/2024/1"]),
        ("A/RES/ES-11/1", ["A/RES/ES-11/1"]),
        ("A/RES/377 (V)", ["A/RES/377(V)"]),
        ("resolution 2719 (2023)", ["S/RES/2719"]),
        ("Security Council Resolution 1325", ["S/RES/1325"]),
        ("UNSCR 2719", ["S/RES/2719"]),
        ("UN Security Council Resolution 2719 (2023)", ["S/RES/2719"]),
        ("the Council, by its resolution 2719, and the Security Council", ["S/RES/2719"]),
        ("resolution 2250 of 9 December 2015", ["S/RES/2250"]),
        ("General Assembly resolution 76/305 of 8 September 2022", ["A/RES/76/305"]),
        ("resolutions 1325 (2000), 1820 (2008), and 2719 (2023) and 20 others",
         ["S/RES/1325", "S/RES/1820", "S/RES/2719"]),
        ("la résolution 2719 (2023) du Conseil de sécurité", ["S/RES/2719"]),
        ("document ECE/TRANS/WP.30/AC.2/2015/11,", ["ECE/TRANS/WP.30/AC.2/2015/11"]),
        ("TRANS/WP.15/AC.2/5/Corr.1", ["TRANS/WP.15/AC.2/5/Corr.1"]),
        ("Human Rights Council resolutions S-16/1 of 29 April 2011 and S-17/1",
         ["A/HRC/RES/S-16/1", "A/HRC/RES/S-17/1"]),
        ("its decision 54/454 of 23 December 1999", ["A/DEC/54/454"]),
        ("presidential statements, including PRST/2018/9", ["S/PRST/2018/9"]),
        ("la resolución 1325 (2000)", ["S/RES/1325"]),
    ],
)  # fmt: skip
def test_written_variants_give_one_symbol(text: str, symbols: list[str]) -> None:
    """Each way to refer to a document yields its symbol."""
    assert symbols_in(text) == symbols


@pytest.mark.parametrize(
    "text",
    [
        "T/PCC and A/C",
        "MEDEVAC/CASEVAC",
        "Resolution 2719",
        "resolution 5",
        "Peace and Security Council resolution 1234",
        "African Union Peace and Security Council resolution 1325 (2019)",
        "The city council passed resolution 2719 (2023) on parking.",
        "OAU Resolution 123 (1999)",
        "Labour Assembly resolution 75.1",
        "decision 12/34 of 23 December 1999",
        "decision 54/454 of 23 December 1950",
        "PRST 19/1",
        "a resolution of 1080 pixels, 1080p",
        "IAEA/2024/1",
        "24/7 support, 1/2 of it",
        "the UN Peacekeeping Ministerial (2023)",
        "conflict resolution",
    ],
)
def test_what_only_looks_like_a_symbol_is_none(text: str) -> None:
    """Abbreviations, resolutions of other bodies and bare numbers without context are no documents."""
    assert symbols_in(text) == []


def test_a_bare_number_is_the_councils_where_the_council_is_spoken_of() -> None:
    """`Resolution 2719` is the Security Council's if the text or the papers around it name the Council."""
    assert symbols_in("in light of Resolution 2719, which", council_named=True) == ["S/RES/2719"]
    assert symbols_in("in light of Resolution 12, which", council_named=True) == []
    assert names_council("UNSCR 2719")
    assert not names_council("the Peace and Security Council")


@pytest.mark.parametrize(
    ("symbol", "year", "words"),
    [
        ("S/RES/2719", None, "Security Council resolution 2719"),
        ("S/RES/2719", "2023", "Security Council resolution 2719 (2023)"),
        ("A/RES/75/1", None, "General Assembly resolution 75/1"),
        ("A/RES/377(V)", None, "General Assembly resolution 377 (V)"),
        ("S/PRST/2024/1", None, "Security Council presidential statement 2024/1"),
        ("A/HRC/RES/48/13", None, "Human Rights Council resolution 48/13"),
        ("A/75/123", None, "A/75/123"),
    ],
)
def test_labels_are_what_readers_say(symbol: str, year: str | None, words: str) -> None:
    """A symbol with a name is shown by that name, with the year where it is stated; another is shown as it is."""
    assert symbol_label(symbol, year) == words


_NUMBER = st.integers(min_value=100, max_value=2999).map(str)
_YEAR = st.integers(min_value=1946, max_value=2099).map(str)


@given(st.lists(st.tuples(_NUMBER, st.none() | _YEAR), min_size=1, max_size=4))
def test_lists_of_resolutions_are_read_whole(listed: list[tuple[str, str | None]]) -> None:
    """Each number of a list is a resolution with its own year and its own offsets."""
    words = [number + (f" ({year})" if year else "") for number, year in listed]
    text = "By Security Council resolutions " + " and ".join([", ".join(words[:-1])] * (len(words) > 1) + words[-1:])
    found_mentions = find_mentions(text)
    assert [(mention.symbol, mention.year) for mention in found_mentions] == [
        (f"S/RES/{number}", year) for number, year in listed
    ]
    assert all(
        text[mention.start : mention.end].endswith(word) for mention, word in zip(found_mentions, words, strict=True)
    )


@given(st.text(alphabet="SARE/. ()1239UNCresolution,and", max_size=120))
def test_mentions_never_overlap(text: str) -> None:
    """Mentions stand in the text in order, without overlaps, and a symbol is read as itself."""
    found_mentions = find_mentions(text, council_named=True)
    assert all(0 <= mention.start < mention.end <= len(text) for mention in found_mentions)
    assert all(mention.end <= next_mention.start for mention, next_mention in pairwise(found_mentions))


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("The General Assembly, in resolution 793, asked the Secretary-General", []),
        ("The Security Council met. The General Assembly then adopted resolution 793.", []),
        ("The Parliament debated resolution 2719.", []),
        ("The Assembly welcomed it. The Security Council, in its resolution 2719, did so too.", ["S/RES/2719"]),
        ("The General Assembly recalled resolution 1325 (2000)", ["S/RES/1325"]),
        ("PEACE AND SECURITY COUNCIL RESOLUTION 793", []),
    ],
)
def test_a_bare_number_belongs_to_the_body_named_last(text: str, symbols: list[str]) -> None:
    """A resolution with a plain number is the Council's unless its sentence names another body after the Council."""
    assert symbols_in(text, council_named=True) == symbols


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("Recalling its resolution 72/128 of 7 December 2017,", ["A/RES/72/128"]),
        (
            "its resolutions 73/244 of 20 December 2018, 74/237 of 19 December 2019 and 75/232 A of 1 May 2021",
            ["A/RES/73/244", "A/RES/74/237", "A/RES/75/232A"],
        ),
        (
            "Human Rights Council resolutions 2/2 of 27 November 2006 and 7/27 of 28 March 2008",
            ["A/HRC/RES/2/2", "A/HRC/RES/7/27"],
        ),
        ("resolutions 2199 (2015) of 12 February 2015 and 2347 (2017) of 24 March 2017", ["S/RES/2199", "S/RES/2347"]),
        ("as requested by the Human Rights Council in its resolution 6/10 of 28 September 2007,", []),
        ("Recalling its resolutions 23/19 of 23 June 2013,", []),
        ("recalling Commission on Narcotic Drugs resolution 67/3 of 22 March 2024;", []),
        ("Affirms Governing Council of UN-Habitat resolution 24/14 on the inputs", []),
        ("in line with resolution 5/5 of the United Nations Environment Assembly", []),
        ("decided by the Economic and Social Council in its resolution 1850 (LVI)", []),
        ("Economic and Social Council resolution 1850 (LVI)", ["E/RES/1850(LVI)"]),
        ("as endorsed by the General Assembly in its resolution 55/234, in particular", ["A/RES/55/234"]),
        ("The Human Rights Council, reaffirming Assembly resolution 60/251 of 15 March 2006", ["A/RES/60/251"]),
        ("of the Human Rights Council, reaffirming its resolutions 65/198 of 21 December 2010", ["A/RES/65/198"]),
    ],
)
def test_a_number_with_a_session_is_only_the_assemblys_where_the_text_decides(text: str, symbols: list[str]) -> None:
    """Other bodies number resolutions by session too: the day after the number decides, else the body that is named."""
    assert symbols_in(text) == symbols


@pytest.mark.parametrize(
    "text",
    [
        "Resolution 2719 was recalled, and so was resolution 1325 (2000).",
        "The Security Council adopted resolution 2719; see S/2024/1 and A/79/12.",
        "The city council passed resolution 14.",
        "It was noted.",
        "",
    ],
)
def test_mentions_are_found_for_both_kinds_of_meetings(text: str) -> None:
    """The symbols of a text come as in a meeting that names no council, and as in one that does."""
    both = [
        tuple(dict.fromkeys(mention.symbol for mention in find_mentions(text, council_named=named)))
        for named in (False, True)
    ]
    assert list(mentioned_symbols(text)) == both
