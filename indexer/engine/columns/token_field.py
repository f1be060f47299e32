"""One field of a segment: the terms of its texts in order, and for each term the texts and the positions that have it.

Terms are numbers from 1 in the order of their spelling; 0 is no term, and ends each text.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .arrays import ArrayReader
from .rows import NumberRows
from .strings import ABSENT, Strings, numbers_of

Numbers = NDArray[np.uint32]
Positions = NDArray[np.int64]

SORT_DEPTH = 6
"""Number of words by which the positions of a sorted field are sorted; so many zeros follow its last text."""
CACHED_POSITIONS = 2_000_000
"""The most positions that are kept sorted for a field, at four bytes each: the commonest words of a query recur."""
_NO_NUMBERS = np.zeros(0, dtype=np.uint32)
_NO_COUNTS = np.zeros(0, dtype=np.uint16)


class Postings:
    """For each term of a field, the texts that have it and how often."""

    def __init__(self, files: ArrayReader, field: str) -> None:
        self._take(
            files.array(f"{field}-document_starts"), files.array(f"{field}-documents"), files.array(f"{field}-counts")
        )

    def _take(self, starts: Positions, texts: Numbers, counts: NDArray[np.unsignedinteger[Any]]) -> None:
        self._starts, self._texts, self._counts = starts, texts, counts
        self._bounds = numbers_of(starts)
        self._last_term = len(starts) - 2

    def documents(self, term: int) -> tuple[Numbers, NDArray[np.unsignedinteger[Any]]]:
        """Return the texts that have a term, ascending, and how often each has it.

        The counts have the smallest type that holds them all: sums need a larger one.
        """
        if not 0 < term <= self._last_term:
            return _NO_NUMBERS, _NO_COUNTS
        start, end = self._bounds[term], self._bounds[term + 1]
        return self._texts[start:end], self._counts[start:end]

    def document_count(self, term: int) -> int:
        """Return how many texts have a term."""
        return self._bounds[term + 1] - self._bounds[term] if 0 < term <= self._last_term else 0

    @property
    def rows(self) -> NumberRows:
        """The texts of each term, from term 0, which none has."""
        return NumberRows(self._starts, self._texts)


class TokenField(Postings):
    """A field with positions: `text` (its texts are the passages) or `context` (they are the pieces around them)."""

    def __init__(self, files: ArrayReader, field: str) -> None:
        super().__init__(files, field)
        self.words: Numbers = files.array(f"{field}-words")
        """The term of each token, in order, with 0 after the last of each text and SORT_DEPTH more at the end."""
        self.starts: Positions = files.array(f"{field}-starts")
        """The first token of each text, and at the end the position after the last text; a text's last place has 0."""
        self.order: Numbers = files.array(f"{field}-order")
        """All positions of terms, by term; of the text they are sorted by the SORT_DEPTH words that begin there."""
        self.is_sorted = field == "text"
        """Whether `order` is sorted by the words that begin at a position, and not only by the first of them."""
        self.order_starts: Positions = files.array(f"{field}-order_starts")
        self._order_bounds = numbers_of(self.order_starts)
        self._kept: OrderedDict[int, Numbers] = OrderedDict()
        self._kept_size = 0
        self._lock = threading.Lock()

    @property
    def texts(self) -> int:
        """The number of texts."""
        return len(self.starts) - 1

    def lengths(self) -> Positions:
        """Return how many tokens each text has."""
        return np.diff(self.starts) - 1

    def positions(self, term: int) -> Numbers:
        """Return the positions of a term in `words`, ascending."""
        with self._lock:
            kept = self._kept.get(term)
            if kept is not None:
                self._kept.move_to_end(term)
                return kept
        ascending = np.sort(self.unsorted_positions(term))
        with self._lock:
            if term not in self._kept and len(ascending) <= CACHED_POSITIONS:
                self._kept[term] = ascending
                self._kept_size += len(ascending)
                while self._kept_size > CACHED_POSITIONS:
                    self._kept_size -= len(self._kept.popitem(last=False)[1])
        return ascending

    def unsorted_positions(self, term: int) -> Numbers:
        """Return the positions of a term in the order in which they are stored, which takes no time."""
        if not 0 < term <= self._last_term:
            return _NO_NUMBERS
        return self.order[self._order_bounds[term] : self._order_bounds[term + 1]]

    def position_count(self, term: int) -> int:
        """Return how often a term occurs."""
        return len(self.unsorted_positions(term))

    def texts_at(self, positions: NDArray[np.integer]) -> Positions:
        """Return the number of the text at each position."""
        return np.searchsorted(self.starts, positions, side="right") - 1

    def words_of(self, text: int) -> Numbers:
        """Return the terms of one text in order."""
        return self.words[self.starts[text] : self.starts[text + 1] - 1]


class BagField(Postings):
    """A field of texts and counts only, with terms of its own: accented spellings, capitals, pairs of characters."""

    def __init__(self, files: ArrayReader, field: str) -> None:
        super().__init__(files, field)
        self.terms: Strings = files.strings(f"{field}-terms")
        """The terms in order; the number of a term is one more than its place here."""

    def term(self, term: str) -> int:
        """Return the number of a term, 0 when no text has it."""
        place = self.terms.find(term)
        return 0 if place == ABSENT else place + 1


class NoBag(BagField):
    """A bag that is empty, as those of pairs are in most papers: it has no files."""

    def __init__(self) -> None:
        self._take(np.zeros(2, dtype=np.int64), _NO_NUMBERS, _NO_COUNTS)
        self.terms = Strings(np.zeros(0, dtype=np.uint8), np.zeros(1, dtype=np.uint32))
