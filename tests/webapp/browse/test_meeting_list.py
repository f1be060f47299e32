"""The list of meetings: all on one page when they are few, by year when they are many, the newest on other pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from indexer.model import Meeting, Passage
from indexer.store.library import Library
from tests import corpus_factory as made
from tests.webapp.markup import Page, open_page
from webapp.app import create_app
from webapp.browse import meeting_list

MANY = meeting_list.MEETINGS_PER_PAGE + 5
LATER = 3


def passages() -> Iterator[Passage]:
    """Yield one passage for each of many meetings in one year, a few in a later one, and two without a date."""
    years = [(2019, MANY), (2021, LATER)]
    meetings = [
        Meeting(f"lima-{year}-{number}", f"Meeting {number} on ice", "Lima, Peru", date(year, 1, 1 + number % 28))
        for year, count in years
        for number in range(count)
    ]
    for meeting in (*meetings, Meeting("one", "An undated meeting"), Meeting("two", "Another")):
        paper = made.document(f"{meeting.id}-report", meeting, "report")
        yield made.passage(paper, 0, f"Ice was spoken of at {meeting.title}.")


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A client of a site over those meetings."""
    index_dir = tmp_path_factory.mktemp("many")
    made.publish_build(index_dir, passages())
    return create_app(index_dir, "https://papers.example.org").test_client()


def entries(page: Page) -> list[str]:
    """Return the addresses of the meetings that a page lists."""
    return [link for link in page.links() if re.fullmatch("/m/[^/]+", link)]


def headings(page: Page) -> list[str]:
    """Return the years that a page has entries under."""
    return [element.text for element in page.all("h2", class_="initial")]


def test_few_are_all_on_one_page(client: FlaskClient) -> None:
    """A few meetings stand on one page, under their years, newest first, with their papers."""
    page = open_page(client, "/meetings")
    assert len(entries(page)) == 4
    assert headings(page) == sorted(headings(page), reverse=True)
    assert all(page.one("h2", id=link.removeprefix("#")) for link in page.links() if link.startswith("#year-"))
    home = open_page(client, "/")
    assert "/meetings" in home.links()
    assert entries(home) == entries(page)
    assert not any("All " in element.text for element in home.all("a"))


def test_home_names_the_newest_of_many(many: FlaskClient) -> None:
    """Of many meetings, the home page names the newest and links to the rest."""
    page = open_page(many, "/")
    assert len(entries(page)) == meeting_list.NEWEST_SHOWN
    assert entries(page)[:LATER] == [f"/m/lima-2021-{number}" for number in reversed(range(LATER))]
    [all_link] = [element for element in page.all("a") if element.text == f"All {MANY + LATER + 2} meetings"]
    assert all_link["href"] == "/meetings"


def test_many_are_listed_by_year(many: FlaskClient) -> None:
    """Many meetings have a page for each year, newest first, and one for the undated; a full year has several."""
    page = open_page(many, "/meetings")
    assert (headings(page), len(entries(page))) == (["2021"], LATER)
    years = {element.text: element["href"] for element in page.all("a") if element["href"].startswith("/meetings?")}
    assert years == {name: f"/meetings?year={name.casefold()}" for name in ("2021", "2019", "Undated")}
    assert len(entries(open_page(many, years["Undated"]))) == 2
    first = open_page(many, years["2019"])
    [older] = [element["href"] for element in first.all("a") if element.text == "Earlier meetings"]
    second = open_page(many, older)
    assert len(entries(first)) == meeting_list.MEETINGS_PER_PAGE
    assert len({*entries(first), *entries(second)}) == MANY
    assert [element["href"] for element in second.all("a") if element.text == "Later meetings"] == [years["2019"]]
    assert second.one("link", rel="canonical")["href"] == f"https://papers.example.org{older}"
    assert page.one("link", rel="canonical")["href"] == "https://papers.example.org/meetings?year=2021"


@pytest.mark.parametrize("given", ["year=1815", "year=2019&part=3", "year=2019&part=0", "year=2019&part=-1", "part=9"])
def test_a_part_that_is_not_there_is_not_found(many: FlaskClient, given: str) -> None:
    """A year without meetings, and a part beyond the last, are not found."""
    assert many.get(f"/meetings?{given}").status_code == 404


@pytest.mark.parametrize("given", ["part=x", "year=&part=1"])
def test_what_says_nothing_is_passed_over(many: FlaskClient, given: str) -> None:
    """A part that is not a number, or an empty year, is ignored."""
    assert entries(open_page(many, f"/meetings?{given}")) == entries(open_page(many, "/meetings"))


def test_of_many_papers_the_kinds_are_counted(tmp_path: Path) -> None:
    """The line of a meeting with many papers counts them by kind, and the meeting's page lists them all."""
    count = meeting_list.PAPERS_NAMED + 3
    meeting = Meeting("lima-2019", "Meeting on ice", "Lima, Peru", date(2019, 1, 1))
    papers = [made.document(f"lima-2019-{at}", meeting, "report" if at else "programme") for at in range(count)]
    made.publish_build(tmp_path, (made.passage(paper, 0, f"Ice {paper.id}.") for paper in papers))
    client = create_app(tmp_path).test_client()
    for path in ("/", "/meetings"):
        page = open_page(client, path)
        assert [link for link in page.links() if link.startswith("/d/")] == []
        text = " ".join(page.one("ul", class_="papers").text.split())
        assert text == f"Reported Report {count - 1} papers Planned Programme 1 paper"
    assert len([link for link in open_page(client, "/m/lima-2019").links() if link.startswith("/d/")]) == count


def test_without_meetings_there_is_no_list(tmp_path: Path) -> None:
    """The list of meetings of an empty index says that there are none."""
    made.publish_build(tmp_path, ())
    page = open_page(create_app(tmp_path).test_client(), "/meetings")
    assert entries(page) == []
    assert "0 meetings" in page.markup


def test_papers_of_one_kind_are_told_apart_in_the_line_of_their_meeting(made_library: Library) -> None:
    """Two summaries of a meeting have their titles, while its only programme is called by its kind."""
    papers = (made.PROGRAMME, made.SUMMARY, replace(made.SUMMARY, id="second", title="Second summary"))
    contents = meeting_list.MeetingContents({made.MONTEVIDEO.id: papers}, {})
    [line] = meeting_list.list_items(made_library, contents, [made.MONTEVIDEO])
    assert [paper.name for paper in line.papers] == [
        "Programme",
        "Summary of the conference",
        "Second summary",
    ]
