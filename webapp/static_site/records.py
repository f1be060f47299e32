"""The JSON records of an edition: they link to what has a file, and to nothing that only the server answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec

_LINKS = b'"links":'
_PROBLEM = b'{"type":'
"""How the record of what is no more begins: `type` is the address of what documents the problem (RFC 9457)."""


def record_with_links(content: bytes, is_written: Callable[[str], bool]) -> bytes:
    """Return a record of the API without its links to addresses that an edition does not have."""
    if _LINKS not in content and not content.startswith(_PROBLEM):
        return content
    record = msgspec.json.decode(content)
    if "type" in record and not is_written(record["type"]):
        del record["type"]  # without one, the status says it all
    for holder in (record, *_members(record)):
        if "links" in holder:
            holder["links"] = {name: link for name, link in holder["links"].items() if is_written(link)}
    return msgspec.json.encode(record) + b"\n"


def _members(record: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the members of the lists of a record that have links of their own."""
    for value in record.values():
        if isinstance(value, list) and value and isinstance(value[0], dict) and "links" in value[0]:
            yield from value
