"""How a line of the log is written: as text or as JSON, and never more lines than records.

A path, a file name or an error may hold anything; what is not printable is escaped, so that no line can be forged.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from dataclasses import dataclass

from .request_notes import RequestNote, current_id

REQUESTS_LOGGER = "rapporteur.requests"
ANSWER_ATTRIBUTE = "answered"
"""Attribute of the records of requests; it holds an AnsweredRequest."""


@dataclass(frozen=True, slots=True)
class AnsweredRequest:
    """A request with what was answered, for one line."""

    note: RequestNote
    path: str
    """With the query where the owner has asked for it."""
    status: int
    milliseconds: float
    bytes_sent: int


class TextLines(logging.Formatter):
    """Lines to be read: the time first, and further lines of an error set in."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record; the traceback of an error follows in lines that begin with a tab."""
        answer: AnsweredRequest | None = getattr(record, ANSWER_ATTRIBUTE, None)
        if answer:
            note = answer.note
            return (
                f"{_timestamp(record)} {answer.status} {note.method} {answer.path} {answer.milliseconds:.1f}ms "
                f"{answer.bytes_sent}B build={note.build or '-'} request={note.id}"
            )
        own_id = current_id.get()  # nosec B113  # a context variable, no request to another server
        line = f"{_timestamp(record)} {record.levelname} {printable(record.getMessage())}"
        traceback = self.formatException(record.exc_info) if record.exc_info and record.exc_info[0] else ""
        lines = [line + (f" request={own_id}" if own_id else ""), *traceback.split("\n")]
        return "\n\t".join(filter(None, (lines[0], *map(printable, lines[1:]))))


class JsonLines(logging.Formatter):
    """Lines to be read by programs: one JSON object each."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record."""
        answer: AnsweredRequest | None = getattr(record, ANSWER_ATTRIBUTE, None)
        fields: dict[str, object] = {"time": _timestamp(record), "level": record.levelname.lower()}
        if answer:
            fields |= {
                "event": "request",
                "status": answer.status,
                "method": answer.note.method,
                "path": answer.path,
                "ms": round(answer.milliseconds, 1),
                "bytes": answer.bytes_sent,
                "build": answer.note.build or None,
                "request": answer.note.id,
            }
        else:
            fields |= {"event": "message", "logger": record.name, "message": record.getMessage()}
            fields |= {"request": current_id.get() or None}  # nosec B113  # see above
            if record.exc_info and record.exc_info[0]:
                fields["traceback"] = self.formatException(record.exc_info)
        return json.dumps(fields)


def printable(text: str) -> str:
    """Return a text in one line, with everything that is not printable escaped as in Python."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)


def set_up_logging(log_format: str, *, requests: bool) -> None:
    """Write everything that is logged to standard error, warnings and errors in any case, requests where asked for."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if log_format == "json" else TextLines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING)
    logging.getLogger(REQUESTS_LOGGER).setLevel(logging.INFO if requests else logging.WARNING)
    logging.raiseExceptions = False  # where nobody reads the log any more, the site goes on


def _timestamp(record: logging.LogRecord) -> str:
    """Return the time of a record in UTC, to the millisecond."""
    return f"{time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(record.created))}.{int(record.msecs):03}Z"
