"""Request arguments to a search request and back: the address of a page is its whole state.

Nothing here knows the web framework or looks anything up; `settle` is told what values exist.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol
from urllib.parse import urlencode

from indexer.query.expansion import REWRITE_KINDS, RewriteKind
from indexer.query.results import FACETS, FacetName, Sort

from .arguments import MAX_PAGE, Notice, clean_line, read_exact, read_group, read_page, read_query, read_sort

MAX_NAMED = 3
"""Unknown values that one notice names; the rest are counted."""


@dataclass(frozen=True)
class SearchRequest:
    """What a reader asks for: the query as typed, filters by facet, the order, the page.

    Every value is put into one form, so that equal searches are equal requests with equal addresses.
    """

    q: str = ""
    filters: Mapping[FacetName, tuple[str, ...]] = field(default_factory=dict)
    sort: Sort = "relevance"
    page: int = 1
    excluded: Mapping[FacetName, tuple[str, ...]] = field(default_factory=dict)
    """Values of facets that are left out; one that is chosen too is not."""
    exact: tuple[RewriteKind, ...] = ()
    """Which widenings of the query are switched off."""
    group: str = ""
    """`document` or `session` to group by, with `:` and one group's key behind for the passages of that group only."""

    def __post_init__(self) -> None:
        chosen = _ordered(self.filters)
        left_out = {name: set(values) - set(chosen.get(name, ())) for name, values in _ordered(self.excluded).items()}
        object.__setattr__(self, "q", clean_line(self.q))
        object.__setattr__(self, "filters", chosen)
        object.__setattr__(self, "excluded", _ordered(left_out))
        object.__setattr__(self, "exact", tuple(name for name in REWRITE_KINDS if name in self.exact))
        object.__setattr__(self, "page", min(max(self.page, 1), MAX_PAGE))

    def selected_values(self, facet: FacetName) -> tuple[str, ...]:
        """The values that one facet is narrowed to."""
        return self.filters.get(facet, ())

    def excluded_values(self, facet: FacetName) -> tuple[str, ...]:
        """The values of one facet that are left out."""
        return self.excluded.get(facet, ())

    def with_query(self, q: str) -> SearchRequest:
        """The same filters for another query, from page 1."""
        return replace(self, q=q, page=1, group=self.group.partition(":")[0])

    def with_group(self, group: str) -> SearchRequest:
        """In other groups, from page 1."""
        return replace(self, group=group, page=1)

    def with_value_toggled(self, facet: FacetName, value: str) -> SearchRequest:
        """With the value chosen if it was not, and not if it was, from page 1."""
        return self.with_values(facet, set(self.selected_values(facet)) ^ {value})

    def with_values(self, facet: FacetName, values: Iterable[str]) -> SearchRequest:
        """With exactly these values of one facet chosen, from page 1."""
        return replace(self, filters={**self.filters, facet: tuple(values)}, page=1)

    def with_exclusion_toggled(self, facet: FacetName, value: str) -> SearchRequest:
        """With the value left out if it was not, and not if it was, from page 1."""
        filters = {**self.filters, facet: tuple(set(self.selected_values(facet)) - {value})}
        excluded = {**self.excluded, facet: tuple(set(self.excluded_values(facet)) ^ {value})}
        return replace(self, filters=filters, excluded=excluded, page=1)

    def without_facet(self, facet: FacetName) -> SearchRequest:
        """With nothing of one facet chosen or left out, from page 1."""
        return replace(self, filters={**self.filters, facet: ()}, excluded={**self.excluded, facet: ()}, page=1)

    def without_filters(self) -> SearchRequest:
        """Without any filter, from page 1."""
        return replace(self, filters={}, excluded={}, page=1)

    def with_exact_toggled(self, name: RewriteKind) -> SearchRequest:
        """With a widening switched off if it was on, and on if it was off, from page 1."""
        return replace(self, exact=tuple(set(self.exact) ^ {name}), page=1)

    def with_all_expansions(self) -> SearchRequest:
        """With every widening on, from page 1."""
        return replace(self, exact=(), page=1)

    def with_sort(self, sort: Sort) -> SearchRequest:
        """In another order, from page 1."""
        return replace(self, sort=sort, page=1)

    def with_page(self, page: int) -> SearchRequest:
        """The same search on another page."""
        return replace(self, page=page)


@dataclass(frozen=True)
class ParsedRequest:
    """A request as it was understood, and what was not."""

    request: SearchRequest
    notices: tuple[Notice, ...] = ()


class KnownValues(Protocol):
    """What can be filtered by; a library is one."""

    def facet_labels(self, facet: FacetName) -> Mapping[str, str]:
        """Every value of a facet with its label."""

    def expand_sessions(self, value: str) -> tuple[str, ...]:
        """The session values that a typed session means."""


def request_pairs(request: SearchRequest) -> tuple[tuple[str, str], ...]:
    """The request as name and value pairs, defaults left out; `read` gives the same request back."""
    pairs = [("q", request.q)] if request.q else []
    pairs += [(name, value) for name in FACETS for value in request.selected_values(name)]
    pairs += [(f"{name}!", value) for name in FACETS for value in request.excluded_values(name)]
    pairs += (
        [("exact", "1")] if set(request.exact) == set(REWRITE_KINDS) else [("exact", name) for name in request.exact]
    )
    if request.sort != "relevance":
        pairs.append(("sort", request.sort))
    if request.group:
        pairs.append(("group", request.group))
    if request.page > 1:
        pairs.append(("page", str(request.page)))
    return tuple(pairs)


def query_string(request: SearchRequest) -> str:
    """The request as it stands behind the `?` of an address, or an empty string."""
    return urlencode(request_pairs(request))


def parse_request(pairs: Iterable[tuple[str, str]]) -> ParsedRequest:
    """Understand name and value pairs; names that mean nothing here are passed over in silence."""
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        given.setdefault(name, []).append(value)
    q, q_notices = read_query(given.get("q", []))
    sort, sort_notices = read_sort(given.get("sort", []))
    page, page_notices = read_page(given.get("page", []))
    filters = {name: tuple(given.get(name, ())) for name in FACETS}
    excluded = {name: tuple(given.get(f"{name}!", ())) for name in FACETS}
    exact, exact_notices = read_exact(given.get("exact", []))
    group, group_notices = read_group(given.get("group", []))
    request = SearchRequest(q, filters, sort, page, excluded, exact, group)
    return ParsedRequest(request, q_notices + sort_notices + page_notices + exact_notices + group_notices)


def resolve_filters(request: SearchRequest, values: KnownValues) -> ParsedRequest:
    """Keep the filter values that exist; a bare session stands for every session it can mean."""
    kept: dict[FacetName, tuple[str, ...]] = {}
    excluded: dict[FacetName, tuple[str, ...]] = {}
    notices: list[Notice] = []
    for name in FACETS:
        kept[name], unknown = _known(request, name, request.selected_values(name), values)
        excluded[name], unknown_too = _known(request, name, request.excluded_values(name), values)
        if unknown or unknown_too:
            notices.append(_unknown(name, [*unknown, *unknown_too]))
    return ParsedRequest(replace(request, filters=kept, excluded=excluded), tuple(notices))


def _known(
    request: SearchRequest, name: FacetName, given: tuple[str, ...], values: KnownValues
) -> tuple[tuple[str, ...], list[str]]:
    """The values that exist, of those given, in full; and those that do not."""
    unknown: list[str] = []
    good: list[str] = []
    known = values.facet_labels(name) if given else {}
    for value in given:
        meant = values.expand_sessions(value) if name == "session" else (value,)
        meant = tuple(one for one in meant if one in known)
        good += _within(meant, request.selected_values("meeting"))
        if not meant:
            unknown.append(value)
    return tuple(good), unknown


def _within(sessions: tuple[str, ...], meetings: tuple[str, ...]) -> tuple[str, ...]:
    """Of several sessions that one bare value means, those of the chosen meetings, where there are any."""
    inside = tuple(one for one in sessions if one.partition("/")[0] in meetings)
    return inside if len(sessions) > 1 and inside else sessions


def _unknown(facet: FacetName, values: list[str]) -> Notice:
    """The notice that some values of a facet name nothing here."""
    named = ", ".join(f"“{value[:60]}”" for value in values[:MAX_NAMED])
    more = f" and {len(values) - MAX_NAMED} more" if len(values) > MAX_NAMED else ""
    text = f"There is no {facet} {named}{more} in these papers, so that filter was left out."
    return Notice("unknown_value", text)


def _ordered(values: Mapping[FacetName, Iterable[str]]) -> dict[FacetName, tuple[str, ...]]:
    """The values of each facet that has any, tidied, each once, in one order."""
    tidied = {name: sorted({clean_line(value) for value in values.get(name, ())} - {""}) for name in FACETS}
    return {name: tuple(some) for name, some in tidied.items() if some}
