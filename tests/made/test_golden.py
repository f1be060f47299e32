"""The made-up papers, passage by passage, compared with golden files that were checked against the originals."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.build.options import BuildOptions
from indexer.build.pipeline import build
from indexer.model import Document, Meeting, Passage
from indexer.store.builds import open_library
from indexer.store.library import Library
from tests.conftest import Golden
from tests.shown import format_participation, format_session

from .papers import NAMES, write_made_papers


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The made-up papers, indexed and open."""
    home = tmp_path_factory.mktemp("made")
    report = build(write_made_papers(home / "corpus"), home / "index", BuildOptions(jobs=1))
    assert report.skipped == ()
    assert report.warnings == (
        "papers.zip/terraces.txt: is not UTF-8; its encoding was guessed as cp932: check it, "
        'and state `encoding = "cp932"`',
    )
    opened = open_library(home / "index")
    yield opened
    opened.close()


def test_every_paper_is_there(library: Library) -> None:
    """Each file is one document, and so is each file in the ZIP."""
    assert sorted(document.source for document in library.documents()) == sorted(NAMES)


@pytest.mark.parametrize("source", NAMES)
def test_a_made_paper_reads_as_it_was_written(source: str, library: Library, golden: Golden) -> None:
    """Each paper yields the facts, sessions and passages of its golden file."""
    document = next(document for document in library.documents() if document.source == source)
    shown = [_facts(document)]
    for meeting in document.meetings:
        shown += [format_session(session, "    ") for session in library.sessions(meeting.id)]
    shown += [""]
    shown += [_passage(passage) for passage in library.document_passages(document.id)]
    golden(f"made/{Path(source).name}.txt", "\n".join(shown))


def _facts(document: Document) -> str:
    published = f"; published {document.published}" if document.published else ""
    return "\n".join(
        [
            f"{document.id}\n{document.title}",
            f"{document.kind}, {document.status}, {document.language}{published}",
            *(_meeting(meeting) for meeting in document.meetings or (None,)),
        ]
    )


def _meeting(meeting: Meeting | None) -> str:
    if meeting is None:
        return "no meeting"
    days = f"{meeting.start} to {meeting.end}" if meeting.start else "no day"
    return f"meeting {meeting.id}: {meeting.title}; {meeting.place or 'no place'}; {days}"


def _passage(passage: Passage) -> str:
    session = passage.session.id if passage.session else "-"
    label = f" {passage.label}" if passage.label else ""
    page = f" | page {passage.page_label or passage.page}" if passage.page else ""
    lines = [f"[{passage.ordinal}] {passage.kind}{label} | session {session}{page}"]
    lines += [f"  under {' > '.join(passage.headings)}"] if passage.headings else []
    lines += [f"  after: {passage.lead_in}"] if passage.lead_in else []
    lines += [f"  {passage.text[start:end]}" for start, end in passage.sentences]
    lines += [f"  note: {note}" for note in passage.notes]
    lines += [f"  person {format_participation(person)}" for person in passage.people]
    lines += [f"  mentions {', '.join(passage.mentions)}"] if passage.mentions else []
    return "\n".join(lines) + "\n"
