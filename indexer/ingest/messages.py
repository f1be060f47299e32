"""The messages between the process that wants files read and those that read: bytes preceded by their length."""

from __future__ import annotations

import struct
from typing import BinaryIO

_LENGTH = struct.Struct(">Q")


def send_message(stream: BinaryIO, message: bytes) -> None:
    """Write one message, preceded by its length."""
    stream.write(_LENGTH.pack(len(message)) + message)
    stream.flush()


def receive_message(stream: BinaryIO) -> bytes | None:
    """Read one message, or return None where the stream has ended."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    length = int(_LENGTH.unpack(head)[0])
    body = stream.read(length)
    return body if len(body) == length else None
