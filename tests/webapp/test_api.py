"""The JSON side: the same search, the design's shapes, and errors that a program can read."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from indexer.query.results import FACETS
from indexer.store.library import Library
from indexer.store.records import passage_json

from .markup import Page


def test_an_answer_has_the_agreed_shape(client: FlaskClient) -> None:
    """Total, query, hits with passage, score and snippet, facets, page, pages, how the query was read, notices."""
    answer = client.get("/api/search?q=training&year=2024").get_json()
    assert set(answer) == {"total", "query", "hits", "facets", "page", "pages", "understood", "notices", "loose"}
    assert answer["query"] == "training"
    assert answer["page"] == 1
    assert answer["pages"] == -(-answer["total"] // 10)
    for hit in answer["hits"]:
        assert set(hit) >= {"passage", "score", "snippet"}
        assert {key for span in hit["snippet"] for key in span} == {"text", "match"}
        assert hit["passage"]["meeting"]["year"] == 2024
    assert [facet["name"] for facet in answer["facets"]] == list(FACETS)
    for facet in answer["facets"]:
        assert set(facet) == {"name", "values"}
        assert all(set(value) == {"value", "label", "count", "selected", "excluded"} for value in facet["values"])


def test_the_api_and_the_page_find_the_same(client: FlaskClient) -> None:
    """For one address both give the same passages in the same order, and the same total."""
    for query in ("q=training", "q=police+OR+military&status=planned&sort=oldest&page=2", "session=3"):
        answer = client.get(f"/api/search?{query}").get_json()
        page = Page(client.get(f"/search?{query}").text)
        assert [one["value"].rpartition("/")[2].partition("?")[0] for one in page.all("input", readonly="")] == [
            hit["passage"]["id"] for hit in answer["hits"]
        ]
        assert page.one("p", role="status").text.split()[0] == str(answer["total"])


def test_a_passage_is_the_same_everywhere(client: FlaskClient, library: Library) -> None:
    """A passage by its id has the shape that the command line prints."""
    for passage in library.passages():
        assert client.get(f"/api/passages/{passage.id}").get_json() == passage_json(passage)


def test_notices_are_told(client: FlaskClient) -> None:
    """What was passed over stands among the notices, and the answer is still an answer."""
    answer = client.get("/api/search?q=training&year=1066&page=x").get_json()
    assert len(answer["notices"]) == 2
    assert answer["total"] > 0


def test_a_query_without_words_finds_nothing(client: FlaskClient) -> None:
    """Punctuation is not everything: the total is 0, and chosen filters stay in sight."""
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
    """Everything below /api that fails says so as JSON with a code and a message."""
    response = client.open(path, method=method)
    assert response.status_code == status
    assert response.get_json()["error"]["code"] == code
    assert response.get_json()["error"]["message"]


def test_text_is_not_escaped_into_ascii(client: FlaskClient) -> None:
    """Letters stand as themselves in UTF-8."""
    assert "Jenča" in client.get("/api/search?q=Jenča").text
