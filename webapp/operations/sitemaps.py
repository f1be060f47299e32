"""The site map: an index of parts by kind of page, each with at most as many addresses as the protocol allows.

When a page last changed is the business of `last_changed` (sitemaps.org protocol).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from indexer.store.library import Library
from webapp.address import urls
from webapp.browse.help import TOPICS
from webapp.site import list_links

from .last_changed import ChangeTimes

MAX_ADDRESSES = 50_000
"""Addresses that one site map may hold (sitemaps.org protocol)."""


@dataclass(frozen=True)
class MapEntry:
    """An address with the time of its last change."""

    path: str
    changed: str


@dataclass(frozen=True)
class SitemapIndex:
    """The parts of the site map of one build."""

    parts: tuple[MapEntry, ...]


def sitemap_index(library: Library) -> SitemapIndex:
    """Return the parts of the site map. Call it once for each build."""
    times = ChangeTimes(library)
    parts = []
    for kind in _KINDS:
        entries = list(_entries(library, kind, times))
        for start in range(0, len(entries), MAX_ADDRESSES):
            members = entries[start : start + MAX_ADDRESSES]
            latest = max(entry.changed for entry in members)
            parts.append(MapEntry(f"/sitemap-{kind}-{start // MAX_ADDRESSES + 1}.xml", latest))
    return SitemapIndex(tuple(parts))


def sitemap_part(library: Library, times: ChangeTimes, kind: str, number: int) -> list[MapEntry]:
    """Return the addresses of a part, counted from 1; none where there is no such part."""
    if kind not in _KINDS or number < 1:
        return []
    start = (number - 1) * MAX_ADDRESSES
    return list(islice(_entries(library, kind, times), start, start + MAX_ADDRESSES))


def _entries(library: Library, kind: str, times: ChangeTimes) -> Iterator[MapEntry]:
    return (MapEntry(path, times.of(path)) for path in _KINDS[kind](library))


def _pages(library: Library) -> Iterator[str]:
    paths = ["/", urls.HELP, *(urls.help_path(topic.name) for topic in TOPICS)]
    paths += [urls.MEETINGS, urls.COVERAGE, urls.VERIFY, urls.ABOUT, *(link.url for link in list_links(library))]
    yield from paths


def _meetings(library: Library) -> Iterator[str]:
    for meeting in library.meetings():
        yield urls.meeting_path(meeting.id)


def _sessions(library: Library) -> Iterator[str]:
    for meeting in library.meetings():
        for session in library.sessions(meeting.id):
            yield urls.session_path(meeting.id, session.id)


def _papers(library: Library) -> Iterator[str]:
    for paper in library.documents():
        yield urls.document_path(paper.id)


def _people(library: Library) -> Iterator[str]:
    for person in library.persons():
        yield urls.person_path(person.id)


def _bodies(library: Library) -> Iterator[str]:
    for facet in library.corpus_facets(("organisation", "country")):
        for value in facet.values:
            yield urls.body_path(facet.name, value.value)


_KINDS: dict[str, Callable[[Library], Iterable[str]]] = {
    "pages": _pages,
    "meetings": _meetings,
    "sessions": _sessions,
    "papers": _papers,
    "people": _people,
    "bodies": _bodies,
}
