"""The JSON shape of an answer to a search: the API and `rapporteur search --json` share it."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.query.results import Expansion, Facet, Hit, SearchResults
from indexer.query.rewrite import RewrittenQuery
from indexer.store.records import Json, passage_json


def results_json(query: str, results: SearchResults, understood: RewrittenQuery, notices: Sequence[str] = ()) -> Json:
    """A whole answer: `total`, `query`, `hits`, `facets`, `page`, `pages`, how the query was taken, and `notices`.

    `loose` is true where nothing has all of the words and these hits have most of them.
    """
    loose = understood.relaxed is not None and results.query.node == understood.relaxed
    return {
        "total": results.total,
        "loose": loose,
        "query": query,
        "page": results.page,
        "pages": results.pages,
        "hits": [hit_json(hit) for hit in results.hits],
        "facets": [facet_json(facet) for facet in results.facets],
        "understood": rewrite_json(understood, results.expansions, loose),
        "notices": [*(problem.text for problem in understood.parsed.problems), *notices],
    }


def rewrite_json(understood: RewrittenQuery, expansions: Sequence[Expansion], loose: bool) -> Json:
    """How a query was taken: `query` in the grammar's form, in `words`, its `problems`, and what was `widened`."""
    meant = (*understood.rewrites, *(understood.relaxed_terms if loose else ()))
    return {
        "query": understood.canonical,
        "words": understood.in_words,
        "problems": [
            {
                "kind": one.kind,
                "start": one.start,
                "end": one.end,
                "text": one.text,
                "suggestion": one.suggestion,
            }
            for one in understood.parsed.problems
        ],
        "widened": [
            *({"kind": one.kind, "typed": one.typed, "forms": list(one.alternatives)} for one in meant),
            *({"kind": one.kind, "typed": one.typed, "forms": list(one.forms), "cut": one.cut} for one in expansions),
        ],
    }


def hit_json(hit: Hit) -> Json:
    """A hit: the passage, its score, the snippet as runs of text that match or do not, and why it was found."""
    return {
        "passage": passage_json(hit.passage),
        "score": hit.score,
        "snippet": [{"text": span.text, "match": span.match} for span in hit.snippet],
        "found_in": list(hit.found_in),
        "reasons": [
            {"typed": one.typed, "found": list(one.found), "kind": one.kind, "place": one.place} for one in hit.reasons
        ],
        "lacks": list(hit.lacks),
    }


def facet_json(facet: Facet) -> Json:
    """A facet with all of its values."""
    return {
        "name": facet.name,
        "values": [
            {
                "value": one.value,
                "label": one.label,
                "count": one.count,
                "selected": one.selected,
                "excluded": one.excluded,
            }
            for one in facet.values
        ],
    }
