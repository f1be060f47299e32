"""Every place where any run of words stands in the papers: a suffix array over the words of all passages.

It finds; how it is written is for `word_writer`, how alike a quotation and a place are is for `align` and `wording`
to say. Eight bytes a word, and the arrays are read from disk as they are needed.

Method: suffix arrays (Manber and Myers, 1990), sorted to a fixed depth only, which exact extension makes up for.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.errors import IndexDamaged

Positions = NDArray[np.int64]
WordIds = NDArray[np.uint32]
PackedKeys = NDArray[np.uint64]

UNKNOWN_WORD = 0
"""The number of no word: what ends each passage, and any word that no paper has."""
WORD_INDEX_FORMAT = 1
WORDS_PER_KEY = 3
"""Words that one 64-bit key holds."""
SORT_DEPTH = 2 * WORDS_PER_KEY
"""Words by which places are sorted, and so the longest run that is looked up in one step."""
_BITS = 21
MAX_WORD_ID = (1 << _BITS) - 1
"""Different words that can be numbered."""
_WEIGHTS = np.array([1 << _BITS * place for place in reversed(range(WORDS_PER_KEY))], dtype=np.uint64)
_STEPS = np.arange(SORT_DEPTH)
FACTS_FILE = "words.json"
_ARRAYS = ("words", "order", "starts", "documents")


class WordIndex:
    """The words of all passages, numbered, in order, with an index of every run of them."""

    def __init__(
        self, arrays: dict[str, WordIds], ids: Sequence[str], papers: Sequence[str], vocabulary: dict[str, int]
    ) -> None:
        self.words = arrays["words"]
        """Number of each word; after each passage, and at the end, stands UNKNOWN."""
        self.starts = arrays["starts"]
        """Where each passage begins in `words`, and after the last one where the words end."""
        self.documents = arrays["documents"]
        """Number of each passage's document."""
        self.ids = ids
        """Id of each passage."""
        self.papers = papers
        """Id of each document."""
        self._order = arrays["order"]
        self._vocabulary = vocabulary
        self._numbers: dict[str, int] | None = None

    @classmethod
    def open(cls, folder: Path) -> WordIndex:
        """Open a saved index; raise IndexDamaged when it cannot be read."""
        try:
            facts = json.loads((folder / FACTS_FILE).read_text(encoding="utf-8"))
            if facts["format"] != WORD_INDEX_FORMAT:
                raise IndexDamaged(folder, f"its words have format {facts['format']}")
            arrays = {name: np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r")) for name in _ARRAYS}
            vocabulary = {word: number for number, word in enumerate(facts["vocabulary"], start=1)}
            ids = facts["ids"]
            if len(arrays["starts"]) != len(ids) + 1 or len(arrays["documents"]) != len(ids):
                raise IndexDamaged(folder, "its words are not those of its passages")
        except (OSError, ValueError, LookupError, TypeError) as error:
            raise IndexDamaged(folder, f"its words cannot be read: {error}") from error
        return cls(arrays, ids, facts["papers"], vocabulary)

    def passage_number(self, passage_id: str) -> int | None:
        """Give the number of a passage, or None where there is none of this id."""
        if self._numbers is None:
            self._numbers = {key: number for number, key in enumerate(self.ids)}
        return self._numbers.get(passage_id)

    def has_word(self, word: str) -> bool:
        """Whether any passage has this folded word."""
        return word in self._vocabulary

    def word_ids(self, folded: Iterable[str]) -> WordIds:
        """Give the numbers of folded words; UNKNOWN for one that no passage has."""
        return np.array([self._vocabulary.get(word, UNKNOWN_WORD) for word in folded], dtype=np.uint32)

    def passages_at(self, places: Positions) -> Positions:
        """Give the number of the passage in which each place lies."""
        return np.searchsorted(self.starts, places, side="right").astype(np.int64) - 1

    def span(self, passage: int) -> tuple[int, int]:
        """Give the places of a passage's first word and of the end after its last."""
        return int(self.starts[passage]), int(self.starts[passage + 1]) - 1

    def run_ranges(self, query: WordIds, width: int) -> tuple[Positions, Positions]:
        """Give, for each run of `width` words (1 to DEPTH) of the query, where it is in the order: first and end.

        A run with an unknown word is nowhere.
        """
        if len(query) < width:
            none = np.zeros(0, dtype=np.int64)
            return none, none
        runs = np.lib.stride_tricks.sliding_window_view(query, width)
        count = len(runs)
        bounds = np.zeros((2 * count, SORT_DEPTH), dtype=np.uint64)
        bounds[count:] = MAX_WORD_ID
        bounds[:count, :width] = bounds[count:, :width] = runs
        bounds[count:, -1] += 1  # what comes after the run filled up with the last word of all
        found = self._bisect(pack_keys(bounds[:, :WORDS_PER_KEY]), pack_keys(bounds[:, WORDS_PER_KEY:]))
        first, end = found[:count], found[count:]
        end[(runs == UNKNOWN_WORD).any(axis=1)] = 0
        return first, np.maximum(end, first)

    def positions(self, first: int, end: int) -> Positions:
        """Give the places that stand between two points of the order."""
        return self._order[first:end].astype(np.int64)

    def _bisect(self, heads: PackedKeys, tails: PackedKeys) -> Positions:
        """Find for each packed run how many places come before it in the order."""
        low = np.zeros(len(heads), dtype=np.int64)
        high = np.full(len(heads), len(self._order), dtype=np.int64)
        while (open_ := low < high).any():
            middle = (low + high) // 2
            at = self._order[np.minimum(middle, len(self._order) - 1)]
            runs = self.words[at[:, None] + _STEPS]
            head, tail = pack_keys(runs[:, :WORDS_PER_KEY]), pack_keys(runs[:, WORDS_PER_KEY:])
            passed = (head < heads) | ((head == heads) & (tail < tails))
            low = np.where(open_ & passed, middle + 1, low)
            high = np.where(open_ & ~passed, middle, high)
        return low


def pack_keys(rows: NDArray[np.unsignedinteger]) -> PackedKeys:
    """Give rows of PER_KEY numbers as one key each, which sort as the rows do."""
    keys: PackedKeys = rows.astype(np.uint64) @ _WEIGHTS
    return keys
