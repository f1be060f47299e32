"""Results grouped by paper or by session: the best passages of each group and a link to all of them.

Groups are in the order of their first passages, so sorting and filters work as for passages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from indexer.errors import UnknownId
from indexer.query.results import GROUP_KINDS, NO_SESSION_PREFIX, Facet, GroupKey, Hit
from indexer.speech.marking import marked
from indexer.speech.translation import MessageTable, gettext
from indexer.store.library import Library
from indexer.text.plurals import plural
from webapp.address import urls
from webapp.address.arguments import GROUPINGS
from webapp.address.params import SearchRequest
from webapp.address.urls import Link
from webapp.shared import labels

from .find import SearchOutcome, past_end_notice
from .places import short_title
from .results import Choice, HitContext, HitView, hits_of_page

GROUPING_TITLES = MessageTable(
    {"": marked("Not grouped"), "document": marked("By paper"), "session": marked("By session")}
)


@dataclass(frozen=True)
class ResultGroup:
    """Some passages of one group, in result order."""

    key: str
    count: int
    hits: tuple[Hit, ...]


@dataclass(frozen=True)
class GroupedResults:
    """Search results in groups; where one group is open, the outcome holds its hits and `opened` its key."""

    outcome: SearchOutcome
    groups: tuple[ResultGroup, ...] = ()
    total: int = 0
    outside: int = 0
    """How many of all groups are of passages outside of the sessions of a paper."""
    first: int = 0
    opened: str = ""


@dataclass(frozen=True)
class GroupView:
    """A group with its best passages."""

    title: Link
    hint: str
    count: int
    hits: tuple[HitView, ...]
    shown: int
    """How many of its passages those are, with those that say nearly the same."""
    all_url: str


@dataclass(frozen=True)
class GroupingView:
    """The grouping of the results and the groups of this page."""

    choices: tuple[Choice, ...]
    groups: tuple[GroupView, ...]
    total: int
    first: int
    last: int
    counted: str
    """In how many papers or sessions the passages are, and in how many papers outside of sessions, in words."""
    opened: Link | None
    """The only group whose passages are listed."""
    opened_hint: str
    close_url: str


def group_of(request: SearchRequest) -> GroupKey | None:
    """Return the only group whose passages are asked for, or None."""
    grouping, _, opened = request.group.partition(":")
    by = next((kind for kind in GROUP_KINDS if kind == grouping), None)
    return GroupKey(by, opened) if by and opened else None


def group_results(library: Library, outcome: SearchOutcome) -> GroupedResults:
    """Group the results as the request asks; ungrouped and empty results are returned unchanged."""
    grouping, _, opened = outcome.request.group.partition(":")
    by = next((kind for kind in GROUP_KINDS if kind == grouping), None)
    if by is None or not outcome.results.total:
        return GroupedResults(outcome, opened=opened)
    if opened:
        return _open_group(library, outcome, GroupKey(by, opened))
    # As many groups as passages on one page, so that grouping never adds pages.
    query = replace(outcome.results.query, page=outcome.request.page)
    found = library.groups(query, by)
    outcome = _at_page(outcome, outcome.results.total, outcome.results.with_all_words, found.pages)
    hits = {
        hit.passage.id: hit for hit in library.hits([id_ for group in found.groups for id_ in group.ids], outcome.node)
    }
    groups = tuple(
        ResultGroup(group.key, group.count, tuple(map(hits.__getitem__, group.ids))) for group in found.groups
    )
    return GroupedResults(outcome, groups, found.total, found.outside, (found.page - 1) * query.size + 1)


def facets_shown(library: Library, outcome: SearchOutcome) -> tuple[Facet, ...]:
    """Return the facets of a search as they stand beside its results: those of the open group where one is open."""
    group = group_of(outcome.request)
    if group is None or not outcome.results.total:
        return outcome.results.facets
    return library.search(replace(outcome.results.query, within=group)).facets


def _open_group(library: Library, outcome: SearchOutcome, group: GroupKey) -> GroupedResults:
    """Return one page of the passages of one group; the filters count its passages only."""
    inside = library.search(replace(outcome.results.query, page=outcome.request.page, within=group))
    outcome = _at_page(outcome, inside.total, inside.with_all_words, inside.pages)
    results = replace(outcome.results, hits=inside.hits, facets=inside.facets)
    return GroupedResults(replace(outcome, results=results), opened=group.key)


def _at_page(outcome: SearchOutcome, total: int, with_all_words: int, pages: int) -> SearchOutcome:
    """Return the outcome for the requested page, or the last one with a notice, with no hits yet."""
    page, notices = outcome.request.page, outcome.notices
    if page > pages:
        page, notices = pages, (*notices, past_end_notice(page, pages))
    results = replace(outcome.results, total=total, with_all_words=with_all_words, hits=(), page=page, pages=pages)
    return replace(outcome, request=replace(outcome.request, page=page), results=results, notices=notices)


def grouping_view(library: Library, grouped: GroupedResults, context: HitContext) -> GroupingView:
    """Return the groups with titles and URLs; passages of a group that say nearly the same take one place."""
    request = grouped.outcome.request
    trail = request.with_page(1)
    grouping = request.group.partition(":")[0]
    names = context.places.meetings

    def view(group: ResultGroup) -> GroupView:
        """Return one group."""
        title, hint = _group_title(library, grouping, group.key, names)
        hits = tuple(_hit_in_group(title.text, hit) for hit in hits_of_page(group.hits, 0, trail, context))
        all_url = urls.search_path(request.with_group(f"{grouping}:{group.key}"))
        return GroupView(title, hint, group.count, hits, len(group.hits), all_url)

    opened, hint = _group_title(library, grouping, grouped.opened, names) if grouped.opened else (None, "")
    return GroupingView(
        choices=_choices(request, grouping) if grouped.outcome.results.total > 1 or grouped.opened else (),
        groups=tuple(map(view, grouped.groups)),
        total=grouped.total,
        first=grouped.first,
        last=grouped.first + len(grouped.groups) - 1,
        counted=_counted(grouping, grouped),
        opened=opened,
        opened_hint=hint,
        close_url=urls.search_path(request.with_group(grouping)),
    )


def _hit_in_group(title: str, hit: HitView) -> HitView:
    """Return a hit under its group's title, which it does not repeat: then its paper and its number are enough."""
    return replace(hit, title=()) if "".join(span.text for span in hit.title) == short_title(title) else hit


def _counted(grouping: str, grouped: GroupedResults) -> str:
    if grouping != "session":
        return plural("in %(num)s paper", "in %(num)s papers", grouped.total)
    sessions, outside = grouped.total - grouped.outside, grouped.outside
    texts = (
        plural("in %(num)s session", "in %(num)s sessions", sessions) if sessions else "",
        plural("in %(num)s paper outside its sessions", "in %(num)s papers outside their sessions", outside)
        if outside
        else "",
    )
    return gettext(", ").join(filter(None, texts))


def _choices(request: SearchRequest, grouping: str) -> tuple[Choice, ...]:
    """Return the groupings as links."""
    return tuple(
        Choice(GROUPING_TITLES[option], urls.search_path(request.with_group(option)), option == grouping)
        for option in GROUPINGS
    )


def _group_title(library: Library, grouping: str, key: str, names: Mapping[str, str]) -> tuple[Link, str]:
    """Return a group's title and where it belongs; an unknown group is titled by its key."""
    try:
        if grouping == "document" or key.startswith(NO_SESSION_PREFIX):
            paper = library.document(key.removeprefix(NO_SESSION_PREFIX))
            hint = labels.kind_title(paper) if grouping == "document" else gettext("Outside its sessions")
            several = f" · {labels.counted(len(paper.meetings), 'meeting')}" if paper.meetings else ""
            held = f" · {names[paper.meeting.id]}" if paper.meeting else several
            return Link(paper.title, urls.document_path(paper.id)), f"{hint}{held}"
        meeting, _, session = key.partition("/")
        session_shown = library.session(meeting, session)
        return Link(session_shown.name, urls.session_path(meeting, session)), names[meeting]
    except UnknownId:
        return Link(key, urls.search_path(SearchRequest())), gettext("There is nothing of this name")
