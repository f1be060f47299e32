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
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache, reduce
from math import log
from operator import mul
from typing import Any, NamedTuple

from whoosh.reading import IndexReader, TermNotFound

from .columns import Columns
from .tree import And, Node, Not, Or, Phrase, Word, sequence
from .whoosh_writer import POSITION

Scores = dict[int, float]
"""Number of a passage in the index -> score; its keys are what was found."""

Postings = dict[int, bytes]
"""Number of a passage -> the positions of a word in it, as the index keeps them."""


class Field(NamedTuple):
    """A part of a passage that words are looked for in."""

    name: str
    weight: float
    length_matters: float
    """BM25's b: from 0, where a long field is as good as a short one, to 1."""


FIELDS = (Field("text", 1.0, 0.75), Field("context", 0.3, 0.5))
SATURATION = 1.2
"""BM25's k1: how soon more occurrences stop to count."""

REMEMBERED = 32
"""Words and phrases whose passages are kept: the next page or the next filter asks for the same ones."""


class Finder:
    """Answers trees over one index; safe to use from many threads."""

    def __init__(self, reader: IndexReader, columns: Columns) -> None:
        self._reader = reader
        self._lock = threading.Lock()  # Whoosh moves one shared file position when it reads postings
        self._count = len(columns.ids)
        self._priors = columns.priors
        self._forms = columns.forms
        self._shares = [_shares(field, columns.lengths.get(field.name)) for field in FIELDS]
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
        each = zip(*(map(scores.__getitem__, common) for scores in wanted), strict=True)
        return dict(zip(common, map(sum, each), strict=True))

    def _score(self, exact: bool, words: tuple[str, ...]) -> Scores:
        """Score the passages that hold words side by side in any one field."""
        weighed: Scores = {}
        for field, shares in zip(FIELDS, self._shares, strict=True):
            sizes = self._sizes(field.name, exact, words)
            added = dict(zip(sizes, map(mul, map(shares.__getitem__, sizes), sizes.values()), strict=True))
            weighed = _add(weighed, added) if weighed else added
        rarity = log(1 + (self._count - len(weighed) + 0.5) / (len(weighed) + 0.5)) * (SATURATION + 1)
        priors = self._priors
        return {number: priors[number] * rarity * tf / (tf + SATURATION) for number, tf in weighed.items()}

    def _sizes(self, field: str, exact: bool, words: tuple[str, ...]) -> dict[int, int]:
        """Measure for each passage the positions in a field at which the words stand side by side, in bytes."""
        forms = {word: (word,) if exact else self._forms.get(word, ()) for word in words}
        if len(words) == 1:
            found = self._places(field, forms[words[0]])
            return dict(zip(found, map(len, found.values()), strict=True))
        rows: dict[str, Postings] = {}
        common: list[int] | None = None
        for word in sorted(forms, key=lambda word: self._frequency(field, forms[word])):  # rare words leave few to read
            rows[word] = self._places(field, forms[word], common)
            common = sorted(rows[word]) if common is None else [number for number in common if number in rows[word]]
        counted = ((number, _side_by_side([rows[word][number] for word in words])) for number in common or ())
        return {number: count * _POSITION_SIZE for number, count in counted if count}

    def _frequency(self, field: str, forms: Iterable[str]) -> int:
        with self._lock:
            return sum(self._reader.doc_frequency(field, form) for form in forms)

    def _places(self, field: str, forms: Iterable[str], among: Sequence[int] | None = None) -> Postings:
        """Give the positions of a word in each passage whose field has any form of it, or of those `among` some."""
        joined: Postings = {}
        for form in forms:
            with self._lock:
                found = self._postings(field, form, among)
            for number in found.keys() & joined.keys():
                found[number] += joined[number]
            joined.update(found)
        return joined

    def _postings(self, field: str, form: str, among: Sequence[int] | None) -> Postings:
        """Read a posting list, block by block: the steps that Whoosh offers cost calls for each passage."""
        try:
            matcher: Any = self._reader.postings(field, form)  # its blocks are private; Whoosh's version is pinned
        except TermNotFound:
            return {}
        found: Postings = {}
        read = 0
        while matcher.is_active() and (among is None or read < len(among)):
            before = read
            if among is not None:  # a block tells the last passage in it before it is unpacked
                read = bisect_right(among, matcher.block_max_id(), lo=read)
            if among is None or read > before:
                found[matcher.id()] = matcher.value()  # asking for the first unpacks the block
                found.update(zip(matcher._ids, matcher._values, strict=True))
            matcher._next_block()
        return found


_POSITION_SIZE = array(POSITION).itemsize


def _shares(field: Field, lengths: array[int] | None) -> array[float]:
    """Give what one byte of positions adds to BM25F's frequency in each passage: less in a long field."""
    known = [length for length in lengths or () if length]
    average = sum(known) / len(known) if known else 1.0
    b, weight = field.length_matters, field.weight / _POSITION_SIZE
    return array("d", (weight / (1 - b + b * (length or average) / average) for length in lengths or ()))


def _side_by_side(places: list[bytes]) -> int:
    """Count the starts from which each word's places, as the index keeps them, follow one another."""
    starts = set(array(POSITION, places[0]))
    for offset, encoded in enumerate(places[1:], start=1):
        starts.intersection_update([place - offset for place in array(POSITION, encoded)])
        if not starts:
            break
    return len(starts)


def _add(left: Scores, right: Scores) -> Scores:
    """Join two answers; what is in both has the sum of its scores."""
    joined = dict(left)
    for number, score in right.items():
        joined[number] = joined.get(number, 0.0) + score
    return joined
