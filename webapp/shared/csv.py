"""Tables as CSV files to download (RFC 4180, UTF-8 with a byte order mark, by which spreadsheets know it)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from flask import make_response
from werkzeug.wrappers import Response

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""Signs that make a spreadsheet take a cell for a formula: an apostrophe before them says that it is text."""


def csv_response(name: str, header: Sequence[str], rows: Iterable[Sequence[str | int]]) -> Response:
    """The answer that saves rows under a name; papers are not ours, so no cell of theirs is taken for a formula."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    response = make_response("\ufeff" + text.getvalue())
    response.mimetype = "text/csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _plain(cell: str | int) -> str | int:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
