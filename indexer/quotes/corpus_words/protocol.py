"""What the checker of drafts, similar passages, versions and completions ask of the words of a build."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from indexer.engine.passage_words.reader import Run, WantedWords
from indexer.quotes.word_index import WordIndex


class QuotableWords(Protocol):
    """Where the words of quotations are looked up."""

    def index_for(self, wanted: Iterable[WantedWords]) -> WordIndex:
        """Return an index that has at least the passages that some words may be from."""


class BuildWords(QuotableWords, Protocol):
    """The words of one build; safe to use from many threads."""

    @property
    def size(self) -> int:
        """The number of words of all passages, and one for each passage."""

    def run_counts(self, runs: Mapping[Run, int]) -> Sequence[int]:
        """Return for each of some runs of equally many words how often it occurs.

        `runs` gives how often one passage has each. In others a run of two or more words may be counted once in each.
        """

    def any_with_all(self, terms: Iterable[str]) -> bool:
        """Return whether a passage has all of some folded terms in its text, each in any form."""
