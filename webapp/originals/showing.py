"""The originals of one site: whether a document's file may be seen, the file itself, and what is drawn of it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal

import msgspec

from indexer.disk.hashing import sha256_hex
from indexer.object_store.address import papers_folder
from indexer.originals.files import OpenOriginal, OriginalAway, OriginalChanged, OriginalMissing, Originals
from indexer.originals.messages import NotShown, ShowingAnswer, ShowingTask
from indexer.originals.runner import ShowingLimits, look_into
from indexer.store.library import Library
from indexer.store.original_files import OriginalFile
from webapp.settings.table import Settings

from .kept import KeptAnswers
from .slots import DrawingSlots

_log = logging.getLogger(__name__)

ORIGINALS_KEY = "rapporteur.originals"
"""The extension of an application that shows originals."""

NotOfferedReason = Literal["off", "refused", "redacted", "missing", "changed", "away"]
"""Why a file is not shown: the site offers none, the owner refuses it, its paper was redacted, it is not where it was,
it has other bytes than those that were read, or the object store that has it does not answer now."""


class OriginalNotOffered(Exception):
    """The file of a document is not shown."""

    def __init__(self, reason: NotOfferedReason) -> None:
        super().__init__(reason)
        self.reason = reason


class ShownOriginals:
    """What a site shows of its originals."""

    def __init__(self, settings: Settings, limits: ShowingLimits | None = None) -> None:
        self.is_on = settings.originals
        self._files = Originals()
        self._kept = KeptAnswers(settings.picture_cache * 10**6)
        self._slots = DrawingSlots(self._kept.folder)
        self._limits = limits or ShowingLimits()

    def record(self, library: Library, document: str) -> OriginalFile:
        """Return what is recorded of the file of a document. Raise OriginalNotOffered where nobody may see it."""
        original = library.originals.get(document)
        if not self.is_on:
            raise OriginalNotOffered("off")
        if original is None:  # a build that was made without its papers
            raise OriginalNotOffered("missing")
        if original.withheld:
            raise OriginalNotOffered(original.withheld)
        return original

    def may_be_seen(self, library: Library, document: str) -> bool:
        """Return whether the file of a document may be seen, wherever it is."""
        original = library.originals.get(document) if self.is_on else None
        return original is not None and not original.withheld

    def opened(self, library: Library, document: str) -> OpenOriginal:
        """Return the file of a document, which the caller closes. Raise OriginalNotOffered where it is not shown."""
        original = self.record(library, document)
        try:
            return self._files.opened(papers_folder(library.facts.folder), original)
        except OriginalAway as error:
            _log.warning("%s", error)
            raise OriginalNotOffered("away") from error
        except OriginalMissing as error:
            raise OriginalNotOffered("missing") from error
        except OriginalChanged as error:
            raise OriginalNotOffered("changed") from error

    @contextmanager
    def open(self, library: Library, document: str) -> Iterator[OpenOriginal]:
        """Open the file of a document and close it in the end. Raise OriginalNotOffered where it is not shown."""
        opened = self.opened(library, document)
        with opened.file:
            yield opened

    def look(
        self, library: Library, document: str, opened: OpenOriginal, task: ShowingTask, count: Callable[[], None]
    ) -> ShowingAnswer:
        """Return an answer to a task about an open file of a document, from the disk where it was answered before.

        `count` is called before anything is drawn. Raise what it raises, and DrawingBusy.
        """
        build = library.stats.build
        self._kept.only_of(build)
        digest = self.record(library, document).digest
        key = sha256_hex([digest.encode(), msgspec.msgpack.encode(task)])
        if answer := self._kept.find(build, key):
            return answer
        count()
        try:
            self._kept.make_folder()
        except OSError:  # no temporary file can be written
            return NotShown("crash")
        with self._slots.taken():
            if answer := self._kept.find(build, key):  # by whoever had the place before
                return answer
            answer = look_into(opened.file, opened.size, task, self._limits)
            self._kept.keep(build, key, answer)
        return answer

    def only_of(self, build: str) -> None:
        """Delete everything that was drawn for another build, and what was fetched for it."""
        if self._kept.only_of(build):
            self._files.forget()
