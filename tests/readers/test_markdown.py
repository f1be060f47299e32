"""Markdown structure, and plain text read as the plain text reader reads it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.errors import SourceUnreadable
from indexer.readers.limits import LIMITS
from indexer.readers.markdown.reader import read_markdown
from indexer.readers.shared.encoding import decode
from indexer.readers.text import read_text

from .make import dropped_for, labels, lost_characters, shown_texts

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
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


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_plain_text_stays_what_it_is(path: Path) -> None:
    """A plain text under a Markdown name gives the blocks that the plain text reader gives."""
    data = path.read_bytes()
    plain = [(block.kind, block.label, block.text) for block in read_text(decode(data)) if block.text]
    assert [(item.kind, item.label, item.text) for item in read_markdown(data, LIMITS).blocks if item.text] == plain


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
        ("table_row", 0, "A: 1; B: 2"),
        ("paragraph", 0, "code"),
    ]


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
