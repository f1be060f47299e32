"""Suggestions as JSON, and corrections on the page of results."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from tests.webapp.markup import Page


def test_suggestions_have_words_and_addresses(client: FlaskClient) -> None:
    """Each suggestion says what it is, and leads to a page that answers."""
    answer = client.get("/suggest?q=training").get_json()
    assert answer["q"] == "training"
    assert 0 < len(answer["suggestions"]) <= 8
    for one in answer["suggestions"]:
        assert set(one) == {"text", "note", "query", "url"}
        assert client.get(one["url"]).status_code == 200


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
    """A person leads to a page, a symbol to what mentions it, a phrase to a search."""
    found = [one for one in client.get(f"/suggest?q={typed}").get_json()["suggestions"] if one["text"] == text]
    assert found
    assert found[0]["url"] == url
    assert found[0]["note"].startswith(note)


def test_browsers_get_what_they_expect(client: FlaskClient) -> None:
    """The OpenSearch form is an array of the text typed and three lists of one length, with full addresses."""
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
    """Whatever is asked, the answer is a list."""
    response = client.get("/suggest" + query)
    assert response.status_code == 200
    assert isinstance(response.get_json()["suggestions"], list)


def test_a_word_with_no_hit_gets_a_correction(client: FlaskClient) -> None:
    """The page says what may have been meant; the link keeps the other words and the filters, and finds something."""
    page = Page(client.get("/search?q=women+peacekeping&year=2024&sort=newest").text)
    assert page.one("p", class_="meant").text.split() == "Did you mean women peacekeeping?".split()
    [link] = [one for one in page.all("a") if one.text == "women peacekeeping"]
    assert page.one("em").text == "peacekeeping"
    assert urlsplit(link["href"]).query == "q=women+peacekeeping&year=2024&sort=newest"
    assert Page(client.get(link["href"]).text).all("li", class_="hit")


def test_several_slips_are_corrected_together(client: FlaskClient) -> None:
    """Where several words are slips, one link replaces them all."""
    page = Page(client.get("/search?q=wommen+peacekeping").text)
    assert page.one("p", class_="meant").text.split() == "Did you mean women peacekeeping?".split()


@pytest.mark.parametrize("query", ["training", "%22peacekeping%22", "S/RES/2718", "zzzzzzzz", "", "peacekeping*"])
def test_nothing_is_questioned_that_is_right_or_exact(client: FlaskClient, query: str) -> None:
    """Right words, quotations, symbols, wildcards and what is like nothing get no correction."""
    assert not Page(client.get(f"/search?q={query}").text).all("p", class_="meant")


def test_a_correction_that_finds_nothing_is_not_offered(client: FlaskClient) -> None:
    """Within filters that leave nothing, no correction is promised."""
    assert not Page(client.get("/search?q=telemedicne&year=2019").text).all("p", class_="meant")
