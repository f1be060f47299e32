"""Tests of the JSON API: the same search as the pages, the agreed shapes, and errors as JSON."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from indexer.query.results import FACETS
from indexer.store.library import Library
from indexer.store.records import passage_json
from tests.webapp.markup import Page


def test_an_answer_has_the_agreed_shape(client: FlaskClient) -> None:
    """An answer holds the total, the query, hits with passage, score and snippet, facets, the page, and notices."""
    answer = client.get("/api/search?q=training&year=2024").get_json()
    assert set(answer) == {
        *("total", "with_all_words", "words", "loose", "query", "page", "pages", "hits", "facets", "understood"),
        "notices",
    }
    assert answer["query"] == "training"
    assert answer["page"] == 1
    assert answer["pages"] == -(-answer["total"] // 10)
    for hit in answer["hits"]:
        assert set(hit) >= {"passage", "score", "snippet"}
        assert {key for span in hit["snippet"] for key in span} == {"text", "match"}
        assert hit["passage"]["meeting"]["year"] == 2024
    assert [facet["name"] for facet in answer["facets"]] == list(FACETS)
    for facet in answer["facets"]:
        assert set(facet) == {"name", "values", "more"}
        assert all(set(value) == {"value", "label", "count", "selected", "excluded"} for value in facet["values"])


def test_an_answer_has_the_top_values_unless_all_are_asked_for(client: FlaskClient) -> None:
    """Each facet has its ten most frequent values and the selected ones, and says how many more there are."""
    some = client.get("/api/search?q=training&year=2024").get_json()["facets"]
    every = client.get("/api/search?q=training&year=2024&values=all").get_json()["facets"]
    assert any(facet["more"] for facet in some)
    for few, all_of_it in zip(some, every, strict=True):
        assert all_of_it["more"] == 0
        assert few["more"] == len(all_of_it["values"]) - len(few["values"])
        counts = [value["count"] for value in all_of_it["values"]]
        assert [value["count"] for value in few["values"]][:10] == counts[: min(10, len(few["values"]))]
        assert all(value in all_of_it["values"] for value in few["values"])


def test_the_api_and_the_page_find_the_same(client: FlaskClient) -> None:
    """For one set of parameters the API and the page return the same passages in the same order, and the same total."""
    for query in ("q=training", "q=police+OR+military&status=planned&sort=oldest&page=2", "session=3"):
        answer = client.get(f"/api/search?{query}").get_json()
        page = Page(client.get(f"/search?{query}").text)
        assert [field["value"].rpartition("/")[2].partition("?")[0] for field in page.all("input", readonly="")] == [
            hit["passage"]["id"] for hit in answer["hits"]
        ]
        assert page.one("p", role="status").text.split()[0] == str(answer["total"])


def test_a_passage_is_the_same_everywhere(client: FlaskClient, library: Library) -> None:
    """A passage in the API has the shape that the command line prints."""
    for passage in library.passages():
        assert client.get(f"/api/passages/{passage.id}").get_json() == passage_json(passage)


def test_notices_are_told(client: FlaskClient) -> None:
    """What was not accepted is listed in the notices: a page that is none, and a value that no paper has."""
    answer = client.get("/api/search?q=training&page=x").get_json()
    assert (len(answer["notices"]), answer["total"] > 0) == (1, True)
    nothing = client.get("/api/search?q=training&year=1066&page=x").get_json()
    assert (len(nothing["notices"]), nothing["total"]) == (2, 0)


def test_a_query_without_words_finds_nothing(client: FlaskClient) -> None:
    """A query of punctuation finds nothing, and its filters stay in the facets."""
    answer = client.get("/api/search?q=%21%3F&year=2019").get_json()
    assert answer["total"] == 0
    assert answer["hits"] == []
    [year] = [facet for facet in answer["facets"] if facet["name"] == "year"]
    assert year["values"] == [{"value": "2019", "label": "2019", "count": 0, "selected": True, "excluded": False}]


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/passages/nothing", 404, "not_found"),
        ("GET", "/api/nowhere", 404, "not_found"),
        ("GET", "/api", 404, "not_found"),
        ("POST", "/api/search", 405, "method_not_allowed"),
        ("DELETE", "/api/passages/nothing", 405, "method_not_allowed"),
    ],
)
def test_errors_are_json(client: FlaskClient, method: str, path: str, status: int, code: str) -> None:
    """Every error below /api is JSON with a code and a message."""
    response = client.open(path, method=method)
    assert response.status_code == status
    assert response.get_json()["error"]["code"] == code
    assert response.get_json()["error"]["message"]


def test_text_is_not_escaped_into_ascii(client: FlaskClient) -> None:
    """Letters outside ASCII are sent as UTF-8."""
    assert "Jenča" in client.get("/api/search?q=Jenča").text
