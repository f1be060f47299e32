"""Refuses clients that ask too often, before anything is done for them.

How requests are counted belongs to `serving.rates`, and what a refusal looks like to `failures`.
"""

from __future__ import annotations

from flask import request
from werkzeug.exceptions import TooManyRequests

from webapp.address import urls
from webapp.api.contract.operation import api_path
from webapp.desks.desk import ENVIRON_KEY
from webapp.serving.clients import client_of
from webapp.serving.rates import CountedRequest

from .site import site

_FREE = frozenset({"/healthz", "/readyz", "/metrics"})
"""What monitors ask for; it costs nothing."""

_DRAFTS = frozenset({urls.VERIFY, api_path("verify")})


def refuse_too_many() -> None:
    """Raise TooManyRequests when the client of the request has asked too often."""
    if request.endpoint == "static" or request.path in _FREE or ENVIRON_KEY in request.environ:
        return
    _count("draft" if request.method == "POST" and request.path in _DRAFTS else "page")


def refuse_too_many_pictures() -> None:
    """Raise TooManyRequests when the client of the request has had too many pages drawn."""
    _count("picture")


def _count(counted: CountedRequest) -> None:
    limiter = site().rate_limiter
    address = request.remote_addr or ""
    client = client_of(address) or (address if limiter.rates.counts_own_machine else "")
    if seconds := limiter.seconds_to_wait(client, counted):
        raise TooManyRequests(retry_after=seconds)
