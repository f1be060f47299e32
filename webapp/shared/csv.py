"""CSV downloads (RFC 4180, UTF-8 with a byte order mark, which makes spreadsheets read them as UTF-8)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import chain
from typing import Protocol

from flask import current_app, make_response, stream_with_context
from werkzeug.wrappers import Response

from indexer.evidence import guard_formula
from webapp.site import refuse_cut_file

_BLOCK = 1 << 14
"""Characters that are sent at once."""


class RowWriter(Protocol):
    """What writes rows."""

    def writerow(self, row: Sequence[str | int], /) -> object:
        """Write a row."""


def csv_stream(name: str, header: Sequence[str], rows: Iterable[Sequence[str | int]], hold: ExitStack) -> Response:
    """Return rows as a CSV download that is written while it is sent; `hold` is closed when it is sent or not wanted.

    Raise SearchTooLarge when the rows are of a search that was cut.
    """
    refuse_cut_file()
    response = current_app.response_class(stream_with_context(_held_blocks(header, rows, hold)))
    response.implicit_sequence_conversion = False
    response.call_on_close(hold.close)  # where not even the first block is asked for
    return _as_csv(response, name)


def _held_blocks(header: Sequence[str], rows: Iterable[Sequence[str | int]], hold: ExitStack) -> Iterator[bytes]:
    with hold:
        text = io.StringIO("\ufeff")
        text.seek(0, io.SEEK_END)
        writer = csv.writer(text)
        for row in chain([header], rows):
            _write(writer, row)
            if text.tell() > _BLOCK:
                yield text.getvalue().encode()
                text.seek(0)
                text.truncate()
        yield text.getvalue().encode()


def csv_response(name: str, header: Sequence[str], rows: Iterable[Sequence[str | int]]) -> Response:
    """Return rows as a CSV download; cells that a spreadsheet would take for a formula are marked as text.

    Raise SearchTooLarge when the rows are of a search that was cut.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    for row in (header, *rows):
        _write(writer, row)
    refuse_cut_file()
    return _as_csv(make_response("\ufeff" + text.getvalue()), name)


def _write(writer: RowWriter, row: Sequence[str | int]) -> None:
    """Write a row. The head of a column may be a reader's query, which a link can bring."""
    writer.writerow([guard_formula(cell) if isinstance(cell, str) else cell for cell in row])


def _as_csv(response: Response, name: str) -> Response:
    response.mimetype = "text/csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
