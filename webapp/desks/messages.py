"""What the processes of a site and the process that keeps the desks tell each other, and how it is sent with files.

Each call has a connection of its own: one message there, one back.
"""

from __future__ import annotations

import os
import socket
import struct
from typing import Literal

import msgspec

_LENGTH = struct.Struct(">Q")

DeskFailure = Literal["time", "late", "memory", "size", "killed", "crash"]
"""Why a desk gave an answer up: processor time, time by the clock, memory, the size of the answer, an end from outside
(as when the machine has no memory left), or a fault."""


class Submission(msgspec.Struct, frozen=True, tag=True):
    """A request to be answered, with its body in a file: its WSGI environment as far as that is text."""

    ticket: str
    client: str
    """Whom it counts for; empty for nobody."""
    environ: dict[str, str]


class Question(msgspec.Struct, frozen=True, tag=True):
    """A question what has become of a request; the answer may be late by so many seconds."""

    ticket: str
    patience: float = 0.0


class Withdrawal(msgspec.Struct, frozen=True, tag=True):
    """An order to forget a request and its answer."""

    ticket: str


class CountsAsked(msgspec.Struct, frozen=True, tag=True):
    """A question how busy the desks are."""


Call = Submission | Question | Withdrawal | CountsAsked


class Accepted(msgspec.Struct, frozen=True, tag=True):
    """A request waits, or an order has been carried out."""


class Refused(msgspec.Struct, frozen=True, tag=True):
    """There is no room for the request, or not for another one of this client."""

    for_client: bool = False


class Withdrawn(msgspec.Struct, frozen=True, tag=True):
    """A request that was taken out of the queue, because nobody asked about it for long."""


class Lost(msgspec.Struct, frozen=True, tag=True):
    """A request that was lost when the process that keeps the desks was killed."""


class Pending(msgspec.Struct, frozen=True, tag=True):
    """A request that waits or is at a desk."""

    ahead: int
    """Requests that wait before it."""
    stage: str = ""
    """What is being done, once it is at a desk."""
    done: int = 0
    total: int = 0


class Answered(msgspec.Struct, frozen=True, tag=True):
    """An answer; its body comes as a file."""

    status: int
    content_type: str


class Failed(msgspec.Struct, frozen=True, tag=True):
    """A desk has given the answer up, in one of its stages."""

    reason: DeskFailure
    stage: str


class NotKnown(msgspec.Struct, frozen=True, tag=True):
    """No request has this ticket, or it has been forgotten."""


class Counts(msgspec.Struct, frozen=True, tag=True):
    """How many requests are at desks and wait, and how many answers are kept."""

    at_desks: int
    waiting: int
    kept: int


Reply = Accepted | Refused | Withdrawn | Lost | Pending | Answered | Failed | NotKnown | Counts

_calls = msgspec.msgpack.Decoder(Call)
_replies = msgspec.msgpack.Decoder(Reply)


def send(connection: socket.socket, message: Call | Reply, file: int | None = None) -> None:
    """Send one message, with an open file if one is given. Raise OSError when nobody receives it."""
    data = msgspec.msgpack.encode(message)
    head = _LENGTH.pack(len(data))
    if file is None:
        connection.sendall(head)
    else:
        socket.send_fds(connection, [head], [file])
    connection.sendall(data)


def receive_call(connection: socket.socket) -> tuple[Call, int | None]:
    """Receive a call and its file. Raise OSError or EOFError where it does not come whole, ValueError for another."""
    data, file = _receive(connection)
    return _calls.decode(data), file


def receive_reply(connection: socket.socket) -> tuple[Reply, int | None]:
    """Receive a reply and its file. Raise OSError or EOFError where it does not come whole."""
    data, file = _receive(connection)
    return _replies.decode(data), file


def _receive(connection: socket.socket) -> tuple[bytes, int | None]:
    head, files, _, _ = socket.recv_fds(connection, _LENGTH.size, 1)
    try:
        head += _receive_exactly(connection, _LENGTH.size - len(head), bool(head))
        data = _receive_exactly(connection, _LENGTH.unpack(head)[0], begun=True)
    except BaseException:
        for file in files:
            os.close(file)
        raise
    return data, next(iter(files), None)


def _receive_exactly(connection: socket.socket, size: int, begun: bool) -> bytes:
    if not begun:
        raise EOFError
    received = bytearray()
    while len(received) < size:
        piece = connection.recv(size - len(received))
        if not piece:
            raise EOFError
        received += piece
    return bytes(received)
