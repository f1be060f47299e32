"""The statement on a search: beside the results, as a page, as text and as JSON."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from indexer.store.library import Library


def statement_beside(page: str) -> str:
    """Return the statement that a page of results offers to copy."""
    [text] = re.findall(r'<textarea[^>]*aria-label="Search statement">([^<]*)<', page)
    return unescape(text)


def test_the_statement_says_what_was_searched_and_found(client: FlaskClient, library: Library) -> None:
    """It names query, filters, counts, what was searched, build, day and a link; page, text and JSON say the same."""
    search = {"q": "women training", "year": "2024", "kind!": "programme"}
    data = client.get("/search/statement.json", query_string=search).get_json()
    sentence = data["statement"]
    [path] = re.findall(r'href="([^"]*)"[^>]*>Cite this search<', client.get("/search", query_string=search).text)
    assert sentence in unescape(client.get(unescape(path)).text)
    assert sentence in client.get("/search/statement.txt", query_string=search).text
    assert sentence in unescape(client.get("/search/statement", query_string=search).text)
    found, stats = data["found"], library.stats
    for words in (
        "“women training”",
        "Year: 2024",
        "Kind of paper: not Programme",
        f"{found['passages']} passages in {found['papers']} papers from ",
        f"{stats.passages} passages in {stats.documents} papers from {stats.meetings} meetings, 2019–2025",
        f"build {stats.build}",
        f"asof={stats.build}",
        "https://papers.example.org/search?q=women+training",
    ):
        assert words in sentence, words
    answer = client.get("/api/search", query_string=search).get_json()
    assert found["passages"] == answer["total"]


def test_a_result_of_nothing_is_stated_first_of_all(client: FlaskClient) -> None:
    """Where nothing was found the statement is open on the page, and says that no passage was found in what."""
    page = client.get("/search?q=zeppelin").text
    assert '<details class="stated" open>' in page
    assert "a search for “zeppelin” found no passage. Searched: " in statement_beside(page)
    assert '<details class="stated"' not in client.get("/search?q=women").text


@pytest.mark.parametrize("q", ["wom?n", "wemon~"])
def test_a_count_that_cannot_be_made_again_says_so(client: FlaskClient, q: str) -> None:
    """The statement on a search with a wildcard or a misspelt word carries no promise, and says why."""
    data = client.get("/search/statement.json", query_string={"q": q}).get_json()
    assert not data["reproducible"]
    assert "asof=" not in data["url"]
    assert q in data["notes"][0]


def test_a_query_without_a_word_is_no_statement(client: FlaskClient) -> None:
    """Signs alone are no search, so there is nothing to state."""
    assert client.get("/search/statement?q=%21").status_code == 422
    assert 'class="stated"' not in client.get("/search?q=%21").text


@pytest.mark.parametrize("as_of", [False, True])
def test_a_filter_that_was_left_out_is_named_and_not_in_the_link(
    client: FlaskClient, library: Library, as_of: bool
) -> None:
    """Page, text and JSON name each filter that was ignored, of the live build as of a past one; the link has none."""
    build = {"asof": library.stats.build} if as_of else {}
    search = {"q": "women", "kind": "programme", "kind!": "programme", **build}
    data = client.get("/search/statement.json", query_string=search).get_json()
    assert data["ignored"] == ["kind not “programme”, also chosen"]
    named = f"Ignored: {data['ignored'][0]}"
    for path in ("/search/statement", "/search/statement.txt", *(["/search"] if as_of else [])):
        assert named in unescape(client.get(path, query_string=search).text), path
    kept = {"q": "women", "kind": "programme", **build}
    same = client.get("/search/statement.json", query_string=kept).get_json()
    assert (data["found"], data["url"]) == (same["found"], same["url"])
    assert same["ignored"] == []
    assert same["found"]["passages"]


@pytest.mark.parametrize("as_of", [False, True])
def test_a_zero_can_be_cited_where_no_paper_has_the_value_of_a_filter(
    client: FlaskClient, library: Library, as_of: bool
) -> None:
    """The statement is of no passage, has the filter and a note; its link finds none again."""
    build = {"asof": library.stats.build} if as_of else {}
    search = {"q": "women", "meeting": "nowhere-2020", **build}
    data = client.get("/search/statement.json", query_string=search).get_json()
    assert (data["found"]["passages"], data["filters"]) == (0, {"meeting": ["nowhere-2020"]})
    note = "No meeting in the papers matches “nowhere-2020”."
    assert note in data["notes"]
    assert note in data["statement"]
    assert "found no passage" in data["statement"]
    assert data["ignored"] == []
    again = client.get(data["url"].replace("/search?", "/search/statement.json?")).get_json()
    assert (again["found"], again["url"]) == (data["found"], data["url"])
    assert note in client.get(data["url"]).text


@pytest.mark.parametrize("as_of", [False, True])
def test_excluding_what_no_paper_has_excludes_nothing(client: FlaskClient, library: Library, as_of: bool) -> None:
    """The filter stays in the statement, which says that no paper has the value."""
    build = {"asof": library.stats.build} if as_of else {}
    plain = client.get("/search/statement.json", query_string={"q": "women", **build}).get_json()
    data = client.get("/search/statement.json", query_string={"q": "women", "kind!": "novel", **build}).get_json()
    assert data["found"] == plain["found"]
    assert data["excluded"] == {"kind": ["novel"]}
    assert "No kind in the papers matches “novel”." in data["notes"]


@pytest.mark.parametrize(
    ("q", "heading"),
    [
        ("women", "Results found"),
        ("women training zeppelin ballroom", "No passage with all words"),
        ("zeppelin", "No results"),
    ],
)
def test_the_heading_says_whether_some_of_the_words_were_found(client: FlaskClient, q: str, heading: str) -> None:
    """Passages with some of the words are no "No results"."""
    assert f"<h1>{heading}</h1>" in client.get("/search/statement", query_string={"q": q}).text
