"""Puts the site together: configuration in, application out, with the headers every answer carries.

Which page answers which address stands in each room's `routes` and in `api`; `failures` says what went wrong.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from urllib.parse import quote

from flask import Flask, g, redirect, request
from jinja2 import StrictUndefined
from werkzeug.wrappers import Response

from indexer.quotes.draft_files import DRAFT_LIMITS
from indexer.readers.limits import Limits
from webapp.basket.cookie import current_path, own_basket
from webapp.basket.routes import basket_pages
from webapp.browse.routes import browse_pages
from webapp.charts import tabs
from webapp.charts.routes import chart_pages
from webapp.operations.routes import operations_pages
from webapp.reading.routes import reading_pages
from webapp.search.routes import search_pages
from webapp.shared import labels
from webapp.verify.routes import verify_pages

from . import failures
from .api import api
from .site import EXTENSION_KEY, Clock, Site, current_lists, site_version, static_versions, utc_now

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_FOREVER = "public, max-age=31536000, immutable"


def create_app(
    index_dir: Path, public_url: str | None = None, clock: Clock = utc_now, drafts: Limits = DRAFT_LIMITS
) -> Flask:
    """Make the site for an index folder, which may still be empty; ValueError for a `public_url` unfit to use.

    The clock tells on which day a passage was looked at; `drafts` is what a draft may cost that is to be checked.
    """
    app = Flask(__name__)
    app.extensions[EXTENSION_KEY] = Site(index_dir, public_url, clock, drafts)
    app.config["MAX_CONTENT_LENGTH"] = 64 * 1024
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # the default provider has it, its protocol has not
    app.json.sort_keys = False  # type: ignore[attr-defined]  # the order of the design's shape is kept
    app.url_map.strict_slashes = False
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(static=_static, counted=labels.counted, lists=current_lists, ways=tabs.result_tabs)
    app.jinja_env.globals.update(own_basket=own_basket, here=current_path)
    for room in (
        browse_pages,
        search_pages,
        reading_pages,
        chart_pages,
        basket_pages,
        verify_pages,
        operations_pages,
        api,
    ):
        app.register_blueprint(room)
    app.before_request(_one_address)
    app.after_request(_finish)
    failures.register_error_handlers(app)
    return app


def _static(name: str) -> str:
    """The address of a static file, which changes when its content does."""
    return f"/static/{name}?v={static_versions()[name]}"


def _one_address() -> Response | None:
    """Send an address with a slash too many to the page's one address."""
    if request.path == "/" or not request.path.endswith("/") or request.routing_exception:
        return None
    query = request.query_string.decode("ascii", "replace")
    return redirect("/" + quote(request.path.strip("/")) + (f"?{query}" if query else ""), 301)


def _finish(response: Response) -> Response:
    """Add the headers that every answer carries, and say how long it may be kept."""
    response.headers.extend({name: value for name, value in _HEADERS.items() if name not in response.headers})
    if "kept" in g:
        response.vary.add("Cookie")
    if request.endpoint == "static":
        current = static_versions().get((request.view_args or {}).get("filename", ""))
        response.headers["Cache-Control"] = _FOREVER if request.args.get("v") == current else "no-cache"
    elif response.status_code == 200 and "build" in g and request.method != "POST":
        response.headers["Cache-Control"] = "no-cache"
        response.set_etag(_tag(), weak=True)
        response.make_conditional(request)
    else:
        response.headers.setdefault("Cache-Control", "no-store" if response.status_code >= 400 else "no-cache")
    return response


def _tag() -> str:
    """What a page depends on, hashed: build, edition of the site, address, and day and basket where it shows them."""
    text = "\n".join((g.build, site_version(), request.url, g.get("day", ""), g.get("kept", "")))
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:24]
