"""Read what was typed into a PDF after it was set: values of form fields, and text boxes laid over its pages."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdf

from .graphics import rotate_box
from .words import FontStyle, PdfWord

_MAX_ANNOTATIONS = 2_000  # of one page that are read
_MAX_SIZE = 11.0  # points: the height of a field says little of its type
_TYPED_FIELDS = frozenset({pdf.FPDF_FORMFIELD_TEXTFIELD, pdf.FPDF_FORMFIELD_COMBOBOX, pdf.FPDF_FORMFIELD_LISTBOX})
_UNSEEN_FLAGS = pdf.FPDF_ANNOT_FLAG_HIDDEN | pdf.FPDF_ANNOT_FLAG_NOVIEW
_UTF_16 = 2  # bytes of a unit


def field_words(page: pdfium.PdfPage, bbox: tuple[float, float, float, float]) -> Iterator[PdfWord]:
    """Yield each typed line of a page as one word, at the place of its field."""
    rect = pdf.FS_RECTF()
    for index in range(min(pdf.FPDFPage_GetAnnotCount(page.raw), _MAX_ANNOTATIONS)):
        annotation = pdf.FPDFPage_GetAnnot(page.raw, index)
        if not annotation:
            continue
        try:
            is_seen = not pdf.FPDFAnnot_GetFlags(annotation) & _UNSEEN_FLAGS
            lines = _typed_text(page, annotation).splitlines() if is_seen else []
            if lines and pdf.FPDFAnnot_GetRect(annotation, rect):
                yield from _words(lines, (rect.left, rect.bottom, rect.right, rect.top), bbox)
        finally:
            pdf.FPDFPage_CloseAnnot(annotation)


def _typed_text(page: pdfium.PdfPage, annotation: Any) -> str:
    """Return what was typed into a field or a text box; the marks of other annotations are no words."""
    kind = pdf.FPDFAnnot_GetSubtype(annotation)
    if kind == pdf.FPDF_ANNOT_FREETEXT:
        return _string(lambda buffer, length: pdf.FPDFAnnot_GetStringValue(annotation, b"Contents", buffer, length))
    form = page.formenv
    if kind != pdf.FPDF_ANNOT_WIDGET or form is None:
        return ""
    if pdf.FPDFAnnot_GetFormFieldType(form.raw, annotation) not in _TYPED_FIELDS:
        return ""
    return _string(lambda buffer, length: pdf.FPDFAnnot_GetFormFieldValue(form.raw, annotation, buffer, length))


def _string(read: Any) -> str:
    """Return a string that pdfium writes into a buffer as UTF-16."""
    length = read(None, 0)
    if length <= _UTF_16:
        return ""
    buffer = (ctypes.c_ushort * (length // _UTF_16))()
    read(buffer, length)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\x00").replace("\r\n", "\n").replace("\r", "\n")


def _words(
    lines: list[str], rect: tuple[float, float, float, float], bbox: tuple[float, float, float, float]
) -> Iterator[PdfWord]:
    box = rotate_box(rect, 0, bbox)
    size = max(min((box.y1 - box.y0) / len(lines) * 0.75, _MAX_SIZE), 1.0)
    style = FontStyle(round(size, 1), False, 0, False, "")
    y = box.y0 + size
    for line in lines:
        if line.strip():
            yield PdfWord(line.strip(), True, style, box.x0, min(box.x1, box.x0 + 0.6 * size * len(line)), y)
        y += 1.2 * size
