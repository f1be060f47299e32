"""The values that one passage has in each facet, and what stands above or between values.

How they are stored is in the other modules of this folder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from indexer.meetings.dates import meeting_year
from indexer.model import Passage, Session
from indexer.query.results import NO_MEETING, UNDATED, FacetName, session_value
from indexer.query.tree import Range

from .own_symbol import own_symbol


def facet_values(passage: Passage) -> dict[FacetName, tuple[str, ...]]:
    """Return the values that a passage has in each facet, each once; of sessions only its own."""
    session, meeting = passage.session, passage.meeting
    return {
        "meeting": (meeting.id if meeting else NO_MEETING,),
        "year": (str(meeting_year(meeting) or UNDATED),),
        "session": (session_value(session.meeting, session.id),) if session else (),
        "kind": (passage.document.kind,),
        "status": (passage.document.status,),
        "person": _unique(participation.person for participation in passage.people),
        "organisation": _unique(participation.organisation for participation in passage.people),
        "country": _unique(participation.country for participation in passage.people),
        "place": _unique([meeting.place if meeting else None]),
        "language": _unique([passage.document.language]),
        "mention": mentions_and_own(passage),
        "voice": _unique(voice.kind for voice in passage.voices),
    }


def mentions_and_own(passage: Passage) -> tuple[str, ...]:
    """Return the symbols of what a passage mentions; the first of a paper is found by the symbol of the paper too."""
    return _unique((*passage.mentions, own_symbol(passage.document) if passage.ordinal == 0 else None))


def line_of(value: str, parents: Mapping[str, str]) -> tuple[str, ...]:
    """Return a value and those above it, each once."""
    line: dict[str, None] = {}
    while value and value not in line:
        line[value] = None
        value = parents.get(value, "")
    return tuple(line)


def parent_values(session: Session) -> dict[str, str]:
    """Return the value of a session with that of the session that it is part of; nothing where it is part of none."""
    if not session.parent:
        return {}
    return {session_value(session.meeting, session.id): session_value(session.meeting, session.parent)}


def year_in(node: Range) -> Callable[[str], bool]:
    """Return a function that tests whether a value is a year in a range; a value that is no year is not."""
    low, high = int(node.low or 0), int(node.high or 9999)
    return lambda value: value.isdecimal() and low <= int(value) <= high


def _unique(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
