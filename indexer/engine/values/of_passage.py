"""The values that one passage has in each facet. How they are stored is in the other modules of this folder."""

from __future__ import annotations

from collections.abc import Iterable

from indexer.meetings.dates import meeting_year
from indexer.model import Passage
from indexer.query.results import NO_MEETING, UNDATED, FacetName, session_value

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


def _unique(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
