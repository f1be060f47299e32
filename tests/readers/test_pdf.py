"""PDFs: order, paragraphs, roles and pages, checked against papers whose every word is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib import pdfencrypt
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import FrameBreak, Paragraph

from indexer.errors import SourceUnreadable
from indexer.model import Block, DropReason, Reading, Source
from indexer.readers.limits import LIMITS, Limits
from indexer.readers.pdf.reader import read_pdf
from indexer.structure.parse import parse_paper
from indexer.text.column_heads import text_with_heads

from . import make_pdf as made
from .make import texts_with_heads

QUOTE = "“The harbour belongs to those who keep it open in winter,” said the master of the northern port."


def read(data: bytes) -> Reading:
    """Read a PDF, and check that every character that pdfium extracts is in some block."""
    reading = read_pdf(data, LIMITS)
    extracted: Counter[str] = Counter()
    document = pdfium.PdfDocument(data)
    for page in document:
        textpage = page.get_textpage()
        extracted.update(textpage.get_text_range().replace("\ufffe", "-"))
        textpage.close()
        page.close()
    document.close()
    kept_characters = Counter("".join(block.raw for block in reading.blocks))
    assert {character: kept_characters[character] for character in kept_characters if not character.isspace()} == {
        character: extracted[character] for character in extracted if not character.isspace()
    }
    assert all(not block.text for block in reading.blocks if block.drop)
    assert all("\n" not in block.text and "\ufdd0" not in block.raw for block in reading.blocks)
    return reading


def shown(reading: Reading, *kinds: str) -> list[Block]:
    """Return the blocks that are shown, of these kinds or of any."""
    return [block for block in reading.blocks if not block.drop and (not kinds or block.kind in kinds)]


def texts(blocks: Sequence[Block]) -> list[str]:
    """Return the words of blocks."""
    return [block.text for block in blocks]


def drops(reading: Reading) -> Counter[DropReason]:
    """Count the blocks that are not shown by reason."""
    return Counter(block.drop for block in reading.blocks if block.drop)


def article(columns: int, style: str = "indented") -> tuple[bytes, list[str]]:
    """Make an article in columns under a title across them, with a pull quote; also return its paragraphs."""
    body = [made.prose(seed) for seed in range(24)]
    set_in = made.INDENTED if style == "indented" else made.SPACED
    story = [Paragraph("Fisheries of the Northern Basin: A Shared Record", made.TITLE), FrameBreak()]
    story.append(Paragraph("Introduction", made.SECTION))
    story += [Paragraph(text, set_in) for text in body[:3]]
    story.append(Paragraph(QUOTE, made.PULL))
    story += [Paragraph(text, set_in) for text in body[3:10]]
    story.append(Paragraph("Second Part of the Record", made.SECTION))
    story += [Paragraph(text, set_in) for text in body[10:]]
    return made.composed_pdf(story, columns, 60, made.head_and_number("Basin Council Papers")), body


@pytest.mark.parametrize("style", ["indented", "spaced"])
@pytest.mark.parametrize("columns", [1, 2, 3])
def test_columns_are_read_one_after_the_other(columns: int, style: str) -> None:
    """An article in columns is read column by column, each paragraph whole except at the end of a page."""
    data, body = article(columns, style)
    reading = read(data)
    paragraphs = shown(reading, "paragraph")
    assert " ".join(texts(paragraphs)) == " ".join(body)
    pages = max(block.page or 0 for block in reading.blocks)
    whole = [text for text in texts(paragraphs) if text in body]
    assert len(whole) >= len(body) - (pages - 1)
    assert len(paragraphs) <= len(body) + pages - 1


def test_title_section_and_pull_quote_are_told_by_their_type() -> None:
    """Larger type is a heading with a level by its size; larger type that reads as sentences in a column is a
    quotation.
    """
    reading = read(article(2)[0])
    assert [(block.level, block.text) for block in shown(reading, "heading")] == [
        (1, "Fisheries of the Northern Basin: A Shared Record"),
        (2, "Introduction"),
        (2, "Second Part of the Record"),
    ]
    assert texts(shown(reading, "quote")) == [QUOTE]


def test_running_heads_and_page_numbers_are_dropped_by_name() -> None:
    """Text in the same position on every page, or that counts the pages, is dropped with its reason."""
    reading = read(article(2)[0])
    pages = max(block.page or 0 for block in reading.blocks)
    assert drops(reading) == {"running_head": pages, "page_number": pages}
    assert all(block.page_label is None for block in reading.blocks)


def test_numbers_of_paragraphs_at_the_head_of_pages_are_no_page_numbers() -> None:
    """`(1)` and the text beside it stay, though page numbers stand in the same place and heads beside those differ."""
    openings = {4: "(1)", 7: "(2)"}

    def draw(canvas: Canvas) -> None:
        for page in range(1, 9):
            canvas.drawString(72, 800, f"{page}")
            canvas.drawString(120, 800, f"The ports of the coast, chapter {page}")
            if page in openings:
                canvas.drawString(72, 780, openings[page])
                canvas.drawString(120, 780, f"whether the boats of the harbour have been seen by anybody on day {page}")
            made.draw_lines(canvas, made.wrapped(made.prose(page)), 72, 760)
            canvas.showPage()

    reading = read(made.drawn_pdf(draw))
    assert drops(reading) == {"page_number": 8, "running_head": 8}
    said = " ".join(texts(shown(reading)))
    assert said.count("whether the boats of the harbour have been seen") == 2


def test_a_word_that_could_be_a_roman_number_is_kept() -> None:
    """On the only page of a paper a line of `xi` alone is a word; a number alone at the foot is its page number."""

    def draw(canvas: Canvas) -> None:
        made.draw_lines(
            canvas, ["The council wrote on the wall of the harbour", "xi", "and nobody knows what it meant."], 72, 770
        )
        canvas.drawString(290, 30, "57")
        canvas.showPage()

    reading = read(made.drawn_pdf(draw))
    assert (
        " ".join(texts(shown(reading)))
        == "The council wrote on the wall of the harbour xi and nobody knows what it meant."
    )
    assert drops(reading) == {"page_number": 1}


def test_columns_drawn_row_by_row_are_columns_all_the_same() -> None:
    """The order in which lines were drawn does not decide when lines fill two columns."""
    left = [
        "The council met to agree on the catch of",
        "the year and on the number of inspectors",
        "that each port would send before winter",
    ]
    right = [
        "Came, and to hear the delegates of ports",
        "on the question of a common record, kept",
        "by the harbour masters of the northern seas.",
    ]

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Courier", 9)
        for row in range(3):
            canvas.drawString(72, 700 - 12 * row, left[row])
            canvas.drawString(320, 700 - 12 * row, right[row])
        canvas.showPage()

    assert " ".join(texts(shown(read(made.drawn_pdf(draw))))) == " ".join([*left, *right])


@pytest.mark.parametrize("size", [18, 24])
@pytest.mark.parametrize(("begin", "hung"), [("for", 0), ("just", 0), ("on", 0.45)])
def test_line_that_reaches_into_the_gutter_does_not_part_the_columns(begin: str, hung: float, size: int) -> None:
    """A line stays in its column though an italic f or j, or a hanging quotation mark, reaches left of its edge."""
    left, right = [made.prose(seed, 4) for seed in (1, 2, 3)], [made.prose(seed, 3) for seed in (4, 5)]
    words = ["“The tide waits", f"{begin} no budget, and", "neither does a ship.”"]
    body = ParagraphStyle("large", made.BODY, fontSize=13, leading=16, spaceAfter=6)
    pull = ParagraphStyle("pull", made.PULL, fontSize=size, leading=1.25 * size, firstLineIndent=-hung * size)
    story = [*(Paragraph(text, body) for text in left), FrameBreak(), Paragraph(right[0], body)]
    story += [Paragraph("<br/>".join(words), pull), Paragraph(right[1], body)]
    blocks = shown(read(made.composed_pdf(story, 2)))
    assert texts(blocks) == [*left, right[0], " ".join(words), right[1]]
    assert [block.text for block in blocks if block.kind == "quote"] == [" ".join(words)]


def test_names_in_two_columns_are_read_down_and_repeated_lines_are_kept() -> None:
    """A list in two columns is read down each column; a line under a changing heading is no running head."""
    left, right = (
        ["Ms. Anna Berg", "Mr. Jon Hall", "Ms. Rita Alves"],
        ["Dr. Paul Okello", "Mr. Li Wei", "Ms. Eva Novak"],
    )

    def draw(canvas: Canvas) -> None:
        for day in "ABCD":
            canvas.drawString(60, 770, f"Participants of day {day}")
            made.draw_lines(canvas, left, 60, 750)
            made.draw_lines(canvas, right, 320, 750)
            made.draw_lines(canvas, ["The council met to agree on the catch."], 60, 650)
            canvas.showPage()

    first = [block.text for block in shown(read(made.drawn_pdf(draw))) if block.page == 1]
    assert " ".join(first) == " ".join(
        ["Participants of day A", *left, *right, "The council met to agree on the catch."]
    )


def test_frame_beside_the_text_is_read_by_itself() -> None:
    """A box of text beside a paragraph does not end up in the middle of it."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", 11)
        beside = [
            "The council met to agree on the catch of the",
            "year and on the number of inspectors that",
            "each port would send before winter came,",
            "and heard the delegates of the ports on the",
            "question of the record.",
        ]
        made.draw_lines(canvas, beside, 72, 700)
        canvas.rect(330, 640, 200, 80)
        canvas.setFont("Helvetica", 9)
        made.draw_lines(canvas, ["Quota: the share of a port in the", "catch of a year, by treaty."], 338, 700, 11)
        canvas.showPage()

    blocks = texts(shown(read(made.drawn_pdf(draw))))
    assert blocks[0].startswith("The council met")
    assert blocks[0].endswith("question of the record.")
    assert blocks[1] == "Quota: the share of a port in the catch of a year, by treaty."


def test_items_keep_their_labels_and_depth() -> None:
    """Numbered, lettered and bulleted items are separate items, nested by indent, also across a page break."""
    story = [Paragraph("Measures", made.SECTION), Paragraph(made.prose(50, 3), made.SPACED)]
    story += [Paragraph(made.prose(100 + index, 3), made.ITEM, bulletText=f"{index}.") for index in range(1, 13)]
    story += [Paragraph(made.prose(200 + index, 2), made.ITEM, bulletText="\u2022") for index in range(3)]
    story += [Paragraph(made.prose(300 + index, 2), made.DEEP, bulletText=f"({'abcd'[index]})") for index in range(4)]
    story.append(Paragraph(made.prose(60, 3), made.SPACED))
    reading = read(made.composed_pdf(story))
    items = shown(reading, "list_item")
    assert [(item.label, item.depth) for item in items] == [
        *((str(index), 0) for index in range(1, 13)),
        *((None, 0),) * 3,
        *((letter, 1) for letter in "abcd"),
    ]
    assert items[0].text == made.prose(101, 3)
    assert items[-1].text == made.prose(303, 2)
    assert {block.page for block in items} == {1, 2}


def test_sign_from_a_font_of_signs_is_a_bullet() -> None:
    """A single letter in a symbol font opens an item and is not shown."""

    def draw(canvas: Canvas) -> None:
        for row in range(2):
            canvas.setFont("ZapfDingbats", 9)
            canvas.drawString(72, 700 - 40 * row, "l")
            canvas.setFont("Times-Roman", 11)
            made.draw_lines(
                canvas, ["An item with words enough to fill a line,", "and a second line."], 90, 700 - 40 * row, 13
            )
        canvas.showPage()

    blocks = shown(read(made.drawn_pdf(draw)))
    assert [block.kind for block in blocks] == ["list_item"] * 2
    assert blocks[0].text == "An item with words enough to fill a line, and a second line."


def test_footnotes_go_with_the_block_that_refers_to_them() -> None:
    """A raised mark is not shown; small type at the foot with that mark is a note of the block that has it."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", 11)
        made.draw_lines(canvas, ["The council agreed on the catch of the year"], 72, 700)
        end = 72 + canvas.stringWidth("The council agreed on the catch of the year", "Times-Roman", 11)
        canvas.setFont("Times-Roman", 7)
        canvas.drawString(end, 704, "1")
        canvas.setFont("Times-Roman", 11)
        canvas.drawString(end + 4, 700, ", and on the number of inspectors for")
        made.draw_lines(canvas, ["each of its ports, in metres squared."], 72, 686)
        made.draw_lines(canvas, ["A second paragraph refers to nothing at all, and it ends here."], 72, 660)
        canvas.setFont("Times-Roman", 6)
        canvas.drawString(72, 103, "1")
        canvas.setFont("Times-Roman", 8.5)
        made.draw_lines(canvas, ["Decision 12 of the council, adopted in autumn, see", "the annex."], 77, 100, 10)
        canvas.showPage()

    reading = read(made.drawn_pdf(draw))
    first, second = shown(reading)
    assert first.text.startswith("The council agreed on the catch of the year, and on the number")
    assert first.notes == ("Decision 12 of the council, adopted in autumn, see the annex.",)
    assert second.notes == ()
    assert drops(reading) == {"footnote": 1}


def test_row_of_a_ruled_table_carries_its_heads() -> None:
    """Each row of a table is one block that carries the head of each cell; the row of heads itself is dropped."""
    rows = [["Country", "Vessels", "Remarks"], ["Iceland", "12", made.prose(70, 1)], ["Peru", "9", ""]]
    story = [
        Paragraph(made.prose(1), made.SPACED),
        made.ruled_table(rows, [80, 60, 250]),
        Paragraph(made.prose(2), made.BODY),
    ]
    reading = read(made.composed_pdf(story))
    assert texts(shown(reading)) == [
        made.prose(1),
        f"Iceland; 12; {made.prose(70, 1)}",
        "Peru; 9",
        made.prose(2),
    ]
    assert texts_with_heads(reading)[2] == "Country: Peru; Vessels: 9"
    assert shown(reading)[1].lead_in == "Country; Vessels; Remarks"
    assert drops(reading) == {"column_heads": 1}
    assert next(block.raw for block in reading.blocks if block.drop) == "Country\tVessels\tRemarks"


def test_aligned_rows_are_a_table_only_under_bold_heads() -> None:
    """Rows under bold heads are table rows; the same rows without heads stay lines."""

    def draw(canvas: Canvas) -> None:
        for top, heads in ((700, True), (500, False)):
            canvas.setFont("Helvetica-Bold", 10)
            for x, word in ((72, "Port"), (220, "Vessels"), (340, "Delegate")) if heads else ():
                canvas.drawString(x, top, word)
            canvas.setFont("Helvetica", 10)
            for row, cells in enumerate([("Bergen", "12", "Anna Berg"), ("Lisbon", "7", "Rita Alves")]):
                for x, word in zip((72, 220, 340), cells, strict=True):
                    canvas.drawString(x, top - 15 * (row + 1), word)
        canvas.showPage()

    blocks = shown(read(made.drawn_pdf(draw)))
    assert [(block.kind, text_with_heads(block.text, block.heads)) for block in blocks] == [
        ("table_row", "Port: Bergen; Vessels: 12; Delegate: Anna Berg"),
        ("table_row", "Port: Lisbon; Vessels: 7; Delegate: Rita Alves"),
        ("paragraph", "Bergen 12 Anna Berg"),
        ("paragraph", "Lisbon 7 Rita Alves"),
    ]


def test_programme_becomes_sessions_with_their_people() -> None:
    """A programme set in two columns of times and titles is read line by line, into sessions and their people."""
    items = [
        ("09:00 – 09:30", "Registration and coffee"),
        ("10:00 – 11:30", "Session 1: Quotas and trust between ports and their communities"),
        ("", "Moderator: Dr. Paul Okello, University of Bergen"),
        ("", "Panelists:"),
        ("", "Ms. Rita Alves, Port of Lisbon"),
        ("", "Mr. Jon Hall, Harbour Union"),
        ("11:30 – 12:00", "Session 2: Inspection at sea"),
    ]

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 18)
        canvas.drawCentredString(made.WIDTH / 2, 780, "Basin Council Annual Conference")
        canvas.drawCentredString(made.WIDTH / 2, 758, "on Fisheries")
        canvas.setFont("Helvetica", 11)
        canvas.drawCentredString(made.WIDTH / 2, 735, "10-11 March 2022, Bergen, Norway")
        canvas.setFont("Helvetica-Bold", 14)
        canvas.drawCentredString(made.WIDTH / 2, 715, "Programme")
        for row, (time, title) in enumerate(items):
            canvas.setFont("Helvetica-Bold", 10)
            canvas.drawString(72, 665 - 16 * row, time)
            canvas.setFont("Helvetica", 10)
            canvas.drawString(180, 665 - 16 * row, title)
        canvas.showPage()

    paper = parse_paper(Source(Path("p.pdf"), "p.pdf", "0" * 64), read(made.drawn_pdf(draw)))
    assert (paper.facts.title, paper.facts.kind) == ("Basin Council Annual Conference on Fisheries", "programme")
    assert [(session.label, session.time, len(session.people)) for session in paper.sessions] == [
        ("Session 1", "10:00 – 11:30", 3),
        ("Session 2", "11:30 – 12:00", 0),
    ]


def test_printed_numbers_are_labels_where_they_differ() -> None:
    """Front pages numbered i and ii, and pages numbered anew after them, have the printed number as label."""
    story = [Paragraph(made.prose(seed, 7), made.SPACED) for seed in range(40)]
    reading = read(made.composed_pdf(story, furniture=made.head_and_number("Papers", roman=2)))
    labels = {block.page: block.page_label for block in reading.blocks}
    assert [labels[page] for page in (1, 2, 3, 4)] == ["i", "ii", "1", "2"]


def test_labels_in_the_file_are_page_labels() -> None:
    """The page labels of the file are kept when they differ from the count."""

    def draw(canvas: Canvas) -> None:
        canvas.addPageLabel(0, style="ROMAN_LOWER", start=1)
        canvas.addPageLabel(1, style="ARABIC", start=1, prefix="A-")
        for _ in range(3):
            canvas.drawString(72, 700, "A page with a sentence on it.")
            canvas.showPage()

    blocks = shown(read(made.drawn_pdf(draw)))
    assert [(block.page, block.page_label) for block in blocks] == [(1, "i"), (2, "A-1"), (3, "A-2")]


def test_pages_turned_and_text_on_its_side_are_read_upright() -> None:
    """A turned page reads as it is seen; words up the margin come after the page; a watermark is dropped."""
    lines = ["The council met to agree on the catch of the year and on the number", "of inspectors for each port."]

    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        canvas.translate(made.WIDTH, 0)
        canvas.rotate(90)
        made.draw_lines(canvas, lines, 60, 400)
        canvas.showPage()
        made.draw_lines(canvas, lines, 72, 700)
        for turn, x, text in ((45, 200, "DRAFT"), (90, 30, "Printed in the margin")):
            canvas.saveState()
            canvas.translate(x, 300)
            canvas.rotate(turn)
            canvas.setFont("Helvetica", 40 if turn == 45 else 8)
            canvas.drawString(0, 0, text)
            canvas.restoreState()
        canvas.showPage()

    reading = read(made.drawn_pdf(draw))
    whole = " ".join(lines)
    assert [(block.page, block.text) for block in shown(reading)] == [
        (1, whole),
        (2, whole),
        (2, "Printed in the margin"),
    ]
    assert drops(reading) == {"slanted": 1}


def test_words_cut_at_line_ends_are_made_whole() -> None:
    """A hyphen that only cut a word is removed; one that the paper writes elsewhere stays."""
    lines = [
        "The well-being of the ports was agreed on, and the num-",
        "ber of inspectors; a decision on the well-",
        "being of the crews was deferred to the follow-up com-",
        "mittee of the council.",
    ]

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Courier", 9)
        made.draw_lines(canvas, lines, 72, 700)
        canvas.showPage()

    (block,) = shown(read(made.drawn_pdf(draw)))
    assert block.text == (
        "The well-being of the ports was agreed on, and the number of inspectors; a decision on the well-being of the "
        "crews was deferred to the follow-up committee of the council."
    )


def test_chinese_and_japanese_lines_join_without_spaces() -> None:
    """Lines of a script without spaces between words are joined without spaces."""
    sentence = (
        "漁業委員会は春に会合を開き、各港が冬の前に北の観測所へ送る検査官の数について合意した。次の会合は秋に開かれる。"
    )

    def draw(canvas: Canvas) -> None:
        made.register_japanese()
        canvas.setFont("HeiseiMin-W3", 12)
        made.draw_lines(canvas, [sentence[index : index + 20] for index in range(0, len(sentence), 20)], 72, 700, 18)
        canvas.showPage()

    assert texts(shown(read(made.drawn_pdf(draw)))) == [sentence]


def test_invisible_text_is_read_where_it_is_all_there_is() -> None:
    """Invisible text is the text of a scanned page, and is dropped when a page has visible text."""

    def draw(canvas: Canvas) -> None:
        for page in range(2):
            canvas.saveState()
            hidden = canvas.beginText(72, 500)
            hidden.setTextRenderMode(3)
            hidden.textLine("Words that nobody sees.")
            canvas.drawText(hidden)
            canvas.restoreState()
            if page:
                made.draw_lines(canvas, ["The council met to agree on the catch of the year."], 72, 700)
            canvas.showPage()

    reading = read(made.drawn_pdf(draw))
    assert [(block.page, block.text, block.drop) for block in reading.blocks] == [
        (1, "Words that nobody sees.", None),
        (2, "The council met to agree on the catch of the year.", None),
        (2, "", "invisible"),
    ]


def test_contents_lines_are_dropped() -> None:
    """Lines of dot leaders that end in a page number are no passages."""

    def draw(canvas: Canvas) -> None:
        made.draw_lines(canvas, [f"Chapter {number} {'. ' * 40}{number * 4}" for number in range(1, 4)], 72, 700)
        canvas.showPage()

    assert drops(read(made.drawn_pdf(draw))) == {"contents_line": 3}


def test_properties_are_believed_only_if_plausible() -> None:
    """A title that a program made up is no title; the day the file was made is not the publication date."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "A page with a sentence on it.")
        canvas.showPage()

    good = read(made.drawn_pdf(draw, title="Report of the Basin Council"))
    assert (good.title, good.published, good.recognised, good.warnings) == (
        "Report of the Basin Council",
        None,
        False,
        (),
    )
    for name in ("Microsoft Word - prog.doc", "untitled", "2019_final_v2", "report.indd", "Document1"):
        assert read(made.drawn_pdf(draw, title=name)).title is None


def test_long_paper_is_read_whole() -> None:
    """Three hundred pages keep their count, and their running heads are dropped."""
    reading = read(made.long_paper(300))
    assert drops(reading) == {"running_head": 300, "page_number": 300}
    assert Counter(block.page for block in shown(reading)) == dict.fromkeys(range(1, 301), 5)


def test_reading_twice_gives_the_same() -> None:
    """Reading is deterministic."""
    data = article(2)[0]
    assert read_pdf(data, LIMITS) == read_pdf(data, LIMITS)


_WORDS = st.lists(st.from_regex(r"[a-z]{2,12}", fullmatch=True), min_size=5, max_size=60)


@settings(max_examples=25, deadline=None)
@given(paragraphs=st.lists(_WORDS, min_size=1, max_size=8), columns=st.integers(1, 3))
def test_every_word_comes_out_in_order(paragraphs: list[list[str]], columns: int) -> None:
    """Whatever the words and the columns, each word is read once and in order."""
    sources = [f"{' '.join(words).capitalize()}." for words in paragraphs]
    reading = read(made.composed_pdf([Paragraph(text, made.INDENTED) for text in sources], columns))
    assert " ".join(texts(shown(reading))) == " ".join(sources)


def _one_page(canvas: Canvas) -> None:
    canvas.drawString(72, 700, "The council met to agree on the catch.")
    canvas.showPage()


def test_encrypted_file_asks_for_its_password() -> None:
    """Without the password the message says where to set it; with it the file is read."""
    data = made.drawn_pdf(_one_page, encrypt=pdfencrypt.StandardEncryption("open sesame"))
    with pytest.raises(SourceUnreadable, match=r"is encrypted: set its password in corpus.toml: `password = "):
        read_pdf(data, LIMITS)
    with pytest.raises(SourceUnreadable, match="does not open it"):
        read_pdf(data, LIMITS, password="wrong")  # noqa: S106 # of a file made here
    opened = read_pdf(data, LIMITS, password="open sesame")  # noqa: S106 # likewise
    assert texts(shown(opened)) == ["The council met to agree on the catch."]


def test_files_that_are_no_whole_pdf_are_named_as_such() -> None:
    """An empty file, another type and half a file each get a message that says what to do."""
    whole = made.drawn_pdf(_one_page)
    for data, message in (
        (b"", "is empty"),
        (b"  \n", "is empty"),
        (b"PK\x03\x04 a document of another kind", "is not a PDF"),
        (b"%PDF-1.7\n" + b"noise " * 200, "is damaged or cut off"),
        (whole[: len(whole) // 3], "is damaged or cut off"),
    ):
        with pytest.raises(SourceUnreadable, match=message):
            read_pdf(data, LIMITS)


@settings(max_examples=60, deadline=None)
@given(places=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=40))
def test_damage_is_never_worse_than_unreadable(places: list[tuple[int, int]]) -> None:
    """A file with overwritten bytes is read as far as possible, or refused with a message."""
    data = bytearray(made.drawn_pdf(_one_page))
    for offset, value in places:
        data[offset % len(data)] = value
    with suppress(SourceUnreadable):
        read_pdf(bytes(data), LIMITS)


def test_broken_page_costs_that_page() -> None:
    """A missing page is left out and named; the others are read."""

    def draw(canvas: Canvas) -> None:
        for number in range(3):
            canvas.drawString(72, 700, f"This is the page numbered {number} of three.")
            canvas.showPage()

    data = made.drawn_pdf(draw, pageCompression=0)
    first = data.index(b"/Kids [ ") + len(b"/Kids [ ")
    second = data.index(b" R ", first) + 3
    broken = data[:second] + b"99" + data[data.index(b" ", second) :]
    reading = read_pdf(broken, LIMITS)
    assert texts(shown(reading)) == ["This is the page numbered 0 of three.", "This is the page numbered 2 of three."]
    assert reading.warnings == ("page 2 cannot be read and is left out",)


def test_too_many_pages_are_refused_with_both_numbers() -> None:
    """A paper over the page limit is refused, and the message names its pages and the limit."""
    with pytest.raises(SourceUnreadable, match="has 12 pages, over the limit of 10"):
        read_pdf(made.long_paper(12), Limits(pages=10))


def test_empty_pages_are_no_trouble() -> None:
    """A page without words gives no block; a paper without words gives none at all."""

    def draw(canvas: Canvas) -> None:
        canvas.showPage()
        _one_page(canvas)
        canvas.showPage()

    assert [block.page for block in read(made.drawn_pdf(draw)).blocks] == [2]
    assert read(made.drawn_pdf(lambda canvas: canvas.showPage())).blocks == ()
