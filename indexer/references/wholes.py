"""Refer to a paper, a meeting or a session as a whole, without a place in it.

A meeting and a session are cited as the papers that are there of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from indexer.model import Document, Meeting, Passage, Session, Status

from .reference import Reference
from .restrictions import Restriction


def document_reference(
    document: Document, url: str, accessed: date, restrictions: tuple[Restriction, ...] = ()
) -> Reference:
    """Return the reference to a whole paper, at its permanent URL."""
    whole = _stand_in(document.id, document, document.meeting)
    return Reference(whole, url, accessed, restrictions=restrictions, whole="document")


def meeting_reference(meeting: Meeting, papers: Sequence[Document], url: str, accessed: date) -> Reference:
    """Return the reference to the papers of a meeting, at the permanent URL of its page."""
    collected = Document(meeting.id, meeting.title, "other", common_status(papers), "", (meeting,))
    return Reference(_stand_in(meeting.id, collected, meeting), url, accessed, whole="meeting")


def session_reference(
    meeting: Meeting, session: Session, papers: Sequence[Document], url: str, accessed: date
) -> Reference:
    """Return the reference to what the papers have of a session, at the permanent URL of its page."""
    key = f"{meeting.id}/{session.id}"
    collected = Document(key, session.name, "other", common_status(papers), "", (meeting,))
    return Reference(_stand_in(key, collected, meeting), url, accessed, whole="session")


def common_status(papers: Iterable[Document]) -> Status:
    """Return whether papers say what was planned or what was reported; not known where they differ or none is."""
    statuses = {paper.status for paper in papers}
    return statuses.pop() if len(statuses) == 1 else "reported" if "reported" in statuses else "unknown"


def _stand_in(key: str, document: Document, meeting: Meeting | None) -> Passage:
    """Return a passage without words that has the facts of a whole."""
    return Passage(key, "", "paragraph", 0, document, meeting)
