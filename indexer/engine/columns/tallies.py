"""Counts how many passages have each term, accented spelling, word in capitals and word in parts.

Tallies add up: those of an index are those of its segments, less those of its deleted passages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from .rows import NumberRows, distinct, starts_of
from .segment import Segment
from .token_field import BagField

CHUNK_WORDS = 1_000_000
"""Words of passages that are counted at a time, some 40 MB."""
_TERM_BITS = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)


@dataclass
class LengthSums:
    """The lengths of a field that count, summed, and how many there are."""

    total: int = 0
    count: int = 0

    @property
    def average(self) -> float:
        """The average length; 1 where there is none."""
        return self.total / self.count if self.count else 1.0


@dataclass
class Tally:
    """What some passages of one segment have."""

    terms: list[str] = field(default_factory=list)
    """The terms that any of the passages has, in its text or around it, in order."""
    frequencies: dict[str, NDArray[np.int64]] = field(default_factory=dict)
    """For each analysis language, how many of its passages have each of the terms."""
    passages: Counter[str] = field(default_factory=Counter)
    """How many passages there are in each analysis language."""
    accents: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How many passages have each accented spelling; a key is the folded term and the spelling."""
    capitals: Counter[str] = field(default_factory=Counter)
    """How many passages have each term both as a term and in capitals."""
    parted: Counter[str] = field(default_factory=Counter)
    """How many passages have each word in parts; a key is as the bags have it."""
    lengths: Mapping[str, LengthSums] = field(default_factory=lambda: {"text": LengthSums(), "context": LengthSums()})


def tally(segment: Segment, passages: NDArray[np.integer] | None = None) -> Tally:
    """Count what passages of a segment have; None means all of them. Their numbers must ascend."""
    numbers = np.arange(segment.passages) if passages is None else np.asarray(passages, dtype=np.int64)
    counts = np.zeros((len(segment.languages), len(segment.terms) + 1), dtype=np.int64)
    result = Tally()
    words = _TermsOfPassages(
        segment,
        NumberRows(segment.text.starts, segment.text.words),
        NumberRows(segment.context.starts, segment.context.words),
    )
    written = {kind: _WrittenTerms(segment, kind, numbers) for kind in ("accents", "capitals", "parted")}
    in_capitals = np.zeros(len(segment.terms) + 1, dtype=np.int64)
    capital_terms = np.array([0, *map(segment.term, written["capitals"].strings)], dtype=np.uint64)
    for chunk in _chunks(segment, numbers):
        keys = words.keys(chunk)
        _count_by_language(keys, segment.language_of[chunk], counts)
        capitals = written["capitals"].keys(chunk)
        as_terms = (capitals & ~_LOW) | capital_terms[(capitals & _LOW).astype(np.int64)]
        in_capitals += _counted(_common(distinct(as_terms), keys), len(in_capitals))
        for kind in ("accents", "parted"):
            written[kind].count(chunk)
    present = np.flatnonzero(counts.any(axis=0))
    result.terms = _strings_at(segment, present)
    for number, language in enumerate(segment.languages):
        passages_in = int(np.count_nonzero(segment.language_of[numbers] == number))
        if passages_in:
            result.frequencies[language], result.passages[language] = counts[number][present], passages_in
    found = np.flatnonzero(in_capitals).tolist()
    result.capitals.update({segment.terms[term - 1]: int(in_capitals[term]) for term in found})
    result.parted.update(written["parted"].totals())
    spellings = dict(zip(segment.spellings, segment.spellings_folded, strict=True))
    result.accents.update({(spellings[term], term): count for term, count in written["accents"].totals().items()})
    for name, lengths in (("text", segment.text_lengths), ("context", segment.context_lengths)):
        known = lengths[numbers]
        result.lengths[name].total, result.lengths[name].count = int(known.sum()), int(np.count_nonzero(known))
    return result


def _chunks(segment: Segment, passages: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """Yield passages in parts of about as many words."""
    sizes = np.cumsum(np.diff(segment.text.starts)[passages])
    start = 0
    while start < len(passages):
        done = sizes[start - 1] if start else 0
        end = max(int(np.searchsorted(sizes, done + CHUNK_WORDS, side="right")), start + 1)
        yield passages[start:end]
        start = end


class _TermsOfPassages:
    """The terms that passages have in their texts or around them, by the terms of texts and of pieces."""

    def __init__(self, segment: Segment, of_texts: NumberRows, of_pieces: NumberRows) -> None:
        self._segment = segment
        self._of_texts, self._of_pieces = of_texts, of_pieces

    def keys(self, passages: NDArray[np.int64]) -> NDArray[np.uint64]:
        """Return each term that a passage has, once, as the place of the passage and the number of the term."""
        contexts, places = np.unique(self._segment.context_of[passages], return_inverse=True)
        pieces, of_contexts = self._segment.pieces_of_context.take(contexts)
        terms, of_pieces = self._of_pieces.take(pieces)
        around = distinct(_key(of_contexts[of_pieces], terms))
        starts = np.searchsorted(around, np.arange(len(contexts) + 1, dtype=np.uint64) << _TERM_BITS)
        terms, owners = NumberRows(starts, around & _LOW).take(places)
        in_texts, of_texts = self._of_texts.take(passages)
        keys = distinct(np.concatenate((_key(of_texts, in_texts), _key(owners, terms))))
        return keys[np.flatnonzero(keys & _LOW)]


class _WrittenTerms(_TermsOfPassages):
    """The terms that passages have in the two bags of a kind; the terms of both are numbered together, from 1."""

    def __init__(self, segment: Segment, kind: str, passages: NDArray[np.int64]) -> None:
        """Take the passages that will be asked for."""
        texts, pieces = segment.bags[f"text_{kind}"], segment.bags[f"context_{kind}"]
        self.strings = sorted({*texts.terms, *pieces.terms})
        numbers = {term: number for number, term in enumerate(self.strings, start=1)}
        has_text, has_piece = np.zeros(segment.text.texts, np.bool_), np.zeros(segment.context.texts, np.bool_)
        has_text[passages] = True
        has_piece[segment.pieces_of_context.take(segment.context_of[passages])[0]] = True
        super().__init__(segment, _by_text(texts, numbers, has_text), _by_text(pieces, numbers, has_piece))
        self._counts = np.zeros(len(self.strings) + 1, dtype=np.int64)

    def count(self, passages: NDArray[np.int64]) -> None:
        """Count the terms of some of the passages."""
        self._counts += _counted(self.keys(passages), len(self._counts))

    def totals(self) -> dict[str, int]:
        """Return how many of the counted passages have each term that any has."""
        return {self.strings[number - 1]: int(self._counts[number]) for number in np.flatnonzero(self._counts).tolist()}


def _by_text(bag: BagField, numbers: Mapping[str, int], wanted: NDArray[np.bool_]) -> NumberRows:
    """Return the terms of each text by their numbers; none of a text that is not wanted."""
    kept = np.flatnonzero(wanted[bag.rows.values])
    texts = bag.rows.values[kept]
    terms = np.searchsorted(bag.rows.starts, kept, side="right") - 1
    order = np.argsort(texts, kind="stable")
    named = np.array([0, *(numbers[term] for term in bag.terms)], dtype=np.uint64)
    return NumberRows(starts_of(np.bincount(texts, minlength=len(wanted))), named[terms][order])


def _key(owners: NDArray[np.integer], terms: NDArray[np.integer]) -> NDArray[np.uint64]:
    keys: NDArray[np.uint64] = (owners.astype(np.uint64) << _TERM_BITS) | terms.astype(np.uint64, copy=False)
    return keys


def _counted(keys: NDArray[np.uint64], size: int) -> NDArray[np.int64]:
    """Return how often each term stands among keys; the term 0 does not count."""
    counts = np.bincount((keys & _LOW).astype(np.int64), minlength=size)
    counts[0] = 0
    return counts


def _common(first: NDArray[np.uint64], second: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return the keys of the first row that the second has too; both ascend."""
    if not len(second):
        return second
    places = np.minimum(np.searchsorted(second, first), len(second) - 1)
    common: NDArray[np.uint64] = first[second[places] == first]
    return common


def _count_by_language(keys: NDArray[np.uint64], languages: NDArray[np.uint8], counts: NDArray[np.int64]) -> None:
    """Add the terms of keys to the counts of the languages of their passages."""
    terms = (keys & _LOW).astype(np.int64)
    for language in np.flatnonzero(np.bincount(languages)).tolist():
        if (languages == language).all():
            of_language = terms
        else:
            of_language = terms[languages[(keys >> _TERM_BITS).astype(np.int64)] == language]
        counts[language] += np.bincount(of_language, minlength=counts.shape[1])


def _strings_at(segment: Segment, terms: NDArray[np.int64]) -> list[str]:
    if len(terms) == len(segment.terms):
        return list(segment.terms)
    return [segment.terms[number - 1] for number in terms.tolist()]
