"""The order in which the parts of a page are read: columns, the titles above them, frames and tables beside them.

A page is cut at gutters into columns and, between lines that run across a gutter, into bands; each part is
then cut again in the same way (the recursive X-Y cut of Nagy and Seth, 1984, led by gutters).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Protocol

from .edges import BoxEdges
from .graphics import PdfBox
from .lines import PdfLine

_NARROWEST = 5.0  # of the type size: no column of a list is narrower
_COLUMN = 8.0  # of the type size: no column of text is narrower
_PROSE = 11.0  # of the type size: cells of a table are shorter than a line of running text
_GUTTER = 0.75  # of the type size
_HUNG = 0.6  # of the type size: how far a quotation mark at the beginning of a line may hang into the gutter
_QUOTES = ("“", "”", "„", "‘", "«", "»", "‹", "›", '"', "'")
_FULL = 0.68  # of a column's width: how long the middling line of running text is at least


class Positioned(Protocol):
    """Anything with a place on the page."""

    @property
    def x0(self) -> float: ...  # noqa: D102 # the protocol's docstring says it
    @property
    def x1(self) -> float: ...  # noqa: D102
    @property
    def top(self) -> float: ...  # noqa: D102
    @property
    def bottom(self) -> float: ...  # noqa: D102
    @property
    def size(self) -> float: ...  # noqa: D102
    @property
    def order(self) -> int: ...  # noqa: D102


@dataclass(frozen=True)
class PdfFrame(BoxEdges):
    """A box drawn around text that stands beside the main text; it is read whole, on its own."""

    box: PdfBox
    items: tuple[Positioned, ...]
    size: float
    order: int


Column = list[Positioned]


def split_columns(items: Sequence[Positioned], depth: int = 0) -> list[Column]:
    """The items of a page as columns, each from top to bottom, in reading order."""
    gutter = _gutter(items) if len(items) >= 4 and depth < 6 else None
    if gutter is None:
        return _unframed(sorted(items, key=lambda item: (round(item.bottom), item.x0)), depth)
    found: list[Column] = []
    for band in _bands(items, gutter):
        if not band.has_columns:
            found.extend(_unframed(sorted(band.items, key=lambda item: (round(item.bottom), item.x0)), depth))
            continue
        for side in (band.left, band.right):
            found.extend(split_columns(side, depth + 1))
    return found


def _unframed(column: Column, rank: int) -> list[Column]:
    """A column cut where a frame stands in it; a frame beside its lines is read after them."""
    found: list[Column] = [[]]
    beside: list[Column] = []
    for item in column:
        if not isinstance(item, PdfFrame):
            found[-1].append(item)
        elif any(one is not item and one.top < item.bottom and one.bottom > item.top for one in column):
            beside.extend(split_columns(item.items, rank + 1))
        else:
            found.extend(split_columns(item.items, rank + 1))
            found.append([])
    return [part for part in (*found, *beside) if part]


def group_frames(items: Sequence[Positioned], boxes: Sequence[PdfBox], width: float, height: float) -> list[Positioned]:
    """The items of a page, those inside a drawn box that is a part of the page put together as one."""
    left = list(items)
    found: list[Positioned] = []
    for box in sorted(set(boxes), key=lambda box: (box.x0 - box.x1) * (box.y1 - box.y0)):
        if (box.x1 - box.x0) * (box.y1 - box.y0) > 0.5 * width * height:
            continue
        inside = [item for item in left if _within(item, box)]
        if inside and len(inside) < len(left):
            found.append(PdfFrame(box, tuple(inside), median(i.size for i in inside), min(i.order for i in inside)))
            left = [item for item in left if not _within(item, box)]
    return [*left, *found]


def _within(item: Positioned, box: PdfBox) -> bool:
    middle = (item.top + item.bottom) / 2
    return item.x0 >= box.x0 - 2 and item.x1 <= box.x1 + 2 and box.y0 <= middle <= box.y1


@dataclass
class _ColumnBand:
    """What stands between two lines that cross the gutter, or a run of such lines."""

    items: list[Positioned]
    left: list[Positioned]
    right: list[Positioned]

    @property
    def has_columns(self) -> bool:
        """Whether text stands on both sides, side by side."""
        if not self.left or not self.right or len(self.items) < 4:
            return False
        shared = min(max(i.bottom for i in self.left), max(i.bottom for i in self.right)) - max(
            min(i.top for i in self.left), min(i.top for i in self.right)
        )
        return shared > 2 * median(item.size for item in self.items)


def _bands(items: Sequence[Positioned], gutter: float) -> list[_ColumnBand]:
    """Bands from top to bottom; a band without two sides is one with the crossing lines around it."""
    found: list[_ColumnBand] = []
    for item in sorted(items, key=lambda item: (item.top, item.x0)):
        side = _side(item, gutter)
        if not found or ((side is None) != (not found[-1].left and not found[-1].right)):
            found.append(_ColumnBand([], [], []))
        found[-1].items.append(item)
        if side is not None:
            (found[-1].right if side else found[-1].left).append(item)
    joined: list[_ColumnBand] = []
    for band in found:
        for part in _without_tail(band) if band.has_columns else (band,):
            if joined and not part.has_columns and not joined[-1].has_columns:
                joined[-1] = _ColumnBand([*joined[-1].items, *part.items], [], [])
            else:
                joined.append(part)
    return joined


def _without_tail(band: _ColumnBand) -> Sequence[_ColumnBand]:
    """A list in two columns and, apart from it, the lines below it that the page has after both its columns."""
    foot, last = max(item.bottom for item in band.right), max(item.order for item in band.right)
    tail = [item for item in band.left if item.top > foot - 1 and item.order > last]
    left = [item for item in band.left if item not in tail]
    if not tail or not left or _runs(left):
        return (band,)
    return _ColumnBand([*left, *band.right], left, band.right), _ColumnBand(tail, tail, [])


def _side(item: Positioned, gutter: float) -> int | None:
    """0 on the left of a gutter, 1 on its right, None across it."""
    hung = isinstance(item, PdfLine) and item.text.startswith(_QUOTES)
    if item.x0 >= gutter - (max(2, _HUNG * item.size) if hung else 2):
        return 1
    return 0 if item.x1 <= gutter - _GUTTER * min(item.size, 14) else None


def _gutter(items: Sequence[Positioned]) -> float | None:
    """The left edge of the second column from the left, if the items have more columns than one."""
    left = min(item.x0 for item in items)
    size = median(item.size for item in items)
    best, most = None, 0
    for edge in _edges(items, left + _COLUMN * size):
        held = sum(_held(band) for band in _bands(items, edge) if band.has_columns)
        if held > 1.1 * most:
            best, most = edge, held
    return best


def _edges(items: Sequence[Positioned], least: float) -> Iterator[float]:
    """Left edges that several lines share."""
    edges = sorted(item.x0 for item in items if item.x0 > least)
    begin = 0
    for place in range(len(edges)):
        if place + 1 == len(edges) or edges[place + 1] - edges[place] > 2:
            if place + 1 - begin >= 2:
                yield edges[begin]
            begin = place + 1


def _held(band: _ColumnBand) -> int:
    """How many items a band sets in columns of running text; 0 where its rows are those of a table."""
    left, right = band.left, band.right
    size = median(item.size for item in band.items)
    if min(len(left), len(right)) < 2 or _width(right) < _NARROWEST * size:
        return 0
    wide = _width(right) >= _COLUMN * size
    apart = max(item.order for item in left) < min(item.order for item in right)
    if apart or (wide and _runs(left) and (_runs(right) or _gutter(right) is not None)):
        return len(band.items)
    return 0


def _width(items: Sequence[Positioned]) -> float:
    return max(item.x1 for item in items) - min(item.x0 for item in items)


def _runs(items: Sequence[Positioned]) -> bool:
    """Whether these lines fill their column as running text does."""
    lines = [item for item in items if isinstance(item, PdfLine)]
    if not lines:
        return True
    middling, size = median(line.x1 - line.x0 for line in lines), median(line.size for line in lines)
    return len(lines) > 2 and middling >= max(_FULL * _width(items), _PROSE * size)
