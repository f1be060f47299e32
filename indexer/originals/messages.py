"""What the process that looks into a file is asked, and what it answers."""

from __future__ import annotations

from typing import Literal

import msgspec

ShowingFailure = Literal["damaged", "locked", "no_page", "too_large", "time", "memory", "crash"]
"""Why a place in a file is not shown: the file is damaged, needs a password, has no such page, or costs too much."""
FoundOnPage = Literal["marked", "no_text", "not_found", "not_asked"]
"""Whether a passage is marked on a page; `no_text` is a page whose words the file does not have, as a scan."""


class PageWanted(msgspec.Struct, frozen=True, tag=True):
    """A page of a PDF to draw, with a passage to mark."""

    page: int
    """Counted from 1."""
    passage: str = ""
    begins_on: int = 0
    """The page on which the passage begins, where it is not the one to draw."""
    before: str = ""
    """The passage before it."""


class LinesWanted(msgspec.Struct, frozen=True, tag=True):
    """Lines of a text around a passage."""

    passage: str
    before: str = ""
    encoding: str | None = None
    is_html: bool = False


ShowingTask = PageWanted | LinesWanted


class Area(msgspec.Struct, frozen=True, array_like=True):
    """A part of a picture, in pixels from its upper left corner."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Pixels from left to right."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Pixels from top to bottom."""
        return self.bottom - self.top


class DrawnPage(msgspec.Struct, frozen=True, tag=True):
    """A page of a PDF as a picture, and the part of it around the passage."""

    pages: int
    """How many the file has."""
    width: int
    height: int
    picture: bytes
    found: FoundOnPage
    text: str = ""
    """The words of the page as the file has them, on lines."""
    is_text_cut: bool = False
    crop: Area | None = None
    """What the picture of the part shows of the whole."""
    crop_picture: bytes = b""
    goes_on: bool = False
    """Whether the passage goes on on the next page."""
    places: int = 1
    """In how many places the words of the passage stand, all of them marked, where nothing tells which is meant."""


class LinePiece(msgspec.Struct, frozen=True, array_like=True):
    """A run of characters of a line that belongs to the passage, or does not."""

    text: str
    is_marked: bool


class FileLine(msgspec.Struct, frozen=True, array_like=True):
    """A line of a text file."""

    number: int
    """Counted from 1."""
    pieces: tuple[LinePiece, ...]
    is_cut: bool = False
    """Whether a part of a very long line is left out."""


class ShownLines(msgspec.Struct, frozen=True, tag=True):
    """Lines around a passage; none where its words were not found."""

    lines: tuple[FileLine, ...]
    total: int
    """Lines of the file."""
    places: int = 1
    is_cut: bool = False
    """Whether lines in the middle of the passage are left out."""


class NotShown(msgspec.Struct, frozen=True, tag=True):
    """Why nothing can be shown."""

    reason: ShowingFailure


ShowingAnswer = DrawnPage | ShownLines | NotShown
