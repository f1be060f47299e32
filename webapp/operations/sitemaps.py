"""The site map: an index of parts by kind of page, each with at most as many addresses as the protocol allows.

A page's last change is told where the record of builds knows it, and nowhere else (sitemaps.org protocol).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from indexer.query.results import Query
from indexer.registry.past_builds.last_changes import LastChanges, last_changes
from indexer.registry.past_builds.reading import PastBuilds
from indexer.registry.storage.names import PAST_BUILDS_FILE
from indexer.store.library import Library
from webapp.address import urls
from webapp.browse.help import TOPICS
from webapp.site import list_links

MAX_ADDRESSES = 50_000
"""Addresses that one site map may hold (sitemaps.org protocol)."""


@dataclass(frozen=True)
class MapEntry:
    """An address with the time of its last change; empty where that is not known."""

    path: str
    changed: str = ""


@dataclass(frozen=True)
class SitemapIndex:
    """The parts of the site map of one build."""

    parts: tuple[MapEntry, ...]


def sitemap_index(library: Library) -> SitemapIndex:
    """Return the parts of the site map. Call it once for each build."""
    changes = site_changes(library)
    parts = []
    for kind in _KINDS:
        entries = list(_entries(library, kind, changes))
        for start in range(0, len(entries), MAX_ADDRESSES):
            members = entries[start : start + MAX_ADDRESSES]
            latest = max((entry.changed for entry in members), default="")
            parts.append(MapEntry(f"/sitemap-{kind}-{start // MAX_ADDRESSES + 1}.xml", latest))
    return SitemapIndex(tuple(parts))


def sitemap_part(library: Library, changes: LastChanges, kind: str, number: int) -> list[MapEntry]:
    """Return the addresses of a part, counted from 1; none where there is no such part."""
    if kind not in _KINDS or number < 1:
        return []
    start = (number - 1) * MAX_ADDRESSES
    return list(islice(_entries(library, kind, changes), start, start + MAX_ADDRESSES))


def site_changes(library: Library) -> LastChanges:
    """Return when papers and meetings last changed; nothing where there is no record. Call it once for each build."""
    past = PastBuilds.read(library.folder / PAST_BUILDS_FILE)
    return last_changes(past) if past else LastChanges()


def _entries(library: Library, kind: str, changes: LastChanges) -> Iterator[MapEntry]:
    yield from _KINDS[kind](library, changes)


def _pages(library: Library, _changes: LastChanges) -> Iterator[MapEntry]:
    paths = ["/", urls.HELP, *(urls.help_path(topic.name) for topic in TOPICS)]
    paths += [urls.MEETINGS, urls.COVERAGE, urls.VERIFY, urls.ABOUT, *(link.url for link in list_links(library))]
    return map(MapEntry, paths)


def _meetings(library: Library, changes: LastChanges) -> Iterator[MapEntry]:
    for meeting in library.meetings():
        yield MapEntry(urls.meeting_path(meeting.id), changes.meetings.get(meeting.id, ""))


def _sessions(library: Library, _changes: LastChanges) -> Iterator[MapEntry]:
    for meeting in library.meetings():
        for session in library.sessions(meeting.id):
            yield MapEntry(urls.session_path(meeting.id, session.id))


def _papers(library: Library, changes: LastChanges) -> Iterator[MapEntry]:
    for paper in library.documents():
        yield MapEntry(urls.document_path(paper.id), changes.papers.get(paper.id, ""))


def _people(library: Library, _changes: LastChanges) -> Iterator[MapEntry]:
    for person in library.persons():
        yield MapEntry(urls.person_path(person.id))


def _bodies(library: Library, _changes: LastChanges) -> Iterator[MapEntry]:
    for facet in library.search(Query(size=1, facets=("organisation", "country"))).facets:
        for value in facet.values:
            yield MapEntry(urls.body_path(facet.name, value.value))


_KINDS: dict[str, Callable[[Library, LastChanges], Iterable[MapEntry]]] = {
    "pages": _pages,
    "meetings": _meetings,
    "sessions": _sessions,
    "papers": _papers,
    "people": _people,
    "bodies": _bodies,
}
