"""The links in the files of an edition, whatever their form: pages, feeds, records, files for reference managers.

In a page each address is a link. Elsewhere, those are that begin with the address of the edition and stand alone, where
the form has a place for them: what a paper says may look like one too. Where a link leads belongs to `link_check`.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import unescape
from pathlib import PurePosixPath

from selectolax.lexbor import LexborHTMLParser

_ATTRIBUTES = ("href", "src", "action", "formaction", "poster", "data", "data-address", "data-site")
_ELSEWHERE = ("mailto:", "data:", "tel:")
_XML_TAG = re.compile(r"<(?!TLC)[A-Za-z][^<>]*>")
"""A tag in XML; what begins so in Akoma Ntoso names a thing, which has no page."""
_XML_LINK = re.compile(r'\s(?:href|source|target|template|value|xml:base)="([^\s"]+)"')
_XML_TEXT = re.compile(r"<(?:loc|uri|idno|ref)\b[^>]*>([^\s<>]+)")
_IN_LINES = re.compile(r"^(?:UR  - |L\d  - |\s*url = \{|Sitemap: )([^\s{}]+)", re.MULTILINE)
_PLACEHOLDER = re.compile(r"\{\w+\??\}")
_WORDS = frozenset({"text", "content_text", "exact", "prefix", "suffix", "quote", "title", "name", "headings", "id"})
"""Members of JSON that hold words of papers or tell things apart: they are no links."""
_RELATIVE = frozenset({"src", "start_url", "scope"})
"""Members of the manifest whose addresses are as seen from it."""


def links_in(name: str, content: bytes, public: str, page: LexborHTMLParser | None = None) -> set[str]:
    """Return the links in a file, as they are written; `page` is the file if it is a page."""
    if page:
        return set(_in_page(page, public))
    read = _READERS.get(PurePosixPath(name).suffix)
    return set(read(content, public)) if read else set()


def _in_page(page: LexborHTMLParser, public: str) -> Iterator[str]:
    for name in _ATTRIBUTES:
        for node in page.css(f"[{name}]"):
            value = node.attributes.get(name)
            if value and not value.startswith(_ELSEWHERE):
                yield value
    for node in page.css("meta[content]"):
        content = node.attributes.get("content") or ""
        if node.attributes.get("http-equiv") == "refresh":
            yield content.partition("url=")[2]
        elif _is_own(content, public):
            yield content
    for node in page.css('script[type="application/ld+json"]'):
        yield from _in_value(json.loads(node.text()), public)


def _in_xml(content: bytes, public: str) -> Iterator[str]:
    text = content.decode()
    links = [link for tag in _XML_TAG.findall(text) for link in _XML_LINK.findall(tag)] + _XML_TEXT.findall(text)
    return (link for link in (_PLACEHOLDER.sub("x", unescape(link)) for link in links) if _is_own(link, public))


def _in_json(content: bytes, public: str) -> Iterator[str]:
    return _in_value(json.loads(content), public)


def _in_manifest(content: bytes, public: str) -> Iterator[str]:
    manifest = json.loads(content)
    yield from _in_value(manifest, public)
    for each in (manifest, *manifest.get("icons", ())):
        yield from (each[name] for name in _RELATIVE & each.keys())


def _in_value(value: object, public: str) -> Iterator[str]:
    if isinstance(value, str) and _is_own(value, public):
        yield value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            if name not in _WORDS:
                yield from _in_value(inner, public)
    elif isinstance(value, list):
        for inner in value:
            yield from _in_value(inner, public)


def _in_lines(content: bytes, public: str) -> Iterator[str]:
    return (link for link in _IN_LINES.findall(content.decode()) if _is_own(link, public))


def _in_docx(content: bytes, public: str) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        for name in file.namelist():
            if name.endswith(".rels"):
                links = re.findall(r'Target="([^"]+)"', file.read(name).decode())
                yield from (unescape(link) for link in links if _is_own(link, public))


def _is_own(text: str, public: str) -> bool:
    """Return whether a text is one address of the edition."""
    return text.startswith(public) and text[len(public) : len(public) + 1] in {"", "/", "?", "#"} and " " not in text


_READERS: Mapping[str, Callable[[bytes, str], Iterable[str]]] = {
    **dict.fromkeys((".json", ".jsonld", ".linkset"), _in_json),
    **dict.fromkeys((".xml", ".atom"), _in_xml),
    **dict.fromkeys((".ris", ".bib", ".txt"), _in_lines),
    ".webmanifest": _in_manifest,
    ".docx": _in_docx,
}
