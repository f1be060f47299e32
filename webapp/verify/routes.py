"""The routes of `/verify`: reads a draft within limits, and checks its quotations while the page is being sent.

The page starts at once, reports progress, and ends with the findings, without a script. Nothing of a draft is stored.
What a finding says belongs to `view`.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field

from flask import Blueprint, Response, current_app, make_response, render_template, request, stream_template
from werkzeug.exceptions import RequestEntityTooLarge

from indexer.errors import DraftUnreadable, ReadersUnavailable
from indexer.quotes.draft_files import SubmittedDraft, draft_from_file, draft_from_text, draft_too_large
from indexer.quotes.finding import Finding
from indexer.quotes.verify import iter_findings
from indexer.store.library import Library
from webapp.address import urls
from webapp.shared.references import reference_to
from webapp.site import absolute_url, current_library, site

from .view import FormPage, ReportPage, report_page

verify_pages = Blueprint("verify", __name__)

MAX_QUOTATIONS = 5_000
"""Quotations of one draft that are checked, enough for some thousand pages."""
_PROGRESS_INTERVAL = 0.4  # seconds between two reports of progress
_CHUNK_LENGTH = 1 << 15  # characters that are sent at once
_SLOT_TIMEOUT = 20.0  # seconds that a draft waits for others to finish
_FORM_OVERHEAD = 100_000  # bytes of a form besides the draft


class VerifyBusy(Exception):
    """So many drafts are being checked that this one has to wait."""


@dataclass
class VerifyJob:
    """The check of one draft: first the progress, then the report."""

    draft: SubmittedDraft
    library: Library
    findings: list[Finding] = field(default_factory=list)
    failed: bool = False

    @property
    def total(self) -> int:
        """The number of quotations to check."""
        return min(len(self.draft.quotations), MAX_QUOTATIONS)

    def steps(self) -> Iterator[int]:
        """Check the quotations, and yield from time to time how many are done."""
        reported_at = time.monotonic()
        try:
            library, quotations = self.library, self.draft.quotations[:MAX_QUOTATIONS]
            for finding in iter_findings(quotations, library.word_index, library, titles=library.titles):
                self.findings.append(finding)
                if time.monotonic() - reported_at > _PROGRESS_INTERVAL:
                    reported_at = time.monotonic()
                    yield len(self.findings)
        except Exception as error:  # half of the page has been sent, so the page itself has to report the error
            current_app.logger.exception("A draft could not be checked to the end", exc_info=error)
            self.failed = True

    def report(self) -> ReportPage:
        """Return the report on the quotations that were checked."""
        return report_page(self.draft, self.findings, self.library, lambda passage: reference_to(self.library, passage))


@verify_pages.get(urls.VERIFY)
def form() -> str:
    """Show the form that takes a draft."""
    return render_template("verify/verify.html", page=FormPage(_size_limit()), canonical=absolute_url(urls.VERIFY))


@verify_pages.post(urls.VERIFY)
def verify() -> Response:
    """Read a draft and check its quotations; show the form again with the reason when that is impossible.

    VerifyBusy is answered here, with status 503.
    """
    try:
        draft = _submitted_draft()
    except DraftUnreadable as error:
        return _form_with_error(str(error), 413 if error.too_large else 422)
    except VerifyBusy:
        response = _form_with_error("Other drafts are being checked just now. Try again in a minute.", 503)
        response.headers["Retry-After"] = "60"
        return response
    except ReadersUnavailable as error:
        current_app.logger.error("A draft could not be read: %s", error)
        response = _form_with_error("Files cannot be read just now. Paste the text, or try again in a minute.", 503)
        response.headers["Retry-After"] = "60"
        return response
    if draft is None:
        return _form_with_error("There is no draft: paste its text, or choose a file.", 422)
    return _stream_report(draft)


def _stream_report(draft: SubmittedDraft) -> Response:
    """Send the page of a draft while it is being made, with the index held open until the end."""
    with ExitStack() as resources:
        library = resources.enter_context(current_library())
        _ = library.word_index  # open it now: once the page is being sent, the status cannot report a damaged one
        if not site().draft_slots.acquire(timeout=_SLOT_TIMEOUT):
            return _form_with_error("Other drafts are being checked just now. Try again in a minute.", 503)
        resources.callback(site().draft_slots.release)
        pieces = stream_template("verify/findings.html", job=VerifyJob(draft, library))
        page_resources = resources.pop_all()
        response = Response(_in_chunks(pieces, page_resources), mimetype="text/html")
        response.call_on_close(page_resources.close)  # also when the reader leaves early
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Accel-Buffering"] = "no"  # a proxy that buffers would hide the progress
    return response


def _in_chunks(pieces: Iterator[str], resources: ExitStack) -> Iterator[str]:
    """Yield a page in chunks, each sent when it is large or some time has passed; then close the resources."""
    pending: list[str] = []
    length, sent_at = 0, 0.0
    for piece in pieces:
        pending.append(piece)
        length += len(piece)
        if length > _CHUNK_LENGTH or time.monotonic() - sent_at > _PROGRESS_INTERVAL:
            yield "".join(pending)
            pending, length, sent_at = [], 0, time.monotonic()
    resources.close()
    yield "".join(pending)


def _submitted_draft() -> SubmittedDraft | None:
    """Return the draft in the request: a file, else text. Return None when there is neither.

    Raise DraftUnreadable when the draft is too large or cannot be read, VerifyBusy when others occupy every slot, and
    ReadersUnavailable when no file can be read.
    """
    limits = site().draft_limits
    request.max_content_length = limits.bytes + _FORM_OVERHEAD
    request.max_form_memory_size = limits.bytes + _FORM_OVERHEAD
    try:
        text, file = request.form.get("text", ""), request.files.get("file")
    except RequestEntityTooLarge as error:
        raise draft_too_large("The draft", limits) from error
    if file is not None and file.filename:
        if not site().draft_slots.acquire(timeout=_SLOT_TIMEOUT):
            raise VerifyBusy
        try:
            return draft_from_file(file.filename, file.stream.read(limits.bytes + 1), limits)
        finally:
            site().draft_slots.release()
    return draft_from_text(text.replace("\r\n", "\n")) if text.strip() else None


def _form_with_error(error: str, status: int) -> Response:
    """Show the form again, with what is wrong."""
    text = "" if status == 413 else request.form.get("text", "")
    response = make_response(
        render_template("verify/verify.html", page=FormPage(_size_limit(), text, error), noindex=True)
    )
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response


def _size_limit() -> str:
    """Return how large a draft may be, as text."""
    return f"{site().draft_limits.bytes / 1e6:g} MB"
