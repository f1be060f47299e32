"""Writes one build from meetings and readings: splits sentences, fills the catalogue, the engine and the word index."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from indexer.engine.protocol import EngineWriter
from indexer.engine.whoosh.engine import WhooshWriter
from indexer.meetings.merge import MeetingGroup
from indexer.model import Acronym, Document, Meeting, Passage, Person, Session
from indexer.quotes.word_writer import WordIndexWriter
from indexer.registry.rows import PassageRow, RegistryReader
from indexer.store.catalogue_writer import CatalogueWriter
from indexer.store.library import CATALOGUE_FILE, ENGINE_FOLDER, WORDS_FOLDER
from indexer.structure.draft import Draft, DraftPassage
from indexer.suggest.entry import SUGGESTIONS_FILE
from indexer.suggest.writer import SuggestionsWriter
from indexer.text.sentences import SentenceSplitter

from .names import CorpusNames, PaperContent, PassageKey, StatedNames, collect_names

Progress = Callable[[str, int, int], None]
"""Called with the step, how much of it is done, and of how much."""


@dataclass(frozen=True)
class BuildIds:
    """The ids of documents by source name, and the registry that holds those of their passages."""

    documents: Mapping[str, str]
    registry: RegistryReader
    """Of meetings, sessions and documents it needs only those that have ended."""


@dataclass(frozen=True)
class IndexCounts:
    """How much an index holds."""

    documents: int
    meetings: int
    sessions: int
    passages: int


class _BuildFiles(NamedTuple):
    """The files of a build while they are written."""

    catalogue: CatalogueWriter
    engine: EngineWriter
    words: WordIndexWriter
    suggestions: SuggestionsWriter

    def add(
        self,
        document: Document,
        new_sessions: Sequence[Session],
        passages: Sequence[Passage],
        rows: Sequence[PassageRow],
    ) -> None:
        """Add a paper with its passages, the meeting's sessions that were not added before, and the registry rows."""
        self.catalogue.add_document(document, new_sessions, passages, rows)
        self.engine.add(passages, new_sessions)
        self.words.add((passage.id, document.id, passage.text) for passage in passages)
        self.suggestions.add(passages, new_sessions)

    def add_names(self, persons: Sequence[Person], acronyms: Sequence[Acronym]) -> None:
        """Add the persons and acronyms of the whole corpus."""
        self.catalogue.add_persons(persons)
        self.catalogue.add_acronyms(acronyms)
        self.suggestions.add_names(persons, acronyms)

    def finish(self) -> None:
        """Write what is buffered."""
        self.catalogue.finish()
        self.engine.finish()
        self.words.finish()
        self.suggestions.finish()


@contextmanager
def _open_files(target: Path) -> Iterator[_BuildFiles]:
    with (
        CatalogueWriter(target / CATALOGUE_FILE) as catalogue,
        WhooshWriter(target / ENGINE_FOLDER) as engine,
        WordIndexWriter(target / WORDS_FOLDER) as words,
        SuggestionsWriter(target / SUGGESTIONS_FILE) as suggestions,
    ):
        yield _BuildFiles(catalogue, engine, words, suggestions)


def write_build(
    target: Path,
    meeting_groups: Iterable[MeetingGroup],
    passages_of: Callable[[Draft], Sequence[DraftPassage]],
    ids: BuildIds,
    sentences: SentenceSplitter,
    progress: Progress,
    stated: StatedNames,
) -> tuple[IndexCounts, tuple[str, ...]]:
    """Write the files of a build, with one paper at a time in memory.

    `meeting_groups` have their final ids and are iterated twice. Return the counts, and a warning for each name in
    `stated` that no paper has.
    """
    total = len(ids.documents)
    names = collect_names(_paper_contents(meeting_groups, passages_of), stated)
    defining = names.defining_passages()
    defined: dict[PassageKey, str] = {}
    passage_count = documents_done = meeting_count = session_count = 0
    with _open_files(target) as files:
        for group in meeting_groups:
            sessions = _with_people(group, names)
            new_sessions = tuple(sessions.values())
            meeting_count, session_count = meeting_count + 1, session_count + len(new_sessions)
            for draft, session_of in zip(group.drafts, group.session_of, strict=True):
                document = _make_document(ids.documents[draft.source.name], draft, group.meeting)
                rows = ids.registry.in_document(document.id)
                passage_ids = (row.id for row in rows if row.living)
                drafts = zip(passage_ids, passages_of(draft), strict=True)
                own_sessions = {key: sessions[session.id] for key, session in session_of.items()}
                passages = list(_make_passages(document, drafts, own_sessions, sentences, names))
                ids_by_place = {(draft.source.name, passage.ordinal): passage.id for passage in passages}
                defined.update({place: ids_by_place[place] for place in ids_by_place.keys() & defining})
                files.add(document, new_sessions, passages, rows)
                new_sessions = ()  # written once: a meeting of many papers has many sessions
                passage_count, documents_done = passage_count + len(passages), documents_done + 1
                progress("Indexing", documents_done, total)
        progress("Writing", 0, 1)
        files.catalogue.add_former(ids.registry)
        files.add_names(names.persons, names.acronyms(defined))
        files.finish()
        progress("Writing", 1, 1)
    return IndexCounts(total, meeting_count, session_count, passage_count), names.unused_statements


def _with_people(group: MeetingGroup, names: CorpusNames) -> dict[str, Session]:
    """Return the sessions of a meeting by id, with their people resolved to persons."""
    meeting = group.meeting.id
    return {
        session.id: replace(session, people=names.resolve_people(meeting, session.people)) for session in group.sessions
    }


def _paper_contents(
    meeting_groups: Iterable[MeetingGroup], passages_of: Callable[[Draft], Sequence[DraftPassage]]
) -> Iterator[PaperContent]:
    for group in meeting_groups:
        people = [participation for session in group.sessions for participation in session.people]
        for draft in group.drafts:
            yield PaperContent(draft.source.name, group.meeting.id, passages_of(draft), people)


def _with_names(passage: Passage, draft: DraftPassage, names: CorpusNames) -> Passage:
    """Return a passage with its people resolved to persons, and the documents that it mentions."""
    meeting = passage.meeting.id
    people = tuple(names.resolve_person(meeting, person) for person in passage.people if names.is_person(person))
    symbols = names.mentioned_symbols(meeting, "\n".join((passage.text, *passage.notes)))
    mentions = (*(symbol for symbol in symbols if symbol not in draft.not_mentions), *draft.mentions)
    return replace(passage, people=people, mentions=tuple(dict.fromkeys(mentions)))


def _make_document(document_id: str, draft: Draft, meeting: Meeting) -> Document:
    facts = draft.facts
    return Document(
        id=document_id,
        title=facts.title,
        kind=facts.kind,
        status=facts.status,
        source=draft.source.name,
        meeting=meeting,
        language=facts.language,
        published=facts.published,
        recognised=facts.recognised,
        restrictions=facts.restrictions,
        author=facts.author,
        publisher=facts.publisher,
        symbol=facts.symbol,
        url=facts.url,
    )


def _make_passages(
    document: Document,
    drafts: Iterable[tuple[str, DraftPassage]],
    sessions: Mapping[str, Session],
    sentences: SentenceSplitter,
    names: CorpusNames,
) -> Iterator[Passage]:
    """Yield the passages of a document from their ids and drafts; `sessions` are by the draft's own keys."""
    for ordinal, (passage_id, draft) in enumerate(drafts):
        passage = Passage(
            id=passage_id,
            text=draft.text,
            kind=draft.kind,
            ordinal=ordinal,
            document=document,
            session=sessions[draft.section.session] if draft.section.session else None,
            headings=draft.section.headings,
            people=draft.people,
            page=draft.page,
            page_label=draft.page_label,
            label=draft.label,
            lead_in=draft.lead_in,
            notes=draft.notes,
            sentences=sentences.spans(draft.text),
        )
        yield _with_names(passage, draft, names)
