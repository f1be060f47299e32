"""Find every position where a run of words occurs in the papers: a suffix array over the words of all passages.

Writing the index is in `word_writer`; comparing a quotation with a place is in `align` and `wording`. The index takes
eight bytes a word, and its arrays are memory-mapped.

Method: suffix arrays (Manber and Myers, 1990), sorted to a fixed depth only; longer runs are extended word by word.
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
"""The id of no word: it ends each passage, and stands for words that no paper has."""
WORD_INDEX_FORMAT = 1
WORDS_PER_KEY = 3
"""Word ids in one 64-bit key."""
SORT_DEPTH = 2 * WORDS_PER_KEY
"""Number of words by which positions are sorted: the longest run that is looked up in one step."""
_BITS_PER_WORD = 21
MAX_WORD_ID = (1 << _BITS_PER_WORD) - 1
"""Largest word id."""
_WEIGHTS = np.array([1 << _BITS_PER_WORD * place for place in reversed(range(WORDS_PER_KEY))], dtype=np.uint64)
_OFFSETS = np.arange(SORT_DEPTH)
FACTS_FILE = "words.json"
_ARRAYS = ("words", "order", "starts", "documents")


class WordIndex:
    """The word ids of all passages, in order, with a suffix array over them."""

    def __init__(
        self, arrays: dict[str, WordIds], ids: Sequence[str], document_ids: Sequence[str], vocabulary: dict[str, int]
    ) -> None:
        self.words = arrays["words"]
        """Id of each word, with UNKNOWN_WORD after each passage and at the end."""
        self.starts = arrays["starts"]
        """Position of each passage's first word in `words`, and at the end the position after the last word."""
        self.documents = arrays["documents"]
        """Number of each passage's document."""
        self.ids = ids
        """Id of each passage."""
        self.document_ids = document_ids
        """Id of each document."""
        self._order = arrays["order"]
        self._vocabulary = vocabulary
        self._numbers: dict[str, int] | None = None

    @classmethod
    def open(cls, folder: Path) -> WordIndex:
        """Open a saved index. Raise IndexDamaged when it cannot be read."""
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
        """Return the number of a passage, or None when there is none with this id."""
        if self._numbers is None:
            self._numbers = {key: number for number, key in enumerate(self.ids)}
        return self._numbers.get(passage_id)

    def has_word(self, word: str) -> bool:
        """Return whether any passage has this folded word."""
        return word in self._vocabulary

    def word_ids(self, folded: Iterable[str]) -> WordIds:
        """Return the ids of folded words; UNKNOWN_WORD for one that no passage has."""
        return np.array([self._vocabulary.get(word, UNKNOWN_WORD) for word in folded], dtype=np.uint32)

    def passages_at(self, positions: Positions) -> Positions:
        """Return the number of the passage at each position."""
        return np.searchsorted(self.starts, positions, side="right").astype(np.int64) - 1

    def span(self, passage: int) -> tuple[int, int]:
        """Return the position of a passage's first word and the position after its last."""
        return int(self.starts[passage]), int(self.starts[passage + 1]) - 1

    def run_ranges(self, query: WordIds, width: int) -> tuple[Positions, Positions]:
        """Return the range (first, end) of the sort order for each run of `width` words (1 to SORT_DEPTH) of the query.

        A run with an unknown word has an empty range.
        """
        if len(query) < width:
            no_positions = np.zeros(0, dtype=np.int64)
            return no_positions, no_positions
        runs = np.lib.stride_tricks.sliding_window_view(query, width)
        count = len(runs)
        bounds = np.zeros((2 * count, SORT_DEPTH), dtype=np.uint64)
        bounds[count:] = MAX_WORD_ID
        bounds[:count, :width] = bounds[count:, :width] = runs
        bounds[count:, -1] += 1  # the upper bound follows the run padded with the largest id
        insertion_points = self._bisect(pack_keys(bounds[:, :WORDS_PER_KEY]), pack_keys(bounds[:, WORDS_PER_KEY:]))
        first, end = insertion_points[:count], insertion_points[count:]
        end[(runs == UNKNOWN_WORD).any(axis=1)] = 0
        return first, np.maximum(end, first)

    def positions(self, first: int, end: int) -> Positions:
        """Return the positions in a range of the sort order."""
        return self._order[first:end].astype(np.int64)

    def _bisect(self, heads: PackedKeys, tails: PackedKeys) -> Positions:
        """Return how many positions come before each packed run in the sort order."""
        low = np.zeros(len(heads), dtype=np.int64)
        high = np.full(len(heads), len(self._order), dtype=np.int64)
        while (open_ := low < high).any():
            middle = (low + high) // 2
            positions = self._order[np.minimum(middle, len(self._order) - 1)]
            runs = self.words[positions[:, None] + _OFFSETS]
            head, tail = pack_keys(runs[:, :WORDS_PER_KEY]), pack_keys(runs[:, WORDS_PER_KEY:])
            passed = (head < heads) | ((head == heads) & (tail < tails))
            low = np.where(open_ & passed, middle + 1, low)
            high = np.where(open_ & ~passed, middle, high)
        return low


def pack_keys(rows: NDArray[np.unsignedinteger]) -> PackedKeys:
    """Pack rows of WORDS_PER_KEY word ids into one key each; the keys sort as the rows do."""
    keys: PackedKeys = rows.astype(np.uint64) @ _WEIGHTS
    return keys
