"""The engine of a cluster: finds in its index, by our words and our formula, what the embedded one finds.

What it keeps is of a bounded size, but for the dictionary, which is mapped from files.
"""

from __future__ import annotations

import time
from collections.abc import Hashable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from indexer.engine.budget import Budget, current_budget
from indexer.engine.columns.files import MANIFEST_FILE, Manifest
from indexer.engine.passage_words.reader import WordReader
from indexer.engine.protocol import Engine
from indexer.engine.term_dictionary import MAX_FORMS
from indexer.engine.vocabulary_answers import VocabularyAnswers
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

from .connection.address import ClusterAddress
from .connection.client import Cluster
from .connection.errors import ClusterError
from .contrast import ClusterContrast
from .dictionary import ClusterDictionary
from .groups import ClusterGroups
from .hits import ClusterHits
from .indices import NOTICE_SECONDS, Indices, live
from .probe import Probe
from .querying.facets import counts_of, shown_values
from .querying.knowledge import Knowledge, Recent
from .state import ClusterState
from .words.reader import ClusterWordReader

LOOK_AGAIN = NOTICE_SECONDS / 3
"""Seconds after which a search looks whether passages of the build are about to be deleted."""
KEPT_QUERIES = 64
"""Queries whose hits are kept, each with the records of some hundred passages."""


class OpenSearchEngine(VocabularyAnswers, Engine):
    """The `Engine` over one build in an index of a cluster; safe to use from many threads."""

    def __init__(self, path: Path, state: ClusterState, address: ClusterAddress, max_forms: int = MAX_FORMS) -> None:
        """Open the dictionary in a folder; raise IndexDamaged or IndexOutdated, and ClientMissing without the library.

        The cluster is looked at before the first search: what needs none is shown while it is away.
        """
        self._folder = path
        self._dictionary = ClusterDictionary(path, max_forms)
        super().__init__(self._dictionary.vocabulary, self._dictionary.terms)
        self._state = state
        self._cluster = Cluster(address)
        self._indices = Indices(self._cluster)
        self._looked = -LOOK_AGAIN
        self._is_whole = False
        self._probe = Probe(address, state)
        self._live = live(state.build)
        self._knowledge = Knowledge(self._dictionary, self._live, self._ask)
        self._word_reader = ClusterWordReader(self._dictionary, self._live, self._ask)
        self._recent: Recent[Hashable, ClusterHits] = Recent(KEPT_QUERIES)
        self._phrases: Recent[str, bool] = Recent(KEPT_QUERIES**2)

    def _ask(self, bodies: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        if not self._is_whole:
            self.check_ready()
        elif time.monotonic() - self._looked > LOOK_AGAIN:
            self._look()
        try:
            return self._cluster.searches(self._state.index, bodies)
        except ClusterError:
            self._is_whole = False  # whoever mends it may have restored something else
            self._recent.clear()
            raise

    def check_ready(self) -> None:
        """Raise a ClusterError unless the cluster answers, and its index is there and whole."""
        self._cluster.check_version()
        self._indices.check_readable(self._state.index)
        self._look()
        self._is_whole = True

    def _look(self) -> None:
        """Look whether the index has all passages of the build, and keeps them; raise a ClusterError if it does not.

        Somebody may have restored an older snapshot. Nodes keep the count as long as nothing is written.
        """
        self._indices.check_build(self._state)
        self._indices.check_count(self._state)
        self._looked = time.monotonic()

    def trouble(self) -> str:
        """Return why the index cannot be searched at the moment; empty where it can, as was seen some seconds ago."""
        return self._probe.trouble()

    @property
    def facts(self) -> IndexSummary:
        """The size of the index and a digest of its ids."""
        return self._dictionary.facts

    @property
    def word_reader(self) -> WordReader:
        """What looks up the words of quotations."""
        return self._word_reader

    def search(self, query: Query) -> EngineAnswer:
        """Return one page of hits with facet counts; raise a ClusterError or QuestionTooLarge for no answer."""
        hits = self._hits(query, query.facets)
        page, pages, matches = hits.page(query.page, max(query.size, 1))
        shown = {facet: shown_values(query, facet, counts) for facet, counts in self._facet_counts(query, hits).items()}
        return EngineAnswer(
            total=hits.total,
            with_all_words=hits.with_all_words,
            page=page,
            pages=pages,
            matches=matches,
            facet_counts={facet: counts for facet, (counts, _) in shown.items()},
            more_values={facet: more for facet, (_, more) in shown.items() if more},
            cut=hits.cut,
        )

    def _facet_counts(self, query: Query, hits: ClusterHits) -> dict[FacetName, dict[str, int]]:
        if not query.facets or (not hits.total and hits.question.passing is None):
            return {facet: {} for facet in query.facets}
        return counts_of(query, hits.counts(query.facets), hits.aggregated)

    def corpus_counts(self, facets: Sequence[FacetName]) -> Mapping[FacetName, Mapping[str, int]]:
        """Return how many passages of the whole index have each value of some facets, from the dictionary."""
        known = self._dictionary.corpus_counts(facets)
        return known if known is not None else self.search(Query(size=1, facets=tuple(facets))).facet_counts

    def count(self, query: Query) -> MatchCount:
        """Return how many passages a query finds, whatever its page."""
        hits = self._hits(query)
        return MatchCount(hits.total, hits.with_all_words, hits.cut)

    def first(self, query: Query, n: int) -> tuple[str, ...]:
        """Return the ids of the first `n` hits in the query's order, whatever its page."""
        return self._hits(query).first(n)

    def after(self, query: Query, cursor: str | None, n: int) -> IdPage:
        """Return the ids of the next `n` hits after a cursor, in the query's order; None begins with the first.

        Raise ValueError for what is no cursor of the query.
        """
        return self._hits(query).after(cursor, max(n, 1))

    def around(self, query: Query, passage: str) -> ResultPlace:
        """Return the place of a passage among the hits of a query, with the hits before and after it."""
        return self._hits(query).around(passage)

    def groups(self, query: Query, by: Grouping, per_group: int = PASSAGES_PER_GROUP) -> GroupPage:
        """Return one page of the groups of the hits, in the order of their first hits."""
        return ClusterGroups(self._hits(query), by, self._ask).page(query.page, max(query.size, 1), per_group)

    def contrast(self, query: Query, among: Query, n: int = 100) -> WordContrast:
        """Return the words by which the hits of a query differ from the other hits of a wider one, `n` for each side.

        Of more passages than can be read here the numbers are told, and that they were not compared.
        """
        return ClusterContrast(self._dictionary, self._ask).contrast(self._hits(query), self._hits(among), n)

    def values(self, facet: FacetName, prefix: str = "", after: str = "", n: int = 100) -> ValuesPage:
        """Return the next `n` values of passages in a facet that begin with a prefix, after a value, by code points."""
        return self._dictionary.values(facet, prefix, after, n)

    def has_values(self, facet: FacetName, values: Iterable[str]) -> frozenset[str]:
        """Return those of some values of a facet that passages have."""
        return self._dictionary.known(facet, values)

    def has_phrase(self, text: str) -> bool:
        """Return whether the words of a text, in exactly these forms, stand together in any passage or around it."""
        known = self._phrases.get(text)
        if known is None:
            known = bool(self._hits(Query(Phrase(text), sort="document")).total)
            self._phrases.put(text, known)
        return known

    def check(self) -> tuple[str, ...]:
        """Return the names of files that are not what was written, having read all of them.

        Those that only the next build needs are among them where they are there.
        """
        columns = self._folder if (self._folder / MANIFEST_FILE).is_file() else None
        of_columns = Manifest.read(columns).wrong_files(columns) if columns else ()
        return (*self._dictionary.wrong_files(), *of_columns)

    def check_elsewhere(self) -> None:
        """Raise a ClusterError where the index of the cluster does not hold what was written."""
        self.check_ready()

    def forget(self) -> None:
        """Drop what is kept of earlier answers: the next query is answered as if nobody had asked before."""
        self._recent.clear()
        self._phrases.clear()
        self._knowledge.forget()
        self._dictionary.forget()

    def close(self) -> None:
        """Close the connections, and release memory."""
        self.forget()
        self._cluster.close()
        self._probe.close()

    def _hits(self, query: Query, facets: Sequence[FacetName] = ()) -> ClusterHits:
        """Return the hits of a query; if they are not kept, facets can be counted in the same request."""
        limits = query.budget
        budget = Budget(limits.positions, limits.clauses) if limits else current_budget()
        key = _key(query)
        kept = self._recent.get(key) or budget.kept.get(key)
        if kept is not None:
            return kept
        learnt = self._knowledge.of(query.node, budget)
        hits = ClusterHits(query, learnt, self._live, self._ask, self._dictionary, facets)
        if hits.cut:
            budget.kept[key] = hits
        else:
            self._recent.put(key, hits)
        return hits


def _key(query: Query) -> Hashable:
    """Return what of a query decides on its hits and their order."""
    filters = (
        tuple(sorted((facet, values) for facet, values in given.items())) for given in (query.filters, query.excluded)
    )
    return query.node, query.sort, tuple(filters), query.within, query.budget
