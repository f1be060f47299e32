"""Meetings and speakers that `corpus.toml` states of one paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from indexer.build.pipeline import build
from indexer.errors import CorpusSettingsInvalid
from indexer.store.builds import open_library
from indexer.store.library import Library

MINUTES = """\
# Notes of the harbour board

We keep these notes for those who come after us, and nobody has to read them.

## Second round

QX: The crane was mended last week, and the bill has come to more than was said.

The board asked for a second offer and will come back to it.

## Third round

The board accepted the second offer without a vote of any of its members.
"""
STATED = """\
[[document]]
file = "notes.md"

[[document.meetings]]
heading = "Second round"
start = 2031-02-14
title = "Harbour Board"
place = "Oslo, Norway"

[[document.meetings]]
heading = "third round"
start = 2031-02-21
end = 2031-02-22

[[document.speakers]]
label = "QX"
name = "Dora Ellis"
affiliation = "Bell Mill"
"""


def stated(folder: Path, settings: str, warnings: tuple[str, ...] = ()) -> Library:
    """Index the minutes with these settings; the caller closes the library."""
    corpus = folder / "corpus"
    corpus.mkdir(exist_ok=True)
    (corpus / "notes.md").write_text(MINUTES, encoding="utf-8")
    (corpus / "corpus.toml").write_text(settings, encoding="utf-8")
    assert build(corpus, folder / "index").warnings == warnings
    return open_library(folder / "index")


def test_each_heading_that_is_stated_opens_its_meeting(tmp_path: Path) -> None:
    """Passages below a stated heading have its meeting and days; what stands above the first has none."""
    library = stated(tmp_path, STATED)
    (document,) = library.documents()
    days = {
        passage.text.split(",")[0][:12]: passage.meeting and (passage.meeting.start, passage.meeting.end)
        for passage in library.document_passages(document.id)
    }
    titles = {meeting.title for meeting in library.meetings()}
    library.close()
    assert days["The board as"] == (date(2031, 2, 14), date(2031, 2, 14))
    assert days["The board ac"] == (date(2031, 2, 21), date(2031, 2, 22))
    assert days["We keep thes"] is None
    assert "Harbour Board" in titles


def test_a_label_that_is_stated_names_the_speaker(tmp_path: Path) -> None:
    """A label that stands once, and that no list of the paper explains, speaks for the person stated."""
    library = stated(tmp_path, STATED)
    (document,) = library.documents()
    (spoken,) = (passage for passage in library.document_passages(document.id) if "crane" in passage.text)
    library.close()
    assert [(person.name, person.affiliation) for person in spoken.people] == [("Dora Ellis", "Bell Mill")]


def test_what_the_paper_does_not_have_is_told(tmp_path: Path) -> None:
    """A stated heading or label that stands nowhere is a warning."""
    settings = STATED.replace("Second round", "First round").replace('"QX"', '"QZ"')
    warnings = (
        "notes.md: corpus.toml: meetings: no line is “First round”; copy the heading as the paper prints it",
        "notes.md: corpus.toml: speakers: no paragraph opens with the label “QZ”",
    )
    stated(tmp_path, settings, warnings).close()


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ('meetings = [{heading = "A"}]', "needs its start"),
        ('meetings = [{heading = "A", start = 2031-02-14, end = 2031-02-13}]', "is before start"),
        ("meeting = false\nstart = 2031-02-14", "start says of one"),
        ('meeting = false\nplace = "Oslo, Norway"', "place says of one"),
        ("meetings = [{start = 2031-02-14}]", "needs its heading"),
        ('speakers = [{label = "QX"}]', "needs the name"),
        ('speakers = [{name = "Dora Ellis"}]', "needs its label"),
    ],
)
def test_an_entry_that_says_too_little_is_refused(tmp_path: Path, table: str, message: str) -> None:
    """A meeting needs its heading and first day, a speaker a label and a name."""
    with pytest.raises(CorpusSettingsInvalid, match=message):
        stated(tmp_path, f'[[document]]\nfile = "notes.md"\n{table}\n')
