"""Lifts what stands beside other finds: in minutes and transcripts a thought is spread over several passages.

The passages before and after one are taken as a weak field of it, for ranking only: they find nothing by themselves.
"""

from __future__ import annotations

from indexer.model import DocumentKind
from indexer.query.tree import And, MinShouldMatch, Node

from .found import Found
from .rows import Mask, Numbers, Values

NEIGHBOUR_WEIGHT = 0.2
"""What the score of a passage beside another adds to it (`benchmarks/relevance/NOTES.md`)."""
SPOKEN_KINDS: tuple[DocumentKind, ...] = ("transcript", "minutes")
SPOKEN_SHARE = 0.5
"""The share of passages with a person from which a paper of another kind counts as spoken, too. In reports, what stands
beside a find ranked worse."""


def is_spoken(kind: DocumentKind, passages: int, with_person: int) -> bool:
    """Return whether people speak in a paper, by its kind and by how many of its passages have a person."""
    return kind in SPOKEN_KINDS or with_person >= SPOKEN_SHARE * passages


def with_neighbours(node: Node | None, found: Found, follows: Mask) -> Found:
    """Return what a tree found, its scores lifted where it asks for several things; for `follows` see `lift`."""
    if not isinstance(node, And | MinShouldMatch):
        return found
    return found._replace(scores=lift(found.passages, found.scores, follows))


def lift(passages: Numbers, scores: Values, follows: Mask) -> Values:
    """Return scores to which the neighbours that were found too have added.

    The passages are ascending; `follows` says of each passage of the index whether it stands right after another of one
    spoken paper.
    """
    if len(passages) < 2:
        return scores
    stand_together = passages[1:] - passages[:-1] == 1
    stand_together &= follows.take(passages[1:])
    weights = stand_together * NEIGHBOUR_WEIGHT  # many add nothing; picking those that do takes longer
    lifted = scores.copy()
    lifted[1:] += weights * scores[:-1]
    lifted[:-1] += weights * scores[1:]
    return lifted
