"""The key questions of a meeting in one place: how many its reports clearly take up, and which have no clear match.

The matching is that of the pages of its sessions, where what was reported stands beside each question.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from indexer.explore.plan_and_report import plan_report
from indexer.model import Meeting, Session
from indexer.store.library import Library
from webapp.address import urls
from webapp.address.urls import Link
from webapp.shared.session_names import distinct_session_names, key_of

from .meeting_list import MeetingContents
from .sessions import COMPARED, PlannedQuestion, planned_questions, session_passages


@dataclass(frozen=True)
class UnmatchedQuestions:
    """The key questions of a session that no reported passage clearly takes up."""

    session: Link
    questions: tuple[PlannedQuestion, ...]


@dataclass(frozen=True)
class MeetingQuestions:
    """How many key questions a meeting planned, how many have a clear match, and the others by session."""

    asked: int
    matched: int
    unmatched: tuple[UnmatchedQuestions, ...]


def meeting_questions(library: Library, contents: MeetingContents, meeting: Meeting) -> MeetingQuestions | None:
    """Return the key questions of the sessions that have a report, or None where there are none.

    None, too, for a meeting with more passages than one session is compared with: its page would take too long.
    """
    statuses = {paper.status for paper in contents.papers.get(meeting.id, ())}
    if contents.passages.get(meeting.id, 0) > COMPARED or not {"planned", "reported"} <= statuses:
        return None
    compared = tuple(_compared_sessions(library, meeting))
    asked = sum(len(questions) for _, questions in compared)
    if not asked:
        return None
    names = distinct_session_names(library.sessions(meeting.id))
    unmatched = tuple(
        UnmatchedQuestions(Link(names[key_of(session)], urls.session_path(meeting.id, session.id)), left)
        for session, questions in compared
        if (left := tuple(question for question in questions if not question.reported))
    )
    return MeetingQuestions(asked, asked - sum(len(entry.questions) for entry in unmatched), unmatched)


def _compared_sessions(library: Library, meeting: Meeting) -> Iterator[tuple[Session, tuple[PlannedQuestion, ...]]]:
    """Yield the sessions that were planned and reported, each with its questions and those of its parts."""
    for session in library.sessions(meeting.id):
        if session.parent is not None:
            continue  # the session that it is a part of has its questions
        planned = session_passages(library, session, "planned", COMPARED)
        reported = session_passages(library, session, "reported", COMPARED) if planned else ()
        if reported:
            yield session, planned_questions(plan_report(library, planned, reported))
