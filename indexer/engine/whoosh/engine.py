"""The embedded engine: answers searches from the mapped columns that `WhooshWriter` wrote, and that Whoosh opens too.

Opening maps the files and checks the small ones; a search reads what it needs of them. Whoosh objects stay within the
`engine/whoosh` folder.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from indexer.engine.budget import Budget, current_budget
from indexer.engine.columns.columns import Columns
from indexer.engine.contrast import Sides, WordContrasts
from indexer.engine.neighbours import with_neighbours
from indexer.engine.protocol import Engine
from indexer.engine.term_dictionary import MAX_FORMS, TermDictionary
from indexer.engine.values.columns import ValueColumns
from indexer.engine.values.hits import Hits, RecentHits, page_within
from indexer.engine.vocabulary_answers import VocabularyAnswers
from indexer.errors import IndexDamaged
from indexer.query.results import (
    PASSAGES_PER_GROUP,
    EngineAnswer,
    FacetName,
    Grouping,
    GroupPage,
    IdPage,
    IndexSummary,
    MatchCount,
    Query,
    ResultPlace,
    ValuesPage,
    WordContrast,
)
from indexer.query.tree import Phrase

from .executor import Executor
from .writer import WhooshWriter

__all__ = ["WhooshEngine", "WhooshWriter"]


class WhooshEngine(VocabularyAnswers, Engine):
    """The `Engine` over one finished index; safe to use from many threads."""

    def __init__(self, path: Path, max_forms: int = MAX_FORMS) -> None:
        """Open an index.

        Raise IndexDamaged when a file is missing or a small one changed, and IndexOutdated for another format.
        `max_forms` limits the terms that one wildcard or fuzzy word expands to.
        """
        self._columns = Columns(path)
        try:
            self._values = ValueColumns(self._columns)
        except (LookupError, ValueError, TypeError) as error:
            raise IndexDamaged(path.parent, f"{path.name}/ has no values of passages: {error}") from error
        vocabulary = self._columns.vocabulary
        self._dictionary = TermDictionary(vocabulary, max_forms)
        super().__init__(vocabulary, self._dictionary)
        self._executor = Executor.of_index(self._columns, self._values, self._dictionary)
        self._recent = RecentHits()
        self._contrasts = WordContrasts(
            self._columns, lambda passages: self._values.group_numbers(passages, "document"), self._values.ids_of
        )

    @property
    def facts(self) -> IndexSummary:
        """The size of the index and a digest of its ids."""
        return self._values.facts

    @property
    def word_reader(self) -> None:
        """None: the columns have the words."""
        return None

    def search(self, query: Query) -> EngineAnswer:
        """Return one page of hits with facet counts; never raise for a query that `parse` made."""
        hits = self._hits(query)
        page, pages, _ = page_within(query.page, size := max(query.size, 1), hits.total)
        counted = self._values.count_values(hits.filtered, query)
        return EngineAnswer(
            total=hits.total,
            with_all_words=hits.with_all_words,
            page=page,
            pages=pages,
            matches=hits.page(page, size),
            facet_counts={facet: counts for facet, (counts, _) in counted.items()},
            more_values={facet: more for facet, (_, more) in counted.items() if more},
            cut=hits.cut,
        )

    def corpus_counts(self, facets: Sequence[FacetName]) -> Mapping[FacetName, Mapping[str, int]]:
        """Return how many passages of the whole index have each value of some facets."""
        return self._values.corpus_counts(facets)

    def trouble(self) -> str:
        """Return why nothing can be searched at the moment: nothing, as the files are here."""
        return ""

    def count(self, query: Query) -> MatchCount:
        """Return how many passages a query finds, whatever its page."""
        hits = self._hits(query)
        return MatchCount(hits.total, hits.with_all_words, hits.cut)

    def first(self, query: Query, n: int) -> tuple[str, ...]:
        """Return the ids of the first `n` hits in the query's order, whatever its page."""
        return self._hits(query).first(n)

    def after(self, query: Query, cursor: str | None, n: int) -> IdPage:
        """Return the ids of the next `n` hits after a cursor, in the query's order; None begins with the first.

        The cursor is the id of the last hit given. Raise ValueError for any other text.
        """
        return self._hits(query).after(cursor, max(n, 1))

    def around(self, query: Query, passage: str) -> ResultPlace:
        """Return the place of a passage among the hits of a query, with the hits before and after it."""
        return self._hits(query).around(passage)

    def groups(self, query: Query, by: Grouping, per_group: int = PASSAGES_PER_GROUP) -> GroupPage:
        """Return one page of the groups of the hits, in the order of their first hits."""
        return self._hits(query).groups(by, query.page, max(query.size, 1), per_group)

    def contrast(self, query: Query, among: Query, n: int = 100) -> WordContrast:
        """Return the words by which the hits of a query differ from the other hits of a wider one, `n` for each side.

        Words of grammar and dates are left out, and what fewer than `LEAST_PASSAGES` of a side have.
        """
        inside, others = (np.zeros(self._columns.passages, np.bool_) for _ in range(2))
        hits = [self._hits(query), self._hits(among)]
        inside[hits[0].passages] = True
        others[hits[1].passages] = True
        found = self._contrasts.contrast(Sides(inside, others & ~inside), n, current_budget())
        return replace(found, cut=found.cut or any(each.cut for each in hits))

    def values(self, facet: FacetName, prefix: str = "", after: str = "", n: int = 100) -> ValuesPage:
        """Return the next `n` values of passages in a facet that begin with a prefix, after a value, by code points."""
        return self._values.values(facet, prefix, after, n)

    def has_values(self, facet: FacetName, values: Iterable[str]) -> frozenset[str]:
        """Return those of some values of a facet that passages have."""
        return self._values.known(facet, values)

    def has_phrase(self, text: str) -> bool:
        """Return whether the words of a text, in exactly these forms, stand together in any passage or around it."""
        return bool(len(self._executor.find(Phrase(text), current_budget()).passages))

    def check(self) -> tuple[str, ...]:
        """Return the names of files that are not what was written, having read all of them."""
        return tuple(self._columns.manifest.wrong_files(self._columns.root))

    def check_elsewhere(self) -> None:
        """Do nothing: all of it is in its folder."""

    def forget(self) -> None:
        """Drop what is kept of earlier answers: the next query is answered as if nobody had asked before."""
        self._recent.clear()
        self._executor.forget()
        self._dictionary.forget()
        self._contrasts.forget()

    def close(self) -> None:
        """Release memory; mapped files are released with the last array that is in use."""
        self.forget()

    def _hits(self, query: Query) -> Hits:
        limits = query.budget
        budget = Budget(limits.positions, limits.clauses) if limits else current_budget()
        return self._recent.get(query, lambda query: self._find(query, budget), budget.kept)

    def _find(self, query: Query, budget: Budget) -> Hits:
        found = self._executor.find(query.node, budget)
        if query.sort == "relevance":
            found = with_neighbours(query.node, found, self._values.follows)
        return Hits(self._values, query, found, budget.cut)
