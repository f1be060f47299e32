"""The page of a session as a Word document: its people, its questions, and all passages with their references."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from flask import make_response
from werkzeug.wrappers import Response

from indexer.evidence import Evidence, OutlineLine, PageOutline, evidence_from, write_outline
from indexer.explore.plan_and_report import QuestionReport, plan_report
from indexer.meetings.labels import VOICE_LABELS
from indexer.model import STATUSES, Passage, Session, Status
from indexer.query.results import session_value
from indexer.references import STYLE_NAMES, StyleName
from indexer.store.library import Library
from indexer.text.plurals import plural
from indexer.text.slugs import slugify
from webapp.shared import labels
from webapp.shared.formats import DEFAULT_STYLE
from webapp.shared.references import reference_to
from webapp.shared.session_names import session_time
from webapp.site import today

from .sessions import COMPARED, SessionRole, session_passages, session_roles

MAX_PASSAGES = 1_000
"""Passages of each status that the file has; a longer session says how many are left out."""
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MAX_NAME = 60
NOT_MATCHED = "No clear match. The report may still take it up in other words."


def session_file(library: Library, session: Session, asked_style: str) -> Response:
    """Return the page of a session as a Word document, with references in a style."""
    style = next((name for name in STYLE_NAMES if name == asked_style), DEFAULT_STYLE)
    outline = PageOutline(session.name, list(_lines(library, session, style)), today())
    response = make_response(write_outline(outline))
    response.content_type = WORD_TYPE
    name = slugify(f"{session.meeting} {session.name}", _MAX_NAME) or "session"
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.docx")
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _lines(library: Library, session: Session, style: StyleName) -> Iterator[OutlineLine | Evidence]:
    meeting = library.meeting(session.meeting)
    yield OutlineLine(meeting.title)
    when = session_time(session) or labels.meeting_dates(meeting) or "Date not known"
    yield OutlineLine(", ".join(filter(None, (when, meeting.place or "Place not known"))))
    passages = {status: session_passages(library, session, status, MAX_PASSAGES) for status in STATUSES}
    matched = plan_report(library, passages["planned"][:COMPARED], passages["reported"][:COMPARED])
    roles = session_roles(session, matched, passages["reported"][:COMPARED])
    if roles:
        yield OutlineLine("People", 1)
        yield from map(_role_line, roles)
        unnamed = dict.fromkeys(entry.person.name for role in roles for entry in role.people if not entry.reported)
        if unnamed and passages["reported"]:
            yield OutlineLine(f"No reported passage of this session names: {'; '.join(unnamed)}.")
    if matched.questions and passages["reported"]:
        yield OutlineLine("Key questions", 1)
        for question in matched.questions:
            yield from _question_lines(library, question, style)
    for status in STATUSES:
        yield from _side_lines(library, session, status, passages[status], style)


def _role_line(role: SessionRole) -> OutlineLine:
    people = "; ".join(", ".join(filter(None, (entry.person.name, entry.person.affiliation))) for entry in role.people)
    return OutlineLine(f"{role.title}{' (planned)' if role.planned else ''}: {people}")


def _question_lines(library: Library, question: QuestionReport, style: StyleName) -> Iterator[OutlineLine | Evidence]:
    yield OutlineLine(question.text, 2, question.passage.document.language or "")
    if not question.reported:
        yield OutlineLine(NOT_MATCHED)
    for match in question.reported:
        yield OutlineLine(f"Matched by the words: {', '.join(match.shared)}")
        yield from _quoted(library, (match.passage,), style)


def _quoted(library: Library, passages: Iterable[Passage], style: StyleName) -> Iterator[Evidence]:
    """Yield passages with their references, and with the voices that they give words to, as the page shows them."""
    for passage in passages:
        for evidence in evidence_from((reference_to(library, passage),), style):
            said_by = _said_by(passage)
            yield replace(evidence, remarks=(*evidence.remarks, said_by)) if said_by else evidence


def _said_by(passage: Passage) -> str:
    """Return `Said by: Several or some (“Several delegations stressed”)`; empty for a passage without voices."""
    lines = []
    for kind in dict.fromkeys(voice.kind for voice in passage.voices):
        words = dict.fromkeys(f"“{voice.words}”" for voice in passage.voices if voice.kind == kind and voice.words)
        lines.append(f"{VOICE_LABELS[kind]} ({', '.join(words)})" if words else VOICE_LABELS[kind])
    return f"Said by: {'; '.join(lines)}." if lines else ""


def _side_lines(
    library: Library, session: Session, status: Status, passages: tuple[Passage, ...], style: StyleName
) -> Iterator[OutlineLine | Evidence]:
    if not passages:
        return
    yield OutlineLine(labels.STATUS_TITLES[status], 1)
    for document, members in groupby(passages, key=lambda passage: passage.document):
        yield OutlineLine(f"{labels.kind_title(document)}: {document.title}", 2)
        yield from _quoted(library, members, style)
    if len(passages) == MAX_PASSAGES:
        value = session_value(session.meeting, session.id)
        text = plural(
            "Only the first %(num)s passage is here; search for session:%(value)s to read the rest.",
            "Only the first %(num)s passages are here; search for session:%(value)s to read the rest.",
            MAX_PASSAGES,
            value=value,
        )
        yield OutlineLine(text)
