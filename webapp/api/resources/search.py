"""The search: its hits, its groups, and the values of its facets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct, convert

from indexer.errors import UnknownId
from indexer.explore.json_answers import ReasonRecord, UnderstoodRecord, understood_record
from indexer.meetings.labels import natural_key
from indexer.query.results import (
    FACETS,
    NO_SESSION_PREFIX,
    UNDATED,
    FacetName,
    FacetValue,
    Grouping,
    Hit,
    MatchPlace,
    Sort,
)
from indexer.store.library import Library
from indexer.suggest.entry import folded_key
from webapp.address import urls
from webapp.api.contract.operation import Call, CursorText, Limit, Links, ListAnswer, Resource
from webapp.api.contract.problems import InvalidCursor
from webapp.monitoring.request_notes import SearchNote, note_search
from webapp.shared import labels
from webapp.shared.alphabet import words_finder
from webapp.site import is_cut

from .asking import AskedSearch, GroupName, QueryParameters, asked_search, group_key, query_of
from .records import NoticeItem, PassageItem, TextRun, each_once, passage_members

searching = Resource(
    "Search",
    "The search of the results page, with the same filters, sort orders, groups and facets.",
)

_MATCH_MEMBERS = ("snippet", "cut_before", "cut_after", "found_in", "reasons", "lacks")
"""Members of a hit that say what matches."""

Letters = Annotated[str, Meta(max_length=100)]
TopValues = Annotated[int, Meta(ge=0, le=50)]


class SearchParameters(QueryParameters, frozen=True, kw_only=True):
    """A search and the part of its hits."""

    sort: Sort = "relevance"
    """The order of the hits. Without a query, relevance is document order."""
    within: GroupName = ""
    """Only the hits of one group, as `document:ID` or `session:MEETING/SESSION`: the keys are those of `/groups`."""
    limit: Limit = 20
    cursor: CursorText = ""


class GroupParameters(QueryParameters, frozen=True, kw_only=True):
    """A search and the part of its groups."""

    by: Grouping = "document"
    """What the hits are grouped by."""
    sort: Sort = "relevance"
    """The order of the groups: that of their first hits."""
    limit: Limit = 10
    cursor: CursorText = ""


class FacetsParameters(QueryParameters, frozen=True, kw_only=True):
    """A search and how many values of its facets."""

    values: TopValues = 10
    """How many values of each facet, the most frequent first."""


class FacetParameters(QueryParameters, frozen=True, kw_only=True):
    """A facet within a search, and the part of its values."""

    name: FacetName
    """The facet."""
    prefix: Letters = ""
    """Only values whose label begins so, whatever the case and accents."""
    find: Letters = ""
    """Only values whose label has all of these words, or parts of words, in any order and case, with accents or not."""
    order: Literal["count", "name"] = "count"
    """The most frequent first, or by label."""
    limit: Limit = 100
    cursor: CursorText = ""


class FoundItem(PassageItem, frozen=True, kw_only=True):
    """A passage that a search found, with what matches."""

    snippet: list[TextRun]
    """The part of its text that is worth showing, with what matches."""
    cut_before: bool
    """Whether the passage has text before the snippet."""
    cut_after: bool
    """Whether the passage has text after the snippet."""
    found_in: list[MatchPlace]
    """Where words of the query stand: in the text, or around it."""
    reasons: list[ReasonRecord]
    """Why it was found: each term of the query and what matches it."""
    lacks: list[str]
    """Words of the query that it lacks, where most of the words are enough."""


class HitItem(FoundItem, frozen=True, kw_only=True):
    """A hit of a search."""

    rank: int
    """Its place among all hits, counted from 1."""


class SearchAnswer(ListAnswer, frozen=True, kw_only=True):
    """A part of the hits of a search."""

    total: int
    """How many passages the search finds."""
    with_all_words: int
    """How many of them have all words of the query."""
    cut: bool
    """Whether the search was too much work: then passages are missing, and the numbers are too low."""
    understood: UnderstoodRecord
    """How the query was read."""
    notices: list[NoticeItem]
    """What else to know of how the request was read."""
    items: list[HitItem]
    """The hits."""


class GroupItem(Struct, frozen=True, kw_only=True):
    """The hits of one paper or one session."""

    key: str
    """What `within` takes, behind the kind of group and a colon."""
    title: str
    """The title of the paper or session."""
    count: int
    """How many hits it has."""
    hits: list[FoundItem]
    """The first of them."""
    links: Links
    """Addresses: `hits` (all of its hits), `html` (the page with them)."""


class GroupsAnswer(ListAnswer, frozen=True, kw_only=True):
    """A part of the groups of a search."""

    total: int
    """How many groups there are."""
    passages: int
    """How many passages the search finds."""
    cut: bool
    """Whether the search was too much work: then passages are missing, and the numbers are too low."""
    notices: list[NoticeItem]
    """What to know of how the request was read."""
    items: list[GroupItem]
    """The groups."""


class FacetValueItem(Struct, frozen=True):
    """A value of a facet."""

    value: str
    """What the filter takes."""
    label: str
    """What people read."""
    count: int
    """Passages that have it and match the query and all other filters."""
    selected: bool
    """Whether the search is filtered by it."""
    excluded: bool
    """Whether the search excludes it."""


class FacetItem(Struct, frozen=True, kw_only=True):
    """A facet of a search."""

    name: FacetName
    """The name of the filter."""
    title: str
    """What people read."""
    values: list[FacetValueItem]
    """The most frequent values, and those that are filtered by."""
    more: int
    """How many values are left out."""
    links: Links
    """Addresses: `self` (all values), `html` (their page)."""


class FacetsAnswer(ListAnswer, frozen=True, kw_only=True):
    """The facets of a search."""

    total: int
    """How many passages the search finds."""
    cut: bool
    """Whether the search was too much work: then the numbers are too low."""
    notices: list[NoticeItem]
    """What to know of how the request was read."""
    items: list[FacetItem]
    """The facets."""


class FacetValuesAnswer(ListAnswer, frozen=True, kw_only=True):
    """A part of the values of a facet."""

    total: int
    """How many values there are."""
    passages: int
    """How many passages the search finds."""
    cut: bool
    """Whether the search was too much work: then the numbers are too low."""
    notices: list[NoticeItem]
    """What to know of how the request was read."""
    items: list[FacetValueItem]
    """The values."""


@searching.declare("/search", "invalid_cursor", "outdated_cursor")
def search(call: Call[SearchParameters]) -> SearchAnswer:
    """Return the hits of a search.

    Each hit is a passage with what matches in it. Without a query this is the way to all passages of a meeting, a
    person, a year: filter, and follow `next`.
    """
    given, library = call.given, call.library
    within = group_key(given.within)
    asked = asked_search(library, call.pairs, within)
    is_first = call.cursor is None and call.wants(*_MATCH_MEMBERS)
    results = asked.results(library, given.limit if is_first else 1)
    if call.cursor is None:
        note = SearchNote(given.q, results.total, results.with_all_words, bool(asked.request.filters))
        note_search(note if given.q else None)
    hits = results.hits if is_first else _hits(call, asked)
    end = call.offset + len(hits)
    page = asked.request.with_group(given.within)
    return SearchAnswer(
        build=library.stats.build,
        links=call.links(urls.search_path(page), hits[-1].passage.id if hits and end < results.total else None, end),
        total=results.total,
        with_all_words=results.with_all_words,
        cut=results.cut or is_cut(),
        understood=understood_record(asked.prepared.rewritten, results.expansions),
        notices=list(each_once(asked.notices, asked.left_out(call.library, results))),
        items=[
            HitItem(**_found_members(call, hit), rank=call.offset + place) for place, hit in enumerate(hits, start=1)
        ],
    )


@searching.declare("/groups", "invalid_cursor", "outdated_cursor")
def groups(call: Call[GroupParameters]) -> GroupsAnswer:
    """Return the hits of a search, grouped by paper or by session.

    Each group has its first hits, and a link to all of them. Raise InvalidCursor for one of parts of another size.
    """
    given, library = call.given, call.library
    asked = asked_search(library, call.pairs)
    results = asked.results(library, 1)
    page = call.offset // given.limit + 1
    if call.offset % given.limit:
        raise InvalidCursor("This cursor was given with another limit; keep the limit.", parameter="cursor")
    query = replace(asked.prepared.query, page=page, size=given.limit)
    found = None if asked.finds_nothing or not results.total else library.groups(query, given.by)
    shown = found.groups if found and found.page == page else ()
    hits = {hit.passage.id: hit for hit in library.hits([key for group in shown for key in group.ids], query.node)}
    items = [
        GroupItem(
            key=group.key,
            title=_group_title(library, given.by, group.key),
            count=group.count,
            hits=[FoundItem(**_found_members(call, hits[key])) for key in group.ids],
            links=_group_links(call, asked, given.by, group.key),
        )
        for group in shown
    ]
    total = found.total if found else 0
    return GroupsAnswer(
        build=library.stats.build,
        links=call.offset_links(urls.search_path(asked.request.with_group(given.by)), len(items), total),
        total=total,
        passages=results.total,
        cut=results.cut or is_cut(),
        notices=list(asked.notices),
        items=items,
    )


@searching.declare("/facets")
def facets(call: Call[FacetsParameters]) -> FacetsAnswer:
    """Return the facets of a search with their most frequent values.

    Each facet is counted without its own filter, so the alternatives keep their numbers.
    """
    asked = asked_search(call.library, call.pairs)
    results = asked.results(call.library, 1, FACETS, call.given.values)
    return FacetsAnswer(
        build=call.library.stats.build,
        links=call.links(urls.search_path(asked.request)),
        total=results.total,
        cut=results.cut or is_cut(),
        notices=list(asked.notices),
        items=[
            FacetItem(
                name=facet.name,
                title=labels.FACET_TITLES[facet.name],
                values=[convert(value, FacetValueItem, from_attributes=True) for value in facet.values],
                more=facet.more,
                links={
                    "self": call.link("facets", facet.name) + query_of(asked.request),
                    "html": call.absolute(urls.facet_path(facet.name, asked.request)),
                },
            )
            for facet in results.facets
        ],
    )


@searching.declare("/facets/{name}", "invalid_cursor", "outdated_cursor")
def facet_values(call: Call[FacetParameters]) -> FacetValuesAnswer:
    """Return all values of a facet within a search.

    People, organisations, countries, places, languages and mentioned documents are all listed in this way.
    """
    given, library = call.given, call.library
    asked = asked_search(library, call.pairs)
    results = asked.results(library, 1, (given.name,))
    values = next((facet.values for facet in results.facets if facet.name == given.name), ())
    matching = _matching(values, given)
    shown = matching[call.offset : call.offset + given.limit]
    return FacetValuesAnswer(
        build=library.stats.build,
        links=call.offset_links(urls.facet_path(given.name, asked.request), len(shown), len(matching)),
        total=len(matching),
        passages=results.total,
        cut=results.cut or is_cut(),
        notices=list(asked.notices),
        items=[convert(value, FacetValueItem, from_attributes=True) for value in shown],
    )


def _hits(call: Call[SearchParameters], asked: AskedSearch) -> Sequence[Hit]:
    """Return the hits after the cursor; without what matches in them, which takes most of the time, if nobody asks."""
    if asked.finds_nothing:
        return ()
    cursor, query = call.cursor, asked.prepared.query
    try:
        ids = call.library.after(query, cursor.place if cursor else None, call.given.limit).ids
    except ValueError as error:
        raise InvalidCursor("This cursor is of another list.", parameter="cursor") from error
    if call.wants(*_MATCH_MEMBERS):
        return call.library.hits(ids, query.node)
    return [Hit(passage, 0.0, ()) for passage in call.library.passages_by_id(ids)]


def _found_members(call: Call[Struct], hit: Hit) -> dict[str, Any]:
    return {
        **passage_members(call, hit.passage),
        "snippet": [TextRun(span.text, span.match) for span in hit.snippet],
        "cut_before": hit.cut_before,
        "cut_after": hit.cut_after,
        "found_in": list(hit.found_in),
        "reasons": [convert(reason, ReasonRecord, from_attributes=True) for reason in hit.reasons],
        "lacks": list(hit.lacks),
    }


def _group_title(library: Library, by: Grouping, key: str) -> str:
    try:
        if by == "document" or key.startswith(NO_SESSION_PREFIX):
            return library.document(key.removeprefix(NO_SESSION_PREFIX)).title
        meeting, _, session = key.partition("/")
        return library.session(meeting, session).name
    except UnknownId:
        return key


def _group_links(call: Call[GroupParameters], asked: AskedSearch, by: Grouping, key: str) -> Links:
    within = f"{by}:{key}"
    return {
        "hits": call.link("search") + query_of(asked.request, ("within", within)),
        "html": call.absolute(urls.search_path(asked.request.with_group(within))),
    }


def _matching(values: Sequence[FacetValue], given: FacetParameters) -> list[FacetValue]:
    prefix = folded_key(given.prefix)
    keyed = ((folded_key(value.label), value) for value in values)
    has_words = words_finder(given.find)
    matching = [value for key, value in keyed if key.startswith(prefix) and has_words(key)]
    if given.order == "name":
        matching.sort(key=lambda value: (natural_key(value.label), value.value))
    matching.sort(key=lambda value: value.value == UNDATED)
    return matching
