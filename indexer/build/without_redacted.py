"""What redactions mean for a build: nothing that is redacted is read, kept, carried over or left in an older build."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from indexer.corpus.scan import SkippedSource
from indexer.ingest.redacted import REDACTED_PAPER
from indexer.ingest.tasks import ReadTask
from indexer.redactions.records import Redactions, load_redactions
from indexer.redactions.wordings import wordings_for
from indexer.registry import file as registry_file
from indexer.registry.redacted.apply import apply_redactions, read_redactions
from indexer.registry.redacted.strip import without_names
from indexer.registry.rows import RegistryEntries, RegistryReader

from .report import live_registry
from .same_registry import check_same_redactions

REDACTED_FILE = "(redacted)"
"""Stands for the name of a file that is redacted as a whole: names of files say what is in them."""


class BuildRedactions:
    """The redactions of the registry that a build uses."""

    def __init__(self, registry_folder: Path, index_dir: Path, more: Path | None = None) -> None:
        """Begin with none; `read` knows them. The build before, if there is one, is in the folder of the index.

        `more` is a file with redactions that the registry may lack.
        """
        self._more = more
        self._folder = registry_folder
        self._index_dir = index_dir
        self.all = self._kept = Redactions()
        self.is_new = False
        """Whether the live build was made without some of them."""
        self.were_applied = False
        """Whether the files of the registry may have held some of their words until this build."""

    def read(self) -> str:
        """Read them, and return a hash that changes with them; empty where there are none. Raise RedactionsDamaged."""
        self._kept = read_redactions(self._folder)
        self.all = self._kept.merged_with(load_redactions(self._more)) if self._more else self._kept
        self.is_new = live_registry(self._index_dir).get("redactions", "") != self.all.digest
        return self.all.digest

    def apply(self, stamp: str) -> None:
        """Take them out of the registry, where that may hold some of their words. Raise RegistryError."""
        live = live_registry(self._index_dir)
        is_new = self.is_new or self.all.digest != self._kept.digest
        if self.all and (is_new or live.get("sha256") != registry_file.file_hash(self._folder)):
            self.all = apply_redactions(self._folder, self.all, stamp)
            self.were_applied = True

    def check(self, digests: Mapping[str, str]) -> None:
        """Refuse to go on without some that the live build had; `digests` are those of the papers by name.

        Raise RedactionsLost.
        """
        check_same_redactions(self._index_dir, self._folder, self.all, digests)

    def tasks(
        self, tasks: Mapping[str, ReadTask], old: RegistryReader | None
    ) -> tuple[dict[str, ReadTask], list[SkippedSource]]:
        """Return the tasks, each with what is redacted of its paper, but for files that are redacted as a whole."""
        if not self.all:
            return dict(tasks), []
        documents = {row.source: row.id for row in old.documents} if old else {}
        kept = {
            name: msgspec.structs.replace(task, redacted=wordings_for(self.all, name, documents.get(name)))
            for name, task in tasks.items()
            if not self.all.of_file(task.digest)
        }
        return kept, [SkippedSource(REDACTED_FILE, REDACTED_PAPER)] * (len(tasks) - len(kept))

    def copy_to(self, build: Path) -> None:
        """Copy them into a build: a site must know them, and cannot ask the registry. Raise OSError."""
        if self.all:
            self.all.save(build / registry_file.REDACTIONS_FILE)

    def without_names(self, entries: RegistryEntries) -> RegistryEntries:
        """Return what a registry says, without the redacted names of what has ended."""
        return without_names(entries, self.all) if self.all else entries


def shown_name(name: str, reason: str) -> str:
    """Return the name of a file that is skipped, as a report may show it."""
    return REDACTED_FILE if reason == REDACTED_PAPER else name
