"""The search behind the results page and the API: a request is resolved, parsed and answered.

How an answer is shown belongs to the page models and the API.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from indexer.query.parser import Node
from indexer.query.printer import canonical
from indexer.query.relaxation import with_any_part
from indexer.query.results import FACETS, Facet, FacetName, FacetValue, Query, SearchResults
from indexer.query.rewrite import RewrittenQuery
from indexer.speech.translation import current_speech, gettext
from indexer.store.library import Library
from indexer.text.plurals import plural
from webapp.address.arguments import Notice
from webapp.address.params import ParsedRequest, SearchRequest, resolve_filters
from webapp.monitoring.request_notes import SearchNote


@dataclass(frozen=True)
class SearchOutcome:
    """A resolved request with its results and the notices for the reader."""

    request: SearchRequest
    rewritten: RewrittenQuery
    results: SearchResults
    notices: tuple[Notice, ...]
    """Messages besides the problems of the query, which are in `rewritten`."""
    ignored: tuple[str, ...] = ()
    """The filters that were left out, each with the reason."""

    @property
    def relaxed(self) -> bool:
        """Whether passages with most of the words are among the results."""
        return self.results.with_most_words > 0

    @property
    def nothing_has_all_words(self) -> bool:
        """Whether no passage has all of the words, whatever else was found."""
        return not self.results.with_all_words

    @property
    def note(self) -> SearchNote | None:
        """What the owner of the site is told of the search; further pages of it, and one without words, are none."""
        if self.request.page > 1 or not self.request.q:
            return None
        narrowed = bool(self.request.filters or self.request.excluded)
        return SearchNote(self.request.q, self.results.total, self.results.with_all_words, narrowed)

    @property
    def node(self) -> Node | None:
        """The query tree that found the results."""
        return self.results.query.node

    @property
    def prepared(self) -> PreparedSearch:
        """The search of this request, prepared without parsing the query again."""
        return _prepared(self.request, self.rewritten, self.request.size)


@dataclass(frozen=True)
class PreparedSearch:
    """A request with resolved filters whose query is parsed and rewritten once for all steps of an answer."""

    request: SearchRequest
    rewritten: RewrittenQuery
    query: Query
    """The engine's query; without a term to rank by, results are in document order."""

    @property
    def strict(self) -> Query:
        """The query for passages with all words only."""
        return replace(self.query, node=self.rewritten.node)

    def for_request(self, request: SearchRequest) -> PreparedSearch:
        """Return the search for another request with the same query, without parsing it again.

        Raise ValueError when the query text or the expansions differ.
        """
        if (request.q, request.exact) != (self.request.q, self.request.exact):
            raise ValueError("another query has to be parsed")
        return _prepared(request, self.rewritten, self.query.size)


def prepare_search(library: Library, request: SearchRequest, size: int | None = None) -> PreparedSearch:
    """Parse and rewrite the query of a request whose filters are resolved; `size` is the number of hits on a page.

    Without a size it is the one that the request asks for.
    """
    return _prepared(request, library.rewrite(request.q, request.exact), size or request.size)


def engine_query(library: Library, request: SearchRequest) -> Query:
    """Return the engine's query for the passages with all words of a request, which is asked only once."""
    return prepare_search(library, request).strict


def _prepared(request: SearchRequest, rewritten: RewrittenQuery, size: int) -> PreparedSearch:
    """Return the search for a request whose query is rewritten already."""
    sort = "document" if rewritten.node is None and request.sort == "relevance" else request.sort
    node = rewritten.node_for(request.words)
    query = Query(node, request.filters, sort, request.page, size, excluded=request.excluded)
    return PreparedSearch(request, rewritten, query)


def find(
    library: Library,
    parsed: ParsedRequest,
    size: int | None = None,
    top_values: int | None = None,
    complete_facets: tuple[FacetName, ...] = (),
) -> SearchOutcome:
    """Search for a request and return its page of `size` hits, or as many as it asks for.

    It has `top_values` of each facet, or all values.

    The `complete_facets` have all values in any case.

    A query without a term finds nothing; an empty query finds everything.
    """
    resolved = resolve_filters(parsed.request, library)
    request, notices, ignored = resolved.request, [*parsed.notices, *resolved.notices], parsed.ignored
    search = prepare_search(library, request, size)
    rewritten, query = search.rewritten, replace(search.query, top_values=top_values, complete_facets=complete_facets)
    notices += [Notice("query_read", text) for text in rewritten.parsed.remarks]
    if not rewritten.searchable:
        return SearchOutcome(replace(request, page=1), rewritten, no_results(library, query), tuple(notices), ignored)
    if not request.q:
        text = gettext("These are all passages. Type a word or use the filters.")
        if any(request.filters.values()) or any(request.excluded.values()):
            text = gettext("These are all passages that match the filters. Type a word to search among them.")
        notices.append(Notice("empty_query", text))
    results = library.search(query)
    if results.page != request.page:
        notices.append(past_end_notice(request.page, results.pages))
    return SearchOutcome(replace(request, page=results.page), rewritten, results, tuple(notices), ignored)


@dataclass(frozen=True)
class CommonWordsOnly:
    """The passages that a search leaves out although they have a word of the query: only common ones."""

    passages: int
    request: SearchRequest
    """The search for passages with any of the words."""

    @property
    def text(self) -> str:
        """What is left out, as a sentence."""
        return plural(
            "%(num)s passage with only common words of the query is not shown.",
            "%(num)s passages with only common words of the query are not shown.",
            self.passages,
        )


def find_left_out(library: Library, search: PreparedSearch, results: SearchResults) -> CommonWordsOnly | None:
    """Return what a search leaves out because its words weigh too little; None where it leaves nothing out.

    Passages with some of the words need a share of their weight, see `indexer/query/relaxation`. So a query with one
    more word can find fewer passages, which a reader has to be told.
    """
    relaxed = search.rewritten.relaxed
    wider = with_any_part(relaxed) if relaxed is not None and search.query.node == relaxed else None
    if wider is None:
        return None
    request = search.request.with_query(canonical(wider))
    passages = library.count(replace(prepare_search(library, request).query, facets=())).total - results.total
    return CommonWordsOnly(passages, request) if passages > 0 else None


def past_end_notice(page: int, pages: int) -> Notice:
    """Return the notice that there are fewer pages than the one asked for."""
    number = current_speech().number
    text = gettext("There is no page %(page)s. The last page is %(last)s.", page=number(page), last=number(pages))
    return Notice("page_past_end", text)


def no_results(library: Library, query: Query) -> SearchResults:
    """Return no hits, with the selected filters kept in the facets."""
    facets = tuple(
        Facet(
            name,
            tuple(
                FacetValue(value, library.facet_labels(name).get(value, value), 0, selected=not out, excluded=out)
                for out, values in ((False, query.filters), (True, query.excluded))
                for value in values.get(name, ())
            ),
        )
        for name in FACETS
    )
    return SearchResults(query, 0, 0, 1, 1, (), facets)
