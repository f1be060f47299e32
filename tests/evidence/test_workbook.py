"""Evidence as a workbook, read back by openpyxl; nothing in it is ever a formula."""

from __future__ import annotations

import io
from collections.abc import Sequence

import openpyxl
import pytest
from hypothesis import given, settings
from openpyxl.worksheet.worksheet import Worksheet

from indexer.evidence import Dossier, write_workbook
from indexer.evidence.dossier import clean_lines
from indexer.evidence.workbook import MAX_CELL
from indexer.references import plain_text
from tests.evidence.made import DAY, ODD, evidence_with_text, make_dossier


def sheets(dossier: Dossier) -> tuple[Worksheet, Worksheet]:
    """Write a workbook and read its two sheets."""
    workbook = openpyxl.load_workbook(io.BytesIO(b"".join(write_workbook(dossier))))
    first, second = workbook.worksheets
    return first, second


def rows(sheet: Worksheet) -> list[dict[str, object]]:
    """Return the rows of a sheet by the heads of its columns."""
    head: Sequence[object]
    head, *others = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in others]


def test_each_piece_is_a_row_of_text() -> None:
    """A row has the number, the quotation, the reference and the link; a piece that is gone has its link."""
    dossier = make_dossier()
    sheet, about = sheets(dossier)
    found = rows(sheet)
    assert [row["number"] for row in found] == list(range(1, len(dossier.items) + 1))
    assert [row["link"] for row in found] == [item.link for item in dossier.items]
    assert [row["reference"] for row in found] == [plain_text(item.cited) for item in dossier.items]
    assert [row["quotation"] or "" for row in found] == [item.quotation for item in dossier.items]
    assert dict(about.iter_rows(values_only=True)) == {
        "List": dossier.title,
        "Written": DAY.isoformat(),
    }


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "{=1}", "http://example.org/x", "007", "1e5", "TRUE"])
def test_every_cell_is_text(text: str) -> None:
    """What looks like a formula, a link or a number is text, as it was written."""
    sheet, _ = sheets(evidence_with_text(text))
    row = sheet[2]
    assert (row[1].value, row[1].data_type, row[1].hyperlink) == (text, "s", None)
    assert {cell.data_type for cell in row[1:]} <= {"s", "n"}
    assert [cell.value for cell in row[1:] if cell.data_type == "n" and cell.value is not None] == []


@settings(max_examples=40, deadline=None)
@given(ODD)
def test_any_text_stays_in_its_cell(text: str) -> None:
    """Any text is read back line by line."""
    sheet, _ = sheets(evidence_with_text(text))
    assert (sheet[2][1].value or "") == "\n".join(clean_lines(text))


@pytest.mark.parametrize("letter", ["a", "\U0001f30a"])
def test_a_cell_that_is_too_long_says_that_it_is_cut(letter: str) -> None:
    """A cell holds so many characters; a longer text ends in a sentence that says so."""
    sheet, _ = sheets(evidence_with_text(letter * (MAX_CELL + 1)))
    value = str(sheet[2][1].value)
    assert len(value.encode("utf-16-le")) // 2 <= MAX_CELL
    assert value.endswith("The cell holds no more; the link leads to the whole text.")
