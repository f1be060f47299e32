"""Lifts what stands beside other finds: in minutes and transcripts a thought is spread over several passages.

The passages before and after one are taken as a weak field of it, for ranking only: they find nothing by themselves.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Mapping
from itertools import pairwise

from indexer.model import DocumentKind
from indexer.query.tree import Field

from .doc_values import DocValues

NEIGHBOUR_WEIGHT = 0.2
"""What the score of a passage beside another adds to it (`benchmarks/relevance/NOTES.md`)."""
SPOKEN_KINDS: tuple[DocumentKind, ...] = ("transcript", "minutes")
SPOKEN_SHARE = 0.5
"""The share of passages with a person from which a paper of another kind counts as spoken, too. In reports, what stands
beside a find ranked worse."""
_NONE = 0xFFFFFFFF


class Neighbours:
    """The passage before each passage, where both are of one spoken paper."""

    def __init__(self, doc_values: DocValues) -> None:
        self._before = array("L", [_NONE]) * len(doc_values.ids)
        documents = [id_.rpartition(".")[0] for id_ in doc_values.ids]
        passages, with_person = (
            Counter(documents),
            Counter(map(documents.__getitem__, doc_values.with_any_value("person"))),
        )
        spoken = {document for document, count in passages.items() if with_person[document] >= SPOKEN_SHARE * count}
        for kind in SPOKEN_KINDS:
            spoken.update(map(documents.__getitem__, doc_values.with_value(Field("kind", kind))))
        for number, (before, document) in enumerate(pairwise(documents), start=1):
            if before == document and document in spoken:
                self._before[number] = number - 1

    def lift(self, scores: Mapping[int, float]) -> dict[int, float]:
        """Return scores to which the neighbours that were found too have added."""
        lifted = dict(scores)
        for number in scores:
            before = self._before[number]
            if before in scores:
                lifted[number] += NEIGHBOUR_WEIGHT * scores[before]
                lifted[before] += NEIGHBOUR_WEIGHT * scores[number]
        return lifted
