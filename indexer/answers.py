"""The JSON shape of an answer to a search: the API and `rapporteur search --json` share it."""

from __future__ import annotations

from collections.abc import Sequence

from .engine.results import Facet, Hit, SearchResults
from .wire import Json, passage_json


def answer_json(query: str, results: SearchResults, notices: Sequence[str] = ()) -> Json:
    """A whole answer: `total`, `query`, `hits`, `facets`, `page`, `pages`, and `notices` on how it was read."""
    return {
        "total": results.total,
        "query": query,
        "page": results.page,
        "pages": results.pages,
        "hits": [hit_json(hit) for hit in results.hits],
        "facets": [facet_json(facet) for facet in results.facets],
        "notices": list(notices),
    }


def hit_json(hit: Hit) -> Json:
    """A hit: the passage, its score, the snippet as runs of text that match or do not, and where its words stand."""
    return {
        "passage": passage_json(hit.passage),
        "score": hit.score,
        "snippet": [{"text": span.text, "match": span.match} for span in hit.snippet],
        "found_in": list(hit.found_in),
    }


def facet_json(facet: Facet) -> Json:
    """A facet with all of its values."""
    return {
        "name": facet.name,
        "values": [
            {"value": one.value, "label": one.label, "count": one.count, "selected": one.selected}
            for one in facet.values
        ],
    }
