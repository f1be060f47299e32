"""Request arguments to a search request and back: the address of a page is its whole state.

Nothing here knows the web framework or looks anything up; `settle` is told what values exist.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol
from urllib.parse import urlencode

from indexer.engine.query import MAX_LENGTH
from indexer.engine.results import FACETS, SORTS, FacetName, Sort

MAX_PAGE = 10**9
MAX_NAMED = 3
"""Unknown values that one notice names; the rest are counted."""

# C0 and C1 controls, line and paragraph separators, halves of surrogate pairs: nothing a query can mean.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def tidy(text: str) -> str:
    """One line of printable text: control characters and runs of space become one space."""
    return " ".join(_UNPRINTABLE.sub(" ", text).split())


@dataclass(frozen=True)
class Notice:
    """Something in a request that was not taken as it stands; `code` is for programs, `text` for people."""

    code: str
    text: str


@dataclass(frozen=True)
class SearchRequest:
    """What a reader asks for: the query as typed, filters by facet, the order, the page.

    Every value is put into one form, so that equal searches are equal requests with equal addresses.
    """

    q: str = ""
    filters: Mapping[FacetName, tuple[str, ...]] = field(default_factory=dict)
    sort: Sort = "relevance"
    page: int = 1

    def __post_init__(self) -> None:
        chosen = {name: sorted({tidy(value) for value in self.filters.get(name, ())} - {""}) for name in FACETS}
        object.__setattr__(self, "q", tidy(self.q))
        object.__setattr__(self, "filters", {name: tuple(values) for name, values in chosen.items() if values})
        object.__setattr__(self, "page", min(max(self.page, 1), MAX_PAGE))

    def chosen(self, facet: FacetName) -> tuple[str, ...]:
        """The values that one facet is narrowed to."""
        return self.filters.get(facet, ())

    def asking(self, q: str) -> SearchRequest:
        """The same filters for another query, from page 1."""
        return replace(self, q=q, page=1)

    def toggled(self, facet: FacetName, value: str) -> SearchRequest:
        """With the value chosen if it was not, and not if it was, from page 1."""
        return self.narrowed(facet, set(self.chosen(facet)) ^ {value})

    def narrowed(self, facet: FacetName, values: Iterable[str]) -> SearchRequest:
        """With exactly these values of one facet chosen, from page 1."""
        return replace(self, filters={**self.filters, facet: tuple(values)}, page=1)

    def cleared(self) -> SearchRequest:
        """Without any filter, from page 1."""
        return replace(self, filters={}, page=1)

    def sorted_by(self, sort: Sort) -> SearchRequest:
        """In another order, from page 1."""
        return replace(self, sort=sort, page=1)

    def on_page(self, page: int) -> SearchRequest:
        """The same search on another page."""
        return replace(self, page=page)


@dataclass(frozen=True)
class Reading:
    """A request as it was understood, and what was not."""

    request: SearchRequest
    notices: tuple[Notice, ...] = ()


class KnownValues(Protocol):
    """What can be filtered by; a library is one."""

    def known(self, facet: FacetName) -> Mapping[str, str]:
        """Every value of a facet with its label."""

    def expand_sessions(self, value: str) -> tuple[str, ...]:
        """The session values that a typed session means."""


def write(request: SearchRequest) -> tuple[tuple[str, str], ...]:
    """The request as name and value pairs, defaults left out; `read` gives the same request back."""
    pairs = [("q", request.q)] if request.q else []
    pairs += [(name, value) for name in FACETS for value in request.chosen(name)]
    if request.sort != "relevance":
        pairs.append(("sort", request.sort))
    if request.page > 1:
        pairs.append(("page", str(request.page)))
    return tuple(pairs)


def query_string(request: SearchRequest) -> str:
    """The request as it stands behind the `?` of an address, or an empty string."""
    return urlencode(write(request))


def read(pairs: Iterable[tuple[str, str]]) -> Reading:
    """Understand name and value pairs; names that mean nothing here are passed over in silence."""
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        given.setdefault(name, []).append(value)
    q, q_notices = _query(given.get("q", []))
    sort, sort_notices = _sort(given.get("sort", []))
    page, page_notices = _page(given.get("page", []))
    filters = {name: tuple(given.get(name, ())) for name in FACETS}
    return Reading(SearchRequest(q, filters, sort, page), q_notices + sort_notices + page_notices)


def settle(request: SearchRequest, values: KnownValues) -> Reading:
    """Keep the filter values that exist; a bare session stands for every session it can mean."""
    kept: dict[FacetName, tuple[str, ...]] = {}
    notices: list[Notice] = []
    for name in FACETS:
        unknown: list[str] = []
        good: list[str] = []
        known = values.known(name) if request.chosen(name) else {}
        for value in request.chosen(name):
            meant = values.expand_sessions(value) if name == "session" else (value,)
            meant = tuple(one for one in meant if one in known)
            good += _within(meant, request.chosen("meeting"))
            if not meant:
                unknown.append(value)
        kept[name] = tuple(good)
        if unknown:
            notices.append(_unknown(name, unknown))
    return Reading(replace(request, filters=kept), tuple(notices))


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


def _query(given: list[str]) -> tuple[str, tuple[Notice, ...]]:
    """The query of a request: the first one given, cut when it is too long, with a notice of either."""
    texts = [text for text in map(tidy, given) if text]
    q = texts[0] if texts else ""
    notices = []
    if len(texts) > 1:
        notices.append(Notice("query_repeated", "Several queries were given; the first one was used."))
    if len(q) > MAX_LENGTH:
        text = (
            f"The query has {len(q):,} characters; only the first {MAX_LENGTH:,} were searched. "
            "Shorten it to the words that matter."
        )
        notices.append(Notice("query_too_long", text))
        q = q[: MAX_LENGTH + 1].rpartition(" ")[0] or q[:MAX_LENGTH]
    return q, tuple(notices)


def _sort(given: list[str]) -> tuple[Sort, tuple[Notice, ...]]:
    """The order asked for; one that does not exist is the default, with a notice."""
    wanted = tidy(given[0]) if given else ""
    if wanted in SORTS:
        return wanted, ()
    if not wanted:
        return "relevance", ()
    text = f"There is no order “{wanted[:60]}”; results are in the usual one. Choose from {', '.join(SORTS)}."
    return "relevance", (Notice("unknown_sort", text),)


def _page(given: list[str]) -> tuple[int, tuple[Notice, ...]]:
    """The page asked for; what is not a number from 1 up is page 1, with a notice."""
    wanted = tidy(given[0]) if given else ""
    if not wanted:
        return 1, ()
    if re.fullmatch(r"\+?[0-9]+", wanted, re.ASCII):
        page = min(int(wanted.lstrip("+0")[:11] or "0"), MAX_PAGE)
        if page:
            return page, ()
    text = f"There is no page “{wanted[:60]}”; this is the first page."
    return 1, (Notice("bad_page", text),)
