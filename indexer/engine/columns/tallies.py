"""Counts how many passages have each term, accented spelling, word in capitals and word in parts.

Tallies add up: those of an index are those of its segments, less those of its deleted passages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from .rows import NumberRows, distinct, spread
from .segment import Segment

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
    """Count what passages of a segment have; None means all of them."""
    numbers = np.arange(segment.passages) if passages is None else np.asarray(passages, dtype=np.int64)
    counts = np.zeros((len(segment.languages), len(segment.terms) + 1), dtype=np.int64)
    result = Tally()
    capitals = _CapitalTerms(segment)
    for chunk in _chunks(segment, numbers):
        keys = _term_keys(segment, chunk)
        terms, languages = (keys & _LOW).astype(np.int64), segment.language_of[chunk]
        for place in np.flatnonzero(np.bincount(languages)).tolist():
            if (languages == place).all():
                of_language = terms
            else:
                of_language = terms[languages[(keys >> _TERM_BITS).astype(np.int64)] == place]
            counts[place] += np.bincount(of_language, minlength=counts.shape[1])
        result.capitals.update(capitals.counted(chunk, keys))
    present = np.flatnonzero(counts.any(axis=0))
    result.terms = _strings_at(segment, present)
    for number, language in enumerate(segment.languages):
        passages_in = int(np.count_nonzero(segment.language_of[numbers] == number))
        if passages_in:
            result.frequencies[language], result.passages[language] = counts[number][present], passages_in
    _tally_written(segment, numbers, result)
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


def _term_keys(segment: Segment, passages: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Return each term that a passage has in its text or around it, once, as the place of the passage and the term."""
    starts = segment.text.starts
    sizes = starts[passages + 1] - starts[passages] - 1
    words = segment.text.words[spread(starts[passages], sizes)]
    keys = (np.repeat(np.arange(len(passages), dtype=np.uint64), sizes) << _TERM_BITS) | words
    contexts, places = np.unique(segment.context_of[passages], return_inverse=True)
    around = _context_terms(segment, contexts)
    terms, owners = around.take(places)
    return distinct(np.concatenate((keys, (owners.astype(np.uint64) << _TERM_BITS) | terms.astype(np.uint64))))


def _context_terms(segment: Segment, contexts: NDArray[np.integer]) -> NumberRows:
    """Return the distinct terms of each of the contexts."""
    pieces, owners = segment.pieces_of_context.take(contexts)
    words, piece_places = NumberRows(segment.context.starts, segment.context.words).take(pieces)
    keys = distinct((owners[piece_places].astype(np.uint64) << _TERM_BITS) | words)
    keys = keys[(keys & _LOW) != 0]
    starts = np.searchsorted(keys, np.arange(len(contexts) + 1, dtype=np.uint64) << _TERM_BITS)
    return NumberRows(starts, (keys & _LOW).astype(np.uint32))


def _strings_at(segment: Segment, terms: NDArray[np.int64]) -> list[str]:
    if len(terms) == len(segment.terms):
        return list(segment.terms)
    return [segment.terms[number - 1] for number in terms.tolist()]


class _CapitalTerms:
    """Finds the passages that have a term as a term and in capitals."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment
        self._places = {
            name: np.array([segment.term(term) for term in segment.bags[name].terms], dtype=np.uint64)
            for name in ("text_capitals", "context_capitals")
        }

    def counted(self, passages: NDArray[np.int64], keys: NDArray[np.uint64]) -> dict[str, int]:
        """Count the passages for each term; `keys` are the terms that the passages have."""
        found = [
            (owners.astype(np.uint64) << _TERM_BITS) | self._places[name][terms - 1]
            for name in self._places
            for owners, terms in _bag_rows(self._segment, name, passages)
        ]
        wanted = distinct(np.concatenate(found)) if found else keys[:0]
        places = np.searchsorted(keys, wanted)
        both = wanted[keys[np.minimum(places, len(keys) - 1)] == wanted] & _LOW if len(keys) else keys
        terms, counts = np.unique(both.astype(np.int64), return_counts=True)
        return {
            self._segment.terms[term - 1]: count
            for term, count in zip(terms.tolist(), counts.tolist(), strict=True)
            if term
        }


def _bag_rows(
    segment: Segment, name: str, passages: NDArray[np.int64]
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Yield, of passages that ascend, the places of those that have terms of a bag, and these terms."""
    bag = segment.bags[name]
    for term in range(1, len(bag.terms) + 1):
        texts, _ = bag.documents(term)
        having = texts if name.startswith("text") else segment.passages_of(texts, np.ones(len(texts)))[0]
        places = np.searchsorted(passages, having)
        places = places[(places < len(passages)) & (passages[np.minimum(places, len(passages) - 1)] == having)]
        if len(places):
            yield places, np.full(len(places), term)


def _tally_written(segment: Segment, passages: NDArray[np.int64], result: Tally) -> None:
    """Count accented spellings and words in parts."""
    spellings = dict(zip(segment.spellings, segment.spellings_folded, strict=True))
    for kind in ("accents", "parted"):
        having: dict[str, list[NDArray[np.int64]]] = {}
        for place in ("text", "context"):
            terms = segment.bags[f"{place}_{kind}"].terms
            for places, term in _bag_rows(segment, f"{place}_{kind}", passages):
                having.setdefault(terms[int(term[0]) - 1], []).append(places)
        for written, rows in having.items():
            count = len(distinct(np.concatenate(rows)))
            if kind == "accents":
                result.accents[spellings[written], written] += count
            else:
                result.parted[written] += count
