"""Draws a page of a PDF and marks the words of a passage on it. Only the process of its own calls this.

pdfium says where each character stands; which of them are the passage is found in `letters`.
"""

from __future__ import annotations

import ctypes
import io
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import IO, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdf
from PIL import Image, ImageChops, ImageDraw

from .letters import locate, stream_of, with_signs
from .messages import Area, DrawnPage, FoundOnPage, NotShown, PageWanted

_WIDTH = 1200
"""Pixels of a page from left to right: letters of 8 points can be read on a screen of high resolution."""
_MOST_PIXELS = 6_000_000
_MOST_SCALE = 4.0
_MOST_SIDE = 16_000  # WebP has no longer pictures than 16,383 pixels
_FEW_LETTERS = 8
"""Letters of a page; with fewer it is a picture."""
_MOST_TEXT = 40_000
_MARK = (255, 232, 128)
_BAR = (122, 34, 51)
_BAR_WIDTH, _BAR_GAP = 5, 10
_PAD = 2
_CROP_MARGIN = 60
_MOST_CROP = 1400
_QUALITY = 80

PageCharacter = tuple[int, int]
"""A page, and the number of a character on it."""


def draw_page(file: IO[bytes], wanted: PageWanted) -> DrawnPage | NotShown:
    """Return a page as a picture; or why there is none."""
    try:
        document = pdfium.PdfDocument(file)
    except pdfium.PdfiumError as error:
        return NotShown("locked" if error.err_code == pdf.FPDF_ERR_PASSWORD else "damaged")
    with closing(document):
        if not 1 <= wanted.page <= len(document):
            return NotShown("no_page")
        if document.get_formtype() != pdf.FORMTYPE_NONE:
            document.init_forms()
        try:
            return _drawn(document, wanted)
        except pdfium.PdfiumError:
            return NotShown("damaged")


def _drawn(document: pdfium.PdfDocument, wanted: PageWanted) -> DrawnPage:
    with closing(document[wanted.page - 1]) as page:
        picture = _rendered(page)
        begins_on = wanted.begins_on or wanted.page
        pages = [begins_on, begins_on + 1] if wanted.passage else [wanted.page]
        texts = {number: _characters(document, number) for number in pages if number <= len(document)}
        text = "".join(texts.get(wanted.page, ()))
        passage = _find(wanted, texts)
        areas = list(_areas(page, picture, wanted.page, passage))
        crop = _crop(picture, areas)
        if areas:
            picture = _marked(picture, areas)
        return DrawnPage(
            pages=len(document),
            width=picture.width,
            height=picture.height,
            picture=_encoded(picture),
            found=passage.state if areas or passage.state != "marked" else "not_found",
            text=_shown_text(text[:_MOST_TEXT]),
            is_text_cut=len(text) > _MOST_TEXT,
            crop=crop,
            crop_picture=_encoded(picture.crop((crop.left, crop.top, crop.right, crop.bottom))) if crop else b"",
            goes_on=any(number > wanted.page for number, _ in passage.characters),
            places=passage.places,
        )


def _rendered(page: pdfium.PdfPage) -> Image.Image:
    width, height = page.get_size()
    longest, area = max(width, height, 1.0), max(width * height, 1.0)
    scale = min(_WIDTH / max(width, 1.0), _MOST_SCALE, (_MOST_PIXELS / area) ** 0.5, _MOST_SIDE / longest)
    with closing(page.render(scale=scale, may_draw_forms=True)) as bitmap:
        picture: Image.Image = bitmap.to_pil().convert("RGB")
    return picture


def _characters(document: pdfium.PdfDocument, number: int) -> list[str]:
    """Return the characters of a page in the order of the file."""
    with closing(document[number - 1]) as page, closing(page.get_textpage()) as textpage:
        count = max(pdf.FPDFText_CountChars(textpage.raw), 0)
        return [chr(min(pdf.FPDFText_GetUnicode(textpage.raw, at), sys.maxunicode)) for at in range(count)]


class _FoundPassage(NamedTuple):
    state: FoundOnPage
    runs: tuple[tuple[PageCharacter, ...], ...] = ()
    """The characters of the passage, by the places where it stands in one piece."""
    places: int = 1

    @property
    def characters(self) -> Iterator[PageCharacter]:
        return (character for run in self.runs for character in run)


def _find(wanted: PageWanted, texts: dict[int, list[str]]) -> _FoundPassage:
    """Return which characters of the page and its neighbour are the passage."""
    if not wanted.passage:
        return _FoundPassage("not_asked")
    if sum(character.isalnum() for character in texts.get(wanted.page, ())) < _FEW_LETTERS:
        return _FoundPassage("no_text")
    where: list[PageCharacter] = [(number, at) for number, found in texts.items() for at in range(len(found))]
    text = "".join(character for found in texts.values() for character in found)
    found = locate(stream_of(text), wanted.passage, wanted.before)
    slices = (with_signs(piece, text, wanted.passage) for piece in found.slices)
    runs = tuple(tuple(where[piece.start : piece.end]) for piece in slices)
    return _FoundPassage("marked" if runs else "not_found", runs, found.places)


def _areas(page: pdfium.PdfPage, picture: Image.Image, number: int, passage: _FoundPassage) -> Iterator[Area]:
    """Yield where the words of the passage stand on the picture of a page."""
    with closing(page.get_textpage()) as textpage:
        for run in passage.runs:
            on_page = [at for of, at in run if of == number]
            if on_page:
                yield from _boxes(page, textpage, picture, on_page[0], len(on_page))


def _boxes(
    page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, picture: Image.Image, first: int, count: int
) -> Iterator[Area]:
    """Yield the boxes of a run of characters, one for each line or less, in pixels of the picture."""
    for number in range(max(pdf.FPDFText_CountRects(textpage.raw, first, count), 0)):
        left, top, right, bottom = (ctypes.c_double() for _ in range(4))
        pdf.FPDFText_GetRect(textpage.raw, number, left, top, right, bottom)
        x0, y0 = _pixel(page, picture, left.value, top.value)
        x1, y1 = _pixel(page, picture, right.value, bottom.value)
        area = Area(
            max(min(x0, x1) - _PAD, 0),
            max(min(y0, y1) - _PAD, 0),
            min(max(x0, x1) + _PAD, picture.width),
            min(max(y0, y1) + _PAD, picture.height),
        )
        if area.width > 0 and area.height > 0:
            yield area


def _pixel(page: pdfium.PdfPage, picture: Image.Image, x: float, y: float) -> tuple[int, int]:
    """Return where a point of a page is on its picture; the page may be turned or cut."""
    across, down = ctypes.c_int(), ctypes.c_int()
    pdf.FPDF_PageToDevice(page.raw, 0, 0, picture.width, picture.height, 0, x, y, across, down)
    return across.value, down.value


def _marked(picture: Image.Image, areas: Sequence[Area]) -> Image.Image:
    """Return a picture with areas marked by colour, and by a bar beside them for those who do not see the colour."""
    marks = Image.new("RGB", picture.size, "white")
    pen = ImageDraw.Draw(marks)
    for area in areas:
        pen.rectangle((area.left, area.top, area.right - 1, area.bottom - 1), fill=_MARK)
    result = ImageChops.multiply(picture, marks)
    pen = ImageDraw.Draw(result)
    for left, top, bottom in _bars(areas):
        pen.rectangle((left, top, left + _BAR_WIDTH - 1, bottom - 1), fill=_BAR)
    return result


def _bars(areas: Sequence[Area]) -> Iterator[tuple[int, int, int]]:
    """Yield the bars beside areas: of lines below one another one together."""
    groups: list[Area] = []
    for area in areas:
        if groups and _is_below(groups[-1], area):
            last = groups.pop()
            bottom = max(last.bottom, area.bottom)
            groups.append(Area(min(last.left, area.left), last.top, max(last.right, area.right), bottom))
        else:
            groups.append(area)
    for group in groups:
        yield max(group.left - _BAR_GAP - _BAR_WIDTH, 0), group.top, group.bottom


def _is_below(above: Area, area: Area) -> bool:
    """Return whether an area goes on with the same column: on the same line, or on the next one."""
    overlaps = min(above.right, area.right) > max(above.left, area.left) - area.height
    return overlaps and above.top <= area.top <= above.bottom + 2 * area.height


def _crop(picture: Image.Image, areas: Sequence[Area]) -> Area | None:
    """Return the part of a page that shows all of a passage, or its beginning, from edge to edge."""
    if not areas:
        return None
    top = max(min(area.top for area in areas) - _CROP_MARGIN, 0)
    bottom = min(max(area.bottom for area in areas) + _CROP_MARGIN, picture.height)
    return Area(0, top, picture.width, min(bottom, top + _MOST_CROP))


def _encoded(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=_QUALITY, method=2)
    return out.getvalue()


def _shown_text(text: str) -> str:
    """Return the text of a page as lines of printable characters, with words that a line cuts in one piece."""
    whole = text.replace("\ufffe\r\n", "").replace("\x02\r\n", "").replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in whole if sign == "\n" or sign.isprintable()).strip()
