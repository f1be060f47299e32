"""Error responses: a page that tells the reader what to do, or JSON below /api and for cards.

The only place where an exception becomes a status code.
"""

from __future__ import annotations

from urllib.parse import quote, urlencode

from flask import Flask, current_app, jsonify, redirect, render_template, request
from werkzeug.exceptions import HTTPException, TooManyRequests
from werkzeug.wrappers import Response

from indexer.errors import (
    UNKNOWN_ID_TEXT,
    CatalogueUnavailable,
    EngineUnavailable,
    IdKind,
    IndexDamaged,
    IndexMissing,
    IndexOutdated,
    QueryRefused,
    RapporteurError,
    UnknownId,
)
from indexer.links.mending import mended_pairs, mended_path
from indexer.redactions.records import RedactedKind
from indexer.speech.marking import marked
from indexer.speech.translation import gettext
from indexer.store.builds import DAMAGE_SIGNS
from indexer.store.history import FormerKind, Successor
from indexer.text.plurals import plural
from webapp.address import urls
from webapp.address.urls import Link
from webapp.api import refusals
from webapp.api.contract.operation import DOCS_PATH
from webapp.api.contract.problems import ApiProblem
from webapp.basket.token import BasketDamaged
from webapp.charts.concordance import TooLongToSort
from webapp.desks.desk import ENVIRON_KEY
from webapp.monitoring.request_notes import current_id
from webapp.operations.oembed import CardRefused, is_of_cards, refused_card
from webapp.reading import cited
from webapp.shared.basket_item import BasketFull
from webapp.shared.evidence_files import UnknownFormat
from webapp.shared.labels import day_of_timestamp

from .site import DownloadsBusy, absolute_url, current_library, site

_TITLES = {
    400: marked("Bad request"),
    403: marked("This form came from another site"),
    404: marked("Page not found"),
    405: marked("This page is read-only"),
    409: marked("The passage has changed"),
    410: marked("No longer in the papers"),
    422: marked("This search is too large to export"),
    429: marked("Too many requests"),
    451: marked("Removed"),
    500: marked("Something went wrong"),
    503: marked("Nothing to search yet"),
}
_ADVICE = {
    400: marked("The address or form is damaged. Try a search instead."),
    403: marked("Nothing was changed. Open the page on this site and send the form again."),
    404: marked("Check the address, or search for words from the passage."),
    405: marked("Open this address in a browser, or send a GET request."),
    409: marked("Reload the page to see its current wording."),
    422: marked(
        "Some passages would be missing. Try fewer or rarer words, or filter by meeting or year, then export again."
    ),
    429: marked("Too many requests came from your address in a short time. Try again later."),
    500: marked("This is our fault and has been logged. Try again, or try another search."),
    503: marked("Try again once the index has been built."),
}
_CODES = {
    400: "bad_request",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    409: "changed",
    410: "gone",
    422: "too_much_work",
    429: "too_many_requests",
    451: "redacted",
    500: "internal",
    501: "not_offered",
    503: "no_index",
}
_INDEX_TITLES = {
    IndexMissing: _TITLES[503],
    IndexDamaged: marked("The index is damaged"),
    IndexOutdated: marked("The index has to be rebuilt"),
}

_CATALOGUE_TITLE = marked("The papers cannot be read at the moment")
_CATALOGUE_ADVICE = marked("The server that keeps them does not answer. Try again in a few minutes.")
_CATALOGUE_SECONDS = 30

_NEARLY_AN_HOUR = 45 * 60  # seconds
_REMOVED_TITLES: dict[RedactedKind, str] = {
    "passage": marked("This passage was removed"),
    "document": marked("This paper was removed"),
}
_FORMER_TITLES: dict[FormerKind, str] = {
    "document": marked("This paper is no longer in the collection"),
    "meeting": marked("This meeting is no longer in the papers"),
    "session": marked("This session is no longer in the papers"),
    "person": marked("This person is no longer in the papers"),
}
_UNKNOWN_TITLES: dict[IdKind, str] = {
    "passage": marked("Passage not found"),
    "document": marked("Paper not found"),
    "meeting": marked("Meeting not found"),
    "session": marked("Session not found"),
    "person": marked("Person not found"),
    "organisation": marked("Organisation not found"),
    "country": marked("Country not found"),
}


def register_error_handlers(app: Flask) -> None:
    """Register a handler for every kind of error."""
    app.register_error_handler(UnknownId, _unknown_id)
    app.register_error_handler(ApiProblem, refusals.refusal_of)
    app.register_error_handler(BasketDamaged, _basket_damaged)
    app.register_error_handler(BasketFull, _basket_full)
    app.register_error_handler(DownloadsBusy, _downloads_busy)
    for kind in (IndexMissing, IndexDamaged, IndexOutdated):
        app.register_error_handler(kind, _no_usable_index)
    app.register_error_handler(EngineUnavailable, _engine_unavailable)
    app.register_error_handler(QueryRefused, _query_refused)
    app.register_error_handler(CatalogueUnavailable, _catalogue_unavailable)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _internal_error)


def failure_response(status: int, message: str = "", title: str = "", remedy: Link | None = None) -> Response:
    """Return the response for a status: JSON below /api, elsewhere a page with a search box and an optional link.

    The message and the text of the link are as they are shown; the title is a message that is translated here.
    """
    text = message or gettext(_ADVICE.get(status, marked("Try a search instead.")))
    if refusals.is_of_api():
        return refusals.refusal(status, text)
    error = {"code": _CODES.get(status, "error"), "message": text, "request": current_id.get()}
    if is_of_cards():
        return refused_card(status, error)
    if _is_below_api(request.path) or _wants_json():
        response: Response = jsonify(error=error)
    else:
        heading = gettext(title or _TITLES.get(status, _TITLES[500]))
        page = render_template(
            "shared/failure.html",
            status=status,
            heading=heading,
            text=text,
            remedy=remedy,
            request_id=current_id.get(),
        )
        response = current_app.make_response(page)
    response.status_code = status
    return response


def _is_below_api(path: str) -> bool:
    """Return whether an address is for programs: below /api, but for the pages of its documentation."""
    return path == "/api" or (path.startswith("/api/") and not f"{path}/".startswith(f"{DOCS_PATH}/"))


def _wants_json() -> bool:
    """Return whether a script submitted one of our forms and expects JSON."""
    return request.method == "POST" and request.accept_mimetypes.best == "application/json"


def _unknown_id(error: UnknownId) -> Response:
    """Answer an unknown id: redirect to its successor, or show what is known of it."""
    with current_library() as library:
        if refusals.is_of_api():
            return refusals.refusal_of_id(library, error)
        removal = cited.find_removal(library, error)
        former = cited.find_former(library, error)
        if former is None and (meant := _meant_address()) and cited.is_known(library, meant[0], error.kind):
            return redirect(meant[1], 301)
        remedy = _remedy_of(error.kind) or cited.meeting_of_session(library, error)
    if removal:
        day = day_of_timestamp(removal.date)
        text = gettext("Removed on %(day)s. Its words were deleted. Reason: %(reason)s", day=day, reason=removal.reason)
        return failure_response(451, text, _REMOVED_TITLES[removal.kind])
    if former and former.became:
        return redirect(_address_of(former.became), 301)
    if former:
        return failure_response(410, cited.former_message(former), _FORMER_TITLES[former.kind], remedy)
    text = gettext(UNKNOWN_ID_TEXT[error.kind], id=error.wanted_id)
    return failure_response(404, text, _UNKNOWN_TITLES[error.kind], remedy)


def _address_of(successor: Successor) -> str:
    """Return where a request finds what took the place of something: its page, or for a card the card of that."""
    path = cited.successor_path(successor)
    return urls.with_arguments(urls.OEMBED, {**request.args, "url": absolute_url(path)}) if is_of_cards() else path


def _remedy_of(kind: IdKind) -> Link | None:
    """Return the list in which a name can be looked for; None for what is not listed."""
    match kind:
        case "person":
            return Link(gettext("See all people"), urls.PEOPLE)
        case "organisation":
            return Link(gettext("See all organisations"), urls.ORGANISATIONS)
        case "country":
            return Link(gettext("See all countries"), urls.COUNTRIES)
        case _:
            return None


def _meant_address() -> tuple[str, str] | None:
    """Return the path of the request without the punctuation of a text around it, and with its arguments.

    Return None when there is no such punctuation, or nothing else.
    """
    path, added = mended_path(request.path)
    is_read = request.method in {"GET", "HEAD"} and not refusals.is_of_api()
    if not is_read or path in {request.path, ""} or path.endswith("/"):
        return None
    arguments = urlencode(mended_pairs((*added, *request.args.items(multi=True))))
    return path, quote(path) + (f"?{arguments}" if arguments else "")


def _basket_link() -> Link:
    return Link(gettext("Open my basket"), urls.BASKET)


def _basket_damaged(error: BasketDamaged) -> Response:
    """Answer a link or form that contains no valid basket."""
    return failure_response(400, str(error), marked("This basket link is damaged"), _basket_link())


def _basket_full(error: BasketFull) -> Response:
    """Answer an addition that would exceed the size of a basket; nothing was changed."""
    return failure_response(409, str(error), marked("Your basket is full"), _basket_link())


def _downloads_busy(_error: DownloadsBusy) -> Response:
    """Answer a download of all results while others are being sent."""
    text = gettext("Several downloads are being sent at the moment. Try again in half a minute.")
    response = failure_response(503, text, marked("Too many downloads at once"))
    response.headers["Retry-After"] = "30"
    return response


def _advice_of(error: HTTPException) -> str:
    """Return what an error says to do; empty where it says no more than its status."""
    if isinstance(error, UnknownFormat):
        return gettext(
            "There is no “%(suffix)s” file here. These are offered: %(offered)s.",
            suffix=error.suffix,
            offered=gettext(", ").join(error.offered),
        )
    return error.advice if isinstance(error, TooLongToSort | CardRefused) else ""


def _no_usable_index(error: Exception) -> Response:
    """Answer a request while there is no index, or none that opens; the message says what to do."""
    title = next((title for kind, title in _INDEX_TITLES.items() if isinstance(error, kind)), _TITLES[503])
    response = failure_response(503, str(error), title)
    response.headers["Retry-After"] = "30"
    return response


def _engine_unavailable(error: EngineUnavailable) -> Response:
    """Answer a request for which the machines that search could not be asked: what is wrong there is for the log."""
    current_app.logger.error("Unanswered request: %s. %s", quote(request.path), error)
    text = gettext("Searching does not work at the moment. Try again in a minute.")
    response = failure_response(503, text, marked("Search is not available"))
    response.headers["Retry-After"] = "30"
    return response


def _query_refused(error: QueryRefused) -> Response:
    """Answer a query that cannot be answered exactly."""
    return failure_response(
        422, f"{gettext(error.problem)} {gettext(error.remedy)}", marked("This search is too large")
    )


def _http_error(error: HTTPException) -> Response:
    """Answer an error raised by Flask; redirects and headers pass through."""
    if error.code is None or error.code < 400:
        return error.get_response()
    if error.code == 404 and (meant := _meant_address()) and _leads_somewhere(meant[0]):
        return redirect(meant[1], 301)
    if isinstance(error, TooManyRequests) and isinstance(error.retry_after, int):
        response = failure_response(429, _wait_message(error.retry_after))
        response.headers["Retry-After"] = str(error.retry_after)
        return response
    response = failure_response(error.code, _advice_of(error))
    if error.code == 405:
        allowed = set(getattr(error, "valid_methods", None) or ()) - {"OPTIONS"}
        response.headers["Allow"] = ", ".join(sorted(allowed or {"GET", "HEAD"}))
    return response


def _wait_message(seconds: int) -> str:
    """Return what to do about too many requests, with the time in the unit that people would use."""
    if seconds < 60:
        return plural(
            "Too many requests came from your address in a short time. Try again in %(num)s second.",
            "Too many requests came from your address in a short time. Try again in %(num)s seconds.",
            seconds,
        )
    if seconds < _NEARLY_AN_HOUR:
        return plural(
            "Too many requests came from your address in a short time. Try again in about a minute.",
            "Too many requests came from your address in a short time. Try again in about %(num)s minutes.",
            round(seconds / 60),
        )
    return plural(
        "Too many requests came from your address in a short time. Try again in about an hour.",
        "Too many requests came from your address in a short time. Try again in about %(num)s hours.",
        max(1, round(seconds / 3600)),
    )


def _has_page(path: str) -> bool:
    """Return whether the site has pages of this kind."""
    adapter = current_app.create_url_adapter(request)
    return adapter is not None and adapter.test(path, "GET")


def _leads_somewhere(path: str) -> bool:
    """Return whether the site has pages of this kind, and an id in the address is known."""
    if not _has_page(path) or cited.kind_in(path) is None:
        return _has_page(path)
    with current_library() as library:
        return cited.is_known(library, path)


def _internal_error(error: Exception) -> Response:
    """Log an unexpected error and answer it with a short message; that the index is damaged, where this explains it."""
    if isinstance(error, MemoryError) and ENVIRON_KEY in request.environ:
        raise error  # the desk ends, and says so
    damage = _damage() if isinstance(error, DAMAGE_SIGNS) else None
    if damage:
        current_app.logger.error("Unanswered request: %s. %s", quote(request.path), damage)
        return _no_usable_index(damage)
    current_app.logger.exception("Unanswered request: %s", quote(request.path), exc_info=error)
    return failure_response(500)


def _catalogue_unavailable(error: CatalogueUnavailable) -> Response:
    """Ask readers to come back; what is wrong, and where, is for the log and for `/readyz`."""
    current_app.logger.error("%s", error)
    response = failure_response(503, gettext(_CATALOGUE_ADVICE), _CATALOGUE_TITLE)
    response.headers["Retry-After"] = str(_CATALOGUE_SECONDS)
    return response


def _damage() -> IndexDamaged | None:
    try:
        return site().builds.damage()
    except RapporteurError:  # the next request is answered with this
        return None
