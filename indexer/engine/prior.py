"""The static score of a passage, which does not depend on the query: it ranks equal matches of unequal worth.

A score is BM25F multiplied by the prior. This reorders passages that match about equally well; a passage that is the
only match still comes first.
"""

from __future__ import annotations

from indexer.model import Passage

PLANNED_FACTOR = 0.9
"""A programme says what would be discussed; the report says what was."""
ROSTER_FACTOR = 0.7
"""A list of people only names a subject; a paragraph says something about it."""


def prior(passage: Passage) -> float:
    """Return the factor of a passage's scores: between 0 and 1, times the weight that is stated of its paper."""
    planned = PLANNED_FACTOR if passage.document.status == "planned" else 1.0
    return passage.document.weight * planned * (ROSTER_FACTOR if passage.kind == "heading_note" else 1.0)


def has_length_norm(passage: Passage) -> bool:
    """Return whether BM25 normalises this passage by its length; a list of people is not normalised."""
    return passage.kind != "heading_note"
