"""What the search box suggests while somebody types, as JSON: for the site's own script, and for browsers.

What is suggested is the library's business; here it gets its words and its address.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, jsonify, request

from indexer.suggest.entry import Kind, Suggestion
from indexer.suggest.reader import MOST_TYPED
from webapp.address import urls
from webapp.address.params import SearchRequest
from webapp.site import absolute, borrow

suggesting = Blueprint("suggesting", __name__)

SHOWN = 8
KIND_TITLES: dict[Kind, str] = {
    "word": "",
    "phrase": "",
    "acronym": "Short form",
    "symbol": "Document mentioned",
    "person": "Person",
    "meeting": "Meeting",
    "session": "Session",
}
"""What a suggestion is called; a word or phrase is just what would be searched for."""


@dataclass(frozen=True)
class Offer:
    """A suggestion as it is shown: its words, what it is, and where it leads; `query` is empty for a page."""

    text: str
    note: str
    query: str
    path: str


@suggesting.get("/suggest")
def suggest() -> Response:
    """Complete `q`; with `format=opensearch` as browsers expect it (OpenSearch Suggestions 1.1)."""
    typed = request.args.get("q", "")[: MOST_TYPED + 1]
    with borrow() as library:
        offers = [offer(one) for one in library.suggest(typed, SHOWN)]
    if request.args.get("format") != "opensearch":
        return jsonify(
            q=typed, suggestions=[{"text": a.text, "note": a.note, "query": a.query, "url": a.path} for a in offers]
        )
    columns = [a.text for a in offers], [a.note for a in offers], [absolute(a.path) for a in offers]
    answer = jsonify([typed, *columns])
    answer.mimetype = "application/x-suggestions+json"
    return answer


def offer(one: Suggestion) -> Offer:
    """A suggestion with its address."""
    title, path = KIND_TITLES[one.kind], ""
    match one.kind:
        case "person":
            path = urls.person_path(one.value)
        case "meeting":
            path = urls.meeting_path(one.value)
        case "session":
            meeting, _, session = one.value.partition("/")
            path = urls.session_path(meeting, session)
        case "symbol":
            path = urls.search_path(SearchRequest(filters={"mention": (one.value,)}))
    note = ": ".join(filter(None, (title, one.detail)))
    if path:
        return Offer(one.text, note, "", path)
    return Offer(one.text, note, one.text, urls.search_path(SearchRequest(one.text)))
