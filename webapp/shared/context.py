"""Decides how passages are shown to a reader who searched: absolute links, highlighted words, and the way back.

What a page shows besides is decided by its own model.
"""

from __future__ import annotations

from functools import cache

from indexer.explore.cited_papers import cited_papers
from indexer.model import TextSpan
from indexer.query.parser import Node
from indexer.store.library import Library
from webapp.address.params import SearchRequest
from webapp.site import absolute_url, site

from .models import RenderContext


def context_of(library: Library, node: Node | None, trail: SearchRequest | None = None) -> RenderContext:
    """Return how to show passages that a query found; `trail` is the search to lead back to."""

    @cache  # of one page: many of its hits are of the same session and by the same speaker
    def mark(text: str, language: str | None) -> tuple[TextSpan, ...]:
        """Highlight what the query found."""
        return library.highlight(text, node, language)

    return RenderContext(absolute_url, mark, trail, papers=site().cached(library, cited_papers))
