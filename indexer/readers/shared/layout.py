"""Tables that only set a page: boxes round text, and programmes with the hour in one column.

Their cells are read as the paragraphs they hold. Tables of data are for `tables`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from indexer.model import Block, TextLink
from indexer.text.urls import shift_link

from .inline import InlineText
from .tables import TableCell, TableRow, table_blocks

_LONG = 120  # characters: beyond that a cell of several paragraphs is running text
_MANY = 3  # paragraphs in one cell


@dataclass
class LayoutCell:
    """A cell whose blocks have been read, and how many columns and rows it covers."""

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
    """The blocks of a table whose cells have been read; `only_sets` where its file says that it only sets the page."""
    cells = [[cell.blocks for cell in row.cells] for row in rows]
    sizes = [[[len(block.text) for block in cell if not block.drop] for cell in row] for row in cells]
    holds_more = any(block.kind in {"heading", "table_row"} for row in cells for cell in row for block in cell)
    has_heads = any(row.is_head for row in rows)
    if is_presentation or (not has_heads and not _sets_programme(rows) and (holds_more or is_layout(sizes))):
        return [block for row in cells for block in join_row(row)]
    return table_blocks([TableRow([_cell(cell) for cell in row.cells], row.page, row.is_head) for row in rows])


_TIME_AND_ITEM = 2  # columns
_CLOCK = r"\d{1,2}[:.h]\d\d(?:\s*(?:[ap]\.?m\.?|hrs|h))?"
_HOURS = re.compile(rf"\s*{_CLOCK}(?:\s*(?:-|–|—|to)\s*{_CLOCK})?\s*", re.IGNORECASE)


def is_programme(first: Sequence[str], columns: Sequence[int]) -> bool:
    """Whether a table has hours and nothing else in its first column, below a head, and more than one other column.

    `first` has the words of the first cell of each row, `columns` how many cells each row has. The rows of such a
    table are kept, for `structure.schedule` to take apart: a cell after the item is a room or a speaker.
    """
    timed = sum(bool(_HOURS.fullmatch(cell)) for cell in first)
    return timed > 1 and timed >= len(first) - 1 and min(columns) > 1 and max(columns) > _TIME_AND_ITEM


def _sets_programme(rows: Sequence[LayoutRow]) -> bool:
    first = [" ".join(block.text for block in row.cells[0].blocks if not block.drop) for row in rows if row.cells]
    return is_programme(first, [len(row.cells) for row in rows])


def _cell(cell: LayoutCell) -> TableCell:
    return TableCell([InlineText.from_block(block) for block in cell.blocks], cell.columns, cell.rows)


def is_layout(rows: Sequence[Sequence[Sequence[int]]]) -> bool:
    """Whether a table is a page's setting: of one column, or with cells of running text.

    `rows` has, for each cell, the lengths of its paragraphs in characters.
    """
    if all(len([cell for cell in row if any(cell)]) <= 1 for row in rows):
        return all(len(row) <= 1 for row in rows) or len(rows) == 1
    filled = [[length for length in cell if length] for row in rows for cell in row]
    return any(len(cell) >= _MANY or (len(cell) > 1 and sum(cell) > _LONG) for cell in filled)


def join_row(cells: Sequence[Sequence[Block]]) -> Iterator[Block]:
    """The blocks of a row's cells; a cell of one line stands before the first line of the next: `9:30 Session 1`."""
    waiting: list[Block] = []
    for position, cell in enumerate(cells):
        shown = [block for block in cell if not block.drop]
        is_last = position == len(cells) - 1
        if len(shown) == 1 and len(cell) == 1 and not is_last and shown[0].kind in {"paragraph", "heading"}:
            waiting.append(shown[0])
            continue
        if not shown:
            yield from cell
            continue
        for block in cell:
            if waiting and not block.drop:
                yield _beside(waiting, block)
                waiting = []
            else:
                yield block
    yield from waiting


def _beside(before: Sequence[Block], block: Block) -> Block:
    links: list[TextLink] = []
    start = 0
    for one in (*before, block):
        links += [shift_link(link, start) for link in one.links]
        start += len(one.text) + 1
    return replace(
        block,
        text=" ".join([*(one.text for one in before), block.text]),
        raw="\t".join([*(one.raw for one in before), block.raw]),
        notes=tuple(note for one in (*before, block) for note in one.notes),
        links=tuple(links),
        page=before[0].page,
    )
