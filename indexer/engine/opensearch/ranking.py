"""The best hits of a query, ranked by our formula: candidates of the cluster, read and scored again in a window.

The cluster scores a passage about as we do, so that what we rank first is among what it ranks first. More are fetched
while one that was not read could still come to the first page.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from indexer.engine.budget import Budget
from indexer.engine.term_dictionary import TermDictionary
from indexer.engine.whoosh.statistics import StatedStatistics
from indexer.query.results import PAGE_SIZE, Query
from indexer.query.tree import And, Field, Node, Not, Range, complete_first

from .documents import record_in
from .mapping import PLACE
from .querying.asking import ClusterHit
from .querying.rows import Clause
from .querying.scoring import NAMES_FIRST
from .records import IndexedPassage, places_beside
from .window import Window

CANDIDATES = 200
"""Hits that are ranked anew at first."""
MOST_CANDIDATES = 800
NEIGHBOURS_OF = 200
"""The best hits whose neighbours in a spoken paper are looked for: these lift them, and are lifted among the best."""
MOST_BESIDE = 5 * NEIGHBOURS_OF
"""Passages beside the best hits that are read at once."""
NAMED = 20
"""Passages with a name in capitals that are read: where any is there, those with it in other letters score less."""
SLACK = 1.05
"""By how much the cluster may underrate a passage: forms that were not typed, where one occurs often."""

InCorpus = tuple[int, int, str]
"""Where a passage stands in the corpus: the place of its paper, its own in it, and its id."""


class RankedHit(NamedTuple):
    """A hit with its score by our formula."""

    id: str
    score: float
    record: IndexedPassage


class Candidates:
    """The records of hits by where they stand in the corpus."""

    def __init__(self) -> None:
        self._records: dict[InCorpus, IndexedPassage] = {}

    def add(self, hits: Iterable[ClusterHit]) -> None:
        """Add hits with their records."""
        for hit in hits:
            document, place, id_ = hit.sort[-3:]
            self._records[int(document), int(place), str(id_)] = record_in(hit.source)

    def in_order(self) -> list[IndexedPassage]:
        """Return the records in the order of the corpus."""
        return [self._records[key] for key in sorted(self._records)]


def rank(
    node: Node | None,
    candidates: Candidates,
    wanted: Collection[str],
    dictionary: TermDictionary,
    statistics: StatedStatistics,
) -> list[RankedHit]:
    """Return the wanted ones of some candidates by our formula; the others are there because they are compared with."""
    records = candidates.in_order()
    found = Window(records, dictionary, statistics).ranked(without_conditions(node), Budget())
    lacking_last = complete_first(node)
    rows = zip(found.passages.tolist(), found.scores.tolist(), found.incomplete.tolist(), strict=True)
    ordered = sorted((lacks and lacking_last, -score, number) for number, score, lacks in rows)
    ranked = [RankedHit(records[number].id, -minus, records[number]) for _, minus, number in ordered]
    return [hit for hit in ranked if hit.id in wanted]


def without_conditions(node: Node | None) -> Node | None:
    """Return a tree without what all candidates fulfil and no score comes from: fields, ranges, and what is negated."""
    match node:
        case Not() | Field() | Range():
            return None
        case And(parts):
            scored = tuple(part for each in parts if (part := without_conditions(each)))
            return replace(node, parts=scored) if scored else None
        case _:
            return node


def beside(ranked: Sequence[RankedHit], known: Collection[tuple[str, int]]) -> dict[str, set[int]]:
    """Return the places up to two from the best hits that are not read yet, by their documents."""
    wanted: dict[str, set[int]] = {}
    for document, place in places_beside([hit.record for hit in ranked[:NEIGHBOURS_OF]]):
        for near in (place - 1, place, place + 1):
            if (document, near) not in known:
                wanted.setdefault(document, set()).add(near)
    return wanted


def about_beside(wanted: Mapping[str, Collection[int]]) -> Clause:
    """Return the clause of passages at any of some places in any of their documents: cheap, and some too many."""
    places = sorted(set().union(*wanted.values()))
    return {"bool": {"filter": [{"terms": {"document": sorted(wanted)}}, {"terms": {PLACE: places}}]}}


def just_beside(wanted: Mapping[str, Collection[int]]) -> Clause:
    """Return the clause of the passages at some places in their documents."""
    clauses = [
        {"bool": {"filter": [{"term": {"document": document}}, {"terms": {PLACE: sorted(places)}}]}}
        for document, places in wanted.items()
    ]
    return {"bool": {"should": clauses, "minimum_should_match": 1}}


def passes(record: IndexedPassage, query: Query) -> bool:
    """Return whether a passage passes the filters of a query, and is of its group."""
    facets = record.facets
    if any(values and not set(values) & set(facets.get(facet, ())) for facet, values in query.filters.items()):
        return False
    if any(set(values) & set(facets.get(facet, ())) for facet, values in query.excluded.items()):
        return False
    return query.within is None or record.group(query.within.by) == query.within.key


def may_be_beaten(ranked: Sequence[RankedHit], scores: dict[str, float], last: float) -> bool:
    """Return whether a passage that was not read could come to the first page.

    `scores` are the cluster's of what was read, and `last` is the lowest of them.
    """
    if len(ranked) < PAGE_SIZE:
        return True
    at_end = ranked[PAGE_SIZE - 1]
    if scores.get(at_end.id, 0.0) // NAMES_FIRST > last // NAMES_FIRST:
        return False
    return at_end.score < (last % NAMES_FIRST) * SLACK
