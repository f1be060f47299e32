"""How the facts of a paper are known once its meetings are: what it says itself, and what other papers add."""

from __future__ import annotations

from indexer.meetings.merge import GroupedPaper
from indexer.model import FACT_NAMES, FactEvidence, FactName
from indexer.structure.draft import DraftFacts


def fact_evidence(paper: GroupedPaper) -> tuple[FactEvidence, ...]:
    """Return how each fact of a paper is known, at most once for each, in the order of `FACT_NAMES`.

    What the user states comes first, then what ties the paper to its meeting, then what reading the paper found.
    """
    facts = paper.draft.facts
    known: dict[FactName, FactEvidence] = {entry.fact: entry for entry in facts.evidence}
    for entry in paper.evidence:
        if entry.fact not in known or known[entry.fact].basis != "settings":
            known[entry.fact] = entry
    known["status"] = _status_evidence(facts, known)
    if facts.parts:
        known.setdefault("day", FactEvidence("day", "stated", facts.parts[0].heading))
    elif not any(meeting.start for meeting in paper.meetings):
        read = known.get("day")
        known["day"] = read if read and read.basis == "unknown" else FactEvidence("day", "unknown")
    if not paper.meetings:
        known.setdefault("meeting", FactEvidence("meeting", "unknown"))
    return tuple(known[fact] for fact in FACT_NAMES if fact in known)


def _status_evidence(facts: DraftFacts, known: dict[FactName, FactEvidence]) -> FactEvidence:
    """Return how the status is known: as read, or as the kind that it follows from is."""
    if facts.status == "unknown" and "status" not in known:
        return FactEvidence("status", "unknown")
    kind = known.get("kind", FactEvidence("kind", "guessed"))
    return known.get("status", FactEvidence("status", kind.basis, kind.evidence))
