"""The context of a page for a reader who came from a search: absolute URLs, highlights, the search to return to.

What a passage shows is in `shared.passage`.
"""

from __future__ import annotations

from indexer.model import TextSpan
from indexer.query.parser import Node
from indexer.store.library import Library
from webapp.address.params import SearchRequest
from webapp.site import absolute_url

from .models import RenderContext


def context_of(library: Library, node: Node | None, trail: SearchRequest | None = None) -> RenderContext:
    """Return the context of passages that a query found; `trail` is the search to return to."""

    def mark(text: str) -> tuple[TextSpan, ...]:
        """Return a text with the matches of the query highlighted."""
        return library.highlight(text, node)

    return RenderContext(absolute_url, mark, trail)
