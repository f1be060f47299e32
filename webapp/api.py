"""The JSON side of the site: the same search and the same passages as the pages show.

Only addresses: `find` finds, and the shapes are those of `indexer.explore.json_answers` and `indexer.store.records`.
"""

from __future__ import annotations

from flask import Blueprint, jsonify, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from indexer.errors import UnknownId
from indexer.explore.json_answers import results_json
from indexer.store.records import passage_json
from webapp.address import params
from webapp.reading import cited
from webapp.search.find import find

from .site import current_library

api = Blueprint("api", __name__, url_prefix="/api")


@api.get("/search")
def search() -> Response:
    """Search with the parameters of the results page."""
    with current_library() as library:
        found = find(library, params.parse_request(request.args.items(multi=True)))
        notices = [notice.text for notice in found.notices]
        return jsonify(results_json(found.request.q, found.results, found.understood, notices))


@api.get("/passages/<passage_id>")
def passage(passage_id: str) -> Response:
    """One passage with its document, meeting and session; with `v`, what became of it since that version, too."""
    with current_library() as library:
        try:
            found = library.passage(passage_id)
        except UnknownId:
            return cited.gone_json_response(library, passage_id)
        state = cited.state_since_cited(library, found)
        told = {"cited": {"state": state.told, "text": state.cited or found.text}} if state else {}
        return jsonify({**passage_json(found), **told})


@api.get("/")
@api.get("/<path:rest>")
def api_not_found(rest: str = "") -> Response:  # noqa: ARG001  # Flask hands over what the address holds
    """Anything else below /api is not there, and says so as JSON."""
    raise NotFound
