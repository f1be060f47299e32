"""The JSON records of an edition: they link to what has a file, and to nothing that only the server answers."""

from __future__ import annotations

from collections.abc import Callable
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
    if not is_written(record.get("type", "")):
        del record["type"]  # without one, the status says it all
    _leave_out(record, is_written)
    return msgspec.json.encode(record) + b"\n"


def _leave_out(value: Any, is_written: Callable[[str], bool]) -> None:
    """Leave out the links of an object and of those in it."""
    if isinstance(value, list):
        for each in value:
            _leave_out(each, is_written)
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name == "links" and isinstance(inner, dict):
                value[name] = {each: link for each, link in inner.items() if is_written(link)}
            else:
                _leave_out(inner, is_written)
