"""The lines of a text file around a passage, with its words marked."""

from __future__ import annotations

from indexer.originals.messages import LinesWanted, NotShown, ShownLines
from indexer.originals.source_lines import show_lines
from tests.originals.papers import CAPTIONS, MARKDOWN, TEXT, WEB_PAGE

BOARD = "The board welcomed all keepers & their families to the third of its meetings in the year, and thanked them."


def lines(text: str, passage: str, *, is_html: bool = False, before: str = "") -> ShownLines:
    """Return the lines around a passage of a text."""
    shown = show_lines(text.encode(), LinesWanted(passage, before, is_html=is_html))
    assert isinstance(shown, ShownLines)
    return shown


def marked(shown: ShownLines) -> str:
    """Return the marked words of some lines."""
    return " ".join(piece.text for line in shown.lines for piece in line.pieces if piece.is_marked)


def test_lines_are_those_of_the_file() -> None:
    """Each line has its number in the file and all of its characters."""
    shown = lines(TEXT, "Minutes of the harbour board")
    assert shown.lines[0].number == 1
    assert shown.total == len(TEXT.split("\n"))
    for line in shown.lines:
        assert "".join(piece.text for piece in line.pieces) == TEXT.split("\n")[line.number - 1]


def test_the_sign_at_the_end_is_marked_too() -> None:
    """A full stop with which both end belongs to the passage."""
    shown = lines(TEXT, "Yes.", before=TEXT.split("\n\n")[5].replace("\n", " "))
    assert marked(shown) == "Yes."
    assert [line.number for line in shown.lines if len(line.pieces) and line.pieces[0].is_marked] == [13]


def test_a_web_page_is_searched_without_its_markup() -> None:
    """Tags, entities and scripts are no words; what is shown is the source as it is."""
    shown = lines(WEB_PAGE, BOARD, is_html=True)
    assert marked(shown) == (
        "The board welcomed <b>all</b> keepers &amp; their families to the third of its meetings in the <i>year</i>, "
        "and thanked them."
    )
    assert not lines(WEB_PAGE, "document title taken over", is_html=True).lines


def test_markdown_and_captions_have_more_than_words() -> None:
    """Links and times among the words do not hide a passage."""
    passage = "The pilots asked the board for a new chart of the sand banks in the bay of the seals."
    assert marked(lines(MARKDOWN, passage)).startswith("The pilots **asked**")
    spoken = "We have seen the river rise by more than two metres in a single week of April."
    assert marked(lines(CAPTIONS, spoken)).endswith("in a single week of April.")


def test_a_very_long_line_is_shown_in_part() -> None:
    """Of a page on one line, what is around the passage is shown, and said to be a part."""
    text = f"<p>{'wave ' * 3000}</p><p>{BOARD}</p><p>{'sand ' * 3000}</p>"
    [line] = lines(text, BOARD, is_html=True).lines
    assert line.is_cut
    assert sum(len(piece.text) for piece in line.pieces) < 1000
    assert marked(lines(text, BOARD, is_html=True)) == BOARD


def test_what_is_no_text_is_not_shown() -> None:
    """Bytes that are no text are damaged, and a passage that is not there has no lines."""
    assert show_lines(bytes(range(256)) * 40, LinesWanted("words")) == NotShown("damaged")
    assert lines(TEXT, "The parliament of birds has never met in any of the harbours of the south.").lines == ()


def test_styles_and_scripts_around_a_passage_are_not_shown() -> None:
    """Of a web page the lines of styles, scripts and comments are left out; other markup and its numbers stay."""
    head = "<html>\n<head>\n<style>\nbody { color: red }\n</style>\n<!-- made\nby hand -->\n<body>\n"
    shown = lines(
        f"{head}<p>{BOARD.replace('&', '&amp;')}</p>\n<script>run()</script>\n<p>End</p>\n", BOARD, is_html=True
    )
    assert [line.number for line in shown.lines] == [8, 9, 11, 12]
    assert marked(shown) == BOARD.replace("&", "&amp;")
