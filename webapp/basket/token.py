"""Encodes a basket as a short text for an address or a cookie, and decodes it; a shared link works for ever.

Version 1 of the form: `1.`, then base64url without padding (RFC 4648) of a raw deflate stream (RFC 1951) of UTF-8 JSON
`["title", [id, version, note], ...]`, where an item omits empty parts from the end. A later form gets another number
before the full stop, and version 1 stays readable. Anything else is refused before it can cost memory or time.
"""

from __future__ import annotations

import base64
import json
import re
import zlib

from indexer.speech.marking import marked
from indexer.speech.translation import gettext
from indexer.text.plurals import plural
from webapp.shared.basket_item import MAX_ITEMS, Basket, BasketFull, BasketItem

MAX_TOKEN = 6_000
"""The most characters: they fit into two cookies, and into an address that every browser and server accepts."""
MAX_JSON_BYTES = 16_384
"""The most bytes of JSON: a form can send them back in full."""

_PART_IS_MISSING = marked("Part of the link is missing or was changed. Ask for the whole link again.")
_AFTER_TOKEN = re.compile(r"[^A-Za-z0-9_-]+$", re.ASCII)
_TOKEN = re.compile(r"([0-9]{1,3})\.([A-Za-z0-9_-]*)", re.ASCII)


class BasketDamaged(ValueError):
    """A text that is not a basket. The message says what is wrong with it and what to do."""


def encode(basket: Basket) -> str:
    """Return the basket as text, which `decode` reads back. Raise BasketFull when it is too large."""
    rows = [[item.id, item.version, item.note] for item in basket.items]
    for row in rows:
        while not row[-1]:
            row.pop()
    data = json.dumps([basket.title, *rows], ensure_ascii=False, separators=(",", ":")).encode()
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = base64.urlsafe_b64encode(packer.compress(data) + packer.flush()).rstrip(b"=").decode()
    token = f"1.{packed}"
    if len(data) > MAX_JSON_BYTES or len(token) > MAX_TOKEN:
        raise BasketFull(
            plural(
                "This basket is too large for one link (%(num)s passage with notes). "
                "Shorten a note, remove a passage, or share this basket and start another.",
                "This basket is too large for one link (%(num)s passages with notes). "
                "Shorten a note, remove a passage, or share this basket and start another.",
                len(basket.items),
            )
        )
    return token


def decode(token: str) -> Basket:
    """Return the basket that a text holds; an empty text is an empty basket. Raise BasketDamaged for anything else."""
    if not token:
        return Basket()
    if len(token) > MAX_TOKEN:
        raise BasketDamaged(
            plural(
                "The link is too long for a basket (%(num)s character at most).",
                "The link is too long for a basket (%(num)s characters at most).",
                MAX_TOKEN,
            )
        )
    match = _TOKEN.fullmatch(token)
    if not match:
        raise BasketDamaged(gettext(_PART_IS_MISSING))
    if match[1] != "1":
        raise BasketDamaged(
            gettext(
                "The link comes from a newer version of this site (format %(number)s; this site reads format 1).",
                number=int(match[1]),
            )
        )
    return _basket(_plain(match[2]))


def without_punctuation(token: str) -> str:
    """Return a token from an address without the signs that the text around the address may have left at its end."""
    return _AFTER_TOKEN.sub("", token) or token


def _plain(packed: str) -> bytes:
    """Unpack the JSON, but never more of it than a basket can have."""
    try:
        data = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
        unpacker = zlib.decompressobj(-15)
        plain = unpacker.decompress(data, MAX_JSON_BYTES + 1)
    except (ValueError, zlib.error) as error:
        raise BasketDamaged(gettext(_PART_IS_MISSING)) from error
    if len(plain) > MAX_JSON_BYTES:
        raise BasketDamaged(gettext("The link holds more than a basket can."))
    if not unpacker.eof or unpacker.unused_data:
        raise BasketDamaged(
            gettext("Part of the link is missing, or something was added to it. Ask for the whole link again.")
        )
    return plain


def _basket(plain: bytes) -> Basket:
    """Parse the JSON of a basket, and check every part of it."""
    try:
        value = json.loads(plain)
        if not isinstance(value, list) or not value:
            raise ValueError("not a row of a title and items")
        title, *rows = value
        if not isinstance(title, str) or len(rows) > MAX_ITEMS:
            raise ValueError("no title, or too many items")
        return Basket(tuple(_item(row) for row in rows), title)
    except (ValueError, RecursionError) as error:
        raise BasketDamaged(gettext("The link does not hold a basket. Ask for the whole link again.")) from error


def _item(row: object) -> BasketItem:
    """Parse one row as an item. Raise ValueError when it has another shape."""
    if not isinstance(row, list) or not 1 <= len(row) <= 3:
        raise ValueError("not a row of a basket")
    texts = [part for part in row if isinstance(part, str)]
    if len(texts) < len(row):
        raise ValueError("a row of a basket holds texts only")
    passage_id, version, note = (*texts, "", "")[:3]
    return BasketItem(passage_id, version, note)
