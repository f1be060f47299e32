"""Group the rows of a column into paragraphs and list items, by leading, indents, last lines and list marks.

What a paragraph is (heading, quotation, caption) is for `roles`; this module only decides where one ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from indexer.text.honorifics import honorific_pattern

from .body_type import BodyType, PdfRow, group_rows
from .lines import MARK_OPEN, PdfLine
from .list_items import ItemMark, can_follow, find_item_mark, section_depth
from .tables import PdfTable, headed_tables

_ENDED = re.compile(r"[.!?:;…][\"'”’»)\]]*(?:\ufdd0[^\ufdd1]*\ufdd1)?[\"'”’»)\]]*$")
_BROKEN_WORD = re.compile(r"[^\W\d_][-‐\u00ad]$")
_LABEL_LINE = re.compile(r"^[^\W\d_]+(?: [^\W\d_]+)? (?:\d{1,3}|[IVXL]{1,5}|[A-Z])[.:]?$")
DOT_LEADER = re.compile(r"(?:[.…·_] ?){5,}\s*(?:\d{1,4}|[ivxlc]{1,6})$")
_CLOCK = re.compile(r"^\d{1,2}[:.h]\d\d\b")
_WIDE = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_PERSON = re.compile(rf"^(?:{honorific_pattern('person_row')})\b\.?\s")
_NAMED = re.compile(r"^[^\W\d_][\w’' /-]{1,30}:(?:\s|$)")
_NOTE = re.compile(r"^(?:\d{1,3}[.)]?|[*†‡§]+)\s")


@dataclass
class PdfParagraph:
    """Rows that belong together; `left` and `right` are the edges of their column."""

    rows: list[PdfRow]
    left: float
    right: float
    item_mark: ItemMark | None = None
    depth: int = 0
    continued_edges: list[tuple[float, float]] = field(default_factory=list)
    """The edges of further columns that it continues in."""

    @property
    def page(self) -> int:
        """The page it begins on."""
        return self.rows[0].page

    @property
    def size(self) -> float:
        """The type size of most of its characters."""
        if len(self.rows) == 1 or self.rows[0].size == self.rows[-1].size:
            return self.rows[0].size
        volume: dict[float, int] = {}
        for row in self.rows:
            volume[row.size] = volume.get(row.size, 0) + len(row.text)
        return max(volume, key=lambda size: volume[size])

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(row.bold for row in self.rows)

    @property
    def links(self) -> tuple[str, ...]:
        """The URLs that its words link to."""
        return tuple(url for row in self.rows for url in row.links)

    @property
    def text(self) -> str:
        """Its rows with line ends, marks fenced."""
        return "\n".join(row.text for row in self.rows)


def split_paragraphs(column: Sequence[PdfLine], body_type: BodyType) -> list[PdfParagraph | PdfTable]:
    """Return the paragraphs and headed tables of one column of lines, in order."""
    rows = group_rows(column)
    if not rows:
        return []
    left, right = _edges(rows)
    builder = _ParagraphBuilder(body_type, left, right)
    rows = [PdfRow([_as_one_line(row)]) if _is_justified(row, right) else row for row in rows]
    for item in headed_tables(rows):
        builder.take(item)
    return builder.found


def _is_justified(row: PdfRow, right: float) -> bool:
    """Return whether a row has the stretched spaces of a justified line: equal gaps, one between any two words."""
    gaps = [after.x0 - before.x1 for before, after in pairwise(row.parts)]
    flush = bool(gaps) and right - row.x1 < 2 and max(gaps) - min(gaps) < 1.5 and max(gaps) < 7 * row.size
    return flush and not any(" " in part.text for part in row.parts)


def _as_one_line(row: PdfRow) -> PdfLine:
    return replace(row.parts[0], text=row.text, x1=row.x1, size=row.size, bold=row.bold, links=row.links)


def _edges(rows: Sequence[PdfRow]) -> tuple[float, float]:
    lefts, rights = sorted(row.x0 for row in rows), sorted(row.x1 for row in rows)
    return lefts[0], rights[-1 - len(rights) // 50]


class _ParagraphBuilder:
    """Builder that takes rows one by one; each continues the last paragraph or begins another."""

    def __init__(self, body_type: BodyType, left: float, right: float) -> None:
        self.body_type, self.left, self.right = body_type, left, right
        self.found: list[PdfParagraph | PdfTable] = []
        self._label: str | None = None
        self._labels: dict[int, str] = {}

    def take(self, item: PdfRow | PdfTable) -> None:
        if isinstance(item, PdfTable):
            self.found.append(item)
            return
        last = self.found[-1] if self.found else None
        mark = find_item_mark(item)
        if mark and mark.label is not None and not self._opens_item(item, mark, last):
            mark = None
        if isinstance(last, PdfParagraph) and not mark and not self._begins_paragraph(last, item):
            last.rows.append(item)
            return
        if mark and mark.label is not None:
            self._labels[round(item.x0 / 6)] = mark.label
        self.found.append(PdfParagraph([item], self.left, self.right, mark))

    def _opens_item(self, row: PdfRow, mark: ItemMark, last: PdfParagraph | PdfTable | None) -> bool:
        """Return whether a number or letter opens a list item here and does not merely begin a line."""
        if not isinstance(last, PdfParagraph) or self._is_apart(last.rows[-1], row):
            return True
        before = self._labels.get(round(row.x0 / 6))
        ended = bool(_ENDED.search(last.rows[-1].text)) or self._is_short(last.rows[-1], row)
        return ended and (can_follow(mark.label, before) or self._is_short(last.rows[-1], row))

    def _is_apart(self, before: PdfRow, row: PdfRow) -> bool:
        """Return whether the distance to the row before is wider than within a paragraph."""
        step, usual = row.y - before.y, self.body_type.leading(max(row.size, before.size))
        full = not self._is_short(before, row) and not _ENDED.search(before.text) and row.text[:1].islower()
        return step > (1.6 if full else 1.2) * usual + 0.4 or step <= 0

    def _is_short(self, before: PdfRow, row: PdfRow) -> bool:
        """Return whether the first word of a row would have fitted on the row before it."""
        first = row.size if _WIDE.match(row.text) else row.parts[0].first_word_width
        return self.right - before.x1 > first + 0.35 * before.size

    def _begins_paragraph(self, last: PdfParagraph, row: PdfRow) -> bool:
        """Return whether a row begins a new paragraph."""
        before = last.rows[-1]
        if DOT_LEADER.search(before.text) or self._is_apart(before, row) or self._changes_type(last, row):
            return True
        heading = row.size > 1.08 * self.body_type.body_size or (row.bold and last.bold)
        if heading:
            return bool(_LABEL_LINE.match(before.text) or _CLOCK.match(row.text)) or section_depth(row.text) > 1
        if row.text.startswith(MARK_OPEN) or (
            row.size < 0.93 * self.body_type.body_size and self._begins_note(last, row)
        ):
            return True
        if len(row.parts) > 1 or (len(before.parts) > 1 and not last.item_mark):
            continues_last_part = len(row.parts) == 1 and row.x0 >= before.parts[-1].x0 - 2
            closed = self._is_short(before, row) or _ENDED.search(before.text) or _NAMED.match(row.text)
            return not continues_last_part or bool(closed and not row.text[:1].islower())
        if _PERSON.match(row.text) and _PERSON.match(last.rows[0].text):  # a list of names, one to a line
            return True
        return self._is_indented(last, row) or self._is_last_line(before, row)

    def _changes_type(self, last: PdfParagraph, row: PdfRow) -> bool:
        before = last.rows[-1]
        if abs(before.size - row.size) > max(0.7, 0.07 * before.size):
            return True
        turns = row.bold not in {before.bold, last.bold}
        return turns and (self._is_short(before, row) or len(last.rows) > 1)

    def _begins_note(self, last: PdfParagraph, row: PdfRow) -> bool:
        match = _NOTE.match(row.text)
        before = _NOTE.match(last.text)
        return bool(match) and bool(before or _ENDED.search(last.rows[-1].text))

    def _is_indented(self, last: PdfParagraph, row: PdfRow) -> bool:
        before = last.rows[-1]
        shift, step = row.x0 - before.x0, 0.8 * row.size
        if _BROKEN_WORD.search(before.text) and row.text[:1].islower():
            return False
        if last.item_mark:
            if len(last.rows) == 1 and shift < -step:  # a full line that ends no sentence was only indented
                return self._is_short(before, row) or bool(_ENDED.search(before.text))
            if len(last.rows) == 1:
                return shift <= step and self._is_short(before, row) and last.item_mark.indent > before.x0
            return abs(shift) > step
        if shift > step:  # the first line of a paragraph, or centred lines
            return not self._is_centred(before, row) and shift < 6 * row.size
        return shift < -step and len(last.rows) > 1 and not self._is_centred(before, row)

    def _is_centred(self, before: PdfRow, row: PdfRow) -> bool:
        return abs(before.x0 + before.x1 - row.x0 - row.x1) < 6 and before.x0 > self.left + row.size

    def _is_last_line(self, before: PdfRow, row: PdfRow) -> bool:
        """Return whether the row before is a last line: it ended short of the edge, with room for another word."""
        if not self._is_short(before, row):
            return False
        space_left = self.right - before.x1
        if before.text.endswith(":") or _NAMED.match(row.text):
            return True
        if _ENDED.search(before.text) and not row.text[:1].islower():
            return space_left > 0.5 * row.size + row.parts[0].first_word_width
        return space_left > 0.3 * (self.right - self.left) and not row.text[:1].islower()


def set_list_depths(parts: Iterable[PdfParagraph | PdfTable]) -> None:
    """Set the depth of list items by their indent, among items in a row, also across page breaks."""
    stack: list[float] = []
    for part in parts:
        if not isinstance(part, PdfParagraph) or part.item_mark is None:
            stack = []
            continue
        indent = part.rows[0].x0 - part.left
        while stack and indent < stack[-1] - 3:
            stack.pop()
        if not stack or indent > stack[-1] + 3:
            stack.append(indent)
        part.depth = len(stack) - 1


def join_columns(
    columns: Sequence[list[PdfParagraph | PdfTable]], body_type: BodyType
) -> list[PdfParagraph | PdfTable]:
    """Join the columns of one page; a paragraph that continues at the top of the next column is made whole."""
    parts: list[PdfParagraph | PdfTable] = []
    for column in columns:
        first = column[0] if column else None
        last = next((part for part in reversed(parts) if not _is_note(part, body_type)), None)
        if isinstance(first, PdfParagraph) and isinstance(last, PdfParagraph) and _continues(last, first, body_type):
            last.rows.extend(first.rows)
            last.continued_edges.append((first.left, first.right))
            parts.extend(column[1:])
        else:
            parts.extend(column)
    return parts


def _is_note(part: PdfParagraph | PdfTable, body_type: BodyType) -> bool:
    return isinstance(part, PdfParagraph) and part.size < 0.93 * body_type.body_size


def _continues(last: PdfParagraph, first: PdfParagraph, body_type: BodyType) -> bool:
    """Return whether the top of a column is the rest of the paragraph at the foot of the column before."""
    end, begin = last.rows[-1], first.rows[0]
    right = last.continued_edges[-1][1] if last.continued_edges else last.right
    if first.item_mark or end.page != begin.page or begin.y > end.y or abs(end.size - begin.size) > 0.6:
        return False
    if last.bold or first.bold or first.size > 1.08 * body_type.body_size:
        return False
    if _ENDED.search(end.text):  # after a full sentence only the indent decides: paragraphs have one, this has none
        opens_indented = len(last.rows) > 1 and last.rows[0].x0 - last.rows[1].x0 > 0.8 * end.size
        return opens_indented and right - end.x1 < 2 and begin.x0 - first.left < 1
    if _BROKEN_WORD.search(end.text) and begin.text[:1].islower():
        return True
    full = right - end.x1 <= begin.parts[0].first_word_width + 0.35 * begin.size or begin.text[:1].islower()
    flush = len(first.rows) < 2 or abs(begin.x0 - first.rows[1].x0) < 0.8 * begin.size
    return full and flush
