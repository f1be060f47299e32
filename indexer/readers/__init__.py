"""Read the bytes of a file into blocks, with one folder or module for each format.

What the blocks mean in a paper is decided in `structure`.
"""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Literal

from indexer.errors import SourceUnreadable
from indexer.model import PageTraces, Reading, Source

from .limits import LIMITS, Limits, refuse_more
from .shared.tesseract import is_installed

Reader = Callable[..., Reading]
"""Reads bytes within limits; some take a password or an encoding as a third argument."""


@dataclass(frozen=True)
class SourceFormat:
    """A file format: its name, its suffixes, how its bytes begin, and the function that reads it."""

    name: str
    suffixes: tuple[str, ...]
    reader: Callable[[], Reader]
    """Imports the reader: a list of the suffixes needs none, and few corpora need all."""
    magic: tuple[bytes, ...] = ()
    contains: bytes = b""
    """Bytes inside a packed file of this format, which distinguish it from others with the same signature."""
    takes: Literal["", "password", "encoding"] = ""
    """What the reader takes as its third argument: a password, or an encoding, which it finds itself if it is None."""
    has_pictures: bool = False
    """Whether the reader can recognise the words of all pages from their pictures (`recognise_again`)."""
    page_traces: PageTraces = "none"


def _text() -> Reader:
    from .shared.encoding import decode  # noqa: PLC0415  # see `SourceFormat.reader`
    from .text import read_text  # noqa: PLC0415

    return _decoded(lambda data, _limits: Reading(tuple(read_text(decode(data)))))


def _markdown() -> Reader:
    from .markdown.reader import read_markdown  # noqa: PLC0415  # see `SourceFormat.reader`

    return _decoded(read_markdown)


def _html() -> Reader:
    from .html.reader import read_html  # noqa: PLC0415  # see `SourceFormat.reader`

    return read_html


def _docx() -> Reader:
    from .docx.reader import read_docx  # noqa: PLC0415  # see `SourceFormat.reader`

    return read_docx


def _odt() -> Reader:
    from .odt.reader import read_odt  # noqa: PLC0415  # see `SourceFormat.reader`

    return read_odt


def _pdf() -> Reader:
    from .pdf.reader import read_pdf  # noqa: PLC0415  # see `SourceFormat.reader`

    return read_pdf


def _rtf() -> Reader:
    from .rtf.reader import read_rtf  # noqa: PLC0415  # see `SourceFormat.reader`

    return read_rtf


def _vtt() -> Reader:
    from .captions import read_vtt  # noqa: PLC0415  # see `SourceFormat.reader`

    return _decoded(read_vtt)


def _srt() -> Reader:
    from .captions import read_srt  # noqa: PLC0415  # see `SourceFormat.reader`

    return _decoded(read_srt)


def _decoded(read: Callable[[bytes, Limits], Reading]) -> Reader:
    """Return a reader of text that takes an encoding and tells how the encoding is known."""
    from .shared.encoding import decode_text  # noqa: PLC0415  # see `SourceFormat.reader`

    def read_decoded(data: bytes, limits: Limits, encoding: str | None) -> Reading:
        try:
            decoded = decode_text(data, encoding)
        except SourceUnreadable:
            return read(data, limits)  # it knows better what the bytes are
        refuse_more(decoded.text.count("\n"), limits.lines, "lines")
        reading = read(decoded.text.encode(), limits)
        return replace(reading, encoding=decoded.evidence, warnings=(*decoded.warnings, *reading.warnings))

    return read_decoded


_ZIP = (b"PK\x03\x04",)
_FORMATS: tuple[SourceFormat, ...] = (
    SourceFormat("text", (".txt", ".text"), _text, takes="encoding", page_traces="printed"),
    SourceFormat("Markdown", (".md", ".markdown"), _markdown, takes="encoding", page_traces="possible"),
    SourceFormat(
        "HTML",
        (".html", ".htm", ".xhtml"),
        _html,
        (b"<!doctype html", b"<html"),
        takes="encoding",
        page_traces="possible",
    ),
    SourceFormat("DOCX", (".docx", ".docm", ".dotx"), _docx, _ZIP, b"word/document.xml", takes="password"),
    SourceFormat("ODT", (".odt", ".ott"), _odt, _ZIP, b"opendocument.text", takes="password"),
    SourceFormat("PDF", (".pdf",), _pdf, (b"%PDF",), takes="password", has_pictures=True, page_traces="printed"),
    SourceFormat("RTF", (".rtf",), _rtf, (b"{\\rtf",)),
    SourceFormat("WebVTT", (".vtt",), _vtt, (b"WEBVTT",), takes="encoding"),
    SourceFormat("SubRip", (".srt",), _srt, takes="encoding"),
)
START = 1024
"""Bytes by which a format is known where the name of a file does not tell."""
READABLE_SUFFIXES: tuple[str, ...] = tuple(suffix for source_format in _FORMATS for suffix in source_format.suffixes)


def _format(name: str, data: bytes) -> SourceFormat:
    """Return the format of a file: by its first bytes or, when they do not decide, by its name.

    Raise SourceUnreadable when no format fits.
    """
    named = _format_named(name)
    matching = [candidate for candidate in _formats_beginning(data) if candidate.contains in data]
    if len(matching) == 1 and matching[0] is not named:
        return matching[0]
    if named is None:
        raise SourceUnreadable(_unknown_type(name))
    return named


def _format_named(name: str) -> SourceFormat | None:
    suffix = PurePosixPath(name).suffix.lower()
    return next((candidate for candidate in _FORMATS if suffix in candidate.suffixes), None)


def _formats_beginning(data: bytes) -> list[SourceFormat]:
    start = data[:START].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return [candidate for candidate in _FORMATS if any(start.startswith(begins.lower()) for begins in candidate.magic)]


def _unknown_type(name: str) -> str:
    suffix = PurePosixPath(name).suffix.lower()
    return (
        f"is of a type that cannot be read ({suffix or 'no ending'}): save it as one of {', '.join(READABLE_SUFFIXES)}"
    )


def unreadable_reason(name: str, start: bytes) -> str:
    """Return why a file cannot be read, where its name and its first `START` bytes tell; empty where they do not."""
    return "" if _format_named(name) or _formats_beginning(start) else _unknown_type(name)


def read_source(source: Source, data: bytes, limits: Limits = LIMITS) -> Reading:
    """Return the blocks of a source in reading order, given its bytes.

    Raise SourceUnreadable, whose message says what is wrong with the file and what to do about it.
    """
    form = _format(source.name, data)
    read = form.reader()
    if form.has_pictures and source.recognise_again:
        reading = read(data, limits, source.password, recognise_again=True)
    elif form.takes == "encoding":
        reading = read(data, limits, source.encoding)
    elif form.takes == "password" and source.password is not None:
        reading = read(data, limits, source.password)
    else:
        reading = read(data, limits)
    if limits.characters is not None:
        refuse_more(sum(len(block.text) for block in reading.blocks), limits.characters, "characters")
    if not reading.blocks:
        raise SourceUnreadable(
            "has no text in it: remove it, or replace it with the paper it should hold",
            # Of a scan, another installation may recognise some.
            cause="file" if form.name != "PDF" or is_installed() else "tesseract",
        )
    return replace(reading, page_traces=form.page_traces)


def load_readers(suffixes: Set[str]) -> None:
    """Import the readers of files with these suffixes, in lower case, so that processes forked later need not."""
    for form in _FORMATS:
        if not suffixes.isdisjoint(form.suffixes):
            form.reader()
