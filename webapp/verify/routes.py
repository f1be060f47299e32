"""`/verify`: a draft is brought, read within limits, and its quotations are checked while the page is being sent.

The page begins at once, says how far the work is, and ends with the findings; no script is needed for that. Nothing
of a draft is kept. What a finding says is `view_verify`'s.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field

from flask import Blueprint, Response, current_app, make_response, render_template, request, stream_template
from werkzeug.exceptions import RequestEntityTooLarge

from indexer.errors import DraftUnreadable
from indexer.quotes import Finding, iter_findings
from indexer.quotes.draft_files import SubmittedDraft, draft_from_file, draft_from_text, draft_too_large
from indexer.store.library import Library
from webapp.address import urls
from webapp.shared.references import reference_to
from webapp.site import absolute_url, current_library, site

from .view import FormPage, ReportPage, report_page

verify_pages = Blueprint("verify", __name__)

MAX_QUOTATIONS = 5_000
"""Quotations of one draft that are checked: some thousand pages."""
_STEP = 0.4  # seconds between two words on how far it is
_CHUNK = 1 << 15  # characters that are sent at once
_PATIENCE = 20.0  # seconds that a draft waits for others to be done
_ENVELOPE = 100_000  # bytes of a form besides the draft


class VerifyBusy(Exception):
    """So many drafts are being checked that this one has to wait."""


@dataclass
class VerifyJob:
    """A draft on its way: steps as they are done, then the report."""

    manuscript: SubmittedDraft
    library: Library
    findings: list[Finding] = field(default_factory=list)
    failed: bool = False

    @property
    def total(self) -> int:
        """How many quotations are to be checked."""
        return min(len(self.manuscript.quotations), MAX_QUOTATIONS)

    def steps(self) -> Iterator[int]:
        """Check the quotations, and say now and then how many are done."""
        said = time.monotonic()
        try:
            library, wanted = self.library, self.manuscript.quotations[:MAX_QUOTATIONS]
            for finding in iter_findings(wanted, library.word_index, library, titles=library.titles):
                self.findings.append(finding)
                if time.monotonic() - said > _STEP:
                    said = time.monotonic()
                    yield len(self.findings)
        except Exception as error:  # the page is half sent: it has to say so itself
            current_app.logger.exception("A draft could not be checked to the end", exc_info=error)
            self.failed = True

    def report(self) -> ReportPage:
        """What was found."""
        return report_page(
            self.manuscript, self.findings, self.library, lambda passage: reference_to(self.library, passage)
        )


@verify_pages.get(urls.VERIFY)
def form() -> str:
    """The form that takes a draft."""
    return render_template("verify/verify.html", page=FormPage(_most()), canonical=absolute_url(urls.VERIFY))


@verify_pages.post(urls.VERIFY)
def verify() -> Response:
    """Read a draft and check its quotations."""
    try:
        manuscript = _brought()
    except DraftUnreadable as error:
        return _again(str(error), 413 if error.too_large else 422)
    except VerifyBusy:
        response = _again("Other drafts are being checked just now. Try again in a minute.", 503)
        response.headers["Retry-After"] = "60"
        return response
    if manuscript is None:
        return _again("There is no draft: paste its text, or choose a file.", 422)
    return _streamed(manuscript)


def _streamed(manuscript: SubmittedDraft) -> Response:
    """The page of a draft, sent while it is being made; the index is lent to it until the end."""
    with ExitStack() as held:
        library = held.enter_context(current_library())
        _ = library.word_index  # one that cannot be opened is told now, while the status can still say so
        if not site().draft_slots.acquire(timeout=_PATIENCE):
            return _again("Other drafts are being checked just now. Try again in a minute.", 503)
        held.callback(site().draft_slots.release)
        pieces = stream_template("verify/findings.html", work=VerifyJob(manuscript, library))
        lent = held.pop_all()
        response = Response(_gathered(pieces, lent), mimetype="text/html")
        response.call_on_close(lent.close)  # where nobody reads to the end
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Accel-Buffering"] = "no"  # a proxy that waits for the end would hide how far it is
    return response


def _gathered(pieces: Iterator[str], lent: ExitStack) -> Iterator[str]:
    """The pieces of a page in chunks, sent on when they are large or some time has passed; then all is given back."""
    waiting: list[str] = []
    length, since = 0, 0.0
    for piece in pieces:
        waiting.append(piece)
        length += len(piece)
        if length > _CHUNK or time.monotonic() - since > _STEP:
            yield "".join(waiting)
            waiting, length, since = [], 0, time.monotonic()
    lent.close()
    yield "".join(waiting)


def _brought() -> SubmittedDraft | None:
    """The draft in the request: a file, else text; None where there is neither. Raises DraftUnreadable."""
    limits = site().draft_limits
    request.max_content_length = limits.bytes + _ENVELOPE
    request.max_form_memory_size = limits.bytes + _ENVELOPE
    try:
        text, file = request.form.get("text", ""), request.files.get("file")
    except RequestEntityTooLarge as error:
        raise draft_too_large("The draft", limits) from error
    if file is not None and file.filename:
        if not site().draft_slots.acquire(timeout=_PATIENCE):
            raise VerifyBusy
        try:
            return draft_from_file(file.filename, file.stream.read(limits.bytes + 1), limits)
        finally:
            site().draft_slots.release()
    return draft_from_text(text.replace("\r\n", "\n")) if text.strip() else None


def _again(trouble: str, status: int) -> Response:
    """The form once more, with what is wrong."""
    text = "" if status == 413 else request.form.get("text", "")
    response = make_response(render_template("verify/verify.html", page=FormPage(_most(), text, trouble), noindex=True))
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response


def _most() -> str:
    """How large a draft may be."""
    return f"{site().draft_limits.bytes / 1e6:g} MB"
