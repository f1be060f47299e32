"""Plain text read into blocks."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indexer.model import Block
from indexer.readers.text import read_text
from tests.structure.papers import block_texts

LONG = "The herring fleet of the northern ports was reported to have landed less than in any year since the war began"


def kinds(text: str) -> list[tuple[str, str | None, str]]:
    """Return the kind, label and words of each block."""
    return [(block.kind, block.label, block.text) for block in read_text(text)]


def test_blank_lines_part_paragraphs() -> None:
    """A blank line, also one of spaces, ends a paragraph."""
    assert block_texts(read_text("One.\n\nTwo.\n   \nThree.")) == ["One.", "Two.", "Three."]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    """Lines without a blank line between them are one paragraph."""
    assert block_texts(read_text("The herring fleet of the\nnorthern ports was small\nin that year.")) == [
        "The herring fleet of the northern ports was small in that year."
    ]


@pytest.mark.parametrize(
    ("lines", "read"),
    [
        ("the manage-\nment of fish", "the management of fish"),
        ("a high-\nlevel meeting", "a high-level meeting"),
        ("the follow-up-\non meeting", "the follow-up-on meeting"),
        ("the Anglo-\nSaxon law", "the Anglo-Saxon law"),
        ("fish and/\nor crabs", "fish and/or crabs"),
    ],
)
def test_a_word_cut_at_a_line_end_is_made_whole(lines: str, read: str) -> None:
    """A hyphen at a line end is removed when it cut a word and stays when it joins two."""
    assert block_texts(read_text(lines)) == [read]


def test_long_lines_without_blank_ones_are_a_paragraph_each() -> None:
    """When each paragraph is one long line, a line end ends the paragraph."""
    lines = [f"{LONG}, number {number}, and it went on." for number in range(6)]
    assert block_texts(read_text("\n".join(lines))) == lines


def test_hashes_and_underlines_mark_headings_with_their_level() -> None:
    """Both Markdown heading forms are headings; hashes give the depth."""
    blocks = read_text("# Water\n\nFirst.\n\n### Wells ###\nSecond.\n\nRivers\n======\n\nLakes\n---\n")
    assert [(b.text, b.level) for b in blocks if b.kind == "heading"] == [
        ("Water", 1),
        ("Wells", 3),
        ("Rivers", 1),
        ("Lakes", 2),
    ]


def test_form_feeds_count_the_pages() -> None:
    """Blocks have a page number when form feeds mark pages, and otherwise none."""
    assert [block.page for block in read_text("One.\fTwo.\n\nThree.\f\fFour.")] == [1, 2, 2, 4]
    assert [block.page for block in read_text("One.\n\nTwo.")] == [None, None]


@pytest.mark.parametrize("bullet", ["-", "*", "•", "–", "▪", "◦"])
def test_bullets_open_list_items(bullet: str) -> None:
    """Every usual bullet opens an item without a label, and its further lines belong to it."""
    assert kinds(f"{bullet} nets of wide\n  meshes\n{bullet} longer seasons") == [
        ("list_item", None, "nets of wide meshes"),
        ("list_item", None, "longer seasons"),
    ]


@pytest.mark.parametrize(
    ("mark", "label"), [("1.", "1"), ("12)", "12"), ("(3)", "3"), ("b)", "b"), ("(c)", "c"), ("iv.", "iv")]
)
def test_numbers_and_letters_label_list_items(mark: str, label: str) -> None:
    """An item keeps the number or letter that the source gives it, without its sign."""
    assert kinds(f"{mark} wider meshes") == [("list_item", label, "wider meshes")]


@pytest.mark.parametrize(
    "text",
    [
        "The stock had been low since\n2019. The quota was cut twice\nin that time.",
        "It was adopted under article\n14. The council took note\nof that.",
    ],
)
def test_a_number_that_a_line_happens_to_begin_with_opens_no_item(text: str) -> None:
    """In a hard-wrapped paragraph a number at the start of a line is part of the sentence."""
    assert block_texts(read_text(text)) == [" ".join(text.split())]


def test_a_block_quote_is_a_quote() -> None:
    """Lines that begin with `>` are a quotation."""
    assert kinds("> We saw it\n> coming.") == [("quote", None, "We saw it coming.")]


def test_rules_keep_their_place_and_have_no_words() -> None:
    """A line of dashes is a block without words, so that nothing of the source is unaccounted for."""
    assert [(block.text, block.raw) for block in read_text("One.\n\n* * *\n\nTwo.")] == [
        ("One.", "One."),
        ("", "* * *"),
        ("Two.", "Two."),
    ]


def test_one_enormous_line_is_cut_at_ends_of_sentences() -> None:
    """A text that has lost its paragraphs becomes blocks of a few pages, cut at sentence ends, with nothing lost."""
    text = "The herring came late, and the nets were mended on the quay. " * 80_000
    blocks = read_text(text)
    assert len(text) > 4_800_000
    assert all(len(block.text) < 5_000 and block.text.endswith(".") for block in blocks)
    assert " ".join(block_texts(blocks)) == text.strip()


@pytest.mark.parametrize("sign", ["a", "1", ",", "(", "[", "*", "_", "<", "-", "#", " .", "“", "ü"])
def test_a_line_of_one_sign_is_read_in_good_time(sign: str) -> None:
    """A line of 300,000 equal signs is read as fast as any other line, in blocks of bounded length."""
    for line in (sign * 300_000, "x " + sign * 300_000):
        blocks = read_text(line)
        assert all(len(block.text) <= 20_000 for block in blocks)
        assert _letters("".join(block.raw for block in blocks)) == _letters(line)


def test_no_paragraph_of_ordinary_length_is_cut() -> None:
    """A paragraph of some pages stays whole."""
    text = ("The herring came late. " * 500).strip()
    assert block_texts(read_text(text)) == [text]


@pytest.mark.parametrize("head", ["", "7. ", "(b) ", "- "])
def test_an_enormous_item_keeps_its_label(head: str) -> None:
    """When a block is cut, its parts together hold all of the source, the label too."""
    text = head + "The herring came late. " * 2000
    assert _letters("".join(block.raw for block in read_text(text))) == _letters(text)


LINES = st.lists(
    st.one_of(
        st.text(max_size=40),
        st.sampled_from(
            "|# Head|SESSION 1: FISH|1. one|2) two|(a) a|- |- item|* * *|---|===|> said|\f|a line with words-|"
            "12 | The Head|Chair: Ann Lee, Ministry|Key Questions: why?|“Quoted words are here.”|9:30 Coffee".split("|")
        ),
    ),
    max_size=14,
).map("\n".join)


@given(LINES)
@example("\x1c")
@example("#\n#")
@example("-\n-\n--")
def test_blocks_hold_the_whole_source(text: str) -> None:
    """The raw text of all blocks, one after another, is the source except for white space."""
    assert _bare("".join(block.raw for block in read_text(text))) == _bare(text)


@given(LINES)
def test_blocks_are_single_lines_of_words(text: str) -> None:
    """The words of a block are one line, and a block with letters is never shown without words."""
    for block in read_text(text):
        assert block.text == " ".join(block.text.split())
        assert _has_words(block)


def _has_words(block: Block) -> bool:
    bare = any(character.isalnum() for character in block.raw.lstrip("#-*>( \t\n"))
    return bool(block.text) or not bare or block.kind == "list_item" or "<" in block.raw


def _bare(text: str) -> str:
    return "".join(text.split())


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


@pytest.mark.parametrize(
    ("lines", "texts"),
    [
        ("Report on Floats\nPorto, 5 and 6 May 2016", ["Report on Floats", "Porto, 5 and 6 May 2016"]),
        ("Report on Floats\nPorto, 17/05/2016\nDraft", ["Report on Floats", "Porto, 17/05/2016", "Draft"]),
        ("Forum on Peace\nand War of 5 May 2019", ["Forum on Peace and War of 5 May 2019"]),
        ("2019 was a bad year for\n3 of the 2018 boats", ["2019 was a bad year for 3 of the 2018 boats"]),
        ("We met in the hall, as\nOslo, 5 May 2019 had it.", ["We met in the hall, as Oslo, 5 May 2019 had it."]),
    ],
)
def test_a_day_under_the_title_stands_apart(lines: str, texts: list[str]) -> None:
    """Of the short lines at the top of a text, one with a day goes on with no title; other lines are joined."""
    assert [block.text for block in read_text(f"{lines}\n\nWe met.\n")] == [*texts, "We met."]
