"""Every address of an earlier build answers, although its papers are put into meetings anew."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from indexer.links.check import SiteLink, check_link
from indexer.registry.file import REGISTRY_FILE
from indexer.store.builds import live_build
from indexer.store.catalogues import CATALOGUE_FILE
from tests.structure import papers

from .corpus import EditedCorpus

DIVIDED = """
# Minutes of the Basin Water Council, 2020

## Meeting of 12 February 2020

The council noted that the river had risen at every gauge, and that the winter had been mild.

## Meeting of 18 March 2020

The council agreed that every gauge has to be read once a week until the end of the spring.

## Meeting of 15 April 2020

The council asked its members to send their readings to the office before the end of the month.
"""
STATED = '[[document]]\nfile = "{}.txt"\n{}\n'


@pytest.fixture
def corpus(tmp_path: Path) -> EditedCorpus:
    """Papers of three meetings, indexed."""
    corpus = EditedCorpus(tmp_path)
    texts = {name: papers.ALL[name] for name in ("fisheries_summary", "fisheries_programme", "water", "levees")}
    papers.write_papers(corpus.folder, **texts)
    corpus.index()
    return corpus


def addresses(corpus: EditedCorpus) -> set[str]:
    """Return the paths of all meetings, sessions, papers, persons and passages."""
    library = corpus.open_library()
    paths = {f"/m/{meeting.id}" for meeting in library.meetings()}
    paths |= {
        f"/m/{meeting.id}/{session.id}" for meeting in library.meetings() for session in library.sessions(meeting.id)
    }
    paths |= {f"/d/{document.id}" for document in library.documents()}
    paths |= {f"/people/{person.id}" for person in library.persons()}
    paths |= {f"/p/{passage.id}" for passage in library.passages()}
    library.close()
    return paths


def state(corpus: EditedCorpus, *stated: tuple[str, str]) -> None:
    """State facts of files, and index the folder."""
    settings = "".join(STATED.format(name, facts) for name, facts in stated)
    (corpus.folder / "corpus.toml").write_text(settings, encoding="utf-8")
    corpus.index()


def followed(client: FlaskClient, path: str) -> tuple[int, str]:
    """Follow redirects and return the last status with the path that it belongs to."""
    response = client.get(path, follow_redirects=True)
    return response.status_code, response.request.path


def test_every_address_answers_whatever_becomes_of_the_meetings(corpus: EditedCorpus) -> None:
    """After meetings were joined, divided and done away with, no address of before is unknown."""
    before = addresses(corpus)
    state(corpus, ("fisheries_programme", 'meeting_id = "other-2022"'), ("water", 'meeting_id = "lisbon-2022"'))
    before |= addresses(corpus)
    state(corpus, ("fisheries_programme", "meeting = false"), ("levees", "meeting = false"))
    before |= addresses(corpus)
    client = corpus.open_site()
    statuses = {path: followed(client, path)[0] for path in before}
    assert {path for path, status in statuses.items() if status not in {200, 410}} == set()
    assert {path for path, status in statuses.items() if status == 410 and path.count("/") != 3} == set()


def test_a_meeting_that_is_no_more_leads_to_its_paper(corpus: EditedCorpus) -> None:
    """The page of a meeting whose only paper turned out to be of none leads to that paper."""
    library = corpus.open_library()
    levees = next(document for document in library.documents() if document.source == "levees.txt")
    library.close()
    state(corpus, ("levees", "meeting = false"))
    meeting = levees.meetings[0]
    assert followed(corpus.open_site(), f"/m/{meeting.id}") == (200, f"/d/{levees.id}")


def test_a_paper_that_is_divided_into_its_meetings_keeps_its_links(corpus: EditedCorpus) -> None:
    """Minutes read as three meetings keep their passages; the page of the one meeting of before leads to them."""
    path = corpus.folder / "minutes.md"
    path.write_text(DIVIDED, encoding="utf-8")
    settings = corpus.folder / "corpus.toml"
    settings.write_text('[[document]]\nfile = "minutes.md"\nmeeting = "A year of the council"\n', encoding="utf-8")
    corpus.index()
    passage = corpus.passage("read once a week")
    assert passage.meeting
    settings.unlink()
    corpus.index()
    again = corpus.passage("read once a week")
    assert again.id == passage.id
    assert len(again.document.meetings) == 3
    assert again.meeting in again.document.meetings
    assert followed(corpus.open_site(), f"/m/{passage.meeting.id}") == (200, f"/d/{passage.document.id}")
    path.write_text(DIVIDED.replace("mild", "cold"), encoding="utf-8")
    corpus.index()
    assert corpus.passage("read once a week").document == again.document


def test_people_of_a_build_without_their_rows_are_taken_from_it(corpus: EditedCorpus) -> None:
    """A registry written before persons were recorded learns them from the build that is live."""
    path = corpus.folder / REGISTRY_FILE
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    without = [line for line in lines if '"row":"person"' not in line]
    without[0] = without[0].partition(',"persons"')[0] + "}\n"
    path.write_text("".join(without), encoding="utf-8")
    with sqlite3.connect(live_build(corpus.index_dir) / CATALOGUE_FILE) as catalogue:
        catalogue.execute("""INSERT INTO persons VALUES ('olga-tesz', x'00', '{"name": "Olga Tesz"}')""")
    corpus.index(force=True)
    client = corpus.open_site()
    response = client.get("/people/olga-tesz")
    assert response.status_code == 410
    assert "Olga Tesz" in response.text
    assert client.get("/people/nobody-ever").status_code == 404


def test_a_checked_link_to_a_meeting_that_is_no_more_says_that_it_moved(corpus: EditedCorpus) -> None:
    """The report tells a page that leads elsewhere from one that is gone."""
    library = corpus.open_library()
    levees = next(document for document in library.documents() if document.source == "levees.txt")
    library.close()
    state(corpus, ("levees", "meeting = false"))
    library = corpus.open_library()
    assert check_link(SiteLink("/m", "meeting", levees.meetings[0].id), library).state == "moved"
    assert check_link(SiteLink("/d", "document", levees.id), library).state == "exists"
    library.close()
