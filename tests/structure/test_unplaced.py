"""The text of a paper that stands in no passage."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.model import Block
from indexer.structure.draft import Piece
from indexer.structure.unplaced import count_letters, text_letters, unplaced_text

from .papers import ALL, read_paper


def block(text: str) -> Block:
    """Return a paragraph."""
    return Block("paragraph", text, text)


def test_dropped_text_is_counted_by_its_reason() -> None:
    """The letters of dropped pieces are added up by reason, the largest first."""
    pieces = [
        Piece(block("Ice is short.")),
        Piece(block("Lima 21"), "dropped", ("address",)),
        Piece(block("A logo of the harbour"), "dropped", ("title_page_line",)),
        Piece(block("Tel. 1"), "dropped", ("address",)),
    ]
    assert [(text.reason, text.letters) for text in unplaced_text(pieces)] == [("title_page_line", 17), ("address", 10)]
    assert text_letters(pieces) == count_letters("Iceisshort") + 27


def test_what_repeats_or_is_shown_elsewhere_is_not_lost() -> None:
    """Headings, heads of pages, contents, notes and menus are not counted."""
    pieces = [
        Piece(block("Ice"), "heading", ("heading",)),
        Piece(block("Harbour note 2"), "dropped", ("numbered_head",)),
        Piece(block("Ice 4"), "dropped", ("table_of_contents",)),
        Piece.left_out(Block("paragraph", "", "Home News", drop="navigation")),
        Piece.left_out(Block("table_row", "", "Name\tBoat", drop="column_heads")),
    ]
    assert unplaced_text(pieces) == ()


@settings(max_examples=30)
@given(st.sampled_from(sorted(ALL.values())), st.text(alphabet="ab1 \n.-,", max_size=40))
def test_unplaced_text_is_a_part_of_the_text(paper: str, added: str) -> None:
    """No paper has more text in no passage than it has text, and every reason has words."""
    facts = read_paper(paper + "\n\n" + added).facts
    assert 0 <= sum(text.letters for text in facts.unplaced) <= facts.letters
    assert all(text.reason_text for text in facts.unplaced)
