"""Puts the ids of the registry in place of those that the papers would have by themselves.

Which row belongs to which paper or passage is decided in the other modules of `registry`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from indexer.meetings.merge import GroupedPaper, MeetingGroup
from indexer.model import Meeting, Session
from indexer.structure.draft import Draft, DraftPassage
from indexer.text.column_heads import text_with_heads

from .incoming import NewDocument, NewMeeting, NewPassage, NewSession


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
            {part: meetings[meeting.id] for part, meeting in paper.meeting_of_part.items()},
            {key: sessions[session.meeting, session.id] for key, session in paper.session_of.items()},
            paper.draft,
            paper.evidence,
        )
        for paper in group.papers
    )
    return MeetingGroup(tuple(meetings.values()), tuple(papers), tuple(sessions.values()))
