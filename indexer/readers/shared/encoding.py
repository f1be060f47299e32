"""Decode bytes to text, whatever encoding the file was saved in.

What the text holds is decided by the readers.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from indexer.errors import SourceUnreadable

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GUESS_BYTES = 256 * 1024
_NOT_TEXT = "is not text: save the paper as plain text (UTF-8) and put that file here"
# Control characters that no text holds: all but tab, line feed, form feed, return and escape.
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]")


def decode(data: bytes) -> str:
    """Return the text of a file, without its byte order mark and with a line feed at each line end.

    Raise SourceUnreadable for an empty file and for bytes that are not text in any encoding.
    """
    if not data.strip():
        raise SourceUnreadable("is empty: remove it, or replace it with the paper it should hold")
    text = _by_bom(data) or _by_content(data)
    controls = len(_CONTROL.findall(text))
    if controls > len(text) // 1000:
        raise SourceUnreadable(_NOT_TEXT)
    text = _CONTROL.sub("", text) if controls else text
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _by_bom(data: bytes) -> str | None:
    """Decode by the byte order mark; return None when there is none."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise SourceUnreadable(f"says it is {encoding} but is not: save it again as UTF-8") from error
    return None


def _by_content(data: bytes) -> str:
    """Decode as UTF-8 or, failing that, by charset-normalizer's best guess."""
    head = data[:_GUESS_BYTES]
    if b"\x00" in head:  # valid in UTF-8, but never in a UTF-8 text
        return _decode_utf16(data, head)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    guesses = from_bytes(head)
    best = guesses.best()
    if best is None:
        raise SourceUnreadable(_NOT_TEXT)
    # Western European is preferred to Central European when equally likely: it is far more common.
    for guess in guesses:
        if guess.encoding == "cp1252" and (guess.chaos, -guess.coherence) <= (best.chaos, -best.coherence):
            best = guess
    return data.decode(best.encoding, errors="replace")


def _decode_utf16(data: bytes, head: bytes) -> str:
    """Decode UTF-16 without a BOM: Latin text has a zero in every second byte, and which one tells the byte order."""
    first, second = head[0::2].count(0), head[1::2].count(0)
    if max(first, second) > len(head) // 4 and min(first, second) <= len(head) // 100:
        try:
            return data.decode("utf-16-le" if second > first else "utf-16-be")
        except UnicodeDecodeError:
            pass
    raise SourceUnreadable(_NOT_TEXT)
