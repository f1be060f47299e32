"""The routes for the people and programs that run or crawl the site.

They serve no page for readers and nothing about the papers' contents.
"""

from __future__ import annotations

from datetime import UTC, timedelta

from flask import Blueprint, jsonify, make_response, render_template
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from webapp.address import urls
from webapp.shared.appearance import appearance_of
from webapp.site import absolute_url, current_library, navigation_lists, site

operations_pages = Blueprint("operations", __name__)

SECURITY_TXT_DAYS = 180
"""Days for which the contact may be relied on: less than the year that RFC 9116 allows."""
_CONTACT_SCHEMES = ("https:", "mailto:")
SITEMAP_LIMIT = 50_000
"""Addresses that one sitemap may hold (sitemaps.org protocol)."""


@operations_pages.get("/healthz")
def health() -> Response:
    """Report whether there is an index to answer from, and which."""
    with current_library() as library:
        stats = library.stats
        return jsonify(status="ok", build=stats.build, built=stats.built, passages=stats.passages)


@operations_pages.get("/opensearch.xml")
def opensearch() -> Response:
    """Describe the site to a browser that adds it as a search engine."""
    return _render_as("operations/opensearch.xml", "application/opensearchdescription+xml")


@operations_pages.get("/robots.txt")
def robots() -> Response:
    """Say what crawlers may fetch."""
    return _render_as("operations/robots.txt", "text/plain")


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
    """List every meeting, session, document and person, and the lists that are not empty."""
    with current_library() as library:
        paths = [
            "/",
            "/help",
            urls.MEETINGS,
            urls.COVERAGE,
            urls.VERIFY,
            urls.ABOUT,
            *(link.url for link in navigation_lists(library)),
        ]
        for meeting in library.meetings():
            paths.append(urls.meeting_path(meeting.id))
            paths += [urls.session_path(meeting.id, session.id) for session in library.sessions(meeting.id)]
        paths += [urls.document_path(paper.id) for paper in library.documents()]
        paths += [urls.person_path(person.id) for person in library.persons()]
        return _render_as("operations/sitemap.xml", "application/xml", paths=paths[:SITEMAP_LIMIT])


def _render_as(template: str, mimetype: str, **values: object) -> Response:
    """Render a page that is not HTML."""
    response = make_response(render_template(template, absolute=absolute_url, base=site().base, **values))
    response.mimetype = mimetype
    return response
