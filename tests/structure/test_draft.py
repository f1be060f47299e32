"""Reasons of pieces: a closed list, and the words for people."""

from __future__ import annotations

from typing import get_args

import pytest

from indexer.model import Block, DropReason
from indexer.structure.draft import DROP_TEXT, REASON_TEXT, Piece, PieceReason
from indexer.structure.page_heads import ends_page


def test_every_reason_has_its_own_words() -> None:
    """Each reason has words for people, and no two reasons have the same."""
    assert set(REASON_TEXT) == set(get_args(PieceReason))
    assert len(set(REASON_TEXT.values())) == len(REASON_TEXT)
    assert set(DROP_TEXT) == set(get_args(DropReason))
    assert len(set(DROP_TEXT.values())) == len(DROP_TEXT)


@pytest.mark.parametrize(("drop", "is_end"), [("page_number", True), ("running_head", True), ("hidden", False)])
def test_the_reason_of_a_reader_is_kept(drop: DropReason, is_end: bool) -> None:
    """What a reader leaves out is shown with the reader's reason in words; page furniture is known as such."""
    piece = Piece.left_out(Block("paragraph", "", "12", drop=drop))
    assert (piece.role, piece.reason_text) == ("dropped", DROP_TEXT[drop])
    assert ends_page(piece) is is_end


def test_several_facts_and_counts_are_put_into_words() -> None:
    """Facts of one line are joined with `and`, and a joined passage says of how many pieces."""
    piece = Piece(Block("paragraph", "Lima, 4 May 1999", "Lima, 4 May 1999"))
    assert piece.reason_text == ""
    assert piece.with_role("metadata", "place", "date").reason_text == "place and date"
    assert piece.with_role("body", "joined", joined_from=3).reason_text == "joined from 3 pieces"
