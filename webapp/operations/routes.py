"""What programs ask a site for: whether it is well, what browsers and crawlers may do with it, and what there is."""

from __future__ import annotations

from flask import Blueprint, jsonify, make_response, render_template
from werkzeug.wrappers import Response

from webapp.address import urls
from webapp.browse import meeting_list
from webapp.site import absolute_url, current_library, navigation_lists, site

operations_pages = Blueprint("operations", __name__)

SITEMAP_LIMIT = 50_000
"""Addresses that one sitemap may hold (sitemaps.org protocol)."""


@operations_pages.get("/healthz")
def health() -> Response:
    """Whether there is an index to answer from, and which."""
    with current_library() as library:
        stats = library.stats
        return jsonify(status="ok", build=stats.build, built=stats.built, passages=stats.passages)


@operations_pages.get("/opensearch.xml")
def opensearch() -> Response:
    """How a browser adds the site as a search engine."""
    return _typed("operations/opensearch.xml", "application/opensearchdescription+xml")


@operations_pages.get("/robots.txt")
def robots() -> Response:
    """What crawlers may fetch."""
    return _typed("operations/robots.txt", "text/plain")


@operations_pages.get("/sitemap.xml")
def sitemap() -> Response:
    """Every meeting, session, document and person, and the lists that hold anything."""
    with current_library() as library:
        paths = [
            "/",
            "/help",
            urls.MEETINGS,
            urls.COVERAGE,
            urls.VERIFY,
            *(one.url for one in navigation_lists(library)),
        ]
        papers = site().cached(library, meeting_list.meeting_contents).papers
        for one in library.meetings():
            paths.append(urls.meeting_path(one.id))
            paths += [urls.session_path(one.id, held.id) for held in library.sessions(one.id)]
            paths += [urls.document_path(paper.id) for paper in papers.get(one.id, ())]
        paths += [urls.person_path(one.id) for one in library.persons()]
        return _typed("operations/sitemap.xml", "application/xml", paths=paths[:SITEMAP_LIMIT])


def _typed(template: str, mimetype: str, **values: object) -> Response:
    """A page that is not HTML."""
    response = make_response(render_template(template, absolute=absolute_url, **values))
    response.mimetype = mimetype
    return response
