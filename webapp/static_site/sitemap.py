"""The pages of an edition that search engines may list, with the day of their last change where it is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from indexer.store.library import Library
from webapp.address import urls
from webapp.feeds.news import CollectionNews
from webapp.operations.sitemaps import site_changes

SITEMAP_FILE = "sitemap.xml"
ADDRESSES_PER_FILE = 50_000
"""Addresses that one sitemap may hold (sitemaps.org protocol)."""


@dataclass(frozen=True)
class ListedPage:
    """A page with the day of its last change, as ISO 8601; empty where nobody knows it."""

    address: str
    changed: str


def listed_pages(library: Library, addresses: Iterable[str]) -> Iterator[ListedPage]:
    """Yield pages in the order of their addresses, with the days that the record of builds knows.

    A passage has changed when it came or was last reworded, a paper or a meeting as the site says. What is as it was in
    the first build on record has no day, and neither have pages of which the record says nothing.
    """
    changes = site_changes(library)
    days = {
        **{urls.document_path(id_): time[:10] for id_, time in changes.papers.items()},
        **{urls.meeting_path(id_): time[:10] for id_, time in changes.meetings.items()},
        **{urls.passage_path(id_): day for id_, day in _days_of_passages(CollectionNews(library)).items()},
    }
    for address in sorted(addresses):
        yield ListedPage(address, days.get(unquote(address.partition("?")[0]), ""))


def _days_of_passages(news: CollectionNews) -> Mapping[str, str]:
    """Return the day on which a passage came or was last reworded, by id, unless it is as when the record began."""
    times = news.events.entered()
    for changes in news.events.changes:
        for change in changes.reworded:
            times[change.id] = max(times.get(change.id, ""), changes.build.built)
    return {id_: time[:10] for id_, time in times.items() if time}
