"""The problems that an operation can end in, and their form (RFC 9457): each has a code, a sentence and a remedy.

Which exception of the other rooms becomes which problem is decided in `webapp.failures`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import msgspec
from msgspec import UNSET, Struct, UnsetType

MEDIA_TYPE = "application/problem+json"
DOCUMENTED_AT = "/api/docs"

ProblemCode = Literal[
    "unknown_parameter",
    "invalid_parameter",
    "invalid_cursor",
    "bad_request",
    "forbidden",
    "unknown_address",
    "unknown_id",
    "method_not_allowed",
    "not_reproducible",
    "outdated_cursor",
    "gone",
    "too_large",
    "unfit_draft",
    "too_much_work",
    "too_many_requests",
    "removed",
    "internal",
    "unavailable",
]
PROBLEM_CODES: tuple[ProblemCode, ...] = get_args(ProblemCode)


@dataclass(frozen=True)
class ProblemFacts:
    """What is the same whenever a problem occurs."""

    status: int
    title: str
    remedy: str


PROBLEMS: dict[ProblemCode, ProblemFacts] = {
    "unknown_parameter": ProblemFacts(
        400, "Unknown parameter", "Check the name: the documentation of this resource lists its parameters."
    ),
    "invalid_parameter": ProblemFacts(
        400, "Invalid parameter", "Check the value: the documentation of this resource says what it can be."
    ),
    "invalid_cursor": ProblemFacts(
        404,
        "No such part of the list",
        "Follow the link “next” of an answer as it is, or begin without a cursor.",
    ),
    "bad_request": ProblemFacts(400, "Request not understood", "Check the request against the documentation."),
    "forbidden": ProblemFacts(
        403, "Refused to a page of another site", "Send the request from a program, or from a page of this site."
    ),
    "unknown_address": ProblemFacts(404, "No such resource", "Start from /api/v1, which links to all resources."),
    "unknown_id": ProblemFacts(404, "Nothing has this id", "Search for its words, or list the resource."),
    "method_not_allowed": ProblemFacts(405, "Method not allowed", "Use one of the methods in the header Allow."),
    "not_reproducible": ProblemFacts(
        409, "This cannot be counted again", "Ask for words, phrases, NEAR and filters, or search the live build."
    ),
    "outdated_cursor": ProblemFacts(
        410, "The index has changed", "Begin again without a cursor: the order of the list may have changed."
    ),
    "gone": ProblemFacts(410, "No longer in the papers", "Where “nearest” names a passage, look at that."),
    "too_large": ProblemFacts(413, "Draft too large", "Send the draft in parts."),
    "unfit_draft": ProblemFacts(422, "Draft not checked", "Send its text, or the file in another format."),
    "too_much_work": ProblemFacts(
        422, "Too much work", "Ask with fewer or rarer words, or choose a meeting or a year."
    ),
    "too_many_requests": ProblemFacts(
        429, "Too many requests", "Wait for the seconds in the header Retry-After, then try again."
    ),
    "removed": ProblemFacts(451, "Removed for good", "Its words are not kept; nothing can be asked of it."),
    "internal": ProblemFacts(
        500, "Something went wrong here", "Try again; if it fails again, tell the owner of the site the request id."
    ),
    "unavailable": ProblemFacts(
        503, "Not available now", "Wait for the seconds in the header Retry-After, then try again."
    ),
}


class ProblemDetails(Struct, frozen=True, kw_only=True):
    """Why a request was not answered, and what to do (RFC 9457)."""

    type: str
    """Address of the documentation of this kind of problem."""
    title: str
    """The kind of problem in words."""
    status: int
    """The HTTP status."""
    detail: str
    """What is wrong with this request."""
    code: ProblemCode
    """The kind of problem, for programs."""
    remedy: str
    """What to do."""
    request: str
    """The id of the request, which the owner of the site can find in the log."""
    parameter: str | UnsetType = UNSET
    """The name of the parameter that is wrong."""
    allowed: list[str] | UnsetType = UNSET
    """What can be given instead, the most similar first."""
    id: str | UnsetType = UNSET
    """Of something that is gone: its id."""
    text: str | UnsetType = UNSET
    """Of a passage that is gone: its words as they were cited."""
    until: str | UnsetType = UNSET
    """Of something that is gone: the time of the build in which it disappeared, UTC, ISO 8601."""
    nearest: str | UnsetType | None = UNSET
    """Of a passage that is gone: the id of the closest remaining passage."""
    reason: str | UnsetType = UNSET
    """Of something that was removed: the reason."""
    date: str | UnsetType = UNSET
    """Of something that was removed: the day, ISO 8601."""


class ApiProblem(Exception):
    """A request of the API that is not answered; the subclasses say why."""

    code: ProblemCode = "bad_request"
    retry_after = 0
    """After how many seconds to try again, where that helps."""

    def __init__(
        self, detail: str, *, remedy: str = "", parameter: str | UnsetType = UNSET, allowed: Sequence[str] = ()
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.remedy = remedy or PROBLEMS[self.code].remedy
        self.parameter = parameter
        self.allowed = list(allowed) or UNSET


class UnknownParameter(ApiProblem):
    """A request has a parameter that its resource does not know."""

    code = "unknown_parameter"


class InvalidParameter(ApiProblem):
    """A parameter has a value that it cannot have."""

    code = "invalid_parameter"


class InvalidCursor(ApiProblem):
    """A cursor is none of this list."""

    code = "invalid_cursor"


class OutdatedCursor(ApiProblem):
    """A cursor is of another build, whose order may have been another."""

    code = "outdated_cursor"


def placed_remedy(remedy: str, base: str) -> str:
    """Return a remedy whose addresses of the API are below the base path of the site."""
    return remedy.replace("/api/v1", f"{base}/api/v1")


def problem_of(
    code: ProblemCode,
    detail: str,
    documentation: str,
    request_id: str,
    remedy: str = "",
    **more: str | list[str] | UnsetType | None,
) -> ProblemDetails:
    """Return a problem; `documentation` is the address of the page that explains problems."""
    kind = PROBLEMS[code]
    facts = {
        "type": f"{documentation}#{code}",
        "title": kind.title,
        "status": kind.status,
        "detail": detail,
        "code": code,
        "remedy": remedy or kind.remedy,
        "request": request_id,
        **{name: value for name, value in more.items() if value is not UNSET},
    }
    return msgspec.convert(facts, ProblemDetails)
