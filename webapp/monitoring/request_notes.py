"""What is noted of a request while it is answered: its id, its path, what answered it, and the search in it."""

from __future__ import annotations

import re
import secrets
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast
from urllib.parse import quote

from flask import g, has_request_context, request
from werkzeug.wrappers import Response

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

REQUEST_ID_HEADER = "X-Request-ID"
QUIET_KEY = "rapporteur.quiet"
"""In the environment of a request that the server makes to itself: it is neither logged nor counted."""
_NOTE_KEY = "rapporteur.request"
_PROXY_HEADERS = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_X_FORWARDED_HOST", "HTTP_VIA")
_SANE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")
_IN_PATHS = "/:@!$&'()*+,;=~"
_IN_QUERIES = f"{_IN_PATHS}?%[]"

current_id: ContextVar[str] = ContextVar("current_id", default="")
"""The id of the request that this thread answers, for what is logged meanwhile; it stays until the next request."""


@dataclass(frozen=True, slots=True)
class SearchNote:
    """A search that a reader or a program asked for: its words, and how many passages it found."""

    words: str
    found: int
    with_all_words: int
    narrowed: bool
    """Whether filters narrowed it, so that the words alone may well be in the papers."""


@dataclass(slots=True)
class RequestNote:
    """What is noted of a request. All its text is printable ASCII, whatever was sent, but for the words of a search."""

    id: str
    method: str
    path: str
    query: str
    peer: str
    """The address of whoever is connected, a reader or a proxy; it is never logged."""
    behind_proxy: bool
    """Whether a header says that a proxy has sent the request."""
    route: str = ""
    build: str = ""
    search: SearchNote | None = None


def begin_note(environ: WSGIEnvironment) -> RequestNote:
    """Return the note of a new request, and keep it in its environment.

    The id is that of the header X-Request-ID if it is one that is safe to repeat, else a new one.
    """
    asked = environ.get("HTTP_X_REQUEST_ID", "")
    own_id = asked if _SANE_ID.fullmatch(asked) else secrets.token_hex(8)
    current_id.set(own_id)
    path = environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")
    note = environ[_NOTE_KEY] = RequestNote(
        own_id,
        quote(environ.get("REQUEST_METHOD", ""), safe=""),
        quote(path.encode("latin-1", "replace"), safe=_IN_PATHS),
        quote(environ.get("QUERY_STRING", "").encode("latin-1", "replace"), safe=_IN_QUERIES),
        environ.get("REMOTE_ADDR", ""),
        any(name in environ for name in _PROXY_HEADERS),
    )
    return note


def note_answer(response: Response) -> Response:
    """Note the route and the build that answered the current request; return the response as it is."""
    if note := current_note():
        note.route = request.url_rule.rule if request.url_rule else ""
        note.build = g.get("build", "")
    return response


def note_search(search: SearchNote | None) -> None:
    """Note the search that the current request asks for; None is no search that counts."""
    if search and (note := current_note()):
        note.search = search


def current_note() -> RequestNote | None:
    """Return the note of the current request; None where there is no request, or none by way of a server."""
    return cast("RequestNote | None", request.environ.get(_NOTE_KEY)) if has_request_context() else None
