"""The models of the page of a meeting, and of a session with what was planned beside what was reported.

They are made from the library's lists; nothing here searches.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from indexer.model import STATUSES, Meeting, Participation, Passage, Session, Status
from indexer.query.results import session_value
from indexer.store.library import Library
from indexer.text.plurals import plural
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
    """A session in the list of its meeting. `depth` is the number of sessions that it is a part of."""

    name: str
    label: str
    url: str
    when: str
    depth: int
    counts: str
    """The number of its passages by status, in words; empty where there are none."""


@dataclass(frozen=True)
class MeetingPage:
    """A meeting with its papers and sessions."""

    line: MeetingListItem
    sessions: tuple[SessionEntry, ...]
    box: SearchBox


@dataclass(frozen=True)
class RoleGroup:
    """The people who had one role in a session, planned and reported ones apart."""

    title: str
    planned: bool
    """Whether only papers from before the meeting list them."""
    people: tuple[PersonListItem, ...]


@dataclass(frozen=True)
class SessionPaper:
    """The passages of one document that belong to a session."""

    paper: PaperListItem
    sections: tuple[SectionView, ...]


@dataclass(frozen=True)
class StatusColumn:
    """The papers of a session that were planned, those that were reported, or those of which neither is known."""

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
    subsessions: tuple[Link, ...]
    roles: tuple[RoleGroup, ...]
    columns: tuple[StatusColumn, ...]
    previous: Link | None
    following: Link | None
    box: SearchBox

    @property
    def only_status(self) -> Status | None:
        """The status of the column that has all the papers, when the others have none."""
        filled = [column.status for column in self.columns if column.papers]
        return filled[0] if len(filled) == 1 else None


def meeting_page(library: Library, meeting: Meeting) -> MeetingPage:
    """Return the page of a meeting."""
    passages = {
        document.id: [passage for passage in library.document_passages(document.id) if passage.meeting == meeting]
        for document in library.documents(meeting.id)
    }
    papers = [paper_list_item(document, len(passages[document.id])) for document in library.documents(meeting.id)]
    sessions = library.sessions(meeting.id)
    counts: dict[tuple[str, Status], int] = {}
    parents = {session.id: session.parent for session in sessions}
    for passage in (passage for members in passages.values() for passage in members):
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
                counts=", ".join(
                    plural(*_STATUS_COUNTED[status], count)
                    for status in STATUSES
                    if (count := counts.get((session.id, status)))
                ),
            )
            for session in sessions
        ),
        box=SearchBox(hidden_fields=(("meeting", meeting.id),)),
    )


def session_page(library: Library, meeting: Meeting, session: Session, context: RenderContext) -> SessionPage:
    """Return the page of a session."""
    passages = library.session_passages(meeting.id, session.id)
    sessions = library.sessions(meeting.id)
    siblings = [other for other in sessions if other.parent == session.parent]
    position = next((index for index, other in enumerate(siblings) if other.id == session.id), 0)
    parent = next((other for other in sessions if other.id == session.parent), None)
    return SessionPage(
        name=session.name,
        label=_label(session),
        title=session.title or session.label or session.id,
        when=session_time(session),
        place=meeting.place or "",
        meeting=Link(meeting.title, urls.meeting_path(meeting.id)),
        dates=labels.meeting_dates(meeting),
        parent=_session_link(parent) if parent else None,
        subsessions=tuple(_session_link(other) for other in sessions if other.parent == session.id),
        roles=role_groups(session.people),
        columns=_status_columns(passages, context),
        previous=_session_link(siblings[position - 1]) if position > 0 else None,
        following=_session_link(siblings[position + 1]) if position + 1 < len(siblings) else None,
        box=SearchBox(hidden_fields=(("session", session_value(meeting.id, session.id)),)),
    )


def session_time(session: Session) -> str:
    """Return the day and time of a session, as far as they are known."""
    return ", ".join(part for part in (labels.full_date(session.day) if session.day else "", session.time) if part)


def role_groups(people: Iterable[Participation]) -> tuple[RoleGroup, ...]:
    """Group people by role, in the order in which roles and people first appear; those only planned apart."""
    grouped: dict[tuple[str, bool], list[Participation]] = {}
    for participation in people:
        grouped.setdefault((participation.role, participation.status == "planned"), []).append(participation)
    return tuple(
        RoleGroup(labels.role_title(role, len(group)), is_planned, tuple(map(person_list_item, group)))
        for (role, is_planned), group in grouped.items()
    )


def _ancestry(session_id: str | None, parents: Mapping[str, str | None]) -> tuple[str, ...]:
    """Return a session and those it is a part of, innermost first."""
    chain: list[str] = []
    while session_id is not None and session_id not in chain:
        chain.append(session_id)
        session_id = parents.get(session_id)
    return tuple(chain)


def _label(session: Session) -> str:
    """Return what stands before a session's title: its label, else its number, or nothing."""
    return session.label or (str(session.number) if session.number is not None else "")


def _session_link(session: Session) -> Link:
    """Return a session as a link."""
    return Link(session.name, urls.session_path(session.meeting, session.id))


_STATUS_COUNTED: dict[Status, tuple[str, str]] = {
    "planned": ("%(num)s planned passage", "%(num)s planned passages"),
    "reported": ("%(num)s reported passage", "%(num)s reported passages"),
    "unknown": ("%(num)s passage not known to be either", "%(num)s passages not known to be either"),
}


def _status_columns(passages: Sequence[Passage], context: RenderContext) -> tuple[StatusColumn, ...]:
    """Return what was planned beside what was reported, and a third column only where neither is known of a paper."""
    columns = (_status_column(status, passages, context) for status in STATUSES)
    return tuple(column for column in columns if column.papers or column.status != "unknown")


def _status_column(status: Status, passages: Sequence[Passage], context: RenderContext) -> StatusColumn:
    """Return one column of a session, paper by paper, without the headings that a whole paper shares."""
    status_passages = [passage for passage in passages if passage.document.status == status]
    papers = []
    for number, (document, group) in enumerate(groupby(status_passages, key=lambda passage: passage.document), 1):
        members = tuple(group)
        column_context = replace(context, prefix=f"{status}-{number}-")
        paper_sections = sections(members, column_context, said_headings=common_headings(members), top_level=4)
        papers.append(SessionPaper(paper_list_item(document, len(members)), paper_sections))
    return StatusColumn(status, labels.STATUS_TITLES[status], tuple(papers))
