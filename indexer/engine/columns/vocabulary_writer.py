"""Writes what is known of the terms of a whole index: what was known of the index before it, with tallies added.

An index that is written whole begins with nothing. Stems are worked out for terms that are new only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.text.analysis import stem
from indexer.text.compounds import COMPOUNDING
from indexer.text.stemming import stem_in

from .arrays import ArrayWriter
from .compound_words import compounds_after
from .rows import NumberRows, starts_of
from .tallies import LengthSums, Tally
from .vocabulary import KEY_SEPARATOR, LanguageTerms, Vocabulary

ObjectArray = NDArray[np.object_]
UNKNOWN = -1
"""Stands for no place in the index before."""


class Totals:
    """Tallies of an index, added up."""

    def __init__(self, before: Vocabulary | None = None, lengths: Mapping[str, LengthSums] | None = None) -> None:
        """Begin with what is known of an index, or with nothing."""
        self._before = before
        self.passages: Counter[str] = Counter(dict(before.language_counts) if before else {})
        self.lengths = {name: LengthSums(sums.total, sums.count) for name, sums in (lengths or {}).items()}
        self._terms = _objects(before.terms if before else ())
        self._origins = np.arange(len(self._terms), dtype=np.int64)
        """For each term its place in the vocabulary before, or UNKNOWN."""
        self._frequencies: dict[str, NDArray[np.int64]] = {}
        self._written = {kind: Counter(counts) for kind, counts in before.written().items()} if before else {}
        for language in before.languages if before else ():
            known = before.in_language(language)  # type: ignore[union-attr]  # there is one where there are languages
            self._frequencies[language] = np.zeros(len(self._terms), dtype=np.int64)
            self._frequencies[language][known.places] = known.frequencies

    def add(self, tally: Tally, sign: int = 1) -> None:
        """Add a tally, or take it away with a sign of -1."""
        places = self._places(_objects(tally.terms))
        for language, counts in tally.frequencies.items():
            if language not in self._frequencies:
                self._frequencies[language] = np.zeros(len(self._terms), dtype=np.int64)
            self._frequencies[language][places] += sign * counts
        for language, count in tally.passages.items():
            self.passages[language] += sign * count
        for name, sums in tally.lengths.items():
            own = self.lengths.setdefault(name, LengthSums())
            own.total, own.count = own.total + sign * sums.total, own.count + sign * sums.count
        accents = {KEY_SEPARATOR.join(pair): count for pair, count in tally.accents.items()}
        parted = {_parted_key(key): count for key, count in tally.parted.items()}
        for kind, counted in (("accents", accents), ("capitals", tally.capitals), ("parted", parted)):
            totals = self._written.setdefault(kind, Counter())
            for key, count in counted.items():
                totals[key] += sign * count

    def _places(self, terms: ObjectArray) -> NDArray[np.int64]:
        """Return the places of sorted terms; those that are new are put in."""
        self._terms, places, kept = _merged(self._terms, terms)
        if len(kept) < len(self._terms):
            self._origins = _moved(self._origins, kept, len(self._terms), UNKNOWN)
            for language, counts in self._frequencies.items():
                self._frequencies[language] = _moved(counts, kept, len(self._terms), 0)
        return places

    def write(self, files: ArrayWriter) -> dict[str, Any]:
        """Write the files, and return the facts that the manifest holds."""
        languages = sorted(language for language, count in self.passages.items() if count)
        total = sum((self._frequencies[language] for language in languages), np.zeros(len(self._terms), np.int64))
        living = np.flatnonzero(total)
        terms = self._terms[living]
        files.write_strings("vocabulary", terms)
        for language in languages:
            frequencies = self._frequencies[language][living]
            places = np.flatnonzero(frequencies)
            files.write(f"in-{language}-terms", places.astype(np.uint32))
            files.write(f"in-{language}-frequencies", frequencies[places].astype(np.uint32))
            self._write_stems(files, language, terms, places, self._origins[living][places])
            if language in COMPOUNDING:
                self._write_compounds(files, language, terms, places)
        for kind in ("accents", "capitals", "parted"):
            counts = self._written.get(kind, Counter())
            keys = sorted(key for key, count in counts.items() if count)
            files.write_strings(kind, keys)
            files.write(f"{kind}-passages", np.array([counts[key] for key in keys], dtype=np.uint32))
        return {
            "languages": {language: self.passages[language] for language in languages},
            "lengths": {name: [sums.total, sums.count] for name, sums in self.lengths.items()},
        }

    def _write_stems(
        self,
        files: ArrayWriter,
        language: str,
        terms: ObjectArray,
        places: NDArray[np.int64],
        origins: NDArray[np.int64],
    ) -> None:
        """Write the stems of the terms at some places of the vocabulary."""
        before = self._before.in_language(language) if self._before and language in self._before.languages else None
        known = _known_stems(before, origins)
        new = np.flatnonzero(known == UNKNOWN)
        new_stems = [stem_in(term, language) for term in terms[places[new]]]
        stems, _, kept = _merged(_objects(before.stems if before else ()), _objects(sorted(set(new_stems))))
        numbers = np.empty(len(places), dtype=np.int64)
        numbers[new] = np.searchsorted(stems, _objects(new_stems))
        old = np.flatnonzero(known != UNKNOWN)
        numbers[old] = kept[known[old]]
        sizes = np.bincount(numbers, minlength=len(stems))
        files.write_strings(f"in-{language}-stems", stems[sizes > 0])
        files.write(f"in-{language}-stem_terms-starts", starts_of(sizes[sizes > 0]))
        files.write(f"in-{language}-stem_terms", places[np.argsort(numbers, kind="stable")].astype(np.uint32))

    def _write_compounds(
        self, files: ArrayWriter, language: str, terms: ObjectArray, places: NDArray[np.int64]
    ) -> None:
        """Write the compounds among the terms at some places of the vocabulary."""
        numbers = dict(zip(terms[places].tolist(), places.tolist(), strict=True))
        compounds = compounds_after(numbers, language, self._before)
        rows = NumberRows.of([[numbers[compound] for compound in compounds[part]] for part in sorted(compounds)])
        files.write_strings(f"in-{language}-part_stems", sorted(compounds))
        files.write(f"in-{language}-compounds-starts", rows.starts)
        files.write(f"in-{language}-compounds", rows.values.astype(np.uint32))


def _known_stems(before: LanguageTerms | None, origins: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return for each term the number of its stem in the index before; UNKNOWN where it has none there."""
    if before is None or not len(before.places):
        return np.full(len(origins), UNKNOWN, dtype=np.int64)
    stems = np.full(max(int(before.places[-1]), int(origins.max(initial=0))) + 2, UNKNOWN, dtype=np.int64)
    rows = before.terms_of_stem
    stems[rows.values] = np.repeat(np.arange(len(rows)), np.diff(rows.starts))
    return stems[origins]  # UNKNOWN is the last place, which no term has


def _parted_key(key: str) -> str:
    """Return the key of a parted word: its English stem, its parts, and how it is written."""
    *parts, _ = key.split(KEY_SEPARATOR)
    return KEY_SEPARATOR.join((stem("".join(parts)), key))


def _objects(strings: Iterable[str]) -> ObjectArray:
    listed = list(strings)
    array = np.empty(len(listed), dtype=object)
    array[:] = listed
    return array


def _merged(first: ObjectArray, second: ObjectArray) -> tuple[ObjectArray, NDArray[np.int64], NDArray[np.int64]]:
    """Merge two sorted rows of distinct strings: return all, and the places of the second's and of the first's."""
    if not len(first) or not len(second):
        own, none = np.arange(max(len(first), len(second))), np.zeros(0, dtype=np.int64)
        return (first, none, own) if len(first) else (second, own, none)
    before = np.searchsorted(first, second)
    is_new = np.ones(len(second), dtype=bool)
    inside = np.flatnonzero(before < len(first))
    is_new[inside] = first[before[inside]] != second[inside]
    new_before = np.concatenate(([0], np.cumsum(is_new)))  # new ones before each of the second
    places = before + new_before[:-1]
    kept = np.arange(len(first)) + np.searchsorted(before[is_new], np.arange(len(first)), side="right")
    merged = np.empty(len(first) + int(is_new.sum()), dtype=object)
    merged[kept] = first
    merged[places] = second
    return merged, places, kept


def _moved(values: NDArray[np.int64], places: NDArray[np.int64], size: int, other: int) -> NDArray[np.int64]:
    moved = np.full(size, other, dtype=np.int64)
    moved[places] = values
    return moved
