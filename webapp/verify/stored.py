"""A report as it is kept: made once, in the language in which its draft was sent, and framed by each page of it.

The frame is in the language of the reader, who may be another one, or have chosen another language since.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator

import msgspec
from flask import Response, make_response, render_template

from indexer.speech.translation import current_speech
from webapp.desks.desks import AnswerBody
from webapp.translations.catalogues import LANGUAGES

from .view import ReportPage

REPORT_TYPE = "text/html; charset=utf-8; part=report"
"""The content type of a report without its frame, by which it differs from a whole page."""
PAGE_TYPE = "text/html; charset=utf-8"


class ReportHead(msgspec.Struct, frozen=True):
    """What the frame has to know of a report; the first line of what is kept."""

    name: str
    language: str
    """The code of its language."""


def stored_report(page: ReportPage) -> Response:
    """Return a report as it is kept."""
    head = msgspec.json.encode(ReportHead(page.name, current_speech().code))
    report = render_template("verify/findings.html", page=page)
    return make_response(head + b"\n" + report.encode(), {"Content-Type": REPORT_TYPE})


class FramedReport:
    """The page of a kept report, in blocks."""

    def __init__(self, body: AnswerBody) -> None:
        """Read the head of a report, and make the frame in the language of the request."""
        self._body = body
        line = next(iter(body), b"").partition(b"\n")[0]
        head = msgspec.json.decode(line, type=ReportHead)
        self._behind_head = len(line) + 1
        place = secrets.token_hex(16)  # no text of the page has it
        is_other = head.language != current_speech().code
        written = LANGUAGES[head.language]
        page = render_template("verify/report.html", name=head.name, is_other=is_other, written=written, place=place)
        before, _, after = page.partition(place)
        self._before, self._after = before.encode(), after.encode()
        self.size = len(self._before) + body.size - self._behind_head + len(self._after)

    def __iter__(self) -> Iterator[bytes]:
        yield self._before
        skipped = self._behind_head
        for block in self._body:
            yield block[skipped:]
            skipped = max(0, skipped - len(block))
        yield self._after

    def close(self) -> None:
        """Close the file of the report."""
        self._body.close()
