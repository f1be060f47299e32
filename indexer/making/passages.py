"""Puts together the passages of a paper: as they were read, with what was found in them, in their meetings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from indexer.meetings.merge import PaperPlaces
from indexer.model import Document, Passage, Session
from indexer.structure.draft import DraftPassage

from .findings import PaperFindings

SessionsByKey = Mapping[tuple[str, str], Session]
"""Sessions by meeting and id."""


def put_together(
    document: Document,
    places: PaperPlaces,
    drafts: Iterable[tuple[str, DraftPassage]],
    sessions: SessionsByKey,
    findings: PaperFindings,
) -> Iterator[Passage]:
    """Yield the passages of a document from their ids and drafts, and what was found in them."""
    people = findings.people
    for ordinal, ((passage_id, draft), found) in enumerate(zip(drafts, findings.passages, strict=True)):
        session = places.session_at(draft)
        yield Passage(
            id=passage_id,
            text=draft.text,
            kind=draft.kind,
            ordinal=ordinal,
            document=document,
            meeting=places.meeting_of(draft.part),
            session=sessions[session.meeting, session.id] if session else None,
            headings=draft.section.headings,
            people=tuple(people[number] for number in found.people),
            page=draft.page,
            page_label=draft.page_label,
            label=draft.label,
            lead_in=draft.lead_in,
            heads=draft.heads,
            notes=draft.notes,
            mentions=found.mentions,
            sentences=found.sentences,
            voices=found.voices,
        )
