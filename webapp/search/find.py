"""The search behind the results page and the API: a request is resolved, parsed and answered.

How an answer is shown belongs to the page models and the API.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from indexer.query.parser import Node
from indexer.query.results import FACETS, PAGE_SIZE, Facet, FacetValue, Query, SearchResults
from indexer.query.rewrite import RewrittenQuery
from indexer.store.library import Library
from webapp.address.arguments import Notice
from webapp.address.params import ParsedRequest, SearchRequest, resolve_filters


@dataclass(frozen=True)
class SearchOutcome:
    """A resolved request with its results and the notices for the reader."""

    request: SearchRequest
    understood: RewrittenQuery
    results: SearchResults
    notices: tuple[Notice, ...]
    """Messages besides the problems of the query, which are in `understood`."""
    relaxed: bool = False
    """Whether no passage has all terms, and these results have most of them."""

    @property
    def node(self) -> Node | None:
        """The query tree that found the results."""
        return self.results.query.node


def rewrite_query(library: Library, request: SearchRequest) -> RewrittenQuery:
    """Return the rewritten query of a request."""
    return library.rewrite(request.q, request.exact)


def engine_query(library: Library, request: SearchRequest) -> Query:
    """Return the engine's query for a resolved request; without a term to rank by, results are in document order."""
    return _engine_query(request, rewrite_query(library, request).node)


def displayed_query(library: Library, request: SearchRequest) -> Query:
    """Return the engine's query whose results the reader sees: the relaxed one where no passage has all terms."""
    understood = rewrite_query(library, request)
    query = _engine_query(request, understood.node)
    relaxed_query = _relaxed_query(understood, query)
    return query if relaxed_query is None or library.search(replace(query, page=1, size=1)).total else relaxed_query


def _relaxed_query(understood: RewrittenQuery, query: Query) -> Query | None:
    """Return the query that most terms are enough for; None where it has no relaxed form."""
    return replace(query, node=understood.relaxed) if understood.relaxed else None


def _engine_query(request: SearchRequest, node: Node | None, size: int = PAGE_SIZE) -> Query:
    """Return the engine's query for a request and the tree of its query."""
    sort = "document" if node is None and request.sort == "relevance" else request.sort
    return Query(node, request.filters, sort, request.page, size, excluded=request.excluded)


def find(library: Library, parsed: ParsedRequest, size: int = PAGE_SIZE) -> SearchOutcome:
    """Search for a request and return its page of `size` hits.

    A query without a term finds nothing; an empty query finds everything.
    """
    resolved = resolve_filters(parsed.request, library)
    request, notices = resolved.request, [*parsed.notices, *resolved.notices]
    understood = rewrite_query(library, request)
    notices += [Notice("query_read", text) for text in understood.parsed.remarks]
    query = _engine_query(request, understood.node, size)
    if not understood.searchable:
        return SearchOutcome(replace(request, page=1), understood, _no_results(library, query), tuple(notices))
    if not request.q:
        text = "No words were given, so this is everything. Type a word, or narrow by the lists."
        notices.append(Notice("empty_query", text))
    results, relaxed_query = library.search(query), _relaxed_query(understood, query)
    relaxed_results = library.search(relaxed_query) if relaxed_query and not results.total else results
    relaxed = relaxed_results.total > results.total
    results = relaxed_results if relaxed else results
    if results.page != request.page:
        text = f"There is no page {request.page:,}; the last one is page {results.pages:,}."
        notices.append(Notice("page_past_end", text))
    return SearchOutcome(replace(request, page=results.page), understood, results, tuple(notices), relaxed)


def _no_results(library: Library, query: Query) -> SearchResults:
    """Return no hits, with the selected filters kept in the facets."""
    facets = tuple(
        Facet(
            name,
            tuple(
                FacetValue(value, library.facet_labels(name)[value], 0, selected=not out, excluded=out)
                for out, values in ((False, query.filters), (True, query.excluded))
                for value in values.get(name, ())
            ),
        )
        for name in FACETS
    )
    return SearchResults(query, 0, 1, 1, (), facets)
