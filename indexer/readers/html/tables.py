"""Read the rows and cells of a table on a web page, with the columns and rows that each cell spans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from .tree import children, text_of

_MAX_COLSPAN = 1000  # the limit of the HTML Standard for `colspan`
_MAX_ROWSPAN = 65534  # the same for `rowspan`


@dataclass(frozen=True)
class HtmlTableRow:
    """A row of a table: its cells, each with the columns and rows it spans."""

    cells: list[tuple[LexborNode, int, int]]
    is_head: bool


def table_rows(table: LexborNode) -> list[HtmlTableRow]:
    """Return the rows of a table in page order, without those of tables inside its cells."""
    return [
        HtmlTableRow(
            [
                (cell, _span(cell, "colspan", _MAX_COLSPAN), _span(cell, "rowspan", _MAX_ROWSPAN))
                for cell in children(row)
                if cell.tag in {"td", "th"}
            ],
            in_head or _all_heads(row),
        )
        for row, in_head in _rows(table)
    ]


def _rows(table: LexborNode) -> Iterator[tuple[LexborNode, bool]]:
    for child in children(table):
        if child.tag == "tr":
            yield child, False
        elif child.tag in {"thead", "tbody", "tfoot"}:
            for row in children(child):
                if row.tag == "tr":
                    yield row, child.tag == "thead"


def _all_heads(row: LexborNode) -> bool:
    """Return whether all filled cells of a row are header cells."""
    cells = [cell for cell in children(row) if cell.tag in {"td", "th"}]
    filled = [cell for cell in cells if cell.tag == "th" or text_of(cell).strip()]
    return bool(filled) and len(cells) > 1 and all(cell.tag == "th" for cell in filled)


def _span(cell: LexborNode, name: str, maximum: int) -> int:
    """Return the span that an attribute states, at least 1 and at most `maximum`."""
    match = re.match(r"^\s*([0-9]{1,6})", cell.attributes.get(name) or "")
    return min(max(int(match[1]), 1), maximum) if match else 1
