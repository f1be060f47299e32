"""Tests of every response: security headers, caching and conditional requests."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from indexer.build.pipeline import build
from webapp.app import create_app, make_site
from webapp.settings.table import Settings

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


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_guarded(client: FlaskClient, path: str) -> None:
    """Every response allows only the site's own files, no framing and no type sniffing."""
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "max-age=31536000" in headers["Strict-Transport-Security"]
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
    assert "No results" in first_response.text
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
        with client.get(f"{bare}.none") as missing:
            assert (missing.status_code, missing.headers["Cache-Control"]) == (404, "no-cache")
        assert "immutable" in policies[0]
        assert policies[1:] == ["no-cache", "no-cache"]


def test_a_public_address_without_tls_asks_for_none(seed_index: Path) -> None:
    """Without https in the public URL no answer demands it, and cookies come back without it."""
    visitor = create_app(seed_index, "http://papers.example.org").test_client()
    assert "Strict-Transport-Security" not in visitor.get("/").headers
    cookie = visitor.post("/basket", data={"add": "a.bcdef"}).headers["Set-Cookie"]
    assert cookie.startswith("basket=")
    assert "Secure" not in cookie


def test_pages_behind_a_sign_in_stay_with_their_reader(seed_index: Path) -> None:
    """With the setting for private papers no shared cache may keep a page or a file, nor an error; styles it may."""
    visitor = make_site(Settings(index_dir=seed_index, private=True)).test_client()
    for path in ("/", "/search?q=training", "/search.csv?q=training", "/api/search?q=training", "/sitemap.xml"):
        answer = visitor.get(path)
        assert answer.headers["Cache-Control"].split(", ")[0] == "private", path
        if "ETag" in answer.headers:
            again = visitor.get(path, headers={"If-None-Match": answer.headers["ETag"]})
            assert (again.status_code, again.headers["Cache-Control"]) == (304, answer.headers["Cache-Control"])
    assert visitor.get("/nowhere").headers["Cache-Control"] == "no-store"
    with visitor.get(Page(visitor.get("/").text).all("link", rel="stylesheet")[0]["href"]) as style:
        assert style.headers["Cache-Control"].startswith("public")


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


@pytest.mark.parametrize(
    "url",
    [
        "papers.example.org",
        "ftp://x.org",
        "https://",
        "https://u@x.org",
        "https://x.org:port",
        "https://x.org/a?b",
        "https://x.org/a%20b",
        "https://x.org/../a",
        "https://x.org/search",
        "https://x y.org",
    ],
)
def test_a_public_address_must_be_one(seed_index: Path, url: str) -> None:
    """A public URL that is none, or whose path is one of the site's own pages, is refused when the site is created."""
    with pytest.raises(ValueError, match="public URL"):
        create_app(seed_index, url)
