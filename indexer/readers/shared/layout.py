"""Recognise tables that only lay out a page: boxes round text, and programmes with the hour in one column.

Their cells are read as the paragraphs they hold. Tables of data belong to `tables`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from indexer.model import Block, TextLink
from indexer.text.urls import shift_link

from .inline import InlineText
from .tables import TableCell, TableRow, shift_head, table_blocks

_MAX_BOX_LINE = 60  # characters: the lines of a box in a chart are shorter, those of running text longer
_LONG_CELL = 120  # characters: a longer cell of several paragraphs is running text
_MANY_PARAGRAPHS = 3  # paragraphs in one cell


@dataclass
class LayoutCell:
    """A cell whose blocks have been read, and the columns and rows it spans."""

    blocks: list[Block]
    columns: int = 1
    rows: int = 1


@dataclass
class LayoutRow:
    """A row of such cells."""

    cells: list[LayoutCell] = field(default_factory=list)
    page: int | None = None
    is_head: bool = False


def table_or_layout_blocks(rows: Sequence[LayoutRow], is_presentation: bool = False) -> list[Block]:
    """Return the blocks of a table whose cells have been read.

    `is_presentation` when the file declares that the table only lays out the page.
    """
    cells = [[cell.blocks for cell in row.cells] for row in rows]
    sizes = [[[len(block.text) for block in cell if not block.drop] for cell in row] for row in cells]
    holds_more = any(block.kind in {"heading", "table_row"} for row in cells for cell in row for block in cell)
    has_heads = any(row.is_head for row in rows)
    if is_presentation or (not has_heads and not _is_programme_table(rows) and (holds_more or is_layout(sizes))):
        return [block for row in cells for block in join_row(row)]
    return table_blocks([TableRow([_cell(cell) for cell in row.cells], row.page, row.is_head) for row in rows])


_TIME_AND_ITEM = 2  # columns
_CLOCK = r"\d{1,2}[:.h]\d\d(?:\s*(?:[ap]\.?m\.?|hrs|h))?"
_HOURS = re.compile(rf"\s*{_CLOCK}(?:\s*(?:-|–|—|to)\s*{_CLOCK})?\s*", re.IGNORECASE)


def is_programme(first: Sequence[str], columns: Sequence[int]) -> bool:
    """Return whether a table has hours and nothing else in its first column, below a head, and several other columns.

    `first` has the words of the first cell of each row, `columns` the number of cells of each row. The rows of such a
    table are kept for `structure.outline.schedule` to split: a cell after the item is a room or a speaker.
    """
    timed = sum(bool(_HOURS.fullmatch(cell)) for cell in first)
    return timed > 1 and timed >= len(first) - 1 and min(columns) > 1 and max(columns) > _TIME_AND_ITEM


def _is_programme_table(rows: Sequence[LayoutRow]) -> bool:
    first = [" ".join(block.text for block in row.cells[0].blocks if not block.drop) for row in rows if row.cells]
    return is_programme(first, [len(row.cells) for row in rows])


def _cell(cell: LayoutCell) -> TableCell:
    """Return a cell with the words of its blocks."""
    return TableCell([InlineText.from_block(block) for block in cell.blocks], cell.columns, cell.rows)


def is_layout(rows: Sequence[Sequence[Sequence[int]]]) -> bool:
    """Return whether a table only lays out the page: it has one column, or cells of running text.

    `rows` has, for each cell, the lengths of its paragraphs in characters.
    """
    if all(len([cell for cell in row if any(cell)]) <= 1 for row in rows):
        return all(len(row) <= 1 for row in rows) or len(rows) == 1
    filled = [[length for length in cell if length] for row in rows for cell in row]
    return any(len(cell) >= _MANY_PARAGRAPHS or (len(cell) > 1 and sum(cell) > _LONG_CELL) for cell in filled)


def join_row(cells: Sequence[Sequence[Block]]) -> Iterator[Block]:
    """Yield the blocks of a row's cells; a cell of one line precedes the first line of the next: `9:30 Session 1`."""
    pending: list[Block] = []
    for position, cell in enumerate(cells):
        visible = [block for block in cell if not block.drop]
        is_last = position == len(cells) - 1
        if len(visible) == 1 and len(cell) == 1 and not is_last and visible[0].kind in {"paragraph", "heading"}:
            pending.append(visible[0])
            continue
        if not visible:
            yield from cell
            continue
        for block in cell:
            if pending and not block.drop:
                yield _joined_block(pending, block)
                pending = []
            else:
                yield block
    yield from pending


def join_box(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks of a text box; a box of short lines only, as charts have them, becomes one block."""
    lines = [block for block in blocks if not block.drop]
    if len(lines) < 2 or any(
        block.kind != "paragraph" or len(block.text) > _MAX_BOX_LINE or block.notes or block.links for block in lines
    ):
        return list(blocks)
    text = "; ".join(block.text for block in lines)
    joined = replace(lines[0], text=text, raw="\n".join(block.raw for block in lines))
    return [joined, *(block for block in blocks if block.drop)]


def _joined_block(before: Sequence[Block], block: Block) -> Block:
    """Return a block with the blocks of the cells before it joined in front."""
    links: list[TextLink] = []
    start = 0
    for part in (*before, block):
        links += [shift_link(link, start) for link in part.links]
        start += len(part.text) + 1
    return replace(
        block,
        text=" ".join([*(part.text for part in before), block.text]),
        raw="\t".join([*(part.raw for part in before), block.raw]),
        notes=tuple(note for part in (*before, block) for note in part.notes),
        links=tuple(links),
        heads=tuple(shift_head(head, start - len(block.text) - 1) for head in block.heads),
        page=before[0].page,
    )
