"""How much a passage counts before any word is looked at: what ranks equal matches of unequal worth.

A score is BM25F's multiplied by the prior. That moves a passage among those that match about as well, and no
further: what alone matches still stands first.
"""

from __future__ import annotations

from indexer.model import Passage

PLANNED_FACTOR = 0.9
"""A programme says that something would be spoken of; the report of it says what was."""
ROSTER_FACTOR = 0.7
"""A list of people names a subject, where a paragraph says something of it."""


def prior(passage: Passage) -> float:
    """Give the factor of a passage's scores, between 0 and 1."""
    planned = PLANNED_FACTOR if passage.document.status == "planned" else 1.0
    return planned * (ROSTER_FACTOR if passage.kind == "heading_note" else 1.0)


def has_length_norm(passage: Passage) -> bool:
    """Tell whether being short means being about little else, as BM25 takes it; of a list of people it does not."""
    return passage.kind != "heading_note"
