"""Make PDFs with reportlab: every word is known, so every word can be checked."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PIL.Image import Image
from PIL.Image import new as new_image
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    NextPageTemplate,
    PageTemplate,
    Paragraph,
    Table,
    TableStyle,
)

WIDTH, HEIGHT = A4
BODY = ParagraphStyle("body", fontName="Times-Roman", fontSize=10, leading=12.5, alignment=TA_JUSTIFY)
INDENTED = ParagraphStyle("indented", BODY, firstLineIndent=12)
SPACED = ParagraphStyle("spaced", BODY, spaceAfter=7)
RAGGED = ParagraphStyle("ragged", SPACED, alignment=0)
TITLE = ParagraphStyle("title", fontName="Helvetica-Bold", fontSize=20, leading=24, alignment=TA_CENTER, spaceAfter=14)
SECTION = ParagraphStyle("section", fontName="Helvetica-Bold", fontSize=14, leading=17, spaceBefore=12, spaceAfter=6)
PULL = ParagraphStyle("pull", fontName="Times-Italic", fontSize=14, leading=18, spaceBefore=10, spaceAfter=10)
ITEM = ParagraphStyle("item", BODY, leftIndent=18, bulletIndent=4, spaceAfter=3)
DEEP = ParagraphStyle("deep", BODY, leftIndent=36, bulletIndent=22, spaceAfter=3)

NOTICE = ParagraphStyle(
    "notice", fontName="Times-Roman", fontSize=8, leading=9, alignment=TA_JUSTIFY, firstLineIndent=8
)

_WORDS = (
    "river basin water council harbour fisheries port authority station monitoring season catch quota vessel "
    "inspection coastal community delegate treaty annual measure common practice record sample method salinity "
    "temperature survey estuary wetland migration spawning observer agreement regional committee proposal"
).split()


def sentence(chance: random.Random, max_words: int = 22) -> str:
    """Return a sentence of known words."""
    words = [chance.choice(_WORDS) for _ in range(chance.randint(8, max_words))]
    return f"{words[0].capitalize()} {' '.join(words[1:])}."


def prose(seed: int, sentences: int = 6) -> str:
    """Return a paragraph; the same seed makes the same words."""
    chance = random.Random(seed)  # noqa: S311 # test text, not a secret
    return " ".join(sentence(chance) for _ in range(sentences))


def drawn_pdf(
    draw: Callable[[Canvas], object], title: str | None = None, pagesize: tuple[float, float] = A4, **options: Any
) -> bytes:
    """Make a PDF by drawing on a canvas; `draw` ends each page itself."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=pagesize, invariant=1, **options)
    if title:
        canvas.setTitle(title)
    draw(canvas)
    canvas.save()
    return out.getvalue()


def _nothing(canvas: Canvas, page: int) -> None:
    del canvas, page


def composed_pdf(
    story: Sequence[Any],
    columns: int = 1,
    heading_height: float = 0,
    furniture: Callable[[Canvas, int], None] = _nothing,
    title: str | None = None,
) -> bytes:
    """Make a PDF of flowing text in columns; the first page may have a frame across them for its title."""
    out = io.BytesIO()
    margin, bottom, gutter = 22 * mm, 25 * mm, 8 * mm
    wide, high = WIDTH - 2 * margin, HEIGHT - 2 * bottom
    column_width = (wide - gutter * (columns - 1)) / columns

    def frames(height: float) -> list[Frame]:
        return [
            Frame(margin + index * (column_width + gutter), bottom, column_width, height, 0, 0, 0, 0)
            for index in range(columns)
        ]

    def dress(canvas: Canvas, document: Any) -> None:
        furniture(canvas, document.page)

    across = [Frame(margin, bottom + high - heading_height, wide, heading_height, 0, 0, 0, 0)] if heading_height else []
    document = BaseDocTemplate(out, pagesize=A4, invariant=1, title=title)
    document.addPageTemplates(
        [
            PageTemplate("first", [*across, *frames(high - heading_height)], onPage=dress),
            PageTemplate("later", frames(high), onPage=dress),
        ]
    )
    document.build([NextPageTemplate("later"), *story])
    return out.getvalue()


def head_and_number(head: str, roman: int = 0) -> Callable[[Canvas, int], None]:
    """Draw a running head and a page number; the first `roman` pages are numbered i, ii, and so on."""

    def dress(canvas: Canvas, page: int) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(22 * mm, HEIGHT - 15 * mm, head)
        number = ["i", "ii", "iii", "iv", "v"][page - 1] if page <= roman else str(page - roman)
        canvas.drawCentredString(WIDTH / 2, 12 * mm, number)

    return dress


def register_japanese() -> None:
    """Register a Japanese font; its glyphs are the viewer's, its characters are in the file."""
    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiMin-W3"))


def register_japanese_columns() -> None:
    """Register a Japanese font that is set downwards."""
    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiKakuGo-W5", isVertical=True))


def grey_picture() -> Image:
    """Return a small picture."""
    return new_image("L", (8, 8), 128)


def paragraph(words: str, style: ParagraphStyle) -> Paragraph:
    """Return a paragraph that flows."""
    return Paragraph(words, style)


def draw_lines(canvas: Canvas, texts: Iterable[str], x: float, y: float, leading: float = 12.5) -> float:
    """Draw lines one below the other; return the height of the next one."""
    for text in texts:
        canvas.drawString(x, y, text)
        y -= leading
    return y


def ruled_table(rows: Sequence[Sequence[str]], widths: Sequence[float]) -> Table:
    """Return a table with a grid and bold heads."""
    style = TableStyle(
        [
            ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
            ("FONTNAME", (0, 0), (-1, 0), "Helvetica-Bold"),
            ("FONTSIZE", (0, 0), (-1, -1), 9),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ]
    )
    cells = [[Paragraph(cell, BODY) if row else cell for cell in texts] for row, texts in enumerate(rows)]
    return Table(cells, colWidths=list(widths), style=style)


def long_paper(pages: int) -> bytes:
    """Make a paper of many pages of plain text with a running head and page numbers, drawn fast."""

    def draw(canvas: Canvas) -> None:
        texts = [prose(seed, 5) for seed in range(12)]
        for page in range(1, pages + 1):
            head_and_number("Yearbook of the Basin Council")(canvas, page)
            canvas.setFont("Courier", 9)
            y = HEIGHT - 30 * mm
            for step in range(5):
                words = f"{page}-{step} {texts[(page + step) % 12]}".split()
                y = draw_lines(canvas, _wrapped(words, 85), 22 * mm, y) - 6
            canvas.showPage()

    return drawn_pdf(draw)


def _wrapped(words: Sequence[str], width: int) -> list[str]:
    lines = [""]
    for word in words:
        if len(lines[-1]) + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
