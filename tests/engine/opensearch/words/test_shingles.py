"""Shingles are hashes of four words in a row, the same in a text and in a quotation."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from indexer.engine.opensearch.shingles import WIDTH, shingles_of_run, shingles_of_texts
from indexer.text.paper_words import analyse

texts = st.lists(st.text("abé ", max_size=30), max_size=5)


@given(texts)
def test_those_of_a_text_are_those_of_its_words(some: list[str]) -> None:
    """Each text has the distinct shingles of its own words, and none that leads into the next text."""
    words = analyse(some)
    expected = [set(shingles_of_run(tuple(row))) for row in words.term_rows()]
    assert [set(written.split()) for written in shingles_of_texts(words)] == expected


def test_there_is_one_for_each_run_of_four() -> None:
    """Ten words have seven shingles, and three words have none."""
    words = tuple("one two three four five six seven eight nine ten".split())
    assert len(set(shingles_of_run(words))) == len(words) - WIDTH + 1
    assert shingles_of_run(words[:3]) == []


def test_the_order_of_words_counts() -> None:
    """The same words in another order are another shingle; hashes are those of every machine."""
    assert shingles_of_run(("to", "be", "or", "not")) != shingles_of_run(("not", "or", "be", "to"))
    assert shingles_of_run(("to", "be", "or", "not")) == ["mqW4"]
