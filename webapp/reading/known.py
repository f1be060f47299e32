"""The page model of how the facts of a paper are known: stated, guessed, or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from indexer.model import Document, FactBasis, FactName, Status
from indexer.review.doubts import fact_value
from indexer.speech.marking import marked
from indexer.speech.translation import MessageTable
from webapp.shared import labels

_STATUS_WORDS: Mapping[Status, str] = MessageTable({"planned": marked("planned"), "reported": marked("reported")})


@dataclass(frozen=True)
class KnownFact:
    """A fact of a paper with how it is known."""

    title: str
    value: str
    """Empty where the fact is not known, and for facts that are no single value."""
    basis: FactBasis
    basis_title: str
    evidence: str


def known_facts(document: Document) -> tuple[KnownFact, ...]:
    """Return how the facts of a document are known, in their own order."""
    return tuple(
        KnownFact(
            labels.FACT_TITLES[known.fact],
            _value(document, known.fact),
            known.basis,
            labels.BASIS_TITLES[known.basis],
            known.evidence,
        )
        for known in document.evidence
    )


def _value(document: Document, fact: FactName) -> str:
    match fact:
        case "day":
            return labels.meeting_dates(document.meeting)
        case "kind":
            return labels.known_kind(document)
        case "status" if document.status in _STATUS_WORDS:
            return _STATUS_WORDS[document.status]
        case "meeting" if len(document.meetings) > 1:
            return labels.counted(len(document.meetings), "meeting")
    return fact_value(document, fact) or ""
