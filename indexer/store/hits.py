"""Turns a passage that matched into a hit: its snippet, the reasons why it matched, and the words that it lacks."""

from __future__ import annotations

from indexer.engine.explanation import explain, missing_terms, words_found_apart
from indexer.engine.snippets import snippet
from indexer.model import Passage
from indexer.query.parser import Node, Or
from indexer.query.results import MATCH_PLACES, Hit


def hit_of(passage: Passage, score: float, node: Node | None) -> Hit:
    """Return a passage as a hit of a query."""
    reasons = explain(passage, node)
    apart = words_found_apart(node, reasons)
    shown = snippet(passage, Or((node, *apart)) if node and apart else node)
    return Hit(
        passage=passage,
        score=score,
        snippet=shown.spans,
        cut_before=shown.cut_before,
        cut_after=shown.cut_after,
        found_in=tuple(place for place in MATCH_PLACES if any(reason.place == place for reason in reasons)),
        reasons=reasons,
        lacks=missing_terms(node, reasons),
    )
