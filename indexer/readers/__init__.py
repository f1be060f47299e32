"""Bytes to blocks, one module per format; what the blocks mean is for `structure` to say.

A file is read by what it is, told from its first bytes, and by its name only where bytes do not tell.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..errors import SourceUnreadable
from ..model import Reading, Source
from .captions import read_srt, read_vtt
from .decode import decode
from .docx import read_docx
from .html import read_html
from .limits import LIMITS, Limits
from .markdown import read_markdown
from .odt import read_odt
from .pdf import read_pdf
from .rtf import read_rtf
from .text import read_text


@dataclass(frozen=True)
class Format:
    """A kind of file: what it is called, how its names end, how its bytes begin, and who reads it."""

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[bytes, Limits], Reading]
    begins: tuple[bytes, ...] = ()


def _text(data: bytes, _limits: Limits) -> Reading:
    return Reading(tuple(read_text(decode(data))))


_FORMATS: tuple[Format, ...] = (
    Format("text", (".txt", ".text"), _text),
    Format("Markdown", (".md", ".markdown"), read_markdown),
    Format("HTML", (".html", ".htm", ".xhtml"), read_html, (b"<!doctype html", b"<html")),
    Format("DOCX", (".docx", ".docm", ".dotx"), read_docx, (b"PK\x03\x04",)),
    Format("ODT", (".odt", ".ott"), read_odt, (b"PK\x03\x04",)),
    Format("PDF", (".pdf",), read_pdf, (b"%PDF",)),
    Format("RTF", (".rtf",), read_rtf, (b"{\\rtf",)),
    Format("WebVTT", (".vtt",), read_vtt, (b"WEBVTT",)),
    Format("SubRip", (".srt",), read_srt),
)
FORMATS: tuple[str, ...] = tuple(suffix for one in _FORMATS for suffix in one.suffixes)


def read(source: Source, limits: Limits = LIMITS) -> Reading:
    """The blocks of a source in reading order.

    Raises SourceUnreadable, whose message says what is wrong with the file and what to do about it.
    """
    suffix = source.path.suffix.lower()
    form = next((one for one in _FORMATS if suffix in one.suffixes), None)
    if form is None:
        raise SourceUnreadable(
            f"files of the type {suffix or '(none)'} cannot be read yet: save it as {', '.join(FORMATS)}"
        )
    try:
        size = source.path.stat().st_size
        if size > limits.bytes:
            raise SourceUnreadable(
                f"is {size / 1e6:.0f} MB, over the limit of {limits.bytes / 1e6:.0f} MB: split it, or raise the limit"
            )
        data = source.path.read_bytes()
    except OSError as error:
        raise SourceUnreadable(f"cannot be opened ({error.strerror}): check its permissions") from error
    reading = form.read(data, limits)
    if not reading.blocks:
        raise SourceUnreadable("has no text in it: remove it, or replace it with the paper it should hold")
    return reading
