"""Tests of every response: security headers, caching and conditional requests."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

from indexer.build.pipeline import build
from indexer.store.library import Library
from webapp.app import create_app

from .markup import Page

PATHS = [
    "/",
    "/search?q=training",
    "/help",
    "/people",
    "/glossary",
    "/meetings",
    "/api/search?q=training",
    "/nowhere",
    "/api/nowhere",
    "/robots.txt",
]
SPEC = "{http://a9.com/-/spec/opensearch/1.1/}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_guarded(client: FlaskClient, path: str) -> None:
    """Every response allows only the site's own files, no framing and no type sniffing."""
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"]


@pytest.mark.parametrize("path", ["/", "/search?q=training", "/api/search?q=training", "/m/montevideo-2024"])
def test_what_has_not_changed_is_not_sent_again(client: FlaskClient, path: str) -> None:
    """A page requested with its ETag answers 304, and another URL has another ETag."""
    first_response = client.get(path)
    assert first_response.headers["Cache-Control"] == "no-cache"
    again = client.get(path, headers={"If-None-Match": first_response.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""
    assert client.get("/help").headers["ETag"] != first_response.headers["ETag"]


def test_a_new_index_is_a_new_page(tmp_path: Path) -> None:
    """A running site shows a new build, and the old ETag no longer matches."""
    papers, index_dir = tmp_path / "papers", tmp_path / "index"
    papers.mkdir()
    (papers / "note.txt").write_text("A note\n\nThe rivers rose in spring and fell again.\n", encoding="utf-8")
    build(papers, index_dir)
    visitor = create_app(index_dir).test_client()
    first_response = visitor.get("/search?q=mountains")
    assert "Nothing was found" in first_response.text
    (papers / "other.txt").write_text("Another note\n\nThe mountains did not move.\n", encoding="utf-8")
    build(papers, index_dir)
    again = visitor.get("/search?q=mountains", headers={"If-None-Match": first_response.headers["ETag"]})
    assert again.status_code == 200
    assert "1 passage" in Page(again.text).text


def test_static_files_are_kept_for_good_under_their_hash(client: FlaskClient) -> None:
    """A static file never expires under its content hash, and is revalidated under any other version."""
    page = Page(client.get("/").text)
    styles = [element["href"] for element in page.all("link", rel="stylesheet")]
    for link in (*styles, *(element["src"] for element in page.all("script"))):
        bare = link.partition("?")[0]
        policies = []
        for address in (link, bare, f"{bare}?v=old"):
            with client.get(address) as response:  # a file stays open until its answer is closed
                policies.append(response.headers["Cache-Control"])
        assert "immutable" in policies[0]
        assert policies[1:] == ["no-cache", "no-cache"]


@pytest.mark.parametrize("path", [*PATHS, "/m/montevideo-2024/3", "/sitemap.xml", "/healthz"])
def test_head_answers_as_get_without_a_body(client: FlaskClient, path: str) -> None:
    """HEAD has the status and type of GET, and no body."""
    full, head = client.get(path), client.head(path)
    assert (head.status_code, head.content_type) == (full.status_code, full.content_type)
    assert head.data == b""


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
@pytest.mark.parametrize("path", ["/", "/search", "/help", "/healthz"])
def test_nothing_can_be_written(client: FlaskClient, method: str, path: str) -> None:
    """Any method but GET and HEAD is refused with a page that says so."""
    response = client.open(path, method=method)
    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD"}
    assert Page(response.text).one("input", id="q")


@pytest.mark.parametrize("path", ["/search", "/help", "/m/montevideo-2024", "/m/montevideo-2024/3", "/healthz"])
def test_a_page_has_one_address(client: FlaskClient, path: str) -> None:
    """A URL with a trailing slash redirects permanently and keeps its arguments."""
    response = client.get(f"{path}/?q=a%20b&year=2024")
    assert response.status_code == 301
    assert response.headers["Location"] == f"{path}?q=a%20b&year=2024"


def test_the_search_description_is_as_the_standard_has_it(client: FlaskClient) -> None:
    """The OpenSearch description has the exact namespace, a short name that fits, and absolute templates."""
    response = client.get("/opensearch.xml")
    assert response.mimetype == "application/opensearchdescription+xml"
    root = ET.fromstring(response.data)  # noqa: S314  # our own page
    assert root.tag == f"{SPEC}OpenSearchDescription"
    assert len(root.findtext(f"{SPEC}ShortName", "")) in range(1, 17)
    templates = {url.attrib["type"]: url.attrib["template"] for url in root.iter(f"{SPEC}Url")}
    assert templates["text/html"] == "https://papers.example.org/search?q={searchTerms}"


def test_the_sitemap_names_what_is_there(client: FlaskClient, library: Library) -> None:
    """The sitemap lists every meeting, session, document and person by absolute URL, and robots.txt names it."""
    root = ET.fromstring(client.get("/sitemap.xml").data)  # noqa: S314  # our own page
    addresses = [element.text or "" for element in root.iter(f"{SITEMAP}loc")]
    stats = library.stats
    lists = 2  # people and glossary
    fixed = 5  # home, help, meetings, coverage, verify
    assert len(addresses) == fixed + lists + stats.meetings + stats.sessions + stats.documents + len(library.persons())
    for address in addresses:
        assert client.get(address.removeprefix("https://papers.example.org")).status_code == 200
    assert "Sitemap: https://papers.example.org/sitemap.xml" in client.get("/robots.txt").text


def test_health_tells_the_build(client: FlaskClient, library: Library) -> None:
    """The health check reports that there is an index, and its size."""
    answer = client.get("/healthz").get_json()
    assert answer["status"] == "ok"
    assert answer["passages"] == library.stats.passages


@pytest.mark.parametrize(
    "url", ["papers.example.org", "ftp://x.org", "https://x.org/papers", "https://", "https://u@x.org"]
)
def test_a_public_address_must_be_one(seed_index: Path, url: str) -> None:
    """A public URL that is not the root of a host is refused when the site is created."""
    with pytest.raises(ValueError, match="public URL"):
        create_app(seed_index, url)
