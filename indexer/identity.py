"""Who is who in a build: papers as they were read, under the ids that the registry keeps for them.

Which row is which paper or passage is decided in `registry`; here its ids are put in place of those that the
papers would have by themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from .meetings import Gathering
from .model import Session
from .registry.incoming import NewDocument, NewMeeting, NewPassage, NewSession
from .registry.reconcile import Reconciliation
from .registry.rows import Register
from .structure.draft import Draft, DraftPassage


def identify(
    old: Register | None,
    gatherings: Sequence[Gathering],
    passages_of: Callable[[str], Sequence[DraftPassage]],
    stamp: str,
) -> Reconciliation:
    """The ids of everything that was read; `passages_of` gives the passages of a paper by its source name.

    `stamp` is the time of the build, as `registry.rows` says.
    """
    return Reconciliation(
        old, list(map(_meeting, gatherings)), lambda paper: _passages(passages_of(paper.source)), stamp
    )


def renamed(gatherings: Sequence[Gathering], made: Reconciliation) -> list[Gathering]:
    """The same meetings and sessions under their own ids."""
    return [
        _renamed(gathering, name, sessions)
        for gathering, name, sessions in zip(gatherings, made.names, made.session_ids, strict=True)
    ]


def _meeting(gathering: Gathering) -> NewMeeting:
    meeting = gathering.meeting
    return NewMeeting(
        meeting.id,
        meeting.title,
        [_document(draft) for draft in gathering.drafts],
        [NewSession(one.id, one.title, one.number) for one in gathering.sessions],
        stated=any(draft.facts.meeting_id for draft in gathering.drafts),
    )


def _document(draft: Draft) -> NewDocument:
    return NewDocument(draft.source.name, draft.source.digest, draft.facts.title, draft.facts.kind)


def _passages(found: Sequence[DraftPassage]) -> list[NewPassage]:
    return [NewPassage(one.text, one.page, one.section.headings, one.label) for one in found]


def _renamed(gathering: Gathering, name: str, sessions: Mapping[str, str]) -> Gathering:
    made: dict[str, Session] = {
        one.id: replace(one, id=sessions[one.id], meeting=name, parent=sessions[one.parent] if one.parent else None)
        for one in gathering.sessions
    }
    return Gathering(
        replace(gathering.meeting, id=name),
        gathering.drafts,
        tuple(made.values()),
        tuple({key: made[session.id] for key, session in keys.items()} for keys in gathering.keys),
    )
