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
_MINOR = ParagraphStyle("m", fontName="Times-Bold", fontSize=11, leading=14, spaceBefore=6, spaceAfter=3)
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


_NOTE_OF_PORTS = {1: "1 Harbour Office, Threat Assessment (2021), p. 14.", 2: "2 Resolution A/RES/73/1, paragraph 4."}
_PORTS: list[tuple[ParagraphStyle, str]] = [
    (_HEAD, "1. Background"),
    (_BODY, "Most of the arms that are found in the ports of the Islands Community (ISCOM) come by sea, in small "
     "parcels and among household goods. Nine in ten were bought in a country that does not border the "
     "sea.<super>1</super> The ports handle four million boxes a year and open fewer than one in a hundred."),
    (_BODY, "Few of the small islands have machines to look into a box, and those that have them lack trained staff "
     "who could keep them running through the season of storms, when"),
    (_PULL, "“We do not make guns. We only bury the people they kill.”<br/>– Hon. Dale Marston, Attorney General of "
     "Barbados"),
    (_BODY, "power cuts last for days. The dialogue will therefore look at what can be done without machines, with "
     "dogs, with forms and with patience, and it will ask who pays for the dogs when the project that bought them has "
     "come to its end."),
    (_HEAD, "2. Objectives"),
    (_BODY, "The dialogue aims to:"),
    (_BODY, "• agree on a common form for the tracing of arms found in ports;"),
    (_BODY, "• prepare the ground for a register of the region, as the General Assembly has asked.<super>2</super>"),
    (_HEAD, "3. Provisional sessions"),
    (_MINOR, "Session 1: What comes in, and how"),
    (_BODY, "Wednesday, 6 July, 9:00 – 12:30"),
    (_BODY, "Chair: Lt. Col. Michael Jonas, Executive Director, Harbour Office"),
    (_BODY, "The session will map the routes of the last five years with the help of finds that were traced to a "
     "seller. It will ask which of them could have been seen without opening the box, and by whom."),
    (_MINOR, "Session 2: Dogs, forms and patience"),
    (_BODY, "Thursday, 7 July, 9:00 – 12:30"),
    (_BODY, "Panelists: Sgt. Andre Batiste (Saint Lucia); Ms. Keisha Ramdin (Trinidad and Tobago)"),
    (_BODY, "The session will hear from three ports that found more with less. Each of them will bring the form that "
     "it uses, and the dogs will be shown on the quay if the weather allows it."),
]  # fmt: skip


def concept_note() -> bytes:
    """Make a concept note in two columns with running heads, `Page 2 of 3`, notes and a pull quote with its speaker."""
    across = [
        Paragraph("Small Arms at Sea: Dialogue on Port Security", _TITLE),
        Paragraph("CONCEPT NOTE", _HEAD),
        Paragraph("Bridgetown, Barbados | 6 – 8 July 2022", _LINE),
    ]
    return _composed([*across, *_flowing(_PORTS)], columns=2, across=38 * mm, dress=_dress_of_ports)


def _dress_of_ports(canvas: Canvas, document: Any) -> None:
    """Draw heads, feet and notes as secretariats set them."""
    page = document.page
    canvas.setFont("Helvetica", 7)
    if page > 1:
        canvas.drawString(14 * mm, _HIGH - 10 * mm, "CONCEPT NOTE – Small Arms at Sea")
    canvas.drawString(14 * mm, 7 * mm, "ISCOM Secretariat | www.example.org")
    canvas.drawRightString(_WIDE - 14 * mm, 7 * mm, f"Page {page} of 3")
    note = _NOTE_OF_PORTS.get(page)
    if note:
        canvas.line(14 * mm, 18.5 * mm, 34 * mm, 18.5 * mm)
        canvas.setFont("Times-Roman", 7)
        canvas.drawString(14 * mm, 15 * mm, note)


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
        return [Frame(left + column * (each + gutter), bottom, each, height, 0, 0, 0, 0) for column in range(columns)]

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
