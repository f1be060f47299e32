"""Tests of translated pages: every word of the site on them is a message, and is in the language of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel import Locale
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser, LexborNode

from indexer.speech.translation import MessageLanguage
from webapp.app import create_app
from webapp.basket.token import encode
from webapp.languages import request_language
from webapp.shared.basket_item import Basket, BasketItem

COLLECTED = (
    BasketItem("montevideo-summary.00000", note="Ask again."),
    BasketItem("montevideo-summary.00001", "abcdef"),
    BasketItem("montevideo-record.00003"),
    BasketItem("nowhere.00001"),
)
PAGES = (
    "/",
    "/?year=2024",
    "/search",
    "/search?q=estuary+gauges",
    "/search?q=estuary&year=2024&kind!=report&group=document",
    "/search?q=estuary&group=session",
    "/search?q=zebra+estuary&year=1999",
    "/search?q=estuar*+-boats+OR+gauges~+NEAR+spring",
    '/search?q=foo:x+"the+estuary',
    "/search?q=estuary&exact=stems&exact=small&sort=y&page=99&show=7",
    "/search?q=((&words=all",
    "/search/statement?q=estuary+gauges&year=2024",
    "/search/statement?q=%21",
    "/search?q=estuary&asof=nowhere",
    "/facet/person?q=estuary",
    "/facet/kind?find=re&order=name",
    "/facet/year?q=estuary&year!=2024",
    "/search?q=zebra&kind!=report&language!=en",
    "/basket",
    f"/basket?b={encode(Basket(COLLECTED, 'Training'))}",
    f"/basket?b={encode(Basket(COLLECTED[:1]))}",
    f"/basket?undo={encode(Basket(COLLECTED[:2]))}",
    "/basket?b=1.AAAA",
    "/basket?b=2.q1Y",
    "/chart",
    "/chart?q=estuary",
    "/chart?q=estuary+gauges&as=share&year=2024&kind!=report",
    "/chart?q=zebra",
    "/concordance",
    "/concordance?q=estuary&kind!=report",
    "/concordance?q=in&by=after&year=2024",
    "/concordance?q=zebra",
    "/matrix",
    "/matrix?q=estuary&q=gauges+spring&q=%22the&kind!=report",
    f"/matrix?{'&'.join(f'q=estuary+-w{number}' for number in range(21))}",
    "/matrix?q=peacekeeping+women&words=all",
    "/nowhere",
)
OPEN, CLOSE = "\u27e6", "\u27e7"
OF_PAPERS = {"bdi", "code", "script", "style", "svg", "textarea"}
"""The elements of which the text is no word of the site: it is of the papers, or the reader's own."""
MONTHS = "janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc"
PLAIN = re.compile(
    rf"(?:.+ · )?Rapporteur:?|API|JSON|[\w-]+, \d.* UTC|https?://\S+|(?:\d[\d–er ]*)?(?:{MONTHS})[a-zé.]*(?: \d+)?"
)
"""What has no translation: names, addresses, and dates, which Babel writes."""


def bracketed(message: str) -> str:
    """Return a message in brackets, in the place of its translation."""
    return f"{OPEN}{message}{CLOSE}"


PSEUDO = MessageLanguage(
    "fr", Locale("fr"), bracketed, lambda one, several, number: bracketed(one if number == 1 else several)
)


def shown_texts(node: LexborNode) -> Iterator[str]:
    """Yield the texts of a page that are the site's own, and its attributes that are read out."""
    if node.tag in OF_PAPERS or (node.tag != "html" and "lang" in node.attributes):
        return
    if node.tag == "-text":
        yield node.text_content or ""
        return
    is_of_paper = node.attributes.get("class") == "Z3988" or (node.child is not None and node.child.tag == "bdi")
    names = ("aria-label", "placeholder", "alt", *(() if is_of_paper else ("title",)))
    yield from (node.attributes[name] or "" for name in names if node.attributes.get(name))
    for child in node.iter(include_text=True):
        yield from shown_texts(child)


def outside_brackets(texts: Iterator[str]) -> Iterator[str]:
    """Yield what stands outside of all messages; a message may reach over several elements."""
    depth = 0
    for text in texts:
        left = []
        for character in text:
            depth += (character == OPEN) - (character == CLOSE)
            left.append(character if not depth and character not in (OPEN, CLOSE) else "\n")
        yield from filter(None, (part.strip(" ·:,;…?()\u00a0\u202f") for part in "".join(left).split("\n")))
    assert depth == 0


@pytest.mark.parametrize("path", PAGES)
def test_no_word_of_the_site_is_left_untranslated(
    path: str, made_client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a catalogue that puts each message into brackets, no English stands outside of them."""
    monkeypatch.setattr(request_language, "speech_of", lambda _code: PSEUDO)
    assert words_left(made_client, path) == []


def test_no_word_of_a_collected_basket_is_left_untranslated(
    made_client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reader's own basket, with what can be done with its passages, is translated too."""
    monkeypatch.setattr(request_language, "speech_of", lambda _code: PSEUDO)
    for item in COLLECTED:
        made_client.post("/fr/basket", data={"add": item.name})
    assert len(LexborHTMLParser(made_client.get("/fr/basket").text).css(".collected-item")) == len(COLLECTED)
    assert words_left(made_client, "/basket") == []


def words_left(client: FlaskClient, path: str) -> list[str]:
    """Return the words of a page that stand outside of all messages."""
    tree = LexborHTMLParser(client.get(f"/fr{path}").text)
    assert tree.root is not None
    queries = {node.attributes.get("value") for node in tree.css("input[name=q], input[name=find]")}
    names = {node.text() for node in tree.css("bdi")}  # in the title of the page, which can have no elements
    words = (part for part in outside_brackets(shown_texts(tree.root)) if re.search(r"[^\W\d_]{2}", part))
    return [part for part in words if not PLAIN.fullmatch(part) and part not in queries | names]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_the_same_whatever_language_came_first(path: str, made_index: Path) -> None:
    """Nothing that is kept between requests has words of another language in it."""
    first, second = create_app(made_index).test_client(), create_app(made_index).test_client()
    for code in ("en", "ar"):
        first.get(f"/{code}{path}")
    for code in ("fr", "en"):
        pages = (visitor.get(f"/{code}{path}").text for visitor in (first, second))
        one, other = (re.sub(r"<code>[0-9a-f]{16}</code>", "", page) for page in pages)  # the ids of the requests
        assert one == other
