"""Limits on what one file may cost before it is given up; each has a name and can be set."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.errors import SourceUnreadable


@dataclass(frozen=True)
class Limits:
    """The cost that a single file may have; one that costs more is reported, and the others are indexed."""

    bytes: int = 128_000_000
    """Size of the file."""
    unpacked_bytes: int = 512_000_000
    """Unpacked size of a packed file (DOCX, ODT, ZIP)."""
    members: int = 10_000
    """Files in a ZIP."""
    pages: int = 5_000
    """Pages of a PDF."""
    seconds: float = 60.0
    """Processor time to read it, which does not depend on what else the machine is doing."""
    patience: float = 10.0
    """By the clock, for each second of processor time: only a file that waits for something takes so long."""
    memory: int = 1_000_000_000
    """Memory to read it in, in bytes."""
    lines: int | None = None
    """Lines of a text; None for as many as time and memory allow."""
    elements: int | None = None
    """Elements of each XML part of a DOCX or an ODT; other formats are measured by it too."""
    characters: int | None = None
    """Characters of text."""

    @property
    def wall_seconds(self) -> float:
        """Time by the clock after which reading is given up, however little processor time it has had."""
        return self.seconds * self.patience

    @property
    def html_elements(self) -> int | None:
        """Elements of a web page, and marks of Markdown; one costs five times as much as an element of an XML part."""
        return None if self.elements is None else self.elements // 5

    @property
    def rtf_tokens(self) -> int | None:
        """Groups and control words of an RTF; one costs twice as much as an element of an XML part."""
        return None if self.elements is None else self.elements // 2


LIMITS = Limits()


def refuse_more(count: int, most: int | None, name: str) -> None:
    """Raise SourceUnreadable when a file has more of something than it may; `name` says of what, in the plural."""
    if most is not None and count > most:
        raise SourceUnreadable(f"has more than {most:,} {name}: split it", cause="limit")
