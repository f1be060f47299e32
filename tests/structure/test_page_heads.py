"""Heads and feet of pages: what is evidence for one, and what only looks like one."""

from __future__ import annotations

import pytest

from indexer.model import Block, BlockKind, PageTraces, Reading
from indexer.structure.draft import Draft
from indexer.structure.parse import parse_paper

from .papers import make_source, read_paper

HEAD = "Assembly on Coastal Harbours\n\nReport\n\nLima, Peru, 4 May 1999\n\nSession 1: Ice\n\n"
ONE = "The harbour master told the whole of the meeting that ice was short in every month of the"
TWO = "year, and that nobody who had a boat in the harbour was surprised by it."
WHOLE = f"{ONE} {TWO}"


def reasons(text: str) -> dict[str, tuple[str, ...]]:
    """Return the reasons of the dropped pieces of a text by their words."""
    return {piece.text: piece.reasons for piece in read_paper(HEAD + text).pieces if piece.role == "dropped"}


def texts(text: str) -> list[str]:
    """Return the words of the passages of a text."""
    return [passage.text for passage in read_paper(HEAD + text).passages]


@pytest.mark.parametrize("lines", [("Page 2", "Page 3"), ("2", "3"), ("17/40", "18/40"), ("- 2 -", "- 3 -")])
def test_numbers_that_grow_from_page_to_page_are_page_numbers(lines: tuple[str, str]) -> None:
    """Numbers alone on their lines, a page of text apart, count pages."""
    dropped = reasons(f"{WHOLE}\n\n{lines[0]}\n\n{WHOLE}\n\n{WHOLE}\n\n{lines[1]}\n\n{WHOLE}\n")
    assert dropped == dict.fromkeys(lines, ("page_number",))


def test_a_number_alone_is_no_page_number() -> None:
    """A number without another one that follows it, at no end of a page, stays."""
    assert not reasons(f"{WHOLE}\n\n2436\n\n{WHOLE}\n\n2403\n\n{WHOLE}\n")


@pytest.mark.parametrize("word", ["Article", "Issue", "Yes:", "No opinion:", "Judgment", "December"])
def test_words_that_count_are_no_heads(word: str) -> None:
    """A word with a growing number is no head of a page when nothing else says that a page ends there."""
    text = "".join(f"{word} {number}\n\n{WHOLE}\n\n" for number in range(1, 6))
    assert not reasons(text)


def test_a_head_with_its_number_cuts_a_sentence() -> None:
    """The same words with growing numbers, inside sentences, are the head of a page."""
    dropped = reasons(f"{ONE}\n\n2 HARBOUR NOTE\n\n{TWO}\n\n{ONE}\n\n4 HARBOUR NOTE\n\n{TWO}\n")
    assert dropped == dict.fromkeys(["2 HARBOUR NOTE", "4 HARBOUR NOTE"], ("numbered_head",))


def test_what_recurs_beside_page_numbers_is_a_head() -> None:
    """The day beside the page number of every page is a head, though written in two ways."""
    pages = [f"{WHOLE}\n\nPage {number}\n\n25th August{gap}1999\n\n{WHOLE}\n\n" for number, gap in ((2, " "), (3, ""))]
    dropped = reasons("".join(pages))
    assert dropped["25th August 1999"] == dropped["25th August1999"] == ("running_head",)


def test_an_even_page_has_its_number_alone() -> None:
    """A head with the number that is missing among the numbers alone is the head of the other pages."""
    lines = ("VI. Harbours 213", "214", "VI. Harbours 215", "216")
    dropped = reasons("".join(f"{WHOLE}\n\n{line}\n\n{WHOLE}\n\n" for line in lines))
    assert dropped.keys() == set(lines)


def read_blocks(blocks: list[Block], traces: PageTraces) -> Draft:
    """Return the draft of blocks under a heading."""
    front = (Block("heading", "Report on Harbours", "", level=1), Block("heading", "Ice", "", level=2))
    return parse_paper(make_source("paper.docx"), Reading((*front, *blocks), page_traces=traces))


def test_a_format_that_keeps_heads_apart_has_none_in_its_text() -> None:
    """What recurs on each page of a DOCX, with growing numbers or without, is text of the paper."""
    lines = [("Table 1", 1), (WHOLE, 1), ("Compliance rate", 2), ("Table 2", 2), (WHOLE, 2), ("Compliance rate", 3)]
    blocks = [Block("paragraph", text, text, page=page) for text, page in [*lines, ("Compliance rate", 4)]]
    assert not [piece for piece in read_blocks(blocks, "none").pieces if piece.role == "dropped"]


def test_a_format_that_marks_paragraphs_is_joined_at_page_ends_only() -> None:
    """In Markdown a paragraph without a full stop has its own end, unless the paper was made from pages."""
    halves = [Block("paragraph", ONE, ONE), Block("paragraph", TWO, TWO)]
    assert [passage.text for passage in read_blocks(halves, "possible").passages] == [ONE, TWO]
    paged = [halves[0], Block("paragraph", "Page 2", "Page 2"), halves[1]]
    assert [passage.text for passage in read_blocks(paged, "possible").passages] == [WHOLE]
    assert [passage.text for passage in read_blocks(paged, "none").passages] == [ONE, "Page 2", TWO]


def test_a_marked_heading_is_no_head_of_a_page() -> None:
    """A number or a day that Markdown marks as a heading is a heading."""
    blocks = [
        block
        for number in (5, 12, 19)
        for block in (Block("heading", f"April {number}", "", level=1), Block("paragraph", WHOLE, WHOLE))
    ]
    assert not [piece for piece in read_blocks(blocks, "possible").pieces if piece.role == "dropped"]


@pytest.mark.parametrize("line", ["ekr: yes, we should", "no, they never do", "mt: agreed"])
def test_notes_in_lower_case_are_not_joined(line: str) -> None:
    """Where many paragraphs begin in lower case, and before a label, lower case is no sign of a cut sentence."""
    notes = "".join(f"nets: ice is short in month {number}.\n\n" for number in range(6))
    assert line in texts(
        f"{notes}mt: we could look at this again in the next meeting of the board\n\n{line}\n\n{notes}"
    )


def test_a_preamble_is_not_joined_at_its_commas() -> None:
    """A clause that ends with a comma is a paragraph when the next begins with a capital."""
    clauses = ["Recalling its decision on the ice of the northern harbours,", "Have agreed on what follows here:"]
    assert texts("\n\n".join([*clauses, WHOLE])) == [*clauses, WHOLE]


def test_chinese_halves_are_joined_without_a_space() -> None:
    """Chinese and Japanese have no space between words, at the end of a page neither."""
    first, second = (
        "委員認為工程應在明年夏季以前完成，並要求署方在下次會議提交詳細的時間表及開支估算",
        "以便委員在會議上審議。",
    )
    assert f"{first}{second}" in texts(f"{first}\n\nPage 2\n\n{second}\n\n{WHOLE}\n")


def test_a_formula_at_the_ends_of_two_pages_is_no_head() -> None:
    """A line that recurs, at the end of a page by chance, stays in the text."""
    pages = [f"{WHOLE}\n\nIt was so agreed\n\n{WHOLE}\n\n{number}\n\n" for number in range(2, 12)]
    pages[3] = pages[3].replace("\n\n5\n\n", "\n\nIt was so agreed\n\n5\n\n")
    pages[6] = pages[6].replace("\n\n8\n\n", "\n\nIt was so agreed\n\n8\n\n")
    assert set(reasons("".join(pages))) == {str(number) for number in range(2, 12)}


@pytest.mark.parametrize(("kind", "stays"), [("Report", True), ("Programme", False)])
def test_a_day_alone_is_a_line_of_a_report(kind: str, stays: bool) -> None:
    """A line with a day alone opens a day of a programme; in another paper it is a passage."""
    paper = f"{HEAD.replace('Report', kind)}{WHOLE}\n\n24 December 2024\n\n{WHOLE}\n"
    assert ("24 December 2024" in [passage.text for passage in read_paper(paper).passages]) is stays


def test_footnotes_with_bare_numbers_keep_them() -> None:
    """A number without a sign labels a paragraph in sequence, and no run of footnotes, which cite."""
    notes = [f"{number} See the report of the harbour board on its session {number}." for number in (13, 14)]
    notes += ["15 Ibid., Third Committee, 1359th meeting of the harbour board."]
    assert texts("\n\n".join([WHOLE, *notes, WHOLE])) == [WHOLE, *notes, WHOLE]
    assert texts("\n\n".join(f"{number} {WHOLE}" for number in (1, 2, 3))) == [WHOLE] * 3


def test_notes_without_full_stops_are_not_joined() -> None:
    """Where most paragraphs end without a sign, a paragraph in lower case is no rest of the one above."""
    notes = [f"The harbour board looked at the boats of quay {number}" for number in range(12)]
    text = "\n\n".join([*notes, "open questions on the ice", *notes])
    assert "open questions on the ice" in texts(text)


def test_a_day_is_no_street() -> None:
    """A line that begins with a number and ends with a year is no address when it states a day."""
    assert not reasons(f"{WHOLE}\n\n22-24 January, 2014 - Zurich, Switzerland\n\n")


def test_heads_of_pages_that_a_web_page_marks() -> None:
    """The line at the edge of most pages is their head, also in a table and on left and right pages; votes are none."""
    blocks = [Block("paragraph", f"Ms. WARD: I think so, and so do we all. {WHOLE}", "", page=1)]
    for page in range(2, 8):
        kind: BlockKind = "table_row" if page > 5 else "paragraph"
        head = f"{page} COUNCIL [4 May 1999" if page % 2 else f"4 May 1999] COUNCIL {page}"
        day = [Block("paragraph", "Tuesday 4 May", "Tuesday 4 May", page=page)]
        said = [
            Block("paragraph", "The motion was carried.", "", page=page),
            Block("paragraph", f"Mr. HALE: I say {page}. {WHOLE}", "", page=page),
            Block("paragraph", f"Ms. WARD: I say {page} too. {WHOLE}", "", page=page),
        ]
        blocks += [Block(kind, head, head, page=page), *day, *said]
    passages = [passage.text for passage in read_blocks(blocks, "possible").passages]
    assert not [text for text in passages if "COUNCIL" in text or "Tuesday" in text]
    assert passages.count("The motion was carried.") == 6
