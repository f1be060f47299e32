"""Cut an RTF into its tokens: groups, control words, control symbols and characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

RtfTokenKind = Literal["open", "close", "word", "symbol", "byte", "text"]
_TOKEN = re.compile(
    rb"(?P<open>\{)|(?P<close>\})"
    rb"|\\'(?P<byte>[0-9A-Fa-f]{2})"
    rb"|\\(?P<word>[A-Za-z]{1,32})(?P<number>-?[0-9]{1,10})?(?: |(?=[^ ]|\Z))"
    rb"|\\(?P<symbol>[^A-Za-z'])"
    rb"|(?P<text>[^\\{}\r\n\x00]+)",
    re.DOTALL,
)


class RtfToken(NamedTuple):
    """One token: a brace, a control word with its number, a control symbol, a byte in hexadecimal, or characters."""

    kind: RtfTokenKind
    word: str = ""
    number: int | None = None
    data: bytes = b""


def rtf_tokens(data: bytes) -> Iterator[RtfToken]:
    """Yield the tokens of a file; binary data are left out, and so are line ends, which RTF ignores."""
    position = 0
    while match := _TOKEN.search(data, position):
        position = match.end()
        kind = match.lastgroup
        if kind == "open":
            yield RtfToken("open")
        elif kind == "close":
            yield RtfToken("close")
        elif kind == "byte":
            yield RtfToken("byte", data=bytes.fromhex(match["byte"].decode()))
        elif kind == "text":
            yield RtfToken("text", data=match["text"])
        elif kind == "symbol":
            yield RtfToken("symbol", match["symbol"].decode("latin-1"))
        else:
            number = int(match["number"]) if match["number"] else None
            word = match["word"].decode("ascii")
            if word == "bin":
                position += max(number or 0, 0)
            else:
                yield RtfToken("word", word, number)
