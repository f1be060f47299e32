"""The routes of `/verify`: a draft is handed in at a desk, a page says where it stands, and shows the report.

A desk is a process of its own (`webapp.desks`), so no draft is read or checked in the server. What is done at the desk
is in `checking`, and what a finding says in `view`.
"""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect, render_template, request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response as AnyResponse

from indexer.quotes.draft_files import YOUR_DRAFT, draft_too_large
from indexer.speech.translation import gettext
from webapp.address import urls
from webapp.desks.desk import ENVIRON_KEY, PREPARE_KEY
from webapp.desks.messages import Answered, Failed, Lost, Pending, Refused, Reply, Withdrawn
from webapp.site import absolute_url, site

from . import checking
from .handing_in import BUSY_SECONDS, hand_in
from .refusals import failure_message, refusal_message
from .stored import PAGE_TYPE, REPORT_TYPE, FramedReport
from .view import WaitingPage

verify_pages = Blueprint("verify", __name__)
verify_pages.record_once(lambda state: state.app.extensions.setdefault(PREPARE_KEY, checking.prepare))


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
        handed_in = hand_in()
    except RequestEntityTooLarge:
        error = draft_too_large(gettext(YOUR_DRAFT), site().draft_limits)
        return checking.form_with_error(str(error), 413)
    if isinstance(handed_in, Refused):
        return _refused(handed_in)
    return redirect(urls.report_path(handed_in), 303)


@verify_pages.get(f"{urls.VERIFY}/<ticket>")
def report(ticket: str) -> AnyResponse:
    """Show the report that a ticket is for, or where the draft stands, or why there is no report."""
    reply, body = site().desks.ask(ticket)
    match reply:
        case Answered(status=status, content_type=content_type) if body is not None:
            is_report = content_type == REPORT_TYPE
            shown = FramedReport(body) if is_report else body
            response = Response(shown, status, content_type=PAGE_TYPE if is_report else content_type)
            response.content_length = shown.size
            response.headers["Cache-Control"] = "no-store"
            return response
        case Pending():
            page = WaitingPage.of(reply, ticket, checking.forsaken_words())
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
            return checking.form_with_error(checking.withdrawn_message(), 410)
        case Lost():
            return checking.form_with_error(gettext(checking.LOST_MESSAGE), 503)
        case _:
            return checking.form_with_error(checking.gone_message(), 404)


@verify_pages.post(f"{urls.VERIFY}/<ticket>/delete")
def delete(ticket: str) -> AnyResponse:
    """Delete a report before its time, or take a draft out of the queue."""
    site().desks.forget(ticket)
    return redirect(urls.VERIFY, 303)


def _refused(refusal: Refused) -> Response:
    """Say that there is no room for a draft, and when to try again."""
    response = checking.form_with_error(
        refusal_message(refusal, site().desks.limits), 429 if refusal.for_client else 503
    )
    response.headers["Retry-After"] = str(BUSY_SECONDS)
    return response
