"""The words of a build, as they are read from files beside the pointer: what forms a word has, and how common it is.

These are a part of the columns that the build was made with; of passages they have nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from indexer.engine.columns.columns import Columns
from indexer.engine.columns.tallies import LengthSums
from indexer.engine.term_dictionary import MAX_FORMS, TermDictionary
from indexer.engine.values.columns import ValueColumns
from indexer.query.results import FacetName, IndexSummary, ValuesPage

from .rows import FormsByLanguage


class ClusterDictionary:
    """The dictionary of one build; safe to use from many threads."""

    def __init__(self, folder: Path, max_forms: int = MAX_FORMS) -> None:
        """Open it; raise IndexDamaged or IndexOutdated where it cannot be read."""
        self._columns = Columns(folder)
        self._values = ValueColumns(self._columns)
        self.facts: IndexSummary = self._values.facts
        self.vocabulary = self._columns.vocabulary
        self.terms = TermDictionary(self.vocabulary, max_forms)
        self.languages = self.vocabulary.languages
        self.forms = FormsByLanguage(self.terms, self.languages)
        self.passages: int = self.facts.passages
        self.lengths: Mapping[str, LengthSums] = self._columns.lengths

    def frequency(self, form: str) -> int:
        """Return how many passages have a form, in their text or around it."""
        return self.vocabulary.total_frequency(form)

    def values(self, facet: FacetName, prefix: str, after: str, n: int) -> ValuesPage:
        """Return the next `n` values of a facet that begin with a prefix, after a value, by code points."""
        return self._values.values(facet, prefix, after, n)

    def known(self, facet: FacetName, values: Iterable[str]) -> frozenset[str]:
        """Return those of some values of a facet that passages have."""
        return self._values.known(facet, values)

    def wrong_files(self) -> tuple[str, ...]:
        """Return the names of files that are not what was written, having read all of them."""
        return tuple(self._columns.manifest.wrong_files(self._columns.root))

    def forget(self) -> None:
        """Drop what is kept of earlier answers."""
        self.terms.forget()
