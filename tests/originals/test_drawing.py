"""Pages of PDFs are drawn in a process of their own, with the words of a passage marked."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib import pdfencrypt
from reportlab.pdfgen.canvas import Canvas

from indexer.originals import runner
from indexer.originals.messages import DrawnPage, LinesWanted, NotShown, PageWanted, ShowingAnswer, ShowingTask
from indexer.originals.runner import ShowingLimits, look_into
from tests.readers import make_pdf as made

from .papers import CUT, FIRST, LAST, SECOND, council_pdf

Look = Callable[[bytes, ShowingTask], ShowingAnswer]


@pytest.fixture
def look(tmp_path: Path) -> Look:
    """A function that gives a process a task about some bytes."""

    def asked(data: bytes, task: ShowingTask) -> ShowingAnswer:
        path = tmp_path / "paper"
        path.write_bytes(data)
        with path.open("rb") as file:
            return look_into(file, len(data), task, ShowingLimits())

    return asked


def drawn(answer: ShowingAnswer) -> DrawnPage:
    """Return an answer that must be a page."""
    assert isinstance(answer, DrawnPage), answer
    return answer


def is_marked(picture: Image.Image, x: int, y: int) -> bool:
    """Return whether a point has the colour of marks."""
    red, green, blue = picture.getpixel((x, y))[:3]  # type: ignore[index]  # a pixel of RGB
    return red > 200 and blue < red - 60 and green > blue


def test_the_words_of_the_passage_are_marked_and_no_others(look: Look) -> None:
    """Marks lie on the lines of the passage; the picture of the part shows them from edge to edge."""
    page = drawn(look(council_pdf(), PageWanted(1, FIRST)))
    assert (page.pages, page.found, page.places) == (3, "marked", 1)
    picture = Image.open(io.BytesIO(page.picture)).convert("RGB")
    assert picture.size == (page.width, page.height)
    scale = page.width / made.WIDTH
    first_line, other = (made.HEIGHT - 702) * scale, (made.HEIGHT - 757) * scale
    assert any(is_marked(picture, x, round(first_line)) for x in range(150, 700))
    assert not any(is_marked(picture, x, round(other)) for x in range(150, 700))
    assert page.crop is not None
    assert page.crop.top < first_line < page.crop.bottom < page.height / 2
    part = Image.open(io.BytesIO(page.crop_picture))
    assert part.size == (page.crop.width, page.crop.height) == (page.width, part.height)


def test_a_passage_goes_on_on_the_next_page(look: Look) -> None:
    """It is marked on both pages, though the number of the page stands between its halves."""
    first = drawn(look(council_pdf(), PageWanted(1, CUT, 1, SECOND)))
    assert (first.found, first.goes_on) == ("marked", True)
    second = drawn(look(council_pdf(), PageWanted(2, CUT, 1, SECOND)))
    assert (second.found, second.goes_on) == ("marked", False)
    assert second.crop is not None
    assert second.crop.bottom < second.height / 4
    assert drawn(look(council_pdf(), PageWanted(2, LAST, 2, CUT))).goes_on is False
    assert drawn(look(council_pdf(), PageWanted(2, SECOND, 1, FIRST))).found == "not_found"


def test_a_picture_without_text_is_shown_and_said_to_be_one(look: Look) -> None:
    """A scan has no words to mark; its picture is all there is."""
    page = drawn(look(council_pdf(), PageWanted(3, FIRST, 3)))
    assert (page.found, page.crop, page.text) == ("no_text", None, "")
    assert page.picture


def test_a_turned_page_is_marked_where_it_is_seen(look: Look) -> None:
    """On a page that is shown turned, marks lie where the reader sees the words."""

    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        canvas.translate(made.WIDTH, 0)
        canvas.rotate(90)
        made.draw_lines(canvas, made.wrapped(FIRST), 60, 400)
        canvas.showPage()

    page = drawn(look(made.drawn_pdf(draw), PageWanted(1, FIRST)))
    assert page.found == "marked"
    picture = Image.open(io.BytesIO(page.picture)).convert("RGB")
    scale = page.width / made.WIDTH
    rows = [y for y in range(page.height) if any(is_marked(picture, x, y) for x in range(100, 900, 7))]
    assert rows
    assert abs(rows[0] / scale - (made.WIDTH - 410)) < 12
    assert rows[-1] - rows[0] < 40 * scale


def test_what_cannot_be_drawn_is_told(look: Look) -> None:
    """A page that is not there, a password and a damaged file are no pictures, and no faults."""
    locked = made.drawn_pdf(lambda canvas: canvas.showPage(), encrypt=pdfencrypt.StandardEncryption("secret"))
    assert look(council_pdf(), PageWanted(4)) == NotShown("no_page")
    assert look(locked, PageWanted(1)) == NotShown("locked")
    assert look(b"%PDF-1.7 nothing", PageWanted(1)) == NotShown("damaged")
    assert look(b"no PDF", PageWanted(1)) == NotShown("damaged")


def test_a_process_that_takes_too_much_is_ended(tmp_path: Path) -> None:
    """Limits of time, memory and size hold for each look into a file, and what is left is an answer."""
    path = tmp_path / "long.txt"
    path.write_text("water " * 3_000_000, encoding="utf-8")
    with path.open("rb") as file:
        size = path.stat().st_size
        begun = time.monotonic()
        answer = look_into(file, size, LinesWanted("water lamp"), ShowingLimits(seconds=1))
        assert answer == NotShown("time")
        assert time.monotonic() - begun < 20
        assert look_into(file, size, LinesWanted("water lamp"), ShowingLimits(wall_seconds=0.05)) == NotShown("time")
        small = ShowingLimits(memory=20_000_000)
        assert look_into(file, size, LinesWanted("water lamp"), small) == NotShown("memory")
        assert look_into(file, size, LinesWanted("water"), ShowingLimits(file_bytes=10)) == NotShown("too_large")


def test_a_crash_costs_only_the_answer(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that dies leaves no answer, and the server goes on."""
    monkeypatch.setattr(runner, "_PROGRAM", "indexer.originals.no_such_module")
    assert look(council_pdf(), PageWanted(1)) == NotShown("crash")
