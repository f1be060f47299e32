"""Tests of word trends: numbers are those of searches, rows lead to them, files and the API say the same."""

from __future__ import annotations

import csv
from io import StringIO
from itertools import pairwise
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from indexer.build.pipeline import build
from indexer.engine.columns import phrase_rows
from indexer.explore.word_trends import PeriodCount
from tests.webapp.markup import Page, open_page
from webapp.app import create_app
from webapp.charts.word_lines import LEAST_TICK_GAP, MAX_WORDS, named_periods, parse_words

TOPICS = {2019: "border patrols", 2021: "border patrols", 2023: "climate finance", 2024: "climate finance"}


def minutes(year: int, topic: str) -> str:
    """Return minutes with 24 paragraphs on a topic, the last of which only says what the year was."""
    head = ["Annual Meeting on Rivers", "", "Summary report", "", "Geneva, Switzerland", "", f"3 March {year}", ""]
    body = [f"Under point {place} delegates spoke about {topic} and the gauge of the basin.\n" for place in range(23)]
    return "\n".join([*head, *body, f"Nobody in {year} asked for a heron.\n"])


@pytest.fixture(scope="module")
def rivers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of yearly minutes whose topic changes, and of a paper without a date."""
    home = tmp_path_factory.mktemp("words")
    folder = home / "papers"
    folder.mkdir()
    for year, topic in TOPICS.items():
        (folder / f"{year}.txt").write_text(minutes(year, topic), encoding="utf-8")
    (folder / "undated.txt").write_text("Notes\n\nSomebody spoke about climate finance and herons.\n", encoding="utf-8")
    build(folder, home / "index")
    return home / "index"


@pytest.fixture
def river_client(rivers: Path) -> FlaskClient:
    """A test client of a site over these minutes."""
    return create_app(rivers).test_client()


def total(client: FlaskClient, link: str) -> int:
    """Return how many passages the search at an address finds."""
    count: int = client.get(link.replace("/search", "/api/search")).get_json()["total"]
    return count


def listed(page: Page, heading: str) -> str:
    """Return the words of the table under a heading."""
    [table] = [
        table for table in page.all("table") if table.has("aria-labelledby") and table["aria-labelledby"] == heading
    ]
    return table.text


def test_what_rises_and_falls_leads_to_its_passages(river_client: FlaskClient) -> None:
    """From the page to the passages: a word that grew and one that fell have their shares, a search and a line."""
    page = open_page(river_client, "/words")
    assert "2019 to 2021" in page.text
    assert "2023 to 2024" in page.text
    rising, falling = listed(page, "rising"), listed(page, "falling")
    assert "climate finance" in rising
    assert "border patrols" in falling
    assert "gauge" not in rising + falling
    [found] = [link for link in page.links() if link.startswith("/search") and "climate+finance" in link]
    assert total(river_client, found) == 47
    [line] = [link for link in page.links() if link.startswith("/words") and "climate+finance" in link]
    drawn = open_page(river_client, line)
    assert len(drawn.all("polyline")) == 2
    assert len(drawn.all("circle")) == len(TOPICS)


def test_each_number_of_a_line_is_what_its_search_finds(river_client: FlaskClient) -> None:
    """Each cell leads to as many passages as it says; undated ones have a row of their own and no point."""
    page = open_page(river_client, "/words?terms=climate+finance,+border")
    cells = [link for link in page.all("a") if "year=" in link["href"] and link["href"].startswith("/search")]
    assert len(cells) == 5
    for cell in cells:
        assert total(river_client, cell["href"]) == int(cell.text.split()[0])
    assert "Undated too few to tell" in [element.text for element in page.all("th", scope="row")]
    assert len(page.all("circle")) == 2 * len(TOPICS)


def test_few_passages_are_said_to_tell_nothing(river_client: FlaskClient) -> None:
    """A point of few passages is hollow and named so; a search that finds few has no lists."""
    page = open_page(river_client, "/words?q=heron&terms=nobody")
    assert "too few to tell" in page.text
    assert len(page.all("circle", class_="few")) == len(page.all("circle")) > 0
    assert "Too few to tell: either side needs 20 passages." in page.text
    assert not page.all("h3")


def test_shares_that_differ_are_never_drawn_at_one_height(river_client: FlaskClient) -> None:
    """A share of few passages that is above the scale is an arrow and no point of a line; the page says so."""
    page = open_page(river_client, "/words?q=heron+OR+climate&terms=heron")
    circles = {circle.text: circle["cy"] for circle in page.all("circle")}
    arrows = [arrow.text for arrow in page.all("path", class_="beyond")]
    assert circles == {"heron, 2023: 4%": "0.0", "heron, 2024: 4%": "0.0"}
    assert arrows == ["heron, 2019: 100%", "heron, 2021: 100%"]
    assert "An arrow is such a point above the scale" in page.text
    drawn = [line["points"].split() for line in page.all("polyline") if not line["points"].startswith("0,6")]
    assert [len(points) for points in drawn] == [2]


def test_names_below_the_lines_do_not_touch(rivers: Path) -> None:
    """Of years that stand close together, the latest is named, and then those with room before it."""
    words = open_page(create_app(rivers).test_client(), "/words?terms=gauge")
    places = [float(year["x"]) for year in words.all("text", class_="year")]
    assert [year.text for year in words.all("text", class_="year")] == ["2019", "2021", "2023", "2024"]
    assert all(right - left >= LEAST_TICK_GAP["year"] for left, right in pairwise(places))
    assert "An arrow" not in words.text
    several = tuple(PeriodCount(str(year), 30) for year in (1965, 2020, 2021, 2023))
    xs = [0.0, 600.0, 611.0, 640.0]
    names = {period.value: period.value for period in several}
    assert [tick.name for tick in named_periods(several, xs, names, "year")] == ["1965", "2020", "2023"]


def test_what_has_no_date_is_not_said_to_be_of_one_period(river_client: FlaskClient) -> None:
    """Where no passage has a date, the page says that; where all are of one year, it says that."""
    no_date, one_period = "None of these passages has a date", "All dated passages are of one period"
    for by in ("year", "meeting"):
        text = open_page(river_client, f"/words?q=Somebody&by={by}").text
        assert no_date in text
        assert one_period not in text
    text = open_page(river_client, "/words?year=2019&by=year").text
    assert one_period in text
    assert no_date not in text


def test_where_nothing_is_found_words_and_filters_stay_to_be_changed(river_client: FlaskClient) -> None:
    """The form is there with the words that were given and every filter, so that one of them can be changed."""
    page = open_page(river_client, "/words?q=nosuchword&year=2019&year!=2021&terms=border,+heron")
    assert "No results for nosuchword" in page.one("p", role="status").text
    page.one("form", class_="queries", action="/words")
    hidden = {(field["name"], field["value"]) for field in page.all("input", type_="hidden")}
    assert hidden >= {("q", "nosuchword"), ("year", "2019"), ("year!", "2021"), ("by", "year")}
    assert page.one("input", name="terms")["value"] == "border, heron"


def test_a_filter_is_told_from_the_rest(river_client: FlaskClient) -> None:
    """With a filter the page lists the words of its passages; without one it offers parts to choose."""
    offered = open_page(river_client, "/words")
    links = [link for link in offered.links() if link.startswith("/words?meeting=")]
    assert links
    page = open_page(river_client, "/words?year=2024")
    assert "These passages: 24. The rest: 73." in page.text
    assert "climate finance" in page.text
    assert "All dated passages are of one period" in page.text


def test_the_file_and_the_api_say_the_same(river_client: FlaskClient) -> None:
    """Words and numbers of the page are in the CSV file and in the answer of the API."""
    answer = river_client.get("/api/v1/words?term=climate+finance").get_json()
    written = list(csv.DictReader(StringIO(river_client.get("/words.csv").text.removeprefix("\ufeff"))))
    for name in ("rising", "falling"):
        assert answer["changes"][name]
        assert [
            (row["words"], int(row["passages"]), int(row["passages_compared"]))
            for row in written
            if row["list"] == name
        ] == [(word["text"], word["count"], word["compared"]) for word in answer["changes"][name]]
    [line] = answer["lines"]
    rows = list(
        csv.DictReader(StringIO(river_client.get("/words.csv?terms=climate+finance").text.removeprefix("\ufeff")))
    )
    assert [(row["year"], int(row["passages"]), int(row['"climate finance"'])) for row in rows] == [
        (point["value"], point["of"], point["count"]) for point in line["points"]
    ]
    assert line["total"] == 47
    assert river_client.get("/api/v1/words?year=1066").get_json()["total"] == 0


def test_words_are_read_as_people_write_lists() -> None:
    """Words are divided by commas of any script, each is taken once, and too many are said to be."""
    assert parse_words(["women, peace ,women", "“rule of law”،安全、"]) == (
        ("women", "peace", "“rule of law”", "安全"),
        (),
    )
    words, [notice] = parse_words([",".join("abcdefgh")])
    assert len(words) == MAX_WORDS
    assert notice.text == "Only the first 6 words are shown."


def test_where_phrases_are_not_compared_that_is_said(rivers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In papers of more words than phrases are looked for in, single words are compared, and the page says so."""
    said = "The papers have too many words to compare phrases. Single words are compared."
    assert said not in open_page(create_app(rivers).test_client(), "/words").text
    monkeypatch.setattr(phrase_rows, "MOST_TOKENS", 100)
    client = create_app(rivers).test_client()
    page = open_page(client, "/words")
    assert said in page.text
    assert "climate" in listed(page, "rising")
    assert "climate finance" not in listed(page, "rising")
    assert "no_phrases" in [notice["code"] for notice in client.get("/api/v1/words").get_json()["notices"]]


def test_several_words_between_commas_are_a_phrase(rivers: Path) -> None:
    """A line of two words counts the phrase, as the lists do; operators and signs stay what they are."""
    client = create_app(rivers).test_client()
    for terms, query in (
        ("basin of the", '"basin of the"'),
        ("the basin", '"the basin"'),
        ("gauge OR heron", "gauge OR heron"),
    ):
        [line] = client.get("/api/v1/words", query_string={"term": terms}).get_json()["lines"]
        found = client.get("/api/search", query_string={"q": query}).get_json()["total"]
        assert line["total"] == found, terms
