"""The tabs over a set of results: links to each way to view it that keep the query and the filters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal, get_args

from indexer.query.results import SearchResults
from indexer.speech.marking import marked
from indexer.speech.translation import gettext
from webapp.address import urls
from webapp.address.params import SearchRequest
from webapp.search.facets import FilterChip, filter_chips
from webapp.search.results import Choice

ResultTab = Literal["list", "concordance", "chart", "words", "matrix"]
RESULT_TABS: tuple[ResultTab, ...] = get_args(ResultTab)
TAB_TITLES: dict[ResultTab, str] = {
    "list": marked("List"),
    "concordance": marked("Concordance"),
    "chart": marked("Chart"),
    "words": marked("Word trends"),
    "matrix": marked("Compare"),
}


def result_tabs(request: SearchRequest, current: ResultTab) -> tuple[Choice, ...]:
    """Return every tab for a request; only the list keeps its order and page."""
    unsorted = replace(request, sort="relevance", page=1)
    paths = {
        "list": urls.search_path(request.with_page(1)),
        "concordance": urls.concordance_path(unsorted),
        "chart": urls.chart_path(unsorted),
        "words": urls.words_path(unsorted),
        "matrix": urls.matrix_path(unsorted),
    }
    return tuple(Choice(gettext(TAB_TITLES[tab]), paths[tab], tab == current) for tab in RESULT_TABS)


def tab_chips(
    results: SearchResults, request: SearchRequest, path: Callable[[SearchRequest], str]
) -> tuple[FilterChip, ...]:
    """Return every active filter as a link that removes it and stays on the tab; `path` builds the tab's URL."""
    chips = filter_chips(results.facets, request, {})
    requests_without = [
        request.with_exclusion_toggled(facet.name, value.value)
        if value.excluded
        else request.with_value_toggled(facet.name, value.value)
        for facet in results.facets
        for value in facet.values
        if value.selected or value.excluded
    ]
    return tuple(
        replace(chip, url=path(request_without)) for chip, request_without in zip(chips, requests_without, strict=True)
    )
