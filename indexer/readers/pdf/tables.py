"""Tables of a page: grids of rules, and rows of cells that stand under a row of heads in bold.

Text that is merely aligned is no table here: it stays lines, for `structure` to read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .body_type import PdfRow, group_rows
from .edges import BoxEdges
from .graphics import PageGraphics, PdfBox
from .lines import PdfLine

_TOUCH = 2.5  # points: rules this near meet
_MOST_RULES = 800  # a drawing with more is no table

Cells = list[list[PdfLine]]
"""The cells of one row, each as its lines from top to bottom."""


@dataclass(frozen=True)
class PdfTable(BoxEdges):
    """Rows of cells; `heads` says whether the first row names the columns."""

    rows: tuple[Cells, ...]
    has_heads: bool
    box: PdfBox
    size: float
    order: int


def ruled_tables(lines: Sequence[PdfLine], drawn: PageGraphics) -> tuple[list[PdfTable], list[PdfLine]]:
    """The tables whose cells are parted by rules, and the lines that stand in none."""
    across, down = _rules(drawn)
    if len(across) < 2 or len(down) < 1 or len(across) + len(down) > _MOST_RULES:
        return [], list(lines)
    tables: list[PdfTable] = []
    rest = list(lines)
    for grid_across, grid_down in _grids(across, down):
        table, rest = _filled(grid_across, grid_down, rest, drawn)
        if table:
            tables.append(table)
    return tables, rest


def _rules(drawn: PageGraphics) -> tuple[list[PdfBox], list[PdfBox]]:
    """Rules as long as they are seen, pieces in one line joined; the edges of frames are rules too."""
    across, down = list(drawn.horizontal_rules), list(drawn.vertical_rules)
    for frame in drawn.frames[:_MOST_RULES]:
        across += [frame._replace(y1=frame.y0), frame._replace(y0=frame.y1)]
        down += [frame._replace(x1=frame.x0), frame._replace(x0=frame.x1)]
    turned = [PdfBox(box.y0, box.x0, box.y1, box.x1) for box in down]
    return _lengthened(across), [PdfBox(box.y0, box.x0, box.y1, box.x1) for box in _lengthened(turned)]


def _lengthened(rules: Sequence[PdfBox]) -> list[PdfBox]:
    found: list[PdfBox] = []
    levels: list[list[PdfBox]] = []
    for rule in sorted(rules, key=lambda rule: rule.y0):
        if not levels or rule.y0 - levels[-1][0].y0 > _TOUCH:
            levels.append([])
        levels[-1].append(rule)
    for level in levels:
        begin = len(found)
        for rule in sorted(level):
            if len(found) > begin and rule.x0 <= found[-1].x1 + _TOUCH:
                found[-1] = found[-1]._replace(x1=max(found[-1].x1, rule.x1))
            else:
                found.append(rule)
    return found


def _grids(across: Sequence[PdfBox], down: Sequence[PdfBox]) -> list[tuple[list[PdfBox], list[PdfBox]]]:
    """Rules that meet one another, as grids."""
    grids: list[tuple[list[PdfBox], list[PdfBox]]] = []
    left = list(down)
    while left:
        mine, todo = [left.pop()], 1
        rows: list[PdfBox] = []
        while todo:
            todo = 0
            for rule in across:
                if rule not in rows and any(_meets(rule, wall) for wall in mine):
                    rows.append(rule)
                    todo += 1
            joined = [wall for wall in left if any(_meets(rule, wall) for rule in rows)]
            left = [wall for wall in left if wall not in joined]
            mine += joined
            todo += len(joined)
        grids.append((rows, mine))
    return grids


def _meets(rule: PdfBox, wall: PdfBox) -> bool:
    return rule.x0 - _TOUCH <= wall.x0 <= rule.x1 + _TOUCH and wall.y0 - _TOUCH <= rule.y0 <= wall.y1 + _TOUCH


def _steps(places: Iterable[float]) -> list[float]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > 4:
            found.append(place)
    return found


def _filled(
    across: list[PdfBox], down: list[PdfBox], lines: list[PdfLine], drawn: PageGraphics
) -> tuple[PdfTable | None, list[PdfLine]]:
    """A grid with the lines that stand in its cells, if it has two columns and two rows at least."""
    columns = _steps([*(wall.x0 for wall in down), *(edge for rule in across for edge in (rule.x0, rule.x1))])
    rows = _steps([*(rule.y0 for rule in across), *(edge for wall in down for edge in (wall.y0, wall.y1))])
    if len(columns) < 3 or len(rows) < 3:
        return None, lines
    cells: dict[int, Cells] = {}
    rest: list[PdfLine] = []
    for line in lines:
        middle = line.y - 0.3 * line.size
        row = sum(middle > edge for edge in rows) - 1
        column = sum(line.x0 + 0.3 * line.size > edge for edge in columns) - 1
        if 0 <= row < len(rows) - 1 and 0 <= column < len(columns) - 1 and line.x1 <= columns[-1] + line.size:
            cells.setdefault(row, [[] for _ in columns[1:]])[column].append(line)
        else:
            rest.append(line)
    filled = [cells[row] for row in sorted(cells)]
    if len(filled) < 2 or max(sum(bool(cell) for cell in row) for row in filled) < 2:
        return None, lines
    box = PdfBox(columns[0], rows[0], columns[-1], rows[-1])
    shaded = any(
        abs(frame.y0 - rows[0]) < 3 and abs(frame.y1 - rows[1]) < 3 for frame in drawn.frames if min(cells) == 0
    ) and not any(abs(frame.y1 - rows[-1]) < 3 for frame in drawn.frames)
    first = [line for cell in filled[0] for line in cell]
    heads = all(filled[0]) and (shaded or (_bold(filled[0]) and not _bold(filled[1])))
    return PdfTable(tuple(filled), heads, box, first[0].size, min(line.order for line in first)), rest


def _bold(row: Cells) -> bool:
    return all(line.bold for cell in row for line in cell)


def headed_tables(rows: Sequence[PdfRow]) -> list[PdfRow | PdfTable]:
    """The same rows of a column, those under a row of bold heads made tables."""
    found: list[PdfRow | PdfTable] = []
    place = 0
    while place < len(rows):
        end = _table_end(rows, place)
        if end:
            found.append(_headed(rows[place:end]))
            place = end
        else:
            found.append(rows[place])
            place += 1
    return found


def _table_end(rows: Sequence[PdfRow], start: int) -> int | None:
    """Where the table ends whose heads stand in a row, or None where that row heads no table."""
    head = rows[start]
    if len(head.parts) < 2 or not all(part.bold for part in head.parts):
        return None
    end, whole = start + 1, 0
    while end < len(rows):
        row, before = rows[end], rows[end - 1]
        if row.bold or row.y - before.y > 3.2 * before.size or not _under(head, row):
            break
        if len(row.parts) == 1 and len(before.parts) == 1 and row.x1 > head.parts[1].x0:
            break
        whole += len(row.parts) > 1
        end += 1
    return end if whole >= 2 else None


def _under(head: PdfRow, row: PdfRow) -> bool:
    """Whether each part of a row begins or ends under a head, no two under the same."""
    places = [_column(head, part) for part in row.parts]
    aligned = all(
        any(abs(part.x0 - top.x0) < 4 or abs(part.x1 - top.x1) < 4 or abs(part.x0 + part.x1 - top.x0 - top.x1) < 8
            for top in head.parts)
        for part in row.parts
    )  # fmt: skip
    return aligned and len(set(places)) == len(places)


def _column(head: PdfRow, part: PdfLine) -> int:
    return max(range(len(head.parts)), key=lambda place: _shared(head.parts[place], part))


def _shared(head: PdfLine, part: PdfLine) -> float:
    shared = min(head.x1, part.x1) - max(head.x0, part.x0)
    return shared if shared > 0 else -min(abs(head.x0 - part.x0), abs(head.x1 - part.x1))


def _headed(rows: Sequence[PdfRow]) -> PdfTable:
    """Rows under heads; a row without a first cell goes on with the row above it."""
    head = rows[0]
    made: list[Cells] = [[[part] for part in head.parts]]
    for row in rows[1:]:
        places = [_column(head, part) for part in row.parts]
        if 0 in places or len(made) == 1:
            made.append([[] for _ in head.parts])
        for place, part in zip(places, row.parts, strict=True):
            made[-1][place].append(part)
    lines = [part for row in rows for part in row.parts]
    box = PdfBox(min(i.x0 for i in lines), lines[0].top, max(i.x1 for i in lines), lines[-1].bottom)
    return PdfTable(tuple(made), True, box, head.size, min(line.order for line in lines))


def cell_lines(cell: Sequence[PdfLine]) -> list[str]:
    """The lines of a cell in reading order."""
    return [row.text for row in group_rows(cell)]
