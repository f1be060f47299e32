"""Tests of the markup of every kind of page: well formed, titled, and without dead links."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from indexer.store.library import Library

from .markup import Page

FIXED = [
    "/",
    "/help",
    "/people",
    "/glossary",
    "/coverage",
    "/concordance",
    "/concordance?q=training&by=before&year=2024",
    "/chart",
    "/words",
    "/words?q=training&terms=women,mandate&status=reported",
    "/chart?q=training&as=share&year=2019",
    "/matrix",
    "/matrix?q=training&q=women",
    "/search",
    "/search?q=training",
    "/basket",
    "/search?q=training&year=2024&year=2019&status=planned&sort=newest",
    "/search?q=training&page=2",
    "/search?q=zebra+training&year=2019",
    "/search?q=%21%21%21&year=2024",
    "/search?q=training&meeting=nowhere&page=x&sort=y",
    "/nowhere",
]


@pytest.mark.parametrize("path", FIXED)
def test_a_page_is_well_made(client: FlaskClient, path: str) -> None:
    """Tags balance, ids are unique and resolve, headings are in order, and nothing is styled or scripted inline."""
    assert Page(client.get(path).text).problems == []


def test_pages_of_the_corpus_are_well_made(client: FlaskClient, library: Library) -> None:
    """The page of every meeting, session, document, passage and person is well formed."""
    for path in corpus_paths(library):
        response = client.get(path)
        assert response.status_code == 200, path
        assert Page(response.text).problems == [], path


def test_pages_of_a_long_document_are_well_made(long_client: FlaskClient, long_library: Library) -> None:
    """The parts of a document that is too long for one page are well formed."""
    [document] = long_library.documents()
    middle = long_library.document_passages(document.id)[400]
    for path in (f"/d/{document.id}", f"/d/{document.id}?part=2", f"/p/{middle.id}", "/search?q=gauge"):
        response = long_client.get(path)
        assert response.status_code == 200, path
        assert Page(response.text).problems == [], path


def test_pages_of_made_up_papers_are_well_made(made_client: FlaskClient, made_library: Library) -> None:
    """Papers with turns, lists, tables, footnotes and a scan have well-formed pages and no dead link."""
    seen: set[str] = set()
    passages = [f"/p/{passage.id}?q=gauges" for passage in made_library.passages()]
    for path in (*corpus_paths(made_library), *passages, "/search", "/people", "/glossary"):
        page = Page(made_client.get(path).text)
        assert page.problems == [], path
        seen.update(link.partition("#")[0] for link in page.links())
    for link in sorted(seen - {""}):
        assert made_client.get(link).status_code == 200, link


def test_no_link_on_the_site_is_dead(client: FlaskClient, library: Library) -> None:
    """Every URL that a page links to answers, and none leads to another site."""
    seen: set[str] = set()
    for path in (*FIXED, *(path for path in corpus_paths(library) if not path.startswith("/p/"))):
        seen.update(link.partition("#")[0] for link in Page(client.get(path).text).links())
    for link in sorted(seen - {""}):
        assert link.startswith("/"), link
        assert client.get(link).status_code == 200, link


def test_every_page_says_what_it_is(client: FlaskClient, library: Library) -> None:
    """Every page has a language, its own title, a labelled search box, and a link to the search description."""
    titles = []
    for path in ("/", "/help", "/people", "/glossary", "/search?q=training", *corpus_paths(library)[50:75]):
        page = Page(client.get(path).text)
        titles.append(page.one("title").text)
        assert page.one("html")["lang"] == "en"
        assert page.one("input", id="q").has("name", "q")
        assert page.one("label", for_="q").text
        assert page.one("link", rel="search")["href"] == "/opensearch.xml"
    assert len(set(titles)) == len(titles)


def corpus_paths(library: Library) -> list[str]:
    """Return the paths of every person, meeting, session and document, and of some passages of each."""
    paths = [f"/people/{person.id}" for person in library.persons()]
    for meeting in library.meetings():
        paths.append(f"/m/{meeting.id}")
        paths += [f"/m/{meeting.id}/{session.id}" for session in library.sessions(meeting.id)]
        for document in library.documents(meeting.id):
            passages = library.document_passages(document.id)
            paths += [f"/d/{document.id}", f"/p/{passages[0].id}", f"/p/{passages[-1].id}?q=training"]
    return paths
