"""The shipped corpus, passage by passage, against golden files that were checked against their sources."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.model import Document, Passage
from indexer.store.builds import open_library
from indexer.store.library import Library
from tests.conftest import SEEDS, Golden
from tests.shown import format_participation, format_session

SOURCES = sorted(path.name for path in SEEDS.glob("*.txt"))


@pytest.fixture(scope="module")
def library(seed_index: Path) -> Iterator[Library]:
    """The open library of the shipped corpus."""
    seeds_library = open_library(seed_index)
    yield seeds_library
    seeds_library.close()


@pytest.mark.parametrize("source", SOURCES)
def test_passages_are_as_an_editor_read_them(source: str, library: Library, golden: Golden) -> None:
    """Each paper gives the facts, sessions and passages of its golden file."""
    document = next(document for document in library.documents() if document.source == source)
    lines = [_document(document)]
    lines += [_passage(passage) for passage in library.document_passages(document.id)]
    golden(f"passages/{Path(source).stem}.txt", "\n".join(lines))


def test_meetings_are_as_an_editor_read_them(library: Library, golden: Golden) -> None:
    """The papers give the meetings, with their sessions and people, of the golden file."""
    lines = []
    for meeting in library.meetings():
        days = f"{meeting.start} to {meeting.end}"
        lines += [f"{meeting.id}\n  {meeting.title}\n  {meeting.place}; {days}; {meeting.year}"]
        lines += [f"  document {document.id}" for document in library.documents(meeting.id)]
        lines += [format_session(session, "      ") for session in library.sessions(meeting.id)]
        lines += [""]
    golden("meetings.txt", "\n".join(lines))


def test_persons_are_as_an_editor_read_them(library: Library, golden: Golden) -> None:
    """The people of the papers are the persons, with names and affiliations, of the golden file."""
    lines = []
    for person in library.persons():
        lines += [f"{person.id}: {person.name}" + (f" (also {', '.join(person.variants)})" if person.variants else "")]
        lines += [f"  {affiliation}" for affiliation in person.affiliations]
        for session, people in library.person_sessions(person.id):
            lines += [
                f"  in {session.meeting}/{session.id} as {', '.join(participation.role for participation in people)}"
            ]
    golden("persons.txt", "\n".join(lines) + "\n")


def test_acronyms_are_as_an_editor_read_them(library: Library, golden: Golden) -> None:
    """The papers define the acronyms of the golden file."""
    lines = [
        f"{acronym.short} = {acronym.long} | {', '.join(acronym.variants)} | {acronym.passage} | {acronym.uses}"
        for acronym in library.acronyms()
    ]
    golden("acronyms.txt", "\n".join(lines) + "\n")


def _document(document: Document) -> str:
    published = f"; published {document.published}" if document.published else ""
    return (
        f"{document.id}\n{document.title}\n{document.kind}, {document.status}{published}; {document.meetings[0].id}\n"
    )


def _passage(passage: Passage) -> str:
    session = passage.session.id if passage.session else "-"
    label = f" {passage.label}" if passage.label else ""
    lines = [f"[{passage.ordinal}] {passage.id.rpartition('.')[2]} {passage.kind}{label} | session {session}"]
    lines += [f"  under {' > '.join(passage.headings)}"] if passage.headings else []
    lines += [f"  after: {passage.lead_in}"] if passage.lead_in else []
    lines += [f"  {passage.text[start:end]}" for start, end in passage.sentences]
    lines += [f"  person {format_participation(person)}" for person in passage.people]
    lines += [f"  mentions {', '.join(passage.mentions)}"] if passage.mentions else []
    return "\n".join(lines) + "\n"
