"""The ways to look at one set of results, as links that keep the query and the filters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal, get_args

from indexer.query.results import PAGE_SIZE, SearchResults
from indexer.store.library import Library
from webapp.address import urls
from webapp.address.arguments import Notice
from webapp.address.params import ParsedRequest, SearchRequest
from webapp.search.facets import FilterChip, filter_chips
from webapp.search.find import SearchOutcome, engine_query, find
from webapp.search.results import Choice

ResultTab = Literal["list", "concordance", "chart", "matrix"]
RESULT_TABS: tuple[ResultTab, ...] = get_args(ResultTab)
TAB_TITLES: dict[ResultTab, str] = {
    "list": "List",
    "concordance": "Concordance",
    "chart": "Chart",
    "matrix": "Compare",
}


def result_tabs(request: SearchRequest, current: ResultTab) -> tuple[Choice, ...]:
    """Every way to look at the results of a request; the order and the page of the list stay with the list."""
    plain = replace(request, sort="relevance", page=1)
    paths = {
        "list": urls.search_path(request.with_page(1)),
        "concordance": urls.concordance_path(plain),
        "chart": urls.chart_path(plain),
        "matrix": urls.matrix_path(plain),
    }
    return tuple(Choice(TAB_TITLES[way], paths[way], way == current) for way in RESULT_TABS)


def find_strict(library: Library, reading: ParsedRequest, size: int = PAGE_SIZE) -> SearchOutcome:
    """Answer a request with what has all of its words only: what is counted and lined up must be what was asked for."""
    found = find(library, reading, size)
    if not found.relaxed:
        return found
    text = "Nothing has all of these words. The list shows the passages that come nearest."
    query = engine_query(library, found.request)
    notices = (*found.notices, Notice("only_loose", text))
    return replace(found, results=library.search(query), notices=notices, relaxed=False)


def tab_chips(
    results: SearchResults, request: SearchRequest, path: Callable[[SearchRequest], str]
) -> tuple[FilterChip, ...]:
    """Every filter that is on, as links that take it off and stay with the way of looking; `path` gives its address."""
    found = filter_chips(results.facets, request, {})
    each = [
        request.with_exclusion_toggled(facet.name, value.value)
        if value.excluded
        else request.with_value_toggled(facet.name, value.value)
        for facet in results.facets
        for value in facet.values
        if value.selected or value.excluded
    ]
    return tuple(replace(chip, url=path(without)) for chip, without in zip(found, each, strict=True))
