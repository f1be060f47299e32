"""Resolve positions in the word index to passages and offsets in their texts, and how far from a claim they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import numpy as np

from indexer.errors import UnknownId
from indexer.model import Passage
from indexer.text.analysis import Token, tokens

from .claims import LinkClaim, PassageLookup
from .runs import MatchingRun
from .spans import QuotedSpan
from .word_index import Positions, WordIndex


@dataclass(frozen=True)
class QuotePlace:
    """Where words of a quotation are in a passage."""

    passage: Passage
    start: int
    end: int
    """Offsets in the passage's text."""
    quoted: tuple[int, int]
    """Offsets in the quotation's text."""

    @property
    def text(self) -> str:
        """The words as the passage has them."""
        return self.passage.text[self.start : self.end]


class PlaceResolver:
    """Looks up the passages for positions of one word index."""

    def __init__(self, index: WordIndex, lookup: PassageLookup) -> None:
        self._index = index
        self._passage = lru_cache(maxsize=256)(lambda number: lookup.passage(index.ids[number]))
        self._tokens = lru_cache(maxsize=256)(lambda number: tuple(tokens(self._passage(number).text)))

    def passage_at(self, position: int) -> Passage:
        """Return the passage that has the word at a position."""
        return self._passage(int(self._index.passages_at(np.array([position]))[0]))

    def places_of_words(self, positions: Positions, quoted: tuple[int, int]) -> list[QuotePlace]:
        """Return one place for each passage that has some of the words.

        A place before another includes its final punctuation.
        """
        if not len(positions):
            return []
        passages = self._index.passages_at(positions)
        places = [
            self._place_in_passage(int(number), positions[passages == number], quoted) for number in np.unique(passages)
        ]
        return [*(_extend_to_end(place) for place in places[:-1]), places[-1]]

    def places_of_runs(self, runs: Sequence[MatchingRun], spans: Sequence[QuotedSpan]) -> tuple[QuotePlace, ...]:
        """Return the places of matching runs, whose words count over all spans."""
        words = [word for span in spans for word in span.words]
        return tuple(self._iter_run_places(runs, words))

    def _iter_run_places(self, runs: Sequence[MatchingRun], words: Sequence[Token]) -> Iterator[QuotePlace]:
        for run in runs:
            quoted = words[run.start].start, words[run.end - 1].end
            yield from self.places_of_words(np.arange(run.position, run.position + run.end - run.start), quoted)

    def text_and_words(self, places: Sequence[QuotePlace]) -> tuple[str, tuple[Token, ...]]:
        """Return the text of places, joined by spaces, and its tokens."""
        text = " ".join(place.text for place in places)
        return text, tuple(tokens(text))

    def _place_in_passage(self, number: int, positions: Positions, quoted: tuple[int, int]) -> QuotePlace:
        begin, _ = self._index.span(number)
        words = self._tokens(number)
        first, last = words[int(positions[0]) - begin], words[min(int(positions[-1]) - begin, len(words) - 1)]
        return QuotePlace(self._passage(number), first.start, last.end, quoted)


class ClaimDistances:
    """How far passages are from where a link leads."""

    def __init__(self, index: WordIndex, lookup: PassageLookup) -> None:
        self._index = index
        self._lookup = lookup
        self._by_document = lru_cache(maxsize=64)(self._of_documents)

    def of_passages(self, passages: Positions, claim: LinkClaim | None) -> Positions:
        """Return the distance of passages from a claim: 0 the passage, 1 its document, 2 its meeting, 3 elsewhere."""
        if claim is None:
            return np.full(len(passages), 3, dtype=np.int64)
        by_document = self._by_document(claim.meeting, claim.document)
        claimed = self._index.passage_number(claim.passage) if claim.passage else None
        distances = by_document[self._index.documents[passages]]
        return np.where(passages == (-1 if claimed is None else claimed), 0, distances)

    def _of_documents(self, meeting: str | None, document: str | None) -> Positions:
        pairs = zip(self._index.document_ids, self._meetings, strict=True)
        return np.array(
            [1 if document_id == document else 2 if meeting in meetings else 3 for document_id, meetings in pairs],
            dtype=np.int64,
        )

    @cached_property
    def _meetings(self) -> list[frozenset[str]]:
        """The meetings of each document."""
        return [self._meetings_of(document_id) for document_id in self._index.document_ids]

    def _meetings_of(self, document_id: str) -> frozenset[str]:
        try:
            return frozenset(meeting.id for meeting in self._lookup.document(document_id).meetings)
        except UnknownId:  # the index belongs to another build than the papers
            return frozenset()


def _extend_to_end(place: QuotePlace) -> QuotePlace:
    """Extend a place to the end of its passage when no further word follows there."""
    tail = place.passage.text[place.end :].rstrip()
    return place if any(tokens(tail)) else replace(place, end=place.end + len(tail))
