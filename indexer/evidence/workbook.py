"""Write evidence as an Excel workbook (XLSX): a sheet with a row for each quotation, and a sheet that says of what.

Every cell is text: nothing that a paper says is ever a formula or a link. The rows are written to temporary files one
by one, so that the memory it takes does not grow with them.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from .dossier import Dossier, clean_lines
from .table import CSV_COLUMNS, evidence_cells

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

MAX_CELL = 32_767
"""Characters that a cell of a workbook can hold (Excel specifications and limits)."""
_CUT = " […] The cell holds no more; the link leads to the whole text."
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_WIDTHS = {"quotation": 80, "reference": 60, "paper": 40, "meeting": 40, "session": 30, "link": 30, "remarks": 30}
_USUAL_WIDTH = 14
_PIECE = 1 << 16


def write_workbook(dossier: Dossier) -> Iterator[bytes]:
    """Yield a workbook in pieces; the first one comes when the last row is written."""
    with tempfile.TemporaryFile(prefix="rapporteur-") as file:
        _write(dossier, file)
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece


def _write(dossier: Dossier, file: BinaryIO) -> None:
    from xlsxwriter.workbook import Workbook  # noqa: PLC0415  # loaded with the first workbook that is written

    with Workbook(file, _OPTIONS) as workbook:
        workbook.set_properties({"title": _cell(dossier.title)[:255], "created": dossier.day})
        bold, wrapped = workbook.add_format({"bold": True}), workbook.add_format({"text_wrap": True, "valign": "top"})
        _write_rows(dossier, workbook.add_worksheet("Quotations"), bold, wrapped)
        _write_facts(dossier, workbook, bold, wrapped)


def _write_rows(dossier: Dossier, sheet: Worksheet, bold: Format, wrapped: Format) -> None:
    sheet.freeze_panes(1, 0)
    for column, name in enumerate(CSV_COLUMNS):
        sheet.set_column(column, column, _WIDTHS.get(name, _USUAL_WIDTH), wrapped)
        sheet.write_string(0, column, name, bold)
    for row, item in enumerate(dossier.items, 1):
        sheet.write_number(row, 0, row)
        for column, text in enumerate(evidence_cells(item), 1):
            if text:
                sheet.write_string(row, column, _cell(text))


def _write_facts(dossier: Dossier, workbook: Workbook, bold: Format, wrapped: Format) -> None:
    """Write the sheet that says what the rows are of, and what was left out."""
    facts = (
        ("List", dossier.title),
        *dossier.facts,
        *((("Left out", dossier.left_out),) if dossier.left_out else ()),
        ("Written", dossier.day.isoformat()),
    )
    sheet = workbook.add_worksheet("About")
    sheet.set_column(0, 0, 20, bold)
    sheet.set_column(1, 1, 100, wrapped)
    for row, (name, value) in enumerate(facts):
        sheet.write_string(row, 0, _cell(name))
        sheet.write_string(row, 1, _cell(value))


def _cell(text: str) -> str:
    """Return a text as a cell can hold it; one that is cut says so."""
    clean = "\n".join(clean_lines(text))
    return clean if len(clean.encode("utf-16-le")) // 2 <= MAX_CELL else clean[: MAX_CELL // 2 - len(_CUT)] + _CUT
