"""Evidence as a table: CSV (RFC 4180) in UTF-8 with the mark by which spreadsheets know it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from indexer.model import KIND_LABELS
from indexer.references import plain_text

from .piece import Evidence, clean_lines

CSV_COLUMNS = (
    "number quotation note remarks reference link passage version paper kind status published meeting place start end "
    "session page paragraph"
).split()
_FORMULA = tuple("=+-@\t\r＝＋－＠")
"""What a spreadsheet may take for the beginning of a formula (OWASP, CSV injection)."""


def write_csv(pieces: Iterable[Evidence]) -> Iterator[str]:
    """Write a head, then a row for each piece as it comes.

    A cell that a spreadsheet would run as a formula gets a `'` in front.
    """
    yield "\ufeff" + _written(CSV_COLUMNS)
    for number, piece in enumerate(pieces, 1):
        yield _written([str(number), *(_cell(text) for text in _row(piece))])


def _written(cells: Sequence[str]) -> str:
    """One row with its line end."""
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()


def _cell(text: str) -> str:
    """A text without line ends of other kinds, kept from being run."""
    clean = "\n".join(clean_lines(text))
    return f"'{clean}" if clean.startswith(_FORMULA) else clean


def _row(piece: Evidence) -> Iterator[str]:
    """The cells of a piece after its number."""
    yield from (piece.quotation, piece.note, " ".join(piece.remarks), plain_text(piece.cited), piece.link)
    reference = piece.reference
    if reference is None:
        yield from [""] * (len(CSV_COLUMNS) - 6)
        return
    passage, meeting = reference.passage, reference.passage.meeting
    paper = passage.document
    yield from (passage.id, reference.version or "", paper.title, KIND_LABELS[paper.kind], paper.status)
    yield from (paper.published or "", meeting.title, meeting.place or "")
    yield from (meeting.start.isoformat() if meeting.start else "", meeting.end.isoformat() if meeting.end else "")
    yield from (reference.session or "", reference.page or "", str(reference.paragraph))
