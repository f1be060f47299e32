"""The routes for the people and programs that run or crawl the site.

They serve no page for readers and nothing about the papers' contents.
"""

from __future__ import annotations

from datetime import UTC, timedelta

from flask import Blueprint, current_app, jsonify, make_response, render_template, request
from prometheus_client import CONTENT_TYPE_LATEST
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from indexer.errors import RapporteurError
from indexer.version import program_version
from webapp.address import urls
from webapp.assets.files import static_versions
from webapp.assets.serving import static_file
from webapp.monitoring.figures import FIGURES_KEY, Figures
from webapp.monitoring.request_notes import current_note
from webapp.shared.appearance import appearance_of
from webapp.site import absolute_url, current_library, site
from webapp.translations.catalogues import LANGUAGES

from .figures import may_ask
from .last_changed import ChangeTimes
from .oembed import oembed_response
from .sitemaps import sitemap_index, sitemap_part

operations_pages = Blueprint("operations", __name__)

SECURITY_TXT_DAYS = 180
"""Days for which the contact may be relied on: less than the year that RFC 9116 allows."""
_CONTACT_SCHEMES = ("https:", "mailto:")
_ICONS = (
    ("icon.svg", "image/svg+xml", "any"),
    ("icon-192.png", "image/png", "192x192"),
    ("icon-512.png", "image/png", "512x512"),
)


@operations_pages.get("/healthz")
def health() -> Response:
    """Report that the process is alive; whether it can answer is the business of `/readyz`."""
    return jsonify(status="alive")


@operations_pages.get("/readyz")
def readiness() -> Response:
    """Report which build is open, or with status 503 why none is; and a newer one that could not be opened.

    Why nothing can be searched is a problem too, but not one to send readers away for: all other pages are shown.
    """
    try:
        with site().builds.acquire() as library:
            stats = library.stats
            library.check_shown()
            answer = {"build": stats.build, "built": stats.built, "passages": stats.passages}
            problem = site().builds.problem or library.trouble() or None
    except RapporteurError as error:
        response = jsonify(status="not ready", problem=site().builds.problem or str(error))
        response.status_code = 503
        response.headers["Retry-After"] = "30"
        return response
    return jsonify(status="ready", **answer, problem=problem)


@operations_pages.get("/version")
def version() -> Response:
    """Report the version of the program, and its commit where that is known."""
    program = program_version()
    return jsonify(
        name="Rapporteur",
        version=program.number,
        commit=program.commit or None,
        commit_known_from=program.known_from,
    )


@operations_pages.get("/metrics")
def metrics() -> Response:
    """Return the figures for Prometheus. Raise NotFound for anybody else than this machine and stated networks."""
    note = current_note()
    unknown_proxy = note is not None and note.behind_proxy and request.remote_addr == note.peer
    if not may_ask(request.remote_addr, site().settings.metrics_from, unknown_proxy=unknown_proxy):
        raise NotFound
    figures: Figures = current_app.extensions[FIGURES_KEY]
    response = make_response(figures.text())
    response.headers["Content-Type"] = CONTENT_TYPE_LATEST
    response.headers["Cache-Control"] = "no-store"
    return response


@operations_pages.get("/opensearch.xml")
def opensearch() -> Response:
    """Describe the site to a browser that adds it as a search engine."""
    return _render_as("operations/opensearch.xml", "application/opensearchdescription+xml")


@operations_pages.get("/site.webmanifest")
def manifest() -> Response:
    """Say what a device that keeps the site among its programs calls it, and shows as its icon (W3C manifest)."""
    owner = appearance_of(site().settings)
    # Addresses are relative to this one, so they are right wherever the site stands.
    response = jsonify(
        name=owner.name,
        short_name=owner.short_name,
        description=owner.strap_line,
        id="./",
        start_url="./",
        scope="./",
        display="browser",
        icons=[
            {"src": f"static/{name}?v={static_versions()[name]}", "type": media_type, "sizes": sizes}
            for name, media_type, sizes in _ICONS
        ],
    )
    response.mimetype = "application/manifest+json"
    return response


@operations_pages.get("/favicon.ico")
def favicon() -> Response:
    """Show the icon to programs that ask for it here, whatever a page says."""
    response = static_file("icon.ico")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


@operations_pages.get("/robots.txt")
def robots() -> Response:
    """Say what crawlers may fetch, below the address of each language too."""
    starts = [site().base, *(f"{site().base}/{code}" for code in LANGUAGES)]
    return _render_as("operations/robots.txt", "text/plain", starts=starts)


@operations_pages.get("/.well-known/security.txt")
def security_contact() -> Response:
    """Say whom to tell of a weakness (RFC 9116). Raise NotFound when no contact is stated, or only in words."""
    contact = appearance_of(site().settings).contact
    if contact is None or not contact.url.startswith(_CONTACT_SCHEMES):
        raise NotFound
    expires = (site().clock().astimezone(UTC) + timedelta(days=SECURITY_TXT_DAYS)).replace(microsecond=0)
    lines = {
        "Contact": contact.url,
        "Expires": expires.strftime("%Y-%m-%dT00:00:00Z"),
        "Preferred-Languages": "en",
        "Canonical": absolute_url("/.well-known/security.txt"),
    }
    response = make_response("".join(f"{name}: {value}\n" for name, value in lines.items()))
    response.mimetype = "text/plain"
    return response


@operations_pages.get("/sitemap.xml")
def sitemap() -> Response:
    """List the parts of the site map: pages, meetings, sessions, papers, people, organisations and countries."""
    with current_library() as library:
        index = site().cached(library, sitemap_index)
        return _render_as("operations/sitemap_index.xml", "application/xml", entries=index.parts)


@operations_pages.get("/sitemap-<kind>-<int:number>.xml")
def sitemap_of_kind(kind: str, number: int) -> Response:
    """List the addresses of one part of the site map. Raise NotFound where there is no such part."""
    with current_library() as library:
        entries = sitemap_part(library, site().cached(library, ChangeTimes), kind, number)
        if not entries:
            raise NotFound
        return _render_as("operations/sitemap.xml", "application/xml", entries=entries)


@operations_pages.get(urls.OEMBED)
def oembed() -> Response:
    """Return the card of one of our pages for other sites (oEmbed 1.0)."""
    return oembed_response()


def _render_as(template: str, mimetype: str, **values: object) -> Response:
    """Render a page that is not HTML."""
    response = make_response(render_template(template, absolute=absolute_url, base=site().base, **values))
    response.mimetype = mimetype
    return response
