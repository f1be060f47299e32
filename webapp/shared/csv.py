"""CSV downloads (RFC 4180, UTF-8 with a byte order mark, which makes spreadsheets read them as UTF-8)."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import chain

from flask import make_response, stream_with_context
from werkzeug.wrappers import Response

from indexer.evidence import guard_formula
from webapp.site import refuse_cut_file

from .evidence_files import held_response


class _Line:
    """A file that gives back each line that is written to it."""

    @staticmethod
    def write(line: str) -> str:
        """Return the line, which the writer of a row returns in turn."""
        return line


def csv_stream(name: str, header: Sequence[str], rows: Iterable[Sequence[str | int]], hold: ExitStack) -> Response:
    """Return rows as a CSV download that is written while it is sent; `hold` is closed when it is sent or not wanted.

    Raise SearchTooLarge when the rows are of a search that was cut.
    """
    refuse_cut_file()
    return _as_csv(held_response(stream_with_context(_lines(header, rows)), hold), name)


def csv_response(name: str, header: Sequence[str], rows: Iterable[Sequence[str | int]]) -> Response:
    """Return rows as a CSV download; cells that a spreadsheet would take for a formula are marked as text.

    Raise SearchTooLarge when the rows are of a search that was cut.
    """
    text = "".join(_lines(header, rows))
    refuse_cut_file()
    return _as_csv(make_response(text), name)


def _lines(header: Sequence[str], rows: Iterable[Sequence[str | int]]) -> Iterator[str]:
    """Yield the file line by line. The head of a column may be a reader's query, which a link can bring."""
    writer = csv.writer(_Line())
    yield "\ufeff"
    for row in chain([header], rows):
        yield writer.writerow([guard_formula(cell) if isinstance(cell, str) else cell for cell in row])


def _as_csv(response: Response, name: str) -> Response:
    response.mimetype = "text/csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
