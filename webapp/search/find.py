"""One search, the same for a page and for the API: a request is settled, parsed and answered.

What a page or a JSON answer makes of it is not decided here.
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
    """A request as it was taken, its answer, and what the reader should be told."""

    request: SearchRequest
    understood: RewrittenQuery
    results: SearchResults
    notices: tuple[Notice, ...]
    """What is to be said besides the problems of the query, which are `understood`'s."""
    relaxed: bool = False
    """Whether nothing has all of the words, and these results have most of them."""

    @property
    def node(self) -> Node | None:
        """What the results were found by."""
        return self.results.query.node


def rewrite_query(library: Library, request: SearchRequest) -> RewrittenQuery:
    """How the query of a request is taken."""
    return library.rewrite(request.q, request.exact)


def engine_query(library: Library, request: SearchRequest) -> Query:
    """The engine's query for a settled request; with no words to rank by, the order is the documents' own."""
    return _query(request, rewrite_query(library, request).node)


def displayed_query(library: Library, request: SearchRequest) -> Query:
    """The engine's query that a reader sees the results of: the looser one where nothing has all of the words."""
    understood = rewrite_query(library, request)
    query = _query(request, understood.node)
    looser = _looser(understood, query)
    return query if looser is None or library.search(replace(query, page=1, size=1)).total else looser


def _looser(understood: RewrittenQuery, query: Query) -> Query | None:
    return replace(query, node=understood.relaxed) if understood.relaxed else None


def _query(request: SearchRequest, node: Node | None, size: int = PAGE_SIZE) -> Query:
    sort = "document" if node is None and request.sort == "relevance" else request.sort
    return Query(node, request.filters, sort, request.page, size, excluded=request.excluded)


def find(library: Library, reading: ParsedRequest, size: int = PAGE_SIZE) -> SearchOutcome:
    """Answer a request by so many hits; a query without a word in it finds nothing, an empty one everything."""
    settled = resolve_filters(reading.request, library)
    request, notices = settled.request, [*reading.notices, *settled.notices]
    understood = rewrite_query(library, request)
    notices += [Notice("query_read", text) for text in understood.parsed.remarks]
    query = _query(request, understood.node, size)
    if not understood.searchable:
        return SearchOutcome(replace(request, page=1), understood, _nothing(library, query), tuple(notices))
    if not request.q:
        text = "No words were given, so this is everything. Type a word, or narrow by the lists."
        notices.append(Notice("empty_query", text))
    results, looser = library.search(query), _looser(understood, query)
    nearest = library.search(looser) if looser and not results.total else results
    loose = nearest.total > results.total
    results = nearest if loose else results
    if results.page != request.page:
        text = f"There is no page {request.page:,}; the last one is page {results.pages:,}."
        notices.append(Notice("page_past_end", text))
    return SearchOutcome(replace(request, page=results.page), understood, results, tuple(notices), loose)


def _nothing(library: Library, query: Query) -> SearchResults:
    """No hits, with the chosen filters kept in sight."""
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
