"""CSV downloads (RFC 4180, UTF-8 with a byte order mark, which makes spreadsheets read them as UTF-8)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from flask import make_response
from werkzeug.wrappers import Response

from indexer.evidence import guard_formula
from webapp.site import refuse_cut_file


def csv_response(name: str, header: Sequence[str], rows: Iterable[Sequence[str | int]]) -> Response:
    """Return rows as a CSV download; cells that a spreadsheet would take for a formula are marked as text.

    Raise SearchTooLarge when the rows are of a search that was cut.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    # The head of a column may be a reader's query, which a link can bring.
    for row in (header, *rows):
        writer.writerow([guard_formula(cell) if isinstance(cell, str) else cell for cell in row])
    refuse_cut_file()
    response = make_response("\ufeff" + text.getvalue())
    response.mimetype = "text/csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
