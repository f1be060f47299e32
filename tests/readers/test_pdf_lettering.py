"""How the words of a PDF are set: initials, letters set apart, tight lines, raised and lowered figures."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas

from indexer.readers.limits import LIMITS
from indexer.readers.pdf.reader import read_pdf

from . import make_pdf as made
from .make import dropped_for, shown_texts

TAIL = [
    "The council then turned to the second item of its agenda, which was the",
    "budget of the harbour and of the three piers for the coming two years.",
]


def read(draw: Callable[[Canvas], object]) -> list[str]:
    """Draw a page and return the words of its blocks."""

    def page(canvas: Canvas) -> None:
        draw(canvas)
        canvas.showPage()

    return shown_texts(read_pdf(made.drawn_pdf(page), LIMITS))


def text(canvas: Canvas, x: float, y: float, words: str, size: float = 11, rise: float = 0) -> float:
    """Draw words of a size and return where they end."""
    canvas.setFont("Times-Roman", size)
    canvas.drawString(x, y + rise, words)
    return float(x + canvas.stringWidth(words, "Times-Roman", size))


@pytest.mark.parametrize(
    ("initial", "first", "begins"),
    [
        ("T", "he council agreed that the lamps of the pier be painted", "The council agreed that the lamps"),
        ("A", " council agreed that the lamps of the pier be painted", "A council agreed that the lamps"),
        ("“W", "e agreed that the lamps of the pier should be painted", "“We agreed that the lamps"),
    ],
)
def test_an_initial_over_two_lines_is_joined_to_its_word(initial: str, first: str, begins: str) -> None:
    """A large first letter is no heading: it begins the first line beside it, and the paragraph stays whole."""

    def draw(canvas: Canvas) -> None:
        text(canvas, 72, 700, "The council met in May.")
        text(canvas, 72, 652, initial, 32)
        x = 72 + canvas.stringWidth(initial, "Times-Roman", 32) + 3
        text(canvas, x, 668, first.strip() + " once a year, and")
        text(canvas, x, 654, "that nobody but the keeper of it should climb up to the tower,")
        text(canvas, 72, 640, "as the law has it.")
        made.draw_lines(canvas, TAIL, 72, 612, 14)

    blocks = read(draw)
    assert blocks[1].startswith(begins)
    assert blocks[1].endswith("the tower, as the law has it.")


def test_letters_set_apart_are_words() -> None:
    """A heading whose letters are set apart is read as words, divided where its gaps are wider."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 14)
        x = 72.0
        for letter in "SUMMARY OF THE TALKS":
            canvas.drawString(x, 720, letter.strip())
            x += canvas.stringWidth(letter, "Helvetica-Bold", 14) + 6
        text(canvas, 72, 690, "The keeper and the masters met in May and in June.")
        made.draw_lines(canvas, TAIL, 72, 660, 14)

    assert read(draw)[0] == "SUMMARY OF THE TALKS"


@pytest.mark.parametrize("space", [0.1, 0.13, 0.17, 0.25])
def test_words_of_a_tight_line_are_told_apart(space: float) -> None:
    """A line justified so tightly that its spaces are hardly wider than nothing is read word by word."""
    words = "The working group is developing principles and building blocks for the harbour team".split()

    def draw(canvas: Canvas) -> None:
        x = 72.0
        for word in words:
            x = text(canvas, x, 700, word) + space * 11
        made.draw_lines(canvas, ["that are to be given to the master in May.", *TAIL], 72, 686, 14)

    assert read(draw)[0].startswith(" ".join(words) + " that are to be given")


def test_long_words_are_left_whole() -> None:
    """A word with many letters, also one whose letters are all set a little apart, is not cut."""
    word = "Donaudampfschifffahrtsgesellschaft"

    def draw(canvas: Canvas) -> None:
        text(canvas, 72, 720, f"Die {word} tagte im Mai und im Juni.")
        canvas.drawString(72, 690, f"Die {word} tagte wieder im Juli.", charSpace=1.0)
        made.draw_lines(canvas, TAIL, 72, 650, 14)

    assert all(word in block for block in read(draw)[:2])


def test_raised_and_lowered_figures_and_ordinals() -> None:
    """Powers and units keep their exponents, ordinals and formulas stay in their line, and notes are no exponents."""

    def draw(canvas: Canvas) -> None:
        x = text(canvas, 72, 700, "On the 24")
        x = text(canvas, x, 700, "th", 7, 5)
        x = text(canvas, x, 700, " of May it cost 2 × 10")
        x = text(canvas, x, 700, "3", 7, 5)
        x = text(canvas, x, 700, " crowns for 40 m")
        x = text(canvas, x, 700, "2", 7, 5)
        x = text(canvas, x, 700, " of glass and CO")
        text(canvas, text(canvas, x, 700, "2", 7, -2), 700, " was saved,")
        x = text(canvas, 72, 686, "as the master")
        x = text(canvas, x, 686, "1", 7, 5)
        text(canvas, x, 686, " and the keeper told the council at its meeting of the spring.")
        made.draw_lines(canvas, TAIL, 72, 658, 14)
        text(canvas, 72, 90, "1", 6, 3)
        text(canvas, 76, 90, "See the report of the master on the lamps of the pier.", 8)

    assert read(draw)[0] == (
        "On the 24th of May it cost 2 × 10³ crowns for 40 m² of glass and CO2 was saved, as the master and the keeper"
        " told the council at its meeting of the spring."
    )


def test_items_may_be_indented_as_paragraphs_are() -> None:
    """The second line of an item that goes back to the margin continues it, and a mark needs no space after it."""
    lines = [
        (108.0, "(a) Is the master aware that the owner of the college of the sailors of the"),
        (72.0, "northern pier has fenced off about thirty acres of the land of the harbour?"),
        (108.0, "(b)What steps will the master take to ensure that the land is given back?"),
    ]

    def draw(canvas: Canvas) -> None:
        for number, (x, line) in enumerate(lines):
            canvas.setFont("Times-Roman", 11)
            canvas.drawString(x, 700 - 14 * number, line)
        made.draw_lines(canvas, TAIL, 72, 640, 14)
        canvas.showPage()

    reading = read_pdf(made.drawn_pdf(draw), LIMITS)
    assert [(block.label, block.text[:20]) for block in reading.blocks[:2]] == [
        ("a", "Is the master aware "),
        ("b", "What steps will the "),
    ]


def test_japanese_set_in_columns_is_read_downwards() -> None:
    """Columns of Japanese are read from top to bottom and from right to left."""
    lines = [
        "会議は三時間続いた。参加者は古い網を冬の前に取り替える",
        "べきであることに合意した。港の代表は、網が昨年半額で購入",
    ]

    def draw(canvas: Canvas) -> None:
        made.register_japanese_columns()
        canvas.setFont("HeiseiKakuGo-W5", 12)
        for number, line in enumerate([*lines, "されたと述べた。"]):
            canvas.drawString(500 - 20 * number, 750, line)

    assert "".join(read(draw)) == f"{''.join(lines)}されたと述べた。"


@pytest.mark.parametrize("pages", [3, 5])
def test_narrow_columns_of_small_type_are_read_one_by_one(pages: int) -> None:
    """A page of three columns under one head, as registers and gazettes have it, is read column by column."""
    items = [f"Item {number} begins here. {made.prose(number, 3)}" for number in range(9 * pages)]
    story = [made.paragraph(item, made.NOTICE) for item in items]
    data = made.composed_pdf(story, columns=3, furniture=made.head_and_number("Harbour Register / Vol. 9 / Notices"))
    words = " ".join(shown_texts(read_pdf(data, LIMITS))).split()
    assert words == " ".join(items).split()


def test_numbers_of_lines_are_no_words() -> None:
    """The numbers in the margin of a transcript are left out; a list of numbers in the text, and a short one, stay."""
    lines = made.prose(3, 30).split()
    rows = [" ".join(lines[start : start + 9]) for start in range(0, 25 * 9, 9)]

    def draw(canvas: Canvas) -> None:
        for number, row in enumerate(rows, start=1):
            text(canvas, 90, 760 - 24 * number, row)
            text(canvas, 60, 760 - 24 * number, str(number))
        canvas.showPage()

    reading = read_pdf(made.drawn_pdf(draw), LIMITS)
    assert " ".join(shown_texts(reading)) == " ".join(rows)
    assert sum(block.drop == "line_number" for block in reading.blocks) == len(rows)
    few = read(lambda canvas: [text(canvas, 60, 700 - 20 * number, f"{number} boats") for number in range(1, 6)])
    assert " ".join(few) == "1 boats 2 boats 3 boats 4 boats 5 boats"


def test_addresses_and_numbers_go_on_over_line_ends() -> None:
    """A web address, a mail address and a number with a dash that a line end cuts are joined without a space."""
    rows = [
        "The papers of the council are kept at the address https://",
        "www.harbour.example/papers/2031/ and the rules of the year 2018–",
        "23–51 can be had from the office of the keeper by mail to keeper@",
        "harbour.example, or in person – as ever – from nine until noon.",
    ]
    words = read(lambda canvas: made.draw_lines(canvas, rows, 72, 700, 13))[0]
    for whole in (
        "https://www.harbour.example/papers/2031/ and",
        "2018–23–51 can",
        "keeper@harbour.example, or",
        "– as ever –",
    ):
        assert whole in words


def test_what_is_printed_along_the_side_of_each_page_is_no_text() -> None:
    """A line on its side that repeats page after page is a running head."""

    def draw(canvas: Canvas) -> None:
        for page in range(4):
            canvas.saveState()
            canvas.rotate(90)
            text(canvas, 100, -580, "printed by the harbour office", 6)
            canvas.restoreState()
            made.draw_lines(canvas, made.wrapped(made.prose(page, 12)), 72, 700, 14)
            canvas.showPage()

    reading = read_pdf(made.drawn_pdf(draw), LIMITS)
    assert not any("printed by" in words for words in shown_texts(reading))
    assert dropped_for(reading, "running_head") == ["printed by the harbour office"] * 4


def test_marks_of_items_in_fonts_of_their_own() -> None:
    """An `o` of another font opens an item, and so does a sign of a symbol font; a word `o` opens none."""

    def draw(canvas: Canvas) -> None:
        for row, (mark, font) in enumerate(
            (("o", "Courier"), ("o", "Courier"), ("\u2192", "Symbol"), ("o", "Times-Roman"))
        ):
            canvas.setFont(font, 11)
            canvas.drawString(72, 700 - 30 * row, mark)
            text(canvas, 84 if font != "Times-Roman" else 80, 700 - 30 * row, f"Rever o plano do porto {row}")

    assert read(draw) == [
        "Rever o plano do porto 0",
        "Rever o plano do porto 1",
        "Rever o plano do porto 2",
        "o Rever o plano do porto 3",
    ]
