"""Meetings and readings to the files of one build: sentences are found, catalogue and engine filled."""

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
    """The ids of documents by source name, and the registry that has those of their passages."""

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
        self, document: Document, news: Sequence[Session], passages: Sequence[Passage], rows: Sequence[PassageRow]
    ) -> None:
        """Add a paper with its passages, the sessions that were not told before, and what its passages once were."""
        self.catalogue.add_document(document, news, passages, rows)
        self.engine.add(passages, news)
        self.words.add((one.id, document.id, one.text) for one in passages)
        self.suggestions.add(passages, news)

    def add_names(self, persons: Sequence[Person], acronyms: Sequence[Acronym]) -> None:
        """Add the persons and short forms of the whole corpus."""
        self.catalogue.add_persons(persons)
        self.catalogue.add_acronyms(acronyms)
        self.suggestions.add_names(persons, acronyms)

    def finish(self) -> None:
        """Write what is left."""
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
    """Fill the folder of a build, one paper in memory at a time.

    `gatherings` have their final `ids` already; they are gone through twice. Gives how much it holds, and what is
    `stated` of names that no paper has.
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
    gatherings: Iterable[MeetingGroup], passages_of: Callable[[Draft], Sequence[DraftPassage]]
) -> Iterator[PaperContent]:
    for gathering in gatherings:
        people = [one for session in gathering.sessions for one in session.people]
        for draft in gathering.drafts:
            yield PaperContent(draft.source.name, gathering.meeting.id, passages_of(draft), people)


def _named(passage: Passage, draft: DraftPassage, names: CorpusNames) -> Passage:
    """A passage with its people as persons, and the documents that it mentions."""
    meeting = passage.meeting.id
    people = tuple(names.resolve_person(meeting, one) for one in passage.people if names.is_person(one))
    found = names.mentioned_symbols(meeting, "\n".join((passage.text, *passage.notes)))
    kept = (*(symbol for symbol in found if symbol not in draft.not_mentions), *draft.mentions)
    return replace(passage, people=people, mentions=tuple(dict.fromkeys(kept)))


def _document(name: str, draft: Draft, meeting: Meeting) -> Document:
    facts = draft.facts
    return Document(
        id=name,
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
    for ordinal, (name, found) in enumerate(drafts):
        yield Passage(
            id=name,
            text=found.text,
            kind=found.kind,
            ordinal=ordinal,
            document=document,
            session=sessions[found.section.session] if found.section.session else None,
            headings=found.section.headings,
            people=found.people,
            page=found.page,
            page_label=found.page_label,
            label=found.label,
            lead_in=found.lead_in,
            notes=found.notes,
            sentences=sentences.spans(found.text),
        )
