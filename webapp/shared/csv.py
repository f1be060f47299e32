"""CSV downloads (RFC 4180, UTF-8 with a byte order mark, which makes spreadsheets read them as UTF-8)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from flask import make_response
from werkzeug.wrappers import Response

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""First characters that make a spreadsheet take a cell for a formula; an apostrophe in front marks it as text."""


def csv_response(name: str, header: Sequence[str], rows: Iterable[Sequence[str | int]]) -> Response:
    """Return rows as a CSV download; cells that a spreadsheet would take for a formula are marked as text."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows([_without_formula(cell) for cell in row] for row in rows)
    response = make_response("\ufeff" + text.getvalue())
    response.mimetype = "text/csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _without_formula(cell: str | int) -> str | int:
    """Return a cell with an apostrophe in front where a spreadsheet would take it for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS) else cell
