"""Tests of what pages are dressed with, and of answers made small on their way."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import brotli
import pytest
from flask import Response
from flask.testing import FlaskClient

from webapp.app import create_app, make_site
from webapp.assets.files import BUNDLES, STATIC_DIR
from webapp.assets.smaller import smaller_script, smaller_styles
from webapp.settings.table import Settings

from ..markup import Page

BROWSER = {"Accept-Encoding": "gzip, deflate, br, zstd"}
PLAIN_HTTP = {"Accept-Encoding": "gzip, deflate"}
PAGES = (
    "/",
    "/search?q=training",
    "/concordance?q=training",
    "/chart?q=training",
    "/matrix?q=training",
    "/m/montevideo-2024",
    "/d/montevideo-2024-summary",
    "/coverage",
    "/basket",
    "/verify",
    "/help",
    "/nowhere",
)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_five_requests_at_most(client: FlaskClient, path: str) -> None:
    """A page asks for a style sheet, a script and an icon, and for one more sheet or script where it needs it."""
    page = Page(client.get(path).text)
    fetched = {element["href"] for rel in ("stylesheet", "icon") for element in page.all("link", rel=rel)}
    fetched |= {element["src"] for element in (*page.all("script"), *page.all("img")) if "src" in element.attributes}
    assert 3 <= len(fetched) <= 4
    for address in (*fetched, page.one("link", rel="manifest")["href"]):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("headers", [BROWSER, PLAIN_HTTP], ids=["brotli", "gzip"])
def test_the_first_page_of_results_is_25_kb(client: FlaskClient, headers: dict[str, str]) -> None:
    """A first page of results, with its style sheet and script, is sent in 25 kB in either coding."""
    page = Page(client.get("/search?q=women+training").text)
    parts = [*page.all("link", rel="stylesheet"), *page.all("script")]
    addresses = ["/search?q=women+training", *(part.attributes.get("href") or part["src"] for part in parts)]
    assert sum(len(client.get(address, headers=headers).data) for address in addresses) <= 25_000


def test_a_page_of_results_is_small(client: FlaskClient) -> None:
    """A page of results is sent in an eighth of its bytes, in the coding that the browser has, and is the same page."""
    whole = client.get("/search?q=training")
    assert "Content-Encoding" not in whole.headers
    for headers, encoding, decode in ((BROWSER, "br", brotli.decompress), (PLAIN_HTTP, "gzip", gzip.decompress)):
        small = client.get("/search?q=training", headers=headers)
        assert small.headers["Content-Encoding"] == encoding
        assert decode(small.data) == whole.data
        assert int(small.headers["Content-Length"]) == len(small.data) < len(whole.data) / 7
        assert small.headers["ETag"] == whole.headers["ETag"]
    assert all("Accept-Encoding" in answer.headers["Vary"] for answer in (whole, small))


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("br", "br"),
        ("br;q=0, gzip", "gzip"),
        ("gzip;q=1.0, br;q=0.2", "gzip"),
        ("*", "br"),
        ("identity", None),
        ("gzip;q=0.5, identity", None),
        ("gzip;q=0", None),
        ("zstd, deflate", None),
        ("", None),
        ("br;q=wrong,,;", None),
    ],
)
def test_only_what_is_accepted_is_sent(client: FlaskClient, accepted: str, encoding: str | None) -> None:
    """The coding of an answer is one that the reader's program has named, and the one that it likes most."""
    for path in ("/search?q=training", "/static/all.css"):
        assert client.get(path, headers={"Accept-Encoding": accepted}).headers.get("Content-Encoding") == encoding


def test_an_unchanged_page_is_told_so_in_any_coding(client: FlaskClient) -> None:
    """The ETag of a compressed page answers 304 without a body or a coding, and HEAD has the headers of GET."""
    first = client.get("/search?q=training", headers=BROWSER)
    again = client.get("/search?q=training", headers={**BROWSER, "If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert "Content-Encoding" not in again.headers
    assert "Accept-Encoding" in again.headers["Vary"]
    head = client.head("/search?q=training", headers=BROWSER)
    assert head.data == b""
    each_its_own = {"Date": "", "X-Request-ID": ""}
    assert {**head.headers, **each_its_own} == {**first.headers, **each_its_own}


@pytest.mark.parametrize(
    "path", ["/api/search?q=training", "/search.ris?q=training", "/search.csv?q=training", "/nowhere"]
)
def test_data_and_errors_are_compressed_too(client: FlaskClient, path: str) -> None:
    """JSON, files for reference managers and pages of errors are sent compressed where they are long enough."""
    whole, small = client.get(path), client.get(path, headers=BROWSER)
    assert small.headers["Content-Encoding"] == "br"
    assert len(brotli.decompress(small.data)) == len(whole.data)  # a page of an error has the id of its request


def test_what_would_not_gain_is_left_alone(client: FlaskClient) -> None:
    """Short answers, pictures and answers to POST are sent as they are."""
    for path in ("/robots.txt", "/favicon.ico", "/static/icon-192.png"):
        assert "Content-Encoding" not in client.get(path, headers=BROWSER).headers
    posted = client.post("/help", headers=BROWSER)
    assert len(posted.data) > 1000
    assert "Content-Encoding" not in posted.headers


def test_a_stream_and_what_is_encoded_already_are_left_alone(seed_index: Path) -> None:
    """What is sent piece by piece arrives piece by piece, and nothing is compressed twice or against its own word."""
    app = create_app(seed_index)
    long = "much " * 1000
    app.add_url_rule("/pieces", "pieces", lambda: Response(iter([long, long]), mimetype="text/html"))
    app.add_url_rule("/encoded", "encoded", lambda: Response(long, headers={"Content-Encoding": "x"}))
    app.add_url_rule("/as-is", "as-is", lambda: Response(long, headers={"Cache-Control": "no-transform"}))
    client = app.test_client()
    assert client.get("/pieces", headers=BROWSER).text == long * 2
    assert client.get("/encoded", headers=BROWSER).headers["Content-Encoding"] == "x"
    assert client.get("/as-is", headers=BROWSER).text == long


def test_bundles_are_their_sources_in_order(client: FlaskClient) -> None:
    """A bundle has every rule or statement of its files in order, and every style sheet and script is in one."""
    for name, parts in BUNDLES.items():
        sources = [(STATIC_DIR / part).read_text(encoding="utf-8") for part in parts]
        sent = client.get(f"/static/{name}").data.decode()
        commented = r"(?:^\s*|\s{2})//.*$" if name.endswith(".js") else r"/\*.*?\*/"
        flags = re.MULTILINE if name.endswith(".js") else re.DOTALL
        assert _marks(sent) == _marks("\n".join(re.sub(commented, "", source, flags=flags) for source in sources))
        assert len(sent) < sum(map(len, sources))
    in_bundles = sorted({part for parts in BUNDLES.values() for part in parts})
    assert in_bundles == sorted(path.name for path in STATIC_DIR.iterdir() if path.suffix in {".css", ".js"})


def _marks(text: str) -> str:
    """Return a text without space, and without the semicolon before a closing brace."""
    return re.sub(r";(?=\})", "", re.sub(r"\s+", "", text))


def test_what_is_left_out_of_a_style_sheet_says_nothing() -> None:
    """Strings keep their space, and space between selectors and values stays."""
    sheet = 'a > b , c {\n  /* a note */ margin: 0 1px ;\n  content: "; , { /* } ";\n}\n'
    assert smaller_styles(sheet) == 'a>b,c{margin:0 1px;content:"; , { /* } "}'
    assert smaller_styles("@media (x) and (y) { p q { r: s } }\n") == "@media (x) and (y){p q{r:s}}"


def test_no_line_of_a_script_begins_inside_a_string() -> None:
    """Lines can be stripped, as no string or template literal of the scripts has a line break in it."""
    for path in STATIC_DIR.glob("*.js"):
        assert all(line.count("`") % 2 == 0 for line in path.read_text(encoding="utf-8").splitlines()), path.name


def test_what_is_left_out_of_a_script_is_a_comment() -> None:
    """A comment behind a statement goes, an address in a string stays; no string of ours has two spaces before `//`."""
    assert smaller_script('  f("http://a");  // a "note"\n\n// more\ng();\n') == 'f("http://a");\ng();'
    for path in STATIC_DIR.glob("*.js"):
        behind = re.findall(r"\S\s{2}//(.*)", path.read_text(encoding="utf-8"))
        assert all(comment.startswith(" ") and comment.count('"') % 2 == 0 for comment in behind), path.name


def test_static_files_have_an_etag_for_each_coding(client: FlaskClient) -> None:
    """A static file that is asked for again is not sent again, and its codings are not taken for each other."""
    plain, small = client.get("/static/all.js"), client.get("/static/all.js", headers=BROWSER)
    assert brotli.decompress(small.data) == plain.data
    assert small.headers["ETag"] != plain.headers["ETag"]
    assert small.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    again = client.get("/static/all.js", headers={**BROWSER, "If-None-Match": small.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("name", ["nothing.css", "../app.py", "%2e%2e/app.py", "..%2fapp.py", ""])
def test_only_static_files_are_served(client: FlaskClient, name: str) -> None:
    """No address below /static leads to anything but the static files."""
    assert client.get(f"/static/{name}").status_code in {301, 404}


def test_the_manifest_has_the_words_of_the_owner(seed_index: Path) -> None:
    """The manifest names the site as its owner does, with icons that are there, at addresses that no path spoils."""
    client = make_site(
        Settings(index_dir=seed_index, site_name="Papers of the Rivers", strap_line="On water")
    ).test_client()
    response = client.get("/site.webmanifest")
    assert response.mimetype == "application/manifest+json"
    told = json.loads(response.text)
    assert (told["name"], told["short_name"], told["description"]) == (
        "Papers of the Rivers",
        "Papers of the",
        "On water",
    )
    assert told["start_url"] == told["scope"] == "./"
    for icon in told["icons"]:
        assert client.get(f"/{icon['src']}").mimetype == icon["type"]


def test_the_icon_is_there_for_programs_that_read_no_page(client: FlaskClient) -> None:
    """`/favicon.ico` is an icon file of three sizes."""
    response = client.get("/favicon.ico")
    assert response.mimetype == "image/vnd.microsoft.icon"
    assert response.data[:6] == bytes((0, 0, 1, 0, 3, 0))
