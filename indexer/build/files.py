"""The files of a build while they are written, anew or from those of the build before.

What is written is made in `passages`; what is carried over is decided in `writers`.
"""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import cached_property
from pathlib import Path

from indexer.engine.columns.writer import ColumnsWriter
from indexer.engine.engines import DEFAULT_ENGINE, Engines
from indexer.engine.protocol import EngineWriter
from indexer.model import Acronym, Document, Meeting, Passage, Person, Session
from indexer.registry.rows import PassageRow
from indexer.store.catalogue import Catalogue
from indexer.store.catalogue_writer import CatalogueWriter
from indexer.store.library import CATALOGUE_FILE, ENGINE_FOLDER
from indexer.suggest.entry import SUGGESTIONS_FILE
from indexer.suggest.writer import SuggestionsWriter
from indexer.text.paper_words import PaperWords

_ALL_WORDS = "words"
"""The folder of the words of all documents, which the suggestions are made from; it does not stay."""


class BuildFiles:
    """The writers of a build; `base` is the catalogue of the build before, where documents are carried over from it."""

    def __init__(
        self,
        catalogue: CatalogueWriter,
        engine: EngineWriter,
        suggestions: SuggestionsWriter,
        base: Catalogue | None,
        words: ColumnsWriter | None,
    ) -> None:
        """Take the writers; `words` is one for the words of all documents, also of those that are carried over."""
        self.catalogue = catalogue
        self._engine = engine
        self._words = words
        self._suggestions = suggestions
        self._base = base
        self._moved: Collection[str] = ()  # the documents that are carried over into the new part
        self._engine_sessions: Sequence[Session] = ()  # of the group, as far as they were not added yet
        self._other_sessions: Sequence[Session] = ()

    @cached_property
    def _sessions_of(self) -> Mapping[str, list[Session]]:
        """The sessions of each meeting in the build before."""
        sessions_of: dict[str, list[Session]] = defaultdict(list)
        for session in self._base.sessions.values() if self._base else ():
            sessions_of[session.meeting].append(session)
        return sessions_of

    def keep(self, ids: Collection[str], merged: Collection[str]) -> None:
        """Say which documents of the build before are carried over, before any is added.

        `merged` are the names of the parts of it whose documents go into the new one.
        """
        if self._base:
            self.catalogue.keep_documents(ids, merged)
            self._moved = {key for part in self._base.parts() if part.name in merged for key in part.documents}
            self._engine.keep([key for key in ids if key not in self._moved])

    def carry_meetings(self, meetings: Sequence[str]) -> None:
        """Begin a group of which nothing changes, with the ids of its meetings."""
        sessions = [session for meeting in meetings for session in self._sessions_of.get(meeting, ())]
        self._engine_sessions = self._other_sessions = sessions

    def put_meetings(self, meetings: Sequence[Meeting], sessions: Sequence[Session]) -> None:
        """Begin a group: put its meetings with all of their sessions in place of what was there of them."""
        self.catalogue.put_meetings(meetings, sessions)
        self._engine_sessions = self._other_sessions = sessions

    def carry(self, document_id: str, words: PaperWords) -> None:
        """Carry over a document of the group."""
        assert self._base is not None  # noqa: S101  # there is nothing to carry over without
        passages = self._base.document_passages(document_id)
        if document_id in self._moved:
            self._add_to_engine(passages, words)
        self._add_words(passages, words)

    def add(
        self, document: Document, passages: Sequence[Passage], rows: Sequence[PassageRow], words: PaperWords
    ) -> None:
        """Add a document of the group with its passages and their words, and the registry rows."""
        self.catalogue.add_document(document, (), passages, rows)
        self._add_to_engine(passages, words)
        self._add_words(passages, words)

    def _add_to_engine(self, passages: Sequence[Passage], words: PaperWords) -> None:
        # The sessions go with the first document: a meeting of many papers has many sessions.
        sessions, self._engine_sessions = self._engine_sessions, ()
        self._engine.add(passages, sessions, words)

    def _add_words(self, passages: Sequence[Passage], words: PaperWords) -> None:
        sessions, self._other_sessions = self._other_sessions, ()
        if self._words:
            self._words.add(passages, (), words)
        self._suggestions.add(passages, sessions, words)

    def add_names(self, persons: Sequence[Person], acronyms: Sequence[Acronym], *, are_known: bool) -> None:
        """Add the persons and acronyms of the whole corpus; the build before may have the same persons."""
        if not (self._base and are_known):
            self.catalogue.add_persons(persons)
        self.catalogue.add_acronyms(acronyms)
        self._suggestions.add_names(persons, acronyms)

    def passage_id(self, document_id: str, ordinal: int) -> str | None:
        """Return the id of a passage of a document that is carried over."""
        return self._base.passage_id(document_id, ordinal) if self._base else None

    def finish(self, order: Sequence[str]) -> None:
        """Write what is buffered; `order` are the ids of all documents in the order of the corpus."""
        self.catalogue.finish(order)
        self._engine.finish(order)
        if self._words:
            self._words.finish()
        self._suggestions.finish()


@contextmanager
def open_files(target: Path, base: Path | None) -> Iterator[BuildFiles]:
    """Open the files of a build in its folder; `base` is the folder of the build before, where it is carried on."""
    with ExitStack() as stack:
        base_file = base / CATALOGUE_FILE if base else None
        engine_before = base / ENGINE_FOLDER if base else None
        before = Catalogue(base_file) if base_file else None
        columns = target / ENGINE_FOLDER
        words = None
        if before:
            stack.callback(before.close)
            columns = target / _ALL_WORDS
            stack.callback(shutil.rmtree, columns, ignore_errors=True)
            words = stack.enter_context(ColumnsWriter(columns))
        yield BuildFiles(
            stack.enter_context(CatalogueWriter(target / CATALOGUE_FILE, base_file)),
            stack.enter_context(Engines().writer(DEFAULT_ENGINE, target / ENGINE_FOLDER, engine_before)),
            stack.enter_context(SuggestionsWriter(target / SUGGESTIONS_FILE, columns)),
            before,
            words,
        )
