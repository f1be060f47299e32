"""The words and values of a build, in files that a web node maps: what forms a word has, and how common it is.

They are made from the columns that the build was written with, and have nothing of its passages: they grow with the
vocabulary, a fraction of the corpus.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from indexer.disk.links import share_file
from indexer.engine.columns.columns import Columns
from indexer.engine.columns.files import ColumnFiles, Manifest, MappedFiles
from indexer.engine.columns.strings import ABSENT
from indexer.engine.columns.tallies import LengthSums
from indexer.engine.columns.vocabulary import Vocabulary
from indexer.engine.term_dictionary import MAX_FORMS, TermDictionary
from indexer.engine.values.columns import ValueColumns
from indexer.engine.values.tables import values_page
from indexer.errors import IndexDamaged
from indexer.query.results import FACETS, FacetName, IndexSummary, ValuesPage

from .forms import FormsByLanguage
from .text_frequencies import TextFrequencies, count_occurrences, count_text_frequencies

DICTIONARY_FOLDER = "dictionary"
_IN_TEXTS = "in-texts"
_TIMES = "times"
_OF_WORDS = ("vocabulary-", "in-", "accents-", "capitals-", "parted-")


def write_dictionary(columns_folder: Path) -> IndexSummary:
    """Write the dictionary of an index of columns into a folder within its own; return the size of the index."""
    columns = Columns(columns_folder)
    values = ValueColumns(columns)
    root = columns_folder / DICTIONARY_FOLDER
    files = ColumnFiles(root)
    shared = {
        name: facts for name, facts in columns.manifest.files.items() if "/" not in name and name.startswith(_OF_WORDS)
    }
    for name in shared:
        share_file(columns_folder / name, root / name)
    files.write(_IN_TEXTS, count_text_frequencies(columns))
    times = count_occurrences(columns)
    files.write(_TIMES, times)
    counts = values.corpus_counts(FACETS)
    for facet in FACETS:
        files.write_strings(f"values-{facet}", values.tables[facet].values)
        amounts = [counts[facet].get(value, 0) for value in values.tables[facet].values]
        files.write(f"counts-{facet}", np.array(amounts, dtype=np.uint32))
    facts = {name: columns.manifest.facts[name] for name in ("languages", "lengths")}
    facts |= {"passages": values.facts.passages, "digest": values.facts.digest}
    facts |= {"words": int(times.sum())}
    Manifest((), facts, {**shared, **files.facts}).write(root)
    return values.facts


class ClusterDictionary:
    """The dictionary of one build; safe to use from many threads."""

    def __init__(self, folder: Path, max_forms: int = MAX_FORMS) -> None:
        """Open that of the index in a folder; raise IndexDamaged or IndexOutdated where it cannot be read."""
        self._root = folder / DICTIONARY_FOLDER
        self._manifest = Manifest.read(self._root)
        files, facts = MappedFiles(self._root, self._manifest.files), self._manifest.facts
        try:
            self.facts = IndexSummary(facts["passages"], facts["digest"])
            self.lengths: Mapping[str, LengthSums] = {
                name: LengthSums(*sums) for name, sums in facts["lengths"].items()
            }
            self.words: int = facts["words"]
            """The number of words of all texts."""
            self.vocabulary = Vocabulary(files, facts["languages"])
        except (LookupError, TypeError, ValueError) as error:
            raise IndexDamaged(folder.parent, f"{folder.name}/ is not what was written: {error}") from error
        self._values = {facet: files.strings(f"values-{facet}") for facet in FACETS}
        self.numbers: Mapping[FacetName, int] = {facet: len(values) for facet, values in self._values.items()}
        """How many values passages have in each facet."""
        self._counts = {facet: files.array(name) for facet in FACETS if (name := f"counts-{facet}") in files}
        self.in_texts = TextFrequencies(self.vocabulary.terms, files.array(_IN_TEXTS))
        """Returns the sum of the numbers of passages that have each of some terms in their text."""
        self.times = TextFrequencies(self.vocabulary.terms, files.array(_TIMES))
        """Returns how often some terms stand in texts, all together."""
        self.terms = TermDictionary(self.vocabulary, max_forms)
        self.forms = FormsByLanguage(self.terms, self.vocabulary.languages)
        self.passages: int = self.facts.passages

    def frequency(self, form: str) -> int:
        """Return how many passages have a form, in their text or around it."""
        return self.vocabulary.total_frequency(form)

    def values(self, facet: FacetName, prefix: str, after: str, n: int) -> ValuesPage:
        """Return the next `n` values of a facet that begin with a prefix, after a value, by code points."""
        return values_page(self._values[facet], prefix, after, n)

    def known(self, facet: FacetName, values: Iterable[str]) -> frozenset[str]:
        """Return those of some values of a facet that passages have."""
        return frozenset(value for value in values if self._values[facet].find(value) != ABSENT)

    def corpus_counts(self, facets: Sequence[FacetName]) -> dict[FacetName, Mapping[str, int]] | None:
        """Return how many passages have each value of some facets; None where the build was written without counts."""
        if not all(facet in self._counts for facet in facets):
            return None
        return {facet: {value: count for value, count in self._counted(facet) if count} for facet in facets}

    def _counted(self, facet: FacetName) -> Iterator[tuple[str, int]]:
        return zip(self._values[facet], self._counts[facet].tolist(), strict=True)

    def wrong_files(self) -> tuple[str, ...]:
        """Return the names of files that are not what was written, having read all of them."""
        return tuple(f"{DICTIONARY_FOLDER}/{name}" for name in self._manifest.wrong_files(self._root))

    def forget(self) -> None:
        """Drop what is kept of earlier answers."""
        self.terms.forget()
