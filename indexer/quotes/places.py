"""From the places of words in the index to passages and offsets in their texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from indexer.model import Passage
from indexer.text.analysis import Token, tokens

from .claims import PassageLookup
from .cover import MatchingRun
from .spans import QuotedSpan
from .word_index import Positions, WordIndex


@dataclass(frozen=True)
class QuotePlace:
    """Where words of a quotation stand."""

    passage: Passage
    start: int
    end: int
    """Offsets into the passage's text."""
    quoted: tuple[int, int]
    """Offsets of the words in the quotation's text."""

    @property
    def text(self) -> str:
        """The words as the passage has them."""
        return self.passage.text[self.start : self.end]


class PlaceResolver:
    """Looks passages up for places of an index."""

    def __init__(self, index: WordIndex, papers: PassageLookup) -> None:
        self._index = index
        self._passage = lru_cache(maxsize=256)(lambda number: papers.passage(index.ids[number]))
        self._tokens = lru_cache(maxsize=256)(lambda number: tuple(tokens(self._passage(number).text)))

    def places_of_words(self, at: Positions, quoted: tuple[int, int]) -> list[QuotePlace]:
        """Give the place of words in each passage that has some of them, with the full stop before the next one."""
        if not len(at):
            return []
        passages = self._index.passages_at(at)
        found = [self._place(int(number), at[passages == number], quoted) for number in np.unique(passages)]
        return [*(_to_the_end(place) for place in found[:-1]), found[-1]]

    def places_of_runs(self, pieces: Sequence[MatchingRun], parts: Sequence[QuotedSpan]) -> tuple[QuotePlace, ...]:
        """Give the places of pieces, whose words are counted over all stretches."""
        words = [word for part in parts for word in part.words]
        return tuple(self._of_pieces(pieces, words))

    def _of_pieces(self, pieces: Sequence[MatchingRun], words: Sequence[Token]) -> Iterator[QuotePlace]:
        for piece in pieces:
            quoted = words[piece.start].start, words[piece.end - 1].end
            yield from self.places_of_words(np.arange(piece.position, piece.position + piece.end - piece.start), quoted)

    def text_and_words(self, places: Sequence[QuotePlace]) -> tuple[str, tuple[Token, ...]]:
        """Give the text of places, joined by spaces, and its words."""
        text = " ".join(place.text for place in places)
        return text, tuple(tokens(text))

    def _place(self, number: int, at: Positions, quoted: tuple[int, int]) -> QuotePlace:
        begin, _ = self._index.span(number)
        words = self._tokens(number)
        first, last = words[int(at[0]) - begin], words[min(int(at[-1]) - begin, len(words) - 1)]
        return QuotePlace(self._passage(number), first.start, last.end, quoted)


def _to_the_end(place: QuotePlace) -> QuotePlace:
    """The place with the signs that follow its last word, where no other word does."""
    rest = place.passage.text[place.end :].rstrip()
    return place if any(tokens(rest)) else replace(place, end=place.end + len(rest))
