"""Writes one build from meetings and readings: splits sentences, fills the catalogue, the engine and the word index."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

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
"""Told the step, how much of it is done, and of how much."""


@dataclass(frozen=True)
class BuildIds:
    """The ids of documents by source name, and the registry that holds those of their passages."""

    documents: Mapping[str, str]
    register: RegistryReader
    """Of meetings, sessions and documents it need know only those that are there no more."""


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
    engine: WhooshWriter
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
def _files(target: Path) -> Iterator[_BuildFiles]:
    with (
        CatalogueWriter(target / CATALOGUE_FILE) as catalogue,
        WhooshWriter(target / ENGINE_FOLDER) as engine,
        WordIndexWriter(target / WORDS_FOLDER) as words,
        SuggestionsWriter(target / SUGGESTIONS_FILE) as suggestions,
    ):
        yield _BuildFiles(catalogue, engine, words, suggestions)


def write_build(
    target: Path,
    gatherings: Iterable[MeetingGroup],
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
    names = collect_names(_papers(gatherings, passages_of), stated)
    defining = names.defining_passages()
    defined: dict[PassageKey, str] = {}
    passages = done = meetings = sessions = 0
    with _files(target) as files:
        for gathering in gatherings:
            meeting = gathering.meeting.id
            known = {
                one.id: replace(one, people=names.resolve_people(meeting, one.people)) for one in gathering.sessions
            }
            news = tuple(known.values())
            meetings, sessions = meetings + 1, sessions + len(news)
            for draft, keys in zip(gathering.drafts, gathering.session_of, strict=True):
                document = _document(ids.documents[draft.source.name], draft, gathering.meeting)
                mine = {key: known[session.id] for key, session in keys.items()}
                rows = ids.register.in_document(document.id)
                read = passages_of(draft)
                own = zip((row.id for row in rows if row.living), read, strict=True)
                made = _passages(document, own, mine, sentences)
                found = [_named(one, of, names) for one, of in zip(made, read, strict=True)]
                places = {(draft.source.name, one.ordinal): one.id for one in found}
                defined.update({place: places[place] for place in places.keys() & defining})
                files.add(document, news, found, rows)
                news = ()  # told once: a meeting of many papers has many sessions
                passages, done = passages + len(found), done + 1
                progress("Indexing", done, total)
        progress("Writing", 0, 1)
        files.catalogue.add_former(ids.register)
        files.add_names(names.persons, names.acronyms(defined))
        files.finish()
        progress("Writing", 1, 1)
    return IndexCounts(total, meetings, sessions, passages), names.unused_statements


def _papers(
    meeting_groups: Iterable[MeetingGroup], passages_of: Callable[[Draft], Sequence[DraftPassage]]
) -> Iterator[PaperContent]:
    for group in meeting_groups:
        people = [participation for session in group.sessions for participation in session.people]
        for draft in group.drafts:
            yield PaperContent(draft.source.name, group.meeting.id, passages_of(draft), people)


def _named(passage: Passage, draft: DraftPassage, names: CorpusNames) -> Passage:
    """Return a passage with its people resolved to persons, and the documents that it mentions."""
    meeting = passage.meeting.id
    people = tuple(names.resolve_person(meeting, person) for person in passage.people if names.is_person(person))
    symbols = names.mentioned_symbols(meeting, "\n".join((passage.text, *passage.notes)))
    mentions = (*(symbol for symbol in symbols if symbol not in draft.not_mentions), *draft.mentions)
    return replace(passage, people=people, mentions=tuple(dict.fromkeys(mentions)))


def _document(document_id: str, draft: Draft, meeting: Meeting) -> Document:
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
    )


def _passages(
    document: Document,
    drafts: Iterable[tuple[str, DraftPassage]],
    sessions: dict[str, Session],
    sentences: SentenceSplitter,
) -> Iterator[Passage]:
    for ordinal, (passage_id, draft) in enumerate(drafts):
        yield Passage(
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
