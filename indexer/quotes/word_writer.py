"""Writes the word index of a build: words numbered as passages come, their places sorted in parts at the end.

What is written is read by `word_index`. In memory at any time are the different words, the ids, and one part.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.lib.format import open_memmap
from numpy.typing import NDArray

from ..language import forms
from .word_index import DEPTH, FACTS, FORMAT, LARGEST, PER_KEY, UNKNOWN, Places, Words, pack

PART = 500_000
"""Places that are sorted at a time, about 25 MB; those that begin with one and the same word are never parted."""
_PENDING = "words.part"


class WordWriter:
    """Writes one index into a folder that is not there yet; what `finish` did not end cannot be opened."""

    def __init__(self, folder: Path, part: int = PART) -> None:
        folder.mkdir(parents=True)
        self._folder = folder
        self._part = part
        self._vocabulary: dict[str, int] = {}
        self._papers: dict[str, int] = {}
        self._ids: list[str] = []
        self._starts, self._documents = array("Q", [0]), array("I")
        self._waiting = array("I")
        self._file = (folder / _PENDING).open("wb")

    def __enter__(self) -> WordWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, passages: Iterable[tuple[str, str, str]]) -> None:
        """Add passages in order, as id, id of the document, text."""
        vocabulary, waiting = self._vocabulary, self._waiting
        for key, paper, text in passages:
            before = len(waiting)
            waiting.extend([vocabulary.setdefault(word, len(vocabulary) + 1) for word in forms(text)])
            waiting.append(UNKNOWN)
            self._starts.append(self._starts[-1] + len(waiting) - before)
            self._documents.append(self._papers.setdefault(paper, len(self._papers)))
            self._ids.append(key)
        if len(waiting) >= self._part:
            self._flush()

    def finish(self) -> None:
        """Sort the places and write all that is left; raises ValueError for a corpus too large for the index."""
        self._waiting.extend([UNKNOWN] * DEPTH)
        self._flush()
        self._file.close()
        length = self._starts[-1]
        if len(self._vocabulary) >= LARGEST or length + DEPTH > np.iinfo(np.uint32).max:
            raise ValueError("the corpus has more words than the index of quotations can number")
        pending = self._folder / _PENDING
        words = open_memmap(self._folder / "words.npy", "w+", np.uint32, (length + DEPTH,))
        with pending.open("rb") as file:
            for start in range(0, length + DEPTH, self._part):
                words[start : start + self._part] = np.fromfile(file, np.uint32, self._part)
        pending.unlink()
        order = open_memmap(self._folder / "order.npy", "w+", np.uint32, (length - len(self._ids),))
        done = 0
        for places in _sorted(words, length, len(self._vocabulary), self._part):
            order[done : done + len(places)] = places
            done += len(places)
        words.flush()
        order.flush()
        np.save(self._folder / "starts.npy", np.array(self._starts, dtype=np.uint32))
        np.save(self._folder / "documents.npy", np.array(self._documents, dtype=np.uint32))
        facts = {"format": FORMAT, "ids": self._ids, "papers": list(self._papers), "vocabulary": list(self._vocabulary)}
        (self._folder / FACTS).write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")

    def _flush(self) -> None:
        self._waiting.tofile(self._file)
        del self._waiting[:]


def _sorted(words: Words, length: int, vocabulary: int, part: int) -> Iterator[Places]:
    """Give the places of all words, sorted by the DEPTH words that begin there, a part at a time."""
    count = np.zeros(vocabulary + 1, dtype=np.int64)
    for start in range(0, length, part):
        count += np.bincount(words[start : min(start + part, length)], minlength=vocabulary + 1)
    count[UNKNOWN] = 0
    first = UNKNOWN + 1
    while first <= vocabulary:
        fitting = int(np.searchsorted(np.cumsum(count[first:]), part, side="right"))
        end = min(first + max(1, fitting), vocabulary + 1)
        yield _in_order(words, _between(words, length, first, end, part))
        first = end


def _between(words: Words, length: int, first: int, end: int, part: int) -> Places:
    """The places of the words numbered from `first` up to `end`."""
    found: list[Places] = []
    for start in range(0, length, part):
        some = words[start : min(start + part, length)]
        found.append(np.flatnonzero((some >= first) & (some < end)) + start)
    return np.concatenate(found)


def _in_order(words: Words, places: Places) -> Places:
    head: NDArray[np.uint64] = pack([words[places + step] for step in range(PER_KEY)])
    tail: NDArray[np.uint64] = pack([words[places + step] for step in range(PER_KEY, DEPTH)])
    ordered: Places = places[np.lexsort((tail, head))]
    return ordered
