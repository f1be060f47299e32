"""The words of a corpus that is on other machines: of the passages that some words may be from, an index in memory.

It has a few hundred passages for a draft. What it finds in them is what an index of the whole corpus finds there; how
often a run occurs it counts in what was read, and knows of which runs more was found than was read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.engine.columns.columns import JoinedSegments
from indexer.engine.columns.segment import Segment
from indexer.engine.columns.segment_writer import SearchedPassage, segment_in_memory
from indexer.engine.columns.strings import ABSENT
from indexer.engine.passage_words.reader import ReadPassage, ReadPassages, Run, RunTotal, WantedWords, WordReader
from indexer.engine.protocol import Engine
from indexer.query.results import Sort
from indexer.quotes.runs import FARTHEST_JOINED
from indexer.quotes.word_index import PassageOrder, WordIds, WordIndex, open_word_index

from .protocol import BuildWords

_NOT_READ = ""
"""The id of what stands in place of passages between two that were read."""


def open_words(engine: Engine, folder: Path) -> BuildWords:
    """Return the words of a build, from its engine, or from the columns in a folder where that has them here.

    Raise IndexDamaged or IndexOutdated where the columns cannot be read.
    """
    reader = engine.word_reader
    return WordsElsewhere(reader) if reader else open_word_index(folder)


class WordsElsewhere(BuildWords):
    """The words of a corpus that a reader reads."""

    def __init__(self, reader: WordReader) -> None:
        self._reader = reader

    @property
    def size(self) -> int:
        """The number of words of all passages, and one for each passage."""
        return self._reader.size

    def index_for(self, wanted: Iterable[WantedWords]) -> WordIndex:
        """Return an index of the passages that some words may be from."""
        return ReadWordIndex(self._reader.passages_for(tuple(dict.fromkeys(wanted))), self._reader)

    def run_counts(self, runs: Mapping[Run, int]) -> Sequence[int]:
        """Return how often each run occurs; of several words, once in each passage but the one that is known."""
        if all(len(run) == 1 for run in runs):
            return [self._reader.times(word) for (word,) in runs]
        passages = self._reader.passages_with(tuple(runs))
        return [count - 1 + times if count else 0 for count, times in zip(passages, runs.values(), strict=True)]

    def any_with_all(self, terms: Iterable[str]) -> bool:
        """Return whether a passage has all of some folded terms in its text, each in any form."""
        return self._reader.any_with_all(terms)


class ReadWordIndex(WordIndex):
    """The word index of passages that were read."""

    def __init__(self, read: ReadPassages, reader: WordReader) -> None:
        passages = list(_with_gaps(read.passages))
        segment = _segment(passages)
        super().__init__(JoinedSegments([segment]), segment.terms, _OrderOfReading([each.id for each in passages]))
        self._reader = reader
        self._totals: Mapping[tuple[int, ...], RunTotal] = {
            tuple(self.word_ids(run).tolist()): total for run, total in read.totals.items()
        }

    def has_word(self, word: str) -> bool:
        """Return whether any passage of the corpus has this folded word."""
        return self._reader.times(word) > 0

    def total_of(self, words: WordIds) -> RunTotal | None:
        """Return how often a run of words occurs in the corpus, where more passages have it than were read."""
        return self._totals.get(tuple(words.tolist()))


class _OrderOfReading(PassageOrder):
    """The ids of passages in their order."""

    def __init__(self, ids: Sequence[str]) -> None:
        self._ids = ids
        self._numbers = {key: number for number, key in enumerate(ids)}

    def ranks(self, sort: Sort) -> NDArray[np.integer]:  # noqa: ARG002  # there is one
        """Return the rank of each passage."""
        return np.arange(len(self._ids))

    def id_of(self, passage: int) -> str:
        """Return the id of a passage."""
        return self._ids[passage]

    def number_of(self, id_: str) -> int:
        """Return the number of a passage; ABSENT when it was not read."""
        return self._numbers.get(id_, ABSENT)


def _with_gaps(passages: Sequence[ReadPassage]) -> Iterator[ReadPassage]:
    """Yield passages, with some that have no words where others may stand between two in the corpus.

    Passages that do not follow each other are then as far apart as runs of words are that nobody joins.
    """
    before: ReadPassage | None = None
    for passage in passages:
        if before and (before.document != passage.document or before.place + 1 != passage.place):
            yield from repeat(ReadPassage(_NOT_READ, before.document, before.place, ""), FARTHEST_JOINED)
        yield passage
        before = passage


def _segment(passages: Sequence[ReadPassage]) -> Segment:
    searched = [SearchedPassage(passage.document, None, (), has_length_norm=True) for passage in passages]
    return segment_in_memory(searched, [passage.text for passage in passages])
