"""Find the reading order of the parts of a page: columns, the titles above them, frames and tables beside them.

A page is cut at gutters into columns and, between lines that cross a gutter, into bands. Each part is then cut again in
the same way (the recursive X-Y cut of Nagy and Seth, 1984, led by gutters).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Protocol

from .graphics import BoxEdges, PdfBox
from .lines import PdfLine

_MIN_LIST_COLUMN = 5.0  # of the type size: no column of a list is narrower
_MIN_TEXT_COLUMN = 8.0  # of the type size: no column of text is narrower
_MIN_PROSE_LINE = 11.0  # of the type size: cells of a table are shorter than a line of running text
_GUTTER = 0.75  # of the type size
_MAX_HANG = 0.6  # of the type size: how far an opening quotation mark may hang into the gutter
_QUOTES = ("“", "”", "„", "‘", "«", "»", "‹", "›", '"', "'")
_MIN_FILL = 0.68  # of a column's width: the median line of running text is at least this long


class Positioned(Protocol):
    """Anything with a position on the page."""

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
    """A box drawn around text beside the main text; it is read on its own."""

    box: PdfBox
    items: tuple[Positioned, ...]
    size: float
    order: int


Column = list[Positioned]


def split_columns(items: Sequence[Positioned], depth: int = 0) -> list[Column]:
    """Return the items of a page as columns in reading order, each from top to bottom."""
    gutter = _gutter(items) if len(items) >= 4 and depth < 6 else None
    if gutter is None:
        return _split_at_frames(sorted(items, key=lambda item: (round(item.bottom), item.x0)), depth)
    result: list[Column] = []
    for band in _bands(items, gutter):
        if not band.has_columns:
            result.extend(_split_at_frames(sorted(band.items, key=lambda item: (round(item.bottom), item.x0)), depth))
            continue
        for side in (band.left, band.right):
            result.extend(split_columns(side, depth + 1))
    return result


def _split_at_frames(column: Column, rank: int) -> list[Column]:
    """Cut a column where a frame stands in it; a frame beside its lines is read after them."""
    result: list[Column] = [[]]
    beside: list[Column] = []
    for item in column:
        if not isinstance(item, PdfFrame):
            result[-1].append(item)
        elif any(other is not item and other.top < item.bottom and other.bottom > item.top for other in column):
            beside.extend(split_columns(item.items, rank + 1))
        else:
            result.extend(split_columns(item.items, rank + 1))
            result.append([])
    return [part for part in (*result, *beside) if part]


def group_frames(items: Sequence[Positioned], boxes: Sequence[PdfBox], width: float, height: float) -> list[Positioned]:
    """Return the items of a page, with those inside a drawn box grouped as one frame."""
    remaining = list(items)
    frames: list[Positioned] = []
    for box in sorted(set(boxes), key=lambda box: (box.x0 - box.x1) * (box.y1 - box.y0)):
        if (box.x1 - box.x0) * (box.y1 - box.y0) > 0.5 * width * height:
            continue
        inside = [item for item in remaining if _is_within(item, box)]
        if inside and len(inside) < len(remaining):
            frames.append(PdfFrame(box, tuple(inside), median(i.size for i in inside), min(i.order for i in inside)))
            remaining = [item for item in remaining if not _is_within(item, box)]
    return [*remaining, *frames]


def _is_within(item: Positioned, box: PdfBox) -> bool:
    middle = (item.top + item.bottom) / 2
    return item.x0 >= box.x0 - 2 and item.x1 <= box.x1 + 2 and box.y0 <= middle <= box.y1


@dataclass
class _ColumnBand:
    """The items between two lines that cross the gutter, or a run of such lines."""

    items: list[Positioned]
    left: list[Positioned]
    right: list[Positioned]

    @property
    def has_columns(self) -> bool:
        """Whether text stands on both sides of the gutter, side by side."""
        if not self.left or not self.right or len(self.items) < 4:
            return False
        shared = min(max(i.bottom for i in self.left), max(i.bottom for i in self.right)) - max(
            min(i.top for i in self.left), min(i.top for i in self.right)
        )
        return shared > 2 * median(item.size for item in self.items)


def _bands(items: Sequence[Positioned], gutter: float) -> list[_ColumnBand]:
    """Return the bands from top to bottom; a band without two sides is merged with the crossing lines around it."""
    raw_bands: list[_ColumnBand] = []
    for item in sorted(items, key=lambda item: (item.top, item.x0)):
        side = _side(item, gutter)
        if not raw_bands or ((side is None) != (not raw_bands[-1].left and not raw_bands[-1].right)):
            raw_bands.append(_ColumnBand([], [], []))
        raw_bands[-1].items.append(item)
        if side is not None:
            (raw_bands[-1].right if side else raw_bands[-1].left).append(item)
    joined: list[_ColumnBand] = []
    for band in raw_bands:
        for part in _split_tail(band) if band.has_columns else (band,):
            if joined and not part.has_columns and not joined[-1].has_columns:
                joined[-1] = _ColumnBand([*joined[-1].items, *part.items], [], [])
            else:
                joined.append(part)
    return joined


def _split_tail(band: _ColumnBand) -> Sequence[_ColumnBand]:
    """Split a two-column list from the lines below it that the page has after both its columns."""
    foot, last = max(item.bottom for item in band.right), max(item.order for item in band.right)
    tail = [item for item in band.left if item.top > foot - 1 and item.order > last]
    left = [item for item in band.left if item not in tail]
    if not tail or not left or _is_running_text(left):
        return (band,)
    return _ColumnBand([*left, *band.right], left, band.right), _ColumnBand(tail, tail, [])


def _side(item: Positioned, gutter: float) -> int | None:
    """Return 0 for left of a gutter, 1 for right of it, None for across it."""
    opens_quotation = isinstance(item, PdfLine) and item.text.startswith(_QUOTES)
    if item.x0 >= gutter - (max(2, _MAX_HANG * item.size) if opens_quotation else 2):
        return 1
    return 0 if item.x1 <= gutter - _GUTTER * min(item.size, 14) else None


def _gutter(items: Sequence[Positioned]) -> float | None:
    """Return the left edge of the second column from the left, if the items have more than one column."""
    left_edge = min(item.x0 for item in items)
    size = median(item.size for item in items)
    best_edge, best_count = None, 0
    for edge in _edges(items, left_edge + _MIN_TEXT_COLUMN * size):
        count = sum(_columnar_items(band) for band in _bands(items, edge) if band.has_columns)
        if count > 1.1 * best_count:
            best_edge, best_count = edge, count
    return best_edge


def _edges(items: Sequence[Positioned], min_edge: float) -> Iterator[float]:
    """Yield left edges that several lines share."""
    edges = sorted(item.x0 for item in items if item.x0 > min_edge)
    begin = 0
    for index in range(len(edges)):
        if index + 1 == len(edges) or edges[index + 1] - edges[index] > 2:
            if index + 1 - begin >= 2:
                yield edges[begin]
            begin = index + 1


def _columnar_items(band: _ColumnBand) -> int:
    """Count the items that a band sets in columns of running text; 0 when its rows are those of a table."""
    left, right = band.left, band.right
    size = median(item.size for item in band.items)
    if min(len(left), len(right)) < 2 or _width(right) < _MIN_LIST_COLUMN * size:
        return 0
    wide = _width(right) >= _MIN_TEXT_COLUMN * size
    apart = max(item.order for item in left) < min(item.order for item in right)
    if apart or (wide and _is_running_text(left) and (_is_running_text(right) or _gutter(right) is not None)):
        return len(band.items)
    return 0


def _width(items: Sequence[Positioned]) -> float:
    return max(item.x1 for item in items) - min(item.x0 for item in items)


def _is_running_text(items: Sequence[Positioned]) -> bool:
    """Return whether these lines fill their column as running text does."""
    lines = [item for item in items if isinstance(item, PdfLine)]
    if not lines:
        return True
    median_width, size = median(line.x1 - line.x0 for line in lines), median(line.size for line in lines)
    return len(lines) > 2 and median_width >= max(_MIN_FILL * _width(items), _MIN_PROSE_LINE * size)
