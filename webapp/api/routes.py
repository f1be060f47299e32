"""The routes of the API: one for each operation, its description, its documentation, and what was there before it."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from . import unversioned
from .answering import view_of
from .catalogue import OPERATIONS
from .contract.operation import API_PATH

api_pages = Blueprint("api", __name__)

for operation in OPERATIONS:
    api_pages.add_url_rule(
        API_PATH + operation.rule, f"v1_{operation.name}", view_of(operation), methods=[operation.method.upper()]
    )
api_pages.add_url_rule("/api/search", "search", unversioned.search)
api_pages.add_url_rule("/api/passages/<passage_id>", "passage", unversioned.passage)


@api_pages.get("/api/")
@api_pages.get("/api/<path:rest>")
def not_found(rest: str = "") -> Response:  # noqa: ARG001  # Flask passes the rest of the path
    """Answer any other path below /api with a JSON 404: raise NotFound."""
    raise NotFound
