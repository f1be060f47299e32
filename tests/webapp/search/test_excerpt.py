"""Tests of the part of a snippet that a list of results shows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from indexer.model import TextSpan
from webapp.search.excerpt import EXCERPT_LENGTH, excerpt

SPANS = st.lists(st.builds(TextSpan, st.text("ab ", min_size=1, max_size=120), st.booleans()), min_size=1, max_size=12)


def text_of(spans: tuple[TextSpan, ...] | list[TextSpan]) -> str:
    """Return the text of spans."""
    return "".join(span.text for span in spans)


@given(SPANS)
def test_an_excerpt_is_a_part_of_the_snippet(spans: list[TextSpan]) -> None:
    """It is one run of the text, not much longer than asked for, and says where something is left out."""
    shown, whole = excerpt(spans), text_of(spans)
    part = text_of(shown.spans)
    assert part in whole
    assert shown.cut_before or whole.startswith(part)
    assert shown.cut_after or whole.endswith(part)
    assert len(part) <= EXCERPT_LENGTH or part == whole


def test_it_shows_where_most_words_match() -> None:
    """The beginning is left out where other words match together further on, and kept where it has as many."""
    filler = "and so on with the agenda of the day " * 8
    late = excerpt([TextSpan("women", True), TextSpan(f" {filler}", False), TextSpan("women", True),
                    TextSpan(" in ", False), TextSpan("training", True), TextSpan(f" {filler}", False)])  # fmt: skip
    assert [span.text for span in late.spans if span.match] == ["women", "training"]
    assert late.cut_before
    assert late.cut_after
    early = excerpt([TextSpan("women", True), TextSpan(f" {filler}", False), TextSpan("women", True)])
    assert not early.cut_before


def test_words_are_whole_where_it_is_cut() -> None:
    """A cut is at a space where there is one near."""
    words = " ".join(f"word{number:03}" for number in range(60))
    shown = text_of(excerpt([TextSpan(words, False)]).spans)
    assert set(shown.split()) <= set(words.split())
