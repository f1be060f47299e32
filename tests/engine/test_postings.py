"""Sorting postings in bounded memory: however often they are spilled to disk, they come back as one sorted list."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.engine import postings_sorter
from indexer.engine.postings_sorter import Posting, PostingsSorter

WORDS = st.tuples(st.sampled_from(["text", "context"]), st.sampled_from("a b c ça 水".split()))
PASSAGES = st.lists(st.dictionaries(WORDS, st.lists(st.integers(0, 2**32 - 1), min_size=1, max_size=4)), max_size=30)


def made(passages: list[dict[tuple[str, str], list[int]]]) -> list[Posting]:
    """Return the postings of passages, in the order in which they are added."""
    return [
        (
            field,
            word.encode(),
            number,
            float(len(positions)),
            b"".join(position.to_bytes(4, "little") for position in positions),
        )
        for number, words in enumerate(passages)
        for (field, word), positions in words.items()
    ]


@given(PASSAGES, st.sampled_from([0, 300, 10_000]))
def test_postings_come_back_sorted(passages: list[dict[tuple[str, str], list[int]]], limit: int) -> None:
    """Everything added comes back once, by field, term and passage, whatever fits into memory."""
    postings = made(passages)
    with TemporaryDirectory() as folder:
        sorter = PostingsSorter(Path(folder), limit)
        for posting in postings:
            sorter.add(posting)
        assert list(sorter.iter_postings()) == sorted(postings, key=lambda posting: posting[:3])
        sorter.cleanup()
        assert not list(Path(folder).iterdir())


def test_many_runs_are_merged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many runs there are, few files are on disk, and nothing in them is lost."""
    monkeypatch.setattr(postings_sorter, "_MAX_RUNS", 3)
    sorter = PostingsSorter(tmp_path, 0)
    postings = made([{("text", word): [1, 2]} for word in "d c b a".split() * 6])
    for posting in postings:
        sorter.add(posting)
        assert len(list(tmp_path.iterdir())) <= 4
    assert list(sorter.iter_postings()) == sorted(postings, key=lambda posting: posting[:3])
