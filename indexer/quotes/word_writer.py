"""Writes the word index of a build: words numbered as passages come, their places sorted in parts at the end.

What is written is read by `word_index`. In memory at any time are the different words, two
numbers a passage, and one part.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfileobj
from types import TracebackType
from typing import BinaryIO

import msgspec
import numpy as np
from numpy.lib.format import write_array_header_1_0

from indexer.disk.spool import Spool
from indexer.text.analysis import terms_in

from .word_index import (
    FACTS_FILE,
    MAX_WORD_ID,
    SORT_DEPTH,
    UNKNOWN_WORD,
    WORD_INDEX_FORMAT,
    WORDS_PER_KEY,
    WordIds,
    pack_keys,
)

SORT_BATCH = 500_000
"""Places that are sorted at a time, about 25 MB; those that begin with one and the same word are never parted."""
_PENDING = "words.part"
_NUMBER = np.dtype(np.uint32).str


class WordIndexWriter:
    """Writes one index into a folder that is not there yet; what `finish` did not end cannot be opened."""

    def __init__(self, folder: Path, part: int = SORT_BATCH) -> None:
        folder.mkdir(parents=True)
        self._folder = folder
        self._part = part
        self._vocabulary: dict[str, int] = {}
        self._papers: dict[str, int] = {}
        self._ids = Spool(folder, msgspec.json.Encoder(), between=b",")
        self._starts, self._documents = array("Q", [0]), array("I")
        self._waiting = array("I")
        self._file = (folder / _PENDING).open("wb")

    def __enter__(self) -> WordIndexWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        self._ids.close()

    def add(self, passages: Iterable[tuple[str, str, str]]) -> None:
        """Add passages in order, as id, id of the document, text."""
        vocabulary, waiting = self._vocabulary, self._waiting
        for key, paper, text in passages:
            before = len(waiting)
            waiting.extend([vocabulary.setdefault(word, len(vocabulary) + 1) for word in terms_in(text)])
            waiting.append(UNKNOWN_WORD)
            self._starts.append(self._starts[-1] + len(waiting) - before)
            self._documents.append(self._papers.setdefault(paper, len(self._papers)))
            self._ids.append(key)
        if len(waiting) >= self._part:
            self._flush()

    def finish(self) -> None:
        """Sort the places and write all that is left; raises ValueError for a corpus too large for the index."""
        self._waiting.extend([UNKNOWN_WORD] * SORT_DEPTH)
        self._flush()
        self._file.close()
        length = self._starts[-1]
        if len(self._vocabulary) >= MAX_WORD_ID or length + SORT_DEPTH > np.iinfo(np.uint32).max:
            raise ValueError("the corpus has more words than the index of quotations can number")
        pending = self._folder / _PENDING
        with self._array("words", length + SORT_DEPTH) as file, pending.open("rb") as words:
            copyfileobj(words, file)
        with self._array("order", length - len(self._ids)) as file:
            for places in _sorted(pending, length, len(self._vocabulary), self._part):
                places.tofile(file)
        pending.unlink()
        for name, numbers in (("starts", self._starts), ("documents", self._documents)):
            with self._array(name, len(numbers)) as file:
                np.array(numbers, dtype=np.uint32).tofile(file)
        self._write_facts()

    @contextmanager
    def _array(self, name: str, length: int) -> Iterator[BinaryIO]:
        """A file of so many 32-bit numbers, which are to be written into it."""
        with (self._folder / f"{name}.npy").open("wb") as file:
            write_array_header_1_0(file, {"descr": _NUMBER, "fortran_order": False, "shape": (length,)})
            yield file

    def _write_facts(self) -> None:
        encode = msgspec.json.encode
        with (self._folder / FACTS_FILE).open("wb") as file:
            file.write(b'{"format":%d,"ids":[' % WORD_INDEX_FORMAT)
            file.writelines(self._ids.blocks())
            papers, vocabulary = encode(list(self._papers)), encode(list(self._vocabulary))
            file.write(b'],"papers":%b,"vocabulary":%b}' % (papers, vocabulary))
        self._papers.clear()
        self._vocabulary.clear()

    def _flush(self) -> None:
        self._waiting.tofile(self._file)
        del self._waiting[:]


def _sorted(words: Path, length: int, vocabulary: int, part: int) -> Iterator[WordIds]:
    """Give the places of all words, sorted by the DEPTH words that begin there, a part at a time.

    They are read in pieces: of a map of the file, all would be in memory, for every place is asked for.
    """
    count = np.zeros(vocabulary + 1, dtype=np.int64)
    for _, some in _pieces(words, length, part):
        count += np.bincount(some[: len(some) - SORT_DEPTH], minlength=vocabulary + 1)
    count[UNKNOWN_WORD] = 0
    first = UNKNOWN_WORD + 1
    while first <= vocabulary:
        fitting = int(np.searchsorted(np.cumsum(count[first:]), part, side="right"))
        end = min(first + max(1, fitting), vocabulary + 1)
        yield _in_order(_pieces(words, length, part), first, end, int(count[first:end].sum()))
        first = end


def _pieces(words: Path, length: int, part: int) -> Iterator[tuple[int, WordIds]]:
    """Give all words by parts, each with its place and with the DEPTH words that follow it."""
    for start in range(0, length, part):
        size = min(part, length - start)
        yield start, np.fromfile(words, np.uint32, size + SORT_DEPTH, offset=start * np.uint32().itemsize)


def _in_order(pieces: Iterable[tuple[int, WordIds]], first: int, end: int, count: int) -> WordIds:
    """Give the places, so many, of the words numbered from `first` up to `end`, sorted."""
    found = np.empty(count, dtype=np.uint32)
    head, tail = np.empty(count, dtype=np.uint64), np.empty(count, dtype=np.uint64)
    done = 0
    for start, words in pieces:
        own = words[: len(words) - SORT_DEPTH]
        places = np.flatnonzero((own >= first) & (own < end))
        some = slice(done, done + len(places))
        found[some] = places + start
        runs = np.lib.stride_tricks.sliding_window_view(words, SORT_DEPTH)
        head[some], tail[some] = pack_keys(runs[places, :WORDS_PER_KEY]), pack_keys(runs[places, WORDS_PER_KEY:])
        done += len(places)
    ordered: WordIds = found[np.lexsort((tail, head))]
    return ordered
