"""Names of sessions that are listed together, each different from those of the others where the papers allow it.

A session is called by its label and title. Where several have the same, what tells it apart is added: its day and time,
the session that it is a part of, or the meeting.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from indexer.model import Meeting, Session
from indexer.speech.joined import in_one_sentence

from . import labels

SessionKey = tuple[str, str]
"""The ids of the meeting and of the session."""


def distinct_session_names(
    sessions: Sequence[Session], meetings: Mapping[str, Meeting] | None = None
) -> Mapping[SessionKey, str]:
    """Return a name for each session, by its key. `meetings` are those whose names may tell sessions apart, by id."""
    parents = {(session.meeting, session.id): session for session in sessions}
    names: dict[SessionKey, str] = {}
    left = list(sessions)
    for level in range(4):
        proposed = {key_of(session): _name(session, level, parents, meetings or {}) for session in left}
        counts = Counter(proposed.values())
        taken = set(names.values())
        named = {key: name for key, name in proposed.items() if counts[name] == 1 and name not in taken}
        names |= named
        left = [session for session in left if key_of(session) not in named]
    return names | _numbered(left, names.values())


def key_of(session: Session) -> SessionKey:
    """Return the ids of the meeting and of the session."""
    return session.meeting, session.id


def session_times(session: Session) -> tuple[str, ...]:
    """Return the day of a session in the reader's language and its time as the papers have it, where each is known."""
    return tuple(part for part in (labels.full_date(session.day) if session.day else "", session.time) if part)


def session_time(session: Session) -> str:
    """Return the day and time of a session, as far as they are known."""
    times = session_times(session)
    return in_one_sentence(times) if times else ""


def _name(session: Session, level: int, parents: Mapping[SessionKey, Session], meetings: Mapping[str, Meeting]) -> str:
    """Return the name with more and more that tells it apart."""
    parent = parents.get((session.meeting, session.parent)) if session.parent else None
    meeting = meetings.get(session.meeting)
    at_meeting = labels.short_meeting_name(meeting) if meeting else ""
    added = (parent.name if parent else "", session_time(session), at_meeting)
    return ", ".join(filter(None, (session.name, *added[:level])))


def _numbered(sessions: Iterable[Session], taken: Iterable[str]) -> dict[SessionKey, str]:
    """Return sessions that nothing tells apart with their places among those of one name."""
    used = Counter(taken)
    names = {}
    for session in sessions:
        used[session.name] += 1
        names[key_of(session)] = f"{session.name} ({used[session.name]})"
    return names
