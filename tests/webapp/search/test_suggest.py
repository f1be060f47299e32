"""Tests of suggestions as JSON, and of corrections on the results page."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from tests.webapp.markup import Page


def test_suggestions_have_words_and_addresses(client: FlaskClient) -> None:
    """Each suggestion says what it is and leads to a page that answers."""
    answer = client.get("/suggest?q=training").get_json()
    assert answer["q"] == "training"
    assert 0 < len(answer["suggestions"]) <= 8
    for suggestion in answer["suggestions"]:
        assert set(suggestion) == {"text", "note", "query", "url"}
        assert client.get(suggestion["url"]).status_code == 200


@pytest.mark.parametrize(
    ("typed", "text", "url", "note"),
    [
        ("lacr", "Jean-Pierre Lacroix", "/people/jean-pierre-lacroix", "Person: "),
        (
            "2719",
            "Security Council resolution 2719",
            "/search?mention=S%2FRES%2F2719",
            "Document mentioned: S/RES/2719",
        ),
        ("light coord", "Light Coordination Mechanism", "/search?q=Light+Coordination+Mechanism", ""),
    ],
)
def test_each_kind_leads_where_it_should(client: FlaskClient, typed: str, text: str, url: str, note: str) -> None:
    """A person leads to a page, a symbol to the passages that mention it, a phrase to a search."""
    matching = [
        suggestion
        for suggestion in client.get(f"/suggest?q={typed}").get_json()["suggestions"]
        if suggestion["text"] == text
    ]
    assert matching
    assert matching[0]["url"] == url
    assert matching[0]["note"].startswith(note)


def test_browsers_get_what_they_expect(client: FlaskClient) -> None:
    """The OpenSearch form is an array of the typed text and three lists of equal length, with absolute URLs."""
    response = client.get("/suggest?format=opensearch&q=train")
    assert response.mimetype == "application/x-suggestions+json"
    typed, texts, notes, urls = response.get_json()
    assert typed == "train"
    assert len(texts) == len(notes) == len(urls) > 0
    assert all(url.startswith("https://papers.example.org/") for url in urls)
    description = client.get("/opensearch.xml").text
    assert 'template="https://papers.example.org/suggest?format=opensearch&amp;q={searchTerms}"' in description


@pytest.mark.parametrize("query", ["", "?q=", "?q=%00%ff", "?q=" + "x" * 5000, "?q=a&q=b&format=nonsense"])
def test_anything_is_answered(client: FlaskClient, query: str) -> None:
    """Any request for suggestions is answered with a list."""
    response = client.get("/suggest" + query)
    assert response.status_code == 200
    assert isinstance(response.get_json()["suggestions"], list)


def test_a_word_with_no_hit_gets_a_correction(client: FlaskClient) -> None:
    """A correction keeps the other words and the filters, and finds something."""
    page = Page(client.get("/search?q=women+peacekeping&year=2024&sort=newest").text)
    assert page.one("p", class_="did-you-mean").text.split() == "Did you mean women peacekeeping?".split()
    [link] = [candidate for candidate in page.all("a") if candidate.text == "women peacekeeping"]
    assert page.one("em").text == "peacekeeping"
    assert urlsplit(link["href"]).query == "q=women+peacekeeping&year=2024&sort=newest"
    assert Page(client.get(link["href"]).text).all("li", class_="hit")


def test_several_slips_are_corrected_together(client: FlaskClient) -> None:
    """One link corrects several misspellings."""
    page = Page(client.get("/search?q=wommen+peacekeping").text)
    assert page.one("p", class_="did-you-mean").text.split() == "Did you mean women peacekeeping?".split()


@pytest.mark.parametrize(
    "query", ["training", "%22peacekeping%22", "S/RES/2718", "zzzzzzzz", "", "peacekeping*", "peoplecentered"]
)
def test_nothing_is_questioned_that_is_right_or_exact(client: FlaskClient, query: str) -> None:
    """Correct words, quotations, symbols, wildcards and words without a near spelling get no correction."""
    assert not Page(client.get(f"/search?q={query}").text).all("p", class_="did-you-mean")


def test_a_correction_that_finds_nothing_is_not_offered(client: FlaskClient) -> None:
    """No correction is offered where the filters leave nothing to find."""
    assert not Page(client.get("/search?q=telemedicne&year=2019").text).all("p", class_="did-you-mean")
