"""The routes of `/verify`: a draft is handed in at a desk, a page says where it stands, and shows the report.

A desk is a process of its own (`webapp.desks`), so no draft is read or checked in the server. What is done at the desk
is in `checking`, and what a finding says in `view`.
"""

from __future__ import annotations

import shutil
import tempfile
from typing import IO

from flask import Blueprint, Response, make_response, redirect, render_template, request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response as AnyResponse

from indexer.quotes.draft_files import draft_too_large
from webapp.address import urls
from webapp.desks.desk import ENVIRON_KEY, PREPARE_KEY
from webapp.desks.messages import Answered, Failed, Lost, Pending, Refused, Reply, Withdrawn
from webapp.serving.clients import client_of
from webapp.shared.labels import counted
from webapp.site import absolute_url, site

from . import checking
from .standing import WaitingPage, failure_message

verify_pages = Blueprint("verify", __name__)
verify_pages.record_once(lambda state: state.app.extensions.setdefault(PREPARE_KEY, checking.prepare))

_BUSY_SECONDS = 60  # after which a refused reader may try again
LOST_MESSAGE = "Your draft or its report was lost: the program that checks drafts was stopped. Send your draft again."
_COPIED = 1 << 18  # bytes at a time


@verify_pages.get(urls.VERIFY)
def form() -> str:
    """Show the form that takes a draft."""
    return render_template("verify/verify.html", page=checking.form_page(), canonical=absolute_url(urls.VERIFY))


@verify_pages.post(urls.VERIFY)
def verify() -> AnyResponse:
    """Hand a draft in and lead to its report; at a desk, make the report."""
    desk = request.environ.get(ENVIRON_KEY)
    if desk is not None:
        return checking.answer(desk)
    try:
        body = _received_body()
    except RequestEntityTooLarge:
        return checking.form_with_error(str(draft_too_large("Your draft", site().draft_limits)), 413)
    with body:
        environ = {key: value for key, value in request.environ.items() if isinstance(value, str)}
        handed_in = site().desks.hand_in(environ, body, client_of(request.remote_addr))
    if isinstance(handed_in, Refused):
        return _refused(handed_in)
    return redirect(urls.report_path(handed_in), 303)


@verify_pages.get(f"{urls.VERIFY}/<ticket>")
def report(ticket: str) -> AnyResponse:
    """Show the report that a ticket is for, or where the draft stands, or why there is no report."""
    reply, body = site().desks.ask(ticket)
    match reply:
        case Answered(status=status, content_type=content_type) if body is not None:
            response = Response(body, status, content_type=content_type)
            response.content_length = body.size
            response.headers["Cache-Control"] = "no-store"
            return response
        case Pending():
            page = WaitingPage.of(reply, ticket, _forsaken())
            waiting = make_response(render_template("verify/waiting.html", page=page), 202)
            waiting.headers["Cache-Control"] = "no-store"
            return waiting
        case Refused():
            return _refused(reply)
        case _:
            return _without_report(reply)


def _without_report(reply: Reply) -> Response:
    """Show the form again, with the reason why there is no report and never will be."""
    match reply:
        case Failed():
            return checking.form_with_error(failure_message(reply, site().desks.limits), 422)
        case Withdrawn():
            return checking.form_with_error(_withdrawn_message(), 410)
        case Lost():
            return checking.form_with_error(LOST_MESSAGE, 503)
        case _:
            return checking.form_with_error(_gone_message(), 404)


@verify_pages.post(f"{urls.VERIFY}/<ticket>/delete")
def delete(ticket: str) -> AnyResponse:
    """Delete a report before its time, or take a draft out of the queue."""
    site().desks.forget(ticket)
    return redirect(urls.VERIFY, 303)


def _received_body() -> IO[bytes]:
    """Return a file without a name that has the body of the request. Raise RequestEntityTooLarge."""
    most = site().draft_limits.bytes + checking.FORM_OVERHEAD
    request.max_content_length = most
    if (request.content_length or 0) > most:
        raise RequestEntityTooLarge
    body = tempfile.TemporaryFile(prefix="rapporteur-draft-")  # noqa: SIM115  # the caller closes it
    try:
        shutil.copyfileobj(request.stream, body, _COPIED)
        body.flush()
    except BaseException:
        body.close()
        raise
    return body


def _refused(refusal: Refused) -> Response:
    """Say that there is no room for a draft, and when to try again."""
    if refusal.for_client:
        drafts = counted(site().desks.limits.of_one_client, "draft")
        message = f"You can check {drafts} at a time. Wait for a report, then try again."
        response = checking.form_with_error(message, 429)
    else:
        response = checking.form_with_error("Too many drafts are waiting. Try again in a minute.", 503)
    response.headers["Retry-After"] = str(_BUSY_SECONDS)
    return response


def _forsaken() -> str:
    return counted(round(site().desks.limits.forsaken_seconds / 60), "minute")


def _withdrawn_message() -> str:
    return f"Your draft left the queue because its page was not open for {_forsaken()}. Send it again to check it."


def _gone_message() -> str:
    kept = checking.kept_words()
    return f"Report not found. Reports are deleted after {kept}. Check the draft again."
