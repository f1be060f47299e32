"""The files of a corpus: which are to be read, what became of each, and which are left out and why.

How a folder is listed belongs to `corpus`, and how a file is read to `ingest`.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from indexer.corpus.digests import digests_of
from indexer.corpus.scan import Corpus, LinkRules, SkippedSource, scan
from indexer.corpus.settings import SETTINGS_FILE, CorpusSettings, last_stated
from indexer.ingest.cache import ReadingCache
from indexer.ingest.failures import StoredFailure
from indexer.ingest.readers import PaperReaders, ReadResults
from indexer.ingest.tasks import ReadFailure, ReadTask, reading_options
from indexer.making.findings import load_tables
from indexer.object_store.address import PapersFolder
from indexer.store.builds import WORKSPACE

from .options import BuildOptions
from .without_redacted import shown_name
from .writers import Progress

_NOTHING_STATED = reading_options(())
_SAVE_SECONDS = 60.0  # while objects are fetched to be hashed, which takes hours for a large store
_COMMIT_EVERY = 50  # files: a killed build loses no more readings than these


class CorpusFiles:
    """The files of one build."""

    def __init__(
        self,
        folder: PapersFolder,
        index_dir: Path,
        settings: CorpusSettings,
        options: BuildOptions,
        progress: Progress,
    ) -> None:
        """List what there is to read; `force` has every file hashed and tried again, whatever is known of it.

        Raise CorpusNotFound, CorpusClosed or ObjectStoreError.
        """
        limits = options.limits
        self._limits = limits
        self._workspace = index_dir / WORKSPACE
        self._forget = options.force
        self._digests = digests_of(folder, index_dir, limits, forget=options.force)
        self.corpus = self._scanned(folder, LinkRules(options.follow_links, index_dir), progress)
        """The files as they were listed, with the digests of the bytes that were read."""
        self.skipped = list(self.corpus.skipped)
        """The files that are left out, in the order of their names once they have been read."""
        self.papers: dict[str, ReadTask] = {}
        """The files that are to be read, and once that is done those that could be, by name."""
        self._unreadable: list[ReadTask] = []
        self._files_read: int | None = None
        for source in self.corpus.sources:
            rules = settings.rules_for(source.name)
            if last_stated(rules, lambda rule: rule.skip):
                self.skipped.append(SkippedSource(source.name, f"{SETTINGS_FILE} says to skip it"))
            else:
                self.papers[source.name] = ReadTask(
                    path=str(source.path),
                    name=source.name,
                    digest=source.digest,
                    options=reading_options(rules) if rules else _NOTHING_STATED,
                    limits=limits,
                    member=source.member,
                    workspace=str(self._workspace),
                    stored=source.stored,
                )

    def _scanned(self, folder: PapersFolder, links: LinkRules, progress: Progress) -> Corpus:
        """Scan a folder; what was fetched of an object store by the time that this ends is not fetched again."""
        if isinstance(folder, Path):
            return scan(folder, self._limits, self._digests, links)
        saved = time.monotonic()

        def on_object(done: int, total: int) -> None:
            nonlocal saved
            progress("Fetching", done, total)
            if time.monotonic() - saved > _SAVE_SECONDS:
                self._digests.save_so_far()
                saved = time.monotonic()

        try:
            return scan(folder, self._limits, self._digests, links, on_object)
        except BaseException:
            with suppress(OSError):
                self._digests.save_so_far()
            raise

    def remember_digests(self) -> None:
        """Keep the digests of the files for the next build. Raise OSError."""
        self._digests.save()

    def read(self, cache: ReadingCache, readers: PaperReaders, progress: Progress) -> int:
        """Read the files that the cache does not hold, once; return how many those were.

        Raise ReadersUnavailable, or what other machines raise that read.
        """
        if self._files_read is None:
            if self._forget:
                cache.forget_failures()
            missing = cache.missing(self.papers.values())
            for name, failure in cache.failures(self.papers.values()).items():
                self._leave_out(self.papers[name], failure)
            if missing:
                readers.begin()
                load_tables()  # meanwhile
                self._workspace.mkdir(exist_ok=True)
            self._read(missing, cache, readers, progress)
            self.skipped.sort(key=lambda file: file.source)
            self._files_read = len(missing)
        return self._files_read

    def _read(self, tasks: list[ReadTask], cache: ReadingCache, readers: PaperReaders, progress: Progress) -> None:
        try:
            self._take(readers.read(tasks, self._limits), cache, len(tasks), progress)
        finally:
            cache.commit()  # also what was read before the readers were lost

    def _take(self, results: ReadResults, cache: ReadingCache, count: int, progress: Progress) -> None:
        """Put results into the cache, and the files that could not be read among those left out."""
        changed: dict[str, str] = {}
        for done, (task, result) in enumerate(results, start=1):
            if task.digest != self.papers[task.name].digest:
                changed[task.name] = task.digest
                self.papers[task.name] = task
            if isinstance(result, ReadFailure):
                failure = StoredFailure(result.message, result.cause)
                self._leave_out(task, failure)
                cache.store_failure(task, failure)
            else:
                cache.store(task, result)
            if done % _COMMIT_EVERY == 0:
                cache.commit()
            progress("Reading", done, count)
        if changed:
            sources = (
                replace(source, digest=changed.get(source.name, source.digest)) for source in self.corpus.sources
            )
            self.corpus = replace(self.corpus, sources=tuple(sources))

    def _leave_out(self, task: ReadTask, failure: StoredFailure) -> None:
        self.skipped.append(SkippedSource(shown_name(task.name, failure.reason), failure.reason, failure.is_owed))
        self._unreadable.append(self.papers.pop(task.name))

    def all_tasks(self) -> Iterable[ReadTask]:
        """Return all files that were to be read, also those that could not be."""
        return (*self.papers.values(), *self._unreadable)
