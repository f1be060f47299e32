"""Tests of the home page: what it says that the site does, its examples, and the time line that filters."""

from __future__ import annotations

import re
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from flask.testing import FlaskClient

from indexer.meetings.dates import meeting_year
from indexer.model import Meeting
from indexer.store.builds import open_library
from indexer.store.library import Library
from tests import corpus_factory as made
from tests.webapp.markup import open_page
from webapp.browse.examples import corpus_examples, is_of_a_subject
from webapp.browse.home import EXAMPLES_SHOWN, example_links
from webapp.browse.time_line import MAX_BARS, MeetingDates, months_of, time_line


def dates_of(*years: int) -> MeetingDates:
    """Return the dates of one meeting in each of some years."""
    return MeetingDates(dict.fromkeys(sorted(years), 1), {}, 0)


def test_each_thing_to_do_leads_to_a_page_that_does_it(client: FlaskClient) -> None:
    """Find, link, cite, check and compare each lead to a page that answers, about the papers of this library."""
    page = open_page(client, "/")
    links = {link.text: link["href"] for link in page.all("a")}
    for name in ("Find", "Link", "Cite", "Check a draft", "Compare"):
        assert client.get(links[name]).status_code == 200, name
    assert urlsplit(links["Link"]).path.startswith("/p/")
    assert urlsplit(links["Cite"]).fragment == "cite"


def test_examples_find_what_they_say(client: FlaskClient, library: Library) -> None:
    """Each subject, person and session finds as many passages and meetings as its line says."""
    examples = corpus_examples(library)
    assert examples.subjects
    for subject in examples.subjects:
        answer = client.get("/api/search", query_string={"q": f'"{subject.words}"', "values": "all"}).get_json()
        [meetings] = [facet["values"] for facet in answer["facets"] if facet["name"] == "meeting"]
        assert (answer["total"], len(meetings)) == (subject.passages, subject.meetings)
        assert subject.meetings > 1
    assert examples.person
    total = client.get(f"/api/search?person={examples.person.id}").get_json()["total"]
    assert total == examples.person.passages > 1
    assert examples.session
    text = client.get(f"/m/{examples.session.meeting}/{examples.session.id}").text
    assert 'class="status planned"' in text
    assert 'class="status reported"' in text
    assert examples.passage
    assert examples.subjects[0].words.casefold() in examples.passage.text.casefold()


def test_the_time_line_is_a_list_that_filters(client: FlaskClient, library: Library) -> None:
    """Each year with meetings is a link with their number; it lists them, and the search box searches in that year."""
    page = open_page(client, "/")
    years = sorted({meeting_year(meeting) or 0 for meeting in library.meetings()})
    links = {link.text[:4]: link for link in page.all("a") if link["href"].startswith("/?year=")}
    assert sorted(links) == [str(year) for year in years]
    for year, link in links.items():
        expected = [meeting.id for meeting in library.meetings() if str(meeting_year(meeting)) == year]
        assert re.fullmatch(rf"{year}, {len(expected)} meetings?", link.text)
        chosen = open_page(client, link["href"])
        listed = [link["href"] for link in chosen.all("a") if re.fullmatch("/m/[^/]+", link["href"])]
        assert listed == [f"/m/{meeting}" for meeting in expected]
        assert {
            (field["name"], field["value"]) for field in chosen.all("input", type="hidden") if field["name"] != "page"
        } == {("year", year)}
    assert open_page(client, "/?year=1066").one("input", id="q").has("autofocus")


def test_months_of_a_year_filter_too(client: FlaskClient) -> None:
    """A year with meetings in several months has them as links."""
    page = open_page(client, "/?year=2024")
    [may] = [link for link in page.all("a") if "month=5" in link["href"]]
    assert "May 2024" in may.text
    listed = [
        link["href"] for link in open_page(client, may["href"]).all("a") if re.fullmatch("/m/[^/]+", link["href"])
    ]
    assert listed == ["/m/preparing-building-future-2024"]


def test_many_years_fit() -> None:
    """Of many years the oldest are one bar, a long gap takes one place, and no year is lost."""
    line = time_line(dates_of(1950, 1975, *range(1990, 2026)))
    assert len(line.bars) <= MAX_BARS
    assert sum(bar.count for bar in line.bars) == 38
    assert line.bars[0].url.count("year=") == line.bars[0].count > 1
    gap = time_line(dates_of(1950, 1975)).bars[1]
    assert (gap.is_gap, gap.name, gap.url) == (True, "1951–1974", "")
    assert [bar.count for bar in time_line(dates_of(2001, 2003)).bars] == [1, 0, 1]
    assert time_line(dates_of()).bars == ()


def test_a_year_of_one_month_has_no_months() -> None:
    """Months are shown where they tell something apart."""
    dates = MeetingDates({2020: 2}, {(2020, 3): 2}, 0)
    assert months_of(dates, "2020", str, None) is None
    assert months_of(dates, "undated", str, None) is None


def test_examples_are_of_subjects_and_not_of_people_or_agendas(tmp_path: Path) -> None:
    """No name of a person whom no list names, and no heading of every agenda, is offered as a subject."""
    passages = []
    for number in range(1, 5):
        meeting = Meeting(f"group-{number}", f"Group {number}", None, date(2020, 1, number), None, 2020)
        paper = made.document(f"notes-{number}", meeting)
        parts = (
            ("1", "Next meeting plans", "The next meeting is planned. Plans of the next meeting are below."),
            ("2", f"Robin Marx on gauges {number}", "We heard Robin Marx. The floor was with Robin Marx again."),
            ("3", f"Harbour basins {number}", "The harbour basins are full. New harbour basins were dug."),
            ("4", f"River gauges {number}", "The river gauges are old. New river gauges were bought."),
        )
        for place, (session, title, text) in enumerate(parts):
            passages.append(made.passage(paper, place, text, made.session(session, meeting, title)))
    made.publish_build(tmp_path, passages)
    with closing(open_library(tmp_path)) as library:
        words = {subject.words.casefold() for subject in corpus_examples(library).subjects}
    assert words == {"harbour basins", "river gauges"}
    assert not is_of_a_subject("next meeting")


def test_no_place_of_the_examples_is_left_empty(library: Library) -> None:
    """Where papers offer no question, person or session, more subjects take their places."""
    whole = corpus_examples(library)
    assert len(example_links(whole)) == EXAMPLES_SHOWN
    fewer = replace(whole, person=None)
    assert len(example_links(fewer)) == min(EXAMPLES_SHOWN, len(example_links(whole)) - 3 + len(whole.subjects))


def test_compared_subjects_are_in_quotation_marks(client: FlaskClient) -> None:
    """The two subjects of a comparison are told apart where one has an “and” of its own."""
    [text] = [item.text for item in open_page(client, "/").all("li") if item.text.startswith("Compare “")]
    assert text.count("“") == text.count("”") == 2
