"""The two addresses of JSON from before version 1, `/api/search` and `/api/passages/ID`: they stay as they are.

The search itself is in `search.find`; the JSON shapes are in `indexer`.
"""

from __future__ import annotations

from flask import jsonify, request
from werkzeug.wrappers import Response

from indexer.errors import UnknownId
from indexer.explore.json_answers import results_json
from indexer.store.records import passage_json
from webapp.address import params
from webapp.monitoring.request_notes import note_search
from webapp.reading import cited
from webapp.reading.address import parse_address
from webapp.search.find import find
from webapp.site import current_library

TOP_VALUES = 10
"""Values of each facet that an answer has; a client that wants all of them says so."""


def search() -> Response:
    """Return the results of a search as JSON; it takes the parameters of the results page.

    Each facet has its most frequent values; with `values=all` it has all of them.
    """
    top_values = None if request.args.get("values") == "all" else TOP_VALUES
    with current_library() as library:
        outcome = find(library, params.parse_request(request.args.items(multi=True)), top_values=top_values)
        note_search(outcome.note)
        notices = [notice.text for notice in outcome.notices]
        return jsonify(results_json(outcome.request.q, outcome.results, outcome.rewritten, notices))


def passage(passage_id: str) -> Response:
    """Return one passage with its document, meeting and session as JSON.

    With `v`, the answer also says how the passage has changed since that version. An unknown id is answered with what
    is known of the former passage.
    """
    with current_library() as library:
        try:
            current = library.passage(passage_id)
        except UnknownId:
            return cited.gone_json_response(library, passage_id, request.args.to_dict())
        address = parse_address(request.args.to_dict())
        state = cited.state_since_cited(current, address, cited.resolve_link(library, current, address))
        cited_state = {"cited": {"state": state.outcome, "text": state.cited or current.text}} if state else {}
        return jsonify({**passage_json(current), **cited_state})
