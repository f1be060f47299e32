"""What is seen of a PDF: invisible, white and struck-out words, form fields, and pages whose letters cannot be told."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from reportlab.lib import colors
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from indexer.errors import SourceUnreadable
from indexer.model import Reading
from indexer.readers.limits import LIMITS
from indexer.readers.pdf.reader import read_pdf
from indexer.readers.shared.tesseract import is_installed

from . import make_pdf as made
from .make import dropped_for, shown_texts

PLAIN = "The council met to agree on the catch of the coming year."


def read(*pages: Callable[[Canvas], object]) -> Reading:
    """Draw pages and read them."""

    def draw(canvas: Canvas) -> None:
        for page in pages:
            canvas.setFont("Times-Roman", 11)
            page(canvas)
            canvas.showPage()

    return read_pdf(made.drawn_pdf(draw), LIMITS)


def test_white_words_are_told_and_left_out() -> None:
    """White words on white paper are left out with a warning; on a coloured area they are the words of the paper."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, PLAIN)
        canvas.setFillColor(colors.white)
        canvas.drawString(72, 660, "Words that nobody can see at all.")
        canvas.setFillColor(colors.darkblue)
        canvas.rect(60, 610, 400, 30, stroke=0, fill=1)
        canvas.setFillColor(colors.white)
        canvas.drawString(72, 620, "Words on a blue area.")

    reading = read(draw)
    assert shown_texts(reading) == [PLAIN, "Words on a blue area."]
    assert dropped_for(reading, "invisible") == ["Words that nobody can see at all."]
    assert reading.warnings == ("page 1 has words that nobody sees, white or invisible: they are left out",)


def test_invisible_words_on_a_page_without_a_picture_are_left_out() -> None:
    """Invisible words that outnumber the visible ones are no scan's text where the page has no picture."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, PLAIN)
        hidden = canvas.beginText(72, 660)
        hidden.setTextRenderMode(3)
        for _ in range(4):
            hidden.textLine("Words that nobody can see at all.")
        canvas.drawText(hidden)

    reading = read(draw)
    assert shown_texts(reading) == [PLAIN]
    assert "white or invisible" in reading.warnings[0]


def test_struck_out_words_are_kept_as_such() -> None:
    """Words that a line crosses are no text, and those that it underlines are."""

    def draw(canvas: Canvas) -> None:
        x = 72.0
        for word in ("The", "lamps", "are", "green", "blue", "today."):
            end = x + canvas.stringWidth(word, "Times-Roman", 11)
            canvas.drawString(x, 700, word)
            if word == "green":
                canvas.line(x, 703, end, 703)
            if word == "blue":
                canvas.line(x, 698, end, 698)
            x = end + 3

    reading = read(draw)
    assert shown_texts(reading) == ["The lamps are blue today."]
    assert dropped_for(reading, "struck") == ["green"]


def test_form_fields_are_words() -> None:
    """What was typed into a form field is read at its place; a hidden field, a ticked box and an empty one are not."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, PLAIN)
        form = canvas.acroForm
        form.textfield(name="a", value="Forty lamps were broken.", x=72, y=640, width=300, height=20, maxlen=200)
        form.textfield(name="b", value="", x=72, y=600, width=300, height=20)
        form.textfield(name="c", value="Nobody sees it.", x=72, y=560, width=300, height=20, annotationFlags="hidden")
        form.checkbox(name="d", checked=True, x=72, y=520)
        canvas.drawString(72, 480, "The end of the paper.")

    assert shown_texts(read(draw)) == [PLAIN, "Forty lamps were broken.", "The end of the paper."]


def unmapped(pages: list[bool]) -> bytes:
    """Make pages in Chinese; of those given as False the font does not say which letters its signs are."""

    def draw(canvas: Canvas) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
        for number, is_mapped in enumerate(pages):
            canvas.setFont("Times-Roman" if is_mapped else "STSong-Light", 11)
            line = f"{PLAIN} {number}" if is_mapped else "会议持续了三个小时没有进行表决旧绳索应在冬季到来之前更换"
            for row in range(6):
                canvas.drawString(72, 700 - 20 * row, line)
            canvas.showPage()

    data = made.drawn_pdf(draw, pageCompression=0)
    return re.sub(rb"/Ordering \(GB1\)", b"/Ordering (Xyz)", re.sub(rb"/UniGB-UCS2-H", b"/Identity-H  ", data))


def test_a_page_whose_letters_cannot_be_told_is_left_out() -> None:
    """Where a font has no map to letters the page is told and is not indexed as noise; the other pages are read."""
    reading = read_pdf(unmapped([True, False, True]), LIMITS)
    assert all(PLAIN in text for text in shown_texts(reading))
    assert {block.page for block in reading.blocks if block.drop == "unreadable"} == {2}
    assert reading.warnings[0].startswith("page 2 has fonts that do not say which letters")


@pytest.mark.skipif(is_installed(), reason="tesseract recognises the page here")
def test_a_paper_whose_letters_cannot_be_told_is_refused() -> None:
    """A paper of such pages only is refused with what to do about it."""
    with pytest.raises(SourceUnreadable, match="do not say which letters"):
        read_pdf(unmapped([False, False]), LIMITS)


def test_a_picture_with_a_line_beside_it_is_told() -> None:
    """A page that is a picture but for a stamp is told, since the words in the picture are not read."""

    def draw(canvas: Canvas) -> None:
        canvas.drawInlineImage(made.grey_picture(), 20, 20, 550, 780)
        canvas.drawString(30, 30, "Page 2 of 2")

    reading = read(lambda canvas: canvas.drawString(72, 700, PLAIN), draw)
    assert reading.warnings == ("page 2 is a picture with a line of text beside it, which is all that could be read",)
