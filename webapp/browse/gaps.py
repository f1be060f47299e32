"""Say what kind of paper a meeting or a session lacks, as far as that is known.

A paper can be filed under another session of the meeting, or under another meeting of the same days: then only what is
filed is said, with links to where it may stand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from indexer.meetings.dates import day_range
from indexer.model import Document, Meeting, Status
from indexer.speech.marking import marked
from indexer.speech.translation import MessageTable
from indexer.store.library import Library
from webapp.address import urls
from webapp.address.urls import Link
from webapp.shared.labels import meeting_link_text
from webapp.shared.paper_names import distinct_paper_names

from .meeting_list import MeetingContents

_LINKS_SHOWN = 3
_OPPOSITES: Mapping[frozenset[Status], Status] = {
    frozenset({"planned"}): "reported",
    frozenset({"reported"}): "planned",
}
_NONE_OF_MEETING: Mapping[Status, str] = MessageTable(
    {
        "planned": marked("No programme or concept note of this meeting is in the collection."),
        "reported": marked("No summary, report or transcript of this meeting is in the collection."),
    }
)
_NONE_UNDER_MEETING: Mapping[Status, str] = MessageTable(
    {
        "planned": marked("No programme or concept note is filed under this meeting."),
        "reported": marked("No summary, report or transcript is filed under this meeting."),
    }
)
_NONE_UNDER_SESSION: Mapping[Status, str] = MessageTable(
    {
        "planned": marked("No passage of a programme or concept note is filed under this session."),
        "reported": marked("No passage of a summary, report or transcript is filed under this session."),
    }
)


@dataclass(frozen=True)
class Gap:
    """What is missing, in words."""

    text: str
    meetings: tuple[Link, ...] = ()
    """Other meetings of the same days with papers of the same folder, which may be what is missing."""
    papers: tuple[Link, ...] = ()
    """Papers of the meeting that may hold what is missing in one of its sessions."""


def meeting_gap(library: Library, contents: MeetingContents, meeting: Meeting) -> Gap | None:
    """Return what kind of paper a meeting lacks; None where it has both, or a paper of neither kind for certain."""
    papers = contents.papers.get(meeting.id, ())
    missing = _OPPOSITES.get(frozenset(paper.status for paper in papers))
    if missing is None:
        return None
    doubtful = _meetings_beside(library, contents, meeting, papers, missing)
    if doubtful:
        return Gap(_NONE_UNDER_MEETING[missing], meetings=doubtful)
    return Gap(_NONE_OF_MEETING[missing])


def session_gap(library: Library, contents: MeetingContents, meeting: Meeting, missing: Status) -> Gap:
    """Return what is known of a session without passages that were planned, or reported.

    Where the meeting has such papers, they may tell of the session under a name of their own.
    """
    papers = [paper for paper in contents.papers.get(meeting.id, ()) if paper.status in (missing, "unknown")]
    gap = None if papers else meeting_gap(library, contents, meeting)
    if gap:
        return gap
    names = distinct_paper_names(papers[:_LINKS_SHOWN])
    links = [Link(names[paper.id], urls.document_path(paper.id)) for paper in papers[:_LINKS_SHOWN]]
    return Gap(_NONE_UNDER_SESSION[missing], papers=tuple(links))


def _meetings_beside(
    library: Library, contents: MeetingContents, meeting: Meeting, papers: Sequence[Document], missing: Status
) -> tuple[Link, ...]:
    """Return other meetings of the same days with a paper in a folder of this one that may be what is missing here."""
    if not (meeting.start or meeting.end):
        return ()
    first, last = day_range(meeting)
    folders = {PurePosixPath(paper.source).parent for paper in papers}
    found: list[Link] = []
    for other in library.meetings_on(first, last):
        if other.id == meeting.id or not (other.start or other.end):
            continue
        others = (paper for paper in contents.papers.get(other.id, ()) if paper.status in (missing, "unknown"))
        if any(PurePosixPath(paper.source).parent in folders for paper in others):
            found.append(Link(meeting_link_text(other), urls.meeting_path(other.id)))
    return tuple(found[:_LINKS_SHOWN])
