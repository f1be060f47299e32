"""Markdown: its blocks, its inline markup, and what it sets aside."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.errors import SourceUnreadable
from indexer.model import Source
from indexer.readers.limits import LIMITS
from indexer.readers.markdown.reader import read_markdown
from indexer.structure.parse import parse_paper

from .make import dropped_for, labels, lost_characters, shown_texts

LINES = st.sampled_from(
    [
        "",
        "word",
        "# Head",
        "- a",
        "  - b",
        "1. one",
        "7. seven",
        "> said",
        "| a | b |",
        "|---|---|",
        "---",
        "```",
        "x[^1]",
        "[^1]: Note",
        "[r]: http://x.y",
        "<div>",
        "<!-- c -->",
        "    deep",
        "•",
        "===",
        "**b**",
        "a) let",
        "\f",
        "a " * 90,
    ]
)


def read(text: str) -> list[tuple[str, str | None, int, str]]:
    """Read Markdown as (kind, label, depth, words)."""
    blocks = read_markdown(text.encode(), LIMITS).blocks
    return [(block.kind, block.label, block.depth, block.text) for block in blocks if not block.drop]


def test_lists_keep_numbers_and_depth() -> None:
    """Items keep the numbers of the source, are counted when all are equal, and have their depth."""
    text = "7. seven\n   - sub\n\n     more\n9. nine\n\nText.\n\n1. one\n1. two\n"
    assert read(text) == [
        ("list_item", "7", 0, "seven"),
        ("list_item", None, 1, "sub"),
        ("paragraph", None, 0, "more"),
        ("list_item", "9", 0, "nine"),
        ("paragraph", None, 0, "Text."),
        ("list_item", "1", 0, "one"),
        ("list_item", "2", 0, "two"),
    ]


def test_headings_quotations_tables_and_code() -> None:
    """Each is a block of its kind, and inline markup is stripped."""
    text = (
        "# The *paper*\n\nPart\n----\n\n> said **so**\n> twice\n\n| A | B |\n|---|---|\n| 1 | *2* |\n\n```\ncode\n```\n"
    )
    reading = read_markdown(text.encode(), LIMITS)
    assert [(block.kind, block.level, block.text) for block in reading.blocks if not block.drop] == [
        ("heading", 1, "The paper"),
        ("heading", 2, "Part"),
        ("quote", 0, "said so twice"),
        ("table_row", 0, "1; 2"),
        ("paragraph", 0, "code"),
    ]


@pytest.mark.parametrize("day", ["2022-02-30", "2023-06-31", "2022-13-01", "2022-00", "0000-01-01"])
def test_a_date_that_no_calendar_has_is_none(day: str) -> None:
    """Front matter with an impossible date declares none, and the rest of it holds."""
    for text in (
        f"---\ntitle: Paper\ndate: {day}\n---\n\nClaim.\n",
        f'+++\ntitle = "Paper"\ndate = {day}\n+++\n\nClaim.\n',
    ):
        reading = read_markdown(text.encode(), LIMITS)
        assert reading.published is None


def test_front_matter_footnotes_and_comments() -> None:
    """Front matter gives the metadata of the paper, footnotes go with their paragraph, comments are dropped."""
    text = "---\ntitle: 'Paper'\nlang: fr\ndate: 2024-05-06\n---\n\nClaim[^a] made.\n\n[^a]: See A.\n\n<!-- no -->\n"
    reading = read_markdown(text.encode(), LIMITS)
    assert (reading.title, reading.language, reading.published) == ("Paper", "fr", "2024-05-06")
    assert shown_texts(reading) == ["Claim made."]
    assert [block.notes for block in reading.blocks if block.text] == [("See A.",)]
    assert dropped_for(reading, "comment") == ["<!-- no -->"]


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    """Text between two rules is text unless each line of it is a key and a value."""
    assert ("heading", None, 0, "Just words here.") in read("---\nJust words here.\n---\nMore.\n")


def test_pages_and_labels_of_plain_text() -> None:
    """Form feeds separate pages, and the bullets and letters of plain text are items."""
    reading = read_markdown("One here.\n\n• dot\na) let\n\f\nTwo here.\n".encode(), LIMITS)
    assert [(block.text, block.page) for block in reading.blocks] == [
        ("One here.", 1),
        ("dot", 1),
        ("let", 1),
        ("Two here.", 2),
    ]
    assert labels(reading) == [None, "a"]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("The board took [Rule\n  9](https://x.example/9) up.", "The board took Rule 9 up."),
        ("A line that ends.  \nIts second line.", "A line that ends. Its second line."),
        ("A line that ends.\\\nIts second line.", "A line that ends. Its second line."),
        ("The *un*happy rowers of ___all___ clubs", "The unhappy rowers of all clubs"),
        ("They met in\n1987. It rained.", "They met in 1987. It rained."),
        ("Files such as a_b_c.txt, 2 * 3 * 4 and \\*so\\*", "Files such as a_b_c.txt, 2 * 3 * 4 and *so*"),
        ("Use `snake_case` and `**so**` here", "Use snake_case and **so** here"),
        ("It costs ~~forty~~ fifty, <s>once</s> twice", "It costs fifty, twice"),
        ("Ten is 10<sup>3</sup>, the 5<sup>th</sup> of May", "Ten is 10³, the 5th of May"),
        ("<jo> I agree", "<jo> I agree"),
        ("會議的第一項議程\n是關於碼頭的", "會議的第一項議程是關於碼頭的"),
        ("the manage-\nment of a high-\nlevel group", "the management of a high-level group"),
        ("AT&amp;T &copy; 2031", "AT&T © 2031"),
    ],
)
def test_markup_is_what_commonmark_says(written: str, read_as: str) -> None:
    """Links over line ends, hard breaks, emphasis inside words and figures at a line start are read by CommonMark."""
    assert read(written) == [("paragraph", None, 0, read_as)]


def test_what_is_set_aside() -> None:
    """Struck-out words and descriptions of pictures are kept as such, and no words are in two blocks."""
    reading = read_markdown(b"![The old logo](l.png)\n\nIt costs ~~forty~~ fifty.\n", LIMITS)
    assert shown_texts(reading) == ["It costs fifty."]
    assert dropped_for(reading, "struck") == ["forty"]
    assert dropped_for(reading, "picture_text") == ["The old logo"]
    assert not any("forty" in block.raw for block in reading.blocks if not block.drop)


def test_printed_marks_that_commonmark_does_not_know() -> None:
    """Lines with bullets, letters or a run of numbers are items, and a single figure at a line start is none."""
    assert [item[:2] + item[3:] for item in read("Aims:\n• nets\n• ropes\n\n(a) oil\n(b) tar\n")] == [
        ("paragraph", None, "Aims:"),
        ("list_item", None, "nets"),
        ("list_item", None, "ropes"),
        ("list_item", "a", "oil"),
        ("list_item", "b", "tar"),
    ]
    assert [item[3] for item in read("Aims:\n\n    1. nets\n    2. ropes\n")] == ["Aims:", "nets", "ropes"]


def test_lines_that_each_state_a_fact_are_apart() -> None:
    """Three lines or more with a label each are a paragraph each; two, or lines of sentences, are one."""
    facts = "**Data:** 26/11/2024  \n**Hora:** 18:00  \n**Local:** Sala Azul\n---\n"
    assert [item[3] for item in read(facts)] == ["Data: 26/11/2024", "Hora: 18:00", "Local: Sala Azul"]
    assert len(read("Note: it rained,\nand: it blew\n")) == 1
    assert len(read("It: was said.\nNobody: knew it.\nAll: were there.\n")) == 1


def test_html_inside_is_read_as_html() -> None:
    """A table in HTML has its rows, and a struck-out word in it is no text."""
    text = "<table>\n<tr><th>Port</th><th>Sum</th></tr>\n<tr><td>Oslo</td><td><s>4</s> 5</td></tr>\n</table>\n"
    assert [item[3] for item in read(text)] == ["Oslo; 5"]


@settings(max_examples=200, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=25))
def test_nothing_is_lost(lines: list[str]) -> None:
    """Every character of any mixture of lines is in a block, with the same result each time."""
    data = ("x\n" + "\n".join(lines)).encode()
    reading = read_markdown(data, LIMITS)
    assert not lost_characters(data.decode(), reading.blocks)
    assert read_markdown(data, LIMITS) == reading


def test_deep_nests() -> None:
    """A thousand nested quotations are read without following them all."""
    assert not lost_characters("> " * 1000 + "deep", read_markdown(b"> " * 1000 + b"deep", LIMITS).blocks)


def test_other_files_under_its_name() -> None:
    """A PDF under a Markdown name is named as such, and so is an empty file."""
    for data, says in ((b"%PDF-1.4", "is a PDF"), (b"", "is empty")):
        with pytest.raises(SourceUnreadable, match=says):
            read_markdown(data, LIMITS)


@pytest.mark.parametrize("label", ["**{}:**", "**{}**:", "{}:", "*{}:*"])
@pytest.mark.parametrize("end", ["\n", "  \n", "\\\n"])
def test_turns_on_lines_of_one_paragraph_stay_with_their_speakers(label: str, end: str) -> None:
    """Lines of one paragraph that begin with labels are turns, however the labels are set and the lines are broken."""
    lines = [
        f"{label.format(name)} The tar of barrel {number} was bought in Oslo for two years."
        for number, name in enumerate(("Ann Lee", "Bob Hale", "Ann Lee", "Bob Hale"))
    ]
    head = "# Minutes of the tar group\n\n5 May 2031\n\nAttendees: Ann Lee (Ropes), Bob Hale (Tar)\n\n## Tar\n\n"
    text = f"{head}{end.join(lines)}\n"
    source = Source(Path("a.md"), "a.md", "")
    draft = parse_paper(source, read_markdown(text.encode(), LIMITS), None, None)
    spoken = [(person.name, passage.text) for passage in draft.passages for person in passage.people]
    assert [name for name, words in spoken if "barrel" in words] == ["Ann Lee", "Bob Hale", "Ann Lee", "Bob Hale"]
