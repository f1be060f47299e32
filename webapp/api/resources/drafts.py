"""Drafts: their quotations are checked against the papers, at a desk, and the report is asked for by its ticket.

What a desk is and how a quotation is judged belongs to `webapp.desks` and `indexer.quotes`.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from flask import Response, make_response, request
from msgspec import Meta, Struct
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response as AnyResponse

from indexer.attribution.facts import FactVerdict, StatedFactKind
from indexer.errors import DraftUnreadable
from indexer.quotes.draft_files import draft_too_large
from indexer.quotes.finding import SOUND_OUTCOMES, QuoteOutcome
from indexer.quotes.gaps import MeaningChangeKind
from indexer.quotes.report import count_outcomes, finding_json
from indexer.quotes.wording import WordingMatch
from indexer.store.library import Library
from webapp.api.contract.operation import Body, Links, NoParameters, OpenCall, Resource, Url, api_path
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
from webapp.verify.view import CheckedDraft, WaitingPage, draft_notices, failure_message, refusal_message

checking_drafts = Resource(
    "Drafts",
    "The quotations of a draft, checked against the papers. A draft is read and checked in the background and kept "
    "for some minutes only; whoever has the address of the report can read it.",
)

_JSON = "application/json"
_SEND_AGAIN = "Send the draft again."
DraftStage = Literal["waiting", "reading", "checking", "writing"]
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


class TicketParameters(Struct, frozen=True, kw_only=True):
    """A report."""

    ticket: Annotated[str, Meta(description="The ticket of a report, from the address in Location.")]


class DraftState(Struct, frozen=True, kw_only=True):
    """Where a draft stands whose report is not ready."""

    stage: DraftStage
    """What is being done with it."""
    ahead: int
    """How many drafts wait before it."""
    done: int
    """How many quotations are checked."""
    total: int
    """How many are to be checked; 0 where that is not known yet."""
    retry_after: int
    """After how many seconds to ask again; the header Retry-After says the same."""
    links: Links
    """Addresses: `report`, to ask for until it answers with status 200."""


class DraftPlace(Struct, frozen=True, kw_only=True):
    """A place in the papers with words of a quotation."""

    passage: str
    """The id of the passage."""
    url: Url
    """Its permanent link."""
    meeting: str | None
    """The id of the meeting."""
    text: str
    """The words as the passage has them."""
    start: int
    """Where they begin in its text, in characters."""
    end: int
    """Where they end."""


class DraftQuotation(Struct, frozen=True):
    """A quotation of the draft."""

    text: str
    """Its words."""
    start: int
    """Where it begins in the text of the draft, in characters."""
    end: int
    """Where it ends."""
    links: list[str]
    """The links beside it."""


class QuotedWords(Struct, frozen=True):
    """Words of the quotation beside those of the source."""

    quoted: str
    """Words of the quotation."""
    found: str
    """The words of the source in their place."""
    same: bool
    """Whether they are the same words."""


class DraftTitle(Struct, frozen=True):
    """The title that a quotation is."""

    kind: str
    """Whether it is a title of a meeting, a document or a session."""
    id: str
    """The id of that."""
    text: str
    """The title."""
    meeting: str | None
    """The id of the meeting."""
    url: Url
    """Its page."""


class DraftClaim(Struct, frozen=True):
    """Where the link beside a quotation leads."""

    url: str
    """The link."""
    meeting: str | None
    """The id of the meeting that it leads to."""
    document: str | None
    """The id of the document."""
    passage: str | None
    """The id of the passage."""


class StatedWords(Struct, frozen=True):
    """Words of the draft that state a fact."""

    text: str
    """The words."""
    start: int
    """Where they begin in the text of the draft, in characters."""
    end: int
    """Where they end."""


class StatedFactItem(Struct, frozen=True):
    """What the draft says of the source of a quotation."""

    fact: StatedFactKind
    """Which fact it is, as the meeting or the speaker."""
    stated: StatedWords
    """What the draft says."""
    verdict: FactVerdict
    """Whether the source supports it, contradicts it, or does not decide."""
    source: str | None
    """What the source says; null where it says nothing."""
    note: str | None
    """What else to know."""


class ChangedMeaning(Struct, frozen=True):
    """An omission or a bracket that changes what the source says."""

    kind: MeaningChangeKind
    """Which of these it is."""
    quoted: str
    """What the quotation has there."""
    found: str
    """What the source has there."""
    negation: str | None
    """The negation that is left out."""


class OccurrenceCount(Struct, frozen=True):
    """How often a short phrase occurs."""

    times: int
    """How often."""
    papers: int
    """In how many documents."""
    more: bool
    """Whether it occurs more often than is counted."""


class FindingItem(Struct, frozen=True, kw_only=True):
    """A quotation and what was found."""

    outcome: QuoteOutcome
    """What was found."""
    sound: bool
    """Whether it needs no attention."""
    message: str
    """What that means, in words."""
    quotation: DraftQuotation
    """The quotation, with its place in the text of the draft."""
    wording: WordingMatch | None
    """How the words differ from those of the source."""
    similarity: float
    """The share of its words in the best place, 0 to 1."""
    passages: int
    """How many passages have exactly these words."""
    places: list[DraftPlace]
    """Where it is."""
    nearest: list[DraftPlace]
    """Where nothing was found: the most similar place."""
    changes: list[QuotedWords]
    """Its words beside those of the source, in order."""
    title: DraftTitle | None
    """The title that it is, where it is one."""
    claim: DraftClaim | None
    """What the link beside it says."""
    facts: list[StatedFactItem]
    """What the draft says of its source, held against the source."""
    meaning: list[ChangedMeaning]
    """Omissions and brackets that change its meaning."""
    occurrences: OccurrenceCount | None
    """Of a short phrase: how often it occurs."""
    search: Url | None
    """Of a short phrase: the search for it."""


class DraftReport(Struct, frozen=True, kw_only=True):
    """The report on a draft."""

    build: str
    """The build of the index that it was checked against."""
    name: str
    """The name of the draft."""
    outcomes: dict[str, int]
    """How many quotations had each outcome."""
    need_attention: int
    """How many quotations need attention."""
    notices: list[str]
    """What to know of the draft."""
    items: list[FindingItem]
    """Every quotation, in the order of the draft."""


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
