"""A passage that was found, with what a list of results says of it: its snippet, why it was found, what it lacks."""

from __future__ import annotations

from indexer.engine.explanation import explain, missing_terms
from indexer.engine.snippets import snippet
from indexer.model import Passage
from indexer.query.parser import Node
from indexer.query.results import MATCH_PLACES, Hit


def hit_of(passage: Passage, score: float, node: Node | None) -> Hit:
    """Give a passage as a hit of a query."""
    part = snippet(passage, node)
    why = explain(passage, node)
    places = tuple(place for place in MATCH_PLACES if any(one.place == place for one in why))
    return Hit(passage, score, part.spans, part.cut_before, part.cut_after, places, why, missing_terms(node, why))
