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

from indexer.corpus.overrides import overrule, overrule_passages, unsaid
from indexer.corpus.scan import Skipped, scan
from indexer.corpus.settings import SETTINGS_FILE, Rule, last, load
from indexer.errors import CorpusEmpty, IndexUnwritable
from indexer.ingest.cache import FILE, Readings
from indexer.ingest.pool import read_all
from indexer.ingest.tasks import Failure, Task, for_reading
from indexer.meetings.merge import Gathering, Gatherings, group_meetings
from indexer.readers import FORMATS
from indexer.readers.limits import LIMITS, Limits
from indexer.registry import file as registry_file
from indexer.registry.apply import Renamed, identify
from indexer.registry.errors import LinksLost, RegistryForeign, RegistryMissing
from indexer.registry.file import REGISTRY_FILE, RegistryLock
from indexer.registry.reconcile import Reconciliation
from indexer.registry.rows import Outcome, Register
from indexer.registry.succession import Review
from indexer.store.builds import BuildLock, new_build, publish
from indexer.structure.draft import Draft, DraftPassage, Facts
from indexer.text.sentences import Sentences

from .names import Corrections
from .report import Report, contents_of, describe, fingerprint_of, pairs, recorded, registry_of, rules
from .writers import Counts, Ids, Progress, write

_COMMIT_EVERY = 50  # files: what a killed build has read up to here is not read again


@dataclass(frozen=True)
class Options:
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


def build(folder: Path, index_dir: Path, options: Options = Options(), progress: Progress = _silent) -> Report:
    """Index a folder; an unchanged corpus is recognised and left as it is, unless forced.

    The live index answers until the new one is whole, and goes on answering if this fails.
    Raises CorpusNotFound, CorpusEmpty, CorpusSettingsInvalid, IndexBusy, IndexUnwritable, RegistryError.
    """
    made = _Build(folder, index_dir, options, progress)
    try:
        with BuildLock(index_dir):
            report = None if options.force else recorded(index_dir, made.fingerprint())
            if report:
                return report
            with RegistryLock(made.home):
                try:
                    return made.run()
                except sqlite3.DatabaseError:  # what was kept of earlier readings is damaged: it only saves time
                    for path in index_dir.glob(f"{FILE}*"):
                        path.unlink()
                    return _Build(folder, index_dir, options, progress).run()
    except (OSError, sqlite3.DatabaseError) as error:
        raise IndexUnwritable(index_dir, getattr(error, "strerror", None) or str(error)) from error


@dataclass(frozen=True)
class _Identity:
    """The meetings and all ids as they are to be published, and what became of the ids of the build before."""

    gatherings: Iterable[Gathering]
    ids: Ids
    review: tuple[Review, ...]
    outcomes: Mapping[Outcome, int]


class _Build:
    """One build, from the files to the pointer."""

    def __init__(self, folder: Path, index_dir: Path, options: Options, progress: Progress) -> None:
        """See what there is to read; raises CorpusNotFound, CorpusEmpty, CorpusSettingsInvalid."""
        corpus = scan(folder, options.limits)
        settings = load(folder)
        if not corpus.sources:
            raise CorpusEmpty(folder, FORMATS, pairs(corpus.skipped))
        self.home = options.registry or folder
        """The folder of the registry."""
        self._folder = folder
        self._contents = contents_of(corpus, settings, options.limits)
        self._settings = settings
        self._index_dir = index_dir
        self._options = options
        self._progress = progress
        self._skipped = list(corpus.skipped)
        self._tasks: dict[str, Task] = {}
        for source in corpus.sources:
            told = settings.for_file(source.name)
            if last(told, "skip"):
                self._skipped.append(Skipped(source.name, f"{SETTINGS_FILE} says to skip it"))
            else:
                self._tasks[source.name] = Task(
                    str(source.path), source.name, source.digest, for_reading(told), options.limits, source.member
                )
        self._warnings = [
            f"{SETTINGS_FILE}: file = “{pattern}” matches no file"
            for pattern in settings.unused([source.name for source in corpus.sources])
        ]

    def fingerprint(self) -> str:
        """What tells this corpus, with its settings and its registry as it is now, from every other."""
        return fingerprint_of(self._contents, registry_file.digest(self.home))

    def run(self) -> Report:
        """Read what is new, write beside the live build, and make it live."""
        old = self._registry()
        readings = Readings(self._index_dir, rules())
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
            report = Report(counts, *told, identity.review, identity.outcomes)
            where = {"path": str((self.home / REGISTRY_FILE).resolve()), "corpus": identity.ids.register.corpus}
            describe(report, self.fingerprint(), stamp, where)
            publish(self._index_dir, target)
            readings.forget_all_but(self._tasks.values())
        except BaseException:
            registry_file.discard(self.home)
            if target:
                shutil.rmtree(target, ignore_errors=True)
            raise
        finally:
            readings.close()
        return report

    def _registry(self) -> Register | None:
        """The registry of the build before, None where there was none."""
        found = registry_file.read(self.home)
        path = self.home / REGISTRY_FILE
        before = registry_of(self._index_dir).get("path")
        if not found and before == str(path.resolve()) and not self._options.new_registry:
            raise RegistryMissing(path)
        return found

    def _check(self, made: Reconciliation) -> None:
        """Refuse a registry of other papers, and lost links where none may be."""
        path = self.home / REGISTRY_FILE
        if made.strange:
            raise RegistryForeign(path, "nothing that it knows stands in these papers")
        if self._options.strict and made.review:
            raise LinksLost(path, [one.id for one in made.review])

    def _identify(self, old: Register | None, gatherings: Gatherings, readings: Readings, stamp: str) -> _Identity:
        """Give everything its id, and write the next registry beside the one there is."""
        made = identify(old, gatherings, lambda name: readings.passages(self._tasks[name]), stamp)
        register = registry_file.prepare(self.home, made, made.passages())
        register.forget_living()
        self._check(made)
        return _Identity(Renamed(gatherings, made), Ids(made.ids, register), tuple(made.review), dict(made.outcomes))

    def _write(self, target: Path, identity: _Identity, readings: Readings) -> Counts:
        sentences = Sentences(readings.texts(self._tasks[name] for name in identity.ids.documents))

        def passages_of(draft: Draft) -> Sequence[DraftPassage]:
            """The passages of a paper as they are stated to be."""
            told = self._settings.for_file(draft.source.name)
            return overrule_passages(readings.passages(self._tasks[draft.source.name]), draft.sessions, told)

        def texts_of(rule: Rule) -> Iterator[str]:
            """The texts of all papers that a rule is for."""
            return readings.texts(task for name, task in self._tasks.items() if rule.matches(name))

        stated = Corrections(self._settings.persons, self._settings.acronyms)
        made = identity.gatherings, passages_of, identity.ids
        counts, unfit = write(target, *made, sentences, self._progress, stated)
        unfit += tuple(unsaid(self._settings.rules, texts_of))
        self._warnings.extend(f"{SETTINGS_FILE}: {one}" for one in unfit)
        return counts

    def _read(self, readings: Readings) -> int:
        """Read the files of which no reading is kept; how many those were."""
        missing = readings.missing(self._tasks.values())
        jobs = self._options.jobs or os.cpu_count() or 1
        for done, (task, answer) in enumerate(read_all(missing, jobs, self._options.limits), start=1):
            if isinstance(answer, Failure):
                self._skipped.append(Skipped(task.name, answer.told))
                del self._tasks[task.name]
            else:
                readings.keep(task, answer)
            if done % _COMMIT_EVERY == 0:
                readings.commit()
            self._progress("Reading", done, len(missing))
        readings.commit()
        self._skipped.sort(key=lambda one: one.source)
        return len(missing)

    def _gatherings(self, readings: Readings) -> Gatherings:
        """The meetings of all papers; raises CorpusEmpty where there is no paper."""
        papers: dict[str, Facts] = {}
        for name in sorted(self._tasks):
            draft = self._draft(readings, name)
            papers[name] = draft.facts
            self._warnings.extend(f"{name}: {warning}" for warning in draft.warnings)
        if not papers:
            raise CorpusEmpty(self._folder, FORMATS, pairs(self._skipped))
        return Gatherings(group_meetings(papers), partial(self._draft, readings))

    def _draft(self, readings: Readings, name: str) -> Draft:
        """What a paper is stated to be, or says of itself; without its passages."""
        task = self._tasks[name]
        head = readings.head(task)
        draft = Draft(task.source, head.facts, head.sessions, warnings=head.warnings)
        return overrule(draft, self._settings.for_file(name), partial(readings.passages, task))
