"""A link to words of a passage leads back to exactly these words, also after edits, and never to others."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from indexer.selections.choose import selector_across, selector_for, snap_to_words
from indexer.selections.locate import locate, locate_across
from indexer.selections.selector import (
    MAX_PART_LENGTH,
    QuoteSelector,
    parse_selector,
    selector_parameters,
    text_fragment,
)
from indexer.store.library import Library
from tests.webapp.conftest import library

__all__ = ["library"]

WORDS = st.sampled_from(
    "a ha the river rose Rose, women’s co-operation 年会 “the river” (2) naïve … – e\u0301t\u00e9 \u00adx".split()
)
GAPS = st.sampled_from([" ", " ", " ", "\n", "  ", "\u00a0", "\x00", "\u2028", ""])
TEXTS = st.lists(st.tuples(WORDS, GAPS), min_size=1, max_size=60).map(lambda pairs: "".join(map("".join, pairs)))
ANYTHING = st.text(max_size=80)

PARAGRAPH = (
    "Participants agreed that the training of peacekeepers must begin before deployment, and that the training of "
    "their trainers must begin earlier still. Several said that the mandates change faster than the manuals, and that "
    "the manuals change faster than the missions; nobody disagreed."
)


def url_round_trip(chosen: QuoteSelector) -> QuoteSelector:
    """Write a selector into a URL and read it back."""
    selector = parse_selector(dict(parse_qsl(urlencode(selector_parameters(chosen)), strict_parsing=True)))
    assert selector is not None
    return selector


@settings(max_examples=600, deadline=None)
@given(st.one_of(TEXTS, ANYTHING), st.integers(0, 400), st.integers(0, 400))
@example("ha ha ha ha", 3, 5)
@example("\ud800 a \ud800", 0, 5)
def test_a_link_leads_back_to_exactly_the_words(text: str, first: int, second: int) -> None:
    """For any passage and any selection, the link finds exactly that span."""
    start, end = sorted((min(first, len(text)), min(second, len(text))))
    wanted = snap_to_words(text, start, end)
    chosen = selector_for(text, start, end)
    assert (wanted is None) == (chosen is None)
    if chosen is None or wanted is None:
        return
    located = locate(text, url_round_trip(chosen))
    assert located is not None
    assert (located.start, located.end, located.quality) == (*wanted, "exact")
    assert wanted[0] <= max(start, wanted[0])
    assert wanted[1] <= len(text)


@settings(max_examples=300, deadline=None)
@given(TEXTS, TEXTS, st.integers(0, 400), st.integers(0, 400))
def test_a_link_leads_from_one_passage_to_another(text: str, last: str, start: int, end: int) -> None:
    """Words that begin in one passage and end in a later one are found from their very beginning to their very end."""
    start, end = min(start, len(text)), min(end, len(last))
    first, until = snap_to_words(text, start, len(text)), snap_to_words(last, 0, end)
    chosen = selector_across(text, start, last, end, "abcde")
    assert (chosen is None) == (first is None or until is None)
    if chosen is None or first is None or until is None:
        return
    located = locate_across(text, last, url_round_trip(chosen))
    assert located is not None
    assert located[0].start == first[0]
    assert located[1].end == until[1]


def test_every_sentence_of_the_papers_is_found_again(library: Library) -> None:
    """Each sentence of each shipped passage, and its middle, is found again by a link of limited length."""
    for passage in library.passages():
        for start, end in passage.sentences:
            third = (end - start) // 3
            for span in ((start, end), (start + third, end - third)):
                wanted, chosen = snap_to_words(passage.text, *span), selector_for(passage.text, *span)
                if wanted is None or chosen is None:
                    continue
                located = locate(passage.text, chosen)
                assert located is not None
                assert (located.start, located.end, located.quality) == (*wanted, "exact")
                assert len(chosen.quote + chosen.until + chosen.before) <= 260


def test_the_form_of_a_link_stays() -> None:
    """Short words are given whole, long ones as first and last words, repeated ones with the words before them."""
    assert selector_for(PARAGRAPH, 0, 19) == QuoteSelector("Participants agreed")
    assert selector_for(PARAGRAPH, 0, len(PARAGRAPH)) == QuoteSelector(
        "Participants agreed that the training", "than the missions; nobody disagreed."
    )
    start = PARAGRAPH.index("the training of their")
    assert selector_for(PARAGRAPH, start, start + 12) == QuoteSelector("the training", before="deployment, and that")
    assert selector_parameters(QuoteSelector("a", "b", "c", "d")) == (
        ("quote", "a"),
        ("until", "b"),
        ("before", "c"),
        ("to", "d"),
    )


@pytest.mark.parametrize(
    ("old", "new", "words", "quality"),
    [
        (
            "before deployment,",
            "before deployment;",
            "training of peacekeepers must begin before deployment; and",
            "alike",
        ),
        (
            "must begin before",
            "should begin before",
            "training of peacekeepers should begin before deployment, and",
            "changed",
        ),
        ("peacekeepers", "peace-keepers", "training of peace-keepers must begin before deployment, and", "changed"),
        ("Participants", "All participants", "training of peacekeepers must begin before deployment, and", "exact"),
    ],
)
@pytest.mark.parametrize("known", [True, False])
def test_words_are_found_after_small_edits(old: str, new: str, words: str, quality: str, known: bool) -> None:
    """Words are found after an edit in or around them, with and without the wording as cited."""
    words_then = "training of peacekeepers must begin before deployment, and"
    start = PARAGRAPH.index(words_then)
    chosen = selector_for(PARAGRAPH, start, start + len(words_then))
    assert chosen is not None
    text = PARAGRAPH.replace(old, new)
    located = locate(text, chosen, PARAGRAPH if known else None)
    assert located is not None
    assert text[located.start : located.end] == words
    assert located.quality == quality


def test_of_words_that_stand_twice_the_right_ones_are_found_after_edits() -> None:
    """Text added or removed before repeated words does not move a link to the other occurrence."""
    start = PARAGRAPH.rindex("the training of")
    chosen = selector_for(PARAGRAPH, start, start + 15)
    assert chosen is not None
    text = "Before all, the training of officers was praised. " + PARAGRAPH
    for cited in (PARAGRAPH, None):
        located = locate(text, chosen, cited)
        assert located is not None
        assert located.start == text.rindex("the training of")


@pytest.mark.parametrize("known", [True, False])
def test_words_that_are_gone_are_not_found(known: bool) -> None:
    """When most of the words are gone, no others are taken for them."""
    start = PARAGRAPH.index("Several said")
    chosen = selector_for(PARAGRAPH, start, len(PARAGRAPH))
    assert chosen is not None
    text = PARAGRAPH[:start] + "Others spoke of boats, cranes and the price of fuel on the upper river in a dry spring."
    assert locate(text, chosen, PARAGRAPH if known else None) is None


HOSTILE = st.one_of(
    st.text(max_size=200),
    st.sampled_from(
        ["<script>" * 50, "\ud800\udfff", "\x00\x1b[2J", "a" * MAX_PART_LENGTH, "ha " * 2600, "’" * 9000, "%00&#x;"]
    ),
)


@settings(max_examples=150, deadline=None)
@given(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
def test_nothing_in_an_address_does_harm(quote: str, until: str, before: str, to: str) -> None:
    """Any parameters are refused, or give one line of text that is found or not."""
    chosen = parse_selector({"quote": quote, "until": until, "before": before, "to": to})
    if chosen is None:
        return
    assert chosen.display_text.isprintable() or not chosen.display_text.isascii()
    assert chosen.display_text.encode()
    located = locate(PARAGRAPH, chosen, None)
    if located:
        assert 0 <= located.start < located.end <= len(PARAGRAPH)
    assert " " not in text_fragment(chosen)


def test_the_directive_keeps_its_own_signs_apart() -> None:
    """Commas, hyphens and ampersands in the words are encoded, so that they are not read as the directive's own."""
    chosen = QuoteSelector("co-op, a & b", "the end", "so-called")
    assert text_fragment(chosen) == ":~:text=so%2Dcalled-,co%2Dop%2C%20a%20%26%20b,the%20end"
