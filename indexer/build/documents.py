"""Makes the documents of a build from what was read, with how their facts are known, and the people of its sessions.

Their passages are made in `making`, and written in `files`.
"""

from __future__ import annotations

from dataclasses import replace

from indexer.making.passages import SessionsByKey
from indexer.meetings.merge import GroupedPaper, MeetingGroup
from indexer.model import FACT_NAMES, Document, FactEvidence, FactName
from indexer.structure.draft import DraftFacts

from .names import CorpusNames


def with_people(group: MeetingGroup, names: CorpusNames) -> SessionsByKey:
    """Return the sessions of a group's meetings by meeting and id, with their people resolved to persons."""
    return {
        (session.meeting, session.id): replace(session, people=names.resolve_people(session.meeting, session.people))
        for session in group.sessions
    }


def make_document(document_id: str, paper: GroupedPaper) -> Document:
    """Return a paper as a document."""
    facts = paper.draft.facts
    return Document(
        id=document_id,
        title=facts.title,
        kind=facts.kind,
        status=facts.status,
        source=paper.draft.source.name,
        meetings=paper.meetings,
        language=facts.language,
        published=facts.published,
        recognised=facts.recognised,
        restrictions=facts.restrictions,
        evidence=fact_evidence(paper),
        author=facts.author,
        publisher=facts.publisher,
        symbol=facts.symbol,
        url=facts.url,
        weight=facts.weight,
    )


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
