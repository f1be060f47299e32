"""Turn tables into blocks: a row is a block of its own words, with the heads of its columns beside it.

How a format marks its tables is known to its reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

from indexer.model import Block, ColumnHead, TextLink
from indexer.text.urls import shift_link

from .inline import InlineText, join_inline

_PAGE_HEAD = re.compile(
    r"(?:pages?|page no\.?|seiten?|p[áa]ginas?|p[áa]g\.?|стр(?:аница|\.)?|الصفحة|页次|頁|页|ページ|pagina's|strona"
    r"|strana|sida|side|sivu|oldal|sayfa|σελίδα)",
    re.IGNORECASE,
)
_PAGE_NUMBER = re.compile(r"\d{1,4}")
_MIN_CONTENTS = 3  # rows with a page number
_MAX_COLUMNS = 1000  # columns that a cell may span: more is an attack, not a table


@dataclass
class TableCell:
    """A cell: its paragraphs, and the columns and rows it spans."""

    words: list[InlineText] = field(default_factory=list)
    columns: int = 1
    rows: int = 1

    @property
    def text(self) -> str:
        """Its words on one line."""
        return self._joined[0]

    @property
    def raw(self) -> str:
        """Its words as the source has them."""
        return self._joined[1]

    @cached_property
    def _joined(self) -> tuple[str, str]:
        return join_inline(self.words)  # they are all there when they are first asked for


@dataclass
class TableRow:
    """A row, and the page that it stands on."""

    cells: list[TableCell]
    page: int | None = None
    is_head: bool = False


def table_blocks(rows: Sequence[TableRow]) -> list[Block]:
    """Return the rows as blocks: head rows are dropped, and each row beneath carries their words beside its own."""
    if is_contents([[cell.text for cell in row.cells] for row in rows]):
        raws = ["\t".join(cell.raw for cell in row.cells) for row in rows]
        return [
            Block("table_row", "", raw, page=row.page, drop="table_of_contents")
            for row, raw in zip(rows, raws, strict=True)
            if raw.strip()
        ]
    blocks: list[Block] = []
    grid = _grid(rows)
    heads: list[str] = []
    body_seen = all(row.is_head for row in rows)  # heads over nothing are all there is
    above: dict[int, str] = {}
    for row, cells in zip(rows, grid, strict=True):
        merged = tuple(
            (column, above[column]) for column, cell in enumerate(cells) if cell is None and above.get(column)
        )
        above |= {column: cell.text for column, cell in enumerate(cells) if cell}
        raw = "\t".join(cell.raw for cell in row.cells).strip("\t")
        if row.is_head and not body_seen:
            heads = _joined_heads(heads, [cell.text if cell else "" for cell in cells])
            blocks.extend([Block("table_row", "", raw, page=row.page, drop="column_heads")] if raw.strip() else [])
        else:
            body_seen = True
            blocks.extend(_row_block(row, raw, _row_cells(cells, heads), heads, merged))
        blocks.extend(block for cell in row.cells for words in cell.words for block in words.set_aside_blocks(row.page))
    return blocks


def is_contents(rows: Sequence[Sequence[str]]) -> bool:
    """Return whether a table is one of contents: a row has the word for `page` alone, and page numbers end the rest."""
    filled = [[cell for cell in row if cell.strip()] for row in rows]
    has_page_head = any(row and _PAGE_HEAD.fullmatch(row[-1].strip()) for row in filled[:3])
    numbers = [int(row[-1]) for row in filled if len(row) > 1 and _PAGE_NUMBER.fullmatch(row[-1].strip())]
    return has_page_head and len(numbers) >= _MIN_CONTENTS and 2 * len(numbers) > len(filled) and _grow(numbers)


def _grow(numbers: Sequence[int]) -> bool:
    return all(before <= after for before, after in pairwise(numbers))


def _row_block(
    row: TableRow,
    raw: str,
    cells: Sequence[tuple[str, str]],
    heads: Sequence[str],
    merged: tuple[tuple[int, str], ...],
) -> Iterable[Block]:
    """Yield the block of a row, given the words of its filled cells with their heads, all heads and merged cells."""
    if not raw.strip():
        return
    text = join_cells([words for words, _ in cells])
    if not text:
        yield Block("table_row", "", raw, page=row.page, drop="no_words")
        return
    yield Block(
        "table_row",
        text,
        raw,
        page=row.page,
        notes=tuple(note for cell in row.cells for words in cell.words for note in words.notes),
        links=tuple(_links(row, text)),
        heads=tuple(column_heads(cells)),
        lead_in=head_line(heads),
        merged=merged,
    )


def head_line(heads: Sequence[str]) -> str | None:
    """Return the heads of a table on one line, a head that spans columns once; None where it has none."""
    shown = [head for head, before in zip(heads, ["", *heads], strict=False) if head not in ("", before)]
    return join_cells(shown) or None


def column_heads(cells: Sequence[tuple[str, str]]) -> Iterator[ColumnHead]:
    """Yield the heads of the filled cells of a row, given the words and the head of each, by their positions."""
    end, before = 0, ""
    for words, head in cells:
        length = len(join_cells([words]))
        end += length + (len(join_cells([before[-1], words[:1]])) - 2 if before and words else 0)
        if head and head != words:
            yield ColumnHead(head.rstrip(":"), end - length, end)
        before = words


def shift_head(head: ColumnHead, offset: int) -> ColumnHead:
    """Return a head whose cell stands further on in a text."""
    return replace(head, start=head.start + offset, end=head.end + offset)


def _links(row: TableRow, text: str) -> Iterator[TextLink]:
    """Yield the links of the cells, by their positions in the text of the row."""
    start = 0
    for cell in row.cells:
        for words in cell.words:
            if words.links and words.text:
                start = max(start, text.find(words.text, start))
                yield from (shift_link(link, start) for link in words.links)


def _row_cells(cells: Sequence[TableCell | None], heads: Sequence[str]) -> list[tuple[str, str]]:
    """Return the words of the filled cells of a row, each cell once, with the head of its first column."""
    filled: list[tuple[str, str]] = []
    previous: TableCell | None = None
    for column, cell in enumerate(cells):
        if cell is None or cell is previous or not cell.text:
            previous = cell
            continue
        previous = cell
        filled.append((cell.text, heads[column] if column < len(heads) else ""))
    return filled


def join_cells(cells: Sequence[str]) -> str:
    """Join the cells of a row on one line: with a semicolon, or a space after a full stop."""
    return re.sub(r"(?<=[.!?;:]); ", " ", "; ".join(cells))


def _joined_heads(above: Sequence[str], below: Sequence[str]) -> list[str]:
    """Join heads of two rows from top to bottom: `Budget, 2024`."""
    heads = []
    for column in range(max(len(above), len(below))):
        upper = above[column] if column < len(above) else ""
        lower = below[column] if column < len(below) else ""
        heads.append(f"{upper}, {lower}" if upper and lower and upper != lower else lower or upper)
    return heads


def _grid(rows: Sequence[TableRow]) -> list[list[TableCell | None]]:
    """Return each row's cells by column; a cell that spans columns stands in each, one that spans rows in the first."""
    grid: list[list[TableCell | None]] = []
    spanning: dict[int, tuple[TableCell, int]] = {}
    for row in rows:
        line: list[TableCell | None] = []
        pending = row.cells[::-1]
        while pending or len(line) in spanning:
            if len(line) in spanning:
                cell, rows_left = spanning.pop(len(line))
                if rows_left > 1:
                    spanning[len(line)] = (cell, rows_left - 1)
                line.append(cell if row.is_head else None)
                continue
            cell = pending.pop()
            for _ in range(min(max(cell.columns, 1), _MAX_COLUMNS)):
                if cell.rows > 1:
                    spanning[len(line)] = (cell, cell.rows - 1)
                line.append(cell)
        grid.append(line)
    return grid
