"""Find the tables of a page: grids of rules, and rows of cells under a row of bold heads.

Text that is merely aligned is no table here: it stays lines, for `structure` to read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .body_type import PdfRow, group_rows
from .graphics import BoxEdges, PageGraphics, PdfBox
from .lines import PdfLine

_MAX_GAP = 2.5  # points: rules this close meet
_MAX_RULES = 800  # rules: a drawing with more is no table

Cells = list[list[PdfLine]]
"""The cells of one row, each as its lines from top to bottom."""


@dataclass(frozen=True)
class PdfTable(BoxEdges):
    """Rows of cells; `has_heads` when the first row names the columns."""

    rows: tuple[Cells, ...]
    has_heads: bool
    box: PdfBox
    size: float
    order: int


def ruled_tables(lines: Sequence[PdfLine], graphics: PageGraphics) -> tuple[list[PdfTable], list[PdfLine]]:
    """Return the tables whose cells are separated by rules, and the lines outside them."""
    horizontal, vertical = _rules(graphics)
    if len(horizontal) < 2 or len(vertical) < 1 or len(horizontal) + len(vertical) > _MAX_RULES:
        return [], list(lines)
    tables: list[PdfTable] = []
    lines_outside = list(lines)
    for grid_across, grid_down in _grids(horizontal, vertical):
        table, lines_outside = _fill_grid(grid_across, grid_down, lines_outside, graphics)
        if table:
            tables.append(table)
    return tables, lines_outside


def _rules(graphics: PageGraphics) -> tuple[list[PdfBox], list[PdfBox]]:
    """Return the rules as long as they are seen, collinear pieces joined; the edges of frames are rules too."""
    horizontal, vertical = list(graphics.horizontal_rules), list(graphics.vertical_rules)
    for frame in graphics.frames[:_MAX_RULES]:
        horizontal += [frame._replace(y1=frame.y0), frame._replace(y0=frame.y1)]
        vertical += [frame._replace(x1=frame.x0), frame._replace(x0=frame.x1)]
    turned = [PdfBox(box.y0, box.x0, box.y1, box.x1) for box in vertical]
    return _join_rules(horizontal), [PdfBox(box.y0, box.x0, box.y1, box.x1) for box in _join_rules(turned)]


def _join_rules(rules: Sequence[PdfBox]) -> list[PdfBox]:
    joined: list[PdfBox] = []
    levels: list[list[PdfBox]] = []
    for rule in sorted(rules, key=lambda rule: rule.y0):
        if not levels or rule.y0 - levels[-1][0].y0 > _MAX_GAP:
            levels.append([])
        levels[-1].append(rule)
    for level in levels:
        begin = len(joined)
        for rule in sorted(level):
            if len(joined) > begin and rule.x0 <= joined[-1].x1 + _MAX_GAP:
                joined[-1] = joined[-1]._replace(x1=max(joined[-1].x1, rule.x1))
            else:
                joined.append(rule)
    return joined


def _grids(horizontal: Sequence[PdfBox], vertical: Sequence[PdfBox]) -> list[tuple[list[PdfBox], list[PdfBox]]]:
    """Return rules that meet one another, as grids."""
    grids: list[tuple[list[PdfBox], list[PdfBox]]] = []
    remaining = list(vertical)
    while remaining:
        vertical_rules, added = [remaining.pop()], 1
        rows: list[PdfBox] = []
        while added:
            added = 0
            for rule in horizontal:
                if rule not in rows and any(_crosses(rule, vertical_rule) for vertical_rule in vertical_rules):
                    rows.append(rule)
                    added += 1
            joined = [
                vertical_rule for vertical_rule in remaining if any(_crosses(rule, vertical_rule) for rule in rows)
            ]
            remaining = [vertical_rule for vertical_rule in remaining if vertical_rule not in joined]
            vertical_rules += joined
            added += len(joined)
        grids.append((rows, vertical_rules))
    return grids


def _crosses(rule: PdfBox, vertical_rule: PdfBox) -> bool:
    return (
        rule.x0 - _MAX_GAP <= vertical_rule.x0 <= rule.x1 + _MAX_GAP
        and vertical_rule.y0 - _MAX_GAP <= rule.y0 <= vertical_rule.y1 + _MAX_GAP
    )


def _distinct_positions(positions: Iterable[float]) -> list[float]:
    steps: list[float] = []
    for position in sorted(positions):
        if not steps or position - steps[-1] > 4:
            steps.append(position)
    return steps


def _fill_grid(
    horizontal: list[PdfBox], vertical: list[PdfBox], lines: list[PdfLine], graphics: PageGraphics
) -> tuple[PdfTable | None, list[PdfLine]]:
    """Fill a grid with the lines in its cells; return no table unless it has two columns and two rows."""
    columns = _distinct_positions(
        [
            *(vertical_rule.x0 for vertical_rule in vertical),
            *(edge for rule in horizontal for edge in (rule.x0, rule.x1)),
        ]
    )
    rows = _distinct_positions(
        [
            *(rule.y0 for rule in horizontal),
            *(edge for vertical_rule in vertical for edge in (vertical_rule.y0, vertical_rule.y1)),
        ]
    )
    if len(columns) < 3 or len(rows) < 3:
        return None, lines
    cells: dict[int, Cells] = {}
    lines_outside: list[PdfLine] = []
    for line in lines:
        middle = line.y - 0.3 * line.size
        row = sum(middle > edge for edge in rows) - 1
        column = sum(line.x0 + 0.3 * line.size > edge for edge in columns) - 1
        if 0 <= row < len(rows) - 1 and 0 <= column < len(columns) - 1 and line.x1 <= columns[-1] + line.size:
            cells.setdefault(row, [[] for _ in columns[1:]])[column].append(line)
        else:
            lines_outside.append(line)
    filled = [cells[row] for row in sorted(cells)]
    if len(filled) < 2 or max(sum(bool(cell) for cell in row) for row in filled) < 2:
        return None, lines
    box = PdfBox(columns[0], rows[0], columns[-1], rows[-1])
    shaded = any(
        abs(frame.y0 - rows[0]) < 3 and abs(frame.y1 - rows[1]) < 3 for frame in graphics.frames if min(cells) == 0
    ) and not any(abs(frame.y1 - rows[-1]) < 3 for frame in graphics.frames)
    first = [line for cell in filled[0] for line in cell]
    heads = all(filled[0]) and (shaded or (_bold(filled[0]) and not _bold(filled[1])))
    return PdfTable(tuple(filled), heads, box, first[0].size, min(line.order for line in first)), lines_outside


def _bold(row: Cells) -> bool:
    return all(line.bold for cell in row for line in cell)


def headed_tables(rows: Sequence[PdfRow]) -> list[PdfRow | PdfTable]:
    """Return the rows of a column, with those under a row of bold heads made into tables."""
    items: list[PdfRow | PdfTable] = []
    index = 0
    while index < len(rows):
        end = _table_end(rows, index)
        if end:
            items.append(_headed_table(rows[index:end]))
            index = end
        else:
            items.append(rows[index])
            index += 1
    return items


def _table_end(rows: Sequence[PdfRow], start: int) -> int | None:
    """Return where the table under a row of heads ends, or None when that row heads no table."""
    head = rows[start]
    if len(head.parts) < 2 or not all(part.bold for part in head.parts):
        return None
    end, full_rows = start + 1, 0
    while end < len(rows):
        row, before = rows[end], rows[end - 1]
        if row.bold or row.y - before.y > 3.2 * before.size or not _is_under_heads(head, row):
            break
        if len(row.parts) == 1 and len(before.parts) == 1 and row.x1 > head.parts[1].x0:
            break
        full_rows += len(row.parts) > 1
        end += 1
    return end if full_rows >= 2 else None


def _is_under_heads(head: PdfRow, row: PdfRow) -> bool:
    """Return whether each part of a row begins or ends under a head, no two under the same one."""
    columns = [_column(head, part) for part in row.parts]
    aligned = all(any(_is_aligned(head_part, part) for head_part in head.parts) for part in row.parts)
    return aligned and len(set(columns)) == len(columns)


def _is_aligned(head: PdfLine, part: PdfLine) -> bool:
    """Return whether two parts begin, end or are centred at nearly the same position."""
    if abs(part.x0 - head.x0) < 4 or abs(part.x1 - head.x1) < 4:
        return True
    return abs(part.x0 + part.x1 - head.x0 - head.x1) < 8


def _column(head: PdfRow, part: PdfLine) -> int:
    return max(range(len(head.parts)), key=lambda column: _overlap(head.parts[column], part))


def _overlap(head: PdfLine, part: PdfLine) -> float:
    shared = min(head.x1, part.x1) - max(head.x0, part.x0)
    return shared if shared > 0 else -min(abs(head.x0 - part.x0), abs(head.x1 - part.x1))


def _headed_table(rows: Sequence[PdfRow]) -> PdfTable:
    """Build a table of rows under heads; a row without a first cell continues the row above it."""
    head = rows[0]
    table_rows: list[Cells] = [[[part] for part in head.parts]]
    for row in rows[1:]:
        columns = [_column(head, part) for part in row.parts]
        if 0 in columns or len(table_rows) == 1:
            table_rows.append([[] for _ in head.parts])
        for column, part in zip(columns, row.parts, strict=True):
            table_rows[-1][column].append(part)
    lines = [part for row in rows for part in row.parts]
    box = PdfBox(min(i.x0 for i in lines), lines[0].top, max(i.x1 for i in lines), lines[-1].bottom)
    return PdfTable(tuple(table_rows), True, box, head.size, min(line.order for line in lines))


def cell_lines(cell: Sequence[PdfLine]) -> list[str]:
    """Return the lines of a cell in reading order."""
    return [row.text for row in group_rows(cell)]
