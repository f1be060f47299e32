"""Write the word index of a build: number the words as passages come, and sort their positions in parts at the end.

Reading it is in `word_index`. Memory holds the vocabulary, two numbers for each passage, and one part at a time.
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
"""Positions sorted at a time, about 25 MB; those of one word always stay together."""
_WORDS_FILE = "words.part"
_NUMBER_TYPE = np.dtype(np.uint32).str


class WordIndexWriter:
    """Writes one index into a new folder; an index without `finish` cannot be opened."""

    def __init__(self, folder: Path, part: int = SORT_BATCH) -> None:
        folder.mkdir(parents=True)
        self._folder = folder
        self._part = part
        self._vocabulary: dict[str, int] = {}
        self._document_numbers: dict[str, int] = {}
        self._ids = Spool(folder, msgspec.json.Encoder(), between=b",")
        self._starts, self._documents = array("Q", [0]), array("I")
        self._pending_words = array("I")
        self._file = (folder / _WORDS_FILE).open("wb")

    def __enter__(self) -> WordIndexWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        self._ids.close()

    def add(self, passages: Iterable[tuple[str, str, str]]) -> None:
        """Add passages in order, each as its id, the id of its document, and its text."""
        vocabulary, pending = self._vocabulary, self._pending_words
        for passage_id, document_id, text in passages:
            before = len(pending)
            pending.extend([vocabulary.setdefault(word, len(vocabulary) + 1) for word in terms_in(text)])
            pending.append(UNKNOWN_WORD)
            self._starts.append(self._starts[-1] + len(pending) - before)
            self._documents.append(self._document_numbers.setdefault(document_id, len(self._document_numbers)))
            self._ids.append(passage_id)
        if len(pending) >= self._part:
            self._flush()

    def finish(self) -> None:
        """Sort the positions and write the rest. Raise ValueError when the corpus is too large for the index."""
        self._pending_words.extend([UNKNOWN_WORD] * SORT_DEPTH)
        self._flush()
        self._file.close()
        length = self._starts[-1]
        if len(self._vocabulary) >= MAX_WORD_ID or length + SORT_DEPTH > np.iinfo(np.uint32).max:
            raise ValueError("the corpus has more words than the index of quotations can number")
        pending = self._folder / _WORDS_FILE
        with self._array("words", length + SORT_DEPTH) as file, pending.open("rb") as words:
            copyfileobj(words, file)
        with self._array("order", length - len(self._ids)) as file:
            for positions in _sorted_positions(pending, length, len(self._vocabulary), self._part):
                positions.tofile(file)
        pending.unlink()
        for name, numbers in (("starts", self._starts), ("documents", self._documents)):
            with self._array(name, len(numbers)) as file:
                np.array(numbers, dtype=np.uint32).tofile(file)
        self._write_facts()

    @contextmanager
    def _array(self, name: str, length: int) -> Iterator[BinaryIO]:
        """Open a NumPy file of `length` 32-bit numbers to write them into."""
        with (self._folder / f"{name}.npy").open("wb") as file:
            write_array_header_1_0(file, {"descr": _NUMBER_TYPE, "fortran_order": False, "shape": (length,)})
            yield file

    def _write_facts(self) -> None:
        encode = msgspec.json.encode
        with (self._folder / FACTS_FILE).open("wb") as file:
            file.write(b'{"format":%d,"ids":[' % WORD_INDEX_FORMAT)
            file.writelines(self._ids.blocks())
            papers, vocabulary = encode(list(self._document_numbers)), encode(list(self._vocabulary))
            file.write(b'],"papers":%b,"vocabulary":%b}' % (papers, vocabulary))
        self._document_numbers.clear()
        self._vocabulary.clear()

    def _flush(self) -> None:
        self._pending_words.tofile(self._file)
        del self._pending_words[:]


def _sorted_positions(words: Path, length: int, vocabulary: int, part: int) -> Iterator[WordIds]:
    """Yield the positions of all words, sorted by the SORT_DEPTH words that begin there, one part at a time.

    The words are read in chunks: a memory map would end up in memory whole, for every position is read.
    """
    counts = np.zeros(vocabulary + 1, dtype=np.int64)
    for _, chunk in _chunks(words, length, part):
        counts += np.bincount(chunk[: len(chunk) - SORT_DEPTH], minlength=vocabulary + 1)
    counts[UNKNOWN_WORD] = 0
    first = UNKNOWN_WORD + 1
    while first <= vocabulary:
        fitting = int(np.searchsorted(np.cumsum(counts[first:]), part, side="right"))
        end = min(first + max(1, fitting), vocabulary + 1)
        yield _sort_part(_chunks(words, length, part), first, end, int(counts[first:end].sum()))
        first = end


def _chunks(words: Path, length: int, part: int) -> Iterator[tuple[int, WordIds]]:
    """Yield all words in chunks, each with its start and with the SORT_DEPTH words that follow it."""
    for start in range(0, length, part):
        size = min(part, length - start)
        yield start, np.fromfile(words, np.uint32, size + SORT_DEPTH, offset=start * np.uint32().itemsize)


def _sort_part(chunks: Iterable[tuple[int, WordIds]], first: int, end: int, count: int) -> WordIds:
    """Return the `count` positions of the word ids from `first` up to `end`, sorted."""
    positions = np.empty(count, dtype=np.uint32)
    head, tail = np.empty(count, dtype=np.uint64), np.empty(count, dtype=np.uint64)
    done = 0
    for start, words in chunks:
        chunk_words = words[: len(words) - SORT_DEPTH]
        chunk_positions = np.flatnonzero((chunk_words >= first) & (chunk_words < end))
        filled = slice(done, done + len(chunk_positions))
        positions[filled] = chunk_positions + start
        runs = np.lib.stride_tricks.sliding_window_view(words, SORT_DEPTH)
        head[filled], tail[filled] = (
            pack_keys(runs[chunk_positions, :WORDS_PER_KEY]),
            pack_keys(runs[chunk_positions, WORDS_PER_KEY:]),
        )
        done += len(chunk_positions)
    ordered: WordIds = positions[np.lexsort((tail, head))]
    return ordered
