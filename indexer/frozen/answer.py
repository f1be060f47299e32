"""Answers a search in a past build: how much it found, in what, and how the live build differs."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from indexer.meetings.dates import first_day_number, meeting_year
from indexer.model import Passage
from indexer.query.results import NO_MEETING, Facet, Query
from indexer.registry.past_builds.analysis import analysis_version
from indexer.registry.past_builds.lines import BuildLine
from indexer.registry.past_builds.reading import PastBuilds, Standing
from indexer.store.library import Library

from .search import FrozenSearch, PastSearch, complete
from .standing import PastCollection, meeting_in, past_builds, past_collection

KEPT_COLLECTIONS = 2
"""Past builds that a process keeps compared, the last ones asked for."""


class FoundCounts(NamedTuple):
    """How much a search found."""

    passages: int
    with_all_words: int
    """Those that have all words of the query; fewer only where most of the words are enough."""
    papers: int
    meetings: int


class SearchedCollection(NamedTuple):
    """How much there was to search."""

    papers: int
    meetings: int
    passages: int
    unread: int
    """Files that could not be read."""
    first_year: int | None
    last_year: int | None


@dataclass(frozen=True)
class PastAnswer:
    """What a search found in a past build."""

    build: BuildLine
    searched: SearchedCollection
    counts: FoundCounts
    passages_now: int
    """What the same search finds in the live build."""
    ids: tuple[str, ...]
    """What it found: those with all words first, newest meeting first, each paper in its order."""
    added: tuple[str, ...]
    """What it finds now and did not find then."""
    gone: tuple[str, ...]
    """What it found then and does not find now."""
    reworded: tuple[str, ...]
    """What it found then and now, in another wording."""
    redacted: int
    """Passages of that build whose words were removed since, so that nobody knows whether they would be found."""
    analysis_then: str
    """The version of the analysis of words of that build; empty where it is that of the live one."""


class PastCollections:
    """The past builds of one live build; safe to use from many threads."""

    def __init__(self, library: Library) -> None:
        """Read which builds are on record. Raise NoPastBuilds."""
        self._past: PastBuilds = past_builds(library)
        self._compared: OrderedDict[str, PastCollection] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def builds(self) -> tuple[BuildLine, ...]:
        """The builds on record, the oldest first."""
        return self._past.builds

    def collection(self, library: Library, name: str) -> PastCollection:
        """Return what stood in a build. Raise UnknownBuild or TooMuchChanged."""
        with self._lock:
            if name not in self._compared:
                self._compared[name] = past_collection(library, name, self._past)
            self._compared.move_to_end(name)
            while len(self._compared) > KEPT_COLLECTIONS:
                self._compared.popitem(last=False)
            return self._compared[name]


def past_answer(library: Library, past: PastCollection, search: FrozenSearch) -> PastAnswer:
    """Answer a search in a past build. Raise UnsupportedWord or TooMuchWork."""
    asked = PastSearch(library, past, search)
    then, now = asked.found(search.node), asked.found_now(search.node)
    whole = then & asked.found(complete(search.node))
    texts = {id_: passage.text for id_, passage in past.differing.items() if id_ in then and id_ in now}
    texts_now = {passage.id: passage.text for passage in library.passages_by_id(texts)}
    ids = (*_in_order(past, whole), *_in_order(past, then - whole))
    version = past.build.analysis
    return PastAnswer(
        build=past.build,
        searched=searched_then(past),
        counts=FoundCounts(len(then), len(whole), len(_papers(then)), len(_meetings(past, then))),
        passages_now=len(now),
        ids=ids,
        added=tuple(sorted(now - then)),
        gone=tuple(id_ for id_ in ids if id_ not in now),
        reworded=tuple(id_ for id_ in ids if id_ in texts and texts_now.get(id_) != texts[id_]),
        redacted=len(past.unreadable),
        analysis_then="" if version == analysis_version() else version,
    )


def passages_then(library: Library, past: PastCollection, ids: Iterable[str]) -> tuple[Passage, ...]:
    """Return passages as they stood in a past build, in the order of the ids."""
    wanted = tuple(ids)
    today = {passage.id: passage for passage in library.passages_by_id(wanted)}
    return tuple(past.differing.get(id_) or today[id_] for id_ in wanted)


def searched_then(past: PastCollection) -> SearchedCollection:
    """Return how much a past build had."""
    first, last = _years(past.then)
    build = past.build
    return SearchedCollection(build.papers, build.meetings, build.passages, build.unread, first, last)


def searched_now(library: Library) -> SearchedCollection:
    """Return how much the live build has."""
    stats = library.stats
    unread = len(library.facts.skipped)
    return SearchedCollection(
        stats.documents, stats.meetings, stats.passages, unread, stats.first_year, stats.last_year
    )


def counts_now(library: Library, query: Query, facets: Iterable[Facet] = ()) -> FoundCounts:
    """Return how much a search finds in the live build; `facets` are those that are known of it already."""
    count = library.count(query)
    if not count.total:
        return FoundCounts(0, 0, 0, 0)
    facet = next((facet for facet in facets if facet.name == "meeting" and not facet.more), None)
    if facet is None:
        [facet] = library.search(replace(query, page=1, size=1, facets=("meeting",), top_values=None)).facets
    chosen, unwanted = query.selected_values("meeting"), {NO_MEETING, *query.excluded_values("meeting")}
    meetings = sum(
        value.count > 0 and value.value not in unwanted and (not chosen or value.value in chosen)
        for value in facet.values
    )
    papers = library.groups(replace(query, page=1, size=1), "document").total
    return FoundCounts(count.total, count.with_all_words, papers, meetings)


def _papers(ids: Iterable[str]) -> set[str]:
    return {id_.rpartition(".")[0] for id_ in ids}


def _meetings(past: PastCollection, ids: Iterable[str]) -> set[str]:
    return {meeting for id_ in ids if (meeting := past.place(id_)[1].meeting)}


def _in_order(past: PastCollection, ids: Iterable[str]) -> tuple[str, ...]:
    def key(id_: str) -> tuple[int, str, int]:
        place, context = past.place(id_)
        return -first_day_number(past.meeting(context.meeting)), id_.rpartition(".")[0], place

    return tuple(sorted(ids, key=key))


def _years(standing: Standing) -> tuple[int | None, int | None]:
    """Return the first and the last year of the meetings that the papers of a build were of."""
    ids = {meeting for paper in standing.papers for meeting in standing.meetings_of(paper)}
    years = [year for id_ in ids if (year := meeting_year(meeting_in(standing, id_)))]
    return min(years, default=None), max(years, default=None)
