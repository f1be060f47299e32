"""Find every position where a run of words occurs in the papers: a view of the sorted words of a search index.

Passages are numbered in the order of the corpus, and positions count their words in that order, each passage with one
more place at its end, whatever segments the words lie in. Comparing a quotation with a place is in `align` and
`wording`.

Method: suffix arrays (Manber and Myers, 1990), sorted to a fixed depth only; longer runs are extended word by word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple, Protocol, overload

import numpy as np
from numpy.typing import NDArray

from indexer.engine.columns.columns import Columns, JoinedSegments, numbers_in
from indexer.engine.columns.segment import Segment
from indexer.engine.columns.strings import ABSENT, Strings
from indexer.engine.columns.together import WordPassages
from indexer.engine.passage_words.reader import Run, RunTotal, WantedWords
from indexer.engine.values.columns import ValueColumns
from indexer.errors import IndexDamaged
from indexer.query.results import Sort

Positions = NDArray[np.int64]
WordIds = NDArray[np.uint32]
Keys = NDArray[np.uint64]

UNKNOWN_WORD = 0
"""The id of no word: it ends each passage, and stands for words that no paper has."""
_KEY_BITS = 64
_CACHED_WORDS = 1 << 14  # the common words of a draft recur in each quotation
_NOWHERE = np.zeros(0, dtype=np.int64)


class PassageOrder(Protocol):
    """The passages of some segments in the order of a corpus; the values of an index are one."""

    def ranks(self, sort: Sort) -> NDArray[Any]:
        """Return the rank of each passage in an order."""

    def id_of(self, passage: int) -> str:
        """Return the id of a passage."""

    def number_of(self, id_: str) -> int:
        """Return the number of the living passage with an id; ABSENT when there is none."""


class WordIndex:
    """The word ids of all living passages, in the order of the corpus."""

    def __init__(self, segments: JoinedSegments, terms: Strings, order: PassageOrder) -> None:
        """Take segments, all of their terms, and the order of their passages; nothing is read before it is needed."""
        self._segments = segments
        self._terms = terms
        self._order = order
        self._word_id = lru_cache(maxsize=_CACHED_WORDS)(self._find_word)

    def _find_word(self, folded: str) -> int:
        place = self._terms.find(folded)
        return UNKNOWN_WORD if place == ABSENT else place + 1

    @cached_property
    def _layout(self) -> _Layout:
        return _Layout.of(self._segments, self._order.ranks("document"))

    @cached_property
    def _parts(self) -> tuple[_SegmentWords, ...]:
        return tuple(
            _SegmentWords(self._terms, segment, self._layout, number)
            for number, segment in enumerate(self._segments.segments)
        )

    @property
    def starts(self) -> Positions:
        """Position of each passage's first word, and at the end the position after the last word."""
        return self._layout.starts

    @property
    def documents(self) -> NDArray[np.integer]:
        """Number of each passage's document."""
        return self._layout.documents

    @property
    def size(self) -> int:
        """The number of positions."""
        return int(self.starts[-1])

    @cached_property
    def ids(self) -> Sequence[str]:
        """Id of each passage."""
        return _LivingIds(self._order, self._layout)

    @cached_property
    def document_ids(self) -> Sequence[str]:
        """Id of each document, by number."""
        every = list(chain.from_iterable(segment.documents for segment in self._segments.segments))
        return [every[place] for place in self._layout.document_places.tolist()]

    def passage_number(self, passage_id: str) -> int | None:
        """Return the number of a passage, or None when there is none with this id."""
        place = self._order.number_of(passage_id)
        if place == ABSENT:
            return None
        part = next(part for part in reversed(self._parts) if part.segment.first <= place)
        return int(part.numbers[place - part.segment.first])

    def has_word(self, word: str) -> bool:
        """Return whether any passage has this folded word."""
        return bool(self.find_runs(self.word_ids([word]), 1).counts[0])

    def word_ids(self, folded: Iterable[str]) -> WordIds:
        """Return the ids of folded words; UNKNOWN_WORD for one that no passage has."""
        return np.array(list(map(self._word_id, folded)), dtype=np.uint32)

    def index_for(self, wanted: Iterable[WantedWords]) -> WordIndex:  # noqa: ARG002  # it has all passages
        """Return the index in which some words are looked up: this one."""
        return self

    def run_counts(self, runs: Mapping[Run, int]) -> Sequence[int]:
        """Return how often each of some runs of equally many words occurs."""
        width = len(next(iter(runs), ()))
        if not width:
            return [0] * len(runs)
        counts: list[int] = self.find_runs(self.word_ids(chain.from_iterable(runs)), width).counts[::width].tolist()
        return counts

    def total_of(self, words: WordIds) -> RunTotal | None:  # noqa: ARG002  # it counts all that it finds
        """Return how often a run of words occurs in the corpus, where not all passages with it are in this index."""
        return None

    def words_at(self, positions: Positions) -> WordIds:
        """Return the word id at each position; UNKNOWN_WORD at the end of a passage and beyond the last."""
        layout = self._layout
        if layout.is_whole:
            words: WordIds = self._parts[0].segment.text.words
            return words[np.minimum(positions, len(words) - 1)]
        inside = np.flatnonzero((positions >= 0) & (positions < self.size))
        passages = self.passages_at(positions[inside])
        places = positions[inside] - layout.starts[passages] + layout.first_words[passages]
        found = np.zeros(len(positions), dtype=np.uint32)
        for number, part in enumerate(self._parts):
            own = np.flatnonzero(layout.segments[passages] == number)
            found[inside[own]] = part.word_ids[part.segment.text.words[places[own]]]
        return found

    def passages_at(self, positions: Positions) -> Positions:
        """Return the number of the passage at each position."""
        return np.searchsorted(self.starts, positions, side="right").astype(np.int64) - 1

    def span(self, passage: int) -> tuple[int, int]:
        """Return the position of a passage's first word and the position after its last."""
        return int(self.starts[passage]), int(self.starts[passage + 1]) - 1

    def find_runs(self, query: WordIds, width: int) -> FoundRuns:
        """Find each run of `width` words (1 to SORT_DEPTH) of a query; a run with an unknown word is nowhere."""
        if len(query) < width:
            return FoundRuns((), _NOWHERE)
        runs = np.lib.stride_tricks.sliding_window_view(query, width)
        found = [(part, *part.ranges(runs)) for part in self._parts]
        counts = np.zeros(len(runs), dtype=np.int64)
        for part, first, end in found:
            counts += part.living_counts(first, end)
        return FoundRuns(found, counts)


class CorpusWordIndex(WordIndex):
    """The word index of all columns of a build."""

    def __init__(self, columns: Columns, values: ValueColumns) -> None:
        super().__init__(columns, columns.vocabulary.terms, values)
        self._together = WordPassages(columns)

    def any_with_all(self, terms: Iterable[str]) -> bool:
        """Return whether a passage has all of some folded terms in its text, each in any form."""
        return self._together.any_with_all(terms)


def open_word_index(folder: Path) -> CorpusWordIndex:
    """Open the words of a search index in its folder. Raise IndexDamaged or IndexOutdated when it cannot be read."""
    columns = Columns(folder)
    try:
        return CorpusWordIndex(columns, ValueColumns(columns))
    except (LookupError, ValueError, TypeError) as error:
        raise IndexDamaged(folder.parent, f"{folder.name}/ has no values of passages: {error}") from error


class FoundRuns:
    """Where the runs of a query occur."""

    def __init__(self, found: Sequence[tuple[_SegmentWords, Positions, Positions]], counts: Positions) -> None:
        self._found = found
        self.counts = counts
        """For each run the number of its positions."""

    def positions(self, run: int, most: int | None = None) -> Positions:
        """Return the positions of a run, in no order; of more than `most` only so many."""
        parts = [part.positions(int(first[run]), int(end[run]), most) for part, first, end in self._found]
        return np.concatenate(parts)[:most]


class _Layout(NamedTuple):
    """The living passages in the order of the corpus."""

    starts: Positions
    """The position of the first word of each, and at the end the position after the last."""
    segments: NDArray[np.integer]
    """The number of its segment."""
    first_words: Positions
    """The place of its first word in its segment."""
    documents: NDArray[np.integer]
    """The number of its document."""
    document_places: Positions
    """For each document its place among those of all segments."""
    places: Positions
    """The number of the passage in the columns, of which some do not live."""
    is_whole: bool
    """Whether these are the passages of one segment as they stand."""

    @classmethod
    def of(cls, columns: JoinedSegments, ranks: NDArray[np.integer]) -> _Layout:
        """Lay out the passages of an index; `ranks` orders them as the corpus does."""
        segments = columns.segments
        places = np.arange(columns.passages) if columns.alive is None else np.flatnonzero(columns.alive)
        places = places[np.argsort(ranks[places], kind="stable")]
        if len(segments) == 1 and len(places) == columns.passages and (np.diff(places) == 1).all():
            (segment,) = segments
            starts, zeros = segment.text.starts, np.broadcast_to(np.uint8(0), len(places))
            every = np.arange(len(segment.documents))
            return cls(starts, zeros, starts[:-1], segment.document_of, every, places, is_whole=True)
        sizes, firsts, documents, of = [_NOWHERE], [_NOWHERE], [_NOWHERE], [_NOWHERE]
        earlier = 0
        for number, segment in enumerate(segments):
            sizes.append(np.diff(segment.text.starts))
            firsts.append(segment.text.starts[:-1])
            documents.append(segment.document_of.astype(np.int64) + earlier)
            of.append(np.full(segment.passages, number))
            earlier += len(segment.documents)
        size, first, document, own = (np.concatenate(rows)[places] for rows in (sizes, firsts, documents, of))
        document_places, document = np.unique(document, return_inverse=True)
        starts = np.concatenate(([0], np.cumsum(size)))
        return cls(starts, own, first, document, document_places, places, is_whole=False)


class _LivingIds(Sequence[str]):
    """The ids of the living passages in the order of the corpus."""

    def __init__(self, order: PassageOrder, layout: _Layout) -> None:
        self._order = order
        self._layout = layout

    def __len__(self) -> int:
        return len(self._layout.places)

    @overload
    def __getitem__(self, number: int) -> str: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[str]: ...
    def __getitem__(self, number: int | slice) -> str | Sequence[str]:
        if isinstance(number, slice):
            return [self[each] for each in range(*number.indices(len(self)))]
        return self._order.id_of(int(self._layout.places[number]))


class _SegmentWords:
    """The words of one segment: where runs occur in its order, with deleted passages left out."""

    def __init__(self, terms: Strings, segment: Segment, layout: _Layout, number: int) -> None:
        self.segment = segment
        self._every_term = terms
        self._bits = max(len(segment.terms), 1).bit_length()
        own = np.flatnonzero(layout.segments == number)
        self.numbers = np.full(segment.passages, -1, dtype=np.int64)
        """The number of each passage of the segment, -1 for one that is deleted."""
        self.numbers[layout.places[own] - segment.first] = own
        self._starts = layout.starts
        self._has_deleted = len(own) < segment.passages

    @cached_property
    def _is_same_vocabulary(self) -> bool:
        return self._every_term.text == self.segment.terms.text

    @cached_property
    def word_ids(self) -> WordIds:
        """The word id of each term of the segment, from term 0 on; that of a term of deleted passages is no word's."""
        return numbers_in(self._every_term, self.segment.terms)

    @cached_property
    def _deleted(self) -> Positions:
        """The places in the order where words of deleted passages stand, ascending."""
        text = self.segment.text
        is_deleted = np.repeat(self.numbers < 0, np.diff(text.starts))  # a position each, which no search has to find
        return np.flatnonzero(is_deleted[text.order])

    def _terms(self, runs: WordIds) -> WordIds:
        """Return the terms of the segment for word ids, 0 where it has none."""
        if self._is_same_vocabulary:
            return runs
        known = np.flatnonzero(self.word_ids)
        ids = self.word_ids[known]
        places = np.minimum(np.searchsorted(ids, runs), max(len(ids) - 1, 0))
        if not len(ids):
            return np.zeros_like(runs)
        return np.where(ids[places] == runs, known[places], 0)

    def ranges(self, runs: WordIds) -> tuple[Positions, Positions]:
        """Return the range (first, end) of the order for each run; it is empty where the segment has none."""
        terms = self._terms(runs)
        starts = self.segment.text.order_starts
        first, end = starts[terms[:, 0]], starts[np.minimum(terms[:, 0] + 1, len(starts) - 1)]
        count, width = terms.shape
        if width > 1:
            rest, is_after = np.tile(terms[:, 1:], (2, 1)), np.arange(2 * count) >= count
            found = self._bisect(rest, np.tile(first, 2), np.tile(end, 2), is_after)
            first, end = found[:count], found[count:]
        absent = (terms == 0).any(axis=1)
        return np.where(absent, 0, first), np.where(absent, 0, end)

    def _bisect(self, rows: WordIds, low: Positions, high: Positions, is_after: NDArray[np.bool_]) -> Positions:
        """Return for each row of following words the place before them in its part of the order, or behind them."""
        text, offsets = self.segment.text, np.arange(1, rows.shape[1] + 1)
        wanted = self._keys(rows)
        while (is_open := low < high).any():
            middle = (low + high) // 2
            places = text.order[np.minimum(middle, len(text.order) - 1)].astype(np.int64)
            passed, equal = np.zeros(len(low), dtype=np.bool_), np.ones(len(low), dtype=np.bool_)
            for key, bound in zip(self._keys(text.words[places[:, None] + offsets]), wanted, strict=True):
                passed |= equal & (key < bound)
                equal &= key == bound
            passed |= equal & is_after
            low = np.where(is_open & passed, middle + 1, low)
            high = np.where(is_open & ~passed, middle, high)
        return low

    def _keys(self, rows: WordIds) -> list[Keys]:
        """Pack rows of terms into as few keys as they need; the keys compare as the rows do."""
        fitting = _KEY_BITS // self._bits
        parts = (rows[:, first : first + fitting].astype(np.uint64) for first in range(0, rows.shape[1], fitting))
        return [part @ _weights(self._bits, part.shape[1]) for part in parts]

    def living_counts(self, first: Positions, end: Positions) -> Positions:
        """Return the number of living positions in each range of the order."""
        if not self._has_deleted:
            return end - first
        deleted = np.searchsorted(self._deleted, end) - np.searchsorted(self._deleted, first)
        return end - first - deleted

    def positions(self, first: int, end: int, most: int | None) -> Positions:
        """Return the living positions in a range of the order, counted over the whole index."""
        text = self.segment.text
        if most is not None and not self._has_deleted:
            end = min(end, first + most)
        places = text.order[first:end].astype(np.int64)
        passages = text.texts_at(places)
        numbers = self.numbers[passages]
        positions = self._starts[numbers] + places - text.starts[passages]
        return positions[numbers >= 0] if self._has_deleted else positions


@cache
def _weights(bits: int, count: int) -> Keys:
    """Return what each of some terms counts in a key, the first the most."""
    return np.array([1 << bits * place for place in reversed(range(count))], dtype=np.uint64)
