"""The page with all values of a facet."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest
from flask.testing import FlaskClient

from indexer.meetings.labels import natural_key
from indexer.query.results import FACETS
from tests.webapp.markup import Page, open_page
from webapp.address.params import SearchRequest, parse_request
from webapp.search import facet_page


def rows(page: Page) -> list[tuple[str, int]]:
    """Label and count of each value, as listed."""
    found = []
    for one in page.all("a", class_="value"):
        words = one.text.replace("passages", "passage").partition(" passage")[0].split()
        found.append((" ".join(words[:-1]), int(words[-1].replace(",", ""))))
    return found


@pytest.mark.parametrize("facet", FACETS)
def test_every_value_is_listed_with_its_count(client: FlaskClient, facet: str) -> None:
    """The list has all values that the search counts, and no fewer than the page of results."""
    facets = client.get("/api/search?q=training").get_json()["facets"]
    [api] = [one["values"] for one in facets if one["name"] == facet]
    page = open_page(client, f"/facet/{facet}?q=training")
    assert sorted(count for _, count in rows(page)) == sorted(one["count"] for one in api)


def test_both_orders(client: FlaskClient) -> None:
    """By count the most frequent come first, by name they stand from A to Z; each is an address."""
    by_count = rows(open_page(client, "/facet/person?q=training"))
    by_name = rows(open_page(client, "/facet/person?q=training&order=name"))
    assert [count for _, count in by_count] == sorted((count for _, count in by_count), reverse=True)
    assert [name for name, _ in by_name] == sorted((name for name, _ in by_name), key=natural_key)
    assert sorted(by_count) == sorted(by_name)
    page = open_page(client, "/facet/person?q=training&order=name")
    assert [one["href"] for one in page.all("a", aria_current="true")] == ["/facet/person?q=training&order=name"]


def test_letters_filter_without_case_and_accents(client: FlaskClient) -> None:
    """A few letters anywhere in the name are enough, and the page says how many there are."""
    page = open_page(client, "/facet/person?find=LACROIX&order=name")
    assert [name for name, _ in rows(page)] == ["Jean-Pierre Lacroix"]
    assert page.one("p", role="status").text.startswith("1 of ")
    assert rows(open_page(client, "/facet/person?find=zzz")) == []


def test_a_value_leads_back_into_the_search(client: FlaskClient) -> None:
    """Its link narrows the same search, order kept; what is chosen is shown as chosen, and its link takes it off."""
    address = "/facet/year?q=training&status=reported&sort=newest"
    [link] = [one["href"] for one in open_page(client, address).all("a", class_="value") if "2019" in one.text]
    wanted = SearchRequest("training", {"status": ("reported",), "year": ("2019",)}, "newest")
    assert parse_request(parse_qsl(urlsplit(link).query)).request == wanted
    again = open_page(client, address + "&year=2019")
    [chosen] = again.all("a", aria_current="true", class_="chosen")
    assert parse_request(parse_qsl(urlsplit(chosen["href"]).query)).request == SearchRequest(
        "training", {"status": ("reported",)}, "newest"
    )
    assert rows(again) == rows(open_page(client, address))


def test_long_lists_are_parted(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every value stands on exactly one part."""
    every = rows(open_page(client, "/facet/session?order=name"))
    monkeypatch.setattr(facet_page, "VALUES_PER_PAGE", 10)
    parts = [
        rows(open_page(client, f"/facet/session?order=name&part={part}")) for part in range(1, len(every) // 10 + 2)
    ]
    assert [row for part in parts for row in part] == every
    assert rows(open_page(client, "/facet/session?order=name&part=999")) == parts[0]


def test_unknown_facets_are_not_found(client: FlaskClient) -> None:
    """There is no list of what is no facet."""
    assert client.get("/facet/nothing").status_code == 404


def test_the_results_lead_there(client: FlaskClient) -> None:
    """A long facet links to its page, within the same search."""
    page = open_page(client, "/search?q=training&status=reported")
    assert "/facet/session?q=training&status=reported" in [one["href"] for one in page.all("a")]
