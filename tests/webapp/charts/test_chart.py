"""Tests of the chart: bars and table show what a search counts, and link to it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from indexer.model import Meeting
from tests.corpus_factory import PASSAGES, document, passage, publish_build
from tests.webapp.markup import open_page
from webapp.app import create_app


def total_found(client: FlaskClient, link: str) -> int:
    """Return the number of passages that the search at a URL finds."""
    count: int = client.get(link.replace("/search", "/api/search")).get_json()["total"]
    return count


@pytest.mark.parametrize("path", ["/chart?q=training", "/chart?q=training&as=share&status=reported", "/chart"])
def test_each_bar_leads_to_as_many_passages_as_it_says(client: FlaskClient, path: str) -> None:
    """A bar is labelled with its year and count, and links to the search narrowed to that year."""
    page = open_page(client, path)
    bars = [link for link in page.all("a") if link.has("aria-label") and link["aria-label"][:4].isdigit()]
    assert bars
    for bar in bars:
        year, _, label = bar["aria-label"].partition(": ")
        assert f"year={year}" in bar["href"]
        assert total_found(client, bar["href"]) == int(label.split()[0])


def test_the_table_says_the_same(client: FlaskClient) -> None:
    """The table has a row for every year from the first to the last, and for every meeting with hits."""
    page = open_page(client, "/chart?q=training")
    rows = [item.text.split("\n")[0] for item in page.all("th", scope="row")]
    assert rows[:7] == ["2019", "2020", "2021", "2022", "2023", "2024", "2025"]
    assert sum("No papers" in item.text for item in page.all("td")) == 4
    facets = client.get("/api/search?q=training&values=all").get_json()["facets"]
    [meetings] = [item["values"] for item in facets if item["name"] == "meeting"]
    assert len(rows[7:]) == sum(item["count"] > 0 for item in meetings)


def test_the_longest_bar_is_full(client: FlaskClient) -> None:
    """Bars are scaled to the largest value, of the counts or of the shares."""
    for path in ("/chart?q=training", "/chart?q=training&as=share"):
        page = open_page(client, path)
        heights = [float(bar["height"]) for bar in page.all("rect", class_="fill")]
        widths = [float(bar["width"].rstrip("%")) for bar in page.all("rect", class_="fill") if "%" in bar["width"]]
        assert max(heights) == 160
        assert max(widths) == 100


def test_shares_are_of_what_the_filters_let_through(client: FlaskClient) -> None:
    """With a filter on, a year's share is of its passages that pass the filter."""
    page = open_page(client, "/chart?q=training&status=reported")
    [bar] = [link for link in page.all("a") if link.has("aria-label") and link["aria-label"].startswith("2024")]
    total = total_found(client, "/search?year=2024&status=reported")
    assert bar["aria-label"].endswith(f" of {total}")


def test_undated_meetings_have_a_row_and_no_bar(made_client: FlaskClient) -> None:
    """Passages of meetings without a date appear in the table only."""
    page = open_page(made_client, "/chart?q=mission")
    assert "Undated" in [element.text for element in page.all("th", scope="row")]
    assert not [
        element for element in page.all("a") if element.has("aria-label") and "Undated" in element["aria-label"]
    ]


def test_the_result_tabs_keep_the_search(client: FlaskClient) -> None:
    """The tabs from the list to the chart and back keep the query and the filters."""
    address = "q=training&year=2024&year=2019"
    page = open_page(client, f"/search?{address.replace('&year=2019', '')}")
    assert "/chart?q=training&year=2024" in page.links()
    page = open_page(client, f"/chart?{address}")
    assert "/search?q=training&year=2019&year=2024" in page.links()
    assert "/chart?q=training&year=2019&year=2024&as=share" in page.links()


def test_nothing_found_is_said(client: FlaskClient) -> None:
    """A query that finds nothing has no bars."""
    page = open_page(client, "/chart?q=zeppelin")
    assert "No results for" in page.text
    assert page.all("rect") == []


@pytest.mark.parametrize("path", ["/chart", "/concordance"])
def test_each_result_tab_says_how_the_query_was_read(client: FlaskClient, path: str) -> None:
    """Each tab shows the problems and expansions of the query, with links that stay on that tab."""
    page = open_page(client, f"{path}?q=the+trainings+(police")
    text = " ".join(page.text.split())
    assert "This bracket is not closed" in text
    assert "; optional: the" in text
    links = [link["href"] for link in page.all("a") if link.text in ("Only the forms typed", "Require common words")]
    assert len(links) == 2
    assert all(link.startswith(f"{path}?") for link in links)
    assert "Exactly as typed." in " ".join(open_page(client, links[0]).text.split())


def test_many_years_without_papers_are_one_break(tmp_path: Path) -> None:
    """Where all years would be wider than the chart, years in a row without papers take one place, and one row."""
    old = Meeting("harbour-1965", "Harbour meeting", None, date(1965, 3, 4), None, 1965)
    paper = document("harbour", old, "report", "Report on the harbour")
    publish_build(tmp_path, (*PASSAGES, passage(paper, 0, "The mission to the harbour.")))
    page = open_page(create_app(tmp_path).test_client(), "/chart?q=mission")
    drawn = [label.text for label in page.all("text", class_="year")]
    assert drawn == ["1965", "2019", "2024", "2025"]
    assert len(page.all("text", class_="break")) == 2
    rows = [item.text.split("\n")[0] for item in page.all("th", scope="row")]
    assert rows[:6] == ["1965", "1966–2018", "2019", "2020–2023", "2024", "2025"]
    assert sum("No papers" in item.text for item in page.all("td")) == 2
