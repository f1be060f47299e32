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

    @property
    def strict(self) -> PreparedSearch:
        """The search for what has all of the words, prepared without parsing the query again."""
        return _prepared(self.request, self.understood, PAGE_SIZE)


@dataclass(frozen=True)
class PreparedSearch:
    """A request with resolved filters, with its query parsed and rewritten once: every step of an answer uses this."""

    request: SearchRequest
    understood: RewrittenQuery
    query: Query
    """What an engine is asked. With no words to rank by, the order is the documents' own."""
    relaxed: Query | None
    """What to ask where nothing has all of the words; None where there is nothing to relax."""

    def displayed_query(self, library: Library) -> Query:
        """Return the query that a reader sees the results of: the relaxed one where nothing has all of the words."""
        if self.relaxed is None or library.search(replace(self.query, page=1, size=1)).total:
            return self.query
        return self.relaxed

    def for_request(self, request: SearchRequest) -> PreparedSearch:
        """Return the search for another request with the same query, without parsing it again.

        Raise ValueError when the query text or the expansions differ.
        """
        if (request.q, request.exact) != (self.request.q, self.request.exact):
            raise ValueError("another query has to be parsed")
        return _prepared(request, self.understood, self.query.size)


def prepare_search(library: Library, request: SearchRequest, size: int = PAGE_SIZE) -> PreparedSearch:
    """Parse and rewrite the query of a request whose filters are resolved; `size` is the number of hits on a page."""
    return _prepared(request, library.rewrite(request.q, request.exact), size)


def engine_query(library: Library, request: SearchRequest) -> Query:
    """Return the engine's query for a request that is asked only once."""
    return prepare_search(library, request).query


def _prepared(request: SearchRequest, understood: RewrittenQuery, size: int) -> PreparedSearch:
    sort = "document" if understood.node is None and request.sort == "relevance" else request.sort
    query = Query(understood.node, request.filters, sort, request.page, size, excluded=request.excluded)
    relaxed = replace(query, node=understood.relaxed) if understood.relaxed else None
    return PreparedSearch(request, understood, query, relaxed)


def find(library: Library, reading: ParsedRequest, size: int = PAGE_SIZE) -> SearchOutcome:
    """Answer a request by so many hits; a query without a word in it finds nothing, an empty one everything."""
    settled = resolve_filters(reading.request, library)
    request, notices = settled.request, [*reading.notices, *settled.notices]
    search = prepare_search(library, request, size)
    understood, query = search.understood, search.query
    notices += [Notice("query_read", text) for text in understood.parsed.remarks]
    if not understood.searchable:
        return SearchOutcome(replace(request, page=1), understood, _nothing(library, query), tuple(notices))
    if not request.q:
        text = "No words were given, so this is everything. Type a word, or narrow by the lists."
        notices.append(Notice("empty_query", text))
    results = library.search(query)
    nearest = library.search(search.relaxed) if search.relaxed and not results.total else results
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
