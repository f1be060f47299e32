"""What a page shows is what the API says: the same ids in the same order, totals and numbers of facets."""

from __future__ import annotations

import csv
import io
from urllib.parse import parse_qsl

import pytest
from flask.testing import FlaskClient

from indexer.store.library import Library
from tests.webapp.markup import Page
from webapp.address import params
from webapp.charts.chart import chart_page
from webapp.search.find import find

from .asking import ORIGIN, ask, members

SEARCHES = (
    "q=training",
    "q=police+OR+military&status=planned&sort=oldest",
    "q=women&year!=2024&words=all",
    "q=the+protection+of+civilians&exact=1",
    "q=peace-keeping+trainings&exact=stems&exact=variants",
    "q=%22rule+of+law%22&meeting=montevideo-2024&kind!=summary",
    "session=3",
    "q=%28unbalanced",
    "q=%21%3F&year=2019",
    "",
)


def hits_on_page(client: FlaskClient, query: str) -> list[str]:
    """Return the ids of the hits on the first page of results."""
    page = Page(client.get(f"/search?{query}").text)
    return [field["value"].rpartition("/")[2].partition("?")[0] for field in page.all("input", readonly="")]


@pytest.mark.parametrize("query", SEARCHES)
def test_a_search(client: FlaskClient, query: str) -> None:
    """The hits of the page come first, hits alike under one another or not; the totals are the same."""
    answer = ask(client, f"/search?{query}&limit=10")
    unversioned = client.get(f"/api/search?{query}").get_json()
    assert [item["id"] for item in answer["items"]] == [hit["passage"]["id"] for hit in unversioned["hits"]]
    assert sorted(hits_on_page(client, query)) == sorted(item["id"] for item in answer["items"])
    assert (answer["total"], answer["with_all_words"]) == (unversioned["total"], unversioned["with_all_words"])
    assert answer["understood"] == unversioned["understood"]
    assert answer["links"]["html"].startswith(f"{ORIGIN}/search")
    shown = client.get(answer["links"]["html"].removeprefix(ORIGIN)).text
    assert Page(shown).text == Page(client.get(f"/search?{query}").text).text


@pytest.mark.parametrize("query", SEARCHES)
def test_the_facets(client: FlaskClient, query: str) -> None:
    """Every facet has the values, labels and numbers of the page, in its order, and as many more."""
    query = query.partition("&sort=")[0]
    answer = ask(client, f"/facets?{query}&values=10")
    unversioned = client.get(f"/api/search?{query}").get_json()
    assert {facet["name"]: facet["values"] for facet in answer["items"]} == {
        facet["name"]: facet["values"] for facet in unversioned["facets"]
    }
    for facet in client.get(f"/api/search?{query}&values=all").get_json()["facets"]:
        assert ask(client, f"/facets/{facet['name']}?{query}&limit=200")["items"] == facet["values"][:200]


@pytest.mark.parametrize("by", ["document", "session"])
def test_the_groups(client: FlaskClient, by: str) -> None:
    """The groups are those of the page, and the hits of one are those that its page has."""
    answer = ask(client, f"/groups?q=training&by={by}&limit=10")
    on_page = hits_on_page(client, f"q=training&group={by}")
    assert [hit["id"] for group in answer["items"] for hit in group["hits"]] == on_page
    group = answer["items"][0]
    inside = members(client, group["links"]["hits"].removeprefix(f"{ORIGIN}/api/v1"))
    assert len(inside) == group["count"]
    assert inside[:10] == hits_on_page(client, f"q=training&group={by}:{group['key']}")


def test_the_chart(client: FlaskClient, library: Library) -> None:
    """Each bar of the chart has its number in the API, of as many."""
    outcome = find(
        library,
        params.parse_request(parse_qsl("q=training&status=reported")),
        top_values=0,
        complete_facets=("year", "meeting"),
    )
    page = chart_page(library, outcome, "count")
    answer = ask(client, "/chart?q=training&status=reported")
    assert {year["label"]: (year["count"], year["of"]) for year in answer["years"]} == {
        bar.label: (bar.count, bar.total) for bar in (*page.years, *filter(None, [page.undated])) if bar.total
    }
    assert [(each["label"], each["count"]) for each in answer["meetings"] if each["count"]] == sorted(
        ((bar.label, bar.count) for bar in page.meetings), key=lambda pair: (-pair[1], pair[0])
    )
    assert answer["total"] == page.total == sum(year["count"] for year in answer["years"])


def test_the_matrix(client: FlaskClient) -> None:
    """The rows are those of the file of the page."""
    answer = ask(client, "/matrix?q=training&q=women&year!=2019")
    rows = list(csv.reader(io.StringIO(client.get("/matrix.csv?q=training&q=women&year!=2019").text.lstrip("\ufeff"))))
    assert [
        [row["meeting"], row["title"], row["dates"], *map(str, (row["passages"], *row["counts"]))]
        for row in answer["rows"]
    ] == rows[1:]
    assert [query["q"] for query in answer["queries"]] == rows[0][4:]


@pytest.mark.parametrize("by", ["document", "before", "after"])
def test_the_concordance(client: FlaskClient, by: str) -> None:
    """The lines are those of the file of the page, in its order."""
    rows = list(csv.reader(io.StringIO(client.get(f"/concordance.csv?q=technology&by={by}").text.lstrip("\ufeff"))))
    lines = ask(client, f"/concordance?q=technology&by={by}&limit=200")["items"]
    assert [[line["before"], line["match"], line["after"], line["passage"]] for line in lines] == [
        row[:4] for row in rows[1:201]
    ]


def test_a_value_that_no_paper_has_matches_nothing(client: FlaskClient) -> None:
    """The API finds nothing and says so, as the page of the same search does, which it names."""
    for path in ("/search?q=training&year=1066", "/facets?year=1066", "/chart?q=training&year=1066"):
        answer = ask(client, path)
        assert answer["total"] == 0
        assert "1066" in answer["notices"][0]["text"]
        page = client.get(answer["links"]["html"]).text
        assert "No results" in page
        assert "No year in the papers matches “1066”." in page
    stated = ask(client, "/statement?q=training&year=1066")
    assert (stated["found"]["passages"], stated["filters"], stated["reproducible"]) == (0, {"year": ["1066"]}, True)
    assert client.get("/search/statement.json?q=training&year=1066").get_json()["statement"] == stated["statement"]
    assert ask(client, "/matrix?q=training&year=1066")["rows"] == []
    assert (
        ask(client, "/search?q=training&year=1066&year=2024")["total"]
        == ask(client, "/search?q=training&year=2024")["total"]
    )
