"""The embedded engine: answers searches from a Whoosh index that `WhooshWriter` wrote.

Opening reads the columns into memory and checks every file; after that a search reads posting lists only.
No Whoosh object leaves the `whoosh*` modules.
"""

from __future__ import annotations

import json
from pathlib import Path

from whoosh import index
from whoosh.reading import IndexReader

from indexer.engine.doc_values import DocValues, FilteredHits
from indexer.engine.term_dictionary import MAX_FORMS, TermDictionary
from indexer.errors import IndexDamaged
from indexer.query.matching import slots
from indexer.query.results import EngineAnswer, FacetName, Query, Sort
from indexer.query.tree import Term

from .accents import AccentMatcher
from .positions import PositionMatcher
from .postings import PostingLists
from .proximity import ProximityCounter
from .scorer import FIELD_WEIGHTS, Scorer, Scores
from .writer import CHECKSUMS_FILE, WhooshWriter, checksums

__all__ = ["WhooshEngine", "WhooshWriter"]


class WhooshEngine:
    """An `Engine` over one finished index; safe to use from many threads."""

    def __init__(self, path: Path, max_forms: int = MAX_FORMS) -> None:
        """Open an index; raise IndexDamaged when any of its files is missing or is not as it was written.

        `max_forms` is the cap of forms that a word with a wildcard or slips stands for.
        """
        _check(path)
        try:
            self._columns = DocValues(path)
        except (OSError, ValueError, LookupError) as error:
            raise IndexDamaged(path.parent, f"{path.name}/: {error}") from error
        self._reader = _reader(path)
        self._dictionary = TermDictionary(self._columns.forms, self._columns.passages, max_forms)
        lists = PostingLists(self._reader)
        accents = AccentMatcher(lists, self._columns.written, [field.name for field in FIELD_WEIGHTS])
        self._finder = Scorer(
            PositionMatcher(lists, self._dictionary), accents, ProximityCounter(lists, self._dictionary), self._columns
        )

    @property
    def ids(self) -> tuple[str, ...]:
        """Every passage id in the index."""
        return self._columns.ids

    def search(self, query: Query) -> EngineAnswer:
        """Find passages; never raises for any query that `parse` made."""
        scores, narrowed = self._found(query)
        total, size = len(narrowed.passing), max(query.size, 1)
        pages = max(-(-total // size), 1)
        page = min(max(query.page, 1), pages)
        shown = self._columns.top(narrowed.passing, _sort(query), scores, page * size)[(page - 1) * size :]
        return EngineAnswer(
            total=total,
            page=page,
            pages=pages,
            matches=tuple((self._columns.ids[number], scores[number]) for number in shown),
            facet_counts=self._columns.facet_counts(narrowed),
            expansions=tuple(self._dictionary.expansions(query.node)),
        )

    def ordered_ids(self, query: Query) -> tuple[str, ...]:
        """Give the ids of all hits in the query's order, whatever its page."""
        scores, narrowed = self._found(query)
        ordered = self._columns.top(narrowed.passing, _sort(query), scores, len(narrowed.passing))
        return tuple(self._columns.ids[number] for number in ordered)

    def values(self, facet: FacetName) -> tuple[str, ...]:
        """Give every value that passages have in a facet."""
        return self._columns.values(facet)

    def has_word(self, word: str) -> bool:
        """Tell whether a word, in any of its forms, stands in any passage or around it."""
        row = slots(Term(word))
        return bool(row) and all(self._dictionary.admitted(slot).forms for slot in row)

    def close(self) -> None:
        """Give back files and memory."""
        self._reader.close()

    def _found(self, query: Query) -> tuple[Scores, FilteredHits]:
        scores = self._finder.find(query.node)
        return scores, self._columns.apply_filters(scores, query.filters, query.excluded)


def _sort(query: Query) -> Sort:
    """Give the order of a query: where nothing is asked for all are equal, which is document order."""
    return "document" if query.node is None and query.sort == "relevance" else query.sort


def _reader(path: Path) -> IndexReader:
    """Open the index with Whoosh; what is as it was written and cannot be opened is of another version of it."""
    try:
        opened = index.open_dir(str(path), readonly=True)
        reader: IndexReader = opened.reader()  # type: ignore[no-untyped-call]  # Whoosh's is untyped
    except Exception as error:
        raise IndexDamaged(path.parent, f"Whoosh cannot open {path.name}/: {error}") from error
    return reader


def _check(path: Path) -> None:
    """Compare every file with what was written, before Whoosh unpickles any of it."""
    try:
        expected = json.loads((path / CHECKSUMS_FILE).read_text(encoding="utf-8"))
        found = checksums(path)
    except (OSError, ValueError) as error:
        raise IndexDamaged(path.parent, f"the search files in {path.name}/ cannot be read") from error
    if not isinstance(expected, dict):
        raise IndexDamaged(path.parent, f"{path.name}/{CHECKSUMS_FILE} is not what was written")
    wrong = sorted(name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name))
    if wrong:
        raise IndexDamaged(path.parent, f"{path.name}/{wrong[0]} is not what was written")
