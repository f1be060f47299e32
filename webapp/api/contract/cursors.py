"""Cursors: short texts that say where the next part of a long list begins. Clients send them back as they are.

A cursor belongs to one list of one build, because in another build the order may be another.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Mapping

import msgspec
from msgspec import Struct

from indexer.disk.hashing import sha256_hex

from .problems import InvalidCursor, OutdatedCursor

MAX_CURSOR = 500
"""Characters, far more than a cursor has."""
_PAGING = frozenset({"limit", "cursor", "fields"})


class Cursor(Struct, frozen=True, array_like=True):
    """Where a list goes on."""

    build: str
    list_key: str
    """Tells the list from every other, see `list_key`."""
    place: str = ""
    """What stood last, for lists that an engine keeps."""
    offset: int = 0
    """How many members came before."""
    skipped: int = 0
    """How many parts of the next one came before."""


def list_key(name: str, path: Mapping[str, str], pairs: Iterable[tuple[str, str]]) -> str:
    """Return what tells a list from every other: the operation and all parameters but those of paging."""
    given = sorted([*path.items(), *((key, value) for key, value in pairs if key not in _PAGING)])
    return sha256_hex([msgspec.json.encode([name, given])])[:12]


def write_cursor(cursor: Cursor) -> str:
    """Return a cursor as text for an address."""
    return base64.urlsafe_b64encode(msgspec.msgpack.encode(cursor)).rstrip(b"=").decode()


def read_cursor(text: str, build: str, key: str) -> Cursor:
    """Return the cursor that a text holds.

    Raise InvalidCursor when it is none of this list, and OutdatedCursor when it is of another build.
    """
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        cursor = msgspec.msgpack.decode(data, type=Cursor)
    except (binascii.Error, ValueError, msgspec.DecodeError) as error:
        raise InvalidCursor("This cursor was cut off or changed.", parameter="cursor") from error
    if cursor.list_key != key or min(cursor.offset, cursor.skipped) < 0:
        raise InvalidCursor("This cursor is of another list, or of the same with other parameters.", parameter="cursor")
    if cursor.build != build:
        raise OutdatedCursor(f"The cursor is of build {cursor.build}, and the live one is {build}.", parameter="cursor")
    return cursor
