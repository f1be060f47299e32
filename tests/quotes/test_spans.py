"""Omissions and brackets split a quotation into spans."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.quotes.spans import split_spans


def span_words(text: str) -> list[str]:
    """Return the words of each span."""
    return [" ".join(word.text for word in part.words) for part in split_spans(text)]


@pytest.mark.parametrize("sign", ["...", "…", "[...]", "[…]", "(...)", ". . .", "[. . .]", "....", ". . . .", "[--]"])
def test_an_omission_parts_a_quotation(sign: str) -> None:
    """Each way of leaving words out gives the spans on both sides."""
    assert span_words(f"one two {sign} three four") == ["one two", "three four"]
    assert [part.max_gap for part in split_spans(f"one two {sign} three four")] == [None, None]


def test_full_stops_are_no_omission() -> None:
    """The end of a sentence and an abbreviation leave nothing out."""
    assert span_words("One two. Three four, e.g. five. A. B. Six") == ["one two three four e g five a b six"]


def test_brackets_hold_the_writers_words() -> None:
    """Words in brackets stand for a few words of the source, a remark for none, and letters in a word make it free."""
    parts = split_spans("[T]he members [of the Council] agree[d] on it [sic] at last [emphasis added]")
    assert [" ".join(word.text for word in part.words) for part in parts] == [
        "the members",
        "agreed on it",
        "at last",
    ]
    assert [part.free for part in parts] == [(True, False), (True, False, False), (False, False)]
    assert [part.max_gap for part in parts] == [None, 8, 0]


@given(st.text(alphabet=st.sampled_from(list("ab .…[]()-\n’")), max_size=80))
def test_offsets_are_those_of_the_quotation(text: str) -> None:
    """Each word's offsets cut it from the text, in order, letters in brackets included."""
    offset = 0
    for part in split_spans(text):
        for word in part.words:
            assert offset <= word.start < word.end <= len(text)
            assert part.start <= word.start
            assert word.end <= part.end
            assert text[word.start : word.end].replace("[", "").replace("]", "").casefold().startswith(word.text[0])
            offset = word.end
