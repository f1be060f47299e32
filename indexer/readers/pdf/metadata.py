"""Read the title and language that a PDF declares, as far as they can be believed."""

from __future__ import annotations

import ctypes
import re

import pypdfium2 as pdfium
import pypdfium2.raw as pdf

_NO_TITLE = re.compile(
    r"^(?:microsoft|powerpoint|untitled|document\d*$|slide \d|presentation\d*$|layout \d|print|page \d)"
    r"|\.(?:docx?|pptx?|xlsx?|pdf|indd|qxd|rtf|odt|txt|tex|dvi|ps|html?)\b|^[\w-]*_[\w-]*$|^\W*$|^[\d\W]+$|[\\/]{2}|^[A-Z]:\\",
    re.IGNORECASE,
)
_TAG = re.compile(r"^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$")


def pdf_title(document: pdfium.PdfDocument) -> str | None:
    """Return the title in the file's properties, unless a program put it there: `Microsoft Word - x.doc`."""
    title = re.sub(r"\s+", " ", document.get_metadata_value("Title")).strip("\x00 ")
    if len(title.split()) < 2 or len(title) > 300 or _NO_TITLE.search(title):
        return None
    return title


def pdf_language(document: pdfium.PdfDocument) -> str | None:
    """Return the language that the file declares, as a BCP 47 tag."""
    size = pdf.FPDFCatalog_GetLanguage(document.raw, None, 0)
    if size <= 2:
        return None
    buffer = ctypes.create_string_buffer(size)
    pdf.FPDFCatalog_GetLanguage(document.raw, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    tag = buffer.raw[: size - 2].decode("utf-16-le", "replace")
    return tag if _TAG.match(tag) else None
