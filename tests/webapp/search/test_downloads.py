"""Tests of downloads of results: the same search as the page, in files that third-party parsers read."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import bibtexparser
import pytest
import rispy
from bibtexparser.bparser import BibTexParser
from flask.testing import FlaskClient

from indexer.query.parser import parse
from indexer.query.results import Query
from indexer.references import STYLE_NAMES, Reference, cite, find_restrictions, plain_text
from indexer.store.library import Library
from tests.hits import all_ids
from tests.webapp.markup import Page
from tests.webapp.test_hostile import ODD
from webapp.app import create_app
from webapp.search import routes
from webapp.shared.basket_item import BasketItem
from webapp.shared.formats import MAX_REFERENCES

SITE = "https://papers.example.org"
DAY = datetime(2026, 1, 31, 12, tzinfo=UTC)


@pytest.fixture
def visitor(seed_index: Path) -> FlaskClient:
    """A test client of the site over the shipped papers, on a fixed day."""
    return create_app(seed_index, SITE, lambda: DAY).test_client()


def hits(library: Library, q: str = "training") -> tuple[str, ...]:
    """Return all ids that a query finds, in order."""
    return all_ids(library, Query(parse(q).node))


def test_a_page_of_results_is_a_file(visitor: FlaskClient, library: Library) -> None:
    """By default a file has the hits of the page that the same parameters show, in order."""
    for page, page_ids in ((1, hits(library)[:10]), (2, hits(library)[10:20]), (99, hits(library)[40:] or None)):
        references = rispy.loads(visitor.get(f"/search.ris?q=training&page={page}").text)
        expected = page_ids or hits(library)[(len(hits(library)) - 1) // 10 * 10 :]
        assert [reference["id"] for reference in references] == list(expected)


def test_a_file_follows_the_switch_of_words(visitor: FlaskClient, library: Library) -> None:
    """A file has what the page counts: with most of the words too, or with `words=all` only with all of them."""
    for words in ("most", "all"):
        address = f"q=police+planners&words={words}"
        references = rispy.loads(visitor.get(f"/search.ris?{address}&extent=all").text)
        assert len(references) == visitor.get(f"/api/search?{address}").get_json()["total"]
        if words == "all":
            assert [each["id"] for each in references] == list(hits(library, "police planners"))


def test_all_results_are_a_file(visitor: FlaskClient, library: Library) -> None:
    """With `extent=all` every format has every hit once, with its permanent link."""
    items = [BasketItem.from_passage(library.passage(key)) for key in hits(library)]
    links = [f"{SITE}/p/{item.name}" for item in items]
    responses = {
        suffix: visitor.get(f"/search.{suffix}?q=training&extent=all")
        for suffix in ("ris", "bib", "json", "csv", "txt")
    }
    assert [item["urls"][0] for item in rispy.loads(responses["ris"].text)] == links
    bib = bibtexparser.loads(responses["bib"].text, BibTexParser(common_strings=True)).entries
    assert [item["url"] for item in bib] == links
    assert [item["URL"] for item in json.loads(responses["json"].text)] == links
    rows = csv.DictReader(io.StringIO(responses["csv"].text.removeprefix("\ufeff"), newline=""))
    assert [(row["passage"], row["link"]) for row in rows] == [
        (item.id, link) for item, link in zip(items, links, strict=True)
    ]
    assert responses["txt"].text.count(f"{SITE}/p/") == len(items)
    names = {response.headers["Content-Disposition"] for response in responses.values()}
    assert names == {f"attachment; filename=search-training.{suffix}" for suffix in responses}


def test_the_filters_hold(visitor: FlaskClient) -> None:
    """A file has only what passes the filters."""
    rows = csv.DictReader(io.StringIO(visitor.get("/search.csv?q=training&year=2019&extent=all").text))
    assert {row["start"][:4] for row in rows} == {"2019"}


@pytest.mark.parametrize("style", STYLE_NAMES)
def test_a_bibliography_is_in_the_style_asked_for(visitor: FlaskClient, library: Library, style: str) -> None:
    """Each paragraph of a bibliography is the reference in the requested style."""
    text = visitor.get(f"/search.txt?q=training&style={style}").text
    expected = []
    for key in hits(library)[:10]:
        passage = library.passage(key)
        notes = find_restrictions(library.document_passages(passage.document.id))
        reference = Reference(passage, f"{SITE}/p/{key}", DAY.date(), BasketItem.from_passage(passage).version, notes)
        expected.append(plain_text(cite(reference, style)))  # type: ignore[arg-type]  # one of the styles
    assert text.strip().split("\n\n") == expected


def test_a_file_holds_so_many_and_the_page_says_so(
    visitor: FlaskClient, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No file has more references than the limit, and the page names the limit."""
    assert MAX_REFERENCES == 1_000
    monkeypatch.setattr(routes, "MAX_REFERENCES", 7)
    monkeypatch.setattr("webapp.search.exports.MAX_REFERENCES", 7)
    assert len(rispy.loads(visitor.get("/search.ris?q=training&extent=all").text)) == 7
    page = Page(visitor.get("/search?q=training").text)
    assert f"The first 7 of {len(hits(library))} results" in page.text


def test_the_control_offers_what_there_is(visitor: FlaskClient) -> None:
    """The form below the results sends the search with its filters, and each button leads to a file."""
    page = Page(visitor.get("/search?q=training&year=2024&page=2").text)
    assert page.problems == []
    buttons = [element["formaction"] for element in page.all("button") if element.has("formaction")]
    assert len(buttons) == 5
    arguments = "&".join(
        f"{element['name']}={quote(element['value'])}"
        for element in page.all("input", type="hidden")
        if element["name"] != "back"
    )
    for button in buttons:
        assert visitor.get(f"{button}?{arguments}&extent=page&style=mla").status_code == 200
    nothing = Page(visitor.get("/search?q=zeppelin").text)
    assert [element for element in nothing.all("button") if element.has("formaction")] == []


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_an_odd_query_is_answered(visitor: FlaskClient, text: str) -> None:
    """Any query gives a file, possibly empty."""
    for suffix in ("ris", "txt", "json"):
        response = visitor.get(f"/search.{suffix}?q={quote(text)}&style={quote(text[:50])}&extent={quote(text[:50])}")
        assert response.status_code == 200
    assert visitor.get("/search.exe?q=training").status_code == 404
