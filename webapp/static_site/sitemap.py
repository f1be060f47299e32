"""The pages of an edition that search engines may list, with the day of their last change where it is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from indexer.store.library import Library
from webapp.feeds.news import CollectionNews

SITEMAP_FILE = "sitemap.xml"
ADDRESSES_PER_FILE = 50_000
"""Addresses that one sitemap may hold (sitemaps.org protocol)."""


@dataclass(frozen=True)
class ListedPage:
    """A page with the latest day on which it can have changed, as ISO 8601."""

    address: str
    changed: str


def listed_pages(library: Library, addresses: Iterable[str]) -> Iterator[ListedPage]:
    """Yield pages in the order of their addresses, with their days.

    A passage has changed when it came or was last reworded, a paper with the latest of its passages; what stood in the
    first build on record not since. Any other page may have changed in the last build.
    """
    news, built = CollectionNews(library), library.stats.built
    days = _days_of_passages(news)
    for address in sorted(addresses):
        kind, _, id_ = address.partition("?")[0].strip("/").partition("/")
        yield ListedPage(address, days.get(unquote(id_), news.begun[:10]) if kind in {"p", "d"} else built[:10])


def _days_of_passages(news: CollectionNews) -> Mapping[str, str]:
    """Return the day on which a passage came or was last reworded, and of a paper the latest of its passages, by id.

    What was there when the record of builds began is left out.
    """
    times = news.events.entered()
    for changes in news.events.changes:
        for change in changes.reworded:
            times[change.id] = max(times.get(change.id, ""), changes.build.built)
    days = {id_: time[:10] for id_, time in times.items() if time}
    for id_, day in list(days.items()):
        paper = id_.rpartition(".")[0]
        days[paper] = max(days.get(paper, ""), day)
    return days
