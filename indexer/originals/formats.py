"""What a file is, by its first bytes and its name: as what it is sent, and how its place is shown.

What is in the file is not looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from indexer.speech.marking import marked

Showing = Literal["pages", "lines", "none"]
"""How a passage is shown in its file: on the picture of a page, among numbered lines, or not at all."""


@dataclass(frozen=True)
class OriginalFormat:
    """The format of a file."""

    name: str
    media_type: str
    suffix: str
    shown: Showing
    is_plain: bool = False
    """Whether it is plain text, which a browser can show without running anything."""

    @property
    def is_pdf(self) -> bool:
        """Whether it is a PDF."""
        return self.shown == "pages"


_PDF = OriginalFormat("PDF", "application/pdf", ".pdf", "pages")
_HTML = OriginalFormat("HTML", "text/html", ".html", "lines")
_RTF = OriginalFormat("RTF", "application/rtf", ".rtf", "none")
_VTT = OriginalFormat("WebVTT", "text/vtt", ".vtt", "lines", is_plain=True)
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_BY_SUFFIX = {
    ".pdf": _PDF,
    **dict.fromkeys((".html", ".htm", ".xhtml"), _HTML),
    ".rtf": _RTF,
    ".vtt": _VTT,
    ".srt": OriginalFormat("SubRip", "text/plain", ".srt", "lines", is_plain=True),
    **dict.fromkeys((".md", ".markdown"), OriginalFormat("Markdown", "text/markdown", ".md", "lines", is_plain=True)),
    ".docx": OriginalFormat("Word", f"{_WORD}.document", ".docx", "none"),
    ".dotx": OriginalFormat("Word", f"{_WORD}.template", ".dotx", "none"),
    ".docm": OriginalFormat("Word", "application/vnd.ms-word.document.macroEnabled.12", ".docm", "none"),
    ".odt": OriginalFormat("OpenDocument", "application/vnd.oasis.opendocument.text", ".odt", "none"),
    ".ott": OriginalFormat("OpenDocument", "application/vnd.oasis.opendocument.text-template", ".ott", "none"),
}
_TEXT = OriginalFormat(marked("text"), "text/plain", ".txt", "lines", is_plain=True)
_ARCHIVE = OriginalFormat(marked("other format"), "application/octet-stream", "", "none")
_BY_BEGINNING = ((b"%pdf", _PDF), (b"{\\rtf", _RTF), (b"webvtt", _VTT), (b"<!doctype html", _HTML), (b"<html", _HTML))


def format_named(name: str) -> OriginalFormat:
    """Return the format that a file has by its name."""
    return _BY_SUFFIX.get(PurePosixPath(name).suffix.lower(), _TEXT)


def format_of(name: str, head: bytes) -> OriginalFormat:
    """Return the format of a file by its first bytes or, when they do not decide, by its name."""
    named = _BY_SUFFIX.get(PurePosixPath(name).suffix.lower())
    if b"%PDF" in head:  # other bytes may stand before it
        return _PDF
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    by_beginning = next((form for begins, form in _BY_BEGINNING if start.startswith(begins)), None)
    if by_beginning:
        return by_beginning
    if head.startswith(b"PK\x03\x04"):
        return named if named and named.shown == "none" else _ARCHIVE
    return named if named and not named.is_pdf else _TEXT
