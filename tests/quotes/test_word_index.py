"""Every run of words is found wherever it occurs."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.errors import IndexDamaged
from indexer.quotes.word_index import SORT_DEPTH, UNKNOWN_WORD, WordIndex
from indexer.quotes.word_writer import WordIndexWriter
from tests.quotes.conftest import QuoteCorpus, index_passages, make_word_index

WORDS = st.lists(st.sampled_from("a b c d".split()), max_size=12)


@settings(max_examples=200)
@given(
    st.lists(WORDS, max_size=6),
    st.lists(st.sampled_from("a b c x".split()), min_size=1, max_size=SORT_DEPTH),
    st.integers(1, 40),
)
def test_runs_are_where_a_plain_search_finds_them(texts: list[list[str]], run: list[str], part: int) -> None:
    """A run is found at exactly the positions where its words follow each other within one passage.

    The number of parts in which positions were sorted changes nothing.
    """
    with tempfile.TemporaryDirectory() as folder:
        named = ((str(number), "d", " ".join(text)) for number, text in enumerate(texts))
        index = make_word_index(Path(folder), named, part)
    first, end = index.run_ranges(index.word_ids(run), len(run))
    starts = {
        (int(passage), int(position) - index.span(int(passage))[0])
        for position in index.positions(int(first[0]), int(end[0]))
        for passage in index.passages_at(np.array([position]))
    }
    assert starts == {
        (number, position)
        for number, text in enumerate(texts)
        for position in range(len(text))
        if text[position : position + len(run)] == run
    }


def test_an_index_is_read_back_as_it_was_written(quote_corpus: QuoteCorpus, tmp_path: Path) -> None:
    """A saved index answers like the one that was built."""
    again = index_passages(quote_corpus.papers.passages, tmp_path)
    assert np.array_equal(again.words, quote_corpus.index.words)
    assert (again.ids, again.document_ids) == (quote_corpus.index.ids, quote_corpus.index.document_ids)
    assert {file.name for file in (tmp_path / "words").iterdir()} == {
        "documents.npy",
        "order.npy",
        "starts.npy",
        "words.json",
        "words.npy",
    }
    query = again.word_ids(["the", "chair", "thanked"])
    assert [list(each) for each in again.run_ranges(query, 3)] == [
        list(each) for each in quote_corpus.index.run_ranges(query, 3)
    ]
    assert again.has_word("peacekeeping")
    assert not again.has_word("unheard")
    assert again.word_ids(["unheard"]).tolist() == [UNKNOWN_WORD]
    assert again.passage_number("montevideo-summary.00002") == 2
    assert again.passage_number("gone.00000") is None


@pytest.mark.parametrize("harm", ["missing", "json", "format", "array", "other"])
def test_a_damaged_index_is_refused(quote_corpus: QuoteCorpus, tmp_path: Path, harm: str) -> None:
    """An index that is incomplete, broken or of another corpus is refused."""
    folder = tmp_path / "words"
    index_passages(quote_corpus.papers.passages, tmp_path)
    if harm == "missing":
        (folder / "order.npy").unlink()
    elif harm == "json":
        (folder / "words.json").write_text("{", encoding="utf-8")
    elif harm == "format":
        (folder / "words.json").write_text('{"format": 99}', encoding="utf-8")
    elif harm == "array":
        (folder / "starts.npy").write_bytes(b"nothing")
    else:
        np.save(folder / "documents.npy", np.zeros(1, dtype=np.uint32))
    with pytest.raises(IndexDamaged):
        WordIndex.open(folder)


def test_an_index_that_was_not_finished_is_refused(tmp_path: Path) -> None:
    """An index whose writer did not finish is refused."""
    with WordIndexWriter(tmp_path / "words") as writer:
        writer.add([("a.00000", "a", "some words")])
    with pytest.raises(IndexDamaged):
        WordIndex.open(tmp_path / "words")


def test_an_empty_corpus_has_no_words(tmp_path: Path) -> None:
    """An index of no passages finds nothing."""
    index = make_word_index(tmp_path, [])
    first, end = index.run_ranges(np.array([1, 2], dtype=np.uint32), 2)
    assert (first == end).all()
