"""Puts the ids of the registry in place of those that the papers would have by themselves.

Which row belongs to which paper or passage is decided in the other modules of `registry`.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from indexer.meetings.merge import GroupedPaper, MeetingGroup
from indexer.model import Meeting, Session
from indexer.structure.draft import Draft, DraftPassage
from indexer.text.column_heads import text_with_heads

from .incoming import NewDocument, NewMeeting, NewPassage, NewSession
from .reconcile import Reconciliation
from .rows import RegistryReader

_UNCHANGED_IDS: Mapping[str, str] = {}
"""The ids of a meeting whose sessions all keep the ids that they have without the registry, as in most meetings."""


def assign_ids(
    old: RegistryReader | None,
    meeting_groups: Iterable[MeetingGroup],
    passages_of: Callable[[str], Sequence[DraftPassage]],
    stamp: str,
    unchanged: Container[str] = frozenset(),
) -> Reconciliation:
    """Assign ids to everything that was read; `passages_of` returns the passages of a paper by its source name.

    `stamp` is the time of the build in the form that `registry.rows` describes. `unchanged` are the source names of the
    papers that have the bytes and the passages of the build before: `passages_of` is not asked for those.
    """
    meetings: list[NewMeeting] = []
    without_meeting: list[NewDocument] = []
    for group in meeting_groups:
        meetings += new_meetings(group)
        without_meeting += [new_document(paper.draft) for paper in group.papers if not paper.meetings]
    return Reconciliation(
        old,
        meetings,
        lambda document: new_passages(passages_of(document.source)),
        stamp,
        without_meeting,
        unchanged,
    )


class IdentifiedMeetings:
    """The meetings and sessions under their registry ids, built anew on each iteration."""

    def __init__(self, meeting_groups: Iterable[MeetingGroup], reconciliation: Reconciliation) -> None:
        """Copy the ids of a reconciliation, so that it can be freed."""
        self._meeting_groups = meeting_groups
        self._meeting_ids = reconciliation.meeting_ids
        self._sessions = [
            {read_id: final_id for read_id, final_id in ids.items() if read_id != final_id} or _UNCHANGED_IDS
            for ids in reconciliation.session_ids
        ]

    def __iter__(self) -> Iterator[MeetingGroup]:
        meeting_ids, session_ids = iter(self._meeting_ids), iter(self._sessions)
        for group in self._meeting_groups:
            count = len(group.meetings)
            yield with_registry_ids(group, tuple(islice(meeting_ids, count)), tuple(islice(session_ids, count)))


def new_meetings(group: MeetingGroup) -> Iterator[NewMeeting]:
    """Yield the meetings of a group as the registry takes them."""
    for meeting in group.meetings:
        drafts = [paper.draft for paper in group.papers if meeting in paper.meetings]
        yield NewMeeting(
            meeting.id,
            meeting.title,
            [new_document(draft) for draft in drafts],
            [
                NewSession(session.id, session.title, session.number)
                for session in group.sessions
                if session.meeting == meeting.id
            ],
            start=meeting.start,
            is_stated=any(draft.facts.meeting_id for draft in drafts),
        )


def new_document(draft: Draft) -> NewDocument:
    """Return a paper as the registry takes it."""
    return NewDocument(draft.source.name, draft.source.digest, draft.facts.title, draft.facts.kind)


def new_passages(drafts: Sequence[DraftPassage]) -> list[NewPassage]:
    """Return the passages of a paper as the registry takes them."""
    return [
        NewPassage(
            draft.text,
            draft.page,
            draft.section.headings,
            draft.label,
            text_with_heads(draft.text, draft.heads) if draft.heads else None,
        )
        for draft in drafts
    ]


def with_registry_ids(
    group: MeetingGroup, meeting_ids: Sequence[str], session_ids: Sequence[Mapping[str, str]]
) -> MeetingGroup:
    """Return a group under the final ids of its meetings, and of their sessions by the ids that these have."""
    meetings: dict[str, Meeting] = {
        meeting.id: replace(meeting, id=meeting_id)
        for meeting, meeting_id in zip(group.meetings, meeting_ids, strict=True)
    }
    final_ids = dict(zip(meetings, session_ids, strict=True))

    def final_id(meeting: str, session_id: str) -> str:
        return final_ids[meeting].get(session_id, session_id)

    sessions: dict[tuple[str, str], Session] = {
        (session.meeting, session.id): replace(
            session,
            id=final_id(session.meeting, session.id),
            meeting=meetings[session.meeting].id,
            parent=final_id(session.meeting, session.parent) if session.parent else None,
        )
        for session in group.sessions
    }
    papers = (
        GroupedPaper(
            paper.draft,
            {part: meetings[meeting.id] for part, meeting in paper.meeting_of_part.items()},
            {key: sessions[session.meeting, session.id] for key, session in paper.session_of.items()},
            paper.evidence,
        )
        for paper in group.papers
    )
    return MeetingGroup(tuple(meetings.values()), tuple(papers), tuple(sessions.values()))
