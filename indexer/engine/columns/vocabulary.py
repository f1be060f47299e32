"""The terms of all segments with what is known of each, for the passages that are not deleted; nothing is read ahead.

Which terms a word of a query means is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .arrays import ArrayReader
from .rows import NumberRows
from .strings import ABSENT, Strings

KEY_SEPARATOR = "\t"
"""Stands between the parts of a key; no term has it."""


class LanguageTerms:
    """The terms that passages of one analysis language have."""

    def __init__(self, files: ArrayReader, language: str) -> None:
        self.places: NDArray[np.uint32] = files.array(f"in-{language}-terms")
        """The places of the terms in the vocabulary, ascending."""
        self.frequencies: NDArray[np.uint32] = files.array(f"in-{language}-frequencies")
        """How many passages of the language have each of these terms."""
        self.stems = files.strings(f"in-{language}-stems")
        """The stems in the language, in order."""
        self.terms_of_stem = NumberRows(
            files.array(f"in-{language}-stem_terms-starts"), files.array(f"in-{language}-stem_terms")
        )
        """For each stem the places of its terms in the vocabulary, ascending."""
        has_compounds = f"in-{language}-part_stems-starts" in files
        self.part_stems = files.strings(f"in-{language}-part_stems") if has_compounds else None
        """Where the language has compounds: the stems of their parts, in order."""
        self.compounds_of_stem = (
            NumberRows(files.array(f"in-{language}-compounds-starts"), files.array(f"in-{language}-compounds"))
            if has_compounds
            else None
        )
        """For each of these stems the places of the compounds in the vocabulary, ascending."""

    def frequency(self, place: int) -> int:
        """Return how many passages of the language have the term at a place of the vocabulary."""
        at = int(np.searchsorted(self.places, place))
        return int(self.frequencies[at]) if at < len(self.places) and self.places[at] == place else 0


class PartedForm(NamedTuple):
    """A word in parts as the papers write it, and how many passages do."""

    parts: tuple[str, ...]
    written: str
    passages: int


class Vocabulary:
    """The vocabulary of an index; a term that only deleted passages have is not in it."""

    def __init__(self, files: ArrayReader, languages: Mapping[str, int]) -> None:
        """Take the files of the whole index, and the number of passages in each analysis language."""
        self.terms: Strings = files.strings("vocabulary")
        """All terms in order; the place of a term here is its number in the rows of this class."""
        self.language_counts = languages
        self._in_language = {language: LanguageTerms(files, language) for language in languages}
        self._accents, self._accent_counts = files.strings("accents"), files.array("accents-passages")
        self._capitals, self._capital_counts = files.strings("capitals"), files.array("capitals-passages")
        self._parted, self._parted_counts = files.strings("parted"), files.array("parted-passages")

    def written(self) -> dict[str, dict[str, int]]:
        """Return all accented spellings, words in capitals and words in parts with their passages, by kind and key."""
        kinds = {
            "accents": (self._accents, self._accent_counts),
            "capitals": (self._capitals, self._capital_counts),
            "parted": (self._parted, self._parted_counts),
        }
        return {kind: dict(zip(keys, counts.tolist(), strict=True)) for kind, (keys, counts) in kinds.items()}

    @property
    def languages(self) -> tuple[str, ...]:
        """The analysis languages of the passages."""
        return tuple(self._in_language)

    def in_language(self, language: str) -> LanguageTerms:
        """Return the terms of one analysis language of the passages."""
        return self._in_language[language]

    def __contains__(self, term: object) -> bool:
        return isinstance(term, str) and self.terms.find(term) != ABSENT

    def document_frequency(self, term: str, language: str) -> int:
        """Return how many passages of an analysis language have a term, in their text or around it."""
        place = self.terms.find(term)
        known = self._in_language.get(language)
        return known.frequency(place) if known and place != ABSENT else 0

    def total_frequency(self, term: str) -> int:
        """Return how many passages have a term, in their text or around it."""
        place = self.terms.find(term)
        return 0 if place == ABSENT else sum(known.frequency(place) for known in self._in_language.values())

    @cached_property
    def total_frequencies(self) -> NDArray[np.uint32]:
        """How many passages have each term; with one language the mapped file itself."""
        known = list(self._in_language.values())
        if len(known) == 1:
            return known[0].frequencies
        totals = np.zeros(len(self.terms), dtype=np.uint32)
        for terms in known:
            totals[terms.places] += terms.frequencies
        return totals

    def with_stem(self, stem: str, language: str) -> tuple[str, ...]:
        """Return the terms that have a stem in passages of an analysis language, in order."""
        known = self._in_language.get(language)
        place = known.stems.find(stem) if known else ABSENT
        if known is None or place == ABSENT:
            return ()
        return tuple(map(self.terms.at, known.terms_of_stem.row(place).tolist()))

    def has_stem(self, stem: str, language: str) -> bool:
        """Return whether passages of an analysis language have a term with a stem."""
        known = self._in_language.get(language)
        return known is not None and known.stems.find(stem) != ABSENT

    def accented(self, term: str) -> tuple[str, ...]:
        """Return the ways in which passages write a folded term with accents, in order."""
        prefix = f"{term}{KEY_SEPARATOR}"
        return tuple(self._accents[place][len(prefix) :] for place in self._accents.with_prefix(prefix))

    def capitals_count(self, term: str) -> int:
        """Return how many passages have a folded term both as a term and in capitals."""
        place = self._capitals.find(term)
        return 0 if place == ABSENT else int(self._capital_counts[place])

    def parted(self, stem: str) -> tuple[str, ...]:
        """Return the ways in which passages write a word with this English stem in parts, one for each way to part it.

        One in small letters is taken before others, and then the more frequent one.
        """
        best: dict[tuple[str, ...], PartedForm] = {}
        for form in self._parted_forms(stem):
            known = best.get(form.parts)
            if known is None or _preference(form) < _preference(known):
                best[form.parts] = form
        return tuple(form.written for form in best.values())

    def _parted_forms(self, stem: str) -> Iterator[PartedForm]:
        for place in self._parted.with_prefix(f"{stem}{KEY_SEPARATOR}"):
            _, *parts, written = self._parted[place].split(KEY_SEPARATOR)
            yield PartedForm(tuple(parts), written, int(self._parted_counts[place]))

    def compounds(self, stem: str, language: str) -> tuple[tuple[str, int], ...]:
        """Return the compounds of a language that have a word with this stem as a part, each with its passages."""
        known = self._in_language.get(language)
        if known is None or known.part_stems is None or known.compounds_of_stem is None:
            return ()
        place = known.part_stems.find(stem)
        if place == ABSENT:
            return ()
        row = known.compounds_of_stem.row(place).tolist()
        return tuple((self.terms[number], known.frequency(number)) for number in row)


def _preference(form: PartedForm) -> tuple[bool, int, str]:
    return not form.written.islower(), -form.passages, form.written
