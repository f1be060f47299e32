"""Every run of words is found wherever it occurs."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.engine.columns.token_field import SORT_DEPTH
from indexer.engine.engines import DEFAULT_ENGINE, Engines
from indexer.engine.whoosh.engine import WhooshWriter
from indexer.errors import IndexDamaged, IndexOutdated
from indexer.quotes.word_index import UNKNOWN_WORD, open_word_index
from tests.corpus_factory import document, passage
from tests.quotes.conftest import QuoteCorpus, make_word_index

WORDS = st.lists(st.sampled_from("a b c d".split()), max_size=12)


@settings(max_examples=200)
@given(
    st.lists(WORDS, max_size=6),
    st.lists(st.sampled_from("a b c x".split()), min_size=1, max_size=SORT_DEPTH),
)
def test_runs_are_where_a_plain_search_finds_them(texts: list[list[str]], run: list[str]) -> None:
    """A run is found at exactly the positions where its words follow each other within one passage."""
    paper = document("d", None)
    with tempfile.TemporaryDirectory() as folder:
        index = make_word_index(Path(folder), [passage(paper, at, " ".join(text)) for at, text in enumerate(texts)])
    found = index.find_runs(index.word_ids(run), len(run))
    starts = {
        (int(passage), int(position) - index.span(int(passage))[0])
        for position in found.positions(0)
        for passage in index.passages_at(np.array([position]))
    }
    assert starts == {
        (number, position)
        for number, text in enumerate(texts)
        for position in range(len(text))
        if text[position : position + len(run)] == run
    }
    assert found.counts.tolist() == [len(starts)]


PAPERS = st.dictionaries(st.sampled_from("pqrst"), st.lists(WORDS, min_size=1, max_size=3), max_size=4)


def write_papers(folder: Path, papers: dict[str, list[list[str]]], base: Path | None, kept: set[str]) -> None:
    """Write papers, beside those of an index before that are kept."""
    with WhooshWriter(folder, base) as writer:
        writer.keep(kept)
        for name, texts in papers.items():
            if name not in kept:
                writer.add([passage(document(name, None), at, " ".join(text)) for at, text in enumerate(texts)])
        writer.finish(list(papers))


@settings(max_examples=100, deadline=None)
@given(PAPERS, PAPERS, st.lists(st.sampled_from("a b c x".split()), min_size=1, max_size=8))
def test_an_updated_index_has_the_words_of_a_full_one(
    before: dict[str, list[list[str]]], after: dict[str, list[list[str]]], query: list[str]
) -> None:
    """Whatever papers went, came and changed, passages, words and runs are numbered as in an index written whole."""
    kept = {name for name in before if before[name] == after.get(name)}
    with tempfile.TemporaryDirectory() as home:
        old, new, full = (Path(home, name) for name in ("old", "new", "full"))
        write_papers(old, before, None, set())
        write_papers(new, after, old, kept)
        write_papers(full, after, None, set())
        updated, whole = open_word_index(new), open_word_index(full)
    assert (list(updated.ids), updated.size) == (list(whole.ids), whole.size)
    assert [updated.passage_number(each) for each in whole.ids] == list(range(len(whole.ids)))
    assert updated.word_ids(query).tolist() == whole.word_ids(query).tolist()
    positions = np.arange(whole.size + SORT_DEPTH)
    assert updated.words_at(positions).tolist() == whole.words_at(positions).tolist()
    numbers = np.arange(len(whole.ids))
    named = [[index.document_ids[number] for number in index.documents[numbers]] for index in (updated, whole)]
    assert named[0] == named[1]
    for width in range(1, SORT_DEPTH + 1):
        found, expected = (index.find_runs(index.word_ids(query), width) for index in (updated, whole))
        assert found.counts.tolist() == expected.counts.tolist()
        for run in range(len(found.counts)):
            assert sorted(found.positions(run).tolist()) == sorted(expected.positions(run).tolist())


def test_an_index_is_read_back_as_it_was_written(quote_corpus: QuoteCorpus, tmp_path: Path) -> None:
    """A saved index answers like the one that was built."""
    index = quote_corpus.index
    again = make_word_index(tmp_path, quote_corpus.papers.passages)
    positions = np.arange(index.size)
    assert np.array_equal(again.words_at(positions), index.words_at(positions))
    assert (list(again.ids), again.document_ids) == (list(index.ids), index.document_ids)
    query = again.word_ids(["the", "chair", "thanked"])
    assert again.find_runs(query, 3).positions(0).tolist() == index.find_runs(query, 3).positions(0).tolist()
    assert again.has_word("peacekeeping")
    assert not again.has_word("unheard")
    assert again.word_ids(["unheard"]).tolist() == [UNKNOWN_WORD]
    assert again.passage_number("montevideo-summary.00002") == 2
    assert again.passage_number("gone.00000") is None


@pytest.mark.parametrize("harm", ["missing", "json", "format", "array", "ids"])
def test_a_damaged_index_is_refused(quote_corpus: QuoteCorpus, tmp_path: Path, harm: str) -> None:
    """An index that is incomplete, broken or of another version is refused."""
    folder = tmp_path / "words"
    make_word_index(tmp_path, quote_corpus.papers.passages)
    if harm == "missing":
        next(folder.glob("*/text-order.*")).unlink()
    elif harm == "json":
        (folder / "manifest.json").write_text("{", encoding="utf-8")
    elif harm == "format":
        (folder / "manifest.json").write_text('{"format": 99}', encoding="utf-8")
    elif harm == "array":
        next(folder.glob("*/text-starts.*")).write_bytes(b"nothing")
    else:
        next(folder.glob("*/ids-text.*")).write_bytes(b"nothing")
    with pytest.raises((IndexDamaged, IndexOutdated)):
        open_word_index(folder)


def test_an_index_that_was_not_finished_is_refused(tmp_path: Path) -> None:
    """An index whose writer did not finish is refused."""
    with Engines().writer(DEFAULT_ENGINE, tmp_path / "words") as writer:
        writer.add([passage(document("a", None), 0, "some words")])
    with pytest.raises(IndexDamaged):
        open_word_index(tmp_path / "words")


def test_an_empty_corpus_has_no_words(tmp_path: Path) -> None:
    """An index of no passages finds nothing."""
    found = make_word_index(tmp_path, []).find_runs(np.array([1, 2], dtype=np.uint32), 2)
    assert found.counts.tolist() == [0]
    assert not len(found.positions(0))
