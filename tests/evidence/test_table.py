"""Evidence as CSV, read back by the standard library; no cell is run by a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

import pytest
from hypothesis import given, settings

from indexer.evidence import Evidence, write_csv
from indexer.evidence.dossier import clean_lines
from indexer.references import plain_text
from tests.evidence.made import NOTE, ODD, evidence_with_text, make_dossier


def csv_rows(items: Iterable[Evidence]) -> list[dict[str, str]]:
    """Write a table and read it with a reader that knows the byte order mark."""
    text = "".join(write_csv(items))
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_each_piece_is_a_row() -> None:
    """A row has quotation, reference, link and the known facts of the paper; one that is gone has its link."""
    dossier = make_dossier()
    rows = csv_rows(dossier.items)
    assert [row["number"] for row in rows] == [str(number) for number in range(1, len(dossier.items) + 1)]
    assert [row["link"] for row in rows] == [item.link for item in dossier.items]
    assert [row["reference"] for row in rows] == [plain_text(item.cited) for item in dossier.items]
    assert rows[0]["note"] == NOTE
    for row, item in zip(rows, dossier.items, strict=True):
        reference = item.reference
        assert row["quotation"] == item.quotation
        assert row["passage"] == (reference.passage.id if reference else "")
        assert row["version"] == ("a1b2c3" if reference else "")
        assert row["status"] == (reference.passage.document.status if reference else "")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
def test_no_cell_is_a_formula(sign: str) -> None:
    """A text that begins like a formula gets a character in front that makes a spreadsheet take it for text."""
    for text in (f"{sign}1+1", f"  {sign}1+1", f"\t{sign}1+1", f"\n{sign}1+1"):
        [row] = csv_rows(evidence_with_text(text).items)
        assert row["quotation"] == row["note"] == f"'{sign}1+1"


@settings(max_examples=100, deadline=None)
@given(ODD)
def test_any_text_stays_in_its_cell(text: str) -> None:
    """Any text is read back line by line, except for the guard against formulas."""
    [row] = csv_rows(evidence_with_text(text).items)
    wanted = "\n".join(clean_lines(text))
    assert row["quotation"] in {wanted, f"'{wanted}"}
    assert None not in row


def test_nothing_is_a_table_too() -> None:
    """Without evidence there is a header and no row."""
    assert csv_rows(()) == []
