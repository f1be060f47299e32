"""How alike two wordings are, and which of many are worth comparing. Says nothing of what follows from it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from rapidfuzz.distance import Levenshtein

_WORD = re.compile(r"\w+")
_GRAM = 4
_FEW = 8  # words: a text of so few may lose them all to slips of reading, so its letters count too
_LONG = 15  # letters: a longer run is most likely written without spaces
_CROWD = 48  # texts: what stands in more than these tells none of them apart
_CANDIDATES = 5


def similarity(one: str, other: str) -> float:
    """Share of two normalised texts that need not be changed to make one the other, from 0 to 1.

    Levenshtein distance by the longer one's length: texts on different things stay below about 0.42, where a
    measure without substitutions gives them up to 0.6.
    """
    return Levenshtein.normalized_similarity(one, other)


def distance(one: str, other: str) -> int:
    """Characters to insert, remove or replace to make one text the other."""
    return Levenshtein.distance(one, other)


def text_features(text: str) -> Iterator[str]:
    """The words of a normalised text; of a short or unspaced one also its runs of four letters."""
    words = _WORD.findall(text)
    yield from words
    if len(words) < _FEW:
        yield from _grams(text)
        return
    for word in words:
        if len(word) > _LONG:
            yield from _grams(word)


def _grams(text: str) -> Iterator[str]:
    return ("\x00" + text[at : at + _GRAM] for at in range(max(len(text) - _GRAM + 1, 1)))


class CandidateIndex:
    """Finds among texts those that share the rarest words with another one, without comparing it to all."""

    def __init__(self, texts: Iterable[tuple[int, str]]) -> None:
        """Take texts with the numbers that stand for them."""
        self._texts = dict(texts)
        self._places: dict[str, list[int]] = defaultdict(list)
        for number, text in self._texts.items():
            for feature in set(text_features(text)):
                self._places[feature].append(number)

    def most_similar(self, text: str, but: int | None = None) -> list[tuple[float, int]]:
        """The texts most like this one, best first, as (similarity, number); `but` is left out."""
        votes: dict[int, float] = defaultdict(float)
        for feature in sorted(set(text_features(text))):
            places = self._places.get(feature, ())
            if len(places) <= _CROWD:
                for number in places:
                    votes[number] += 1 / len(places)
        best = sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))[: _CANDIDATES + 1]
        return sorted(
            ((similarity(text, self._texts[number]), number) for number, _ in best if number != but),
            key=lambda found: (-found[0], found[1]),
        )
