"""List the doubtful facts of papers, the worst first: what was guessed, taken from another paper, or not found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from indexer.model import KIND_LABELS, Document, FactBasis, FactName, Meeting

# A wrong day or meeting prints as a wrong citation; a wrong kind or encoding is seen at once.
_FACT_RANKS: dict[FactName, int] = {
    "day": 0, "meeting": 1, "speakers": 2, "status": 3, "title": 4, "author": 5, "publisher": 6,
    "symbol": 7, "place": 8, "kind": 9, "encoding": 10,
}  # fmt: skip
# A guess may be false, which is worse than a gap.
_BASIS_RANKS: dict[FactBasis, int] = {"guessed": 0, "sibling": 1, "path": 2, "unknown": 3}
_DOUBTFUL_BASES: dict[FactName, frozenset[FactBasis]] = {
    "day": frozenset({"guessed", "sibling", "unknown"}),
    "meeting": frozenset({"guessed", "unknown"}),
    "speakers": frozenset({"guessed"}),
    "status": frozenset({"guessed", "unknown"}),
    "title": frozenset({"guessed", "path", "unknown"}),
    "author": frozenset({"guessed"}),
    "publisher": frozenset({"guessed"}),
    "symbol": frozenset(),
    "place": frozenset({"guessed", "sibling"}),
    "kind": frozenset({"guessed", "unknown"}),
    "encoding": frozenset({"guessed"}),
}
"""A meeting may have no place, and a paper no speakers or author; several papers of one meeting are what an index is
for."""
FACT_LABELS: dict[FactName, str] = {
    "title": "title",
    "kind": "kind of paper",
    "status": "planned or reported",
    "author": "author",
    "publisher": "publisher",
    "symbol": "symbol",
    "day": "day",
    "place": "place",
    "meeting": "meeting",
    "speakers": "speakers",
    "encoding": "text encoding",
}
BASIS_LABELS: dict[FactBasis, str] = {
    "settings": "stated in corpus.toml",
    "stated": "stated in the paper",
    "path": "from the file name",
    "sibling": "from another paper of the same meeting",
    "guessed": "guessed",
    "unknown": "not known",
}


@dataclass(frozen=True)
class Doubt:
    """One doubtful fact of a paper."""

    document: str
    """Id of the paper."""
    source: str
    fact: FactName
    basis: FactBasis
    value: str | None
    """What the index says, None where the fact is not known."""
    evidence: str
    """In one line, what it was read from."""


def doubts_of(documents: Iterable[Document]) -> list[Doubt]:
    """Return the doubtful facts, the worst first; those of one rank in the order of file names.

    The day of a paper of which the owner says that it is of no meeting is no doubt.
    """
    doubts = [
        Doubt(document.id, document.source, known.fact, known.basis, fact_value(document, known.fact), known.evidence)
        for document in documents
        for known in document.evidence
        if known.basis in _DOUBTFUL_BASES[known.fact] and not (known.fact == "day" and _is_of_no_meeting(document))
    ]
    return sorted(doubts, key=lambda doubt: (_BASIS_RANKS[doubt.basis], _FACT_RANKS[doubt.fact], doubt.source))


def _is_of_no_meeting(document: Document) -> bool:
    """Return whether the owner says that a paper is of no meeting."""
    return not document.meetings and any(
        known.fact == "meeting" and known.basis == "settings" for known in document.evidence
    )


def fact_value(document: Document, fact: FactName) -> str | None:
    """Return a fact in words, None where it is not known."""
    meeting = document.meeting
    several = f"{len(document.meetings)} meetings" if document.meetings else None
    values: dict[FactName, str | None] = {
        "title": document.title,
        "kind": None if document.kind == "other" else KIND_LABELS[document.kind],
        "status": None if document.status == "unknown" else document.status,
        "author": document.author,
        "publisher": document.publisher,
        "symbol": document.symbol,
        "day": _days(meeting) if meeting else None,
        "place": meeting.place if meeting else None,
        "meeting": meeting.title if meeting else several,
    }
    return values.get(fact)


def _days(meeting: Meeting) -> str | None:
    if not meeting.start:
        return None
    is_longer = meeting.end is not None and meeting.end != meeting.start
    return f"{meeting.start} to {meeting.end}" if is_longer else str(meeting.start)
