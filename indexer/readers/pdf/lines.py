"""Build lines from the words of a page: words on one baseline without a wide gap, with raised footnote marks fenced.

Which lines belong together, and in what order they are read, is decided by later modules.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from indexer.readers.shared.superscripts import superscript

from .graphics import PdfBox
from .words import LINE_END_HYPHEN, PdfWord

MARK_OPEN, MARK_CLOSE = "\ufdd0", "\ufdd1"  # noncharacters, which no text holds, fence a raised mark
MARK = re.compile(f"{MARK_OPEN}([^{MARK_CLOSE}]*){MARK_CLOSE}")
_MARK_WORD = re.compile(r"(?=.*[^-−–+,])[-−–+]?[\d*†‡§¶#,]{1,5}$")
_SHIFTED_WORD = re.compile(r"[^\W\d_]{1,3}[.,;:)]?$|[\dⁿ]{1,2}$")  # `th` of 5th, `me` of Mme, `2` of CO2
_EXPONENT = re.compile(r"[-−–]?\d{1,2}$")
_BASE = re.compile(r"(?:\d\s?[×x·*]\s?10|(?<![^\W\d_])(?:[kcdmµn]?m|ft|yd|sq|s|CO))$")
WIDE_GAP = 1.3  # of the type size: wider than a justified line's spaces, narrower than a gutter
_EVEN_FONT = re.compile(r"courier|mono", re.IGNORECASE)
_SYMBOL_FONT = re.compile(r"symbol|dingbat|wingding|webding", re.IGNORECASE)


LineDrop = Literal[
    "invisible", "line_number", "page_number", "running_head", "slanted", "struck", "unreadable",
]  # fmt: skip
"""Why a line is no part of the paper."""


@dataclass(slots=True)
class PdfLine:
    """A run of words on one baseline, in points; x from the side where reading begins, y downwards."""

    text: str
    """Its words, raised marks fenced with MARK_OPEN and MARK_CLOSE."""
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    first_word_width: float
    """Width of the first word, to tell whether it would have fitted on the line before."""
    order: int
    """Position in the content stream of the page."""
    page: int = 0
    drop: LineDrop | None = None
    starts_with_symbol: bool = False
    """Whether it begins with a single character of a symbol font: a list bullet."""
    links: tuple[str, ...] = ()
    """URLs that its words link to."""

    @property
    def top(self) -> float:
        """Upper edge."""
        return self.y - 0.75 * self.size

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.y + 0.25 * self.size


def build_lines(words: Sequence[PdfWord], rules: Sequence[PdfBox]) -> list[PdfLine]:
    """Build lines from words in content order; a vertical rule between two words splits them."""
    vertical_rules = _VerticalRules(rules)
    runs: list[_LineBuilder] = []
    for order, word in enumerate(words):
        if not (runs and runs[-1].takes(word, vertical_rules)):
            runs.append(_LineBuilder(order))
        runs[-1].add(word)
    return [run.line() for run in _merged(runs, vertical_rules)]


class _VerticalRules:
    """The vertical rules of a page, sorted, to look up whether one stands between two positions."""

    def __init__(self, rules: Sequence[PdfBox]) -> None:
        self._rules = sorted(rules)
        self._lefts = [rule.x0 for rule in self._rules]

    def between(self, left: float, right: float, y: float) -> bool:
        if not self._lefts or right < left:
            return False
        index = bisect_left(self._lefts, left - 1)
        while index < len(self._rules) and self._rules[index].x0 <= right + 1:
            if self._rules[index].y0 <= y <= self._rules[index].y1 + 1:
                return True
            index += 1
        return False


class _LineBuilder:
    """A line while it is built."""

    __slots__ = (
        "base",
        "bold",
        "character_count",
        "first_word_width",
        "font",
        "is_only_mark",
        "is_symbol",
        "order",
        "size",
        "text",
        "x0",
        "x1",
    )

    def __init__(self, order: int) -> None:
        self.order = order
        self.text = self.font = ""
        self.x0 = self.x1 = self.base = self.size = self.first_word_width = 0.0
        self.bold, self.character_count, self.is_only_mark, self.is_symbol = 0, 0, False, False

    def takes(self, word: PdfWord, vertical_rules: _VerticalRules) -> bool:
        """Return whether a word continues this line."""
        size = max(self.size, word.style.size)
        gap = word.x0 - self.x1
        if not -0.5 * size <= gap <= WIDE_GAP * size or vertical_rules.between(self.x1, word.x0, word.y):
            return False
        if self.is_only_mark:  # only a raised mark so far: the line proper begins here
            return -0.1 * size <= word.y - self.base <= 0.8 * size or self._is_shifted(word)
        return abs(word.y - self.base) <= 0.22 * size or self._is_raised(word) or self._is_shifted(word)

    def _is_raised(self, word: PdfWord) -> bool:
        """Return whether a word is a raised mark or figure."""
        return self._is_small_above(word) and bool(_MARK_WORD.match(word.text))

    def _is_small_above(self, word: PdfWord) -> bool:
        rise = self.base - word.y
        return word.style.size < 0.88 * self.size and 0.12 * self.size <= rise <= 0.75 * self.size

    def _is_shifted(self, word: PdfWord) -> bool:
        """Return whether a word is small letters raised right after the last ones, or a small figure below them."""
        if not _SHIFTED_WORD.match(word.text) or word.x0 - self.x1 > 0.15 * self.size:
            return False
        drop = word.y - self.base
        return self._is_small_above(word) or (word.style.size < 0.88 * self.size and 0 < drop <= 0.4 * self.size)

    def add(self, word: PdfWord) -> None:
        text = word.text.replace(LINE_END_HYPHEN, "-").replace("\x02", "-")
        size = word.style.size
        if self.text == "o" and _EVEN_FONT.search(self.font) and not _EVEN_FONT.search(word.style.font):
            self.is_symbol = True  # the mark of items of the second level in word processors
        if not self.text:
            self.x0, self.x1, self.base, self.size = word.x0, word.x1, word.y, size
            self.first_word_width = word.x1 - word.x0
            self.text, self.is_only_mark = text, bool(_MARK_WORD.match(text))
            self.is_symbol = len(text) == 1 and bool(_SYMBOL_FONT.search(word.style.font))
            self.font = word.style.font
        elif self.is_only_mark and size > 1.12 * self.size and word.y - self.base > 0.1 * size:
            self.text = f"{MARK_OPEN}{self.text}{MARK_CLOSE}{' ' if word.has_space_before else ''}{text}"
            self.size, self.base, self.is_only_mark = size, word.y, False
        else:
            self.is_only_mark = False
            raised = self._is_raised(word)
            text = _as_mark(self.text, text) if raised else text
            is_apart = word.has_space_before and not self._is_shifted(word)
            self.text += (" " if is_apart else "") + text
            if not raised and size > self.size:
                self.size, self.base = size, word.y
        self.x1 = max(self.x1, word.x1)
        self.x0 = min(self.x0, word.x0)
        self.character_count += len(word.text)
        self.bold += len(word.text) if word.style.bold else 0

    def join(self, other: _LineBuilder, raised: bool = False) -> None:
        """Append a run that stands right after this one."""
        text = _as_mark(self.text, other.text) if raised else other.text
        self.text += ("" if raised or other.x0 - self.x1 < 0.1 * self.size else " ") + text
        self.x1 = max(self.x1, other.x1)
        self.size = self.size if raised else max(self.size, other.size)
        self.character_count += other.character_count
        self.bold += other.bold

    def line(self) -> PdfLine:
        bold = self.character_count > 0 and self.bold >= 0.9 * self.character_count
        return PdfLine(
            self.text,
            self.x0,
            self.x1,
            self.base,
            self.size,
            bold,
            self.first_word_width,
            self.order,
            starts_with_symbol=self.is_symbol,
        )


def _as_mark(before: str, text: str) -> str:
    """Return raised figures as the exponent of a unit or a power of ten, or fenced as what may be a footnote's mark."""
    if _EXPONENT.match(text) and _BASE.search(before):
        return superscript(text)
    return f"{MARK_OPEN}{text}{MARK_CLOSE}"


def _merged(runs: list[_LineBuilder], vertical_rules: _VerticalRules) -> Iterable[_LineBuilder]:
    """Merge runs side by side on one baseline that the content has apart, and attach raised marks to their word."""
    rows: list[list[_LineBuilder]] = []
    for run in sorted(runs, key=lambda run: (run.base, run.x0)):
        if rows and run.base - rows[-1][-1].base <= 0.2 * max(run.size, rows[-1][-1].size):
            rows[-1].append(run)
        else:
            rows.append([run])
    merged: list[_LineBuilder] = []
    for row in rows:
        row.sort(key=lambda run: run.x0)
        begin = len(merged)
        for run in row:
            before = merged[-1] if len(merged) > begin else None
            if before and _is_adjacent(before, run, vertical_rules) and before.size < 1.6 * run.size:
                before.join(run)
            else:
                merged.append(run)
    return _with_marks(merged)


def _is_adjacent(before: _LineBuilder, run: _LineBuilder, vertical_rules: _VerticalRules) -> bool:
    gap, size = run.x0 - before.x1, max(before.size, run.size)
    return -0.3 * size <= gap <= 0.6 * size and not vertical_rules.between(before.x1, run.x0, run.base)


def _with_marks(runs: list[_LineBuilder]) -> list[_LineBuilder]:
    """Attach raised marks that the content has apart from their word."""
    marks = [run for run in runs if len(run.text) <= 5 and _MARK_WORD.match(run.text)]
    if not marks:
        return runs
    ended = sorted(runs, key=lambda run: run.x1)
    ends = [run.x1 for run in ended]
    tolerance = 0.3 * max(run.size for run in runs)
    attached: set[int] = set()
    for mark in marks:
        for run in ended[bisect_left(ends, mark.x0 - tolerance) : bisect_right(ends, mark.x0 + tolerance)]:
            if (
                run is not mark
                and id(run) not in attached
                and mark.size < 0.88 * run.size
                and 0.12 * run.size <= run.base - mark.base <= 0.75 * run.size
                and abs(mark.x0 - run.x1) <= 0.3 * run.size
            ):
                run.join(mark, raised=True)
                attached.add(id(mark))
                break
    return [run for run in runs if id(run) not in attached]
