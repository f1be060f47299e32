"""With the cluster of an index away, permanent links and all lists are shown; what searches says that it cannot."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from indexer.engine.opensearch.connection.address import URL_VARIABLE
from indexer.store.builds import open_library
from webapp.address.urls import text_version
from webapp.app import create_app
from webapp.browse.examples import corpus_examples
from webapp.browse.help import FoundExamples
from webapp.site import EXTENSION_KEY, Site

NOBODY = "http://127.0.0.1:9"
"""No cluster is there, and the answer comes at once."""
SHOWN = """
/about /api/docs/verify /api/passages/{passage} /api/v1 /api/v1/builds /api/v1/corrections /api/v1/countries
/api/v1/coverage /api/v1/documents /api/v1/documents/{document} /api/v1/documents/{document}/passages?limit=3
/api/v1/glossary /api/v1/meetings /api/v1/meetings/{meeting} /api/v1/meetings/{meeting}/documents
/api/v1/meetings/{meeting}/passages?limit=3 /api/v1/meetings/{meeting}/sessions
/api/v1/meetings/{meeting}/sessions/{session} /api/v1/meetings/{meeting}/sessions/{session}/passages
/api/v1/meetings/{meeting}/sessions/{session}/plan /api/v1/organisations /api/v1/passages/{passage}
/api/v1/passages/{passage}/references /api/v1/people /api/v1/people/{person} /api/v1/people/{person}/passages
/api/v1/references?id={passage} /api/v1/suggestions?q=peac /api/v1/version /basket /basket?p={passage}
/basket.ris?p={passage} /changes.atom /changes.feed.json /countries /countries?letter=i /coverage /coverage.json
/d/{document} /d/{document}?style=mla /d/{document}.ris /d/{document}.linkset /d/{document}/correct
/d/{document}.akn.xml /d/{document}.tei.xml /favicon.ico /glossary /healthz
/m/{meeting}.ris /m/{meeting}.linkset /m/{meeting}/{session} /m/{meeting}/{session}?reported=2
/m/{meeting}/{session}.docx /m/{meeting}/{session}.ris /meetings /meetings.atom /meetings.feed.json /metrics
/oembed?url=https%3A%2F%2Fpapers.example.org%2Fp%2F{passage} /opensearch.xml /organisations /p/{passage}
/p/{passage}?style=mla /p/{passage}.ris /p/{passage}/reference
/p/{passage}/selection?start=0&end=9&v={version} /people /people/{person} /readyz /robots.txt /site.webmanifest
/sitemap.xml /sitemap-bodies-1.xml /sitemap-papers-1.xml /static/site.css /suggest?q=peac /verify /version
"""
"""What is made of the catalogue: it is the same as with the cluster."""
SHOWN_IN_PART = """
/ /?year=2024 /api/docs /api/docs/search /api/v1/openapi.json /help /help/words /help/operators /m/{meeting}
/p/{passage}?q=peace&year=2024 /p/{passage}?q=%22peace+process%22+NEAR+wommen&words=all
"""
"""What is shown without its examples, its numbers or the way back to results."""
SEARCHED = """
/api/search?q=peace /api/v1/chart?q=peace /api/v1/concordance?q=peace /api/v1/countries/India /api/v1/facets?q=peace
/api/v1/facets/year?q=peace /api/v1/groups?q=peace /api/v1/matrix?q=peace&q=women
/api/v1/organisations/Department%20of%20Peace%20Operations%20%28DPO%29 /api/v1/passages/{passage}/similar
/api/v1/passages/{passage}/wordings /api/v1/search?q=peace /api/v1/statement?q=peace
/api/v1/suggestions?q=peace+proc /api/v1/words?q=peace /chart?q=peace /concordance?q=peace /concordance.csv?q=peace
/countries/India /facet/person?q=peace /matrix?q=peace&q=women /matrix.csv?q=peace&q=women
/organisations/Department%20of%20Peace%20Operations%20%28DPO%29 /p/{passage}/like /p/{passage}/lineage
/people/{person}.atom /people/{person}.feed.json /search /search?q=peace /search?q=peace&group=session
/search.csv?q=peace /search.atom?q=peace /search.feed.json?q=peace /search/statement?q=peace
/search/statement.txt?q=peace /suggest?q=peace+proc /words?q=peace /words.csv?q=peace
"""
"""What only the cluster can answer."""
OTHERS = {
    "/.well-known/security.txt": 404,
    "/api/": 301,
    "/api/nothing": 404,
    "/api/v1/verify/nothing": 404,
    "/d/{document}/original": 404,
    "/d/{document}/page/1": 404,
    "/d/{document}/page/1.webp": 404,
    "/logo": 404,
    "/p/{passage}/original": 404,
    "/p/{passage}/original.webp": 404,
    "/verify/nothing": 404,
}
"""What this site has not, with or without a cluster."""


@pytest.fixture(scope="module")
def away(cluster_seed_index: Path) -> Iterator[Flask]:
    """The site beside a cluster that does not answer."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(URL_VARIABLE, NOBODY)
        yield create_app(cluster_seed_index, "https://papers.example.org")


@pytest.fixture(scope="module")
def names(seed_index: Path) -> dict[str, str]:
    """What stands in addresses."""
    library = open_library(seed_index)
    meeting = max(library.meetings(), key=lambda meeting: len(library.sessions(meeting.id)))
    document = library.documents(meeting.id)[0].id
    session = library.sessions(meeting.id)[0]
    passage = library.document_passages(document)[3]
    person = next(person for person in library.persons() if library.person_passages(person.id))
    library.close()
    return {
        "document": document,
        "meeting": meeting.id,
        "session": session.id,
        "passage": passage.id,
        "person": person.id,
        "version": text_version(passage.text),
    }


def ask(app: Flask, path: str) -> TestResponse:
    """Ask the site under its own name."""
    return app.test_client().get(path, base_url="https://papers.example.org")


def paths(table: str, names: dict[str, str]) -> list[str]:
    """Return the addresses of a table."""
    return [path.format_map(names) for path in table.split()]


def test_every_kind_of_page_is_in_a_table(away: Flask, names: dict[str, str]) -> None:
    """Each rule of the site has an address here: whoever adds a page says whether it needs the cluster."""
    adapter = away.url_map.bind("papers.example.org")
    known = set()
    for path in (*paths(f"{SHOWN} {SHOWN_IN_PART} {SEARCHED}", names), *paths(" ".join(OTHERS), names)):
        rule, _ = adapter.match(path.partition("?")[0], "GET", return_rule=True)
        known.add(rule.rule)
    rules = {rule.rule for rule in away.url_map.iter_rules() if "GET" in (rule.methods or ())}
    # What stands for all addresses that there are not, and answers as they do.
    assert sorted(rules - known) == []


def test_what_the_catalogue_has_is_shown(away: Flask, app: Flask, names: dict[str, str]) -> None:
    """Permanent links, lists and counts of everything answer as if the cluster was there."""
    wrong = {path: status for path in paths(SHOWN, names) if (status := ask(away, path).status_code) != 200}
    assert wrong == {}
    same = (
        "/api/v1/m",
        "/api/v1/p",
        "/countries",
        "/coverage",
        "/d/",
        "/m/",
        "/meetings",
        "/org",
        "/people",
        "/sitemap",
    )
    for path in paths(SHOWN, names):
        if path.startswith(same) and not path.endswith(".docx"):
            assert in_build(ask(away, path)) == in_build(ask(app, path)), path


def in_build(response: TestResponse) -> tuple[str, str]:
    """Return what a page has, but for what differs from request to request."""
    return response.headers.get("Link", ""), response.text


@pytest.mark.parametrize("path", SHOWN_IN_PART.split())
def test_what_is_left_out_is_not_kept(away: Flask, names: dict[str, str], path: str) -> None:
    """A page without what only a search gives has no version: the next one may be whole."""
    response = ask(away, path.format_map(names))
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    assert "ETag" not in response.headers


def test_what_is_left_out_is_asked_for_again(away: Flask) -> None:
    """Nothing is kept in the process either: the home page has its examples as soon as something can be searched."""
    state: Site = away.extensions[EXTENSION_KEY]
    assert ask(away, "/").status_code == 200
    with state.builds.acquire() as library:
        assert not state.has_cached(library, corpus_examples)
        assert not state.has_cached(library, FoundExamples)


def test_no_edition_is_written_without_searches(away: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages that are written to be kept are not made with parts left out."""
    monkeypatch.setattr(away.extensions[EXTENSION_KEY], "is_edition", True)
    assert ask(away, "/").status_code == 503


def test_searches_say_that_they_cannot(away: Flask, names: dict[str, str]) -> None:
    """What only the cluster can answer is refused with a sentence and a time to come back, without its address."""
    for path in paths(SEARCHED, names):
        response = ask(away, path)
        assert (path, response.status_code) == (path, 503)
        assert "Searching does not work at the moment" in response.text
        assert response.headers["Retry-After"] == "30"
        assert NOBODY not in response.text


def test_what_is_not_there_is_not_there(away: Flask, names: dict[str, str]) -> None:
    """An address of nothing is answered as with the cluster."""
    for path, status in OTHERS.items():
        assert (path, ask(away, path.format_map(names)).status_code) == (path, status)


def test_monitors_learn_why_nothing_can_be_searched(away: Flask) -> None:
    """The site is ready, as it shows pages, and tells what is wrong with the cluster."""
    answer = ask(away, "/readyz")
    assert answer.status_code == 200
    assert answer.json is not None
    assert answer.json["status"] == "ready"
    assert NOBODY in answer.json["problem"]
