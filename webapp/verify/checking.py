"""What is done with a draft at a desk: it is read, its quotations are checked, and the page of the report is made.

How it gets there is told in `routes`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from flask import Flask, Response, current_app, make_response, render_template, request
from werkzeug.exceptions import RequestEntityTooLarge

from indexer.attribution.known_names import KnownNames
from indexer.errors import DraftUnreadable, RapporteurError
from indexer.ingest.tasks import ExternalFile, ExternalReading, ReadFailure
from indexer.ingest.worker import load_tables, run_task
from indexer.quotes.draft_files import YOUR_DRAFT, SubmittedDraft, draft_from_file, draft_from_text, draft_too_large
from indexer.quotes.find import Quotation
from indexer.quotes.finding import Finding
from indexer.quotes.verify import iter_findings
from indexer.readers import load_readers
from indexer.speech.marking import marked
from indexer.speech.translation import gettext
from indexer.store.library import Library
from webapp.address import urls
from webapp.desks.desk import Desk
from webapp.shared.labels import counted
from webapp.shared.references import reference_to
from webapp.site import current_library, site

from .stored import stored_report
from .view import CheckedDraft, ChosenQuotations, FormPage, report_page

MAX_QUOTATIONS = 5_000
"""Quotations of one draft that are checked, enough for some thousand pages."""
MAX_SHORT = 500
"""Quotations of one draft that are listed although they are too short to be checked."""
_MAX_FOUND = 100_000  # quotations that are looked for, which takes less than a second
READING, CHECKING, WRITING = "reading", "checking", "writing"
"""The stages of a report."""
LOST_MESSAGE = marked(
    "Your draft or its report was lost: the program that checks drafts was stopped. Send your draft again."
)
NO_DRAFT = marked("Paste your draft, or choose a file.")
_SUFFIXES = frozenset({".docx", ".odt", ".rtf", ".pdf", ".html", ".md", ".txt"})
FORM_OVERHEAD = 100_000
"""Bytes that a form may have besides the draft."""
_FIRST_WORDS = 12  # of the first passage, quoted so that everything is loaded that a report needs


def answer(desk: Desk) -> Response:
    """Return the report on the draft in the request, or the form with the reason why there is none."""
    try:
        read = read_draft(desk)
        if read is None:
            return form_with_error(gettext(NO_DRAFT), 422)
    except DraftUnreadable as error:
        if error.too_large:
            return form_with_error(str(error), 413)
        return form_with_error(str(error), 422, request.form.get("text", ""))
    with current_library() as library:
        checked = check_draft(desk, library, *read)
        page = report_page(checked, library, lambda passage: reference_to(library, passage))
        return stored_report(page)


def read_draft(desk: Desk) -> tuple[SubmittedDraft, ChosenQuotations] | None:
    """Return the draft in the request with its quotations, or None when there is none. Raise DraftUnreadable."""
    desk.begin(READING)
    draft = _submitted_draft()
    return None if draft is None else (draft, choose_quotations(draft))


def check_draft(desk: Desk, library: Library, draft: SubmittedDraft, chosen: ChosenQuotations) -> CheckedDraft:
    """Return a draft with its findings."""
    desk.begin(CHECKING)
    findings = tuple(_findings(desk, chosen.quotations, library))
    desk.begin(WRITING)
    return CheckedDraft(draft, findings, chosen, desk.ticket, kept_words())


def choose_quotations(
    draft: SubmittedDraft, most: int = MAX_QUOTATIONS, most_short: int = MAX_SHORT
) -> ChosenQuotations:
    """Return the quotations of a draft that are checked, and how many are left out: `most` of those long enough."""
    chosen: list[Quotation] = []
    long = short = 0
    found = draft.iter_quotations()
    for quotation in islice(found, _MAX_FOUND):
        if quotation.too_short:
            short += 1
        elif long == most:
            return ChosenQuotations(tuple(chosen), max(0, short - most_short), goes_on=True)
        else:
            long += 1
        if not quotation.too_short or short <= most_short:
            chosen.append(quotation)
    return ChosenQuotations(tuple(chosen), max(0, short - most_short), next(found, None) is not None)


def _findings(desk: Desk, quotations: tuple[Quotation, ...], library: Library) -> Iterator[Finding]:
    """Yield the findings until the time of the stage is nearly over."""
    pending = iter_findings(quotations, library.words, library, titles=library.titles, names=KnownNames(library))
    for done, finding in enumerate(pending, start=1):
        yield finding
        desk.report(done, len(quotations))
        if desk.seconds_left < 0:
            return


def _submitted_draft() -> SubmittedDraft | None:
    """Return the draft in the request: a file, else text. Return None when there is neither.

    Raise DraftUnreadable when the draft is too large or cannot be read.
    """
    limits = replace(site().draft_limits, memory=site().desks.limits.memory)
    request.max_content_length = request.max_form_memory_size = limits.bytes + FORM_OVERHEAD
    try:
        text, file = request.form.get("text", ""), request.files.get("file")
    except RequestEntityTooLarge as error:
        raise draft_too_large(gettext(YOUR_DRAFT), limits) from error
    if file is not None and file.filename:
        return draft_from_file(file.filename, file.stream.read(limits.bytes + 1), limits, _read_here)
    return draft_from_text(text.replace("\r\n", "\n"), limits=limits) if text.strip() else None


def _read_here(task: ExternalFile) -> ExternalReading | ReadFailure:
    """Read a file in this process, which has been started for this draft alone."""
    result = run_task(task)
    if isinstance(result, (ExternalReading, ReadFailure)):
        return result
    raise TypeError(type(result).__name__)


def prepare(app: Flask) -> None:
    """Load what reports are made with, before the processes are forked that make them."""
    load_tables()
    load_readers(_SUFFIXES)
    with app.test_request_context(urls.VERIFY, method="POST"):
        try:
            with current_library() as library:
                _write_first_report(library)
        except RapporteurError as error:  # there is none yet, or it is damaged: reports say so
            current_app.logger.debug("No index is open: %s", error)
        finally:
            site().builds.close()  # no connection to a database may be shared with the processes that are forked


def _write_first_report(library: Library) -> None:
    passage = next(iter(library.passages()), None)
    words = " ".join(passage.text.split()[:_FIRST_WORDS]) if passage else ""
    draft = draft_from_text(f"In Session 1, the Chair said in May 2024: “{words}”")
    chosen, names = choose_quotations(draft), KnownNames(library)
    findings = tuple(iter_findings(chosen.quotations, library.words, library, titles=library.titles, names=names))
    checked = CheckedDraft(draft, findings, chosen)
    page = report_page(checked, library, lambda found: reference_to(library, found))
    stored_report(page)


def form_with_error(error: str, status: int, text: str = "") -> Response:
    """Show the form again, with what is wrong."""
    response = make_response(render_template("verify/verify.html", page=form_page(text, error), noindex=True), status)
    response.headers["Cache-Control"] = "no-store"
    return response


def form_page(text: str = "", error: str = "") -> FormPage:
    """Return the form with its limits."""
    limit = gettext("%(size)s MB", size=f"{site().draft_limits.bytes / 1e6:g}")
    return FormPage(limit, kept_words(), text, error)


def kept_words() -> str:
    """Return how long a report is kept, in words."""
    return counted(round(site().desks.limits.kept_seconds / 60), "minute")


def gone_message() -> str:
    """Return why there is no report at an address."""
    return gettext(
        "Report not found. Reports are deleted after %(time)s, or when a passage is redacted. Check the draft again.",
        time=kept_words(),
    )


def forsaken_words() -> str:
    """Return how long nobody may ask after a draft that waits, in words."""
    return counted(round(site().desks.limits.forsaken_seconds / 60), "minute")


def withdrawn_message() -> str:
    """Return why a draft is no longer in the queue."""
    return gettext(
        "Your draft left the queue because its page was not open for %(time)s. Send it again to check it.",
        time=forsaken_words(),
    )
