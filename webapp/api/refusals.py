"""Answers requests of version 1 that fail: as a problem (RFC 9457), or as a redirect to what took the place of an id.

Which exception leads here is decided in `webapp.failures`.
"""

from __future__ import annotations

from urllib.parse import quote

import msgspec
from flask import make_response, request
from msgspec import UnsetType
from werkzeug.wrappers import Response

from indexer.errors import UnknownId
from indexer.redactions.records import Removal
from indexer.registry.resolve import Resolution
from indexer.registry.rows import parse_version
from indexer.store.history import Former, Successor
from indexer.store.library import Library
from webapp.address import urls
from webapp.monitoring.request_notes import current_id
from webapp.reading import cited
from webapp.site import absolute_url, site

from .contract.operation import API_PATH, api_path
from .contract.problems import DOCUMENTED_AT, MEDIA_TYPE, PROBLEMS, ApiProblem, ProblemCode, placed_remedy, problem_of

_CODES: dict[int, ProblemCode] = {
    400: "bad_request",
    403: "forbidden",
    404: "unknown_address",
    405: "method_not_allowed",
    410: "gone",
    413: "too_large",
    422: "too_much_work",
    429: "too_many_requests",
    451: "removed",
    503: "unavailable",
}
_COLLECTIONS = {"meeting": "meetings", "document": "documents", "person": "people"}


def is_of_api() -> bool:
    """Return whether the current request is of version 1 of the API."""
    return request.path == API_PATH or request.path.startswith(f"{API_PATH}/")


def refusal(status: int, detail: str) -> Response:
    """Return the problem of a status."""
    code = _CODES.get(status, "internal")
    return problem_response(code, "There is nothing at this address." if code == "unknown_address" else detail)


def refusal_of(problem: ApiProblem) -> Response:
    """Return the answer to a request with a mistake in it."""
    response = problem_response(
        problem.code, problem.detail, problem.remedy, parameter=problem.parameter, allowed=problem.allowed
    )
    if problem.retry_after:
        response.headers["Retry-After"] = str(problem.retry_after)
    return response


def problem_response(
    code: ProblemCode, detail: str, remedy: str = "", **more: str | list[str] | UnsetType | None
) -> Response:
    """Return a problem as a response."""
    shown = placed_remedy(remedy or PROBLEMS[code].remedy, site().base)
    problem = problem_of(code, detail, absolute_url(DOCUMENTED_AT), current_id.get(), shown, **more)
    response: Response = make_response(msgspec.json.encode(problem) + b"\n", problem.status)
    response.content_type = MEDIA_TYPE
    return response


def refusal_of_id(library: Library, error: UnknownId) -> Response:
    """Answer for an id that is unknown today: it never was, it is gone, or something else took its place."""
    if error.kind == "passage":
        version = parse_version(request.args.get(urls.VERSION_ARGUMENT, ""))
        return _of_passage(library.resolve(error.wanted_id, version), error)
    if removal := cited.find_removal(library, error):
        return problem_response(
            "removed", removal.sentence, id=error.wanted_id, reason=removal.reason, date=removal.date
        )
    former = cited.find_former(library, error)
    if former and former.became:
        return _redirect(_successor_path(former, former.became))
    if former:
        return problem_response("gone", cited.former_message(former), id=former.id, until=former.until)
    return problem_response("unknown_id", str(error))


def _removed(wanted_id: str, removal: Removal) -> Response:
    return problem_response("removed", removal.sentence, id=wanted_id, reason=removal.reason, date=removal.date)


def _of_passage(resolution: Resolution, error: UnknownId) -> Response:
    row, wording, removal = resolution.row, resolution.cited, resolution.removal
    if row and removal:
        return _removed(row.id, removal)
    if row is None or wording is None:
        return problem_response("unknown_id", str(error))
    if resolution.state == "merged" and resolution.target:
        arguments = {**request.args.to_dict(), urls.MERGED_FROM_ARGUMENT: row.id}
        path = _same_path({"passage": resolution.target.id})
        # Only the passage itself takes the version and the cited passage.
        return _redirect(urls.with_arguments(path, arguments) if path.count("/") == _DEPTH_OF_PASSAGE else path)
    return problem_response(
        "gone",
        "This passage is no longer in the papers.",
        id=row.id,
        text=wording.text,
        until=row.last,
        nearest=resolution.nearest.id if resolution.nearest else None,
    )


_DEPTH_OF_PASSAGE = f"{API_PATH}/passages/ID".count("/")


def _successor_path(former: Former, successor: Successor) -> str:
    """Return the path of what took the place of something: with what was asked of it where both are of a kind."""
    meeting, _, session = successor.id.partition("/")
    if successor.kind == "session":
        return _same_path({"meeting": meeting, "session": session})
    if successor.kind == former.kind and not (former.kind == "meeting" and "session" in (request.view_args or {})):
        return _same_path({former.kind: successor.id})
    return api_path(_COLLECTIONS[successor.kind], successor.id)


def _same_path(ids: dict[str, str]) -> str:
    """Return the path of the current request with other ids in it."""
    path = request.url_rule.rule if request.url_rule else API_PATH
    for name, value in {**(request.view_args or {}), **ids}.items():
        path = path.replace(f"<{name}>", quote(str(value), safe=""))
    return path


def _redirect(path: str) -> Response:
    """Return a redirect without a body."""
    response: Response = make_response(b"", 301)
    response.headers["Location"] = path
    del response.headers["Content-Type"]
    return response
