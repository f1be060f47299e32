"""Tests of a site below a path of its host: no link leads out of it, whether or not a proxy takes the path off."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from webapp.access.placing import ADDRESS_ATTRIBUTES
from webapp.app import create_app

from .crawl import crawl

BASE = "/library/papers"
ORIGIN = "https://example.org"
WEBAPP = Path(__file__).parents[3] / "webapp"


@pytest.fixture
def visitor(made_index: Path) -> FlaskClient:
    """A visitor of a site below a path."""
    return create_app(made_index, f"{ORIGIN}{BASE}/").test_client()


@pytest.mark.long
@pytest.mark.parametrize("taken_off", [False, True], ids=["the proxy passes the path", "the proxy takes it off"])
def test_no_link_leads_out(visitor: FlaskClient, taken_off: bool) -> None:
    """From the home page on, every link, form, file, feed and address in JSON is below the path, and answers."""

    def fetch(path: str) -> tuple[int, str, str, str]:
        answer = visitor.get(path.removeprefix(BASE) if taken_off else path)
        media_type = answer.mimetype or ""
        text = answer.text if media_type.startswith("text/") or media_type.endswith(("json", "xml")) else ""
        answer.close()
        return answer.status_code, media_type, text, answer.headers.get("Location", "")

    shapes, problems = crawl(fetch, BASE, ORIGIN, ("/", "/concordance?q=estuary"))
    assert problems == []
    opened = {shape.split(" ")[0] for shape in shapes}
    assert opened >= {"", "search", "p", "d", "m", "meetings", "help", "coverage", "verify", "basket", "static"}
    assert opened >= {"opensearch.xml", "search.csv", "concordance", "concordance.csv", "chart", "matrix", "matrix.csv"}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/robots.txt", f"Disallow: {BASE}/api/"),
        ("/robots.txt", f"Disallow: {BASE}/fr/d/*/original\n"),
        ("/robots.txt", f"Sitemap: {ORIGIN}{BASE}/sitemap.xml"),
        ("/sitemap.xml", f"<loc>{ORIGIN}{BASE}/sitemap-"),
        ("/opensearch.xml", f'template="{ORIGIN}{BASE}/suggest?'),
        ("/api/search?q=estuary", f'"url":"{BASE}/p/'),
        ("/suggest?q=jen", f'"url":"{BASE}/'),
        ("/search.csv?q=estuary", f"{ORIGIN}{BASE}/p/"),
        ("/search.bib?q=estuary", f"{ORIGIN}{BASE}/p/"),
        ("/concordance.csv?q=estuary", f"{ORIGIN}{BASE}/p/"),
    ],
)
def test_files_name_the_path(visitor: FlaskClient, path: str, expected: str) -> None:
    """What machines read has the path in it as well."""
    assert expected in visitor.get(BASE + path).text


def test_the_card_of_a_page_in_a_language_is_there_too(visitor: FlaskClient) -> None:
    """An address with a language behind the path has the card of the address without it."""
    found = re.search(rf'"url":"{BASE}(/p/[^"?]+)', visitor.get(f"{BASE}/api/search?q=estuary").text)
    assert found
    card, french = (
        visitor.get(f"{BASE}/oembed?url={ORIGIN}{BASE}{language}{found[1]}").get_json() for language in ("", "/fr")
    )
    assert card["type"] == "rich"
    assert french == card


def test_redirects_cookies_and_forms_stay_below_it(visitor: FlaskClient) -> None:
    """A redirect leads below the path, the basket's cookies are sent below it only, and its form comes back."""
    moved = visitor.get(f"{BASE}/meetings/")
    assert moved.headers["Location"] == f"{BASE}/meetings"
    assert f'href="{BASE}/meetings"' in moved.text
    assert visitor.get("/meetings/").headers["Location"] == f"{BASE}/meetings"
    page = visitor.get(f"{BASE}/search?q=estuary").text
    name = re.search(r'name="add" value="([^"]+)"', page)
    back = re.search(r'name="back" value="([^"]+)"', page)
    assert name
    assert back
    answer = visitor.post(f"{BASE}/basket", data={"add": name[1], "back": back[1]})
    assert answer.headers["Location"].startswith(f"{BASE}/search?q=estuary#keep-")
    assert re.match(rf"__Secure-basket=[^;]+;.* Secure; HttpOnly; Path={BASE};", answer.headers["Set-Cookie"])
    script = visitor.post(f"{BASE}/basket", data={"add": name[1]}, headers={"Accept": "application/json"})
    assert script.get_json()["share"].startswith(f"{ORIGIN}{BASE}/basket?b=")
    assert "<h1>Basket</h1>" in visitor.get(f"{BASE}/basket").text
    assert name[1].partition("?")[0] in visitor.get(f"{BASE}/basket").text


def test_nothing_is_at_a_path_that_only_begins_alike(visitor: FlaskClient) -> None:
    """A path that begins with the same letters is not taken for one below it, and the bare path is the home page."""
    assert visitor.get(f"{BASE}2/help").status_code == 404
    assert visitor.get(f"{BASE}/nowhere").status_code == 404
    assert visitor.get(BASE).status_code == 200


def test_templates_write_addresses_in_a_form_that_is_placed() -> None:
    """Every address of a template begins with a slash, an expression or a fragment, so that the path can be put before.

    Scripts begin theirs with that of the home page.
    """
    attribute = re.compile(rf'\s(?:{"|".join(ADDRESS_ATTRIBUTES)})=(?!"(?:/(?!/)|\{{\{{[^-+]|#|"))\S+')
    for template in (WEBAPP / "templates").rglob("*.html"):
        assert attribute.findall(template.read_text(encoding="utf-8")) == [], template.name
    for script in (WEBAPP / "static").glob("*.js"):
        assert re.findall(r'["`\'(]/[a-z]\w*[/?#"`]', script.read_text(encoding="utf-8")) == [], script.name
