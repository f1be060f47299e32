"""Turns texts as rows of term numbers into postings and sorted positions, one range of terms at a time.

Every range reads the texts again, in order and in chunks, so that memory holds one range only.

Method: suffix arrays (Manber and Myers, 1990), sorted to a fixed depth only, by radix.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .arrays import ArrayWriter, NumberSpool, ReadNumbers
from .rows import order_of, starts_of
from .token_field import SORT_DEPTH, Numbers

BATCH = 2_000_000
"""Occurrences that are sorted at a time, some 150 MB."""

Chunks = Callable[[], Iterable[tuple[Numbers, Numbers]]]
"""Reads occurrences from the beginning, in chunks: the term of each, and its text."""
WordChunks = Callable[[], Iterable[tuple[int, Numbers]]]
"""Reads all words from the beginning, in chunks: each with its start, and with the SORT_DEPTH words that follow it."""


def read_words(read: ReadNumbers, length: int, chunk: int = BATCH) -> Iterator[tuple[int, Numbers]]:
    """Yield stored words in chunks, each with its start and with the SORT_DEPTH words that follow it."""
    for start in range(0, length, chunk):
        yield start, read(start, min(chunk, length - start) + SORT_DEPTH)


def read_all(spool: NumberSpool, chunk: int = BATCH) -> Iterator[Numbers]:
    """Yield all numbers that were put aside, in chunks."""
    for start in range(0, spool.length, chunk):
        yield spool.read(start, chunk)


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


def write_postings(files: ArrayWriter, field: str, chunks: Chunks, counts: NDArray[np.int64], batch: int) -> None:
    """Write for each term the texts that have it, ascending, and how often; `counts` has its occurrences."""
    sizes = np.zeros(len(counts), dtype=np.int64)
    highest = 0
    spooled = files.spool(f"{field}-counts")
    with files.stream(f"{field}-documents", "u4") as documents:
        for first, end in term_ranges(counts, batch):
            texts = _texts_by_term(chunks(), first, end, int(counts[first:end].sum()))
            is_new = np.ones(len(texts), dtype=np.bool_)
            np.not_equal(texts[1:], texts[:-1], out=is_new[1:])
            starts = starts_of(counts[first:end])
            is_new[starts[:-1][counts[first:end] > 0]] = True
            new = np.flatnonzero(is_new)
            sizes[first:end] = np.diff(np.searchsorted(new, starts))
            frequencies = np.diff(new, append=len(texts))
            documents.append(texts[new])
            spooled.extend(frequencies.astype(np.uint32))
            highest = max(highest, int(frequencies.max(initial=0)))
    with files.stream(f"{field}-counts", np.min_scalar_type(highest)) as file:
        for numbers in read_all(spooled):
            file.append(numbers)
    spooled.close()
    files.write(f"{field}-document_starts", starts_of(sizes))


def _between(terms: Numbers, first: int, end: int) -> NDArray[np.int64]:
    """Return the places of the terms of a range; what is below it wraps around, and is above it."""
    return np.flatnonzero((terms - np.uint32(first)) < np.uint32(end - first))


def _texts_by_term(chunks: Iterable[tuple[Numbers, Numbers]], first: int, end: int, count: int) -> Numbers:
    """Return the texts of the occurrences of a range of terms, by term and then ascending."""
    texts = np.empty(count, dtype=np.uint32)
    terms = np.zeros(count if end - first > 1 else 0, dtype=np.uint32)  # those of one term are in order
    done = 0
    for chunk_terms, chunk_texts in chunks:
        kept = _between(chunk_terms, first, end)
        filled = slice(done, done + len(kept))
        texts[filled] = chunk_texts[kept]
        if len(terms):
            terms[filled] = chunk_terms[kept] - np.uint32(first)
        done += len(kept)
    return texts[order_of([terms])] if len(terms) else texts


class _SortedRun(NamedTuple):
    """Positions that are sorted together: those of a range of terms, before a range of words, and how many they are."""

    first: int
    end: int
    next_first: int
    next_end: int
    size: int

    def among(self, words: Numbers) -> NDArray[np.int64]:
        """Return the places in a chunk where a position of the run is."""
        kept = _between(words[: len(words) - SORT_DEPTH], self.first, self.end)
        return kept[_between(words[kept + 1], self.next_first, self.next_end)] if self.is_of_one_term else kept

    @property
    def is_of_one_term(self) -> bool:
        """Whether the words that follow limit it: only the positions of one term can be too many."""
        return self.end - self.first == 1


def write_order(
    files: ArrayWriter, field: str, chunks: WordChunks, counts: NDArray[np.int64], batch: int, by_runs: bool = True
) -> None:
    """Write the positions of each term, sorted by the SORT_DEPTH words that begin there, or ascending.

    `counts` has the occurrences of each term.
    """
    kind = np.min_scalar_type(len(counts))
    depth = SORT_DEPTH if by_runs else 1
    with files.stream(f"{field}-order", "u4") as file:
        for run in _runs(chunks, counts, batch, by_runs):
            positions, words_there = np.empty(run.size, dtype=np.uint32), np.empty((depth, run.size), dtype=kind)
            done = 0
            for start, words in chunks():
                kept = run.among(words)
                filled = slice(done, done + len(kept))
                positions[filled] = kept + start
                for place in range(depth):
                    words_there[place, filled] = words[kept + place]
                done += len(kept)
            file.append(positions[order_of([*words_there])])
    files.write(f"{field}-order_starts", starts_of(counts))


def _runs(chunks: WordChunks, counts: NDArray[np.int64], batch: int, by_runs: bool) -> Iterator[_SortedRun]:
    """Yield what is sorted together, in order; a term with more positions than `batch` is cut by the word behind it."""
    for first, end in term_ranges(counts, batch):
        count = int(counts[first:end].sum())
        if count <= batch or not by_runs:  # the positions of one term ascend already
            yield _SortedRun(first, end, 0, len(counts), count)
            continue
        behind = np.zeros(len(counts) + 1, dtype=np.int64)  # with one before the end of a text, whose number is 0
        for _, words in chunks():
            kept = _between(words[: len(words) - SORT_DEPTH], first, end)
            behind[1:] += np.bincount(words[kept + 1], minlength=len(counts))
        for next_first, next_end in term_ranges(behind, batch):
            yield _SortedRun(first, end, next_first - 1, next_end - 1, int(behind[next_first:next_end].sum()))


def term_ranges(counts: NDArray[np.int64], batch: int) -> Iterator[tuple[int, int]]:
    """Yield ranges of terms (first, end) with at most `batch` occurrences, or of one term that has more."""
    ends = np.cumsum(counts)
    first = 1
    while first < len(counts):
        end = max(int(np.searchsorted(ends, ends[first - 1] + batch, side="right")), first + 1)
        yield first, end
        first = end
