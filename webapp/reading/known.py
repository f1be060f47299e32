"""The page model of how the facts of a paper are known: stated, guessed, or not at all."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.model import Document, FactBasis, FactName
from indexer.review.doubts import BASIS_LABELS, FACT_LABELS, fact_value
from webapp.shared import labels


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
            FACT_LABELS[known.fact].capitalize(),
            _value(document, known.fact),
            known.basis,
            BASIS_LABELS[known.basis],
            known.evidence,
        )
        for known in document.evidence
    )


def _value(document: Document, fact: FactName) -> str:
    return labels.meeting_dates(document.meeting) if fact == "day" else fact_value(document, fact) or ""
