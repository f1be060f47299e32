"""The pages of an edition that search engines may list, with the day of their last change where it is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from indexer.store.library import Library
from webapp.operations.last_changed import ChangeTimes

SITEMAP_FILE = "sitemap.xml"
ADDRESSES_PER_FILE = 50_000
"""Addresses that one sitemap may hold (sitemaps.org protocol)."""


@dataclass(frozen=True)
class ListedPage:
    """A page with the day of its last change, as ISO 8601; empty where nobody knows it."""

    address: str
    changed: str


def listed_pages(library: Library, addresses: Iterable[str]) -> Iterator[ListedPage]:
    """Yield pages in the order of their addresses, with their days: those of the site map of the site."""
    times = ChangeTimes(library)
    for address in sorted(addresses):
        yield ListedPage(address, times.of(address)[:10])
