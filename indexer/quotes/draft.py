"""Split a draft into paragraphs with their links: from pasted text, or from the blocks that a reader found in a file.

Deciding which words are quoted does not belong here: that is in `find`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from indexer.model import Block, TextLink
from indexer.text.urls import find_links

_EMPTY_LINES = re.compile(r"\n[^\S\n]*+(?:\n[^\S\n]*+)++")
_QUOTED_LINE = re.compile(r"^[^\S\n]*+(?:>[^\S\n]?+)++", re.MULTILINE)
_INDENTED = re.compile(r"(?: {4,}|\t)\S")
_LIST_ITEM = re.compile(r"\s*(?:[-*•–]|\(?\w{1,3}[.)])\s")
_DASHED = re.compile(r"\s*(?:[–—―]|--)")
_FOOTNOTE = re.compile(r"\s*(?:\[\^?(\w{1,20})\]:?\s+|(\d{1,4})[.)]?\s+(?=.*https?://)|([⁰¹²³⁴-⁹]+)\s*)(?=\S)")
_FOOTNOTE_MARK = re.compile(r"(?<=\S)\s?\[\^?(\w{1,20})\](?!:)|(?<=[^\s⁰¹²³⁴-⁹])([⁰¹²³⁴-⁹]+)")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@dataclass(frozen=True)
class DraftParagraph:
    """One paragraph of a draft."""

    text: str
    start: int
    """Offset in the pasted text; for a file, in its paragraphs joined by line ends."""
    quoted: bool = False
    """Whether the whole paragraph is set as a quotation."""
    links: tuple[TextLink, ...] = ()
    notes: tuple[str, ...] = ()
    """Texts of the footnotes that it refers to."""
    block: int | None = None
    """Number of the block in the file, counted from 0."""
    dashed: bool = False
    """Whether it begins with a dash that the reader of the file took for the sign of a list."""


def paragraphs_from_blocks(blocks: Sequence[Block]) -> tuple[DraftParagraph, ...]:
    """Return the blocks of a file as paragraphs."""
    paragraphs: list[DraftParagraph] = []
    start = 0
    for number, block in enumerate(blocks):
        text = block.text if not block.drop else ""
        is_dashed = block.kind == "list_item" and bool(_DASHED.match(block.raw))
        paragraphs.append(
            DraftParagraph(text, start, block.kind == "quote", _block_links(block), block.notes, number, is_dashed)
        )
        start += len(text) + 1
    return tuple(paragraphs)


def _block_links(block: Block) -> tuple[TextLink, ...]:
    """Return the links of a block by offset; links without an offset come last."""
    placed = [link for link in block.links if link.start is not None]
    placed = sorted([*find_links(block.text), *placed], key=lambda link: link.start or 0)
    placed_urls = {link.url for link in placed}
    hidden = [
        *(link.url for link in block.links if link.start is None),
        *(address.url for address in find_links(block.raw)),
    ]
    # As it stands in the file a link may be cut by a line's end; in the text it is whole.
    whole = sorted(placed_urls)
    return tuple(placed) + tuple(TextLink(url) for url in dict.fromkeys(hidden) if not _begins_one(url, whole))


def _begins_one(url: str, sorted_urls: Sequence[str]) -> bool:
    at = bisect_left(sorted_urls, url)
    return at < len(sorted_urls) and sorted_urls[at].startswith(url)


def paragraphs_from_text(text: str) -> tuple[DraftParagraph, ...]:
    """Split a pasted text into paragraphs at empty lines; find block quotations (`>` or indented) and footnotes."""
    chunks = tuple(_split_paragraphs(text))
    indented = [_is_indented(chunk) for _, chunk in chunks]
    all_indented = all(indented)
    notes = dict(_footnotes(chunk for _, chunk in chunks))
    paragraphs: list[DraftParagraph] = []
    for (start, chunk), is_set_apart in zip(chunks, indented, strict=True):
        marked = all(_QUOTED_LINE.match(line) for line in chunk.split("\n"))
        # Marks are replaced by spaces so that offsets stay the same.
        plain = _QUOTED_LINE.sub(lambda match: " " * len(match[0]), chunk) if marked else chunk
        called_notes = tuple(notes[key] for key in dict.fromkeys(_footnote_marks(chunk)) if key in notes)
        paragraphs.append(
            DraftParagraph(plain, start, marked or (is_set_apart and not all_indented), find_links(plain), called_notes)
        )
    return tuple(paragraphs)


def _split_paragraphs(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for gap in _EMPTY_LINES.finditer(text):
        if text[start : gap.start()].strip():
            yield start, text[start : gap.start()]
        start = gap.end() - _indent_before(text, gap.end())
    if text[start:].strip():
        yield start, text[start:]


def _indent_before(text: str, offset: int) -> int:
    """Return how many blanks of the following line the gap includes."""
    return offset - (text.rfind("\n", 0, offset) + 1)


def _is_indented(chunk: str) -> bool:
    lines = [line for line in chunk.split("\n") if line.strip()]
    return all(_INDENTED.match(line) for line in lines) and not _LIST_ITEM.match(lines[0])


def _footnotes(chunks: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the footnotes below a text by their mark: `[3] ...`, `[^a]: ...`, `3. https://...`, `³ ...`."""
    for chunk in chunks:
        for line in chunk.split("\n"):
            if match := _FOOTNOTE.match(line):
                yield _mark_of(match), line[match.end() :]


def _footnote_marks(chunk: str) -> Iterator[str]:
    """Return the footnote marks in a paragraph, without those that begin a footnote."""
    return (_mark_of(match) for match in _FOOTNOTE_MARK.finditer(chunk))


def _mark_of(match: re.Match[str]) -> str:
    return next(group for group in match.groups() if group).translate(_SUPERSCRIPTS)
