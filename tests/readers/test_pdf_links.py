"""Links behind the words of a PDF: they go with the block that a reader would click."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from indexer.model import Block
from indexer.quotes.draft_files import draft_from_file
from indexer.readers.limits import LIMITS
from indexer.readers.pdf.graphics import LinkArea, PageGraphics, PdfBox
from indexer.readers.pdf.pages import page_lines
from indexer.readers.pdf.reader import read_pdf
from indexer.readers.pdf.words import FontStyle, PageWords, PdfWord

from . import make_pdf as made

SITE = "https://papers.example.org"
LINE = "The council agreed on the catch of the year and on the number of inspectors"


def blocks(data: bytes) -> list[Block]:
    """Return the blocks that are shown."""
    return [block for block in read_pdf(data, LIMITS).blocks if not block.drop]


def urls(data: bytes) -> list[list[str]]:
    """Return the URLs of each block that is shown."""
    return [[link.url for link in block.links] for block in blocks(data)]


def test_links_go_with_their_paragraphs() -> None:
    """Each block has the links behind its words in order, one over two lines once, and none of its neighbour's."""
    words = made.prose(3, 3).split()
    linked = f'{" ".join(words[:9])} <a href="{SITE}/p/a">{" ".join(words[9:30])}</a> <a href="{SITE}/p/b">there</a>.'
    story = [Paragraph(linked, made.SPACED), Paragraph(made.prose(4), made.SPACED), Paragraph(linked, made.SPACED)]
    data = made.composed_pdf(story)
    assert urls(data) == [[f"{SITE}/p/a", f"{SITE}/p/b"], [], [f"{SITE}/p/a", f"{SITE}/p/b"]]
    assert read_pdf(data, LIMITS).links == (f"{SITE}/p/a", f"{SITE}/p/b")
    assert all(link.start is None for block in blocks(data) for link in block.links)


def test_links_of_a_footnote_go_with_what_refers_to_it() -> None:
    """A footnote is shown with its paragraph, and so are its links."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", 11)
        made.draw_lines(canvas, [LINE], 72, 700)
        end = 72 + canvas.stringWidth(LINE, "Times-Roman", 11)
        canvas.setFont("Times-Roman", 7)
        canvas.drawString(end, 704, "1")
        canvas.setFont("Times-Roman", 11)
        made.draw_lines(canvas, ["for each of its ports, in metres squared."], 72, 686)
        made.draw_lines(canvas, ["A second paragraph refers to nothing at all, and it ends here."], 72, 650)
        canvas.setFont("Times-Roman", 6)
        canvas.drawString(72, 103, "1")
        canvas.setFont("Times-Roman", 8.5)
        made.draw_lines(canvas, ["Decision 12 of the council, adopted in autumn."], 77, 100, 10)
        canvas.linkURL(f"{SITE}/p/note", (90, 98, 200, 108))
        canvas.showPage()

    data = made.drawn_pdf(draw)
    assert [block.notes for block in blocks(data)] == [("Decision 12 of the council, adopted in autumn.",), ()]
    assert urls(data) == [[f"{SITE}/p/note"], []]


def test_links_in_a_table_go_with_their_row() -> None:
    """A row of a table is a block, with the links of its own cells."""
    rows = [["Country", "Remarks"], ["Iceland", f'See <a href="{SITE}/p/row">here</a>'], ["Peru", "Nothing"]]
    assert urls(made.composed_pdf([made.ruled_table(rows, [80, 250])])) == [[f"{SITE}/p/row"], []]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_links_of_a_turned_page_are_found(turn: int) -> None:
    """Whichever way the words run on the page, a link goes with those it lies over."""

    def draw(canvas: Canvas) -> None:
        canvas.translate(made.WIDTH / 2, made.HEIGHT / 2)
        canvas.rotate(turn)
        made.draw_lines(canvas, [LINE, "for each of its ports, in metres squared."], -200, 100)
        made.draw_lines(canvas, ["A second paragraph, which leads to nothing, ends here."], -200, 40)
        canvas.linkURL(f"{SITE}/p/turned", (-150, 98, -60, 110), relative=1)
        canvas.showPage()

    assert urls(made.drawn_pdf(draw)) == [[f"{SITE}/p/turned"], []]


def test_links_within_the_paper_and_beside_its_words_are_none() -> None:
    """A link to another page of the paper is no URL; an area over no words belongs to no block."""

    def draw(canvas: Canvas) -> None:
        canvas.bookmarkPage("top")
        made.draw_lines(canvas, [LINE, "for each of its ports, in metres squared."], 72, 700)
        canvas.linkRect("", "top", (72, 698, 200, 710))
        canvas.linkURL(f"{SITE}/logo", (72, 300, 200, 330))
        canvas.showPage()

    data = made.drawn_pdf(draw)
    assert urls(data) == [[]]
    assert read_pdf(data, LIMITS).links == (f"{SITE}/logo",)


def test_links_of_a_page_from_right_to_left() -> None:
    """When x is counted from the right, link areas are too."""
    style = FontStyle(10.0, False, 0, False, "")
    words = [PdfWord("\u05e9\u05dc\u05d5\u05dd", False, style, 300.0, 340.0, 100.0)]
    words.append(PdfWord("\u05e2\u05d5\u05dc\u05dd", True, style, 100.0, 140.0, 160.0))
    areas = [
        LinkArea(PdfBox(105.0, 150.0, 130.0, 162.0), f"{SITE}/left"),
        LinkArea(PdfBox(0.0, 150.0, 50.0, 162.0), f"{SITE}/none"),
    ]
    sheet = page_lines(PageWords(words[0].text + words[1].text, 400.0, 600.0, {0: words}, PageGraphics(links=areas)), 1)
    assert sheet.is_right_to_left
    assert [line.links for line in sheet.flows[0]] == [(), (f"{SITE}/left",)]


@given(st.lists(st.tuples(*[st.floats(-1e9, 1e9)] * 4), max_size=6), st.text("ab/:é ", max_size=20))
def test_any_area_can_be_read(rects: list[tuple[float, float, float, float]], path: str) -> None:
    """Link areas of any position and size, with any URL, leave the words as they are."""

    def draw(canvas: Canvas) -> None:
        made.draw_lines(canvas, [LINE, "for each of its ports, in metres squared."], 72, 700)
        for rect in rects:
            canvas.linkURL(f"{SITE}/{path}", rect)
        canvas.showPage()

    assert [block.text for block in blocks(made.drawn_pdf(draw))] == [
        f"{LINE} for each of its ports, in metres squared."
    ]


def test_a_draft_as_pdf_has_the_links_beside_its_quotations() -> None:
    """The source of a quotation is read from the link behind the words after it."""
    claim = f'He said “ports are open in winter to all boats” (<a href="{SITE}/m/lima-1999">report</a>) and went home.'
    draft = draft_from_file("draft.pdf", made.composed_pdf([Paragraph(claim, made.RAGGED)]))
    assert [quotation.links for quotation in draft.quotations] == [(f"{SITE}/m/lima-1999",)]
