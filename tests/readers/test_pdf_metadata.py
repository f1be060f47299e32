"""Tests of what a PDF declares about itself."""

from __future__ import annotations

from io import BytesIO

import pypdfium2 as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas

from indexer.readers.pdf.metadata import pdf_language, pdf_title


def declaring(language: str | None = None, title: str | None = None) -> pdfium.PdfDocument:
    """Open a page that declares a language and a title."""
    file = BytesIO()
    canvas = Canvas(file, lang=language)
    if title:
        canvas.setTitle(title)
    canvas.drawString(72, 720, "The dyke was raised.")
    canvas.save()
    return pdfium.PdfDocument(file.getvalue())


@pytest.mark.parametrize(
    ("declared", "language"), [("fr-CA", "fr-CA"), ("en", "en"), ("French (France)", None), ("x", None), (None, None)]
)
def test_a_declared_language_is_a_language_tag(declared: str | None, language: str | None) -> None:
    """A language that the file declares is believed when it is a BCP 47 tag."""
    with declaring(language=declared) as document:
        assert pdf_language(document) == language


@pytest.mark.parametrize(
    ("declared", "title"),
    [
        ("Report on  Dykes", "Report on Dykes"),
        ("Microsoft Word - report.doc", None),
        ("Untitled", None),
        ("S/2019/3", None),
    ],
)
def test_a_declared_title_is_no_file_name(declared: str, title: str | None) -> None:
    """A title is believed unless a program put it there, or it is one word or a number."""
    with declaring(title=declared) as document:
        assert pdf_title(document) == title
