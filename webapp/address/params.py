"""The search request and its URL arguments: the URL of a page is its whole state.

It knows neither Flask nor the library; `resolve_filters` is given the values that exist.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Protocol
from urllib.parse import urlencode

from indexer.query.expansion import REWRITE_KINDS, RewriteKind
from indexer.query.results import FACETS, PAGE_SIZE, FacetName, Sort, WordsNeeded
from indexer.speech.joined import listed
from indexer.speech.translation import gettext
from indexer.text.plurals import plural

from .arguments import (
    MAX_PAGE,
    Notice,
    clean_line,
    read_exact,
    read_group,
    read_page,
    read_query,
    read_size,
    read_sort,
    read_words,
)
from .facet_titles import facet_in_sentence

MARKS_OFF = "off"
"""The value of `marks` that switches highlights off."""
MAX_NAMED = 3
"""Unknown values that one notice names; the rest are counted."""


@dataclass(frozen=True)
class SearchRequest:
    """A search as the reader asks for it: the query as typed, the filters by facet, the order, the page.

    Every value is normalised, so that equal searches are equal requests with equal URLs.
    """

    q: str = ""
    filters: Mapping[FacetName, tuple[str, ...]] = field(default_factory=dict)
    sort: Sort = "relevance"
    page: int = 1
    excluded: Mapping[FacetName, tuple[str, ...]] = field(default_factory=dict)
    """Excluded values of facets; a value that is also selected is not excluded."""
    exact: tuple[RewriteKind, ...] = ()
    """The expansions of the query that are switched off."""
    group: str = ""
    """`document` or `session`; with `:` and a group's key behind it, only the passages of that group."""
    words: WordsNeeded = "most"
    """Whether passages with most of the words of the query are found too, or only those with all of them."""
    size: int = PAGE_SIZE
    """How many results a page shows."""
    marks: bool = True
    """Whether matches are highlighted, on the results and on the pages that they lead to."""

    def __post_init__(self) -> None:
        selected = _normalised(self.filters)
        excluded = {
            name: set(values) - set(selected.get(name, ())) for name, values in _normalised(self.excluded).items()
        }
        object.__setattr__(self, "q", clean_line(self.q))
        object.__setattr__(self, "filters", selected)
        object.__setattr__(self, "excluded", _normalised(excluded))
        object.__setattr__(self, "exact", tuple(name for name in REWRITE_KINDS if name in self.exact))
        object.__setattr__(self, "page", min(max(self.page, 1), MAX_PAGE))

    def selected_values(self, facet: FacetName) -> tuple[str, ...]:
        """Return the selected values of a facet."""
        return self.filters.get(facet, ())

    def excluded_values(self, facet: FacetName) -> tuple[str, ...]:
        """Return the excluded values of a facet."""
        return self.excluded.get(facet, ())

    def with_query(self, q: str) -> SearchRequest:
        """Return the request with another query and no open group, on page 1."""
        return replace(self, q=q, page=1, group=self.group.partition(":")[0])

    def with_group(self, group: str) -> SearchRequest:
        """Return the request with another grouping, on page 1."""
        return replace(self, group=group, page=1)

    def with_value_toggled(self, facet: FacetName, value: str) -> SearchRequest:
        """Return the request with a value selected, or no longer selected, on page 1."""
        return self.with_values(facet, set(self.selected_values(facet)) ^ {value})

    def with_values(self, facet: FacetName, values: Iterable[str]) -> SearchRequest:
        """Return the request with exactly these values of a facet selected, on page 1."""
        return replace(self, filters={**self.filters, facet: tuple(values)}, page=1)

    def with_exclusion_toggled(self, facet: FacetName, value: str) -> SearchRequest:
        """Return the request with a value excluded, or no longer excluded, on page 1."""
        filters = {**self.filters, facet: tuple(set(self.selected_values(facet)) - {value})}
        excluded = {**self.excluded, facet: tuple(set(self.excluded_values(facet)) ^ {value})}
        return replace(self, filters=filters, excluded=excluded, page=1)

    def without_facet(self, facet: FacetName) -> SearchRequest:
        """Return the request with no value of a facet selected or excluded, on page 1."""
        return replace(self, filters={**self.filters, facet: ()}, excluded={**self.excluded, facet: ()}, page=1)

    def without_filters(self) -> SearchRequest:
        """Return the request without filters, on page 1."""
        return replace(self, filters={}, excluded={}, page=1)

    def with_exact_toggled(self, name: RewriteKind) -> SearchRequest:
        """Return the request with an expansion switched off, or on again, on page 1."""
        return replace(self, exact=tuple(set(self.exact) ^ {name}), page=1)

    def with_all_expansions(self) -> SearchRequest:
        """Return the request with every expansion on, and most of the words enough, on page 1."""
        return replace(self, exact=(), words="most", page=1)

    def with_words(self, words: WordsNeeded) -> SearchRequest:
        """Return the request for passages with most of the words too, or with all of them only, on page 1."""
        return replace(self, words=words, page=1)

    def with_sort(self, sort: Sort) -> SearchRequest:
        """Return the request in another order, on page 1."""
        return replace(self, sort=sort, page=1)

    def with_size(self, size: int) -> SearchRequest:
        """Return the request with so many results on a page, on page 1."""
        return replace(self, size=size, page=1)

    def with_marks(self, marks: bool) -> SearchRequest:
        """Return the request with or without highlighted matches."""
        return replace(self, marks=marks)

    def with_page(self, page: int) -> SearchRequest:
        """Return the request on another page."""
        return self if page == self.page else replace(self, page=page)

    def searched(self) -> SearchRequest:
        """Return what is asked for, without how it is shown: in the usual order and form, on page 1.

        An open group stays, since it says which passages are asked for.
        """
        group = self.group if ":" in self.group else ""
        return SearchRequest(
            self.q, self.filters, excluded=self.excluded, exact=self.exact, group=group, words=self.words
        )

    @cached_property
    def query_string(self) -> str:
        """The request as a query string without the `?`; empty for the default request. Every hit links back to it."""
        return urlencode(request_pairs(self))


@dataclass(frozen=True)
class ParsedRequest:
    """A request with the notices about what was not accepted."""

    request: SearchRequest
    notices: tuple[Notice, ...] = ()
    ignored: tuple[str, ...] = ()
    """The filters that were left out, with the reason: `year not “2024”, also chosen`."""


class KnownValues(Protocol):
    """The values that can be filtered by; a library is one."""

    def facet_labels(self, facet: FacetName) -> Mapping[str, str]:
        """Return every value of a facet with its label."""

    def expand_sessions(self, value: str) -> tuple[str, ...]:
        """Return the session values that a typed session means."""


def request_pairs(request: SearchRequest) -> tuple[tuple[str, str], ...]:
    """Return the request as name and value pairs without the defaults.

    `parse_request` returns the same request from them.
    """
    pairs = query_pairs(request)
    pairs += [(name, value) for name in FACETS for value in request.selected_values(name)]
    pairs += [(f"{name}!", value) for name in FACETS for value in request.excluded_values(name)]
    return (*pairs, *setting_pairs(request))


def query_pairs(request: SearchRequest) -> list[tuple[str, str]]:
    """Return the pairs that stand before those of the filters."""
    return [("q", request.q)] if request.q else []


def setting_pairs(request: SearchRequest) -> list[tuple[str, str]]:
    """Return the pairs that stand behind those of the filters."""
    pairs: list[tuple[str, str]] = []
    if request.words == "all" and set(request.exact) == set(REWRITE_KINDS):
        pairs.append(("exact", "1"))
    else:
        pairs += [("exact", name) for name in request.exact]
        pairs += [("words", request.words)] if request.words != "most" else []
    if request.sort != "relevance":
        pairs.append(("sort", request.sort))
    if request.group:
        pairs.append(("group", request.group))
    if request.size != PAGE_SIZE:
        pairs.append(("show", str(request.size)))
    if not request.marks:
        pairs.append(("marks", MARKS_OFF))
    if request.page > 1:
        pairs.append(("page", str(request.page)))
    return pairs


def parse_request(pairs: Iterable[tuple[str, str]]) -> ParsedRequest:
    """Parse name and value pairs into a request; unknown names are ignored."""
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    q, q_notices = read_query(values.get("q", []))
    sort, sort_notices = read_sort(values.get("sort", []))
    page, page_notices = read_page(values.get("page", []))
    filters = {name: tuple(values.get(name, ())) for name in FACETS}
    excluded = {name: tuple(values.get(f"{name}!", ())) for name in FACETS}
    exact, exact_notices = read_exact(values.get("exact", []))
    words, words_notices = read_words(values.get("words", []), values.get("exact", []))
    group, group_notices = read_group(values.get("group", []))
    size, size_notices = read_size(values.get("show", []))
    marks = MARKS_OFF not in values.get("marks", [])
    request = SearchRequest(q, filters, sort, page, excluded, exact, group, words, size, marks)
    notices = q_notices + sort_notices + page_notices + exact_notices + words_notices + group_notices + size_notices
    clashes = tuple(_clashes(filters, excluded))
    notices += tuple(
        Notice(
            "excluded_and_chosen",
            gettext("%(values)s is both chosen and excluded, so it is not excluded.", values=_quoted(both)),
        )
        for _, both in clashes
    )
    return ParsedRequest(
        request,
        notices,
        tuple(
            gettext("%(filter)s not %(values)s, also chosen", filter=facet_in_sentence(name), values=_quoted(both))
            for name, both in clashes
        ),
    )


def resolve_filters(request: SearchRequest, values: KnownValues) -> ParsedRequest:
    """Return the request whose sessions have their meetings: a bare session becomes every session it can mean.

    A value that no paper has stays, and a notice names it. Nothing matches it: the count of such a filter is 0, and
    never that of the search without it.
    """
    filters: dict[FacetName, tuple[str, ...]] = {}
    excluded: dict[FacetName, tuple[str, ...]] = {}
    notices: list[Notice] = []
    for name in FACETS:
        filters[name], unknown = _full_values(request, name, request.selected_values(name), values)
        excluded[name], unknown_excluded = _full_values(request, name, request.excluded_values(name), values)
        if unknown or unknown_excluded:
            notices.append(unknown_notice(name, [*unknown, *unknown_excluded]))
    return ParsedRequest(replace(request, filters=filters, excluded=excluded), tuple(notices))


def _full_values(
    request: SearchRequest, name: FacetName, typed: tuple[str, ...], values: KnownValues
) -> tuple[tuple[str, ...], list[str]]:
    """Return the given values in full, and those of them that no paper has."""
    unknown: list[str] = []
    full: list[str] = []
    labels = values.facet_labels(name) if typed else {}
    for value in typed:
        candidates = values.expand_sessions(value) if name == "session" else (value,)
        candidates = tuple(candidate for candidate in candidates if candidate in labels)
        full += _in_meetings(candidates, request.selected_values("meeting")) or (value,)
        if not candidates:
            unknown.append(value)
    return tuple(full), unknown


def _in_meetings(sessions: tuple[str, ...], meetings: tuple[str, ...]) -> tuple[str, ...]:
    """Return, of several sessions that one bare value means, those of the selected meetings, if there are any."""
    inside = tuple(session for session in sessions if session.partition("/")[0] in meetings)
    return inside if len(sessions) > 1 and inside else sessions


def unknown_notice(facet: FacetName, values: list[str]) -> Notice:
    """Return the notice about values of a facet that no paper has."""
    text = gettext(
        "No %(filter)s in the papers matches %(values)s.", filter=facet_in_sentence(facet), values=_quoted(values)
    )
    return Notice("unknown_value", text)


def _quoted(values: Sequence[str]) -> str:
    """Return the first values in quotation marks, and how many more there are."""
    named = listed(gettext("“%(words)s”", words=value[:60]) for value in values[:MAX_NAMED])
    more = len(values) - MAX_NAMED
    if more <= 0:
        return named
    return plural("%(values)s and %(num)s more", "%(values)s and %(num)s more", more, values=named)


def _clashes(
    filters: Mapping[FacetName, Iterable[str]], excluded: Mapping[FacetName, Iterable[str]]
) -> Iterator[tuple[FacetName, list[str]]]:
    """Yield each facet of which values are chosen and excluded at once, with these values."""
    chosen = _normalised(filters)
    for name, values in _normalised(excluded).items():
        if both := sorted(set(values) & set(chosen.get(name, ()))):
            yield name, both


def _normalised(values: Mapping[FacetName, Iterable[str]]) -> dict[FacetName, tuple[str, ...]]:
    """Return the values of each facet that has any: cleaned, unique, sorted."""
    if not values:
        return {}
    cleaned = {name: sorted(set(map(clean_line, values[name])) - {""}) for name in FACETS if values.get(name)}
    return {name: tuple(unique) for name, unique in cleaned.items() if unique}
