"""Made-up papers in PDF: a report in two columns and a programme with hours."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A5
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, NextPageTemplate, PageTemplate, Paragraph

_WIDE, _HIGH = A5[0], 150 * mm
_BODY = ParagraphStyle("b", fontName="Times-Roman", fontSize=11, leading=14, alignment=TA_JUSTIFY, spaceAfter=5)
_TITLE = ParagraphStyle("t", fontName="Helvetica-Bold", fontSize=16, leading=19, alignment=TA_CENTER, spaceAfter=6)
_LINE = ParagraphStyle("l", fontName="Helvetica", fontSize=9, leading=12, alignment=TA_CENTER, spaceAfter=4)
_HEAD = ParagraphStyle("h", fontName="Helvetica-Bold", fontSize=13, leading=15, spaceBefore=8, spaceAfter=5)
_PULL = ParagraphStyle("p", fontName="Times-Italic", fontSize=15, leading=18, spaceBefore=8, spaceAfter=8)

_NOTES = {1: "1 The gauges of Dover were out of order for a week.", 2: "2 See document E/2015/77, paragraph 12."}

_REPORT: list[tuple[ParagraphStyle, str]] = [
    (_HEAD, "Introduction"),
    (_BODY, "The Conference on Tide Tables was held in Ostend, Belgium, on 12 October 2015. It brought together the "
     "harbour masters of nine ports, the offices that print the tables, and the pilots who have to trust them. The "
     "last such conference had been held forty years before, when the tables were still reckoned by hand."),
    (_BODY, "Three of the nine ports no longer print a table of their own. Their masters told the conference that "
     "pilots take the tide from a telephone, and that a telephone falls into the water more often than a book "
     "does.<super>1</super>"),
    (_HEAD, "Session 1: Gauges and their keepers"),
    (_BODY, "The first session went through the gauges port by port. Most of them stand where they were built, on "
     "stone that has sunk by as much as nine centimetres since then. A gauge that sinks tells of a sea that rises, "
     "and only a survey from the land can say how much of either is true. Four ports have had such a survey."),
    (_BODY, "The keepers of the gauges were asked what they would need. They named a boat of their own, a spare "
     "float for every gauge, and somebody to relieve them at"),
    (_PULL, "“A tide does not wait for a budget, and neither does a ship.”"),
    (_BODY, "Christmas. The offices answered that floats could be had at once, that boats were a matter for the "
     "treasuries of the ports, and that nobody had ever been found for Christmas."),
    (_BODY, "It was reported that the gauge of Calais had been struck by a trawler in the spring, and that its "
     "record had been mended with the records of its neighbours. The conference took the view that a mended record "
     "is to be marked as such wherever it is printed, and that the mark is to be explained on the same page."),
    (_HEAD, "Session 2: Tables for those who use them"),
    (_BODY, "The second session looked at the tables themselves. Pilots asked for the height of the water at every "
     "quarter of an hour rather than at high and low water alone.<super>2</super> The printers replied that this "
     "would make a book of nine hundred pages, which no pilot would carry up a ladder."),
    (_BODY, "A table on one sheet for each week was shown by the office of Vlissingen. It leaves out what can be "
     "reckoned in the head, and it is printed on cloth. The pilots of five ports have tried it through a winter and "
     "have asked to keep it."),
    (_HEAD, "Recommendations"),
    (_BODY, "The conference recommended that every gauge be surveyed from the land once in ten years, that mended "
     "records be marked, and that the sheet of Vlissingen be printed for all nine ports in time for the winter of "
     "2016."),
]  # fmt: skip

_PROGRAMME: list[tuple[ParagraphStyle, str]] = [
    (_TITLE, "Forum on Night Trains"),
    (_LINE, "Programme"),
    (_LINE, "Vienna, Austria"),
    (_LINE, "16 May 2022"),
    (_HEAD, "9:00 Registration"),
    (_HEAD, "9:30-11:00 Session 1: Sleeping cars"),
    (_BODY, "Moderator: Ms. Eva Lang, Railway Museum"),
    (_BODY, "The session will ask why no new sleeping car was ordered between 1990 and 2018, and who will order the "
     "next one."),
    (_HEAD, "11:00-11:30 Coffee break"),
    (_HEAD, "11:30-13:00 Session 2: Borders at night"),
    (_BODY, "The session will follow one train across four borders and will count how often its passengers are "
     "woken."),
    (_HEAD, "13:00 Closing remarks"),
    (_BODY, "Mr. Karl Weiss, Ministry of Transport"),
]  # fmt: skip


def two_columns() -> bytes:
    """Make a report in two columns over pages with a running head, page numbers, footnotes and a pull quote."""
    across = [
        Paragraph("Report of the Conference on Tide Tables", _TITLE),
        Paragraph("Ostend, Belgium, 12 October 2015", _LINE),
    ]
    return _composed([*across, *_flowing(_REPORT)], columns=2, across=28 * mm, dress=_dress)


def programme() -> bytes:
    """Make a programme of one page."""
    return _composed(_flowing(_PROGRAMME), columns=1)


def _flowing(parts: list[tuple[ParagraphStyle, str]]) -> list[Paragraph]:
    return [Paragraph(words, style) for style, words in parts]


def _dress(canvas: Canvas, document: Any) -> None:
    """Draw what stands on every page, and the notes of those that have one."""
    page = document.page
    canvas.setFont("Helvetica", 7)
    if page > 1:
        canvas.drawString(14 * mm, _HIGH - 10 * mm, "Tide Tables, Ostend 2015")
    canvas.drawCentredString(_WIDE / 2, 7 * mm, str(page))
    note = _NOTES.get(page)
    if note:
        canvas.line(14 * mm, 18.5 * mm, 34 * mm, 18.5 * mm)
        canvas.setFont("Times-Roman", 7)
        canvas.drawString(14 * mm, 15 * mm, note)


def _composed(story: list[Any], columns: int, across: float = 0, dress: Any = None) -> bytes:
    out = BytesIO()
    left, bottom, gutter = 14 * mm, 21 * mm, 6 * mm
    wide, high = _WIDE - 2 * left, _HIGH - bottom - 15 * mm
    each = (wide - gutter * (columns - 1)) / columns

    def frames(height: float) -> list[Frame]:
        return [Frame(left + n * (each + gutter), bottom, each, height, 0, 0, 0, 0) for n in range(columns)]

    top = [Frame(left, bottom + high - across, wide, across, 0, 0, 0, 0)] if across else []
    document = BaseDocTemplate(out, pagesize=(_WIDE, _HIGH), invariant=1)
    nothing: Any = lambda _canvas, _document: None  # noqa: E731  # a page that has nothing on it but its text
    document.addPageTemplates(
        [
            PageTemplate("first", [*top, *frames(high - across)], onPage=dress or nothing),
            PageTemplate("later", frames(high), onPage=dress or nothing),
        ]
    )
    document.build([NextPageTemplate("later"), *story])
    return out.getvalue()
