"""From a folder of papers to a live index: composes the rooms, writes beside the live build, moves one pointer."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from functools import partial
from pathlib import Path

from indexer.corpus.overrides import override_draft, override_passages, unused_mentions
from indexer.corpus.scan import SkippedSource, scan
from indexer.corpus.settings import SETTINGS_FILE, DocumentRule, last_stated, load_settings
from indexer.errors import CorpusEmpty, IndexUnwritable
from indexer.ingest.cache import CACHE_FILE, ReadingCache
from indexer.ingest.pool import read_all
from indexer.ingest.tasks import ReadFailure, ReadTask, reading_options
from indexer.meetings.merge import MeetingGroup, MeetingGroups, group_meetings
from indexer.readers import READABLE_SUFFIXES
from indexer.readers.limits import LIMITS, Limits
from indexer.registry import file as registry_file
from indexer.registry.apply import IdentifiedMeetings, assign_ids
from indexer.registry.errors import LinksLost, RegistryForeign, RegistryMissing
from indexer.registry.file import REGISTRY_FILE, RegistryLock
from indexer.registry.reconcile import Reconciliation
from indexer.registry.rows import Outcome, RegistryReader
from indexer.registry.succession import ReviewItem
from indexer.store.builds import BuildLock, new_build, publish
from indexer.structure.draft import Draft, DraftFacts, DraftPassage
from indexer.text.sentences import SentenceSplitter

from .names import StatedNames
from .report import (
    BuildReport,
    build_fingerprint,
    code_hash,
    contents_hash,
    live_registry,
    skipped_pairs,
    unchanged_report,
    write_report,
)
from .writers import BuildIds, IndexCounts, Progress, write_build

_COMMIT_EVERY = 50  # files: what a killed build has read up to here is not read again


@dataclass(frozen=True)
class BuildOptions:
    """How to build: `force` builds anew although nothing changed, `jobs` is how many files are read at a time."""

    force: bool = False
    jobs: int = 0
    """0 is one for each processor."""
    limits: Limits = LIMITS
    strict: bool = False
    """Whether to fail, and change nothing, rather than leave a link that leads to no living passage."""
    registry: Path | None = None
    """The folder that the registry of ids is kept in; None is the folder of the papers."""
    new_registry: bool = False
    """Whether a registry that is missing may be begun anew."""


def _silent(_step: str, _done: int, _total: int) -> None:
    """Progress that nobody watches."""


def build(
    folder: Path, index_dir: Path, options: BuildOptions = BuildOptions(), progress: Progress = _silent
) -> BuildReport:
    """Index a folder; an unchanged corpus is recognised and left as it is, unless forced.

    The live index answers until the new one is whole, and goes on answering if this fails.
    Raises CorpusNotFound, CorpusEmpty, CorpusSettingsInvalid, IndexBusy, IndexUnwritable, RegistryError.
    """
    made = _Build(folder, index_dir, options, progress)
    try:
        with BuildLock(index_dir):
            report = None if options.force else unchanged_report(index_dir, made.fingerprint())
            if report:
                return report
            with RegistryLock(made.home):
                try:
                    return made.run()
                except sqlite3.DatabaseError:  # what was kept of earlier readings is damaged: it only saves time
                    for path in index_dir.glob(f"{CACHE_FILE}*"):
                        path.unlink()
                    return _Build(folder, index_dir, options, progress).run()
    except (OSError, sqlite3.DatabaseError) as error:
        raise IndexUnwritable(index_dir, getattr(error, "strerror", None) or str(error)) from error


@dataclass(frozen=True)
class _AssignedIds:
    """The meetings and all ids as they are to be published, and what became of the ids of the build before."""

    meeting_groups: Iterable[MeetingGroup]
    ids: BuildIds
    review: tuple[ReviewItem, ...]
    outcomes: Mapping[Outcome, int]


class _Build:
    """One build, from the files to the pointer."""

    def __init__(self, folder: Path, index_dir: Path, options: BuildOptions, progress: Progress) -> None:
        """See what there is to read; raises CorpusNotFound, CorpusEmpty, CorpusSettingsInvalid."""
        corpus = scan(folder, options.limits)
        settings = load_settings(folder)
        if not corpus.sources:
            raise CorpusEmpty(folder, READABLE_SUFFIXES, skipped_pairs(corpus.skipped))
        self.home = options.registry or folder
        """The folder of the registry."""
        self._folder = folder
        self._contents = contents_hash(corpus, settings, options.limits)
        self._settings = settings
        self._index_dir = index_dir
        self._options = options
        self._progress = progress
        self._skipped = list(corpus.skipped)
        self._tasks: dict[str, ReadTask] = {}
        for source in corpus.sources:
            told = settings.rules_for(source.name)
            if last_stated(told, "skip"):
                self._skipped.append(SkippedSource(source.name, f"{SETTINGS_FILE} says to skip it"))
            else:
                self._tasks[source.name] = ReadTask(
                    str(source.path), source.name, source.digest, reading_options(told), options.limits, source.member
                )
        self._warnings = [
            f"{SETTINGS_FILE}: file = “{pattern}” matches no file"
            for pattern in settings.unused_patterns([source.name for source in corpus.sources])
        ]

    def fingerprint(self) -> str:
        """What tells this corpus, with its settings and its registry as it is now, from every other."""
        return build_fingerprint(self._contents, registry_file.file_hash(self.home))

    def run(self) -> BuildReport:
        """Read what is new, write beside the live build, and make it live."""
        old = self._registry()
        readings = ReadingCache(self._index_dir, code_hash())
        target: Path | None = None
        stamp = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        try:
            read = self._read(readings)
            gatherings = self._gatherings(readings)
            identity = self._identify(old, gatherings, readings, stamp)
            del old
            target = new_build(self._index_dir)
            counts = self._write(target, identity, readings)
            registry_file.commit(self.home)
            told = tuple(self._skipped), tuple(self._warnings), target, False, read
            report = BuildReport(counts, *told, identity.review, identity.outcomes)
            where = {"path": str((self.home / REGISTRY_FILE).resolve()), "corpus": identity.ids.register.corpus}
            write_report(report, self.fingerprint(), stamp, where)
            publish(self._index_dir, target)
            readings.retain_only(self._tasks.values())
        except BaseException:
            registry_file.discard(self.home)
            if target:
                shutil.rmtree(target, ignore_errors=True)
            raise
        finally:
            readings.close()
        return report

    def _registry(self) -> RegistryReader | None:
        """The registry of the build before, None where there was none."""
        found = registry_file.read(self.home)
        path = self.home / REGISTRY_FILE
        before = live_registry(self._index_dir).get("path")
        if not found and before == str(path.resolve()) and not self._options.new_registry:
            raise RegistryMissing(path)
        return found

    def _check(self, made: Reconciliation) -> None:
        """Refuse a registry of other papers, and lost links where none may be."""
        path = self.home / REGISTRY_FILE
        if made.is_foreign:
            raise RegistryForeign(path, "nothing that it knows stands in these papers")
        if self._options.strict and made.review:
            raise LinksLost(path, [one.id for one in made.review])

    def _identify(
        self, old: RegistryReader | None, gatherings: MeetingGroups, readings: ReadingCache, stamp: str
    ) -> _AssignedIds:
        """Give everything its id, and write the next registry beside the one there is."""
        made = assign_ids(old, gatherings, lambda name: readings.passages(self._tasks[name]), stamp)
        register = registry_file.prepare(self.home, made, made.passages())
        register.drop_living()
        self._check(made)
        return _AssignedIds(
            IdentifiedMeetings(gatherings, made), BuildIds(made.ids, register), tuple(made.review), dict(made.outcomes)
        )

    def _write(self, target: Path, identity: _AssignedIds, readings: ReadingCache) -> IndexCounts:
        sentences = SentenceSplitter(readings.texts(self._tasks[name] for name in identity.ids.documents))

        def passages_of(draft: Draft) -> Sequence[DraftPassage]:
            """The passages of a paper as they are stated to be."""
            told = self._settings.rules_for(draft.source.name)
            return override_passages(readings.passages(self._tasks[draft.source.name]), draft.sessions, told)

        def texts_of(rule: DocumentRule) -> Iterator[str]:
            """The texts of all papers that a rule is for."""
            return readings.texts(task for name, task in self._tasks.items() if rule.matches(name))

        stated = StatedNames(self._settings.persons, self._settings.acronyms)
        made = identity.meeting_groups, passages_of, identity.ids
        counts, unfit = write_build(target, *made, sentences, self._progress, stated)
        unfit += tuple(unused_mentions(self._settings.rules, texts_of))
        self._warnings.extend(f"{SETTINGS_FILE}: {one}" for one in unfit)
        return counts

    def _read(self, readings: ReadingCache) -> int:
        """Read the files of which no reading is kept; how many those were."""
        missing = readings.missing(self._tasks.values())
        jobs = self._options.jobs or os.cpu_count() or 1
        for done, (task, answer) in enumerate(read_all(missing, jobs, self._options.limits), start=1):
            if isinstance(answer, ReadFailure):
                self._skipped.append(SkippedSource(task.name, answer.message))
                del self._tasks[task.name]
            else:
                readings.store(task, answer)
            if done % _COMMIT_EVERY == 0:
                readings.commit()
            self._progress("Reading", done, len(missing))
        readings.commit()
        self._skipped.sort(key=lambda one: one.source)
        return len(missing)

    def _gatherings(self, readings: ReadingCache) -> MeetingGroups:
        """The meetings of all papers; raises CorpusEmpty where there is no paper."""
        papers: dict[str, DraftFacts] = {}
        for name in sorted(self._tasks):
            draft = self._draft(readings, name)
            papers[name] = draft.facts
            self._warnings.extend(f"{name}: {warning}" for warning in draft.warnings)
        if not papers:
            raise CorpusEmpty(self._folder, READABLE_SUFFIXES, skipped_pairs(self._skipped))
        return MeetingGroups(group_meetings(papers), partial(self._draft, readings))

    def _draft(self, readings: ReadingCache, name: str) -> Draft:
        """What a paper is stated to be, or says of itself; without its passages."""
        task = self._tasks[name]
        head = readings.head(task)
        draft = Draft(task.source, head.facts, head.sessions, warnings=head.warnings)
        return override_draft(draft, self._settings.rules_for(name), partial(readings.passages, task))
