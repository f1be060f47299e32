"""The application factory: it takes the configuration, registers the blueprints and sets the headers of every response.

The routes are in the blueprints; error responses are in `failures`.
"""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import cast
from urllib.parse import quote

from flask import Flask, g, make_response, redirect, request
from jinja2 import StrictUndefined
from werkzeug.exceptions import Forbidden
from werkzeug.wrappers import Response

from indexer.disk.hashing import sha256_hex
from indexer.quotes.draft_files import DRAFT_LIMITS
from indexer.readers.limits import Limits
from indexer.speech.translation import current_speech
from indexer.store.redacted import live_redactions
from webapp.access.gate import Gate, check_base
from webapp.access.headers import KEPT_FOR_GOOD, keep_private, set_security_headers
from webapp.access.origins import is_cross_site
from webapp.access.placing import place_addresses
from webapp.access.proxies import TrustedProxies
from webapp.access.returning import current_path
from webapp.api.routes import api_pages
from webapp.assets.files import static_versions
from webapp.assets.serving import add_assets
from webapp.basket.cookie import own_basket
from webapp.basket.routes import basket_pages
from webapp.browse.routes import browse_pages
from webapp.charts import tabs
from webapp.charts.routes import chart_pages
from webapp.corrections.routes import correction_pages
from webapp.desks.desk import EDITION_KEY
from webapp.desks.desks import Desks
from webapp.desks.limits import DeskLimits, desk_limits
from webapp.downloads.papers import paper_files
from webapp.downloads.routes import download_pages
from webapp.feeds.routes import feed_pages
from webapp.languages.chooser import language_pages, page_language
from webapp.languages.in_templates import add_messages
from webapp.languages.request_language import begin_language, end_language, wished_language
from webapp.monitoring.figures import FIGURES_KEY, Figures
from webapp.monitoring.request_log import Listener, RequestLog
from webapp.monitoring.request_notes import note_answer
from webapp.monitoring.unanswered import UnansweredSearches
from webapp.operations.figures import state_of
from webapp.operations.routes import operations_pages
from webapp.originals.routes import original_pages
from webapp.originals.showing import ORIGINALS_KEY, ShownOriginals
from webapp.reading.routes import reading_pages
from webapp.search.routes import search_pages
from webapp.settings.table import Settings
from webapp.shared.appearance import appearance_of
from webapp.shared.formats import CITE_STYLE, DEFAULT_STYLE, style_names
from webapp.shared.models import symbol_url
from webapp.translations.catalogues import LANGUAGES
from webapp.verify.routes import verify_pages

from . import failures
from .rates import refuse_too_many
from .site import (
    EXTENSION_KEY,
    Clock,
    Site,
    absolute_url,
    current_lists,
    is_cut,
    is_partial,
    site,
    site_version,
    utc_now,
)
from .templating import Templates

_HOST_REMEDY = "Administrators can allow this name with --allowed-host NAME or --public-url."
_BLUEPRINTS = (
    browse_pages,
    search_pages,
    download_pages,
    reading_pages,
    chart_pages,
    basket_pages,
    verify_pages,
    correction_pages,
    feed_pages,
    operations_pages,
    api_pages,
    original_pages,
    language_pages,
)
_ANSWER_ANY_HOST = frozenset({"/healthz", "/readyz"})
"""Asked for by monitors, under any name that leads here; they say nothing of the papers."""


def create_app(
    index_dir: Path,
    public_url: str | None = None,
    clock: Clock = utc_now,
    drafts: Limits = DRAFT_LIMITS,
    desks: DeskLimits | None = None,
) -> Flask:
    """Return the site for an index folder, which may still be empty, with the default of every other setting.

    `clock` returns the current time, `drafts` limits the size of a draft to be checked, and `desks` what checking may
    cost. Raise ValueError when `public_url` is unfit.
    """
    return make_site(Settings(index_dir=index_dir, public_url=public_url), clock, drafts, desks)


def make_site(
    settings: Settings, clock: Clock = utc_now, drafts: Limits | None = None, desks: DeskLimits | None = None
) -> Flask:
    """Return the site of some settings; `drafts` and `desks` limit drafts further than the settings do.

    Raise ValueError when the public URL is unfit.
    """
    app = Flask(__name__, static_folder=None)
    at_desks = Desks(partial(make_site, settings, drafts=drafts, desks=desks), desks or desk_limits(settings))
    this_site = Site(settings, at_desks, clock, drafts)
    app.extensions[EXTENSION_KEY] = this_site
    app.extensions[ORIGINALS_KEY] = ShownOriginals(settings)
    app.config["MAX_CONTENT_LENGTH"] = 64 * 1024
    app.config["PREFERRED_URL_SCHEME"] = "https" if this_site.is_https else "http"
    app.url_map.strict_slashes = False
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False
    _set_up_templates(app, settings)
    add_assets(app)
    for blueprint in _BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.before_request(begin_language)
    app.before_request(_refuse_foreign_host)
    app.before_request(_refuse_cross_site)
    app.before_request(refuse_too_many)
    app.before_request(_redirect_trailing_slash)
    app.after_request(_set_headers)
    app.teardown_request(end_language)
    failures.register_error_handlers(app)
    check_base(this_site.base, (rule.rule for rule in app.url_map.iter_rules()), LANGUAGES)
    place_addresses(app, this_site.base)
    proxies = TrustedProxies(settings.trusted_proxy)
    app.wsgi_app = Gate(app.wsgi_app, proxies, this_site.base, LANGUAGES)  # type: ignore[method-assign]  # as Flask advises
    app.extensions[EDITION_KEY] = partial(live_redactions, settings.index_dir)
    _monitor(app)
    return app


def _set_up_templates(app: Flask, settings: Settings) -> None:
    """Give the templates of a site their functions and the names of its owner."""
    app.jinja_environment = Templates
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(static=_static_url, navigation_lists=current_lists, tab_links=tabs.result_tabs)
    app.jinja_env.globals.update(paper_files=paper_files)
    app.jinja_env.globals.update(style_names=style_names, cite_style=CITE_STYLE, default_style=DEFAULT_STYLE)
    app.jinja_env.globals.update(
        own_basket=own_basket,
        current_path=current_path,
        absolute_url=absolute_url,
        is_cut=is_cut,
        appearance=appearance_of(settings),
        symbol_url=partial(symbol_url, settings.symbol_link),
    )
    add_messages(cast(Templates, app.jinja_env))
    app.jinja_env.globals["edition"] = False  # a static edition has templates leave out what needs the server


def _monitor(app: Flask) -> None:
    """Log and count every request to a site."""
    state: Site = app.extensions[EXTENSION_KEY]
    figures = app.extensions[FIGURES_KEY] = Figures(state_of(state))
    app.after_request(note_answer)
    listeners: list[Listener] = [figures.count]
    if state.settings.keep_unanswered:
        listeners.append(UnansweredSearches(state.settings.index_dir, state.clock).keep)
    log = RequestLog(app.wsgi_app, with_query=state.settings.log_queries, listeners=listeners)
    app.wsgi_app = log  # type: ignore[method-assign]  # Flask's own way to wrap an application


def _static_url(name: str) -> str:
    """Return the URL of a static file; it changes when the content changes."""
    return f"/static/{name}?v={static_versions()[name]}"


def _refuse_foreign_host() -> Response | None:
    """Refuse a request for a name that is none of the site's, without telling anything of the site."""
    host = request.headers.get("Host", "")
    if site().hosts.answers(host) or request.path in _ANSWER_ANY_HOST:
        return None
    name = re.sub(r"[^A-Za-z0-9.:_\[\]-]", "?", host[:200])
    response = make_response(f"This site is not available at “{name}”.\n{_HOST_REMEDY}\n")
    response.status_code = 421  # Misdirected Request (RFC 9110, 15.5.20)
    response.mimetype = "text/plain"
    return response


def _refuse_cross_site() -> None:
    """Raise Forbidden when a page of another site sent a form."""
    public = site().public
    own_hosts = (request.host, public.origin.partition("://")[2] if public else "")
    if is_cross_site(request.method, request.headers, own_hosts):
        raise Forbidden


def _redirect_trailing_slash() -> Response | None:
    """Redirect a URL with a trailing slash to the one without it."""
    if request.path == "/" or not request.path.endswith("/") or request.routing_exception:
        return None
    query = request.query_string.decode("ascii", "replace")
    return redirect("/" + quote(request.path.strip("/")) + (f"?{query}" if query else ""), 301)


def _set_headers(response: Response) -> Response:
    """Add the security headers and the caching headers to a response."""
    set_security_headers(response.headers, site().is_https)
    if "basket_token" in g:
        response.vary.add("Cookie")
    if "language_chosen" in g and request.endpoint != "static":
        response.vary.update(("Accept-Language", "Cookie"))
    if response.mimetype == "text/html":
        response.content_language.add(page_language().tag)
    if request.endpoint == "static":
        current = static_versions().get((request.view_args or {}).get("filename", ""))
        is_current = current is not None and request.args.get("v") == current
        response.headers["Cache-Control"] = KEPT_FOR_GOOD if is_current else "no-cache"
    elif is_partial():
        response.headers["Cache-Control"] = "no-store"  # the next answer may be whole, of the same build
    elif response.cache_control.no_store:
        pass  # it has no version that somebody could keep
    elif response.status_code == 200 and "build" in g and not is_cut() and request.method != "POST":
        response.headers["Cache-Control"] = "no-cache"
        response.set_etag(_etag(), weak=True)
        response.make_conditional(request)
    else:
        response.headers.setdefault("Cache-Control", "no-store" if response.status_code >= 400 else "no-cache")
    if site().settings.private and request.endpoint != "static":
        keep_private(response.headers)
    return response


def _etag() -> str:
    """Return the ETag of a page: a hash of the build, the site's version, its settings, the URL and the language.

    It includes the day and the basket where the page shows them.
    """
    shown = (request.url, current_speech().code, wished_language().code, g.get("day", ""), g.get("basket_token", ""))
    text = "\n".join((g.build, site_version(), site().settings_version, *shown))
    return sha256_hex([text.encode("utf-8", "replace")])[:24]
