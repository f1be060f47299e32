"""The answers with static files, and where an application begins to compress."""

from __future__ import annotations

from flask import Flask, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from .compression import chosen_encoding, compress_answer
from .files import assets, encoded, static_versions


def add_assets(app: Flask) -> None:
    """Let an application that was made without a static folder answer with static files, and compress its answers.

    What runs after requests runs in the reverse order of registration: what decides on caching comes after this.
    """
    app.add_url_rule("/static/<path:filename>", endpoint="static", view_func=static_file)
    app.after_request(compress_answer)


def static_file(filename: str) -> Response:
    """Answer with a static file, compressed where that helps. Raise NotFound where there is none of this name."""
    asset = assets().get(filename)
    if asset is None:
        raise NotFound
    encoding = chosen_encoding(asset.encodings)
    response = Response(encoded(filename, encoding), content_type=asset.content_type)
    if asset.encodings:
        response.vary.add("Accept-Encoding")
    if encoding:
        response.headers["Content-Encoding"] = encoding
    response.set_etag("-".join(filter(None, (static_versions()[filename], encoding))))
    return response.make_conditional(request)
