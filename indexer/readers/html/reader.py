"""Read web pages: decode the characters, read metadata from the head, and read the blocks of the article.

The walk through the body is in `blocks`.
"""

from __future__ import annotations

import codecs
import re

from selectolax.lexbor import LexborHTMLParser

from indexer.model import Reading
from indexer.readers.limits import Limits
from indexer.readers.shared.encoding import decode
from indexer.readers.shared.inline import dropped_blocks
from indexer.readers.shared.properties import declared_date, declared_language, declared_title
from indexer.readers.shared.sniffing import refuse_other_types
from indexer.text.urls import is_page_link

from .blocks import HtmlBlockReader

_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,400}?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE
)
_CHARSET_BYTES = 4096  # bytes: a browser looks for the charset in the first 1024, but some pages declare it later
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
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
_LANGUAGES = ("dc.language", "dcterms.language", "content-language", "language")


def read_html(data: bytes, limits: Limits) -> Reading:
    """Read the blocks of the article of a web page.

    Raise SourceUnreadable when it is no web page.
    """
    del limits
    refuse_other_types(data, "web page", b"<")
    tree = LexborHTMLParser(decode_html(data))
    metas = _metas(tree)
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
        language=declared_language(language) or declared_language(_first(metas, _LANGUAGES)),
        published=declared_date((_first(metas, _DAYS) or "").replace("/", "-")),
        links=tuple(
            dict.fromkeys(filter(is_page_link, (anchor.attributes.get("href") or "" for anchor in tree.css("a[href]"))))
        ),
    )


def decode_html(data: bytes) -> str:
    """Decode a page: by its BOM, as UTF-8 when it is valid UTF-8, by its declared charset, or by a guess."""
    declared = _CHARSET.search(data[:_CHARSET_BYTES])
    if declared is None or data.startswith(_BOMS):
        return decode(data)
    try:
        codec = codecs.lookup(declared[1].decode("ascii"))
    except LookupError:
        return decode(data)
    if codec.name not in _SEVEN_BIT:
        try:
            return decode(data.decode("utf-8").encode("utf-8"))
        except UnicodeDecodeError:
            pass
    name = "cp1252" if codec.name in {"iso8859-1", "ascii"} else codec.name  # browsers read both as cp1252
    if name.startswith(("utf-16", "utf-32", "utf-7")):  # a page whose charset can be read as ASCII is in none of these
        return decode(data)
    try:
        return decode(data.decode(name, errors="replace").encode("utf-8"))
    except (LookupError, ValueError):  # not a text codec, such as base64
        return decode(data)


def _metas(tree: LexborHTMLParser) -> dict[str, str]:
    """Return the contents of the `meta` elements by name, in lower case."""
    metas: dict[str, str] = {}
    for meta in tree.css("meta[content]"):
        attributes = meta.attributes
        name = (
            attributes.get("property")
            or attributes.get("name")
            or attributes.get("itemprop")
            or attributes.get("http-equiv")
            or ""
        )
        metas.setdefault(name.casefold(), attributes.get("content") or "")
    return metas


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str | None:
    """Return the first value that one of these names has."""
    return next((metas[name] for name in names if metas.get(name)), None)
