"""The JSON shape of a page of results, which the API and `rapporteur search --json` share.

The shapes of the nouns themselves are in `store/records`.
"""

from __future__ import annotations

from collections.abc import Sequence

from indexer.query.results import Expansion, Facet, Hit, SearchResults
from indexer.query.rewrite import RewrittenQuery
from indexer.store.records import Json, passage_json


def results_json(query: str, results: SearchResults, understood: RewrittenQuery, notices: Sequence[str] = ()) -> Json:
    """Return a page of results as JSON: `total`, `query`, `hits`, `facets`, `page`, `pages`, `understood`, `notices`.

    `loose` is true where no passage has all of the words and these hits have most of them.
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
    """Return how a query was read: in the grammar's form, in words, its problems, and how it was expanded."""
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
    """Return a hit: its passage, its score, its snippet as runs of text, and the reasons why it matched."""
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
    """Return a facet with all of its values."""
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
