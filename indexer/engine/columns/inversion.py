"""Turns texts as rows of term numbers into postings and sorted positions, one range of terms at a time.

Every range reads the texts again, in order and in chunks, so that memory holds one range only.

Method: suffix arrays (Manber and Myers, 1990), sorted to a fixed depth only, by radix.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .files import ColumnFiles
from .rows import order_of, starts_of
from .token_field import SORT_DEPTH, Numbers

BATCH = 2_000_000
"""Occurrences that are sorted at a time, some 150 MB; those of one term always stay together."""

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
            texts = _texts_by_term(chunks(), first, end, int(counts[first:end].sum()))
            is_new = np.ones(len(texts), dtype=np.bool_)
            np.not_equal(texts[1:], texts[:-1], out=is_new[1:])
            starts = starts_of(counts[first:end])
            is_new[starts[:-1][counts[first:end] > 0]] = True
            new = np.flatnonzero(is_new)
            sizes[first:end] = np.diff(np.searchsorted(new, starts))
            frequencies = np.diff(new, append=len(texts))
            documents.append(texts[new])
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


def _texts_by_term(chunks: Iterable[tuple[Numbers, Numbers]], first: int, end: int, count: int) -> Numbers:
    """Return the texts of the occurrences of a range of terms, by term and then ascending."""
    terms, texts = np.empty((2, count), dtype=np.uint32)
    done = 0
    for chunk_terms, chunk_texts in chunks:
        kept = _between(chunk_terms, first, end)
        filled = slice(done, done + len(kept))
        terms[filled], texts[filled] = chunk_terms[kept] - np.uint32(first), chunk_texts[kept]
        done += len(kept)
    by_term: Numbers = texts[order_of([terms])]
    return by_term


def write_order(
    files: ColumnFiles, field: str, chunks: WordChunks, counts: NDArray[np.int64], batch: int, by_runs: bool = True
) -> None:
    """Write the positions of each term, sorted by the SORT_DEPTH words that begin there, or ascending.

    `counts` has the occurrences of each term.
    """
    kind = np.min_scalar_type(len(counts))
    depth = SORT_DEPTH if by_runs else 1
    with files.stream(f"{field}-order", "u4") as file:
        for first, end in term_ranges(counts, batch):
            count = int(counts[first:end].sum())
            positions, runs = np.empty(count, dtype=np.uint32), np.empty((depth, count), dtype=kind)
            done = 0
            for start, words in chunks():
                kept = _between(words[: len(words) - SORT_DEPTH], first, end)
                filled = slice(done, done + len(kept))
                positions[filled] = kept + start
                for place in range(depth):
                    runs[place, filled] = words[kept + place]
                done += len(kept)
            file.append(positions[order_of([*runs])])
    files.write(f"{field}-order_starts", starts_of(counts))


def term_ranges(counts: NDArray[np.int64], batch: int) -> Iterator[tuple[int, int]]:
    """Yield ranges of terms (first, end) with at most `batch` occurrences, or of one term that has more."""
    ends = np.cumsum(counts)
    first = 1
    while first < len(counts):
        end = max(int(np.searchsorted(ends, ends[first - 1] + batch, side="right")), first + 1)
        yield first, end
        first = end
