"""The files of a build while they are written, anew or from those of the build before.

What is written is made in `passages`; what is carried over is decided in `writers`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from indexer.engine.engines import EMBEDDED_ENGINE, Engines, EngineSetting
from indexer.engine.protocol import EngineWriter
from indexer.model import Acronym, Document, Meeting, Passage, Person, Session
from indexer.registry.rows import PassageRow
from indexer.store.catalogue_protocol import Catalogue, CatalogueWriter
from indexer.store.catalogues import Catalogues, new_store
from indexer.store.library import ENGINE_FOLDER
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
        *,
        engine_continues: bool = True,
    ) -> None:
        """Take the writers; `engine_continues` says whether that of the engine can keep documents of the build before.

        Where it cannot, because another engine searched that build, all documents are added to it from the catalogue.
        """
        self.catalogue = catalogue
        self._engine = engine
        self._suggestions = suggestions
        self._base = base
        self._engine_continues = engine_continues
        self._moved: Collection[str] = ()  # the documents that are carried over, and go into the engine anew
        self._new_sessions: Sequence[Session] = ()  # of the group, until a document is added

    def keep(self, ids: Collection[str], merged: Collection[str]) -> None:
        """Say which documents of the build before are carried over, before any is added.

        `merged` are the names of the parts of it whose documents go into the new one.
        """
        if self._base is None:
            return
        parts = self._base.parts()
        kept = set(ids)
        moved = (part for part in parts if part.name in merged or not self._engine_continues)
        self._moved = {key for part in moved for key in part.documents if key in kept}
        self.catalogue.keep_documents(ids, merged)
        self._engine.keep([key for key in ids if key not in self._moved])
        for document_id in (key for part in parts for key in part.documents if key not in kept):
            self._suggestions.remove(self._base.document_passages(document_id))

    def put_meetings(self, meetings: Sequence[Meeting], sessions: Sequence[Session]) -> None:
        """Begin a group: put its meetings with all of their sessions in place of what was there of them."""
        self.catalogue.put_meetings(meetings, sessions)
        self._suggestions.put_meetings(meetings, sessions)
        self._new_sessions = sessions

    def is_moved(self, document_id: str) -> bool:
        """Return whether a document that is carried over goes into the engine anew."""
        return document_id in self._moved

    def move(self, document_id: str, meetings: Sequence[str], words: PaperWords) -> None:
        """Add a document that is carried over to the engine anew; `meetings` are those of its group."""
        assert self._base is not None  # noqa: S101  # nosec B101  # there is nothing to carry over without
        sessions = [session for meeting in meetings for session in self._base.sessions_of(meeting)]
        self._engine.add(self._base.document_passages(document_id), sessions, words)

    def add(
        self,
        document: Document,
        passages: Sequence[Passage],
        rows: Sequence[PassageRow],
        words: PaperWords,
        prepared: bytes,
    ) -> None:
        """Add a document of the group with its passages and their words, and the registry rows.

        `prepared` is what the engine has made of the passages already, if anything.
        """
        # The sessions go with the first document: a meeting of many papers has many sessions.
        sessions, self._new_sessions = self._new_sessions, ()
        self.catalogue.add_document(document, (), passages, rows)
        self._engine.add(passages, sessions, words, prepared)
        self._suggestions.add(passages, (), words)

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
def open_files(target: Path, base: Path | None, engine: EngineSetting = EMBEDDED_ENGINE) -> Iterator[BuildFiles]:
    """Open the files of a build in its folder; `base` is the folder of the build before, where it is carried on."""

    def before(name: str) -> Path | None:
        return base / name if base else None

    catalogues, store, engines = Catalogues(), new_store(), Engines()
    continues = base is not None and engines.continues(engine.name, base / ENGINE_FOLDER, engine.url)
    engine_before = before(ENGINE_FOLDER) if continues else None
    with ExitStack() as stack:
        catalogue_before = stack.enter_context(closing(catalogues.open(store, base))) if base else None
        columns = target / ENGINE_FOLDER
        yield BuildFiles(
            stack.enter_context(catalogues.writer(store, target, base)),
            stack.enter_context(engines.writer(engine.name, columns, engine_before, engine.url)),
            stack.enter_context(SuggestionsWriter(target / SUGGESTIONS_FILE, columns, before(SUGGESTIONS_FILE))),
            catalogue_before,
            engine_continues=continues,
        )
