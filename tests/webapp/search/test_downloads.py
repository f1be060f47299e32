"""References to a list of results: the same search as the page, as a file that another's parser reads."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime, timezone
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
from tests.webapp.markup import Page
from tests.webapp.test_hostile import ODD
from webapp.app import create_app
from webapp.search import routes
from webapp.shared.basket_item import BasketItem
from webapp.shared.formats import MAX_REFERENCES

SITE = "https://papers.example.org"
DAY = datetime(2026, 1, 31, 12, tzinfo=timezone.utc)


@pytest.fixture
def visitor(seed_index: Path) -> FlaskClient:
    """A visitor of the site over the papers that ship, on a known day."""
    return create_app(seed_index, SITE, lambda: DAY).test_client()


def hits(library: Library, q: str = "training") -> tuple[str, ...]:
    """All ids that a query finds, in order."""
    return library.ordered_ids(Query(parse(q).node))


def test_a_page_of_results_is_a_file(visitor: FlaskClient, library: Library) -> None:
    """Without more words a file has the hits of the page that the same parameters show, in their order."""
    for page, wanted in ((1, hits(library)[:10]), (2, hits(library)[10:20]), (99, hits(library)[40:] or None)):
        found = rispy.loads(visitor.get(f"/search.ris?q=training&page={page}").text)
        expected = wanted or hits(library)[(len(hits(library)) - 1) // 10 * 10 :]
        assert [one["id"] for one in found] == list(expected)


def test_all_results_are_a_file(visitor: FlaskClient, library: Library) -> None:
    """With `extent=all` every format has every hit once, with the link to the wording that was found."""
    every = [BasketItem.from_passage(library.passage(key)) for key in hits(library)]
    links = [f"{SITE}/p/{one.name}" for one in every]
    got = {
        suffix: visitor.get(f"/search.{suffix}?q=training&extent=all")
        for suffix in ("ris", "bib", "json", "csv", "txt")
    }
    assert [one["urls"][0] for one in rispy.loads(got["ris"].text)] == links
    bib = bibtexparser.loads(got["bib"].text, BibTexParser(common_strings=True)).entries
    assert [one["url"] for one in bib] == links
    assert [one["URL"] for one in json.loads(got["json"].text)] == links
    rows = csv.DictReader(io.StringIO(got["csv"].text.removeprefix("\ufeff"), newline=""))
    assert [(row["passage"], row["link"]) for row in rows] == [
        (one.id, link) for one, link in zip(every, links, strict=True)
    ]
    assert got["txt"].text.count(f"{SITE}/p/") == len(every)
    names = {response.headers["Content-Disposition"] for response in got.values()}
    assert names == {f"attachment; filename=search-training.{suffix}" for suffix in got}


def test_the_filters_hold(visitor: FlaskClient) -> None:
    """A file has what the narrowed page has."""
    rows = csv.DictReader(io.StringIO(visitor.get("/search.csv?q=training&year=2019&extent=all").text))
    assert {row["start"][:4] for row in rows} == {"2019"}


@pytest.mark.parametrize("style", STYLE_NAMES)
def test_a_bibliography_is_in_the_style_asked_for(visitor: FlaskClient, library: Library, style: str) -> None:
    """Each paragraph is the reference as it is written for that passage alone."""
    text = visitor.get(f"/search.txt?q=training&style={style}").text
    wanted = []
    for key in hits(library)[:10]:
        passage = library.passage(key)
        said = find_restrictions(library.document_passages(passage.document.id))
        reference = Reference(passage, f"{SITE}/p/{key}", DAY.date(), BasketItem.from_passage(passage).version, said)
        wanted.append(plain_text(cite(reference, style)))  # type: ignore[arg-type]  # one of the styles
    assert text.strip().split("\n\n") == wanted


def test_a_file_holds_so_many_and_the_page_says_so(
    visitor: FlaskClient, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No file has more references than the cap, which is named where all are offered."""
    assert MAX_REFERENCES == 1_000
    monkeypatch.setattr(routes, "MAX_REFERENCES", 7)
    monkeypatch.setattr("webapp.search.exports.MAX_REFERENCES", 7)
    assert len(rispy.loads(visitor.get("/search.ris?q=training&extent=all").text)) == 7
    page = Page(visitor.get("/search?q=training").text)
    assert f"the first 7 of {len(hits(library))} results: one file holds no more" in page.text


def test_the_control_offers_what_there_is(visitor: FlaskClient) -> None:
    """The form below the results sends the search as it was narrowed, and each of its buttons leads to a file."""
    page = Page(visitor.get("/search?q=training&year=2024&page=2").text)
    assert page.problems == []
    buttons = [one["formaction"] for one in page.all("button") if one.has("formaction")]
    assert len(buttons) == 5
    kept = "&".join(
        f"{one['name']}={quote(one['value'])}" for one in page.all("input", type="hidden") if one["name"] != "back"
    )
    for button in buttons:
        assert visitor.get(f"{button}?{kept}&extent=page&style=mla").status_code == 200
    nothing = Page(visitor.get("/search?q=zeppelin").text)
    assert [one for one in nothing.all("button") if one.has("formaction")] == []


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_an_odd_query_is_answered(visitor: FlaskClient, text: str) -> None:
    """Any query gives a file, or an empty one."""
    for suffix in ("ris", "txt", "json"):
        response = visitor.get(f"/search.{suffix}?q={quote(text)}&style={quote(text[:50])}&extent={quote(text[:50])}")
        assert response.status_code == 200
    assert visitor.get("/search.exe?q=training").status_code == 404
