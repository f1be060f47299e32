"""The ways to look at one set of results, as links that keep the query and the filters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal, get_args

from indexer.query.results import PAGE_SIZE, SearchResults
from indexer.store.library import Library
from webapp.address import urls
from webapp.address.arguments import Notice
from webapp.address.params import Reading, SearchRequest
from webapp.search.facets import Chip, chips
from webapp.search.find import Found, find, query_of
from webapp.search.results import Choice

Way = Literal["list", "concordance", "chart", "matrix"]
WAYS: tuple[Way, ...] = get_args(Way)
TITLES: dict[Way, str] = {
    "list": "List",
    "concordance": "Concordance",
    "chart": "Chart",
    "matrix": "Compare",
}


def ways(request: SearchRequest, current: Way) -> tuple[Choice, ...]:
    """Every way to look at the results of a request; the order and the page of the list stay with the list."""
    plain = replace(request, sort="relevance", page=1)
    paths = {
        "list": urls.search_path(request.on_page(1)),
        "concordance": urls.concordance_path(plain),
        "chart": urls.chart_path(plain),
        "matrix": urls.matrix_path(plain),
    }
    return tuple(Choice(TITLES[way], paths[way], way == current) for way in WAYS)


def strictly(library: Library, reading: Reading, size: int = PAGE_SIZE) -> Found:
    """Answer a request with what has all of its words only: what is counted and lined up must be what was asked for."""
    found = find(library, reading, size)
    if not found.loose:
        return found
    text = "Nothing has all of these words. The list shows the passages that come nearest."
    query = query_of(library, found.request)
    notices = (*found.notices, Notice("only_loose", text))
    return replace(found, results=library.search(query), notices=notices, loose=False)


def look_chips(
    results: SearchResults, request: SearchRequest, path: Callable[[SearchRequest], str]
) -> tuple[Chip, ...]:
    """Every filter that is on, as links that take it off and stay with the way of looking; `path` gives its address."""
    found = chips(results.facets, request, {})
    each = [
        request.toggled_out(facet.name, value.value) if value.excluded else request.toggled(facet.name, value.value)
        for facet in results.facets
        for value in facet.values
        if value.selected or value.excluded
    ]
    return tuple(replace(chip, url=path(without)) for chip, without in zip(found, each, strict=True))
