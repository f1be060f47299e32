"""The page model of how the facts of a paper are known: stated, guessed, or not at all."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.meetings.labels import STATUS_LABELS
from indexer.model import Document, FactBasis, FactName
from webapp.shared import labels

FACT_TITLES: dict[FactName, str] = {
    "title": "Title",
    "kind": "Kind of paper",
    "status": "Planned or reported",
    "day": "Day",
    "place": "Place",
    "meeting": "Meeting",
    "speakers": "Speakers",
    "encoding": "Encoding",
}
BASIS_TITLES: dict[FactBasis, str] = {
    "settings": "stated in the settings",
    "stated": "stated in the paper",
    "path": "from the name of the file or folder",
    "sibling": "from another paper of the meeting",
    "guessed": "guessed",
    "unknown": "not known",
}


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
    """Return how the facts of a document are known, in a fixed order."""
    evidence = {known.fact: known for known in document.evidence}
    return tuple(
        KnownFact(
            title,
            "" if known.basis == "unknown" else _value(document, fact),
            known.basis,
            BASIS_TITLES[known.basis],
            known.evidence,
        )
        for fact, title in FACT_TITLES.items()
        if (known := evidence.get(fact))
    )


def _value(document: Document, fact: FactName) -> str:
    meeting = document.meeting
    several = labels.counted(len(document.meetings), "meeting") if document.meetings else "No meeting"
    values: dict[FactName, str] = {
        "title": document.title,
        "kind": labels.kind_title(document),
        "status": STATUS_LABELS[document.status],
        "day": labels.meeting_dates(meeting),
        "place": (meeting and meeting.place) or "",
        "meeting": meeting.title if meeting else several,
    }
    return values.get(fact, "")
