"""Cards of our pages for other sites, as oEmbed 1.0 has them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

from indexer.model import Status
from indexer.store.library import Library
from tests.corpus_factory import MEMO, passage, publish_build
from tests.webapp.markup import Page, open_page
from webapp.app import create_app
from webapp.translations.catalogues import LANGUAGES

SITE = "https://papers.example.org"


def asked(address: str, more: str = "") -> str:
    """Return the path that asks for the card of an address."""
    return f"/oembed?url={quote(address, safe='')}{more}"


def test_a_passage_is_a_quotation_without_a_script(client: FlaskClient, library: Library) -> None:
    """The card of a passage has its words, its source and its permanent link; that it is planned is said."""
    for document in library.documents():
        passage = library.document_passages(document.id)[2]
        card = client.get(asked(f"{SITE}/p/{passage.id}", "&maxwidth=400")).get_json()
        assert (card["type"], card["version"]) == ("rich", "1.0")
        assert card["width"] == 400
        assert card["height"] > 0
        page = Page(card["html"])
        assert [problem for problem in page.problems if "title" not in problem] == []
        assert " ".join(passage.text.split())[:150] in " ".join(page.one("blockquote").text.split())
        assert page.one("a")["href"].startswith(f"{SITE}/p/{passage.id}?v=")
        assert ("Planned;" in card["html"]) is (document.status == "planned")
        assert "<script" not in card["html"]


def test_words_of_a_passage_are_quoted_alone(client: FlaskClient, library: Library) -> None:
    """The card of a link to words has these words and not the whole passage."""
    passage = library.document_passages("montevideo-2024-summary")[9]
    words = " ".join(passage.text.split()[:6])
    card = client.get(asked(f"{SITE}/p/{passage.id}?quote={quote(words)}")).get_json()
    assert Page(card["html"]).one("p").text == words


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/d/montevideo-2024-summary", "Preparatory Conference"),
        ("/m/montevideo-2024", "Montevideo, Uruguay"),
        ("/m/montevideo-2024/3", "Session 3"),
        ("/people/toru-morikawa", "Toru Morikawa"),
        ("/countries/India", "India"),
        ("/organisations/Stimson%20Center", "Stimson Center"),
    ],
)
def test_other_pages_are_links_in_both_formats(client: FlaskClient, path: str, title: str) -> None:
    """A paper, a meeting, a session, a person and a body have a title, as JSON and as XML."""
    card = client.get(asked(SITE + path)).get_json()
    assert card["type"] == "link"
    assert title in card["title"]
    answer = client.get(asked(SITE + path, "&format=xml"))
    assert answer.mimetype == "text/xml"
    assert ET.fromstring(answer.data).findtext("title") == card["title"]  # noqa: S314  # our own answer


def test_the_language_of_an_address_makes_no_other_card(client: FlaskClient, library: Library) -> None:
    """A page has one card, in whichever language its address is; a language alone is no page."""
    passage = library.document_passages("montevideo-2024-summary")[3]
    for path in (f"/p/{passage.id}", "/d/montevideo-2024-summary", "/m/montevideo-2024/3"):
        card = client.get(asked(SITE + path)).get_json()
        for code in LANGUAGES:
            assert client.get(asked(f"{SITE}/{code}{path}")).get_json() == card
        assert client.get(asked(f"{SITE}/xx{path}")).status_code == 404
        assert client.get(asked(f"{SITE}/fr/fr{path}")).status_code == 404
    assert client.get(asked(f"{SITE}/fr")).status_code == 404


@pytest.mark.parametrize("status", ["reported", "unknown"])
def test_a_kind_that_is_not_known_is_left_out(tmp_path: Path, status: Status) -> None:
    """The card of a paper of no known kind, and of its passages, does not call it “Other paper”, in no place."""
    paper = replace(MEMO, status=status)
    text = "The ice had gone from the harbour by the second week of March."
    publish_build(tmp_path, [passage(paper, 0, text)])
    client = create_app(tmp_path, SITE).test_client()
    card = client.get(asked(f"{SITE}/p/{paper.id}.00000")).get_json()
    assert (card["title"], Page(card["html"]).one("cite").text) == (text, paper.title)
    assert client.get(asked(f"{SITE}/d/{paper.id}")).get_json()["title"] == paper.title
    for path in (f"/p/{paper.id}.00000", f"/d/{paper.id}"):
        told = open_page(client, path).one("meta", property="og:description")["content"]
        assert "other paper" not in told.casefold()
        assert not told.startswith(" ")


def test_pages_say_where_their_card_is(client: FlaskClient, library: Library) -> None:
    """The head of a page links its card in both formats, and the links answer."""
    passage = library.document_passages("montevideo-2024-summary")[3]
    for path in (f"/p/{passage.id}", "/d/montevideo-2024-summary", "/m/montevideo-2024", "/people/toru-morikawa"):
        page = open_page(client, path)
        for kind in ("application/json+oembed", "text/xml+oembed"):
            address = page.one("link", type=kind)["href"].replace("&amp;", "&")
            assert client.get(address.removeprefix(SITE)).status_code == 200


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("/oembed", 400),
        (asked("https://elsewhere.example.com/p/x"), 404),
        (asked(f"{SITE}/p/nothing"), 404),
        (asked(f"{SITE}/search?q=x"), 404),
        (asked(f"{SITE}/m/a/b/c"), 404),
        (asked("https://[papers.example.org/p/x"), 404),
        (asked("ftp://papers.example.org/p/x"), 404),
        (asked(f"{SITE}/d/montevideo-2024-summary", "&format=yaml"), 501),
    ],
)
def test_what_has_no_card_is_said(client: FlaskClient, question: str, status: int) -> None:
    """Without an address, for other sites, for what is not there, and in other formats there is no card; its reader is
    a program, and is told so as JSON, or as XML where it asks for that.
    """
    answer = client.get(question)
    assert (answer.status_code, answer.mimetype) == (status, "application/json")
    assert {"code", "message"} <= answer.get_json()["error"].keys()
    if "format" not in question:
        as_xml = client.get(f"{question}{'&' if '?' in question else '?'}format=xml")
        assert (as_xml.status_code, as_xml.mimetype) == (status, "text/xml")
        root = ET.fromstring(as_xml.data)  # noqa: S314  # our own answer
        assert (root.tag, root.findtext("message")) == ("error", answer.get_json()["error"]["message"])


def test_other_ways_to_ask_are_refused_as_json(client: FlaskClient) -> None:
    """A card cannot be sent: that is refused as JSON, too."""
    answer = client.post("/oembed")
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (405, "method_not_allowed")
