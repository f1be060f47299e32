"""A pseudo-translated site, in which each message stands in brackets, and what stands outside of them on its pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from babel import Locale
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser, LexborNode

from indexer.speech.translation import MessageLanguage
from webapp.languages import request_language

OPEN, CLOSE = "\u27e6", "\u27e7"
OF_PAPERS = {"bdi", "code", "kbd", "script", "style", "svg", "textarea"}
"""The elements of which the text is no word of the site: it is of the papers, the reader's own, or on a key."""
MONTHS = "janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc"
PLAIN = re.compile(
    r"(?:.+ · )?Rapporteur:?|API|JSON|Atom|[0-9a-f]{8}|[\w-]+, \d.* UTC|https?://\S+|"
    rf"(?:\d[\d–er ]*)?(?:{MONTHS})[a-zé.]*(?: \d+)?"
)
"""What has no translation: names, hashes, addresses, and dates, which Babel writes."""


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
    if (node.attributes.get("type") or "").endswith("+oembed"):  # for programs, with the title of the paper
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


def speak_pseudo(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the site put each message into brackets, in the place of every language."""
    monkeypatch.setattr(request_language, "speech_of", lambda _code: PSEUDO)


def untranslated(page: str) -> list[str]:
    """Return what a page of that site says in no message; the query of its reader is not counted."""
    tree = LexborHTMLParser(page)
    assert tree.root is not None
    assert OPEN in page
    queries = {node.attributes.get("value") for node in tree.css("input[name=q], input[name=find]")}
    names = {node.text() for node in tree.css("bdi")}  # in the title of the page, which can have no elements
    words = (part for part in outside_brackets(shown_texts(tree.root)) if re.search(r"[^\W\d_]{2}", part))
    return [part for part in words if not PLAIN.fullmatch(part) and part not in queries | names]


def untranslated_at(client: FlaskClient, path: str) -> list[str]:
    """Return what the page at an address says in no message."""
    answer = client.get(f"/fr{path}")
    assert answer.status_code < 500
    return untranslated(answer.text)
