"""Makes the documents and passages of a build from what was read, with their meetings, people, mentions and voices.

Where they are written is the job of `files`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from indexer.entities.countries import go_by_initials, is_country
from indexer.meetings.merge import GroupedPaper, MeetingGroup
from indexer.model import Document, Passage, Session
from indexer.structure.draft import DraftPassage
from indexer.text.sentences import SentenceSplitter, load_tokenizer
from indexer.voices.passage import voices_of

from .known import fact_evidence
from .names import CorpusNames

SessionsByKey = Mapping[tuple[str, str], Session]
"""Sessions by meeting and id."""


def load_tables() -> None:
    """Load what the first passage would wait for, while others work; nothing depends on it."""
    load_tokenizer()
    is_country("")


def with_people(group: MeetingGroup, names: CorpusNames) -> dict[tuple[str, str], Session]:
    """Return the sessions of a group's meetings by meeting and id, with their people resolved to persons."""
    return {
        (session.meeting, session.id): replace(session, people=names.resolve_people(session.meeting, session.people))
        for session in group.sessions
    }


def _with_names(
    passage: Passage,
    draft: DraftPassage,
    names: CorpusNames,
    mentioned: tuple[tuple[str, ...], tuple[str, ...]],
    *,
    among_initials: bool,
) -> Passage:
    """Return a passage with its people resolved to persons, and the documents that it mentions.

    `mentioned` are these by themselves, and in a meeting of a council; `among_initials` tells that the speakers of the
    paper go by their initials.
    """
    meeting = passage.meeting.id if passage.meeting else passage.document.source
    people = tuple(
        names.resolve_person(meeting, person, among_initials=among_initials)
        for person in passage.people
        if names.is_person(person)
    )
    symbols = mentioned[names.names_council(meeting)]
    mentions = (*(symbol for symbol in symbols if symbol not in draft.not_mentions), *draft.mentions)
    return replace(passage, people=people, mentions=tuple(dict.fromkeys(mentions)))


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


def make_passages(
    document: Document,
    paper: GroupedPaper,
    drafts: Iterable[tuple[str, DraftPassage]],
    sessions: SessionsByKey,
    sentences: SentenceSplitter,
    names: CorpusNames,
    mentions: Mapping[int, tuple[tuple[str, ...], tuple[str, ...]]],
) -> Iterator[Passage]:
    """Yield the passages of a document from their ids and drafts.

    `sessions` are by meeting and id, and `mentions` those of `PaperNames`.
    """
    numbered = list(drafts)
    among_initials = go_by_initials(person for _, draft in numbered for person in draft.people)
    for ordinal, (passage_id, draft) in enumerate(numbered):
        session = paper.session_at(draft)
        passage = Passage(
            id=passage_id,
            text=draft.text,
            kind=draft.kind,
            ordinal=ordinal,
            document=document,
            meeting=paper.meeting_of(draft.part),
            session=sessions[session.meeting, session.id] if session else None,
            headings=draft.section.headings,
            people=draft.people,
            page=draft.page,
            page_label=draft.page_label,
            label=draft.label,
            lead_in=draft.lead_in,
            heads=draft.heads,
            notes=draft.notes,
            sentences=sentences.spans(draft.text),
        )
        mentioned = mentions.get(ordinal, ((), ()))
        named = _with_names(passage, draft, names, mentioned, among_initials=among_initials)
        yield replace(named, voices=voices_of(named, is_speech=draft.is_speech))
