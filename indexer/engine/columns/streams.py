"""Collects the texts of one field while an index is written: put aside, as provisional numbers of terms.

A term's final number is its place in the sorted vocabulary, which is known at the end only.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence

import numpy as np

from .arrays import ArrayWriter
from .inversion import BATCH, read_all, read_words, term_counts, with_texts, write_order, write_postings
from .rows import starts_of
from .token_field import SORT_DEPTH, Numbers


class TermNumbers:
    """The provisional numbers of terms, in order of first occurrence, from 1."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def of(self, terms: Sequence[str]) -> Numbers:
        """Return the numbers of distinct terms; a new term gets the next."""
        numbers = self.numbers
        found = list(map(numbers.get, terms))
        if None in found:
            found = [numbers.setdefault(term, len(numbers) + 1) for term in terms]
        return np.array(found, dtype=np.uint32)

    def ranks(self) -> tuple[list[str], Numbers]:
        """Return the terms in order, and for each provisional number the final one."""
        ordered = sorted(self.numbers)
        ranks = np.zeros(len(ordered) + 1, dtype=np.uint32)
        provisional = np.fromiter(map(self.numbers.__getitem__, ordered), dtype=np.int64, count=len(ordered))
        ranks[provisional] = np.arange(1, len(ordered) + 1, dtype=np.uint32)
        return ordered, ranks


class TextStream:
    """The texts of a field with positions."""

    def __init__(self, files: ArrayWriter, field: str) -> None:
        self._files = files
        self._field = field
        self._words = files.spool(field)
        self._lengths = array("I")

    @property
    def texts(self) -> int:
        """The number of texts."""
        return len(self._lengths)

    @property
    def length(self) -> int:
        """The number of words, with one after each text."""
        return self._words.length

    def add(self, numbers: Numbers, lengths: Numbers) -> None:
        """Add texts: the provisional numbers of all their words, and how many words each text has."""
        with_ends = np.zeros(len(numbers) + len(lengths), dtype=np.uint32)
        with_ends[np.arange(len(numbers)) + np.repeat(np.arange(len(lengths)), lengths)] = numbers
        self._words.extend(with_ends)
        self._lengths.frombytes(lengths.astype(np.uint32).tobytes())

    def write(self, ranks: Numbers, by_runs: bool, batch: int = BATCH) -> None:
        """Write the field with the final numbers of its terms; its positions sorted by runs of words, or ascending."""
        files, field, length, terms = self._files, self._field, self._words.length, len(ranks) - 1
        self._words.extend(np.zeros(SORT_DEPTH, dtype=np.uint32))
        counts = np.zeros(terms + 1, dtype=np.int64)
        with files.stream(f"{field}-words", "u4") as file:
            for _, words in read_words(self._words.read, length):
                ranked = ranks[words[: len(words) - SORT_DEPTH]]
                counts += np.bincount(ranked, minlength=terms + 1)
                file.append(ranked)
            file.append(np.zeros(SORT_DEPTH, dtype=np.uint32))
        starts = starts_of(np.frombuffer(self._lengths, dtype=np.uint32) + 1)
        files.write(f"{field}-starts", starts)
        read = files.read_back(f"{field}-words")
        counts[0] = 0
        write_postings(files, field, lambda: with_texts(read_words(read, length), starts), counts, batch)
        write_order(files, field, lambda: read_words(read, length), counts, batch, by_runs)

    def close(self) -> None:
        """Delete what was collected."""
        self._words.close()


class BagStream:
    """The terms of a field without positions: only some texts have any."""

    def __init__(self, files: ArrayWriter, field: str) -> None:
        self._files = files
        self._field = field
        self.terms = TermNumbers()
        self._pairs = files.spool(field)

    def add(self, first: int, terms: Sequence[str], pairs: Numbers) -> None:
        """Add rows of a text, less `first`, and one of the terms, by its place; texts come in order."""
        if len(pairs):
            stored = np.empty(pairs.shape, dtype=np.uint32)
            stored[:, 0], stored[:, 1] = self.terms.of(terms)[pairs[:, 1]], pairs[:, 0] + np.uint32(first)
            self._pairs.extend(stored.reshape(-1))

    def write(self, batch: int = BATCH) -> None:
        """Write the field; one that no text has any terms of has no files."""
        ordered, ranks = self.terms.ranks()
        if not ordered:
            return
        counts = term_counts((terms for terms, _ in self._chunks(ranks)), len(ordered))
        write_postings(self._files, self._field, lambda: self._chunks(ranks), counts, batch)
        self._files.write_strings(f"{self._field}-terms", ordered)

    def _chunks(self, ranks: Numbers) -> Iterator[tuple[Numbers, Numbers]]:
        for numbers in read_all(self._pairs, 2 * BATCH):
            pairs = numbers.reshape(-1, 2)
            yield ranks[pairs[:, 0]], pairs[:, 1]

    def close(self) -> None:
        """Delete what was collected."""
        self._pairs.close()
