"""Read RTF into blocks: paragraphs, headings by outline level, list items, rows of tables, notes.

The walk through the groups of the file is in `walk`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from indexer.errors import SourceUnreadable
from indexer.model import Block, Reading, TextLink
from indexer.readers.limits import Limits, refuse_more
from indexer.readers.shared.inline import BlockFacts, InlineText, dropped_blocks
from indexer.readers.shared.properties import declared_title
from indexer.readers.shared.sniffing import refuse_other_types
from indexer.readers.shared.tables import TableRow, table_blocks
from indexer.readers.text import read_text
from indexer.text.urls import shift_link

from .parts import RtfParagraph, RtfText
from .walk import RtfWalk

_CHARACTERS_OF_A_WORD = 4  # that cost as much as a control word, where they are written by their codes


def read_rtf(data: bytes, limits: Limits) -> Reading:
    """Read the blocks of an RTF.

    Raise SourceUnreadable when it is no RTF, damaged or over the limits.
    """
    refuse_other_types(data, "RTF", b"{\\rtf")
    if not data.lstrip().startswith(b"{\\rtf"):
        raise SourceUnreadable("is not the RTF that its name says: open it and save it as RTF")
    characters = data.count(b"\\'") + data.count(b"\\u")
    tokens = data.count(b"{") + data.count(b"\\") - characters + characters // _CHARACTERS_OF_A_WORD
    refuse_more(tokens, limits.rtf_tokens, "groups and control words")
    walk = RtfWalk()
    text = walk.run(data)
    title = declared_title(walk.title)
    return Reading(
        tuple(_text_blocks(text)),
        title=title,
        page_title=title,
        warnings=("ends in the middle: it may have been cut off",) if walk.depth > 0 else (),
    )


def _text_blocks(text: RtfText) -> Iterator[Block]:
    rows: list[TableRow] = []
    for part in text.parts:
        if isinstance(part, TableRow):
            rows.append(part)
            continue
        yield from table_blocks(rows)
        rows = []
        yield from _paragraph(part)
    yield from table_blocks(rows)
    for box in text.boxes:
        yield from _text_blocks(box)
    for raw, reason in text.aside:
        yield from dropped_blocks(raw, reason)


def _paragraph(part: RtfParagraph) -> Iterator[Block]:
    words = part.words
    if words.is_empty or part.level:
        yield from words.blocks(BlockFacts("heading" if part.level else "paragraph", level=part.level))
        return
    blocks = read_text(words.lines)
    if len(blocks) == 1:
        yield _with_source(blocks[0], words)
    else:
        yield from ([_with_source(blocks[0], words, blocks[0].raw), *blocks[1:]] if blocks else [])
    yield from words.set_aside_blocks()


def _with_source(block: Block, words: InlineText, raw: str | None = None) -> Block:
    """Return a block with the notes and links of the words it was read from, shifted past a stripped list mark."""
    start = words.text.find(block.text)
    links = (shift_link(link, -start) if start >= 0 else TextLink(link.url) for link in words.links)
    source = words.raw.strip() if raw is None else raw
    return replace(block, raw=source, notes=words.notes, links=tuple(links))
