"""Read what a page of a PDF has besides words: rules, frames, pictures, and link areas."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from math import isfinite
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdf

_MAX_RULE_WIDTH = 2.5  # points: a drawn object thinner than this is a rule
_MAX_OBJECTS = 20_000  # objects: a drawing with more is no table
_MIN_WHITE = 250  # of 255: on white paper the eye sees no such grey
_MAX_LINKS = 2_000  # link areas of one page that are read


class PdfBox(NamedTuple):
    """A drawn line or frame, in the coordinates of the words of its page."""

    x0: float
    y0: float
    x1: float
    y1: float


class BoxEdges:
    """Mixin that gives the edges of `box` the names that lines use for theirs."""

    box: PdfBox

    @property
    def x0(self) -> float:
        """Left edge."""
        return self.box.x0

    @property
    def x1(self) -> float:
        """Right edge."""
        return self.box.x1

    @property
    def top(self) -> float:
        """Upper edge."""
        return self.box.y0

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.box.y1


class LinkArea(NamedTuple):
    """An area of the page that links to a URL."""

    box: PdfBox
    url: str


@dataclass
class PageGraphics:
    """The graphics and link areas of a page."""

    horizontal_rules: list[PdfBox] = field(default_factory=list)
    vertical_rules: list[PdfBox] = field(default_factory=list)
    frames: list[PdfBox] = field(default_factory=list)
    grounds: list[PdfBox] = field(default_factory=list)
    """Coloured areas and pictures, on which white words can be seen."""
    pictures: list[PdfBox] = field(default_factory=list)
    links: list[LinkArea] = field(default_factory=list)
    picture_count: int = 0
    path_count: int = 0


def finite(value: float) -> float:
    """Return a finite number within a million, whatever a broken file has in its place."""
    return min(max(value, -1e6), 1e6) if isfinite(value) else 0.0


def rotate_box(rect: tuple[float, float, float, float], angle: int, bbox: tuple[float, float, float, float]) -> PdfBox:
    """Return a page rectangle (left, bottom, right, top) as seen along a writing direction, y downwards."""
    x0, y0, x1, y1 = rect if all([-1e6 < edge < 1e6 for edge in rect]) else map(finite, rect)  # noqa: C419  # as a list twice as fast
    left, bottom, right, top = bbox
    if angle == 90:
        return PdfBox(y0 - bottom, x0 - left, y1 - bottom, x1 - left)
    if angle == 180:
        return PdfBox(right - x1, y0 - bottom, right - x0, y1 - bottom)
    if angle == 270:
        return PdfBox(top - y1, right - x1, top - y0, right - x0)
    return PdfBox(x0 - left, top - y1, x1 - left, top - y0)


def page_graphics(page: pdfium.PdfPage, angle: int, bbox: tuple[float, float, float, float]) -> PageGraphics:
    """Read the rules, frames and links of a page; pictures are only counted."""
    graphics = PageGraphics(links=_links(page, angle, bbox))
    cells = [ctypes.c_float() for _ in range(4)]
    for index in range(min(pdf.FPDFPage_CountObjects(page.raw), _MAX_OBJECTS)):
        page_object = pdf.FPDFPage_GetObject(page.raw, index)
        kind = pdf.FPDFPageObj_GetType(page_object)
        if kind == pdf.FPDF_PAGEOBJ_TEXT or not pdf.FPDFPageObj_GetBounds(page_object, *cells):
            continue
        x0, y0, x1, y1 = (cell.value for cell in cells)
        box = rotate_box((x0, y0, x1, y1), angle, bbox)
        if kind != pdf.FPDF_PAGEOBJ_PATH:
            graphics.picture_count += kind in {pdf.FPDF_PAGEOBJ_IMAGE, pdf.FPDF_PAGEOBJ_FORM}
            graphics.grounds.append(box)
            if kind == pdf.FPDF_PAGEOBJ_IMAGE:
                graphics.pictures.append(box)
            continue
        graphics.path_count += 1
        if _is_coloured(page_object):
            graphics.grounds.append(box)
        width, height = box.x1 - box.x0, box.y1 - box.y0
        if height <= _MAX_RULE_WIDTH < width:
            graphics.horizontal_rules.append(box)
        elif width <= _MAX_RULE_WIDTH < height:
            graphics.vertical_rules.append(box)
        elif width > 20 and height > 8:
            graphics.frames.append(box)
    return graphics


def _is_coloured(path: Any) -> bool:
    """Return whether a path is filled with another colour than white."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(
        pdf.FPDFPath_GetDrawMode(path, fill, stroke) and fill.value != pdf.FPDF_FILLMODE_NONE and not is_white(path)
    )


def is_white(page_object: Any) -> bool:
    """Return whether a page object is filled with white, or with a colour that nobody tells from it."""
    red, green, blue, opacity = (ctypes.c_uint() for _ in range(4))
    if not pdf.FPDFPageObj_GetFillColor(page_object, red, green, blue, opacity):
        return False
    return opacity.value == 0 or min(red.value, green.value, blue.value) >= _MIN_WHITE


def _links(page: pdfium.PdfPage, angle: int, bbox: tuple[float, float, float, float]) -> list[LinkArea]:
    """Return the areas that link to a URL, without those that lead to a page of the same file."""
    document = page.pdf
    position, link, rect = ctypes.c_int(0), pdf.FPDF_LINK(), pdf.FS_RECTF()
    areas: list[LinkArea] = []
    while document and len(areas) < _MAX_LINKS and pdf.FPDFLink_Enumerate(page.raw, position, link):
        action = pdf.FPDFLink_GetAction(link)
        if not action or pdf.FPDFAction_GetType(action) != pdf.PDFACTION_URI:
            continue
        length = pdf.FPDFAction_GetURIPath(document.raw, action, None, 0)
        buffer = ctypes.create_string_buffer(length)
        pdf.FPDFAction_GetURIPath(document.raw, action, buffer, length)
        url = buffer.value.decode("utf-8", "replace").strip()
        if url and pdf.FPDFLink_GetAnnotRect(link, rect):
            areas.append(LinkArea(rotate_box((rect.left, rect.bottom, rect.right, rect.top), angle, bbox), url))
    return areas
