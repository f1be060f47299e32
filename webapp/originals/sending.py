"""Sends the file of a paper as it is, so that nothing in it runs as a part of the site.

A PDF is shown by the browser, in a viewer of its own; plain texts are shown as text. Everything else, web pages above
all, is for saving: a page that somebody wrote elsewhere must not run here.
"""

from __future__ import annotations

from flask import request
from werkzeug.exceptions import RequestedRangeNotSatisfiable
from werkzeug.wrappers import Response
from werkzeug.wsgi import wrap_file

from indexer.originals.files import OpenOriginal

_BLOCK = 1 << 16
_FRAMES = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_POLICY = f"default-src 'none'; sandbox; {_FRAMES}"
_PDF_POLICY = f"default-src 'none'; style-src 'unsafe-inline'; {_FRAMES}"
"""Without a sandbox, in which some browsers open no viewer; that runs a PDF apart from the site in any case."""


def send_original(opened: OpenOriginal, digest: str, document_id: str, charset: str) -> Response:
    """Return the answer with a file, or with the part of it that was asked for; it closes the file.

    `charset` is the encoding of a text, empty where it is not known. Raise RequestedRangeNotSatisfiable for a part that
    the file does not have.
    """
    form = opened.form
    response = Response(wrap_file(request.environ, opened.file, _BLOCK), direct_passthrough=True)
    is_shown = form.is_pdf or form.is_plain
    media_type = "text/plain" if form.is_plain else form.media_type
    response.headers["Content-Type"] = f"{media_type}; charset={charset}" if form.is_plain and charset else media_type
    name = f"{document_id}{form.suffix}"
    response.headers.set("Content-Disposition", "inline" if is_shown else "attachment", filename=name)
    response.headers["Content-Security-Policy"] = _PDF_POLICY if form.is_pdf else _POLICY
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "no-cache"
    response.content_length = opened.size
    response.set_etag(digest)
    try:
        return response.make_conditional(request, accept_ranges=True, complete_length=opened.size)
    except RequestedRangeNotSatisfiable:
        opened.file.close()
        raise
