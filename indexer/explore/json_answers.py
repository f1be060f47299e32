"""The JSON shape of a page of results, which the API and `rapporteur search --json` share.

The shapes of the nouns themselves are in `store/records`.
"""

from __future__ import annotations

from collections.abc import Sequence

from indexer.query.results import Expansion, Facet, Hit, SearchResults
from indexer.query.rewrite import RewrittenQuery
from indexer.store.records import Json, passage_json


def results_json(query: str, results: SearchResults, rewritten: RewrittenQuery, notices: Sequence[str] = ()) -> Json:
    """Return a page of results as JSON: `total`, `query`, `hits`, `facets`, `page`, `pages`, `understood`, `notices`.

    `loose` is true where no passage has all of the words and these hits have most of them.
    """
    relaxed = rewritten.relaxed is not None and results.query.node == rewritten.relaxed
    return {
        "total": results.total,
        "loose": relaxed,
        "query": query,
        "page": results.page,
        "pages": results.pages,
        "hits": [hit_json(hit) for hit in results.hits],
        "facets": [facet_json(facet) for facet in results.facets],
        "understood": rewrite_json(rewritten, results.expansions, relaxed),
        "notices": [*(problem.text for problem in rewritten.parsed.problems), *notices],
    }


def rewrite_json(rewritten: RewrittenQuery, expansions: Sequence[Expansion], relaxed: bool) -> Json:
    """Return how a query was read: in the grammar's form, in words, its problems, and how it was expanded."""
    rewrites = (*rewritten.rewrites, *(rewritten.relaxed_terms if relaxed else ()))
    return {
        "query": rewritten.canonical,
        "words": rewritten.in_words,
        "problems": [
            {
                "kind": problem.kind,
                "start": problem.start,
                "end": problem.end,
                "text": problem.text,
                "suggestion": problem.suggestion,
            }
            for problem in rewritten.parsed.problems
        ],
        "widened": [
            *(
                {"kind": rewrite.kind, "typed": rewrite.typed, "forms": list(rewrite.alternatives)}
                for rewrite in rewrites
            ),
            *(
                {"kind": expansion.kind, "typed": expansion.typed, "forms": list(expansion.forms), "cut": expansion.cut}
                for expansion in expansions
            ),
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
            {"typed": reason.typed, "found": list(reason.found), "kind": reason.kind, "place": reason.place}
            for reason in hit.reasons
        ],
        "lacks": list(hit.lacks),
    }


def facet_json(facet: Facet) -> Json:
    """Return a facet with all of its values."""
    return {
        "name": facet.name,
        "values": [
            {
                "value": value.value,
                "label": value.label,
                "count": value.count,
                "selected": value.selected,
                "excluded": value.excluded,
            }
            for value in facet.values
        ],
    }
