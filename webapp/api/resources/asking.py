"""The parameters of a search, and the search that they ask for: the same that the pages of results ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Annotated, Literal
from urllib.parse import urlencode

from msgspec import Meta, Struct, field

from indexer.query.expansion import RewriteKind
from indexer.query.parser import MAX_QUERY_LENGTH
from indexer.query.results import FACETS, GROUP_KINDS, FacetName, GroupKey, SearchResults, WordsNeeded
from indexer.store.library import Library
from webapp.address.arguments import MAX_GROUP, Notice
from webapp.address.params import ParsedRequest, SearchRequest, parse_request, request_pairs, resolve_filters
from webapp.api.contract.operation import CursorText, Limit
from webapp.api.contract.parameters import meant
from webapp.search.find import PreparedSearch, find_left_out, no_results, prepare_search

from .records import NoticeItem, each_once

_MOST_NAMED = 3
_QUERY_NAMES = frozenset({"q", "words", "exact", "sort", *FACETS, *(f"{name}!" for name in FACETS)})
ExpansionSwitch = Literal[RewriteKind, "1"]

Values = Annotated[tuple[str, ...], Meta(max_length=100)]
GroupName = Annotated[
    str,
    Meta(
        pattern=f"^$|^({'|'.join(GROUP_KINDS)}):.",
        max_length=MAX_GROUP,
        examples=["document:ID", "session:MEETING/SESSION"],
    ),
]
QueryText = Annotated[str, Meta(max_length=MAX_QUERY_LENGTH)]


class FilterParameters(Struct, frozen=True, kw_only=True):
    """Filters: of the values of one any may hold, and all of the filters must."""

    meeting: Values = ()
    """Ids of meetings; `no_meeting` for papers of none."""
    year: Values = ()
    """Years of meetings; `undated` where none is known."""
    session: Values = ()
    """Sessions as `meeting/session`; or the id or number of a session, which means those of all meetings."""
    kind: Values = ()
    """Kinds of papers, as `summary`."""
    status: Values = ()
    """`planned`, `reported` or `unknown`."""
    person: Values = ()
    """Ids of people who are named with the passage."""
    organisation: Values = ()
    """Names of organisations, as the facet has them."""
    country: Values = ()
    """Names of countries that speak, as the facet has them."""
    place: Values = ()
    """Places of meetings, as the facet has them."""
    language: Values = ()
    """Languages of papers, as BCP 47 tags."""
    mention: Values = ()
    """Symbols of documents that the passage mentions, as `S/RES/2719`."""
    voice: Values = ()
    """Voices without a name to which the passage gives words, as `several`."""
    not_meeting: Values = field(default=(), name="meeting!")
    """Ids of meetings to exclude."""
    not_year: Values = field(default=(), name="year!")
    """Years to exclude."""
    not_session: Values = field(default=(), name="session!")
    """Sessions to exclude."""
    not_kind: Values = field(default=(), name="kind!")
    """Kinds of papers to exclude."""
    not_status: Values = field(default=(), name="status!")
    """Statuses to exclude."""
    not_person: Values = field(default=(), name="person!")
    """Ids of people to exclude."""
    not_organisation: Values = field(default=(), name="organisation!")
    """Organisations to exclude."""
    not_country: Values = field(default=(), name="country!")
    """Countries to exclude."""
    not_place: Values = field(default=(), name="place!")
    """Places to exclude."""
    not_language: Values = field(default=(), name="language!")
    """Languages to exclude."""
    not_mention: Values = field(default=(), name="mention!")
    """Mentioned documents to exclude."""
    not_voice: Values = field(default=(), name="voice!")
    """Voices to exclude."""


class ReadingParameters(FilterParameters, frozen=True, kw_only=True):
    """Filters, and how the words of a query are read."""

    words: WordsNeeded = "most"
    """Whether passages with most of the words are found too, or only those with all of them."""
    exact: tuple[ExpansionSwitch, ...] = ()
    """Kinds of expansion to switch off; `1` switches all off, and asks for passages with all words."""


class QueryParameters(ReadingParameters, frozen=True, kw_only=True):
    """A search: the query and the filters."""

    q: QueryText = ""
    """The query, in the query language of the site. Without one everything is found."""


class ListParameters(Struct, frozen=True, kw_only=True):
    """A part of a list."""

    limit: Limit = 20
    cursor: CursorText = ""


@dataclass(frozen=True)
class AskedSearch:
    """A search as the API asks it."""

    request: SearchRequest
    """The search as the pages have it."""
    prepared: PreparedSearch
    notices: tuple[NoticeItem, ...]
    unknown: tuple[Notice, ...] = ()
    """The values that no paper has, as the pages name them."""
    ignored: tuple[str, ...] = ()
    """The values that are left out of it, each with the reason."""

    @property
    def finds_nothing(self) -> bool:
        """Whether nothing has to be searched for, because the query has no word."""
        return not self.prepared.rewritten.searchable

    def results(
        self, library: Library, size: int, facets: tuple[FacetName, ...] = (), top_values: int | None = None
    ) -> SearchResults:
        """Return the first hits, with some facets and so many values of each, or all."""
        query = replace(self.prepared.query, page=1, size=size, facets=facets, top_values=top_values)
        if self.finds_nothing:
            nothing = no_results(library, query)
            return replace(nothing, facets=tuple(facet for facet in nothing.facets if facet.name in facets))
        return library.search(query)

    def left_out(self, library: Library, results: SearchResults) -> Iterator[NoticeItem]:
        """Yield the notice of the passages that have too little of the query to be among the results."""
        is_whole = not self.finds_nothing and self.prepared.query.within is None
        left_out = find_left_out(library, self.prepared, results) if is_whole else None
        if left_out:
            yield NoticeItem("common_words_only", f"{left_out.text} To find them, search for {left_out.request.q}")


def asked_search(
    library: Library, pairs: Iterable[tuple[str, str]], within: GroupKey | None = None, *, with_query: bool = True
) -> AskedSearch:
    """Return the search that parameters ask for, which were read already; `with_query` is off for its filters alone."""
    names = _QUERY_NAMES if with_query else _QUERY_NAMES - {"q"}
    parsed = parse_request((name, value) for name, value in pairs if name in names)
    resolved = resolve_filters(parsed.request, library)
    typed, request = parsed.request, resolved.request
    prepared = prepare_search(library, request)
    if within:
        prepared = replace(prepared, query=replace(prepared.query, within=within))
    rewritten = prepared.rewritten
    return AskedSearch(
        request,
        prepared,
        each_once(
            _clashes(parsed),
            _unknown_values(library, typed),
            (NoticeItem("query_read", text) for text in rewritten.parsed.remarks),
        ),
        resolved.notices,
        parsed.ignored,
    )


def query_of(request: SearchRequest, *more: tuple[str, str]) -> str:
    """Return a search as the query of an address of the API, with its question mark; empty for everything."""
    pairs = [*request_pairs(request), *more]
    return f"?{urlencode(pairs)}" if pairs else ""


def group_key(name: str) -> GroupKey | None:
    """Return the group of a `GroupName`; None for an empty one."""
    by, _, key = name.partition(":")
    return next((GroupKey(kind, key) for kind in GROUP_KINDS if kind == by), None)


def _clashes(parsed: ParsedRequest) -> Iterator[NoticeItem]:
    """Yield the notices about values that are chosen and excluded at once."""
    for notice in parsed.notices:
        if notice.code == "excluded_and_chosen":
            yield NoticeItem(notice.code, notice.text)


def _unknown_values(library: Library, typed: SearchRequest) -> Iterator[NoticeItem]:
    """Yield a notice for each facet with values that no paper has."""
    for name in FACETS:
        given = (*typed.selected_values(name), *typed.excluded_values(name))
        labels = library.facet_labels(name) if given else {}
        unknown = [
            value
            for value in given
            if not any(known in labels for known in (library.expand_sessions(value) if name == "session" else (value,)))
        ]
        for value in unknown[:_MOST_NAMED]:
            likely = meant(value, labels)
            advice = f" Did you mean “{likely}”?" if likely else ""
            yield NoticeItem("unknown_value", f"No paper has the {name} “{value[:60]}”, so nothing matches it.{advice}")
