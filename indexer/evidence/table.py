"""Write evidence as CSV (RFC 4180) in UTF-8, with a byte order mark so that spreadsheets read it as UTF-8."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from indexer.meetings.labels import STATUS_LABELS, VOICE_LABELS
from indexer.model import KIND_LABELS
from indexer.references import plain_text

from .dossier import Evidence, clean_lines

CSV_COLUMNS = (
    "number quotation note remarks reference link passage version paper kind status published meeting place start end "
    "session page paragraph voices"
).split()
_FORMULA_STARTS = tuple("=+-@\t\r\0＝＋－＠")
"""First characters that a spreadsheet may take for a formula (OWASP, CSV injection)."""


def guard_formula(text: str) -> str:
    """Return the text of a cell with a `'` in front where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def write_csv(items: Iterable[Evidence]) -> Iterator[str]:
    """Yield the header row, then one row for each quotation.

    A cell that a spreadsheet would run as a formula gets a `'` in front.
    """
    yield "\ufeff" + _csv_row(CSV_COLUMNS)
    for number, item in enumerate(items, 1):
        yield _csv_row([str(number), *(guard_formula(text) for text in evidence_cells(item))])


def _csv_row(cells: Sequence[str]) -> str:
    """Return one row with its line end."""
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()


def evidence_cells(item: Evidence) -> Iterator[str]:
    """Yield the cells of one quotation after its number, with line feeds as their only line ends."""
    return ("\n".join(clean_lines(text)) for text in _texts(item))


def _texts(item: Evidence) -> Iterator[str]:
    yield from (item.quotation, item.note, " ".join(item.remarks), plain_text(item.cited), item.link)
    reference = item.reference
    if reference is None:
        yield from [""] * (len(CSV_COLUMNS) - 6)
        return
    passage, meeting = reference.passage, reference.passage.meeting
    document = passage.document
    status = STATUS_LABELS[document.status].casefold()
    yield from (passage.id, reference.version or "", document.title, KIND_LABELS[document.kind], status)
    yield from (document.published or "", meeting.title if meeting else "", (meeting and meeting.place) or "")
    yield from (day.isoformat() if day else "" for day in ((meeting.start, meeting.end) if meeting else (None, None)))
    yield from (reference.session or "", reference.page or "", str(reference.paragraph))
    yield "; ".join(f"{VOICE_LABELS[voice.kind]}: {voice.words}" for voice in passage.voices)
