"""The paths that select or exclude one value more, for the hundreds of such links of a page of results.

Each is the path of the request that `SearchRequest` makes for the same step; what they share is encoded once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote_plus, urlencode

from indexer.query.results import FACETS, FacetName

from .arguments import clean_line
from .params import SearchRequest, query_pairs, setting_pairs
from .urls import SEARCH

_VALUES_CACHED = 20_000
"""Encoded values cached: pages list the same values again and again."""
_MARK = "\0"
"""Stands for a value in a path; no encoded argument has it."""


class ValueLinks(NamedTuple):
    """The paths that take one more step with a value."""

    selection: str
    """Selects it, or no longer selects it."""
    exclusion: str
    """Excludes it, or no longer excludes it."""


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

    @property
    def length(self) -> int:
        """Characters of a path without the facets, about."""
        return len(self._before) + len(self._behind) + 1

    def selection(self, facet: FacetName, value: str) -> str:
        """Return the path with a value selected, or no longer selected."""
        selected = self._selected.get(facet, set()) ^ {value}
        return self._path(facet, selected, self._excluded.get(facet, set()))

    def exclusion(self, facet: FacetName, value: str) -> str:
        """Return the path with a value excluded, or no longer excluded."""
        return self._path(facet, self._selected.get(facet, set()) - {value}, self._excluded.get(facet, set()) ^ {value})

    def of_values(self, facet: FacetName, values: Iterable[str]) -> Iterator[ValueLinks]:
        """Yield the paths of each of several values of a facet."""
        if facet in self._selected or facet in self._excluded:
            yield from (ValueLinks(self.selection(facet, value), self.exclusion(facet, value)) for value in values)
            return
        # No other value of the facet has to be sorted in, so that the paths differ in nothing but the value.
        select, _, then_select = self._joined({facet: f"{quote_plus(facet)}={_MARK}"}, {}).partition(_MARK)
        exclude, _, then_exclude = self._joined({}, {facet: f"{quote_plus(facet + '!')}={_MARK}"}).partition(_MARK)
        for encoded in map(_encoded_value, values):
            if encoded:
                yield ValueLinks(f"{select}{encoded}{then_select}", f"{exclude}{encoded}{then_exclude}")
            else:
                yield ValueLinks(self._joined({}, {}), self._joined({}, {}))

    def _path(self, facet: FacetName, selected: Iterable[str], excluded: Iterable[str]) -> str:
        """Return the path with these values of one facet; a value that is selected is not excluded."""
        selected = set(map(clean_line, selected))
        excluded = set(map(clean_line, excluded)) - selected
        return self._joined({facet: _encoded(facet, selected)}, {facet: _encoded(f"{facet}!", excluded)})

    def _joined(self, selections: Mapping[FacetName, str], exclusions: Mapping[FacetName, str]) -> str:
        """Return the path with other arguments for some facets."""
        selections, exclusions = {**self._selections, **selections}, {**self._exclusions, **exclusions}
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
    return "&".join(f"{quote_plus(name)}={_encoded_value(value)}" for value in sorted(values) if value)


@lru_cache(maxsize=_VALUES_CACHED)
def _encoded_value(value: str) -> str:
    return quote_plus(clean_line(value))
