"""The indices of a cluster: created, settled, cleared of what no build needs, and known under one name.

A build is visible by its number only, which the pointer of the index folder leads to; nothing here makes one live.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from itertools import groupby
from typing import Any

from .connection.client import WRITE_SECONDS, Cluster
from .connection.errors import (
    ClusterAliasForeign,
    ClusterBuildGone,
    ClusterBuildUnknown,
    ClusterDiskFull,
    ClusterError,
    ClusterIndexAhead,
    ClusterIndexClosed,
    ClusterIndexForeign,
    ClusterIndexIncomplete,
    ClusterIndexLost,
    ClusterIndexRed,
)
from .documents import StandingBuilds, documents_of, record_in
from .mapping import (
    DOCUMENT_PLACE,
    FROM_BUILD,
    PLACE,
    STILL,
    TO_BUILD,
    check_mapping,
    index_body,
    shards_for,
)
from .records import IndexedPassage
from .state import ClusterState

READ_TOGETHER = 1_000
PAPERS_TOGETHER = 500
NOTICE_SECONDS = 60
"""How long an index says that passages of old builds will go before they do."""
OLDEST, SINCE = "oldest", "since"
MARKS = "builds"
REPLICAS = "0-1"
"""A copy of everything where there is more than one node."""

NOT_WHOLE = (
    ClusterBuildUnknown,
    ClusterIndexClosed,
    ClusterIndexForeign,
    ClusterIndexIncomplete,
    ClusterIndexLost,
)
"""What a build ends by writing an index anew."""

Clause = dict[str, Any]
WrittenBefore = tuple[str, StandingBuilds, int, list[IndexedPassage]]
"""A paper as it is written: its id, the builds that it stands in, its place and its passages."""


def live(build: int) -> Clause:
    """Return the clause of the documents that stand in a build of an index."""
    bounds = [{"range": {FROM_BUILD: {"lte": build}}}, {"range": {TO_BUILD: {"gt": build}}}]
    return {"bool": {"filter": bounds}}


class Indices:
    """The indices of one cluster that have our name."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._name = cluster.address.alias

    def new_name(self, build: str) -> str:
        """Return the name of the index of a build."""
        return f"{self._name}-{build.lower()}"

    def is_there(self, index: str) -> bool:
        """Return whether the cluster has an index."""
        return self._cluster.has(f"/{index}")

    def create(self, index: str, lengths: dict[str, float], passages: int, lineage: str) -> None:
        """Create an empty index for so many passages, in place of what a build of this name has left."""
        self.delete(index)
        body = index_body(lengths, shards_for(passages), lineage)
        self._cluster.ask("PUT", f"/{index}", body, {"wait_for_active_shards": "1"}, WRITE_SECONDS)

    def check_before_writing(self, before: ClusterState | None, own: Collection[str]) -> None:
        """Raise a ClusterError where the cluster takes no new build; `own` are the indices that this folder names."""
        self._cluster.check_version()
        self.check_ours(own, before)
        if before:
            self.check_writable(before.index)

    def check_writable(self, index: str) -> None:
        """Raise ClusterDiskFull where the nodes let nothing be written any more."""
        settings = self._cluster.ask("GET", f"/{index}/_settings/index.blocks.*", None, {"flat_settings": "true"})
        if any(facts.get("settings") for facts in settings.values()):
            raise ClusterDiskFull(str(self._cluster.address))

    def settle(self, index: str, build: int, passages: int) -> None:
        """Make what was written searchable and safe; raise ClusterIndexIncomplete unless a build has so many passages.

        Copies are made when all is there.
        """
        self._refresh(index)
        found = self.count(index, live(build))
        if found != passages:
            raise ClusterIndexIncomplete(index, passages, found)
        settings = {"index": {"auto_expand_replicas": REPLICAS, "translog": {"durability": "request"}}}
        self._cluster.ask("PUT", f"/{index}/_settings", settings)
        self._cluster.ask("POST", f"/{index}/_flush", seconds=WRITE_SECONDS)
        self.check_readable(index)

    def check_build(self, state: ClusterState) -> None:
        """Raise ClusterIndexLost, ClusterIndexForeign, ClusterBuildGone or ClusterBuildUnknown, unless it is there.

        Before passages are deleted that a build shows, its index says so for `NOTICE_SECONDS`: whoever looks more often
        never answers without them.
        """
        meta = self._meta(state.index)
        check_mapping(state.index, meta)
        if meta.get(OLDEST, 0) > state.build:
            raise ClusterBuildGone(state.index)
        if state.mark and meta.get(MARKS, {}).get(str(state.build)) != state.mark:
            raise ClusterBuildUnknown(state.index)

    def _meta(self, index: str) -> dict[str, Any]:
        """Return what an index says of itself."""
        mapping = self._cluster.ask("GET", f"/{index}/_mapping", None, {"filter_path": "*.mappings._meta"})
        found: dict[str, Any] = mapping.get(index, {}).get("mappings", {}).get("_meta", {}).get("rapporteur", {})
        return found

    def mark(self, state: ClusterState, before: ClusterState | None) -> None:
        """Let an index say that it holds a build as it was written, and the one before."""
        builds = (state, *([before] if before and before.index == state.index else []))
        self._say(state.index, {MARKS: {str(each.build): each.mark for each in builds}})

    def _announce(self, index: str, oldest: int) -> None:
        """Let an index say which is the oldest build that it will hold."""
        self._say(index, {OLDEST: oldest, SINCE: int(time.time())})

    def _say(self, index: str, facts: dict[str, Any]) -> None:
        meta = {**self._meta(index), **facts}
        self._cluster.ask("PUT", f"/{index}/_mapping", {"_meta": {"rapporteur": meta}}, None, WRITE_SECONDS)

    def check_readable(self, index: str, wait: str = "5s") -> None:
        """Raise ClusterIndexRed where a part of an index has no copy, and ClusterIndexLost where it is not there.

        `wait` says how long a part may take that is just being opened.
        """
        check_mapping(index, self._meta(index))
        health = self._cluster.ask(
            "GET", f"/_cluster/health/{index}", None, {"wait_for_status": "yellow", "timeout": wait, "ignore": 408}
        )
        if health["status"] == "red" or health.get("timed_out"):
            shards = health.get("unassigned_shards", 0) + health.get("initializing_shards", 0)
            raise ClusterIndexRed(str(self._cluster.address), index, max(shards, 1))

    def count(self, index: str, clause: Clause) -> int:
        """Return how many documents match a clause."""
        body = {"size": 0, "track_total_hits": True, "query": clause}
        return int(self._cluster.search(index, body)["hits"]["total"]["value"])

    def check_count(self, state: ClusterState) -> None:
        """Raise ClusterIndexIncomplete unless a build has as many passages as were written."""
        if (found := self.count(state.index, live(state.build))) != state.passages:
            raise ClusterIndexIncomplete(state.index, state.passages, found)

    def point_to(self, state: ClusterState) -> None:
        """Let our name lead to the passages of a build."""
        actions: list[dict[str, Any]] = [
            {"remove": {"index": index, "alias": self._name}} for index in self._named() if index != state.index
        ]
        actions.append({"add": {"index": state.index, "alias": self._name, "filter": live(state.build)}})
        self._cluster.ask("POST", "/_aliases", {"actions": actions})

    def check_ours(self, own: Collection[str], before: ClusterState | None) -> None:
        """Look whether our name leads to one of our own indices, to the build that is live here.

        Raise ClusterAliasForeign or ClusterIndexAhead.
        """
        for index, build in self._named().items():
            if index not in own:
                raise ClusterAliasForeign(self._name, index)
            if before and index == before.index and build > before.build:
                raise ClusterIndexAhead(index)

    def _named(self) -> dict[str, int]:
        """Return the indices that the name leads to, each with the number of the build that it shows, 0 for none."""
        found = self._cluster.ask("GET", "/_alias", None, {"expand_wildcards": "open"})
        named = {
            index: _shown_build(facts["aliases"][self._name].get("filter"))
            for index, facts in found.items()
            if self._name in facts.get("aliases", {})
        }
        return {self._name: 0} if self._name in found else named

    def clear_abandoned(self, before: ClusterState) -> None:
        """Delete what no build needs: what killed builds have left, and what was announced to go.

        Only whoever holds the lock of builds may call it, with the state of the live build.
        """
        for index in self._of_lineage(before.lineage):
            if index not in {before.index, *([before.before[0]] if before.before else [])}:
                self.delete(index)
        self._take_back(before)
        meta = self._meta(before.index)
        if time.time() - meta.get(SINCE, time.time()) >= NOTICE_SECONDS:
            self._delete_where(before.index, {"range": {TO_BUILD: {"lte": min(meta[OLDEST], before.build)}}})

    def tidy(self, state: ClusterState, *, keep_previous: bool) -> None:
        """Delete what is not of a build, which is live now, nor of the one before it, if that is kept."""
        needed = {state.index} | ({state.before[0]} if keep_previous and state.before else set())
        for index in self._of_lineage(state.lineage):
            if index not in needed:
                self.delete(index)
        is_before_here = keep_previous and state.before is not None and state.before[0] == state.index
        self._announce(state.index, state.before[1] if is_before_here and state.before else state.build)
        if not keep_previous:
            self._delete_where(state.index, {"range": {TO_BUILD: {"lte": state.build}}})
            params = {"only_expunge_deletes": "true"}
            self._cluster.ask("POST", f"/{state.index}/_forcemerge", None, params, WRITE_SECONDS)

    def why_not_continued(self, state: ClusterState) -> str:
        """Return why no build can be based on one in a cluster, which is no longer whole there; empty where one can.

        Raise ClusterIndexRed where that may pass, and any other ClusterError.
        """
        if not self.is_own(state):
            return f"“{state.index}” was written under another name"
        try:
            self.check_readable(state.index)
            self.check_build(state)
            self.check_count(state)
        except NOT_WHOLE as error:
            return str(error)
        return ""

    def is_own(self, state: ClusterState) -> bool:
        """Return whether an index was written under the name that is ours now; others may serve it meanwhile."""
        return state.alias == self._name if state.alias else state.index.startswith(f"{self._name}-")

    def delete_all(self, state: ClusterState) -> None:
        """Delete all indices of the lineage of a build, under the name that it was written with."""
        for index in self._of_lineage(state.lineage, state.alias):
            self.delete(index)

    def take_back(self, index: str, before: ClusterState | None) -> None:
        """Undo what a build that failed has written, as far as the cluster answers; the next one does the rest."""
        with suppress(ClusterError):
            if before:
                self._take_back(before)
            else:
                self.delete(index)

    def delete(self, index: str) -> None:
        """Delete an index, if it is there."""
        self._cluster.ask("DELETE", f"/{index}", None, {"ignore_unavailable": "true"}, WRITE_SECONDS)

    def _of_lineage(self, lineage: str, name: str = "") -> list[str]:
        path = f"/{name or self._name}-*/_mapping"
        mappings = self._cluster.ask("GET", path, None, {"allow_no_indices": "true"})
        metas = {
            index: facts.get("mappings", {}).get("_meta", {}).get("rapporteur", {}) for index, facts in mappings.items()
        }
        return [index for index, meta in metas.items() if meta.get("lineage") == lineage]

    def _take_back(self, before: ClusterState) -> None:
        """Let an index be what it was for a build: what stands from later on goes, and what ends later does not."""
        self._refresh(before.index)
        self._delete_where(before.index, {"range": {FROM_BUILD: {"gt": before.build}}})
        ended = {"range": {TO_BUILD: {"gt": before.build, "lt": STILL}}}
        self._cluster.write(
            {"_op_type": "index", "_index": before.index, "_id": key, "_source": fields}
            for _, standing, place, records in self._read(before.index, ended)
            for key, fields in documents_of(records, place, StandingBuilds(standing.first))
        )
        self._refresh(before.index)

    def _delete_where(self, index: str, clause: Clause) -> None:
        params = {"conflicts": "proceed", "refresh": "true"}
        self._cluster.ask("POST", f"/{index}/_delete_by_query", {"query": clause}, params, WRITE_SECONDS)

    def _refresh(self, index: str) -> None:
        self._cluster.ask("POST", f"/{index}/_refresh", seconds=WRITE_SECONDS)

    def papers(self, before: ClusterState, documents: Collection[str]) -> Iterator[WrittenBefore]:
        """Yield the passages of some papers as they stand in a build."""
        wanted = sorted(documents)
        for first in range(0, len(wanted), PAPERS_TOGETHER):
            some = {"terms": {"document": wanted[first : first + PAPERS_TOGETHER]}}
            yield from self._read(before.index, {"bool": {"filter": [live(before.build), some]}})

    def _read(self, index: str, clause: Clause) -> Iterator[WrittenBefore]:
        """Yield what a clause finds, the passages of a paper that stand in the same builds together."""
        for (document, first, end, place), hits in groupby(self._hits(index, clause), lambda hit: hit[0]):
            yield document, StandingBuilds(first, end), place, [record for _, record in hits]

    def _hits(self, index: str, clause: Clause) -> Iterator[tuple[tuple[str, int, int, int], IndexedPassage]]:
        sort = ["document", FROM_BUILD, PLACE, "id"]
        fields = ["document", FROM_BUILD, TO_BUILD, DOCUMENT_PLACE]
        after: Sequence[object] = ()
        while True:
            body = {"size": READ_TOGETHER, "query": clause, "sort": sort, "docvalue_fields": fields}
            [answer] = self._cluster.searches(index, [body | ({"search_after": list(after)} if after else {})])
            hits = answer["hits"]["hits"]
            for hit in hits:
                document, first, end, place = (hit["fields"][name][0] for name in fields)
                yield (document, first, end, place), record_in(hit["_source"])
            if len(hits) < READ_TOGETHER:
                return
            after = hits[-1]["sort"]


def _shown_build(clause: Any) -> int:
    """Return the number of the build that a filter made by `live` shows; 0 for any other."""
    for bound in (clause or {}).get("bool", {}).get("filter", []):
        if isinstance(number := bound.get("range", {}).get(FROM_BUILD, {}).get("lte"), int):
            return number
    return 0
