"""A request parses its query once, whatever its page shows."""

from __future__ import annotations

from collections import Counter

import pytest
from flask.testing import FlaskClient

from indexer.query import rewrite
from indexer.query.parser import ParsedQuery, parse
from indexer.store.library import Library

RELAXED = "training+zeppelin+equipment"
"""Nothing has all of these words, so that the results have most of them."""
_FINDS_NOTHING = {f"q={RELAXED}", "q=zeppelin"}
"""Their page has the statement that a zero is cited with, which reads the query as without a collection too."""


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each query text has been parsed."""
    counts: Counter[str] = Counter()

    def counting_parse(text: str) -> ParsedQuery:
        """Count a text, and parse it."""
        counts[text] += 1
        return parse(text)

    monkeypatch.setattr(rewrite, "parse", counting_parse)
    return counts


@pytest.mark.parametrize("query", ["q=training", "q=training&status=reported", f"q={RELAXED}", "q=zeppelin", "q=", ""])
@pytest.mark.parametrize(
    "path",
    [
        "/search",
        "/search.ris",
        "/api/search",
        "/facet/meeting",
        "/concordance",
        "/concordance.csv",
        "/chart",
        "/matrix",
        "/matrix.csv",
    ],
)
def test_a_search_parses_each_query_once(client: FlaskClient, parsed: Counter[str], path: str, query: str) -> None:
    """Each page and file of a search parses no query text twice, but for the statement on one that finds nothing."""
    assert client.get(f"{path}?{query}").status_code == 200
    assert parsed
    assert max(parsed.values()) == (2 if path == "/search" and query in _FINDS_NOTHING else 1)


@pytest.mark.parametrize("options", ["group=document", "group=session", "page=2", "sort=date", "exact=1"])
@pytest.mark.parametrize("query", ["q=training", f"q={RELAXED}"])
def test_options_of_a_search_need_no_other_reading(
    client: FlaskClient, parsed: Counter[str], query: str, options: str
) -> None:
    """Grouping, pages, orders and exact searches add no parse."""
    assert client.get(f"/search?{query}&{options}").status_code == 200
    assert max(parsed.values()) == (2 if query in _FINDS_NOTHING else 1)


def test_a_matrix_parses_each_of_its_queries_once(client: FlaskClient, parsed: Counter[str]) -> None:
    """A matrix parses each of its queries once, also where nothing has all of the words of one."""
    assert client.get(f"/matrix?q=training&q={RELAXED}&q=training").status_code == 200
    assert parsed["training"] == 1
    assert parsed[RELAXED.replace("+", " ")] == 1


@pytest.mark.parametrize("query", ["", "?q=training", f"?q={RELAXED}&page=2", "?v=abcdef&q=training", "?style=apa&q=x"])
def test_the_page_of_a_passage_parses_the_query_once(
    client: FlaskClient, library: Library, parsed: Counter[str], query: str
) -> None:
    """A passage that was opened from results parses their query once, to mark it and to find the way back."""
    passage = next(iter(library.passages()))
    assert client.get(f"/p/{passage.id}{query}").status_code == 200
    assert sum(parsed.values()) == (1 if query else 0)


def test_the_relaxed_query_is_relaxed(client: FlaskClient) -> None:
    """The query that these tests use for relaxed results has them."""
    assert "No passage has all these words" in client.get(f"/chart?q={RELAXED}").text
