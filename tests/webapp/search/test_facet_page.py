"""Tests of the page with all values of a facet."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask.testing import FlaskClient

from indexer.meetings.labels import natural_key
from indexer.query.results import FACETS
from tests import corpus_factory as made
from tests.webapp.markup import Page, open_page
from webapp.address.params import SearchRequest, parse_request
from webapp.app import create_app
from webapp.search import facet_page


def rows(page: Page) -> list[tuple[str, int]]:
    """Return the label and count of each value, as listed."""
    values = []
    for link in page.all("a", class_="value"):
        words = link.text.replace("passages", "passage").partition(" passage")[0].split()
        values.append((" ".join(words[:-1]), int(words[-1].replace(",", ""))))
    return values


@pytest.mark.parametrize("facet", FACETS)
def test_every_value_is_listed_with_its_count(client: FlaskClient, facet: str) -> None:
    """The list has every value that the search counts."""
    facets = client.get("/api/search?q=training&values=all").get_json()["facets"]
    [api] = [item["values"] for item in facets if item["name"] == facet]
    page = open_page(client, f"/facet/{facet}?q=training")
    assert sorted(count for _, count in rows(page)) == sorted(item["count"] for item in api)


def test_both_orders(client: FlaskClient) -> None:
    """By count the most frequent come first, by name they go from A to Z; each order has its URL."""
    by_count = rows(open_page(client, "/facet/person?q=training"))
    by_name = rows(open_page(client, "/facet/person?q=training&order=name"))
    assert [count for _, count in by_count] == sorted((count for _, count in by_count), reverse=True)
    assert [name for name, _ in by_name] == sorted((name for name, _ in by_name), key=natural_key)
    assert sorted(by_count) == sorted(by_name)
    page = open_page(client, "/facet/person?q=training&order=name")
    assert [link["href"] for link in page.all("a", aria_current="true")] == ["/facet/person?q=training&order=name"]


def test_letters_filter_without_case_and_accents(client: FlaskClient) -> None:
    """A few letters anywhere in the name filter the list, and the page says how many match."""
    page = open_page(client, "/facet/person?find=LACROIX&order=name")
    assert [name for name, _ in rows(page)] == ["Jean-Pierre Lacroix"]
    assert page.one("p", role="status").text.startswith("1 of ")
    assert rows(open_page(client, "/facet/person?find=zzz")) == []


def test_a_value_leads_back_into_the_search(client: FlaskClient) -> None:
    """A value's link narrows the same search; a selected value's link removes the selection."""
    address = "/facet/year?q=training&status=reported&sort=newest"
    [link] = [value["href"] for value in open_page(client, address).all("a", class_="value") if "2019" in value.text]
    expected = SearchRequest("training", {"status": ("reported",), "year": ("2019",)}, "newest")
    assert parse_request(parse_qsl(urlsplit(link).query)).request == expected
    again = open_page(client, address + "&year=2019")
    [chosen] = again.all("a", aria_current="true", class_="chosen")
    assert parse_request(parse_qsl(urlsplit(chosen["href"]).query)).request == SearchRequest(
        "training", {"status": ("reported",)}, "newest"
    )
    assert rows(again) == rows(open_page(client, address))


def test_long_lists_are_parted(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every value is on exactly one part of a long list."""
    all_rows = rows(open_page(client, "/facet/session?order=name"))
    monkeypatch.setattr(facet_page, "VALUES_PER_PAGE", 10)
    parts = [
        rows(open_page(client, f"/facet/session?order=name&part={part}")) for part in range(1, len(all_rows) // 10 + 2)
    ]
    assert [row for part in parts for row in part] == all_rows
    assert rows(open_page(client, "/facet/session?order=name&part=999")) == parts[0]


def test_unknown_facets_are_not_found(client: FlaskClient) -> None:
    """An unknown facet has no page."""
    assert client.get("/facet/nothing").status_code == 404


def test_the_results_lead_there(client: FlaskClient) -> None:
    """A long facet beside the results links to its page, within the same search."""
    page = open_page(client, "/search?q=training&status=reported")
    assert "/facet/session?q=training&status=reported" in [link["href"] for link in page.all("a")]


def test_values_are_counted_by_what_they_are(client: FlaskClient) -> None:
    """A list of people says how many people, one of years how many years, and in every language so."""
    for facet, noun in (("person", "people"), ("year", "years"), ("country", "countries"), ("kind", "kinds of paper")):
        told = open_page(client, f"/facet/{facet}").one("p", role="status").text
        assert told.split(" ", 1)[1] == noun
    assert open_page(client, "/ru/facet/person").one("p", role="status").text.split()[1].startswith("человек")


def test_what_has_no_date_comes_after_the_years(tmp_path: Path) -> None:
    """However many passages are undated, they stand behind the years in both orders, on the page and in the API."""
    symposium = made.document("symposium", made.UNDATED)
    dated = made.document("roundtable", made.OLD)
    passages = [made.passage(symposium, place, f"The mission was named {place} times.") for place in range(3)]
    made.publish_build(tmp_path, [*passages, made.passage(dated, 0, "The mission ends.")])
    client = create_app(tmp_path).test_client()
    for order in ("count", "name"):
        listed = rows(open_page(client, f"/facet/year?q=mission&order={order}"))
        assert listed == [("2019", 1), ("Undated", 3)]
        items = client.get(f"/api/v1/facets/year?q=mission&order={order}").get_json()["items"]
        assert [item["value"] for item in items] == ["2019", "undated"]
