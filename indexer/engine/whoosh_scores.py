"""Finds the passages that a query's tree asks for, and scores them by BM25F.

Works on sets of passages, term by term, from Whoosh's posting lists: a tree is answered by unions,
intersections and differences, so NOT and nesting mean exactly what they say. Filters, sorting and paging
are done elsewhere.

BM25F after Robertson, Zaragoza and Taylor, "Simple BM25 Extension to Multiple Weighted Fields" (2004): the
frequencies of the fields are weighted and added up before they saturate.
"""

from __future__ import annotations

import threading
from array import array
from collections.abc import Iterator
from functools import lru_cache, reduce
from math import log
from typing import NamedTuple

from whoosh.formats import Positions
from whoosh.matching.mcore import Matcher
from whoosh.reading import IndexReader, TermNotFound

from .tree import And, Node, Not, Or, Phrase, Word, sequence

Scores = dict[int, float]
"""Number of a passage in the index -> score; its keys are what was found."""


class Field(NamedTuple):
    """A part of a passage that words are looked for in."""

    stemmed: str
    exact: str
    weight: float
    length_matters: float
    """BM25's b: from 0, where a long field is as good as a short one, to 1."""


FIELDS = (Field("text", "text_exact", 1.0, 0.75), Field("context", "context_exact", 0.3, 0.5))
SATURATION = 1.2
"""BM25's k1: how soon more occurrences stop to count."""

REMEMBERED = 32
"""Words and phrases whose passages are kept: the next page or the next filter asks for the same ones."""


class Finder:
    """Answers trees over one index; safe to use from many threads."""

    def __init__(self, reader: IndexReader) -> None:
        self._reader = reader
        self._lock = threading.Lock()  # Whoosh moves one shared file position when it reads postings
        self._count = reader.doc_count_all()
        self._lengths = [self._relative_lengths(field) for field in FIELDS]
        self._leaf = lru_cache(maxsize=REMEMBERED)(self._score)

    def find(self, node: Node | None) -> Scores:
        """Give every passage that a tree asks for with its score; None asks for all of them."""
        match node:
            case None:
                return dict.fromkeys(range(self._count), 0.0)
            case Word() | Phrase():
                return self._leaf(isinstance(node, Phrase), sequence(node))
            case Not(part):
                unwanted = self.find(part)
                return {number: 0.0 for number in range(self._count) if number not in unwanted}
            case Or(parts):
                return reduce(_add, map(self.find, parts), {})
            case And(parts):
                return self._all_of(parts)

    def _all_of(self, parts: tuple[Node, ...]) -> Scores:
        wanted = [self.find(part) for part in parts if not isinstance(part, Not)] or [self.find(None)]
        unwanted = [self.find(part.part) for part in parts if isinstance(part, Not)]
        fewest, *others = sorted(wanted, key=len)
        common = set(fewest).intersection(*others).difference(*unwanted)
        return {number: sum(scores[number] for scores in wanted) for number in common}

    def _relative_lengths(self, field: Field) -> array[float]:
        """Give BM25F's divisor for each passage: 1 for a field of average length, more for a longer one."""
        lengths = [self._reader.doc_field_length(number, field.stemmed) or 0 for number in range(self._count)]
        average = sum(lengths) / self._count if any(lengths) else 1.0
        b = field.length_matters
        return array("d", (1 - b + b * length / average for length in lengths))

    def _score(self, exact: bool, words: tuple[str, ...]) -> Scores:
        """Score the passages that hold words side by side in any one field."""
        weighed: Scores = {}
        for field, lengths in zip(FIELDS, self._lengths, strict=True):
            name = field.exact if exact else field.stemmed
            with self._lock:
                counts = self._occurrences(name, words)
            for number, count in counts.items():
                weighed[number] = weighed.get(number, 0.0) + field.weight * count / lengths[number]
        rarity = log(1 + (self._count - len(weighed) + 0.5) / (len(weighed) + 0.5))
        return {number: rarity * tf * (SATURATION + 1) / (tf + SATURATION) for number, tf in weighed.items()}

    def _occurrences(self, field: str, words: tuple[str, ...]) -> dict[int, float]:
        """Count for each passage how often the words stand side by side in a field."""
        if len(words) == 1:
            return {matcher.id(): matcher.weight() for matcher in self._postings(field, words[0])}
        places = {}
        for word in set(words):
            places[word] = {matcher.id(): matcher.value() for matcher in self._postings(field, word)}
            if not places[word]:
                return {}
        common = set.intersection(*map(set, places.values()))
        counted = ((number, _side_by_side([places[word][number] for word in words])) for number in common)
        return {number: float(count) for number, count in counted if count}

    def _postings(self, field: str, word: str) -> Iterator[Matcher]:
        """Yield a matcher that stands on each passage in turn that has a word in a field."""
        try:
            matcher = self._reader.postings(field, word)
        except TermNotFound:
            return
        while matcher.is_active():
            yield matcher
            matcher.next()


_decode = Positions().decode_positions


def _side_by_side(places: list[bytes]) -> int:
    """Count the starts from which each word's places, as the index keeps them, follow one another."""
    starts = set(_decode(places[0]))
    for offset, encoded in enumerate(places[1:], start=1):
        starts.intersection_update([place - offset for place in _decode(encoded)])
        if not starts:
            break
    return len(starts)


def _add(left: Scores, right: Scores) -> Scores:
    """Join two answers; what is in both has the sum of its scores."""
    joined = dict(left)
    for number, score in right.items():
        joined[number] = joined.get(number, 0.0) + score
    return joined
