"""Evidence as CSV: what the standard library's reader makes of it, and what a spreadsheet must not run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

import pytest
from hypothesis import given, settings

from indexer.evidence import Evidence, write_csv
from indexer.evidence.piece import clean_lines
from indexer.references import plain_text
from tests.evidence.made import NOTE, ODD, evidence_with_text, make_dossier


def csv_rows(pieces: Iterable[Evidence]) -> list[dict[str, str]]:
    """Write a table and read it as a program does that knows the mark at its head."""
    text = "".join(write_csv(pieces))
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_each_piece_is_a_row() -> None:
    """A row has quotation, reference, link and what is known of the paper; one that is gone has its link."""
    made = make_dossier()
    found = csv_rows(made.items)
    assert [row["number"] for row in found] == [str(number) for number in range(1, len(made.items) + 1)]
    assert [row["link"] for row in found] == [piece.link for piece in made.items]
    assert [row["reference"] for row in found] == [plain_text(piece.cited) for piece in made.items]
    assert found[0]["note"] == NOTE
    for row, piece in zip(found, made.items, strict=True):
        reference = piece.reference
        assert row["quotation"] == piece.quotation
        assert row["passage"] == (reference.passage.id if reference else "")
        assert row["version"] == ("a1b2c3" if reference else "")
        assert row["status"] == (reference.passage.document.status if reference else "")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
def test_no_cell_is_a_formula(sign: str) -> None:
    """A text that begins as formulas do gets a sign in front by which a spreadsheet takes it for text."""
    for text in (f"{sign}1+1", f"  {sign}1+1", f"\t{sign}1+1", f"\n{sign}1+1"):
        [row] = csv_rows(evidence_with_text(text).items)
        assert row["quotation"] == row["note"] == f"'{sign}1+1"


@settings(max_examples=100, deadline=None)
@given(ODD)
def test_any_text_stays_in_its_cell(text: str) -> None:
    """Whatever the words, they come back line for line, but for the guard against formulas."""
    [row] = csv_rows(evidence_with_text(text).items)
    wanted = "\n".join(clean_lines(text))
    assert row["quotation"] in {wanted, f"'{wanted}"}
    assert None not in row


def test_nothing_is_a_table_too() -> None:
    """Without evidence there is a head and no row."""
    assert csv_rows(()) == []
