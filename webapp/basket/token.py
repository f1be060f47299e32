"""A basket as a short text for an address or a cookie, and back: whatever was shared once opens for ever.

The form, version 1: `1.`, then base64url without padding (RFC 4648) of a raw deflate stream (RFC 1951) of UTF-8 JSON
`["title", [id, version, note], ...]`, where an item leaves out what it has not from the end. A later form gets another
number before the stop, and this one goes on being read. Anything else is refused before it can cost memory or time.
"""

from __future__ import annotations

import base64
import json
import re
import zlib

from webapp.shared.basket_item import MAX_ITEMS, Basket, BasketFull, BasketItem

MAX_TOKEN = 6_000
"""Characters: two cookies, and an address that every browser and server takes."""
MAX_JSON_BYTES = 16_384
"""Bytes of JSON: what a form can send back in full."""

_TOKEN = re.compile(r"([0-9]{1,3})\.([A-Za-z0-9_-]*)", re.ASCII)


class BasketDamaged(ValueError):
    """A text that is no basket; the message says what is wrong with it and what to do."""


def encode(basket: Basket) -> str:
    """The basket as text; `read` gives the same one back. Raise BasketFull when it is too large."""
    rows = [[item.id, item.version, item.note] for item in basket.items]
    for row in rows:
        while not row[-1]:
            row.pop()
    plain = json.dumps([basket.title, *rows], ensure_ascii=False, separators=(",", ":")).encode()
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = base64.urlsafe_b64encode(packer.compress(plain) + packer.flush()).rstrip(b"=").decode()
    token = f"1.{packed}"
    if len(plain) > MAX_JSON_BYTES or len(token) > MAX_TOKEN:
        raise BasketFull(
            f"The basket would be larger than one link can hold ({len(basket.items)} passages with their notes). "
            "Shorten a note or take something out, or share this basket and begin another."
        )
    return token


def decode(token: str) -> Basket:
    """The basket that a text holds; an empty text is an empty basket. Raise BasketDamaged for anything else."""
    if not token:
        return Basket()
    if len(token) > MAX_TOKEN:
        raise BasketDamaged(f"The link is longer than a basket's can be ({MAX_TOKEN:,} characters).")
    found = _TOKEN.fullmatch(token)
    if not found:
        raise BasketDamaged("The part of the link that holds the basket has been cut off or changed.")
    if found[1] != "1":
        raise BasketDamaged(
            f"The basket was written by a newer version of this site (form {int(found[1])}); this one reads form 1."
        )
    return _basket(_plain(found[2]))


def _plain(packed: str) -> bytes:
    """Unpack, but never more than a basket can have."""
    try:
        data = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
        unpacker = zlib.decompressobj(-15)
        plain = unpacker.decompress(data, MAX_JSON_BYTES + 1)
    except (ValueError, zlib.error) as error:
        raise BasketDamaged("The part of the link that holds the basket has been cut off or changed.") from error
    if len(plain) > MAX_JSON_BYTES:
        raise BasketDamaged("The link unpacks to more than a basket can hold.")
    if not unpacker.eof or unpacker.unused_data:
        raise BasketDamaged("The link has been cut off, or something was added to it. Ask for it again, whole.")
    return plain


def _basket(plain: bytes) -> Basket:
    """Take the JSON for a basket, if it is one in every part."""
    try:
        whole = json.loads(plain)
        if not isinstance(whole, list) or not whole:
            raise ValueError("not a row of a title and items")
        title, *rows = whole
        if not isinstance(title, str) or len(rows) > MAX_ITEMS:
            raise ValueError("no title, or too many items")
        return Basket(tuple(_item(row) for row in rows), title)
    except (ValueError, RecursionError) as error:
        raise BasketDamaged("What the link holds is not a basket. Ask whoever sent it for the whole link.") from error


def _item(row: object) -> BasketItem:
    """One row as an item; ValueError for one of another shape."""
    if not isinstance(row, list) or not 1 <= len(row) <= 3:
        raise ValueError("not a row of a basket")
    texts = [one for one in row if isinstance(one, str)]
    if len(texts) < len(row):
        raise ValueError("a row of a basket holds texts only")
    return BasketItem(*texts)
