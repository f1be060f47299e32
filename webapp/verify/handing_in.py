"""Hands the draft in the current request in at a desk: its body goes into a file, and is read there only."""

from __future__ import annotations

import shutil
import tempfile
from typing import IO

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge

from webapp.desks.messages import Refused
from webapp.serving.clients import client_of
from webapp.site import site

from .checking import FORM_OVERHEAD

BUSY_SECONDS = 60
"""After which a refused reader may try again."""
_COPIED = 1 << 18  # bytes at a time


def hand_in() -> str | Refused:
    """Hand the current request in, and return the ticket of its report. Raise RequestEntityTooLarge."""
    with _received_body() as body:
        environ = {key: value for key, value in request.environ.items() if isinstance(value, str)}
        return site().desks.hand_in(environ, body, client_of(request.remote_addr))


def _received_body() -> IO[bytes]:
    """Return a file without a name that has the body of the request. Raise RequestEntityTooLarge."""
    most = site().draft_limits.bytes + FORM_OVERHEAD
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
