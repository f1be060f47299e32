"""Takes off permanent addresses what the text around them, a mail program or a copy has put there.

`…/p/ID.`, `…/p/ID)`, `…/p/ID%22`, `…/p/ID%3C/a%3E` and `…/p/ID?v=a1b2c3,` mean the address without what follows it.
Nothing here knows which ids there are: a caller looks up the id as it stands first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import parse_qsl

from indexer.registry.rows import NO_VERSION, parse_version

_MARKUP = re.compile(r"[<>\"“”„«»]|&(?:lt|gt|quot|apos|nbsp|#\d+|#x[0-9a-f]+);|%(?:25)*(?:3c|3e|22)", re.IGNORECASE)
"""What begins the rest of a tag, or of a quotation, escaped once more than it should be or not; no address has it."""
_END_TAG = re.compile(r"(?:<|&lt;|%(?:25)*3c)/", re.IGNORECASE)
_NOT_IN_NAMES = re.compile(r"[^\w.~-]")
_AT_THE_END = re.compile(r"[\W_]+$")
_VERSION_FIRST = re.compile(r"[0-9a-f]{6,16}(?![0-9a-z])", re.IGNORECASE)
_ESCAPED_AMPERSAND = "amp;"

Pairs = tuple[tuple[str, str], ...]


def mended_path(path: str) -> tuple[str, Pairs]:
    """Return a path without what cannot belong to it, and the arguments that were encoded into it.

    A tag or a quotation mark ends it wherever it stands, as in `ID</a>`; another sign where it is in the last name.
    """
    path, _, query = path.partition("?")
    beginning = _MARKUP.split(path, maxsplit=1)[0]
    if not beginning.endswith("/") or _END_TAG.match(path, len(beginning)):  # else it stands in the place of a name
        path = beginning.rstrip("/") if len(beginning) < len(path) else path
    folder, slash, name = path.rpartition("/")
    name = _NOT_IN_NAMES.split(name, maxsplit=1)[0]
    return folder + slash + _AT_THE_END.sub("", name), tuple(parse_qsl(query))


def mended_pairs(pairs: Iterable[tuple[str, str]]) -> Pairs:
    """Return the arguments of a permanent address with their names and versions as they were meant."""
    return tuple(_mended_pair(name.removeprefix(_ESCAPED_AMPERSAND), value) for name, value in pairs)


def _mended_pair(name: str, value: str) -> tuple[str, str]:
    if name in {"v", "to_v"} and parse_version(value) == NO_VERSION and (version := _VERSION_FIRST.match(value)):
        return name, version[0]
    return name, value
