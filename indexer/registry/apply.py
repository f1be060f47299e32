"""Puts the ids of the registry in place of those that the papers would have by themselves.

Which row belongs to which paper or passage is decided in the other modules of `registry`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from indexer.meetings.merge import MeetingGroup
from indexer.model import Session
from indexer.structure.draft import Draft, DraftPassage

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
) -> Reconciliation:
    """Assign ids to everything that was read; `passages_of` returns the passages of a paper by its source name.

    `stamp` is the time of the build in the form that `registry.rows` describes.
    """
    return Reconciliation(
        old,
        list(map(_new_meeting, meeting_groups)),
        lambda document: _new_passages(passages_of(document.source)),
        stamp,
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
        for group, meeting_id, session_ids in zip(self._meeting_groups, self._meeting_ids, self._sessions, strict=True):
            yield _with_registry_ids(group, meeting_id, session_ids)


def _new_meeting(group: MeetingGroup) -> NewMeeting:
    meeting = group.meeting
    return NewMeeting(
        meeting.id,
        meeting.title,
        [_new_document(draft) for draft in group.drafts],
        [NewSession(session.id, session.title, session.number) for session in group.sessions],
        is_stated=any(draft.facts.meeting_id for draft in group.drafts),
    )


def _new_document(draft: Draft) -> NewDocument:
    return NewDocument(draft.source.name, draft.source.digest, draft.facts.title, draft.facts.kind)


def _new_passages(drafts: Sequence[DraftPassage]) -> list[NewPassage]:
    return [NewPassage(draft.text, draft.page, draft.section.headings, draft.label) for draft in drafts]


def _with_registry_ids(group: MeetingGroup, meeting_id: str, session_ids: Mapping[str, str]) -> MeetingGroup:
    def final_id(session_id: str) -> str:
        return session_ids.get(session_id, session_id)

    sessions: dict[str, Session] = {
        session.id: replace(
            session,
            id=final_id(session.id),
            meeting=meeting_id,
            parent=final_id(session.parent) if session.parent else None,
        )
        for session in group.sessions
    }
    return MeetingGroup(
        replace(group.meeting, id=meeting_id),
        group.drafts,
        tuple(sessions.values()),
        tuple({key: sessions[session.id] for key, session in keys.items()} for keys in group.session_of),
    )
