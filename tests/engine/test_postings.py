"""Postings in bounded memory: however often they are put on disk, they come back as one sorted list."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.engine import postings_sorter as gathering
from indexer.engine.postings_sorter import Posting, PostingsSorter

WORDS = st.tuples(st.sampled_from(["text", "context"]), st.sampled_from("a b c ça 水".split()))
PASSAGES = st.lists(st.dictionaries(WORDS, st.lists(st.integers(0, 2**32 - 1), min_size=1, max_size=4)), max_size=30)


def made(passages: list[dict[tuple[str, str], list[int]]]) -> list[Posting]:
    """The postings of passages, in the order in which they are added."""
    return [
        (field, word.encode(), number, float(len(places)), b"".join(place.to_bytes(4, "little") for place in places))
        for number, words in enumerate(passages)
        for (field, word), places in words.items()
    ]


@given(PASSAGES, st.sampled_from([0, 300, 10_000]))
def test_postings_come_back_sorted(passages: list[dict[tuple[str, str], list[int]]], limit: int) -> None:
    """What was added comes back once, by field, word and passage, whatever fits into memory."""
    wanted = made(passages)
    with TemporaryDirectory() as folder:
        gathered = PostingsSorter(Path(folder), limit)
        for one in wanted:
            gathered.add(one)
        assert list(gathered.iter_postings()) == sorted(wanted, key=lambda one: one[:3])
        gathered.cleanup()
        assert not list(Path(folder).iterdir())


def test_many_runs_are_made_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many runs there are, few files lie on disk, and nothing in them is lost."""
    monkeypatch.setattr(gathering, "_MOST_RUNS", 3)
    gathered = PostingsSorter(tmp_path, 0)
    wanted = made([{("text", word): [1, 2]} for word in "d c b a".split() * 6])
    for one in wanted:
        gathered.add(one)
        assert len(list(tmp_path.iterdir())) <= 4
    assert list(gathered.iter_postings()) == sorted(wanted, key=lambda one: one[:3])
