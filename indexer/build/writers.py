"""Writes one build from meetings and readings: splits sentences, fills catalogue, engine and suggestions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from indexer.engine.engines import DEFAULT_ENGINE, Engines
from indexer.engine.protocol import EngineWriter
from indexer.meetings.merge import GroupedPaper, MeetingGroup
from indexer.model import Acronym, Document, Passage, Person, Session
from indexer.registry.rows import PassageRow, RegistryReader
from indexer.review.doubts import doubts_of
from indexer.store.catalogue_writer import CatalogueWriter
from indexer.store.library import CATALOGUE_FILE, ENGINE_FOLDER
from indexer.structure.draft import Draft, DraftPassage
from indexer.suggest.entry import SUGGESTIONS_FILE
from indexer.suggest.writer import SuggestionsWriter
from indexer.text.paper_words import analyse
from indexer.text.sentences import SentenceSplitter

from .known import fact_evidence
from .names import CorpusNames, PaperContent, PassageKey
from .paper_names import PaperNames

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
    doubtful_facts: int
    """Facts of papers that were guessed or not found."""
    doubtful_documents: int


class _BuildFiles(NamedTuple):
    """The files of a build while they are written."""

    catalogue: CatalogueWriter
    engine: EngineWriter
    suggestions: SuggestionsWriter

    def add(
        self,
        document: Document,
        new_sessions: Sequence[Session],
        passages: Sequence[Passage],
        rows: Sequence[PassageRow],
    ) -> None:
        """Add a paper with its passages, the meeting's sessions that were not added before, and the registry rows."""
        words = analyse([passage.text for passage in passages])
        self.catalogue.add_document(document, new_sessions, passages, rows)
        self.engine.add(passages, new_sessions, words)
        self.suggestions.add(passages, new_sessions, words)

    def add_names(self, persons: Sequence[Person], acronyms: Sequence[Acronym]) -> None:
        """Add the persons and acronyms of the whole corpus."""
        self.catalogue.add_persons(persons)
        self.catalogue.add_acronyms(acronyms)
        self.suggestions.add_names(persons, acronyms)

    def finish(self) -> None:
        """Write what is buffered."""
        self.catalogue.finish()
        self.engine.finish()
        self.suggestions.finish()


@contextmanager
def _open_files(target: Path) -> Iterator[_BuildFiles]:
    with (
        CatalogueWriter(target / CATALOGUE_FILE) as catalogue,
        Engines().writer(DEFAULT_ENGINE, target / ENGINE_FOLDER) as engine,
        SuggestionsWriter(target / SUGGESTIONS_FILE, target / ENGINE_FOLDER) as suggestions,
    ):
        yield _BuildFiles(catalogue, engine, suggestions)


def write_build(
    target: Path,
    meeting_groups: Iterable[MeetingGroup],
    passages_of: Callable[[Draft], Sequence[DraftPassage]],
    ids: BuildIds,
    sentences: SentenceSplitter,
    progress: Progress,
    names: CorpusNames,
) -> IndexCounts:
    """Write the files of a build, with one paper at a time in memory, and return the counts.

    `meeting_groups` have their final ids; `names` are those of all their papers.
    """
    total = len(ids.documents)
    defining = names.defining_passages()
    defined: dict[PassageKey, str] = {}
    passage_count = documents_done = meeting_count = session_count = 0
    doubts: list[int] = []
    with _open_files(target) as files:
        for group in meeting_groups:
            sessions = _with_people(group, names)
            new_sessions = tuple(sessions.values())
            meeting_count += len(group.meetings)
            session_count += len(new_sessions)
            for paper in group.papers:
                document = _make_document(ids.documents[paper.draft.source.name], paper)
                rows = ids.registry.in_document(document.id)
                passage_ids = (row.id for row in rows if row.living)
                drafts = zip(passage_ids, passages_of(paper.draft), strict=True)
                passages = list(_make_passages(document, paper, drafts, sessions, sentences, names))
                ids_by_place = {(document.source, passage.ordinal): passage.id for passage in passages}
                defined.update({place: ids_by_place[place] for place in ids_by_place.keys() & defining})
                files.add(document, new_sessions, passages, rows)
                doubts.append(len(doubts_of([document])))
                new_sessions = ()  # written once: a meeting of many papers has many sessions
                passage_count, documents_done = passage_count + len(passages), documents_done + 1
                progress("Indexing", documents_done, total)
        progress("Writing", 0, 1)
        files.catalogue.add_former(ids.registry)
        files.add_names(names.persons, names.acronyms(defined))
        files.catalogue.add_synonyms(names.synonyms)
        files.finish()
        progress("Writing", 1, 1)
    return IndexCounts(total, meeting_count, session_count, passage_count, sum(doubts), sum(map(bool, doubts)))


def _with_people(group: MeetingGroup, names: CorpusNames) -> dict[tuple[str, str], Session]:
    """Return the sessions of a group's meetings by meeting and id, with their people resolved to persons."""
    return {
        (session.meeting, session.id): replace(session, people=names.resolve_people(session.meeting, session.people))
        for session in group.sessions
    }


def paper_contents(
    meeting_groups: Iterable[MeetingGroup], names_of: Callable[[Draft], PaperNames]
) -> Iterator[PaperContent]:
    """Yield what names are learned from, one paper at a time; the meetings have their final ids."""
    for group in meeting_groups:
        people = [(session.meeting, participation) for session in group.sessions for participation in session.people]
        for paper in group.papers:
            names = names_of(paper.draft)
            parts = {*names.councils, *(part for part, *_ in names.people)}
            scopes = {part: _name_scope(paper, part) for part in parts}
            yield PaperContent(paper.draft.source.name, names, scopes, people)
            people = []  # told once: a meeting of many papers has many people


def _name_scope(paper: GroupedPaper, part: int | None) -> str:
    """Return what a short name is unique in: the meeting of a part, or the paper where that is of no meeting."""
    meeting = paper.meeting_of(part)
    return meeting.id if meeting else paper.draft.source.name


def _with_names(passage: Passage, draft: DraftPassage, names: CorpusNames) -> Passage:
    """Return a passage with its people resolved to persons, and the documents that it mentions."""
    meeting = passage.meeting.id if passage.meeting else passage.document.source
    people = tuple(names.resolve_person(meeting, person) for person in passage.people if names.is_person(person))
    symbols = names.mentioned_symbols(meeting, "\n".join((passage.text, *passage.notes)))
    mentions = (*(symbol for symbol in symbols if symbol not in draft.not_mentions), *draft.mentions)
    return replace(passage, people=people, mentions=tuple(dict.fromkeys(mentions)))


def _make_document(document_id: str, paper: GroupedPaper) -> Document:
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
    )


def _make_passages(
    document: Document,
    paper: GroupedPaper,
    drafts: Iterable[tuple[str, DraftPassage]],
    sessions: Mapping[tuple[str, str], Session],
    sentences: SentenceSplitter,
    names: CorpusNames,
) -> Iterator[Passage]:
    """Yield the passages of a document from their ids and drafts; `sessions` are by meeting and id."""
    for ordinal, (passage_id, draft) in enumerate(drafts):
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
        yield _with_names(passage, draft, names)
