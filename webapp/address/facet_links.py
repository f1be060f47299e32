"""The paths that select or exclude one value more, for the hundreds of such links of a page of results.

Each is the path of the request that `SearchRequest` makes for the same step; what they share is encoded once.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote_plus, urlencode

from indexer.query.results import FACETS, FacetName

from .arguments import clean_line
from .params import SearchRequest, query_pairs, setting_pairs
from .urls import SEARCH

_VALUES_CACHED = 20_000
"""Encoded values cached: pages list the same values again and again."""


class FacetLinks:
    """The links of the facets of one search."""

    def __init__(self, request: SearchRequest) -> None:
        request = request.with_page(1)
        self._selected = {name: set(values) for name, values in request.filters.items()}
        self._excluded = {name: set(values) for name, values in request.excluded.items()}
        self._before = urlencode(query_pairs(request))
        self._behind = urlencode(setting_pairs(request))
        self._selections = {name: _encoded(name, values) for name, values in self._selected.items()}
        self._exclusions = {name: _encoded(f"{name}!", values) for name, values in self._excluded.items()}

    def selection(self, facet: FacetName, value: str) -> str:
        """Return the path with a value selected, or no longer selected."""
        selected = self._selected.get(facet, set()) ^ {value}
        return self._path(facet, selected, self._excluded.get(facet, set()))

    def exclusion(self, facet: FacetName, value: str) -> str:
        """Return the path with a value excluded, or no longer excluded."""
        return self._path(facet, self._selected.get(facet, set()) - {value}, self._excluded.get(facet, set()) ^ {value})

    def _path(self, facet: FacetName, selected: Iterable[str], excluded: Iterable[str]) -> str:
        """Return the path with these values of one facet; a value that is selected is not excluded."""
        selected = set(map(clean_line, selected))
        selections = self._selections | {facet: _encoded(facet, selected)}
        exclusions = self._exclusions | {facet: _encoded(f"{facet}!", set(map(clean_line, excluded)) - selected)}
        parts = [
            self._before,
            *(selections[name] for name in FACETS if name in selections),
            *(exclusions[name] for name in FACETS if name in exclusions),
            self._behind,
        ]
        arguments = "&".join(filter(None, parts))
        return f"{SEARCH}?{arguments}" if arguments else SEARCH


def _encoded(name: str, values: Iterable[str]) -> str:
    """Return the arguments of the values of a facet, encoded."""
    return "&".join(_argument(name, value) for value in sorted(values) if value)


@lru_cache(maxsize=_VALUES_CACHED)
def _argument(name: str, value: str) -> str:
    return f"{quote_plus(name)}={quote_plus(value)}"
