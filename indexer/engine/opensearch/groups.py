"""The groups of the hits of one query: how many, in the order of their first hits, with the first hits of each."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.engine.values.hits import page_within
from indexer.query.results import NO_SESSION_PREFIX, GroupedHits, Grouping, GroupPage

from .connection.errors import TOO_FAR, QuestionTooLarge
from .hits import ClusterHits
from .mapping import GROUP_FIELDS
from .querying.asking import FURTHEST, AskCluster, Body, hits_in
from .ranking import RankedHit

GROUPS_AT_ONCE = 10_000


class ClusterGroups:
    """The groups of some hits, by paper or by session."""

    def __init__(self, hits: ClusterHits, by: Grouping, ask: AskCluster) -> None:
        self._hits = hits
        self._question = hits.question
        self._ask = ask
        self._by = by
        self._field = GROUP_FIELDS[by]

    def page(self, number: int, size: int, per_group: int) -> GroupPage:
        """Return one page of the groups."""
        counts = self._counts()
        outside = sum(key.startswith(NO_SESSION_PREFIX) for key in counts) if self._by == "session" else 0
        shown, pages, start = page_within(number, size, len(counts))
        keys = self._keys(start, min(start + size, len(counts)))
        firsts = self._first_ids(keys, counts, per_group)
        groups = tuple(GroupedHits(key, counts[key], firsts[key]) for key in keys)
        return GroupPage(len(counts), outside, shown, pages, groups)

    def _counts(self) -> dict[str, int]:
        """Return how many hits each group has."""
        counts: dict[str, int] = {}
        after: dict[str, object] = {}
        while True:
            source = {"size": GROUPS_AT_ONCE, "sources": [{"key": {"terms": {"field": self._field}}}], **after}
            body = self._question.count() | {"aggs": {"groups": {"composite": source}}}
            [answer] = self._ask([body])
            found = answer["aggregations"]["groups"]
            counts.update((str(bucket["key"]["key"]), int(bucket["doc_count"])) for bucket in found["buckets"])
            if len(found["buckets"]) < GROUPS_AT_ONCE:
                return counts
            after = {"after": found["after_key"]}

    def _keys(self, start: int, end: int) -> list[str]:
        """Return the keys of the groups from one place to another, in the order of their first hits."""
        first = list(dict.fromkeys(hit.record.group(self._by) for hit in self._ranked))
        keys = first[start:end]
        if end <= len(first):
            return keys
        skipped = max(start - len(first), 0)
        if skipped + (end - start) > FURTHEST:
            raise QuestionTooLarge(*TOO_FAR)
        unseen = {"bool": {"must_not": [{"terms": {self._field: first}}]}}
        body: Body = self._question.first(end - start - len(keys), unseen, skip=skipped)
        body |= {"collapse": {"field": self._field}, "docvalue_fields": ["id", self._field]}
        [answer] = self._ask([body])
        return keys + [str(hit["fields"][self._field][0]) for hit in answer["hits"]["hits"]]

    @property
    def _ranked(self) -> Sequence[RankedHit]:
        return self._hits.ranked if self._question.by_score else ()

    def _first_ids(self, keys: Sequence[str], counts: dict[str, int], n: int) -> dict[str, tuple[str, ...]]:
        """Return the ids of the first hits of each of some groups."""
        ids: dict[str, list[str]] = {key: [] for key in keys}
        for hit in self._ranked:
            ids.get(hit.record.group(self._by), []).append(hit.id)
        short = [key for key in keys if len(ids[key]) < min(n, counts[key])]
        bodies = [self._question.first(n + len(ids[key]), {"term": {self._field: key}}) for key in short]
        answers = self._ask(bodies) if bodies else []
        for key, answer in zip(short, answers, strict=True):
            known = set(ids[key])
            ids[key] += [hit.id for hit in hits_in(answer) if hit.id not in known]
        return {key: tuple(found[:n]) for key, found in ids.items()}
