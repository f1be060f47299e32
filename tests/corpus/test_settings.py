"""Tests of `corpus.toml`: what may be stated of papers, and the messages about mistakes."""

from __future__ import annotations

import errno
import os
from datetime import date
from pathlib import Path

import pytest

from indexer.build.pipeline import build
from indexer.corpus.settings import load_settings
from indexer.errors import CorpusSettingsInvalid
from indexer.model import DOCUMENT_KINDS
from indexer.store.builds import open_library
from indexer.store.library import Library
from tests.structure import papers


def stated(tmp_path: Path, text: str) -> Library:
    """Index the fisheries summary and the clinics' note with this `corpus.toml`."""
    corpus = papers.write_papers(
        tmp_path / "corpus", fisheries_summary=papers.FISHERIES_SUMMARY, clinics=papers.CLINICS_NOTE
    )
    (corpus / "corpus.toml").write_text(text, encoding="utf-8")
    build(corpus, tmp_path / "index")
    return open_library(tmp_path / "index")


def refused(tmp_path: Path, text: str) -> str:
    """Return the message about this `corpus.toml`."""
    (tmp_path / "corpus.toml").write_text(text, encoding="utf-8")
    with pytest.raises(CorpusSettingsInvalid) as error:
        load_settings(tmp_path)
    message = str(error.value)
    assert message.startswith(f"{tmp_path / 'corpus.toml'}: ")
    assert "\n" not in message or "TOML" in message
    return message


def test_a_file_that_cannot_be_opened_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands in the place of the file, or may not be read, is named with the remedy."""
    file = tmp_path / "corpus.toml"
    file.mkdir()
    with pytest.raises(CorpusSettingsInvalid, match="is a folder: write a file of this name, or rename the folder"):
        load_settings(tmp_path)
    file.rmdir()
    file.write_text("", encoding="utf-8")
    for code, remedy in ((errno.EACCES, "allow reading it"), (errno.EIO, "try again")):

        def closed(_: Path, code: int = code) -> bytes:
            raise OSError(code, os.strerror(code))

        monkeypatch.setattr(Path, "read_bytes", closed)
        with pytest.raises(CorpusSettingsInvalid) as raised:
            load_settings(tmp_path)
        assert str(raised.value).startswith(f"{file}: cannot be opened ({os.strerror(code)}): {remedy}")


def test_a_folder_without_settings_states_nothing(tmp_path: Path) -> None:
    """The file is optional."""
    assert load_settings(tmp_path).rules == ()


def test_every_fact_can_be_stated(tmp_path: Path) -> None:
    """What is stated of a paper and its meeting counts more than what was inferred."""
    library = stated(
        tmp_path,
        """
        [[document]]
        file = "fisheries_summary.txt"
        title = "What the fishers said"
        kind = "transcript"
        published = "2022-05"
        language = "pt"
        meeting = "The fishers of Setúbal"
        meeting_id = "setubal-2021"
        place = "Setúbal, Portugal"
        start = 2021-07-01
        end = 2021-07-02
        """,
    )
    document = next(document for document in library.documents() if document.source == "fisheries_summary.txt")
    assert (document.title, document.kind, document.status) == ("What the fishers said", "transcript", "reported")
    assert (document.published, document.language) == ("2022-05", "pt")
    meeting = document.meetings[0]
    assert (meeting.id, meeting.title, meeting.place) == (
        "setubal-2021",
        "The fishers of Setúbal",
        "Setúbal, Portugal",
    )
    assert (meeting.start, meeting.end, meeting.year) == (date(2021, 7, 1), date(2021, 7, 2), 2021)
    assert document.id.startswith("setubal-2021-transcript")
    library.close()


def test_the_other_papers_keep_what_was_inferred(tmp_path: Path) -> None:
    """A rule changes the files that it names and no others."""
    library = stated(tmp_path, '[[document]]\nfile = "fish*"\nplace = "Faro, Portugal"\n')
    places = {document.source: document.meetings[0].place for document in library.documents()}
    assert places == {"fisheries_summary.txt": "Faro, Portugal", "clinics.txt": "Nairobi, Kenya"}
    library.close()


def test_one_day_is_stated_by_its_start(tmp_path: Path) -> None:
    """A start without an end is a meeting of one day, and its year is that of the day."""
    library = stated(tmp_path, '[[document]]\nfile = "clinics.txt"\nstart = 2019-01-31\n')
    meeting = next(document.meetings[0] for document in library.documents() if document.source == "clinics.txt")
    assert (meeting.start, meeting.end, meeting.year) == (date(2019, 1, 31), date(2019, 1, 31), 2019)
    library.close()


def test_a_year_alone_can_be_stated(tmp_path: Path) -> None:
    """The year may be stated where the days are not known."""
    corpus = papers.write_papers(
        tmp_path / "corpus", memo="A memo on ice\n\nThe ice of the lake was thin all winter long.\n"
    )
    (corpus / "corpus.toml").write_text('[[document]]\nfile = "memo.txt"\nyear = 1999\n')
    build(corpus, tmp_path / "index")
    library = open_library(tmp_path / "index")
    assert [meeting.year for meeting in library.meetings()] == [1999]
    library.close()


def test_a_later_rule_counts_more(tmp_path: Path) -> None:
    """Of two rules that name one file, the later one counts, fact by fact."""
    library = stated(
        tmp_path,
        '[[document]]\nfile = "*"\nplace = "Faro, Portugal"\nkind = "report"\n'
        '[[document]]\nfile = "clinics.txt"\nkind = "other"\n',
    )
    assert {(document.source, document.kind, document.meetings[0].place) for document in library.documents()} == {
        ("fisheries_summary.txt", "report", "Faro, Portugal"),
        ("clinics.txt", "other", "Faro, Portugal"),
    }
    library.close()


def test_a_file_can_be_skipped(tmp_path: Path) -> None:
    """A skipped paper is not in the index, and the report names the setting."""
    corpus = papers.write_papers(tmp_path / "corpus", clinics=papers.CLINICS_NOTE, water=papers.WATER_MINUTES)
    (corpus / "corpus.toml").write_text('[[document]]\nfile = "water.txt"\nskip = true\n')
    report = build(corpus, tmp_path / "index")
    assert [(file.source, file.reason) for file in report.skipped] == [("water.txt", "corpus.toml says to skip it")]
    assert report.counts.documents == 1


def test_sessions_can_be_stated(tmp_path: Path) -> None:
    """Stated headings open the only sessions, under the numbers and titles stated."""
    library = stated(
        tmp_path,
        """
        [[document]]
        file = "clinics.txt"
        sessions = [
            {heading = "supply of medicines", number = 7, title = "Medicines"},
            {heading = "Telemedicine"},
        ]
        """,
    )
    sessions = library.sessions("nairobi-2023")
    assert [(session.number, session.title) for session in sessions] == [(7, "Medicines"), (None, "Telemedicine")]
    library.close()


def test_two_papers_with_one_stated_meeting_are_of_one_meeting(tmp_path: Path) -> None:
    """A stated id joins papers that nothing else would."""
    library = stated(
        tmp_path,
        '[[document]]\nfile = "*"\nmeeting_id = "joint"\nmeeting = "Joint meeting"\nstart = 2020-01-01\n',
    )
    assert [(meeting.id, meeting.title) for meeting in library.meetings()] == [("joint", "Joint meeting")]
    library.close()


def test_a_pattern_that_matches_nothing_is_reported(tmp_path: Path) -> None:
    """A rule for a missing file is most likely a mistake, so the report has a warning."""
    corpus = papers.write_papers(tmp_path / "corpus", clinics=papers.CLINICS_NOTE)
    (corpus / "corpus.toml").write_text('[[document]]\nfile = "clinic.txt"\nyear = 2001\n')
    assert build(corpus, tmp_path / "index").warnings == ("corpus.toml: file = “clinic.txt” matches no file",)


def test_a_name_with_brackets_is_itself(tmp_path: Path) -> None:
    """A file whose name looks like a pattern is matched by its name too."""
    (tmp_path / "corpus.toml").write_text('[[document]]\nfile = "a[1].txt"\n')
    settings = load_settings(tmp_path)
    assert settings.rules_for("a[1].txt")
    assert settings.rules_for("a1.txt")
    assert not settings.rules_for("a2.txt")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[document", ["is not valid TOML"]),
        ("meeting = 1", ["unknown key “meeting”", "[[document]]"]),
        ("[document]\nfile = 'a'", ["two brackets"]),
        ("[[document]]\nyear = 2020", ["[[document]] 1 needs file"]),
        ("[[document]]\nfile = 3", ["[[document]] 1 needs file"]),
        (
            "[[document]]\nfile = 'a'\n[[document]]\nfile = 'b'\nyaer = 2020",
            ["[[document]] 2", "“yaer”", "year", "place"],
        ),
        ("[[document]]\nfile = 'a'\nkind = 'poem'", ["[[document]] 1: kind", "poem", *DOCUMENT_KINDS]),
        ("[[document]]\nfile = 'a'\nkind = 3", ["[[document]] 1: kind", *DOCUMENT_KINDS]),
        ("[[document]]\nfile = 'a'\nkind = ['report']", ["[[document]] 1: kind", *DOCUMENT_KINDS]),
        ("[[document]]\nfile = 'a'\nyear = '2020'", ["[[document]] 1: year", "a number such as 2024"]),
        ("[[document]]\nfile = 'a'\nyear = true", ["[[document]] 1: year", "a number such as 2024"]),
        ("[[document]]\nfile = 'a'\nskip = 1", ["[[document]] 1: skip", "true or false"]),
        ("[[document]]\nfile = 'a'\nstart = '2020-01-01'", ["[[document]] 1: start", "without quotation marks"]),
        ("[[document]]\nfile = 'a'\nend = 2020-01-01", ["[[document]] 1: end is stated without start"]),
        ("[[document]]\nfile = 'a'\nstart = 2020-01-02\nend = 2020-01-01", ["[[document]] 1: end", "before start"]),
        ("[[document]]\nfile = 'a'\nstart = 2020-01-01T10:00:00", ["[[document]] 1: start", "a day such as"]),
        ("[[document]]\nfile = 'a'\ntitle = 3", ["[[document]] 1: title", "a text in quotation marks"]),
        ("[[document]]\nfile = 'a'\nplace = ['Rome']", ["[[document]] 1: place", "a text in quotation marks"]),
        ("[[document]]\nfile = 'a'\nmeeting_id = 'Rome 2020'", ["[[document]] 1: meeting_id", "lower-case letters"]),
        ("[[document]]\nfile = 'a'\nmeeting_id = ''", ["[[document]] 1: meeting_id", "lower-case letters"]),
        ("[[document]]\nfile = 'a'\nsessions = 'all'", ["[[document]] 1: sessions must be a list", "heading ="]),
        ("[[document]]\nfile = 'a'\nsessions = [{number = 1}]", ["[[document]] 1: sessions", "needs its heading"]),
        (
            "[[document]]\nfile = 'a'\nsessions = [{heading = 'x', n = 1}]",
            ["[[document]] 1: sessions: 1: unknown key “n”", "heading, number, title"],
        ),
        (
            "[[document]]\nfile = 'a'\nsessions = [{heading = 'x', number = '1'}]",
            ["sessions: 1: number is '1'", "a number such as 3"],
        ),
        ("[[document]]\nfile = 'a'\npublished = 2020", ["[[document]] 1: published", "quotation marks"]),
        ("document = [1]", ["[[document]] 1"]),
        ("document = 1", ["two brackets"]),
    ],
)
def test_a_mistake_is_named_with_what_belongs_there(tmp_path: Path, text: str, words: list[str]) -> None:
    """The message names the file, the rule by its number, the key, and what may stand there."""
    message = refused(tmp_path, text)
    assert [word for word in words if word not in message] == []


def test_settings_that_are_not_text_are_named(tmp_path: Path) -> None:
    """Bytes that are not UTF-8 are reported like any other mistake."""
    (tmp_path / "corpus.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CorpusSettingsInvalid, match="is not valid TOML"):
        load_settings(tmp_path)


def test_a_mistake_leaves_the_index_as_it_was(tmp_path: Path) -> None:
    """Nothing is built from invalid settings, and what was indexed still answers."""
    library = stated(tmp_path, "")
    library.close()
    (tmp_path / "corpus" / "corpus.toml").write_text("[[document]]\nkind = 1")
    with pytest.raises(CorpusSettingsInvalid):
        build(tmp_path / "corpus", tmp_path / "index")
    library = open_library(tmp_path / "index")
    assert library.stats.documents == 2
    library.close()
