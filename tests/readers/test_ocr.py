"""Scans: refused with what is missing, or recognised when tesseract is installed."""

from __future__ import annotations

import io
import random
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from indexer.errors import SourceUnreadable
from indexer.readers.limits import LIMITS, Limits
from indexer.readers.pdf import ocr
from indexer.readers.pdf.reader import read_pdf
from indexer.readers.shared.tesseract import is_installed

from . import make_pdf as made

if TYPE_CHECKING:
    from PIL.Image import Image

image = pytest.importorskip("PIL.Image", reason="pillow, of the extra ocr, is not installed")

LINES = [
    "The basin council met in the spring to agree on",
    "the catch of the year.",
    "1. The first measure is a shared record.",
    "2. The second measure is an inspection at sea.",
]
needs_tesseract = pytest.mark.skipif(
    not is_installed(),
    reason="scans need the extra ocr (pytesseract) and the program tesseract; one is not installed",
)


def _page_image() -> Image:
    """Render a page as a picture."""
    import pypdfium2 as pdfium  # noqa: PLC0415 # only where pillow is there

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", 14)
        made.draw_lines(canvas, LINES[:2], 72, 700, 18)
        made.draw_lines(canvas, LINES[2:], 72, 620, 30)
        canvas.showPage()

    document = pdfium.PdfDocument(made.drawn_pdf(draw))
    page = document[0]
    bitmap = page.render(scale=3, grayscale=True)
    image: Image = bitmap.to_pil().copy()
    bitmap.close()
    page.close()
    document.close()
    return image


def _picture() -> object:
    """Make a picture of a page by rendering a PDF of it."""
    out = io.BytesIO()
    _page_image().save(out, "PNG")
    return ImageReader(io.BytesIO(out.getvalue()))


def scan(pictures: int, texts: int = 0) -> bytes:
    """Make a PDF of pages that are pictures, and of pages with text after them."""
    picture = _picture()

    def draw(canvas: Canvas) -> None:
        for _ in range(pictures):
            canvas.drawImage(picture, 0, 0, made.WIDTH, made.HEIGHT)
            canvas.showPage()
        for _ in range(texts):
            canvas.drawString(72, 700, "A page with a text layer of its own.")
            canvas.showPage()

    return made.drawn_pdf(draw)


@pytest.mark.skipif(is_installed(), reason="tesseract is installed: scans are read here, not refused")
def test_scan_is_refused_with_what_to_install() -> None:
    """Without tesseract a scan is refused, with what is to be installed."""
    with pytest.raises(SourceUnreadable, match=r"is a scan without text: install .*tesseract.*, or put a copy"):
        read_pdf(scan(2, 1), LIMITS)


def test_few_pictures_among_text_are_warned_of() -> None:
    """A paper with text on most pages is read; its pages that are pictures are named in a warning."""
    reading = read_pdf(scan(1, 2), LIMITS)
    assert [block.page for block in reading.blocks] == [2, 3]
    assert reading.warnings == ("page 1 is a picture without text",)
    assert not reading.recognised


class FakeTesseract:
    """Stand-in for pytesseract with these languages installed."""

    def __init__(self, *names: str) -> None:
        self.names = names

    def get_languages(self, config: str) -> list[str]:
        """Return the installed languages."""
        del config
        return list(self.names)


@pytest.mark.parametrize(
    ("installed", "asked"),
    [(("eng", "osd"), "eng"), (("ara", "eng", "fra", "osd"), "eng+fra+ara"), (("spa",), "spa"), (("osd",), None)],
)
def test_scans_are_read_in_the_languages_that_are_installed(installed: tuple[str, ...], asked: str | None) -> None:
    """English comes first, then other languages of many papers; only installed ones are asked for."""
    assert ocr.tesseract_languages(FakeTesseract(*installed)) == asked


@needs_tesseract
def test_scan_is_recognised_and_flagged() -> None:
    """With tesseract the words of a scan are read page by page, and the reading is marked as recognised."""
    reading = read_pdf(scan(2, 1), LIMITS)
    assert reading.recognised
    assert {block.page for block in reading.blocks} == {1, 2, 3}
    first = [block for block in reading.blocks if block.page == 1]
    assert [(block.kind, block.label, block.text) for block in first] == [
        ("paragraph", None, " ".join(LINES[:2])),
        ("list_item", "1", LINES[2][3:]),
        ("list_item", "2", LINES[3][3:]),
    ]


def _with_wrong_layer() -> bytes:
    """Make a PDF of a picture of a page, with other words over it that nobody sees."""
    picture = _picture()

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(picture, 0, 0, made.WIDTH, made.HEIGHT)
        text = canvas.beginText(72, 700)
        text.setTextRenderMode(3)
        text.textLine("Tbe baain couucil rnet ln tbe sprlng to aqree ou tbe catcb of tbe year.")
        canvas.drawText(text)
        canvas.showPage()

    return made.drawn_pdf(draw)


@needs_tesseract
def test_a_bad_layer_of_text_is_recognised_again() -> None:
    """Where it is asked for, the words are those of the pictures, and none of the text that the file has is left."""
    assert "baain" in " ".join(block.text for block in read_pdf(_with_wrong_layer(), LIMITS).blocks)
    again = read_pdf(_with_wrong_layer(), LIMITS, recognise_again=True)
    assert [block.text for block in again.blocks] == [" ".join(LINES[:2]), LINES[2][3:], LINES[3][3:]]
    assert again.recognised


@pytest.mark.skipif(is_installed(), reason="tesseract is installed: pages are recognised, not refused")
def test_recognising_again_needs_tesseract() -> None:
    """Without tesseract a paper that is to be recognised again is refused, with what to install or take back."""
    with pytest.raises(SourceUnreadable, match=r"install .*tesseract.*, or take recognise_again out of"):
        read_pdf(scan(0, 1), LIMITS, recognise_again=True)


@needs_tesseract
def test_recognition_keeps_to_the_limit_of_time() -> None:
    """A scan that would take longer than the limit is refused, and the message says how many pages were done."""
    with pytest.raises(SourceUnreadable, match="is a scan of 2 pages, of which 0 were recognised"):
        read_pdf(scan(2), Limits(seconds=0.5))


@needs_tesseract
def test_a_missing_language_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """When tesseract is installed without its data, the message says what to install."""
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    with pytest.raises(SourceUnreadable, match=r"no data for English: install it .*tesseract-ocr-eng"):
        read_pdf(scan(1), LIMITS)


@needs_tesseract
def test_a_crooked_and_spotted_scan_is_read() -> None:
    """A slightly skewed page with dust on it gives its words and keeps its items apart."""
    blocks = read_pdf(_spotted(), LIMITS).blocks
    words = " ".join(block.text for block in blocks)
    assert words == " ".join([*LINES[:2], LINES[2][3:], LINES[3][3:]])
    assert [block.label for block in blocks if block.kind == "list_item"] == ["1", "2"]


def _spotted() -> bytes:
    """Make a scan that is turned by one degree and has a thousand dark spots."""
    chance = random.Random(5)  # noqa: S311  # dust, not a secret
    page = _page_image().rotate(1, expand=False, fillcolor=255)
    for _ in range(1000):
        page.putpixel((chance.randrange(page.width), chance.randrange(page.height)), 60)
    out = io.BytesIO()
    page.save(out, "PNG")

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(io.BytesIO(out.getvalue())), 0, 0, made.WIDTH, made.HEIGHT)
        canvas.showPage()

    return made.drawn_pdf(draw)
