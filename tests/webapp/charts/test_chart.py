"""Hits by year and by meeting: bars and table say what a search counts, and lead to it."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.webapp.markup import open_page


def total_found(client: FlaskClient, link: str) -> int:
    """How many passages the search at an address finds."""
    found: int = client.get(link.replace("/search", "/api/search")).get_json()["total"]
    return found


@pytest.mark.parametrize("path", ["/chart?q=training", "/chart?q=training&as=share&status=reported", "/chart"])
def test_each_bar_leads_to_as_many_passages_as_it_says(client: FlaskClient, path: str) -> None:
    """A bar's name has its year and its count, and its link is the search narrowed to that year."""
    page = open_page(client, path)
    bars = [one for one in page.all("a") if one.has("aria-label") and one["aria-label"][:4].isdigit()]
    assert bars
    for bar in bars:
        year, _, told = bar["aria-label"].partition(": ")
        assert f"year={year}" in bar["href"]
        assert total_found(client, bar["href"]) == int(told.split()[0])


def test_the_table_says_the_same(client: FlaskClient) -> None:
    """Every year from the first to the last has a row, also those without papers, and every meeting that has hits."""
    page = open_page(client, "/chart?q=training")
    rows = [one.text.split("\n")[0] for one in page.all("th", scope="row")]
    assert rows[:7] == ["2019", "2020", "2021", "2022", "2023", "2024", "2025"]
    assert sum("No papers" in one.text for one in page.all("td")) == 4
    facets = client.get("/api/search?q=training").get_json()["facets"]
    [meetings] = [one["values"] for one in facets if one["name"] == "meeting"]
    assert len(rows[7:]) == sum(one["count"] > 0 for one in meetings)


def test_the_longest_bar_is_full(client: FlaskClient) -> None:
    """Bars are drawn to the largest value, of the counts or of the shares."""
    for path in ("/chart?q=training", "/chart?q=training&as=share"):
        page = open_page(client, path)
        heights = [float(one["height"]) for one in page.all("rect", class_="fill")]
        widths = [float(one["width"].rstrip("%")) for one in page.all("rect", class_="fill") if "%" in one["width"]]
        assert max(heights) == 160
        assert max(widths) == 100


def test_shares_are_of_what_the_filters_let_through(client: FlaskClient) -> None:
    """With a filter on, a year's share is of its passages that pass the filter."""
    page = open_page(client, "/chart?q=training&status=reported")
    [bar] = [one for one in page.all("a") if one.has("aria-label") and one["aria-label"].startswith("2024")]
    of = total_found(client, "/search?year=2024&status=reported")
    assert bar["aria-label"].endswith(f" of {of}")


def test_undated_meetings_have_a_row_and_no_bar(made_client: FlaskClient) -> None:
    """Passages of meetings without a date are in the table only."""
    page = open_page(made_client, "/chart?q=mission")
    assert "Undated" in [one.text for one in page.all("th", scope="row")]
    assert not [one for one in page.all("a") if one.has("aria-label") and "Undated" in one["aria-label"]]


def test_the_ways_to_look_keep_the_search(client: FlaskClient) -> None:
    """From the list to the chart and back the query and the filters stay."""
    address = "q=training&year=2024&year=2019"
    page = open_page(client, f"/search?{address.replace('&year=2019', '')}")
    assert "/chart?q=training&year=2024" in page.links()
    page = open_page(client, f"/chart?{address}")
    assert "/search?q=training&year=2019&year=2024" in page.links()
    assert "/chart?q=training&year=2019&year=2024&as=share" in page.links()


def test_nothing_found_is_said(client: FlaskClient) -> None:
    """A query that finds nothing has no bars."""
    page = open_page(client, "/chart?q=zeppelin")
    assert "Nothing was found" in page.text
    assert page.all("rect") == []


@pytest.mark.parametrize("path", ["/chart", "/concordance"])
def test_a_look_says_how_the_query_was_read(client: FlaskClient, path: str) -> None:
    """What is wrong with a query and what counts beside its words is told there too, with links that stay there."""
    page = open_page(client, f"{path}?q=the+trainings+(police")
    said = " ".join(page.text.split())
    assert "A bracket is not closed" in said
    assert "the small words (the) need not be there" in said
    links = [
        one["href"] for one in page.all("a") if one.text in ("Only the forms typed", "Only passages with every word")
    ]
    assert len(links) == 2
    assert all(link.startswith(f"{path}?") for link in links)
    assert "Exactly as typed." in " ".join(open_page(client, links[0]).text.split())
