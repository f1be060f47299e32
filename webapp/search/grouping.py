"""Results by paper or by session: the best passages of each, and the way to all of them.

The order of the groups is that of their first passages, so every order and every filter counts as it does for passages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from indexer.errors import UnknownId
from indexer.model import TextSpan
from indexer.query.results import PAGE_SIZE, Hit
from indexer.store.library import Library
from webapp.address import urls
from webapp.address.arguments import GROUPINGS, Notice
from webapp.address.params import SearchRequest
from webapp.address.urls import Link
from webapp.shared import labels
from webapp.shared.models import RenderContext

from .find import SearchOutcome
from .results import Choice, HitView, hit_view

GROUPS_PER_PAGE = PAGE_SIZE
"""Groups on one page: no fewer than passages, so that there are never more pages of them."""
PASSAGES_PER_GROUP = 3
"""Passages of each that are shown."""
GROUPING_TITLES = {"": "Not grouped", "document": "By paper", "session": "By session"}
GROUPING_NOUNS = {"document": "paper", "session": "session"}
NO_SESSION_PREFIX = "/"
"""Begins the key of what stands in no session: the paper follows."""


@dataclass(frozen=True)
class ResultGroup:
    """Some passages of one group, in the order of the search."""

    key: str
    count: int
    hits: tuple[Hit, ...]


@dataclass(frozen=True)
class GroupedResults:
    """A search's answer in groups; or, where one group is opened, its hits in the answer and its key here."""

    found: SearchOutcome
    parts: tuple[ResultGroup, ...] = ()
    groups: int = 0
    first: int = 0
    opened: str = ""


@dataclass(frozen=True)
class GroupView:
    """A group with its best passages."""

    title: Link
    hint: str
    count: int
    hits: tuple[HitView, ...]
    all_url: str


@dataclass(frozen=True)
class GroupingView:
    """How the results are grouped, and the groups of this page."""

    choices: tuple[Choice, ...]
    groups: tuple[GroupView, ...]
    total: int
    first: int
    last: int
    noun: str
    opened: Link | None
    """The group whose passages alone are listed."""
    opened_hint: str
    close_url: str


def group_results(library: Library, found: SearchOutcome) -> GroupedResults:
    """Group an answer as its request asks; an answer to be left as it is, or with nothing in it, stays."""
    by, _, opened = found.request.group.partition(":")
    if not by or not found.results.total:
        return GroupedResults(found, opened=opened)
    order = library.ordered_ids(found.results.query)
    homes = library.group_keys(order)
    members: dict[str, list[str]] = {}
    for key in order:
        members.setdefault(_key(by, homes[key]), []).append(key)
    if opened:
        return _opened(library, found, opened, members.get(opened, []))
    pages = -(-len(members) // GROUPS_PER_PAGE)
    found = _on_page(found, found.results.total, pages)
    first = (found.results.page - 1) * GROUPS_PER_PAGE
    shown = list(members.items())[first : first + GROUPS_PER_PAGE]
    hits = {
        hit.passage.id: hit
        for hit in library.hits([one for _, ids in shown for one in ids[:PASSAGES_PER_GROUP]], found.node)
    }
    parts = tuple(
        ResultGroup(key, len(ids), tuple(hits[one] for one in ids[:PASSAGES_PER_GROUP])) for key, ids in shown
    )
    return GroupedResults(found, parts, len(members), first + 1)


def _opened(library: Library, found: SearchOutcome, opened: str, ids: Sequence[str]) -> GroupedResults:
    """The passages of one group, page by page."""
    size = found.results.query.size
    found = _on_page(found, len(ids), max(1, -(-len(ids) // size)))
    start = (found.results.page - 1) * size
    hits = library.hits(ids[start : start + size], found.node)
    return GroupedResults(replace(found, results=replace(found.results, hits=hits)), opened=opened)


def _on_page(found: SearchOutcome, total: int, pages: int) -> SearchOutcome:
    """The answer with so many pages, on the one asked for or the last, and no hits yet."""
    page, notices = found.request.page, found.notices
    if page > pages:
        text = f"There is no page {page:,}; the last one is page {pages:,}."
        page, notices = pages, (*notices, Notice("page_past_end", text))
    results = replace(found.results, total=total, hits=(), page=page, pages=pages)
    return replace(found, request=replace(found.request, page=page), results=results, notices=notices)


def _key(by: str, home: tuple[str, str]) -> str:
    """In which group a passage is, by its paper and session."""
    document, session = home
    return document if by == "document" else session or NO_SESSION_PREFIX + document


def grouping_view(
    library: Library, made: GroupedResults, manner: RenderContext, names: Mapping[str, str], day: date
) -> GroupingView:
    """The groups with their titles and addresses; `names` are short ones of meetings, by id."""
    request = made.found.request
    by = request.group.partition(":")[0]

    def view(part: ResultGroup) -> GroupView:
        """One group."""
        title, hint = _titled(library, by, part.key, names)
        hits = tuple(_titled_within(title.text, hit, hit_view(hit, request, manner, day)) for hit in part.hits)
        return GroupView(title, hint, part.count, hits, urls.search_path(request.with_group(f"{by}:{part.key}")))

    opened, hint = _titled(library, by, made.opened, names) if made.opened else (None, "")
    return GroupingView(
        choices=_choices(request, by) if made.found.results.total > 1 or made.opened else (),
        groups=tuple(map(view, made.parts)),
        total=made.groups,
        first=made.first,
        last=made.first + len(made.parts) - 1,
        noun=GROUPING_NOUNS.get(by, ""),
        opened=opened,
        opened_hint=hint,
        close_url=urls.search_path(request.with_group(by)),
    )


def _titled_within(title: str, hit: Hit, view: HitView) -> HitView:
    """A hit under the title of its group: one that would say the same again is called by its paper and number."""
    if "".join(span.text for span in view.title) != title:
        return view
    passage = hit.passage
    return replace(
        view, title=(TextSpan(f"{labels.kind_title(passage.document)}, passage {passage.ordinal + 1}", False),)
    )


def _choices(request: SearchRequest, by: str) -> tuple[Choice, ...]:
    """The ways to group, and not to where it is done."""
    return tuple(
        Choice(GROUPING_TITLES[one], urls.search_path(request.with_group(one)), one == by)
        for one in GROUPINGS
        if one or by
    )


def _titled(library: Library, by: str, key: str, names: Mapping[str, str]) -> tuple[Link, str]:
    """What a group is called and where it stands; one that names nothing is called by its key."""
    try:
        if by == "document" or key.startswith(NO_SESSION_PREFIX):
            paper = library.document(key.removeprefix(NO_SESSION_PREFIX))
            hint = labels.kind_title(paper) if by == "document" else "Outside its sessions"
            return Link(paper.title, urls.document_path(paper.id)), f"{hint} · {names[paper.meeting.id]}"
        meeting, _, session = key.partition("/")
        held = library.session(meeting, session)
        return Link(held.name, urls.session_path(meeting, session)), names[meeting]
    except UnknownId:
        return Link(key, urls.search_path(SearchRequest())), "There is nothing of this name"
