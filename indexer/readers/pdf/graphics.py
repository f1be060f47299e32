"""What a page of a PDF has besides its words: rules, frames, pictures, and areas that lead elsewhere when clicked."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from math import isfinite
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdf

_THIN = 2.5  # points: a drawn thing thinner than this is a line
_OBJECTS = 20_000  # a drawing with more parts than this is no table
_LINKS = 2_000  # areas of one page that are looked at


class PdfBox(NamedTuple):
    """A drawn line or frame, in the same frame as the words of its page."""

    x0: float
    y0: float
    x1: float
    y1: float


class LinkArea(NamedTuple):
    """Where a click leads to an address."""

    box: PdfBox
    url: str


@dataclass
class PageGraphics:
    """What a page has besides text."""

    horizontal_rules: list[PdfBox] = field(default_factory=list)
    vertical_rules: list[PdfBox] = field(default_factory=list)
    frames: list[PdfBox] = field(default_factory=list)
    links: list[LinkArea] = field(default_factory=list)
    picture_count: int = 0
    path_count: int = 0


def finite(value: float) -> float:
    """A number that can be reckoned with, whatever a broken file has in its place."""
    return min(max(value, -1e6), 1e6) if isfinite(value) else 0.0


def rotate_box(rect: tuple[float, float, float, float], angle: int, bbox: tuple[float, float, float, float]) -> PdfBox:
    """A rectangle of the page (left, bottom, right, top) as seen along a direction of writing, y downwards."""
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
    """The rules, frames and links of a page; pictures are only counted."""
    found = PageGraphics(links=_links(page, angle, bbox))
    cells = [ctypes.c_float() for _ in range(4)]
    for index in range(min(pdf.FPDFPage_CountObjects(page.raw), _OBJECTS)):
        thing = pdf.FPDFPage_GetObject(page.raw, index)
        kind = pdf.FPDFPageObj_GetType(thing)
        if kind in {pdf.FPDF_PAGEOBJ_IMAGE, pdf.FPDF_PAGEOBJ_FORM}:
            found.picture_count += 1
        if kind != pdf.FPDF_PAGEOBJ_PATH or not pdf.FPDFPageObj_GetBounds(thing, *cells):
            continue
        found.path_count += 1
        x0, y0, x1, y1 = (cell.value for cell in cells)
        box = rotate_box((x0, y0, x1, y1), angle, bbox)
        wide, high = box.x1 - box.x0, box.y1 - box.y0
        if high <= _THIN < wide:
            found.horizontal_rules.append(box)
        elif wide <= _THIN < high:
            found.vertical_rules.append(box)
        elif wide > 20 and high > 8:
            found.frames.append(box)
    return found


def _links(page: pdfium.PdfPage, angle: int, bbox: tuple[float, float, float, float]) -> list[LinkArea]:
    """The areas that lead to an address; those that lead to another page of the same paper are left out."""
    document = page.pdf
    place, link, rect = ctypes.c_int(0), pdf.FPDF_LINK(), pdf.FS_RECTF()
    found: list[LinkArea] = []
    while document and len(found) < _LINKS and pdf.FPDFLink_Enumerate(page.raw, place, link):
        action = pdf.FPDFLink_GetAction(link)
        if not action or pdf.FPDFAction_GetType(action) != pdf.PDFACTION_URI:
            continue
        length = pdf.FPDFAction_GetURIPath(document.raw, action, None, 0)
        buffer = ctypes.create_string_buffer(length)
        pdf.FPDFAction_GetURIPath(document.raw, action, buffer, length)
        url = buffer.value.decode("utf-8", "replace").strip()
        if url and pdf.FPDFLink_GetAnnotRect(link, rect):
            found.append(LinkArea(rotate_box((rect.left, rect.bottom, rect.right, rect.top), angle, bbox), url))
    return found
