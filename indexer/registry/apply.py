"""Who is who in a build: papers as they were read, under the ids that the registry keeps for them.

Which row is which paper or passage is decided in `registry`; here its ids are put in place of those that the
papers would have by themselves.
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

_SAME: Mapping[str, str] = {}
"""The ids of sessions that keep those that they have by themselves, as most do."""


def assign_ids(
    old: RegistryReader | None,
    gatherings: Iterable[MeetingGroup],
    passages_of: Callable[[str], Sequence[DraftPassage]],
    stamp: str,
) -> Reconciliation:
    """The ids of everything that was read; `passages_of` gives the passages of a paper by its source name.

    `stamp` is the time of the build, as `registry.rows` says.
    """
    return Reconciliation(
        old, list(map(_meeting, gatherings)), lambda paper: _passages(passages_of(paper.source)), stamp
    )


class IdentifiedMeetings:
    """The same meetings and sessions under their own ids, made anew each time that they are gone through."""

    def __init__(self, gatherings: Iterable[MeetingGroup], made: Reconciliation) -> None:
        """Take the ids of a reconciliation, and let go of it."""
        self._gatherings = gatherings
        self._names = made.names
        self._sessions = [
            {own: given for own, given in ids.items() if own != given} or _SAME for ids in made.session_ids
        ]

    def __iter__(self) -> Iterator[MeetingGroup]:
        for gathering, name, sessions in zip(self._gatherings, self._names, self._sessions, strict=True):
            yield _renamed(gathering, name, sessions)


def _meeting(gathering: MeetingGroup) -> NewMeeting:
    meeting = gathering.meeting
    return NewMeeting(
        meeting.id,
        meeting.title,
        [_document(draft) for draft in gathering.drafts],
        [NewSession(one.id, one.title, one.number) for one in gathering.sessions],
        is_stated=any(draft.facts.meeting_id for draft in gathering.drafts),
    )


def _document(draft: Draft) -> NewDocument:
    return NewDocument(draft.source.name, draft.source.digest, draft.facts.title, draft.facts.kind)


def _passages(found: Sequence[DraftPassage]) -> list[NewPassage]:
    return [NewPassage(one.text, one.page, one.section.headings, one.label) for one in found]


def _renamed(gathering: MeetingGroup, name: str, sessions: Mapping[str, str]) -> MeetingGroup:
    def given(own: str) -> str:
        return sessions.get(own, own)

    made: dict[str, Session] = {
        one.id: replace(one, id=given(one.id), meeting=name, parent=given(one.parent) if one.parent else None)
        for one in gathering.sessions
    }
    return MeetingGroup(
        replace(gathering.meeting, id=name),
        gathering.drafts,
        tuple(made.values()),
        tuple({key: made[session.id] for key, session in keys.items()} for keys in gathering.session_of),
    )
