"""What every answer carries: security headers, how long it may be kept, and when it has not changed."""

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
    """Nothing but the site's own files may load, nothing may frame it, no type may be guessed."""
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"]


@pytest.mark.parametrize("path", ["/", "/search?q=training", "/api/search?q=training", "/m/montevideo-2024"])
def test_what_has_not_changed_is_not_sent_again(client: FlaskClient, path: str) -> None:
    """A page asked for again with its tag is 304, and another address has another tag."""
    first = client.get(path)
    assert first.headers["Cache-Control"] == "no-cache"
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""
    assert client.get("/help").headers["ETag"] != first.headers["ETag"]


def test_a_new_index_is_a_new_page(tmp_path: Path) -> None:
    """When the index was built anew a running site shows it, and the old tag no longer holds."""
    papers, index_dir = tmp_path / "papers", tmp_path / "index"
    papers.mkdir()
    (papers / "note.txt").write_text("A note\n\nThe rivers rose in spring and fell again.\n", encoding="utf-8")
    build(papers, index_dir)
    visitor = create_app(index_dir).test_client()
    first = visitor.get("/search?q=mountains")
    assert "Nothing was found" in first.text
    (papers / "other.txt").write_text("Another note\n\nThe mountains did not move.\n", encoding="utf-8")
    build(papers, index_dir)
    again = visitor.get("/search?q=mountains", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 200
    assert "1 passage" in Page(again.text).text


def test_static_files_are_kept_for_good_under_their_hash(client: FlaskClient) -> None:
    """Pages name static files with a content hash; under it they never expire, under another they are asked for."""
    page = Page(client.get("/").text)
    styles = [one["href"] for one in page.all("link", rel="stylesheet")]
    for link in (*styles, *(one["src"] for one in page.all("script"))):
        bare = link.partition("?")[0]
        kept = []
        for address in (link, bare, f"{bare}?v=old"):
            with client.get(address) as response:  # a file stays open until its answer is closed
                kept.append(response.headers["Cache-Control"])
        assert "immutable" in kept[0]
        assert kept[1:] == ["no-cache", "no-cache"]


@pytest.mark.parametrize("path", [*PATHS, "/m/montevideo-2024/3", "/sitemap.xml", "/healthz"])
def test_head_answers_as_get_without_a_body(client: FlaskClient, path: str) -> None:
    """HEAD has the status, type and length of GET."""
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
    """With a slash too many a page is moved for good, its arguments kept."""
    response = client.get(f"{path}/?q=a%20b&year=2024")
    assert response.status_code == 301
    assert response.headers["Location"] == f"{path}?q=a%20b&year=2024"


def test_the_search_description_is_as_the_standard_has_it(client: FlaskClient) -> None:
    """Its namespace is exact, its short name fits, and its templates are absolute."""
    response = client.get("/opensearch.xml")
    assert response.mimetype == "application/opensearchdescription+xml"
    root = ET.fromstring(response.data)  # noqa: S314  # our own page
    assert root.tag == f"{SPEC}OpenSearchDescription"
    assert len(root.findtext(f"{SPEC}ShortName", "")) in range(1, 17)
    templates = {url.attrib["type"]: url.attrib["template"] for url in root.iter(f"{SPEC}Url")}
    assert templates["text/html"] == "https://papers.example.org/search?q={searchTerms}"


def test_the_sitemap_names_what_is_there(client: FlaskClient, library: Library) -> None:
    """Every meeting, session, document and person is in it, absolute, and answers; robots.txt names it."""
    root = ET.fromstring(client.get("/sitemap.xml").data)  # noqa: S314  # our own page
    found = [one.text or "" for one in root.iter(f"{SITEMAP}loc")]
    stats = library.stats
    lists = 2  # people and glossary
    fixed = 5  # home, help, meetings, coverage, verify
    assert len(found) == fixed + lists + stats.meetings + stats.sessions + stats.documents + len(library.persons())
    for address in found:
        assert client.get(address.removeprefix("https://papers.example.org")).status_code == 200
    assert "Sitemap: https://papers.example.org/sitemap.xml" in client.get("/robots.txt").text


def test_health_tells_the_build(client: FlaskClient, library: Library) -> None:
    """A monitor sees that there is an index, and which."""
    answer = client.get("/healthz").get_json()
    assert answer["status"] == "ok"
    assert answer["passages"] == library.stats.passages


@pytest.mark.parametrize(
    "url", ["papers.example.org", "ftp://x.org", "https://x.org/papers", "https://", "https://u@x.org"]
)
def test_a_public_address_must_be_one(seed_index: Path, url: str) -> None:
    """What is not the root of a host is refused when the site is set up, by name."""
    with pytest.raises(ValueError, match="public URL"):
        create_app(seed_index, url)
