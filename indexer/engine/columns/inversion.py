"""Turns texts as rows of term numbers into postings and sorted positions, one range of terms at a time.

Every range reads the texts again, in order and in chunks, so that memory holds one range only. NumPy's sort of 64-bit
keys does the work.

Method: suffix arrays (Manber and Myers, 1990), sorted to a fixed depth only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .files import ColumnFiles
from .rows import starts_of
from .token_field import SORT_DEPTH, Numbers

BATCH = 2_000_000
"""Occurrences that are sorted at a time, some 150 MB; those of one term always stay together."""
KEY_BITS = 64

Keys = NDArray[np.uint64]
Chunks = Callable[[], Iterable[tuple[Numbers, Numbers]]]
"""Reads occurrences from the beginning, in chunks: the term of each, and its text."""
WordChunks = Callable[[], Iterable[tuple[int, Numbers]]]
"""Reads all words from the beginning, in chunks: each with its start, and with the SORT_DEPTH words that follow it."""


def read_words(path: Path, length: int, chunk: int = BATCH) -> Iterator[tuple[int, Numbers]]:
    """Yield the words of a file in chunks, each with its start and with the SORT_DEPTH words that follow it.

    They are read and not mapped: a map would end up in memory whole.
    """
    size = np.dtype(np.uint32).itemsize
    for start in range(0, length, chunk):
        yield start, np.fromfile(path, "<u4", min(chunk, length - start) + SORT_DEPTH, offset=start * size)


def with_texts(chunks: Iterable[tuple[int, Numbers]], starts: NDArray[np.int64]) -> Iterator[tuple[Numbers, Numbers]]:
    """Yield the terms of chunks, each with its text."""
    for start, words in chunks:
        terms = words[: len(words) - SORT_DEPTH]
        first, last = np.searchsorted(starts, (start, start + len(terms) - 1), side="right") - 1
        bounds = np.clip(starts[first : last + 2] - start, 0, len(terms))
        texts = np.repeat(np.arange(first, last + 1, dtype=np.uint32), np.diff(bounds))
        yield terms, texts


def term_counts(chunks: Iterable[Numbers], terms: int) -> NDArray[np.int64]:
    """Return how often each term occurs, from term 0 to the highest."""
    counts = np.zeros(terms + 1, dtype=np.int64)
    for chunk in chunks:
        counts += np.bincount(chunk, minlength=terms + 1)
    return counts


def write_postings(files: ColumnFiles, field: str, chunks: Chunks, counts: NDArray[np.int64], batch: int) -> None:
    """Write for each term the texts that have it, ascending, and how often; `counts` has its occurrences."""
    sizes = np.zeros(len(counts), dtype=np.int64)
    highest = 0
    spool = files.folder / f"{field}-counts.part"
    with files.stream(f"{field}-documents", "u4") as documents, spool.open("wb") as spooled:
        for first, end in term_ranges(counts, batch):
            keys = np.sort(_keys(chunks(), first, end, int(counts[first:end].sum())))
            new = np.flatnonzero(np.concatenate(([len(keys) > 0], keys[1:] != keys[:-1])))
            frequencies = np.diff(new, append=len(keys))
            pairs = keys[new]
            documents.append((pairs & np.uint64(0xFFFFFFFF)).astype(np.uint32))
            sizes[first:end] = np.bincount((pairs >> np.uint64(32)).astype(np.int64) - first, minlength=end - first)
            frequencies.astype("<u4").tofile(spooled)
            highest = max(highest, int(frequencies.max(initial=0)))
    with files.stream(f"{field}-counts", np.min_scalar_type(highest)) as file:
        _copy_numbers(spool, file.append)
    spool.unlink()
    files.write(f"{field}-document_starts", starts_of(sizes))


def _copy_numbers(path: Path, append: Callable[[NDArray[Any]], None]) -> None:
    with path.open("rb") as file:
        while len(numbers := np.fromfile(file, "<u4", BATCH)):
            append(numbers)


def _between(terms: Numbers, first: int, end: int) -> NDArray[np.int64]:
    """Return the places of the terms of a range; what is below it wraps around, and is above it."""
    return np.flatnonzero((terms - np.uint32(first)) < np.uint32(end - first))


def _keys(chunks: Iterable[tuple[Numbers, Numbers]], first: int, end: int, count: int) -> Keys:
    """Return the term and the text of the occurrences of a range of terms as one key each."""
    keys = np.empty(count, dtype=np.uint64)
    done = 0
    for terms, texts in chunks:
        kept = _between(terms, first, end)
        filled = terms[kept].astype(np.uint64) << np.uint64(32)
        filled |= texts[kept]
        keys[done : done + len(filled)] = filled
        done += len(filled)
    return keys


def write_order(
    files: ColumnFiles, field: str, chunks: WordChunks, counts: NDArray[np.int64], batch: int, by_runs: bool = True
) -> None:
    """Write the positions of each term, sorted by the SORT_DEPTH words that begin there, or ascending.

    `counts` has the occurrences of each term.
    """
    bits = max(len(counts) - 1, 1).bit_length()
    with files.stream(f"{field}-order", "u4") as file:
        for first, end in term_ranges(counts, batch):
            count = int(counts[first:end].sum())
            runs = _Runs(count, bits, by_runs)
            for start, words in chunks():
                terms = words[: len(words) - SORT_DEPTH]
                runs.add(start, words, _between(terms, first, end))
            file.append(runs.ordered())
    files.write(f"{field}-order_starts", starts_of(counts))


class _Runs:
    """The positions of a range of terms with the words that begin there, packed in two keys."""

    def __init__(self, count: int, bits: int, by_runs: bool) -> None:
        self._bits = bits
        self._in_head = min(KEY_BITS // bits, SORT_DEPTH) if by_runs else 1
        self._in_tail = SORT_DEPTH - self._in_head if by_runs else 0
        self._positions = np.empty(count, dtype=np.uint32)
        self._head, self._tail = (
            np.empty(count, dtype=np.uint64),
            np.empty(count if self._in_tail else 0, dtype=np.uint64),
        )
        self._done = 0

    def add(self, start: int, words: Numbers, kept: NDArray[np.int64]) -> None:
        """Add positions of a chunk that begins at `start`."""
        filled = slice(self._done, self._done + len(kept))
        self._positions[filled] = kept + start
        self._pack(self._head[filled], words, kept, 0, self._in_head)
        if self._in_tail:
            self._pack(self._tail[filled], words, kept, self._in_head, self._in_tail)
        self._done += len(kept)

    def _pack(self, keys: Keys, words: Numbers, kept: NDArray[np.int64], first: int, count: int) -> None:
        keys[:] = words[kept + first]
        for place in range(first + 1, first + count):
            keys <<= np.uint64(self._bits)
            keys |= words[kept + place]

    def ordered(self) -> Numbers:
        """Return the positions, sorted by the words; equal runs in order of position."""
        if not len(self._positions):
            return self._positions
        order = np.argsort(self._head)
        tied, group = _ties(self._head[order])
        left = self._in_tail
        while left and len(tied):
            fitting = min((KEY_BITS - int(group[-1]).bit_length()) // self._bits, left)
            left -= fitting
            among = order[tied]
            keys = self._tail[among] >> np.uint64(left * self._bits)
            keys &= np.uint64((1 << fitting * self._bits) - 1)
            keys |= group << np.uint64(fitting * self._bits)
            by_key = np.argsort(keys)
            order[tied] = among[by_key]
            still, group = _ties(keys[by_key])
            tied = tied[still]
        positions = self._positions[order]
        keys = np.sort((group << np.uint64(32)) | positions[tied])
        positions[tied] = (keys & np.uint64(0xFFFFFFFF)).astype(np.uint32)
        return positions


def _ties(ascending: Keys) -> tuple[NDArray[np.int64], Keys]:
    """Return the places of the sorted keys that are not alone, and for each of them the number of its key."""
    same = ascending[1:] == ascending[:-1]
    follows = np.concatenate(([False], same))
    tied = np.flatnonzero(follows | np.concatenate((same, [False])))
    return tied, np.cumsum(~follows[tied]).astype(np.uint64)


def term_ranges(counts: NDArray[np.int64], batch: int) -> Iterator[tuple[int, int]]:
    """Yield ranges of terms (first, end) with at most `batch` occurrences, or of one term that has more."""
    ends = np.cumsum(counts)
    first = 1
    while first < len(counts):
        end = max(int(np.searchsorted(ends, ends[first - 1] + batch, side="right")), first + 1)
        yield first, end
        first = end
