"""What is asked of the cluster for one query: which passages, scored how, in which order, and how many at a time.

What is done with the answers is in `hits`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from indexer.engine.opensearch.connection.errors import TOO_FAR, QuestionTooLarge
from indexer.engine.opensearch.mapping import GROUP_FIELDS
from indexer.engine.whoosh.capitals import name_of
from indexer.query.results import Query
from indexer.query.tree import positive_terms

from .compile import EVERYTHING, Compiler
from .facets import passing
from .ordering import Order, SortValues, order_of
from .rows import Clause
from .scoring import ScoreCompiler

FURTHEST = 10_000
"""Hits that the cluster counts off to reach the first one asked for; further ones are walked to."""
MOST_STEPS = 100
"""Walks of `FURTHEST` hits to reach a page: a million hits from the nearer end."""
ALL_WORDS = 1.0

Body = dict[str, Any]
Answer = dict[str, Any]
AskCluster = Callable[[Sequence[Body]], list[Answer]]


class ClusterHit(NamedTuple):
    """One hit as the cluster gives it."""

    id: str
    score: float
    sort: SortValues
    source: dict[str, Any]


class ClusterQuestion:
    """One query as it is put to the cluster."""

    def __init__(self, query: Query, compiler: Compiler, live: Clause, ask: AskCluster) -> None:
        """Take what compiles the query's tree, and the clause of the passages of the build."""
        self._live = live
        self._ask = ask
        self._matching = compiler.matching(query.node)
        self.by_score = query.sort == "relevance" and query.node is not None
        self.complete = compiler.complete(query.node)
        self.may_lack_words = self.complete != EVERYTHING
        self.order: Order = order_of(query.sort, by_score=self.by_score or self.may_lack_words)
        self._scored = self._scoring(query, compiler)
        self._within = _group_clause(query)
        names = {name: node for node in positive_terms(query.node) if (name := name_of(node))}
        self._names = [[live, compiler.matching(node), {"term": {"capitals": name}}] for name, node in names.items()]
        self.passing = passing(query.filters, query.excluded)
        """The clause of the hits that pass all filters; None where all do."""

    def _scoring(self, query: Query, compiler: Compiler) -> Clause:
        """Return the part of the query that decides on scores."""
        if self.by_score:
            scores = ScoreCompiler(compiler, query.node)
            scored = {
                "function_score": {
                    "query": scores.scored(query.node),
                    "functions": [{"field_value_factor": {"field": "prior", "missing": 1.0}}],
                    "boost_mode": "multiply",
                }
            }
            # What is scored matches exactly what the tree finds, unless some of it was cut.
            matching = [self._matching] if compiler.budget.cut else []
            return {"must": [scored], "should": scores.lifted(query.node), "filter": matching}
        if self.may_lack_words:
            whole = {"constant_score": {"filter": self.complete, "boost": ALL_WORDS}}
            return {"should": [whole], "filter": [self._matching]}
        return {"filter": [self._matching]}

    def query(
        self, *others: Clause | None, scored: bool = True, everywhere: bool = False, filtered: bool = True
    ) -> Body:
        """Return the query: its tree, scored or not, its group unless it goes `everywhere`, its filters, and others."""
        parts = self._scored if scored else {"filter": [self._matching]}
        wanted = [
            self._live,
            None if everywhere else self._within,
            self.passing if filtered and not everywhere else None,
            *others,
        ]
        return {"bool": {**parts, "filter": [*parts["filter"], *filter(None, wanted)]}}

    @property
    def is_filtered(self) -> bool:
        """Whether the query looks at a part of what its tree finds."""
        return self._within is not None or self.passing is not None

    def first(
        self, size: int, *others: Clause | None, everywhere: bool = False, records: bool = False, skip: int = 0
    ) -> Body:
        """Return what asks for the first hits."""
        return {
            "query": self.query(*others, everywhere=everywhere),
            "sort": self.order.sort(),
            "size": size,
            "track_scores": self.order.has_score,
            "track_total_hits": True,
            **({"from": skip} if skip else {}),
            **_fields(records=records),
        }

    def with_names(self, size: int) -> list[Body]:
        """Return what asks for some passages that have each name of the query in capitals, hits or not."""
        sort = self.order.sort()
        return [
            {"query": {"bool": {"filter": clauses}}, "sort": sort, "size": size, "track_total_hits": False}
            | _fields(records=True)
            for clauses in self._names
        ]

    def with_counts(self, body: Body, aggregations: Body) -> Body:
        """Return what asks for the first hits, and for aggregations over what the query finds before its filters."""
        later = {"post_filter": self.passing} if self.passing else {}
        return body | {"query": self.query(filtered=False), "aggs": aggregations} | later

    def after(self, values: SortValues, size: int, *others: Clause | None, reverse: bool = False) -> Body:
        """Return what asks for the hits after one, or in the reverse order."""
        return {
            "query": self.query(*others),
            "sort": self.order.sort(reverse=reverse),
            **({"search_after": list(values)} if values else {}),
            "size": size,
            "track_scores": self.order.has_score,
            "track_total_hits": False,
            **_fields(records=False),
        }

    def count(self, *others: Clause | None, least: float | None = None, everywhere: bool = False) -> Body:
        """Return what asks for the number of hits, of a score or more where that counts."""
        query = self.query(*others, scored=least is not None, everywhere=everywhere)
        return {"query": query, "size": 0, "track_total_hits": True, **({"min_score": least} if least else {})}

    def hits(self, body: Body) -> list[ClusterHit]:
        """Return the hits that are asked for."""
        [answer] = self._ask([body])
        return hits_in(answer)

    def all_hits(self, bodies: Sequence[Body]) -> Iterator[ClusterHit]:
        """Yield the hits of several questions, which are asked together."""
        for answer in self._ask(bodies) if bodies else ():
            yield from hits_in(answer)

    def totals(self, bodies: Sequence[Body]) -> list[int]:
        """Return the totals of several questions, which are asked together."""
        return [int(answer["hits"]["total"]["value"]) for answer in self._ask(bodies)]

    def following(self, values: SortValues, size: int, *others: Clause | None) -> list[ClusterHit]:
        """Return the hits after one in the cluster's order, the first ones where no values are given."""
        found: list[ClusterHit] = []
        while len(found) < size:
            step = min(size - len(found), FURTHEST)
            hits = self.hits(self.after(values, step, *others))
            found += hits
            if len(hits) < step:
                break
            values = hits[-1].sort
        return found

    def walk(self, start: int, end: int, total: int, *others: Clause | None) -> list[ClusterHit]:
        """Return the hits between two places in the cluster's order; raise QuestionTooLarge far from both ends.

        `others` are further conditions, and `total` is with them.
        """
        end = min(end, total)
        if end <= start:
            return []
        if end <= FURTHEST:
            return self.hits(self.first(end - start, *others, skip=start))
        backwards = total - start < end
        skipped = total - end if backwards else start
        if skipped > MOST_STEPS * FURTHEST:
            raise QuestionTooLarge(*TOO_FAR)
        values: SortValues = ()
        while skipped:
            step = min(skipped, FURTHEST)
            values = self.hits(self.after(values, step, *others, reverse=backwards))[-1].sort
            skipped -= step
        found: list[ClusterHit] = []
        while len(found) < end - start:
            found += self.hits(self.after(values, min(end - start - len(found), FURTHEST), *others, reverse=backwards))
            values = found[-1].sort
        return found[::-1] if backwards else found


def hits_in(answer: Answer) -> list[ClusterHit]:
    """Return the hits in an answer."""
    return [
        ClusterHit(hit["fields"]["id"][0], hit.get("_score") or 0.0, hit.get("sort", ()), hit.get("_source", {}))
        for hit in answer["hits"]["hits"]
    ]


def _fields(*, records: bool) -> Body:
    return {"_source": records, "docvalue_fields": ["id"]}


def _group_clause(query: Query) -> Clause | None:
    if query.within is None:
        return None
    return {"term": {GROUP_FIELDS[query.within.by]: query.within.key}}
