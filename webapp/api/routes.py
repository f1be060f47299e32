"""The routes of the API: one for each operation, its description, its documentation, and what was there before it."""

from __future__ import annotations

from flask import Blueprint, current_app, make_response, render_template, request
from msgspec import json
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.wrappers import Response

from indexer.store.library import Library
from webapp.shared.appearance import appearance_of
from webapp.site import absolute_url, cached_while_searching, current_library, site

from . import refusals, sharing, unversioned
from .answering import view_of
from .catalogue import OPERATIONS, RESOURCES
from .contract.openapi import Examples, Json, describe
from .contract.operation import API_PATH, DOCS_PATH
from .documentation import contents_page, operation_link, operation_page
from .examples import api_address, corpus_examples, current_examples

api_pages = Blueprint("api", __name__)

for operation in OPERATIONS:
    api_pages.add_url_rule(
        API_PATH + operation.rule, f"v1_{operation.name}", view_of(operation), methods=[operation.method.upper()]
    )
api_pages.add_url_rule("/api/search", "search", unversioned.search)
api_pages.add_url_rule("/api/passages/<passage_id>", "passage", unversioned.passage)


@api_pages.get(f"{API_PATH}/openapi.json")
def openapi() -> Response:
    """Return the description of the API (OpenAPI 3.1)."""
    with current_library() as library:
        description = cached_while_searching(library, _description, None) or _described(current_examples(library))
        described = {**description, "servers": [{"url": api_address()}]}
        response = make_response(json.encode(described) + b"\n")
        response.content_type = "application/json"
        return response


def _description(library: Library) -> Json:
    """Return the description, which takes half a second to make, but for the address of the site."""
    return _described(site().cached(library, corpus_examples))


def _described(examples: Examples) -> Json:
    owner = appearance_of(site().settings)
    return describe(RESOURCES, f"{owner.name}: API", owner.strap_line, examples)


@api_pages.get(DOCS_PATH)
def contents() -> str:
    """Show the contents of the documentation."""
    with current_library() as library:
        page = contents_page(RESOURCES, current_examples(library))
        return render_template("api/contents.html", page=page, canonical=absolute_url(DOCS_PATH))


@api_pages.get(f"{DOCS_PATH}/<name>")
def documented(name: str) -> str:
    """Show the page of an operation. Raise NotFound when there is none of this name."""
    for resource in RESOURCES:
        for operation in resource.operations:
            link = operation_link(operation)
            if link.url == f"{DOCS_PATH}/{name}":
                with current_library() as library:
                    page = operation_page(library, resource, operation, current_examples(library))
                    return render_template("api/operation.html", page=page, canonical=absolute_url(link.url))
    raise NotFound


@api_pages.after_request
def share_answers(response: Response) -> Response:
    """Let pages of other sites read what version 1 answers, where the owner allows it."""
    if refusals.is_of_api():
        sharing.share(response.headers, request.headers.get("Origin", ""), site().settings.api_origin)
    return response


@api_pages.route(API_PATH, methods=["OPTIONS"])
@api_pages.route(f"{API_PATH}/<path:rest>", methods=["OPTIONS"])
def preflight(rest: str = "") -> Response:  # noqa: ARG001  # Flask passes the rest of the path
    """Answer a browser that asks whether a script may read. Raise MethodNotAllowed where none may."""
    if not site().settings.api_origin:
        raise MethodNotAllowed(["GET", "HEAD"])
    response = make_response(b"", 204)
    sharing.allow_asking(response.headers)
    return response


@api_pages.get("/api/")
@api_pages.get("/api/<path:rest>")
def not_found(rest: str = "") -> Response:  # noqa: ARG001  # Flask passes the rest of the path
    """Answer any other path below /api with a JSON 404: raise NotFound.

    Raise MethodNotAllowed where the path is one for other methods.
    """
    adapter = current_app.create_url_adapter(request)
    if adapter and (others := set(adapter.allowed_methods()) - {"GET", "HEAD", "OPTIONS"}):
        raise MethodNotAllowed(sorted(others))
    raise NotFound
