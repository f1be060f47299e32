"""JSON as it is sent to a cluster and comes from it, encoded and decoded several times faster than by the client.

A first page is a megabyte of records and counts.
"""

from __future__ import annotations

from typing import Any

import msgspec


class JsonCodec:
    """What the client calls a serializer."""

    mimetype = "application/json"

    def loads(self, text: str) -> Any:
        """Decode an answer; raise SerializationError, which the client knows, for what is no JSON."""
        try:
            return msgspec.json.decode(text)
        except msgspec.DecodeError as error:
            from opensearchpy.exceptions import SerializationError  # noqa: PLC0415  # an extra, which calls this

            raise SerializationError(text, error) from error

    def dumps(self, value: Any) -> str:
        """Encode a request; lines that are encoded already stay as they are."""
        return value if isinstance(value, str) else msgspec.json.encode(value).decode()
