"""The WSGI layer around the site that notes each request, gives it an id, and tells of it when it has been answered."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from .log_lines import ANSWER_ATTRIBUTE, REQUESTS_LOGGER, AnsweredRequest
from .request_notes import QUIET_KEY, REQUEST_ID_HEADER, RequestNote, begin_note

if TYPE_CHECKING:
    from types import TracebackType

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

    WriteBody = Callable[[bytes], object]
    ExceptionTriple = tuple[type[BaseException], BaseException, TracebackType]

_log = logging.getLogger(REQUESTS_LOGGER)
_TICKET = "<ticket>"  # part of a route: whoever knows it may read what it stands for, so it is never logged

Listener = Callable[[AnsweredRequest], object]


class RequestLog:
    """Wraps an application: each request is logged and told to the listeners once its last byte is handed over."""

    def __init__(self, application: WSGIApplication, *, with_query: bool, listeners: Iterable[Listener] = ()) -> None:
        """`with_query` has the query of each address logged, and so the words that readers search for."""
        self._application = application
        self._with_query = with_query
        self._listeners = tuple(listeners)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        answer = _Answer(begin_note(environ), start_response)
        if environ.get(QUIET_KEY):
            return self._application(environ, start_response)
        body = self._application(environ, answer.start)
        wrapper: object = environ.get("wsgi.file_wrapper")
        if isinstance(wrapper, type) and isinstance(body, wrapper):  # a server sends a file best by itself
            answer.length = answer.announced
            self._tell(answer)
            return body
        return _CountedBody(body, answer, self._tell)

    def _tell(self, answer: _Answer) -> None:
        note = answer.note
        path = note.route if _TICKET in note.route else note.path
        path = f"{path}?{note.query}" if self._with_query and note.query else path
        took = (time.perf_counter() - answer.began) * 1000
        told = AnsweredRequest(note, path, answer.status, took, answer.length)
        if _log.isEnabledFor(logging.INFO):
            _log.info("request", extra={ANSWER_ATTRIBUTE: told})
        for listener in self._listeners:
            listener(told)


class _Answer:
    """An answer while it is being made: its status, and the bytes that were handed over."""

    __slots__ = ("_start_response", "announced", "began", "length", "note", "status")

    def __init__(self, note: RequestNote, start_response: StartResponse) -> None:
        self.note = note
        self.began = time.perf_counter()
        self.status = 0
        self.length = 0
        self.announced = 0
        self._start_response = start_response

    def start(self, status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> WriteBody:
        """Note the status, and add the id of the request to the headers."""
        self.status = int(status[:3])
        self.announced = next((int(value) for name, value in headers if name.lower() == "content-length"), 0)
        return self._start_response(status, [*headers, (REQUEST_ID_HEADER, self.note.id)], exc_info)


class _CountedBody:
    """The body of an answer; the request is told when it is closed, as WSGI asks of every server."""

    __slots__ = ("_answer", "_body", "_tell")

    def __init__(self, body: Iterable[bytes], answer: _Answer, tell: Callable[[_Answer], None]) -> None:
        self._body = body
        self._answer = answer
        self._tell = tell

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._body:
            self._answer.length += len(piece)
            yield piece

    def close(self) -> None:
        """Close the body, and tell of the request."""
        try:
            if close := getattr(self._body, "close", None):
                close()
        finally:
            self._tell(self._answer)
