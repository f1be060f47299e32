"""The model of the home page: examples to start from, and the newest meetings of the corpus.

It is made from the library's lists; nothing here searches.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from indexer.store.library import Library
from indexer.store.stats import Stats
from webapp.address import urls
from webapp.address.params import SearchRequest
from webapp.address.urls import Link

from .examples import Example
from .meeting_list import RecentMeetings


@dataclass(frozen=True)
class HomePage:
    """The search box, the example searches, and what the corpus covers."""

    stats: Stats
    years: str
    recent: RecentMeetings
    examples: tuple[Link, ...]


def home_page(library: Library, recent: RecentMeetings, examples: Iterable[Example]) -> HomePage:
    """Return the home page of a library."""
    stats = library.stats
    first, last = stats.first_year, stats.last_year
    return HomePage(
        stats=stats,
        years="" if not first else str(first) if first == last else f"{first}–{last}",
        recent=recent,
        examples=tuple(
            Link(example.words, urls.search_path(SearchRequest(f'"{example.words}"'))) for example in examples
        ),
    )
