"""Drafts: their quotations are checked against the papers, at a desk, and the report is asked for by its ticket.

What a desk is and how a quotation is judged belongs to `webapp.desks` and `indexer.quotes`.
"""

from __future__ import annotations

from typing import Any

import msgspec
from flask import Response, make_response, request
from msgspec import Struct
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response as AnyResponse

from indexer.errors import DraftUnreadable
from indexer.quotes.draft_files import draft_too_large
from indexer.quotes.finding import SOUND_OUTCOMES
from indexer.quotes.report import count_outcomes, finding_json
from indexer.store.library import Library
from webapp.api.contract.operation import Body, NoParameters, OpenCall, Resource, api_path
from webapp.api.contract.problems import ApiProblem
from webapp.desks.desk import ENVIRON_KEY, Desk
from webapp.desks.messages import Answered, Failed, Lost, Pending, Refused, Reply, Withdrawn
from webapp.site import current_library, site
from webapp.verify.checking import (
    LOST_MESSAGE,
    NO_DRAFT,
    check_draft,
    forsaken_words,
    gone_message,
    read_draft,
    withdrawn_message,
)
from webapp.verify.handing_in import BUSY_SECONDS, hand_in
from webapp.verify.refusals import failure_message, refusal_message
from webapp.verify.view import CheckedDraft, WaitingPage, draft_notices

from .draft_records import DraftReport, DraftStage, DraftState, FindingItem, TicketParameters

checking_drafts = Resource(
    "Drafts",
    "Check the quotations in a draft against the papers. The draft is checked in the background and kept for a few "
    "minutes; anyone with the link to the report can read it.",
)

_JSON = "application/json"
_SEND_AGAIN = "Send the draft again."
_ADDRESSES = frozenset({"url", "search"})
"""Members of a finding that are paths of the site."""
_STAGES: dict[str, DraftStage] = {"reading": "reading", "checking": "checking", "writing": "writing"}
_TEXT_FORM = {
    "type": "object",
    "properties": {"text": {"type": "string", "description": "The text of the draft."}},
    "required": ["text"],
}
_FILE_FORM = {
    "type": "object",
    "properties": {
        "file": {
            "type": "string",
            "format": "binary",
            "description": "The draft as a file: DOCX, ODT, RTF, PDF, HTML, Markdown or text.",
        },
        "text": {"type": "string", "description": "The text of the draft, where there is no file."},
    },
}
_CURL = "curl -i -F 'file=@draft.docx' '{address}'"
_CURL_DELETE = "curl -X DELETE '{address}'"
DRAFT_BODY = Body(
    {"multipart/form-data": _FILE_FORM, "application/x-www-form-urlencoded": _TEXT_FORM},
    "The draft: its text, or a file.",
)


class UnfitDraft(ApiProblem):
    """A draft cannot be read or checked."""

    code = "unfit_draft"


class LargeDraft(ApiProblem):
    """A draft is too large."""

    code = "too_large"


class BusyDesks(ApiProblem):
    """As many drafts as can wait are waiting."""

    code = "unavailable"
    retry_after = BUSY_SECONDS


class BusyClient(ApiProblem):
    """As many drafts as one client may have are being checked."""

    code = "too_many_requests"
    retry_after = BUSY_SECONDS


class WithdrawnDraft(ApiProblem):
    """A draft left the queue, because nobody asked after it."""

    code = "gone"


class LostDraft(ApiProblem):
    """A draft or its report was lost."""

    code = "unavailable"
    retry_after = 1


class UnknownReport(ApiProblem):
    """There is no report for a ticket."""

    code = "unknown_id"


@checking_drafts.declare(
    "/verify",
    "too_large",
    "unfit_draft",
    "forbidden",
    method="post",
    answers={202: DraftState},
    body=DRAFT_BODY,
    curl=_CURL,
)
def verify(call: OpenCall[NoParameters]) -> AnyResponse:
    """Hand a draft in, to have its quotations checked.

    The answer comes at once, with the address of the report in Location. Raise LargeDraft, BusyDesks or BusyClient.
    """
    desk = request.environ.get(ENVIRON_KEY)
    if desk is not None:
        return _report_at_desk(desk, call)
    try:
        handed_in = hand_in()
    except RequestEntityTooLarge as error:
        raise LargeDraft(str(draft_too_large("Your draft", site().draft_limits))) from error
    if isinstance(handed_in, Refused):
        raise _refusal(handed_in)
    response = _state_response(call, handed_in, Pending(ahead=0))
    response.headers["Location"] = api_path("verify", handed_in)
    return response


@checking_drafts.declare(
    "/verify/{ticket}",
    "unknown_id",
    "gone",
    "too_large",
    "unfit_draft",
    answers={200: DraftReport, 202: DraftState},
    curl="curl '{address}'",
)
def report(call: OpenCall[TicketParameters]) -> AnyResponse:
    """Return the report on a draft, or where the draft stands.

    Ask again until the status is 200.
    """
    ticket = call.given.ticket
    reply, body = site().desks.ask(ticket)
    match reply:
        case Answered(status=status, content_type=content_type) if body is not None and "json" in content_type:
            response = Response(body, status, content_type=content_type)
            response.content_length = body.size
            response.headers["Cache-Control"] = "no-store"
            return response
        case Pending():
            return _state_response(call, ticket, reply)
        case _:  # a report of the pages is none here
            raise _no_report(reply)


@checking_drafts.declare("/verify/{ticket}", "forbidden", method="delete", answers={204: None}, curl=_CURL_DELETE)
def delete_report(call: OpenCall[TicketParameters]) -> AnyResponse:
    """Delete a report before its time, or take a draft out of the queue."""
    site().desks.forget(call.given.ticket)
    response: AnyResponse = make_response(b"", 204)
    del response.headers["Content-Type"]
    return response


def _no_report(reply: Reply) -> ApiProblem:
    """Return why there is no report and never will be."""
    match reply:
        case Failed():
            return UnfitDraft(failure_message(reply, site().desks.limits))
        case Refused():
            return _refusal(reply)
        case Withdrawn():
            return WithdrawnDraft(withdrawn_message(), remedy=_SEND_AGAIN)
        case Lost():
            return LostDraft(LOST_MESSAGE, remedy=_SEND_AGAIN)
        case _:
            return UnknownReport(gone_message(), remedy=_SEND_AGAIN)


def _report_at_desk(desk: Desk, call: OpenCall[NoParameters]) -> AnyResponse:
    """Return the report on the draft in the request; it is made in a process of its own."""
    try:
        read = read_draft(desk)
    except DraftUnreadable as error:
        raise (LargeDraft if error.too_large else UnfitDraft)(str(error)) from error
    if read is None:
        raise UnfitDraft(NO_DRAFT)
    with current_library() as library:
        made = _draft_report(library, check_draft(desk, library, *read), call)
        response: AnyResponse = make_response(msgspec.json.encode(made) + b"\n")
        response.content_type = _JSON
        return response


def _draft_report(library: Library, checked: CheckedDraft, call: OpenCall[NoParameters]) -> DraftReport:
    found = [_absolute_urls(finding_json(finding, library), call) for finding in checked.findings]
    return DraftReport(
        build=library.stats.build,
        name=checked.draft.name,
        outcomes={str(outcome): number for outcome, number in count_outcomes(checked.findings).items()},
        need_attention=sum(finding.outcome not in SOUND_OUTCOMES for finding in checked.findings),
        notices=list(draft_notices(checked)),
        items=msgspec.convert(found, list[FindingItem]),
    )


def _absolute_urls(value: Any, call: OpenCall[NoParameters]) -> Any:
    """Return a JSON value with the paths of pages as absolute addresses."""
    if isinstance(value, dict):
        return {
            name: call.absolute(member)
            if name in _ADDRESSES and isinstance(member, str) and member.startswith("/")
            else _absolute_urls(member, call)
            for name, member in value.items()
        }
    return [_absolute_urls(member, call) for member in value] if isinstance(value, list) else value


def _state_response(call: OpenCall[Struct], ticket: str, pending: Pending) -> AnyResponse:
    wait = WaitingPage.of(pending, ticket, forsaken_words()).refresh
    state = DraftState(
        stage=_STAGES.get(pending.stage, "waiting"),
        ahead=pending.ahead,
        done=pending.done,
        total=pending.total,
        retry_after=wait,
        links={"report": call.absolute(api_path("verify", ticket))},
    )
    response: AnyResponse = make_response(msgspec.json.encode(state) + b"\n", 202)
    response.content_type = _JSON
    response.headers["Cache-Control"] = "no-store"
    response.headers["Retry-After"] = str(wait)
    return response


def _refusal(refused: Refused) -> ApiProblem:
    message = refusal_message(refused, site().desks.limits)
    return BusyClient(message) if refused.for_client else BusyDesks(message)
