"""The models of a meeting, and of a session with what was planned beside what was reported.

They are made from what a library lists; nothing here searches.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from indexer.model import STATUSES, Meeting, Participation, Passage, Session, Status
from indexer.query.results import session_value
from indexer.store.library import Library
from webapp.address import urls
from webapp.address.urls import Link
from webapp.shared import labels
from webapp.shared.models import (
    MeetingListItem,
    PaperListItem,
    PersonListItem,
    RenderContext,
    SearchBox,
    meeting_list_item,
    paper_list_item,
    person_list_item,
)
from webapp.shared.passage import SectionView, common_headings, sections


@dataclass(frozen=True)
class SessionEntry:
    """A session in the list of its meeting; `depth` counts the sessions that it is a part of."""

    name: str
    label: str
    url: str
    when: str
    depth: int
    planned: int
    reported: int


@dataclass(frozen=True)
class MeetingPage:
    """A meeting with its papers and sessions."""

    line: MeetingListItem
    sessions: tuple[SessionEntry, ...]
    box: SearchBox


@dataclass(frozen=True)
class RoleGroup:
    """The people who had one role in a session."""

    title: str
    people: tuple[PersonListItem, ...]


@dataclass(frozen=True)
class SessionPaper:
    """What one document has of a session."""

    paper: PaperListItem
    stretches: tuple[SectionView, ...]


@dataclass(frozen=True)
class StatusColumn:
    """What was planned, or what was reported."""

    status: Status
    title: str
    papers: tuple[SessionPaper, ...]


@dataclass(frozen=True)
class SessionPage:
    """A session of a meeting."""

    name: str
    label: str
    title: str
    when: str
    place: str
    meeting: Link
    dates: str
    parent: Link | None
    parts: tuple[Link, ...]
    roles: tuple[RoleGroup, ...]
    sides: tuple[StatusColumn, ...]
    previous: Link | None
    following: Link | None
    box: SearchBox

    @property
    def only(self) -> Status | None:
        """The side that has everything, when the other has nothing."""
        filled = [side.status for side in self.sides if side.papers]
        return filled[0] if len(filled) == 1 else None


def meeting_page(library: Library, meeting: Meeting) -> MeetingPage:
    """A meeting's page."""
    passages = {one.id: library.document_passages(one.id) for one in library.documents(meeting.id)}
    papers = [paper_list_item(one, len(passages[one.id])) for one in library.documents(meeting.id)]
    sessions = library.sessions(meeting.id)
    counts: dict[tuple[str, Status], int] = {}
    parents = {session.id: session.parent for session in sessions}
    for passage in (passage for some in passages.values() for passage in some):
        for session_id in _ancestry(passage.session.id if passage.session else None, parents):
            key = (session_id, passage.document.status)
            counts[key] = counts.get(key, 0) + 1
    return MeetingPage(
        line=meeting_list_item(meeting, len(sessions), papers, sum(map(len, passages.values()))),
        sessions=tuple(
            SessionEntry(
                name=session.title or session.label or session.id,
                label=_label(session),
                url=urls.session_path(meeting.id, session.id),
                when=session_time(session),
                depth=len(_ancestry(session.id, parents)) - 1,
                planned=counts.get((session.id, "planned"), 0),
                reported=counts.get((session.id, "reported"), 0),
            )
            for session in sessions
        ),
        box=SearchBox(kept=(("meeting", meeting.id),)),
    )


def session_page(library: Library, meeting: Meeting, session: Session, context: RenderContext) -> SessionPage:
    """A session's page."""
    passages = library.session_passages(meeting.id, session.id)
    sessions = library.sessions(meeting.id)
    siblings = [one for one in sessions if one.parent == session.parent]
    at = next((index for index, one in enumerate(siblings) if one.id == session.id), 0)
    parent = next((one for one in sessions if one.id == session.parent), None)
    return SessionPage(
        name=session.name,
        label=_label(session),
        title=session.title or session.label or session.id,
        when=session_time(session),
        place=meeting.place or "",
        meeting=Link(meeting.title, urls.meeting_path(meeting.id)),
        dates=labels.meeting_dates(meeting),
        parent=_session_link(parent) if parent else None,
        parts=tuple(_session_link(one) for one in sessions if one.parent == session.id),
        roles=role_groups(session.people),
        sides=tuple(_side(status, passages, context) for status in STATUSES),
        previous=_session_link(siblings[at - 1]) if at > 0 else None,
        following=_session_link(siblings[at + 1]) if at + 1 < len(siblings) else None,
        box=SearchBox(kept=(("session", session_value(meeting.id, session.id)),)),
    )


def session_time(session: Session) -> str:
    """Day and clock time of a session, as far as they are known."""
    return ", ".join(part for part in (labels.full_date(session.day) if session.day else "", session.time) if part)


def role_groups(people: Iterable[Participation]) -> tuple[RoleGroup, ...]:
    """People by role, in the order in which roles and people first appear."""
    grouped: dict[str, list[Participation]] = {}
    for one in people:
        grouped.setdefault(one.role, []).append(one)
    return tuple(
        RoleGroup(labels.role_title(role, len(some)), tuple(map(person_list_item, some)))
        for role, some in grouped.items()
    )


def _ancestry(session_id: str | None, parents: Mapping[str, str | None]) -> tuple[str, ...]:
    """A session and those it is a part of, innermost first."""
    chain: list[str] = []
    while session_id is not None and session_id not in chain:
        chain.append(session_id)
        session_id = parents.get(session_id)
    return tuple(chain)


def _label(session: Session) -> str:
    """What stands before a session's title: its label, its number where it has only that, or nothing."""
    return session.label or (str(session.number) if session.number is not None else "")


def _session_link(session: Session) -> Link:
    """A session as a link."""
    return Link(session.name, urls.session_path(session.meeting, session.id))


def _side(status: Status, passages: Sequence[Passage], manner: RenderContext) -> StatusColumn:
    """One column of a session, paper by paper, without the headings that a whole paper shares."""
    own = [passage for passage in passages if passage.document.status == status]
    papers = []
    for number, (document, group) in enumerate(groupby(own, key=lambda passage: passage.document), 1):
        members = tuple(group)
        apart = replace(manner, prefix=f"{status}-{number}-")
        shown = sections(members, apart, said_headings=common_headings(members), top_level=4)
        papers.append(SessionPaper(paper_list_item(document, len(members)), shown))
    return StatusColumn(status, labels.STATUS_TITLES[status], tuple(papers))
