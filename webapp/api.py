"""The JSON side of the site: the same search and the same passages as the pages show.

Only shapes; what is found is `find`'s business, how a passage is written is `indexer.wire`'s.
"""

from __future__ import annotations

from flask import Blueprint, jsonify, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from indexer.engine.results import Facet, Hit
from indexer.wire import Json, passage_json

from . import params
from .find import find
from .site import borrow

api = Blueprint("api", __name__, url_prefix="/api")


@api.get("/search")
def search() -> Response:
    """Search with the parameters of the results page."""
    with borrow() as library:
        found = find(library, params.read(request.args.items(multi=True)))
        results = found.results
        return jsonify(
            total=results.total,
            query=found.request.q,
            hits=[hit_json(hit) for hit in results.hits],
            facets=[facet_json(facet) for facet in results.facets],
            page=results.page,
            pages=results.pages,
            notices=[notice.text for notice in found.notices],
        )


@api.get("/passages/<passage_id>")
def passage(passage_id: str) -> Response:
    """One passage with its document, meeting and session."""
    with borrow() as library:
        return jsonify(passage_json(library.passage(passage_id)))


@api.get("/")
@api.get("/<path:rest>")
def nothing(rest: str = "") -> Response:  # noqa: ARG001  # Flask hands over what the address holds
    """Anything else below /api is not there, and says so as JSON."""
    raise NotFound


def hit_json(hit: Hit) -> Json:
    """A hit: its passage, its score, its snippet as runs of text."""
    return {
        "passage": passage_json(hit.passage),
        "score": hit.score,
        "snippet": [{"text": span.text, "match": span.match} for span in hit.snippet],
    }


def facet_json(facet: Facet) -> Json:
    """A facet with its values."""
    return {
        "name": facet.name,
        "values": [
            {"value": value.value, "label": value.label, "count": value.count, "selected": value.selected}
            for value in facet.values
        ],
    }
