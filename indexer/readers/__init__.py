"""Read the bytes of a file into blocks, with one folder or module for each format.

What the blocks mean in a paper is decided in `structure`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from indexer.errors import SourceUnreadable
from indexer.model import PageTraces, Reading, Source
from indexer.readers.docx.reader import read_docx
from indexer.readers.html.reader import read_html
from indexer.readers.markdown.reader import read_markdown
from indexer.readers.odt.reader import read_odt
from indexer.readers.pdf.reader import read_pdf
from indexer.readers.rtf.reader import read_rtf
from indexer.readers.shared.encoding import decode, decode_text

from .captions import read_srt, read_vtt
from .limits import LIMITS, Limits
from .text import read_text


@dataclass(frozen=True)
class SourceFormat:
    """A file format: its name, its suffixes, how its bytes begin, and the function that reads it."""

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[bytes, Limits], Reading]
    magic: tuple[bytes, ...] = ()
    contains: bytes = b""
    """Bytes inside a packed file of this format, which distinguish it from others with the same signature."""
    read_with_password: Callable[[bytes, Limits, str], Reading] | None = None
    """The function that reads it with a password."""
    read_with_encoding: Callable[[bytes, Limits, str | None], Reading] | None = None
    """The function that reads it in an encoding, or finds the encoding in a way of its own."""
    page_traces: PageTraces = "none"


def _text(data: bytes, _limits: Limits) -> Reading:
    return Reading(tuple(read_text(decode(data))))


def _decoded(read: Callable[[bytes, Limits], Reading]) -> Callable[[bytes, Limits, str | None], Reading]:
    """Return a reader of text that takes an encoding and tells how the encoding is known."""

    def read_decoded(data: bytes, limits: Limits, encoding: str | None) -> Reading:
        try:
            decoded = decode_text(data, encoding)
        except SourceUnreadable:
            return read(data, limits)  # it knows better what the bytes are
        reading = read(decoded.text.encode(), limits)
        return replace(reading, encoding=decoded.evidence, warnings=(*decoded.warnings, *reading.warnings))

    return read_decoded


_FORMATS: tuple[SourceFormat, ...] = (
    SourceFormat("text", (".txt", ".text"), _text, read_with_encoding=_decoded(_text), page_traces="printed"),
    SourceFormat(
        "Markdown",
        (".md", ".markdown"),
        read_markdown,
        read_with_encoding=_decoded(read_markdown),
        page_traces="possible",
    ),
    SourceFormat(
        "HTML",
        (".html", ".htm", ".xhtml"),
        read_html,
        (b"<!doctype html", b"<html"),
        read_with_encoding=read_html,
        page_traces="possible",
    ),
    SourceFormat("DOCX", (".docx", ".docm", ".dotx"), read_docx, (b"PK\x03\x04",), b"word/document.xml", read_docx),
    SourceFormat("ODT", (".odt", ".ott"), read_odt, (b"PK\x03\x04",), b"opendocument.text", read_odt),
    SourceFormat("PDF", (".pdf",), read_pdf, (b"%PDF",), read_with_password=read_pdf, page_traces="printed"),
    SourceFormat("RTF", (".rtf",), read_rtf, (b"{\\rtf",)),
    SourceFormat("WebVTT", (".vtt",), read_vtt, (b"WEBVTT",), read_with_encoding=_decoded(read_vtt)),
    SourceFormat("SubRip", (".srt",), read_srt, read_with_encoding=_decoded(read_srt)),
)
READABLE_SUFFIXES: tuple[str, ...] = tuple(suffix for source_format in _FORMATS for suffix in source_format.suffixes)


def _format(name: str, data: bytes) -> SourceFormat:
    """Return the format of a file: by its first bytes or, when they do not decide, by its name.

    Raise SourceUnreadable when no format fits.
    """
    suffix = PurePosixPath(name).suffix.lower()
    named = next((candidate for candidate in _FORMATS if suffix in candidate.suffixes), None)
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    matching = [
        candidate for candidate in _FORMATS if any(start.startswith(begins.lower()) for begins in candidate.magic)
    ]
    matching = [candidate for candidate in matching if candidate.contains in data]
    if len(matching) == 1 and matching[0] is not named:
        return matching[0]
    if named is None:
        raise SourceUnreadable(
            f"is of a type that cannot be read ({suffix or 'no ending'}): "
            f"save it as one of {', '.join(READABLE_SUFFIXES)}"
        )
    return named


def read_source(source: Source, data: bytes, limits: Limits = LIMITS) -> Reading:
    """Return the blocks of a source in reading order, given its bytes.

    Raise SourceUnreadable, whose message says what is wrong with the file and what to do about it.
    """
    form = _format(source.name, data)
    if source.password is not None and form.read_with_password:
        reading = form.read_with_password(data, limits, source.password)
    elif form.read_with_encoding:
        reading = form.read_with_encoding(data, limits, source.encoding)
    else:
        reading = form.read(data, limits)
    if not reading.blocks:
        raise SourceUnreadable("has no text in it: remove it, or replace it with the paper it should hold")
    return replace(reading, page_traces=form.page_traces)
