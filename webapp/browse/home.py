"""The model of the home page: where to start from, and the newest of what the corpus covers.

It is made from what a library lists; nothing here searches.
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
    """The box, the searches to start from, and what the corpus covers."""

    stats: Stats
    years: str
    covered: RecentMeetings
    examples: tuple[Link, ...]


def home_page(library: Library, covered: RecentMeetings, examples: Iterable[Example]) -> HomePage:
    """The home page of a library."""
    stats = library.stats
    first, last = stats.first_year, stats.last_year
    return HomePage(
        stats=stats,
        years="" if not first else str(first) if first == last else f"{first}–{last}",
        covered=covered,
        examples=tuple(
            Link(example.words, urls.search_path(SearchRequest(f'"{example.words}"'))) for example in examples
        ),
    )
