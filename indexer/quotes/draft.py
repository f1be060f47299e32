"""A draft as paragraphs with their links: from pasted text, or from the blocks that a reader found in a file.

Which words of a paragraph are quoted is for `find` to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from indexer.model import Block, TextLink
from indexer.text.urls import find_links

_PARTING = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_QUOTED_LINE = re.compile(r"^[^\S\n]*(?:>[^\S\n]?)+", re.MULTILINE)
_INDENTED = re.compile(r"(?: {4,}|\t)\S")
_LISTED = re.compile(r"\s*(?:[-*•–]|\(?\w{1,3}[.)])\s")
_NOTE = re.compile(r"\s*(?:\[\^?(\w{1,20})\]:?\s+|(\d{1,4})[.)]?\s+(?=.*https?://)|([⁰¹²³⁴-⁹]+)\s*)(?=\S)")
_CALL = re.compile(r"(?<=\S)\s?\[\^?(\w{1,20})\](?!:)|(?<=[^\s⁰¹²³⁴-⁹])([⁰¹²³⁴-⁹]+)")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@dataclass(frozen=True)
class DraftParagraph:
    """One paragraph of a draft."""

    text: str
    start: int
    """Offset in the draft as it was pasted; in a file, where the paragraphs would stand joined by line ends."""
    quoted: bool = False
    """Whether the whole of it is set as a quotation."""
    links: tuple[TextLink, ...] = ()
    notes: tuple[str, ...] = ()
    """Texts of the footnotes it refers to."""
    block: int | None = None
    """Number of the block in the file, counted from 0."""


def paragraphs_from_blocks(blocks: Sequence[Block]) -> tuple[DraftParagraph, ...]:
    """Give the blocks of a file as paragraphs."""
    found: list[DraftParagraph] = []
    start = 0
    for number, block in enumerate(blocks):
        text = block.text if not block.drop else ""
        found.append(DraftParagraph(text, start, block.kind == "quote", _links(block), block.notes, number))
        start += len(text) + 1
    return tuple(found)


def _links(block: Block) -> tuple[TextLink, ...]:
    """The links of a block by place, those last of which only the block is known."""
    placed = [link for link in block.links if link.start is not None]
    placed = sorted([*find_links(block.text), *placed], key=lambda link: link.start or 0)
    known = {link.url for link in placed}
    hidden = [*(link.url for link in block.links if link.start is None), *(one.url for one in find_links(block.raw))]
    return tuple(placed) + tuple(TextLink(url) for url in dict.fromkeys(hidden) if url not in known)


def paragraphs_from_text(text: str) -> tuple[DraftParagraph, ...]:
    """Cut a pasted text into paragraphs at empty lines; quotation by `>` or by indenting, and footnotes, are seen."""
    pieces = tuple(_pieces(text))
    indented = [_is_indented(piece) for _, piece in pieces]
    notes = dict(_notes(piece for _, piece in pieces))
    found: list[DraftParagraph] = []
    for (start, piece), inside in zip(pieces, indented, strict=True):
        marked = all(_QUOTED_LINE.match(line) for line in piece.split("\n"))
        # Spaces for the marks keep every offset as it is.
        plain = _QUOTED_LINE.sub(lambda match: " " * len(match[0]), piece) if marked else piece
        called = tuple(notes[key] for key in dict.fromkeys(_calls(piece)) if key in notes)
        found.append(DraftParagraph(plain, start, marked or (inside and not all(indented)), find_links(plain), called))
    return tuple(found)


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for gap in _PARTING.finditer(text):
        if text[start : gap.start()].strip():
            yield start, text[start : gap.start()]
        start = gap.end() - _indent_before(text, gap.end())
    if text[start:].strip():
        yield start, text[start:]


def _indent_before(text: str, place: int) -> int:
    """How many blanks the gap took from the line that follows it."""
    return place - (text.rfind("\n", 0, place) + 1)


def _is_indented(piece: str) -> bool:
    lines = [line for line in piece.split("\n") if line.strip()]
    return all(_INDENTED.match(line) for line in lines) and not _LISTED.match(lines[0])


def _notes(pieces: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Footnotes at the foot of a text, by their mark: `[3] ...`, `[^a]: ...`, `3. https://...`, `³ ...`."""
    for piece in pieces:
        for line in piece.split("\n"):
            if match := _NOTE.match(line):
                yield _key(match), line[match.end() :]


def _calls(piece: str) -> Iterator[str]:
    """The marks of footnotes in a paragraph, other than as the footnotes themselves."""
    return (_key(match) for match in _CALL.finditer(piece))


def _key(match: re.Match[str]) -> str:
    return next(group for group in match.groups() if group).translate(_SUPERSCRIPTS)
