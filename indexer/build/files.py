"""The files of a build while they are written, anew or from those of the build before.

What is written is made in `passages`; what is carried over is decided in `writers`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

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


class BuildFiles:
    """The writers of a build; `base` is the catalogue of the build before, where documents are carried over from it."""

    def __init__(
        self,
        catalogue: CatalogueWriter,
        engine: EngineWriter,
        suggestions: SuggestionsWriter,
        base: Catalogue | None,
    ) -> None:
        self.catalogue = catalogue
        self._engine = engine
        self._suggestions = suggestions
        self._base = base

    def keep(self, ids: Collection[str]) -> None:
        """Say which documents of the build before are carried over, before any is added."""
        if self._base:
            self.catalogue.keep_documents(ids)
            self._engine.keep(ids)
            kept = frozenset(ids)
            for document_id in self._base.documents:
                if document_id not in kept:
                    self._suggestions.remove(self._base.document_passages(document_id))

    def add(
        self,
        document: Document,
        sessions: Sequence[Session],
        passages: Sequence[Passage],
        rows: Sequence[PassageRow],
        words: PaperWords,
    ) -> None:
        """Add a document with its passages and their words, and the registry rows.

        `sessions` are those of its group that were not added before.
        """
        self.catalogue.add_document(document, (), passages, rows)
        self._engine.add(passages, sessions, words)
        self._suggestions.add(passages, (), words)

    def put_meetings(self, meetings: Sequence[Meeting], sessions: Sequence[Session]) -> None:
        """Put the meetings of a group with all of their sessions in place of what was there of them."""
        self.catalogue.put_meetings(meetings, sessions)
        self._suggestions.put_meetings(meetings, sessions)

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
        self._suggestions.finish()


@contextmanager
def open_files(target: Path, base: Path | None) -> Iterator[BuildFiles]:
    """Open the files of a build in its folder; `base` is the folder of the build before, where it is carried on."""
    with ExitStack() as stack:
        base_file = base / CATALOGUE_FILE if base else None
        engine_before = base / ENGINE_FOLDER if base else None
        before = Catalogue(base_file) if base_file else None
        suggestions_before = base / SUGGESTIONS_FILE if base else None
        columns = target / ENGINE_FOLDER
        if before:
            stack.callback(before.close)
        yield BuildFiles(
            stack.enter_context(CatalogueWriter(target / CATALOGUE_FILE, base_file)),
            stack.enter_context(Engines().writer(DEFAULT_ENGINE, columns, engine_before)),
            stack.enter_context(SuggestionsWriter(target / SUGGESTIONS_FILE, columns, suggestions_before)),
            before,
        )
