"""Read the words of one PDF page, each with its position and type: all that pdfium is asked for page by page.

Nothing here knows of lines, columns or paragraphs. pdfium is asked once for each word, not for each character, which
makes long papers quick to read.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, degrees, hypot
from statistics import median
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdf

from indexer.readers.shared.symbols import PRIVATE_USE, symbol

from .graphics import PageGraphics, PdfBox, finite, is_white, page_graphics, rotate_box

LINE_END_HYPHEN = "\ufffe"  # pdfium's character for a hyphen at a line end
_TOKEN = re.compile(rf"[^\s{LINE_END_HYPHEN}\x02]*[{LINE_END_HYPHEN}\x02]|[^\s{LINE_END_HYPHEN}\x02]+")
# A line with a long run of letters may be justified so tightly that its spaces are too narrow for pdfium.
_LINE = re.compile(r"[^\r\n]+")
_LONG_TOKEN = re.compile(r"[^\s\d_/@]{16,}")
_NARROW_SPACE = 0.19  # of the type size: the space of a usual font is a quarter, justified lines shrink it to a fifth
_MIN_SPACE = 0.07  # of the type size, beyond the usual gap of two letters: kerning is narrower, a tight space wider
_MAX_UNEVEN = 0.04  # of the type size, by which gaps within words may differ; beyond, the file's widths are wrong
_IDEOGRAPH = re.compile("[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\ufe10-\ufe4f\uff00-\uffef]")
_DOWNWARDS = 270  # the direction of columns of Japanese: they are read downwards, and from right to left
_MARK_INSIDE = re.compile(r"[^\d\W][\d*†‡§]+\W*$|[.,;:!?”’\")][\d*†‡§]+$")
_BOLD = re.compile(r"bold|black|heavy|demi|-medi$|bx\d", re.IGNORECASE)
_MAX_OVERHANG = 0.35  # of the type size: how far an italic f or j may reach left of its origin


class FontStyle(NamedTuple):
    """The type of a word: size in points as seen, weight, direction (0, 90, 180, 270; -1 when slanted)."""

    size: float
    bold: bool
    angle: int
    hidden: bool
    font: str
    white: bool = False


class PdfWord(NamedTuple):
    """A run of characters without a space; `x0`, `x1` and the baseline `y` (downwards) as the reader sees the page."""

    text: str
    has_space_before: bool
    style: FontStyle
    x0: float
    x1: float
    y: float


@dataclass
class PageWords:
    """One page: its words by direction of writing, and its graphics, in the coordinates of most of its words."""

    text: str
    width: float
    height: float
    words: dict[int, list[PdfWord]]
    graphics: PageGraphics
    unmapped: int = 0
    """The number of characters whose font does not say which letters they are."""


class _PageFonts:
    """The names and weights of the fonts of one page; pdfium may reuse an address on another page."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[str, bool]] = {}

    def of(self, text_object: Any) -> tuple[str, bool]:
        """Return the font name of a text object, and whether it is bold."""
        font = pdf.FPDFTextObj_GetFont(text_object)
        if not font:
            return "", False
        key = ctypes.addressof(font.contents)
        if key not in self._known:
            buffer = ctypes.create_string_buffer(256)
            pdf.FPDFFont_GetBaseFontName(font, buffer, 256)
            name = buffer.value.decode("utf-8", "replace").rsplit("+", 1)[-1]
            self._known[key] = (name, bool(_BOLD.search(name)))
        return self._known[key]


def read_page_words(page: pdfium.PdfPage) -> PageWords:
    """Read the words of a page in content order, and its graphics.

    Raise pdfium.PdfiumError when the page's text cannot be loaded.
    """
    left, bottom, right, top = page.get_bbox()
    textpage = page.get_textpage()
    try:
        text = _text(textpage)
        unmapped = _count_unmapped(textpage)
        finder = _PdfWordFinder(textpage.raw, (left, bottom, right, top))
        words: dict[int, list[PdfWord]] = {}
        for word in finder.words(text):
            words.setdefault(word.style.angle, []).append(word)
    finally:
        textpage.close()
    volume = Counter(
        {angle: sum(len(word.text) for word in angle_words) for angle, angle_words in words.items() if angle >= 0}
    )
    main_angle = volume.most_common(1)[0][0] if volume else 0
    width, height = (right - left, top - bottom) if main_angle in {0, 180} else (top - bottom, right - left)
    graphics = page_graphics(page, main_angle, (left, bottom, right, top))
    ordered = dict(sorted(words.items(), key=lambda item: -volume[item[0]]))
    return PageWords(text, width, height, ordered, graphics, unmapped)


def _count_unmapped(textpage: pdfium.PdfTextPage) -> int:
    count = pdf.FPDFText_CountChars(textpage.raw)
    return sum(pdf.FPDFText_HasUnicodeMapError(textpage.raw, index) == 1 for index in range(max(count, 0)))


def _text(textpage: pdfium.PdfTextPage) -> str:
    count = pdf.FPDFText_CountChars(textpage.raw)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (2 * count + 1))()
    units = pdf.FPDFText_GetText(textpage.raw, 0, 2 * count, buffer)
    return bytes(buffer)[: 2 * max(units - 1, 0)].decode("utf-16-le", "replace")


def _known_signs(text: str, font: str) -> str:
    """Return a text with the codes of symbol fonts as the signs they stand for; unknown ones stay, and are told."""
    if not any(ord(sign) in PRIVATE_USE for sign in text):
        return text
    name = next((known for known in ("wingdings", "symbol") if font.casefold() in {known, f"{known}mt"}), font)
    return "".join(symbol(ord(sign), name) or sign if ord(sign) in PRIVATE_USE else sign for sign in text)


class _Token(NamedTuple):
    """A run of characters without a space, with the index of each in the page."""

    text: str
    characters: list[int] | range
    spaced: bool


def _is_tight(words: Sequence[PdfWord]) -> bool:
    """Return whether some spaces of a line are narrow, or a run of letters so long that it may hide some."""
    return any(_LONG_TOKEN.search(word.text) for word in words) or any(
        after.has_space_before
        and 0 < after.x0 - before.x1 < _NARROW_SPACE * after.style.size
        and abs(after.y - before.y) < 1
        for before, after in pairwise(words)
    )


class _PdfWordFinder:
    """Finder of the position and type of each word; its ctypes cells are allocated once and reused."""

    def __init__(self, textpage: Any, bbox: tuple[float, float, float, float]) -> None:
        self._page, self._fonts, self._bbox = textpage, _PageFonts(), bbox
        self._styles: dict[int, FontStyle] = {}
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._first, self._last, self._matrix = pdf.FS_RECTF(), pdf.FS_RECTF(), pdf.FS_MATRIX()
        self._plain = FontStyle(0.0, False, 0, False, "")
        self._vertical = False

    def words(self, text: str) -> Iterator[PdfWord]:
        count = pdf.FPDFText_CountChars(self._page)
        exact = len(text) == count
        end = 0
        for line in _LINE.finditer(text):
            tokens: list[_Token] = []
            for token in _TOKEN.finditer(text, line.start(), line.end()):
                start, spaced = token.start(), token.start() > end
                end = token.end()
                characters: list[int] | range = range(start, end)
                if not exact:
                    characters = [pdf.FPDFText_GetCharIndexFromTextIndex(self._page, index) for index in characters]
                    characters = [min(max(index, 0), count - 1) for index in characters]
                tokens.append(_Token(token.group(), characters, spaced))
            words = [word for token in tokens for word in self._split(*token)]
            yield from self._cut_words(tokens) if _is_tight(words) else words

    def _cut_words(self, tokens: Sequence[_Token]) -> Iterator[PdfWord]:
        """Yield the words of a line whose spaces pdfium may not have seen."""
        for token in tokens:
            cuts = self._spaces_within(token.characters)
            for begin, stop in pairwise([0, *cuts, len(token.characters)]):
                yield from self._split(token.text[begin:stop], token.characters[begin:stop], token.spaced or begin > 0)

    def _spaces_within(self, indices: Sequence[int]) -> list[int]:
        """Return where the letters of a token stand apart as words do, though pdfium saw no space."""
        if len(indices) < 2:
            return []
        style = self._style(indices[0])
        boxes: list[PdfBox] = []
        for index in indices:
            pdf.FPDFText_GetLooseCharBox(self._page, index, self._first)
            rect = (self._first.left, self._first.bottom, self._first.right, self._first.top)
            boxes.append(rotate_box(rect, style.angle, self._bbox))
        size = style.size or 1.0
        gaps = [(after.x0 - before.x1) / size for before, after in pairwise(boxes)]
        usual = median(gaps)
        cuts = [number + 1 for number, gap in enumerate(gaps) if gap - usual >= _MIN_SPACE]
        within = [gap - usual for gap in gaps if gap - usual < _MIN_SPACE]  # an f that hangs over makes it negative
        is_even = sum(gap > _MAX_UNEVEN for gap in within) * 10 <= len(within)
        return cuts if is_even and usual > -_MIN_SPACE and len(cuts) * 2 <= len(indices) else []

    def _split(self, token: str, indices: list[int] | range, spaced: bool) -> Iterator[PdfWord]:
        """Yield a word, cut where its type changes: a raised footnote mark becomes a piece of its own."""
        first, last = self._style(indices[0]), self._style(indices[-1])
        if len(token) == 1 or (first == last and (token.isalpha() or not _MARK_INSIDE.search(token))):
            yield self._word(token, indices, spaced, first)
            return
        begin = 0
        styles = [self._style(index) for index in indices]
        for index in range(1, len(token) + 1):
            if index == len(token) or styles[index] != styles[begin]:
                yield self._word(token[begin:index], indices[begin:index], spaced and begin == 0, styles[begin])
                begin = index

    def _style(self, index: int) -> FontStyle:
        text_object = pdf.FPDFText_GetTextObject(self._page, index)
        if not text_object:
            return self._plain
        key = ctypes.addressof(text_object.contents)
        style = self._styles.get(key)
        if style is None:
            name, bold = self._fonts.of(text_object)
            matrix = self._matrix
            pdf.FPDFText_GetMatrix(self._page, index, matrix)
            size = finite(pdf.FPDFText_GetFontSize(self._page, index) * hypot(matrix.c, matrix.d))
            angle = finite(degrees(atan2(matrix.b, matrix.a)) % 360)
            quarter = round(angle / 90) * 90
            direction = quarter % 360 if abs(angle - quarter) < 8 else -1
            hidden = pdf.FPDFTextObj_GetTextRenderMode(text_object) == pdf.FPDF_TEXTRENDERMODE_INVISIBLE
            white = is_white(text_object)
            style = self._styles[key] = FontStyle(round(abs(size), 1), bold, direction, hidden, name, white)
        self._plain = style  # a character that pdfium inserts has the style of the one before it
        return style

    def _word(self, text: str, indices: list[int] | range, spaced: bool, style: FontStyle) -> PdfWord:
        pdf.FPDFText_GetCharOrigin(self._page, indices[0], self._x, self._y)
        pdf.FPDFText_GetLooseCharBox(self._page, indices[0], self._first)
        first_box, last_box = self._first, self._first
        if len(indices) > 1:
            pdf.FPDFText_GetLooseCharBox(self._page, indices[-1], self._last)
            last_box = self._last
        rect = (
            min(first_box.left, last_box.left),
            min(first_box.bottom, last_box.bottom),
            max(first_box.right, last_box.right),
            max(first_box.top, last_box.top),
        )
        if self._is_vertical(text, first_box, last_box, style):
            style = style._replace(angle=_DOWNWARDS)
        box = rotate_box(rect, style.angle, self._bbox)
        point = (self._x.value, self._y.value)
        base = rotate_box((*point, *point), style.angle, self._bbox)
        if not style.size:
            style = style._replace(size=max(round(box.y1 - box.y0, 1), 1.0))
        x0 = box.x0
        if x0 < base.x0 <= x0 + _MAX_OVERHANG * style.size:
            begin = rotate_box(
                (first_box.left, first_box.bottom, first_box.right, first_box.top), style.angle, self._bbox
            ).x0
            x0 = base.x0 if begin == x0 else x0  # in Hebrew the first character is the rightmost
        return PdfWord(_known_signs(text, style.font), spaced, style, x0, box.x1, base.y0)

    def _is_vertical(self, text: str, first: Any, last: Any, style: FontStyle) -> bool:
        """Return whether the characters of a word stand below one another, as in Japanese set in columns.

        A single character is set as the word before it.
        """
        if style.angle or not _IDEOGRAPH.match(text):
            self._vertical = self._vertical and not style.angle and len(text) == 1
        elif len(text) > 1:
            size = style.size or 1.0
            self._vertical = abs(first.left - last.left) < size and first.top - last.top > 0.6 * size * (len(text) - 1)
        return self._vertical
