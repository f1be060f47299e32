"""The similarity of two wordings, and which of many are worth comparing. What follows from it is decided elsewhere."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from rapidfuzz.distance import Levenshtein

_WORD = re.compile(r"\w+")
_GRAM_LENGTH = 4
_FEW_WORDS = 8  # words: a text with fewer may lose them all to wrong letters, so its letters count too
_LONG_WORD = 15  # letters: a longer run is most likely written without spaces
_MAX_SHARING = 48  # texts: a feature of more texts than these distinguishes none of them
_MAX_CANDIDATES = 5


def similarity(text: str, other_text: str) -> float:
    """Return the share of two normalised texts that need not change to make one the other, from 0 to 1.

    Levenshtein distance divided by the longer one's length: texts on different things stay below about 0.42, where a
    measure without substitutions gives them up to 0.6.
    """
    return Levenshtein.normalized_similarity(text, other_text)


def distance(text: str, other_text: str) -> int:
    """Return the number of characters to insert, remove or replace to make one text the other (Levenshtein)."""
    return Levenshtein.distance(text, other_text)


def text_features(text: str) -> Iterator[str]:
    """Yield the words of a normalised text; of a short or unspaced one also its runs of four letters."""
    words = _WORD.findall(text)
    yield from words
    if len(words) < _FEW_WORDS:
        yield from _letter_runs(text)
        return
    for word in words:
        if len(word) > _LONG_WORD:
            yield from _letter_runs(word)


def _letter_runs(text: str) -> Iterator[str]:
    return ("\x00" + text[start : start + _GRAM_LENGTH] for start in range(max(len(text) - _GRAM_LENGTH + 1, 1)))


class CandidateIndex:
    """Finds the texts that share the rarest words with another one, without comparing it to all."""

    def __init__(self, texts: Iterable[tuple[int, str]]) -> None:
        """Index texts by their numbers."""
        self._texts = dict(texts)
        self._places: dict[str, list[int]] = defaultdict(list)
        for number, text in self._texts.items():
            for feature in set(text_features(text)):
                self._places[feature].append(number)

    def most_similar(self, text: str, exclude: int | None = None) -> list[tuple[float, int]]:
        """Return the texts most similar to this one, best first, as (similarity, number); `exclude` is left out."""
        votes: dict[int, float] = defaultdict(float)
        for feature in sorted(set(text_features(text))):
            places = self._places.get(feature, ())
            if len(places) <= _MAX_SHARING:
                for number in places:
                    votes[number] += 1 / len(places)
        most_votes = sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))[: _MAX_CANDIDATES + 1]
        return sorted(
            ((similarity(text, self._texts[number]), number) for number, _ in most_votes if number != exclude),
            key=lambda scored: (-scored[0], scored[1]),
        )
