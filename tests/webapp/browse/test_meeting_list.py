"""The list of meetings: all on one page where they are few, by year where they are many; and the newest elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from indexer.model import Meeting, Passage
from tests import corpus_factory as made
from tests.webapp.markup import Page, open_page
from webapp.app import create_app
from webapp.browse import meeting_list

MANY = meeting_list.MEETINGS_PER_PAGE + 5
LATER = 3


def passages() -> Iterator[Passage]:
    """Give a passage each of many meetings in one year, of a few in a later one, and of two without a date."""
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
    """A client of a site over that many meetings."""
    index_dir = tmp_path_factory.mktemp("many")
    made.publish_build(index_dir, passages())
    return create_app(index_dir, "https://papers.example.org").test_client()


def entries(page: Page) -> list[str]:
    """Give the addresses of the meetings that a page lists."""
    return [link for link in page.links() if link.startswith("/m/")]


def headings(page: Page) -> list[str]:
    """Give the years that a page has entries under."""
    return [one.text for one in page.all("h2", class_="initial")]


def test_few_are_all_on_one_page(client: FlaskClient) -> None:
    """Each under its year, newest first, with its papers; the years lead there, and the navigation to the page."""
    page = open_page(client, "/meetings")
    assert len(entries(page)) == 4
    assert headings(page) == sorted(headings(page), reverse=True)
    assert all(page.one("h2", id=one.removeprefix("#")) for one in page.links() if one.startswith("#year-"))
    home = open_page(client, "/")
    assert "/meetings" in home.links()
    assert entries(home) == entries(page)
    assert not any("All " in one.text for one in home.all("a"))


def test_home_and_empty_answers_name_the_newest_of_many(many: FlaskClient) -> None:
    """Of many meetings a page that is about something else names a few, and where the others are."""
    for path in ("/", "/search?q=zeppelin"):
        page = open_page(many, path)
        assert len(entries(page)) == meeting_list.NEWEST_SHOWN
        assert entries(page)[:LATER] == [f"/m/lima-2021-{number}" for number in reversed(range(LATER))]
        [every] = [one for one in page.all("a") if one.text == f"All {MANY + LATER + 2} meetings, by year"]
        assert every["href"] == "/meetings"


def test_many_are_listed_by_year(many: FlaskClient) -> None:
    """The newest year comes first; each year, and what has no date, is a page; a full year has several, in order."""
    page = open_page(many, "/meetings")
    assert (headings(page), len(entries(page))) == (["2021"], LATER)
    years = {one.text: one["href"] for one in page.all("a") if one["href"].startswith("/meetings?")}
    assert years == {name: f"/meetings?year={name.casefold()}" for name in ("2021", "2019", "Undated")}
    assert len(entries(open_page(many, years["Undated"]))) == 2
    first = open_page(many, years["2019"])
    [older] = [one["href"] for one in first.all("a") if one.text == "Earlier meetings"]
    second = open_page(many, older)
    assert len(entries(first)) == meeting_list.MEETINGS_PER_PAGE
    assert len({*entries(first), *entries(second)}) == MANY
    assert [one["href"] for one in second.all("a") if one.text == "Later meetings"] == [years["2019"]]
    assert second.one("link", rel="canonical")["href"] == f"https://papers.example.org{older}"
    assert page.one("link", rel="canonical")["href"] == "https://papers.example.org/meetings?year=2021"


@pytest.mark.parametrize("given", ["year=1815", "year=2019&part=3", "year=2019&part=0", "year=2019&part=-1", "part=9"])
def test_a_part_that_is_not_there_is_not_found(many: FlaskClient, given: str) -> None:
    """A year without meetings and a part beyond the last are no pages."""
    assert many.get(f"/meetings?{given}").status_code == 404


@pytest.mark.parametrize("given", ["part=x", "year=&part=1"])
def test_what_says_nothing_is_passed_over(many: FlaskClient, given: str) -> None:
    """A part that is no number, or an empty year, is as if it were not there."""
    assert entries(open_page(many, f"/meetings?{given}")) == entries(open_page(many, "/meetings"))


def test_of_many_papers_the_kinds_are_counted(tmp_path: Path) -> None:
    """A meeting with more papers than its line names has its kinds counted there, and all papers on its page."""
    count = meeting_list.PAPERS_NAMED + 3
    meeting = Meeting("lima-2019", "Meeting on ice", "Lima, Peru", date(2019, 1, 1))
    papers = [made.document(f"lima-2019-{at}", meeting, "report" if at else "programme") for at in range(count)]
    made.publish_build(tmp_path, (made.passage(paper, 0, f"Ice {paper.id}.") for paper in papers))
    client = create_app(tmp_path).test_client()
    for path in ("/", "/meetings"):
        page = open_page(client, path)
        assert [link for link in page.links() if link.startswith("/d/")] == []
        told = " ".join(page.one("ul", class_="papers").text.split())
        assert told == f"Reported Report {count - 1} papers Planned Programme 1 paper"
    assert len([link for link in open_page(client, "/m/lima-2019").links() if link.startswith("/d/")]) == count


def test_without_meetings_there_is_no_list(tmp_path: Path) -> None:
    """An index with nothing in it has a page that says so."""
    made.publish_build(tmp_path, ())
    page = open_page(create_app(tmp_path).test_client(), "/meetings")
    assert entries(page) == []
    assert "0 meetings" in page.markup
