"""Tests with hostile input: every answer is a helpful page and never an internal error."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.build.pipeline import build
from webapp.app import create_app

from .markup import Page

ODD = [
    "",
    " ",
    "'",
    '"',
    "((((",
    "))))",
    "NOT",
    "OR OR AND",
    "-",
    "a AND (b OR",
    "“curly”",
    "«guillemets»",
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "%00",
    "\x00\x01\x1b[31m",
    "\u202eevil",
    "🕊️" * 50,
    "ﬁ ﬂ ⅷ",
    "../../etc/passwd",
    "x" * 10_000,
    "( " * 5_000,
    '"' * 9_999,
    "a OR " * 2_000,
    "NOT " * 2_500,
]


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_an_odd_query_is_answered(client: FlaskClient, text: str) -> None:
    """Any query gives a well-formed page and a JSON answer."""
    for extra in ("", "&year=2024&session=3"):
        response = client.get(f"/search?q={quote(text)}{extra}")
        assert response.status_code == 200
        assert Page(response.text).problems == []
        assert client.get(f"/api/search?q={quote(text)}{extra}").status_code == 200


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60), st.sampled_from(["q", "meeting", "year", "session", "kind", "status", "sort", "page"]))
def test_any_value_of_any_parameter_is_answered(client: FlaskClient, text: str, name: str) -> None:
    """Any text in any parameter of the results page gives a well-formed page."""
    response = client.get("/search", query_string={"q": "training", name: text})
    assert response.status_code == 200
    assert Page(response.text).problems == []


@pytest.mark.parametrize("junk", ["%FF%FE", "%C0%AF", "%", "%zz", "%00", "%0d%0aSet-Cookie:a=b", "%E2%28%A1"])
def test_junk_in_an_address_is_answered(client: FlaskClient, junk: str) -> None:
    """Broken percent-encoding in a URL is answered and never sets a header."""
    assert client.get(f"/search?q={junk}&{junk}={junk}&year={junk}").status_code == 200
    for path in (
        f"/p/{junk}",
        f"/d/{junk}",
        f"/people/{junk}",
        f"/m/{junk}",
        f"/m/montevideo-2024/{junk}",
        f"/{junk}",
        f"/api/passages/{junk}",
    ):
        response = client.get(path)
        assert response.status_code == 404, path
        assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize(
    "name", ["x", "x.y", "<b>", "a b", "ümlaut", "..", "x" * 5000, "'; DROP TABLE passages;--", "a%2Fb"]
)
def test_an_unknown_id_is_not_found(client: FlaskClient, name: str) -> None:
    """The page of an unknown id says so and offers a search box."""
    for path in (
        f"/p/{quote(name)}",
        f"/d/{quote(name)}",
        f"/people/{quote(name)}",
        f"/m/{quote(name)}x",
        f"/m/montevideo-2024/{quote(name)}",
    ):
        response = client.get(path)
        assert response.status_code == 404
        page = Page(response.text)
        assert page.problems == []
        assert page.one("input", id="q")


def test_a_redirect_stays_on_the_site(client: FlaskClient) -> None:
    """A URL made to look like another host does not redirect off the site."""
    for path in (
        "//evil.example/",
        "/\\evil.example/",
        "//evil.example/search/",
        "/%5Cevil.example/search/",
        "/%2F%2Fevil.example/",
    ):
        response = client.get(path)
        location = response.headers.get("Location", "/")
        assert not location.startswith(("//", "/\\", "http://evil", "https://evil")), location


@pytest.mark.parametrize("host", ["evil.example<script>", "a b", "x" * 3000, "[::", "host:notaport"])
def test_a_strange_host_breaks_nothing(client: FlaskClient, host: str) -> None:
    """A malformed Host header cannot break a page or inject markup."""
    response = client.get("/search?q=training", headers={"Host": host})
    assert response.status_code in {400, 421}
    assert "<script>" not in response.text


def test_the_site_starts_before_its_index(tmp_path: Path) -> None:
    """Without an index every page says how to build one; once it exists the same site shows it."""
    index_dir = tmp_path / "index"
    client = create_app(index_dir).test_client()
    for path in (
        "/",
        "/search?q=a",
        "/p/x",
        "/m/x/y",
        "/people",
        "/people/x",
        "/glossary",
        "/meetings",
        "/sitemap.xml",
    ):
        response = client.get(path)
        assert response.status_code == 503
        assert response.headers["Retry-After"]
        page = Page(response.text)
        assert page.problems == []
        assert "rapporteur index" in page.text
    assert client.get("/api/search").get_json()["error"]["code"] == "no_index"
    assert {client.get(path).status_code for path in ("/robots.txt", "/help", "/help/words")} == {200}
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "note.txt").write_text(
        "A note\n\nThe rivers rose in spring and fell again.", encoding="utf-8"
    )
    build(tmp_path / "papers", index_dir)
    assert "1 passage" in Page(client.get("/search?q=rivers").text).text


def test_a_damaged_index_is_told(tmp_path: Path) -> None:
    """An index that cannot be opened gives a page that says what to do."""
    (tmp_path / "CURRENT").write_text("nowhere\n", encoding="utf-8")
    response = create_app(tmp_path).test_client().get("/")
    assert response.status_code == 503
    assert "To rebuild it, run" in response.text


def test_a_fault_of_ours_is_a_page(seed_index: Path) -> None:
    """An unexpected error is answered with a page, or with JSON below /api, and reveals no detail."""
    app = create_app(seed_index)

    def break_down() -> str:
        """Raise an error as a bug would."""
        raise RuntimeError("secret detail")

    app.add_url_rule("/broken", view_func=break_down)
    app.add_url_rule("/api/broken", endpoint="api_broken", view_func=break_down)
    app.logger.disabled = True
    client = app.test_client()
    page, answer = client.get("/broken"), client.get("/api/broken")
    assert page.status_code == answer.status_code == 500
    assert "secret" not in page.text + answer.text
    assert Page(page.text).one("input", id="q")
    assert answer.get_json()["error"]["code"] == "internal"
