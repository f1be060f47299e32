"""Programmes in tables."""

from __future__ import annotations

from indexer.model import Block
from indexer.structure.draft import Piece
from indexer.structure.outline.schedule import expand_programme_tables


def rows(*raws: str) -> list[Piece]:
    """Return rows of a table, the first being its column heads."""
    heads = Piece.left_out(Block("table_row", "", raws[0], drop="column_heads"))
    return [heads, *(Piece(Block("table_row", raw.replace("\t", "; "), raw)) for raw in raws[1:])]


def test_a_row_with_a_time_becomes_lines() -> None:
    """Time and item are one line, each speaker another, with the column head where no role is stated."""
    table = rows(
        "Time\tItem\tSpeaker",
        "9:00\tWelcome\tMs. Ann Lee, Harbour Board",
        "9:30\tSession 1: Ice\tModerator: Dr. Bob Ray\nMr. Cy Poe, Salt Union",
        "10:30\tCoffee break\t",
    )
    pieces = expand_programme_tables(table)
    assert [piece.text for piece in pieces if piece.role == "body"] == [
        "9:00 Welcome",
        "Speaker: Ms. Ann Lee, Harbour Board",
        "9:30 Session 1: Ice",
        "Moderator: Dr. Bob Ray",
        "Speaker: Mr. Cy Poe, Salt Union",
        "10:30 Coffee break",
    ]
    assert "".join("".join(piece.block.raw.split()) for piece in pieces) == "".join(
        "".join(piece.block.raw.split()) for piece in table
    )


def test_rows_of_markdown_lose_no_sign() -> None:
    """The separators between the cells are accounted for, too."""
    table = rows("| Time | Item |", "| 9:00 | Welcome |", "| 9:30 | Ice |")
    pieces = expand_programme_tables(table)
    assert [piece.text for piece in pieces[1:]] == ["9:00 Welcome", "9:30 Ice"]
    assert ["".join(piece.block.raw.split()) for piece in pieces[1:]] == ["|9:00|Welcome|", "|9:30|Ice|"]


def test_a_table_of_data_stays_one() -> None:
    """If the first column holds no times, rows stay rows."""
    table = rows("Boat\tIce", "Ann\t9:00", "Bob\t9:30")
    assert expand_programme_tables(table) == table


def test_an_hour_in_many_cities_is_no_programme() -> None:
    """A table of hours whose items are days says when something is, not what: its rows stay rows."""
    table = rows("Time\tDay\tPlace", "01:00\t26 Fri\tTokyo", "09:00\tThursday\tSeattle", "12:00 (noon)\tThu 25\tBoston")
    assert expand_programme_tables(table) == table
