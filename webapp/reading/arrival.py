"""How a reader came to a passage: from which search, at which place of its results, and what it marks.

Without searching the passage is shown all the same: its page is a permanent link.
"""

from __future__ import annotations

from dataclasses import dataclass

from indexer.query.parser import Node, parse
from indexer.store.library import Library
from webapp.address import params
from webapp.address.params import SearchRequest
from webapp.search.find import prepare_search
from webapp.site import while_searching

from .page import Trail, search_trail


@dataclass(frozen=True)
class Arrival:
    """The search that a passage was opened from; empty where there was none."""

    request: SearchRequest
    node: Node | None
    """What is marked in the text."""
    trail: Trail | None
    """The way back; None without a search, and while nothing can be searched."""

    @property
    def is_of_search(self) -> bool:
        """Whether the address has a search in it."""
        return bool(params.request_pairs(self.request.with_marks(True)))


def arrival_at(library: Library, passage: str, request: SearchRequest) -> Arrival:
    """Return how a reader came to a passage; without searching, the words as typed are marked."""
    by_itself = Arrival(request, None, None)
    if not by_itself.is_of_search:
        return by_itself
    found = while_searching(library, lambda: _searched(library, passage, request), None)
    return found or Arrival(request, parse(request.q).node, None)


def _searched(library: Library, passage: str, request: SearchRequest) -> Arrival | None:
    search = prepare_search(library, request)
    trail = search_trail(search.request, library.around(search.query, passage), search.query.size)
    return Arrival(search.request, search.query.node, trail)
