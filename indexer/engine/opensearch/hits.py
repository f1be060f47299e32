"""The hits of one query: the best ones in our order, the others in that of the cluster; pages, places and cursors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from indexer.engine.values.hits import page_within
from indexer.query.results import FacetName, IdPage, Query, ResultPlace
from indexer.query.tree import And, MinShouldMatch

from .connection.errors import ClusterFailed
from .dictionary import ClusterDictionary
from .documents import record_in
from .querying.asking import Answer, AskCluster, Body, ClusterHit, ClusterQuestion, hits_in
from .querying.facets import counted
from .querying.knowledge import Learnt
from .querying.ordering import SortValues, before, next_score
from .querying.rows import Clause
from .ranking import (
    CANDIDATES,
    MOST_BESIDE,
    MOST_CANDIDATES,
    NAMED,
    NEIGHBOURS_OF,
    Candidates,
    RankedHit,
    about_beside,
    beside,
    just_beside,
    may_be_beaten,
    passes,
    rank,
)


class ClusterHits:
    """The hits of one query in one build; safe to use from many threads."""

    def __init__(
        self,
        query: Query,
        learnt: Learnt,
        live: Clause,
        ask: AskCluster,
        dictionary: ClusterDictionary,
        facets: Sequence[FacetName] = (),
    ) -> None:
        """Take the facets whose values are counted together with the first hits, which saves a request."""
        self.query = replace(query, facets=tuple(facets))
        self.question = ClusterQuestion(query, learnt.compiler, live, ask)
        self._ask = ask
        self._statistics = learnt.statistics
        self._dictionary = dictionary
        self.cut = learnt.compiler.budget.cut

    @cached_property
    def _first_answers(self) -> tuple[Answer, list[ClusterHit]]:
        """The answer with the first hits, how many there are and have all words, and what these are compared with."""
        question = self.question
        body = question.first(CANDIDATES, records=question.by_score)
        if self.query.facets:
            body = question.with_counts(body, counted(self.query, self._dictionary.numbers))
        answer, *others = self._ask([self._with_complete(body), *self._compared_with()])
        return answer, [hit for other in others for hit in hits_in(other)]

    def _compared_with(self) -> list[Body]:
        """Return what asks for passages that are no hits, but decide on what hits score."""
        question = self.question
        if not question.by_score:
            return []
        # Scores are compared with those of what the query finds without its filters.
        unfiltered = [question.first(CANDIDATES, everywhere=True, records=True)] if question.is_filtered else []
        return [*unfiltered, *question.with_names(NAMED)]

    @property
    def _first_answer(self) -> Answer:
        return self._first_answers[0]

    def _with_complete(self, body: Body) -> Body:
        """Return a question that also counts the hits with all words, where some may lack one."""
        question = self.question
        if not question.may_lack_words:
            return body
        whole = [question.complete, *filter(None, [question.passing])]
        return body | {"aggs": {**body.get("aggs", {}), "complete": {"filter": {"bool": {"filter": whole}}}}}

    def counts(self, facets: Sequence[FacetName]) -> Mapping[str, Any]:
        """Return how many hits have each value of some facets, as the cluster counts them."""
        if tuple(facets) == self.query.facets:
            found: Mapping[str, Any] = self._first_answer["aggregations"]
            return found
        return self.aggregated(counted(replace(self.query, facets=tuple(facets)), self._dictionary.numbers))

    def aggregated(self, aggregations: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return aggregations over what the query finds before its filters."""
        query = self.question.query(scored=False, filtered=False)
        [answer] = self._ask([{"query": query, "size": 0, "aggs": aggregations, "track_total_hits": False}])
        found: Mapping[str, Any] = answer["aggregations"]
        return found

    @cached_property
    def _counted(self) -> Answer:
        """The answer that says how many hits there are: that with the first ones, if these are known."""
        if "_first_answers" in vars(self):
            return self._first_answer
        [answer] = self._ask([self._with_complete(self.question.count())])
        return answer

    @property
    def total(self) -> int:
        """The number of hits."""
        return int(self._counted["hits"]["total"]["value"])

    @property
    def with_all_words(self) -> int:
        """How many of them have all words."""
        if not self.question.may_lack_words:
            return self.total
        return int(self._counted["aggregations"]["complete"]["doc_count"])

    @cached_property
    def ranked(self) -> list[RankedHit]:
        """The best hits by our formula; as many as were read."""
        question = self.question
        hits = hits_in(self._first_answer)
        if not question.by_score or not hits:
            return []
        candidates = Candidates()
        candidates.add(hits)
        candidates.add(self._first_answers[1])
        scores = {hit.id: hit.score for hit in hits}
        ranked = self._rank(candidates, scores)
        while len(hits) < self.total or question.is_filtered:
            if beside_best := self._neighbours(candidates, ranked):
                candidates.add(beside_best)
                scores |= {hit.id: hit.score for hit in beside_best if passes(record_in(hit.source), self.query)}
                ranked = self._rank(candidates, scores)
            if len(hits) >= min(self.total, MOST_CANDIDATES) or not may_be_beaten(ranked, scores, hits[-1].score):
                break
            size = min(len(hits), MOST_CANDIDATES - len(hits))
            more = question.hits(question.first(size, records=True, skip=len(hits)))
            candidates.add(more)
            hits += more
            scores |= {hit.id: hit.score for hit in more}
            ranked = self._rank(candidates, scores)
        read = {hit.id for hit in hits}
        ranked = [hit for place, hit in enumerate(ranked) if place < NEIGHBOURS_OF or hit.id in read]
        self._last_read: SortValues = hits[-1].sort
        self._moved = tuple(hit.id for hit in ranked if hit.id not in read)
        return ranked

    @property
    def _not_moved(self) -> Clause | None:
        """The clause of the hits that did not come to the best ones from behind those that were read."""
        return {"bool": {"must_not": [{"terms": {"id": list(self._moved)}}]}} if self._moved else None

    def _rank(self, candidates: Candidates, wanted: Mapping[str, float]) -> list[RankedHit]:
        ranked = rank(self.query.node, candidates, wanted, self._dictionary.terms, self._statistics)
        if len(ranked) != len(wanted):
            lost = sorted(wanted.keys() - {hit.id for hit in ranked})
            raise ClusterFailed("its address", f"it finds {len(lost):,} passages that do not match, such as {lost[0]}")
        return ranked

    def _neighbours(self, candidates: Candidates, ranked: Sequence[RankedHit]) -> list[ClusterHit]:
        """Return what stands beside the best hits, matches too and is not read yet, whether it is a hit or not."""
        wanted = beside(ranked, {(record.document, record.place) for record in candidates.in_order()})
        if not wanted or not isinstance(self.query.node, And | MinShouldMatch):
            return []
        question = self.question
        body = question.first(MOST_BESIDE, about_beside(wanted), everywhere=True, records=True)
        [answer] = self._ask([body])
        if answer["hits"]["total"]["value"] > MOST_BESIDE:
            [answer] = self._ask([question.first(MOST_BESIDE, just_beside(wanted), everywhere=True, records=True)])
        found = ((hit, record_in(hit.source)) for hit in hits_in(answer))
        return [hit for hit, record in found if record.place in wanted.get(record.document, ())]

    def page(self, number: int, size: int) -> tuple[int, int, tuple[tuple[str, float], ...]]:
        """Return the page shown, the number of pages, and the ids and scores of its hits."""
        self._first_answers  # noqa: B018  # with which the total comes
        shown, pages, start = page_within(number, size, self.total)
        hits = self._slice(start, start + size)
        return shown, pages, hits if self.question.by_score else self._with_scores(hits)

    def _with_scores(self, hits: tuple[tuple[str, float], ...]) -> tuple[tuple[str, float], ...]:
        """Return hits whose order has no scores with those that they have."""
        if self.query.node is None or not hits:
            return hits
        own = {"terms": {"id": [id_ for id_, _ in hits]}}
        candidates = Candidates()
        candidates.add(self.question.hits(self.question.first(len(hits), own, everywhere=True, records=True)))
        candidates.add(self.question.all_hits(self.question.with_names(NAMED)))
        wanted = {id_: 0.0 for id_, _ in hits}
        if beside_them := self._neighbours(candidates, self._rank(candidates, wanted)):
            candidates.add(beside_them)
        scores = {hit.id: hit.score for hit in self._rank(candidates, wanted)}
        return tuple((id_, scores[id_]) for id_, _ in hits)

    def first(self, n: int) -> tuple[str, ...]:
        """Return the ids of the first `n` hits."""
        return tuple(id_ for id_, _ in self._slice(0, n))

    def _slice(self, start: int, end: int) -> tuple[tuple[str, float], ...]:
        """Return the ids and scores of the hits from one place to another."""
        end = min(end, self.total)
        if not self.question.by_score:
            return tuple((hit.id, 0.0) for hit in self._unranked(start, end))
        ranked = self.ranked
        found = [(hit.id, hit.score) for hit in ranked[start:end]]
        lowest = ranked[-1].score if ranked else 0.0
        if end <= len(ranked) or not ranked:
            return tuple(found)
        moved = len(self._moved)
        others = self.question.walk(max(start, len(ranked)) - moved, end - moved, self.total - moved, self._not_moved)
        found += [(hit.id, min(hit.score, lowest)) for hit in others]
        return tuple(found)

    def _unranked(self, start: int, end: int) -> list[ClusterHit]:
        known = hits_in(self._first_answer)
        return known[start:end] if end <= len(known) else self.question.walk(start, end, self.total)

    # cursors

    def after(self, cursor: str | None, n: int) -> IdPage:
        """Return the ids of the next `n` hits after a cursor, the id of a hit; raise ValueError for any other."""
        start, values = self._behind(cursor)
        ranked = self.ranked if self.question.by_score else []
        found = [hit.id for hit in ranked[start : start + n]]
        if len(found) == n:
            is_end = start + n >= self.total
        else:
            wanted = n - len(found)
            hits = self.question.following(values, wanted + 1, self._not_moved if ranked else None)
            found += [hit.id for hit in hits[:wanted]]
            is_end = len(hits) <= wanted
        return IdPage(tuple(found), None if is_end else found[-1])

    def _behind(self, cursor: str | None) -> tuple[int, SortValues]:
        """Return at which of the ranked hits those after a cursor begin, and after what in the cluster's order."""
        ranked = self.ranked if self.question.by_score else []
        if cursor is None:
            return 0, self._last_read if ranked else ()
        place = next((number for number, hit in enumerate(ranked) if hit.id == cursor), None)
        if place is not None:
            return place + 1, self._last_read
        hits = self.question.hits(self.question.first(1, {"term": {"id": cursor}}))
        if not hits:
            raise ValueError("this is not a cursor of the query")
        return len(ranked), hits[0].sort

    # places

    def around(self, passage: str) -> ResultPlace:
        """Return the place of a passage among the hits, with the hits before and after it."""
        place = self._place_of(passage)
        if place is None:
            return ResultPlace(0, self.total, None, None)
        near = [id_ for id_, _ in self._slice(max(place - 1, 0), place + 2)]
        at = near.index(passage)
        return ResultPlace(
            place + 1,
            self.total,
            near[at - 1] if at else None,
            near[at + 1] if at + 1 < len(near) else None,
        )

    def _place_of(self, passage: str) -> int | None:
        question = self.question
        if question.by_score:
            place = next((number for number, hit in enumerate(self.ranked) if hit.id == passage), None)
            if place is not None:
                return place
        hits = question.hits(question.first(1, {"term": {"id": passage}}))
        if not hits:
            return None
        earlier = before(question.order, hits[0].sort)
        if not question.order.has_score:
            return question.totals([question.count(earlier)])[0]
        others = self._not_moved if question.by_score and self.ranked else None
        score, above = hits[0].score, next_score(hits[0].score)
        bodies = [
            question.count(others, least=above),
            question.count(earlier, others, least=score),
            question.count(earlier, others, least=above),
        ]
        higher, earlier_or_higher, both = question.totals(bodies)
        return higher + earlier_or_higher - both + (len(self._moved) if others else 0)
