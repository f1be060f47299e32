"""Read web pages: decode the characters, read metadata from the head, and read the blocks of the article.

The walk through the body is in `blocks`.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from indexer.model import FactEvidence, Reading
from indexer.readers.limits import Limits
from indexer.readers.shared.encoding import DecodedText, decode_text
from indexer.readers.shared.inline import dropped_blocks
from indexer.readers.shared.latin import guess_latin
from indexer.readers.shared.properties import declared_date, declared_language, declared_title
from indexer.readers.shared.sniffing import refuse_other_types
from indexer.text.urls import is_page_link

from .blocks import HtmlBlockReader
from .cost import refuse_costly_page

_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,400}?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE
)
_CHARSET_BYTES = 4096  # bytes: a browser looks for the charset in the first 1024, but some pages declare it later
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WESTERN = frozenset({"cp1252", "iso8859-15"})
_SEVEN_BIT = frozenset({"iso2022_jp", "hz"})
_TITLES = ("citation_title", "dc.title", "dcterms.title", "og:title")
_DAYS = (
    "article:published_time",
    "citation_publication_date",
    "citation_date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "dc.date.created",
    "datepublished",
    "date",
)
# `author` alone is also what programs and sites write, for who made the file or put the page there.
_AUTHORS = ("citation_author", "citation_authors", "dc.creator", "dcterms.creator")
_AUTHORS_OF_PAGE = ("author",)
_PUBLISHERS = (
    "citation_publisher",
    "citation_technical_report_institution",
    "dc.publisher",
    "dcterms.publisher",
    "publisher",
)
_PROGRAMS = re.compile(
    r"\b(?:word|office|powerpoint|excel|frontpage|libreoffice|openoffice|acrobat|finereader|wordpress)\b|pdf|scan",
    re.IGNORECASE,
)
"""Programs whose pages have the author of a file, or who put the page there."""
_DEVICES = re.compile(r"\b(?:konica|minolta|xerox|canon|ricoh|epson|microsoft|adobe|windows|scanner)\b", re.IGNORECASE)
_LANGUAGES = ("dc.language", "dcterms.language", "content-language", "language")


def read_html(data: bytes, limits: Limits, encoding: str | None = None) -> Reading:
    """Read the blocks of the article of a web page.

    Raise SourceUnreadable when it is no web page, or one that costs more than any that was written, and
    MemoryError when it is parsed into more than there is room for.
    """
    refuse_other_types(data, "web page", b"<")
    decoded = decode_html(data, encoding)
    refuse_costly_page(decoded.text, limits)
    try:
        tree = LexborHTMLParser(decoded.text)
    except SelectolaxError as error:  # it takes any text, and fails only when it gets no memory
        raise MemoryError from error
    metas = _metas(tree)
    authors = _all(tree, _AUTHORS)
    authors_of_page = () if authors or _is_converted(metas) else _all(tree, _AUTHORS_OF_PAGE)
    title = tree.css_first("head > title")
    words = title.text() if title is not None else ""
    root = tree.root
    language = root.attributes.get("lang") or root.attributes.get("xml:lang") if root is not None else None
    blocks = dropped_blocks(words, "page_title")
    if tree.body is not None:
        blocks.extend(HtmlBlockReader(tree.body).blocks())
    return Reading(
        tuple(blocks),
        title=declared_title(_first(metas, _TITLES)) or declared_title(words),
        page_title=declared_title(words) or declared_title(_first(metas, _TITLES)),
        warnings=decoded.warnings,
        encoding=decoded.evidence,
        language=declared_language(language) or declared_language(_first(metas, _LANGUAGES)),
        published=declared_date((_first(metas, _DAYS) or "").replace("/", "-")),
        authors=authors or authors_of_page,
        authors_are_of_page=bool(authors_of_page),
        publisher=_first(metas, _PUBLISHERS),
        links=tuple(
            dict.fromkeys(filter(is_page_link, (anchor.attributes.get("href") or "" for anchor in tree.css("a[href]"))))
        ),
    )


def decode_html(data: bytes, encoding: str | None = None) -> DecodedText:
    """Decode a page: as `corpus.toml` states, by its BOM, as valid UTF-8, by its declared charset, or by a guess."""
    declared = None if encoding or data.startswith(_BOMS) else _declared_charset(data)
    if declared is None or (declared not in _SEVEN_BIT and _is_utf8(data)):
        return decode_text(data, encoding)
    try:
        decoded = decode_text(data.decode(declared, errors="replace").encode("utf-8"))
    except (LookupError, ValueError):  # not a text codec, such as base64
        return decode_text(data)
    guess = guess_latin(data) if declared == "cp1252" else None  # what programs write when they know no better
    if guess is None or guess.encoding in _WESTERN:
        return replace(decoded, evidence=FactEvidence("encoding", "stated", f"charset {declared}"))
    warning = (
        f"declares {declared}, but has the letters of {guess.language}: check it, "
        f'and state `encoding = "{guess.encoding}"`'
    )
    evidence = FactEvidence(
        "encoding", "guessed", f"{guess.encoding} (letters of {guess.language}, against charset {declared})"
    )
    return replace(decoded, evidence=evidence, warnings=(*decoded.warnings, warning))


def _declared_charset(data: bytes) -> str | None:
    """Return the charset that a page declares, by Python's name; None when its bytes show that it is another."""
    declared = _CHARSET.search(data[:_CHARSET_BYTES])
    if declared is None:
        return None
    try:
        name = codecs.lookup(declared[1].decode("ascii")).name
    except LookupError:
        return None
    if name.startswith("utf"):  # UTF-8 needs no declaration; a page whose charset reads as ASCII is in no other UTF
        return None
    return "cp1252" if name in {"iso8859-1", "ascii"} else name  # browsers read both as cp1252


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _metas(tree: LexborHTMLParser) -> dict[str, str]:
    """Return the contents of the `meta` elements by name, in lower case."""
    metas: dict[str, str] = {}
    for name, content in _named_metas(tree):
        metas.setdefault(name, content)
    return metas


def _named_metas(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    """Yield name, in lower case, and content of each `meta` element."""
    for meta in tree.css("meta[content]"):
        attributes = meta.attributes
        names = (attributes.get(key) for key in ("property", "name", "itemprop", "http-equiv"))
        yield next(filter(None, names), "").casefold(), attributes.get("content") or ""


def _all(tree: LexborHTMLParser, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return all values of the first of these names that the head has; a page names each author of a paper apart."""
    found = [(name, content.strip()) for name, content in _named_metas(tree) if content.strip()]
    return next((values for name in names if (values := tuple(value for each, value in found if each == name))), ())


def _is_converted(metas: dict[str, str]) -> bool:
    """Return whether a page was made from a file by a program, which names whoever typed or scanned that file."""
    by_program = any(_PROGRAMS.search(metas.get(name, "")) for name in ("generator", "progid"))
    return by_program or _DEVICES.search(metas.get("author", "")) is not None


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str | None:
    """Return the first value that one of these names has."""
    return next((metas[name] for name in names if metas.get(name)), None)
