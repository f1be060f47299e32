"""The site beside a cluster answers what the site with its own search files answers: every kind of search."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from webapp.app import create_app

ORIGIN = "https://papers.example.org"
QUERIES = (
    "q=peace",
    "q=training+women",
    "q=training+women&words=all",
    "q=%22protection+of+civilians%22",
    "q=peacekeep*+OR+wommen~",
    "q=women+NEAR%2F5+peace",
    "q=training+-women",
    "q=POC+mandate",
    "q=status%3Areported+technology",
    "q=What+was+said+about+artificial+intelligence%3F",
    "q=",
)
WHOLLY_TRIED = 2
"""Queries that are tried in all orders and groups; of the others, each in some."""
SHAPES = (
    "",
    "&page=2",
    "&page=3",
    "&sort=newest",
    "&sort=oldest&page=2",
    "&sort=document",
    "&group=meeting",
    "&group=session",
    "&group=document&page=2",
    "&year=2024&year=2019",
    "&status=reported&kind!=report",
    "&meeting=montevideo-2024",
    "&show=25",
)
OTHERS = """
/ /help /help/words /help/operators /help/fields /organisations /countries /coverage /sitemap.xml
/countries/India /organisations/Department%20of%20Peace%20Operations%20%28DPO%29 /m/montevideo-2024 /m/islamabad-2025
/facet/person?q=training /facet/person?q=training&order=name /facet/mention?q=peace /facet/organisation
/search?q=zeppelin+training /search?q=wommen+peacekeping /search?q=mandat
/search?q=POC+mandate~+peacekeep*+yaer:2019+(women&year!=2019&exact=stems /search/statement?q=training&year=2024
/search/statement.txt?q=training /search.csv?q=training /search.json?q=training /search.jsonl?q=training
/search.csv?q=training&sort=newest&year=2024 /search.ris?q=women /search.atom?q=training /search.feed.json?q=training
/concordance?q=training /concordance?q=training&by=before&page=2 /concordance.csv?q=peace
/chart?q=training /chart?q=training&by=meeting /words?q=training /words?q=training&terms=women,mandate
/words?by=year /words.csv?q=training /matrix?q=training&q=women&q=technology&status=reported
/matrix.csv?q=training&q=women /suggest?q=peace+op /suggest?q=protection /api/search?q=training
/api/v1/facets?q=training /api/v1/facets/person?q=training&limit=5 /api/v1/groups?q=training&by=session
/api/v1/groups?q=women&by=document /api/v1/chart?q=training /api/v1/words?q=training /api/v1/matrix?q=training&q=women
/api/v1/statement?q=training /api/v1/suggestions?q=peace+op /api/v1/countries /api/v1/countries/India
"""
WALKED = (
    "/api/v1/search?q=peace&limit=7",
    "/api/v1/search?q=training+women&limit=5&sort=newest",
    "/api/v1/search?q=training&year=2024&limit=4",
    "/api/v1/search?limit=40&sort=document",
    "/api/v1/concordance?q=training&limit=6",
    "/api/v1/concordance?q=peace&limit=20",
    "/api/v1/groups?q=training&by=session&limit=3",
    "/api/v1/facets/person?q=peace&limit=9",
)
_VARIES = re.compile(r"Request ID: <code>\w+</code>|\"request\":\s*\"\w*\"|request=\w{16}")


@pytest.fixture(scope="module")
def there(cluster_seed_index: Path) -> Flask:
    """The site over the shipped papers beside a cluster."""
    return create_app(cluster_seed_index, ORIGIN)


def ask(app: Flask, path: str) -> TestResponse:
    """Ask a site under its own name."""
    return app.test_client().get(path, base_url=ORIGIN)


def answer(app: Flask, path: str) -> tuple[int, str]:
    """Return the status of a page, and what it has that does not differ from request to request."""
    response = ask(app, path)
    return response.status_code, _VARIES.sub("", response.text)


@pytest.mark.parametrize("query", QUERIES)
def test_searches_are_the_same(app: Flask, there: Flask, query: str) -> None:
    """Every order, page, group and filter of a search shows the same, and every kind of query."""
    for shape in SHAPES if query in QUERIES[:WHOLLY_TRIED] else SHAPES[:: len(SHAPES) // 3]:
        path = f"/search?{query}{shape}"
        here = answer(app, path)
        assert here[0] == 200
        assert answer(there, path) == here, path


@pytest.mark.parametrize("path", OTHERS.split())
def test_other_views_are_the_same(app: Flask, there: Flask, path: str) -> None:
    """Lists, charts, comparisons, exports, feeds and completions are the same."""
    here = answer(app, path)
    assert here[0] == 200
    assert answer(there, path) == here


@pytest.mark.parametrize("start", WALKED)
def test_the_api_is_walked_to_the_end(app: Flask, there: Flask, start: str) -> None:
    """Each part of a list is the same, and so is the link to the next one."""
    parts = 0
    for here, elsewhere in zip(parts_of(app, start), parts_of(there, start), strict=True):
        assert elsewhere == here
        parts += 1
    assert parts > 2


def parts_of(app: Flask, start: str) -> Iterator[object]:
    """Yield the answers of a list from its beginning to its end."""
    path: str | None = start
    while path:
        response = ask(app, path)
        assert response.status_code == 200
        part = json.loads(response.data)
        yield part
        path = part["links"]["next"]
        path = path and path.removeprefix(ORIGIN)


def test_pages_of_passages_are_the_same(app: Flask, there: Flask) -> None:
    """The way back to results and the versions of a passage are the same, and so is what resembles it most."""
    found = json.loads(ask(app, "/api/v1/search?q=training&limit=8").data)["items"]
    for item in found:
        for address in (f"/p/{item['id']}/lineage", f"/p/{item['id']}?q=training&year=2024"):
            assert answer(there, address) == answer(app, address), address
        # Of what a cluster counts a phrase of two or more words once in each passage, so the weights differ a little.
        similar = f"/api/v1/passages/{item['id']}/similar"
        here, elsewhere = (json.loads(ask(one, similar).data)["items"][:1] for one in (app, there))
        assert [each["id"] for each in elsewhere] == [each["id"] for each in here]
