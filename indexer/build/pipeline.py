"""The pipeline from a folder of papers to a live index.

It writes the new build beside the live one, then moves one pointer. The steps themselves (scanning, reading,
clustering, ids, writing) belong to their own rooms; only their order is here.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from indexer.corpus.overrides import unused_mentions
from indexer.corpus.settings import SETTINGS_FILE, load_settings
from indexer.disk.hashing import sha256_hex
from indexer.disk.trouble import is_of_disk, telling_full_disk, write_trouble
from indexer.errors import CorpusEmpty, IndexAmongPapers, IndexUnwritable
from indexer.ingest.cache import CACHE_FILE, ReadingCache
from indexer.ingest.makers import chosen_makers
from indexer.ingest.readers import chosen_readers
from indexer.object_store.address import PapersFolder
from indexer.readers import READABLE_SUFFIXES
from indexer.registry import file as registry_file
from indexer.registry.apply import new_passages
from indexer.registry.file import PAST_BUILDS_FILE, REGISTRY_FILE, Registry, RegistryLock
from indexer.registry.incoming import NewDocument, NewMeeting, NewPassage
from indexer.registry.past_builds.analysis import analysis_version
from indexer.registry.past_builds.lines import BuildLine
from indexer.registry.past_builds.reading import check_past_builds
from indexer.registry.past_builds.recorder import BuildRecorder
from indexer.registry.reconcile import Reconciliation
from indexer.registry.rows import RowOutcome
from indexer.registry.storage.names import RegistryPaths
from indexer.registry.succession import ReviewItem
from indexer.store.builds import WORKSPACE, clear_abandoned, discard_build, new_build, publish
from indexer.store.catalogue import BUILD_FORMAT
from indexer.store.catalogues import clear_catalogues, may_be_continued, new_store
from indexer.store.library import ENGINE_FOLDER
from indexer.store.outside.build_lock import BuildLock
from indexer.store.outside.elsewhere import check_engine, live_engine
from indexer.store.seal import write_seal
from indexer.version import code_hash

from .before.kept import KeptBuild, load_live, save_kept
from .before.soundness import LiveBuildDamaged, SoundnessCheck
from .corpus_files import CorpusFiles
from .garbage import rare_collections
from .learning import learn_names
from .names import StatedNames
from .options import AS_USUAL, BuildOptions
from .plan import BuildPlan
from .readings import CorpusReadings
from .report import (
    BuildOrigin,
    BuildReport,
    UnplacedFile,
    contents_hash,
    live_persons,
    registry_folder,
    skipped_pairs,
    unchanged_report,
    unplaced_files,
    write_report,
)
from .same_registry import AddressCheck, check_links, check_same_registry
from .statistics import settled_statistics, statistics_hash
from .without_redacted import BuildRedactions
from .writers import BuildIds, BuildInputs, IndexCounts, Progress, ignore_progress, write_build


def build(
    folder: PapersFolder, index_dir: Path, options: BuildOptions = AS_USUAL, progress: Progress = ignore_progress
) -> BuildReport:
    """Index a folder and return the report.

    An unchanged corpus is recognised and left as it is, unless `options.force` is set. The live index answers until the
    new one is complete, and keeps answering if the build fails. Raise CorpusNotFound, CorpusClosed,
    CorpusEmpty, CorpusSettingsInvalid, IndexAmongPapers, IndexBusy, IndexUnwritable, ObjectStoreError,
    ReadersUnavailable or RegistryError.
    """
    try:
        with rare_collections():
            return _build(folder, index_dir, options, progress)
    except (OSError, sqlite3.DatabaseError) as error:
        raise IndexUnwritable(index_dir, *write_trouble(error, index_dir)) from error


def _build(folder: PapersFolder, index_dir: Path, options: BuildOptions, progress: Progress) -> BuildReport:
    pipeline = _Build(folder, index_dir, options, progress)
    with BuildLock(index_dir):
        clear_abandoned(index_dir)
        pipeline.remember_digests()
        # The build before and the cache of readings only save time: where they are damaged, all is made anew.
        try:
            report = None if options.force else pipeline.unchanged_report()
            if report:
                registry_file.clear_abandoned(pipeline.registry_folder)
                return report
            with RegistryLock(pipeline.registry_folder):
                registry_file.discard(pipeline.registry_folder)
                return pipeline.run()
        except LiveBuildDamaged:
            pass
        except sqlite3.DatabaseError as error:
            if is_of_disk(error):
                raise
            for path in index_dir.glob(f"{CACHE_FILE}*"):
                path.unlink()
        with RegistryLock(pipeline.registry_folder):
            return _Build(folder, index_dir, options, progress).run(carry=False)


@dataclass(frozen=True)
class _AssignedIds:
    """All ids as they will be published, and what became of those of the build before."""

    inputs: BuildInputs
    registry: Registry
    review: tuple[ReviewItem, ...]
    outcomes: Mapping[RowOutcome, int]


class _Build:
    """One build, from the files to the pointer."""

    def __init__(self, folder: PapersFolder, index_dir: Path, options: BuildOptions, progress: Progress) -> None:
        """List what there is to read.

        Raise CorpusNotFound, CorpusClosed, CorpusEmpty, CorpusSettingsInvalid, IndexAmongPapers or ObjectStoreError.
        """
        if isinstance(folder, Path) and folder.resolve() == index_dir.resolve():
            raise IndexAmongPapers(folder)
        self.registry_folder = registry_folder(folder, options.registry, index_dir)
        """The folder of the registry."""
        self._progress = progress
        settings = load_settings(folder)
        with self._step("Listing"):
            self._files = CorpusFiles(folder, index_dir, settings, options, progress)
        sources = self._files.corpus.sources
        if not sources:
            raise CorpusEmpty(folder, READABLE_SUFFIXES, skipped_pairs(self._files.skipped))
        self._folder = folder
        self._settings = settings
        self._index_dir = index_dir
        self._options = options
        self._engine = options.engine or live_engine(index_dir)
        self._workspace = index_dir / WORKSPACE
        self._redactions = BuildRedactions(self.registry_folder, index_dir, options.redactions)
        self._unplaced: tuple[UnplacedFile, ...] = ()
        self._registry_hash = ""
        self._warnings = [
            f"{SETTINGS_FILE}: file = “{pattern}” matches no file"
            for pattern in settings.unused_patterns([source.name for source in sources])
        ]

    def remember_digests(self) -> None:
        """Keep the digests of the files for the next build."""
        self._files.remember_digests()

    def unchanged_report(self) -> BuildReport | None:
        """Return the report of the live build where that is sound, and corpus and registry are as they were, else None.

        The files that it lacks, and that may yet be read, are tried again first: where one can be read now, or cannot
        for another reason, there is something to build. Raise ReadersUnavailable.
        """
        report = unchanged_report(
            self._index_dir,
            self._contents(),
            lambda: self._with_statistics(registry_file.file_hash(self.registry_folder) + self._redactions.read()),
            self._folder,
            self.registry_folder / REGISTRY_FILE,
        )
        if report and report.owed:
            if self._redactions.all:  # `run` knows which words are not to be read
                return None
            with closing(ReadingCache(self._index_dir, code_hash())) as cache:
                report = replace(report, files_read=self._read(cache))
            if tuple(self._files.skipped) != report.skipped:
                return None
        return report

    def _contents(self) -> str:
        return contents_hash(self._files.corpus, self._settings, self._options.limits, self._engine.name)

    def _with_statistics(self, registry_hash: str) -> str:
        """Return a hash of the registry and of the statistics, which are kept beside it."""
        return sha256_hex([f"{registry_hash} {statistics_hash(self.registry_folder)}".encode()])

    def run(self, *, carry: bool = True) -> BuildReport:
        """Read what is new, write the build beside the live one, and publish it.

        `carry` says whether to carry over what the live build has of unchanged papers. Raise RegistryMissing,
        RegistryChanged, RegistryForeign, AddressesLost or LinksLost, CorpusEmpty when no file holds a paper,
        ReadersUnavailable when none can be read, and LiveBuildDamaged where the live build must not be carried over.
        """
        self._check_engine()
        stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        old = self._registry(stamp)  # under its lock
        self._registry_hash = registry_file.hash_of(old) + self._redactions.all.digest
        kept = self._kept() if carry else KeptBuild()
        check = SoundnessCheck(self._index_dir) if kept.folder else None
        cache = ReadingCache(self._index_dir, code_hash())
        target: Path | None = None
        try:
            self._files.papers, redacted = self._redactions.tasks(self._files.papers, old)
            self._files.skipped.extend(redacted)
            self._forget_redacted(cache)
            files_read = self._read(cache)
            with self._step("Grouping"):
                plan = self._plan(cache, kept)
                assigned = self._assign_ids(old, plan, stamp)
            del old  # its rows are not needed while the build is written
            target = new_build(self._index_dir)
            counts, next_kept = self._write(target, plan, assigned)
            if check and not check.is_sound():
                raise LiveBuildDamaged
            with self._step("Publishing"):
                report = self._settle(target, assigned, counts, files_read, stamp)
                save_kept(target, self._kept_header(self._registry_hash), next_kept, kept.folder)
                report = self._publish(report, kept.folder)
            cache.retain_only(self._files.all_tasks())
        except BaseException as error:
            registry_file.discard(self.registry_folder)
            if target:
                discard_build(self._index_dir, target)
            if check and isinstance(error, Exception) and not check.is_sound():
                raise LiveBuildDamaged from error
            raise
        finally:
            cache.close()
            shutil.rmtree(self._workspace, ignore_errors=True)
        return report

    def _check_engine(self) -> None:
        """Look whether a cluster takes the build, before hours of reading; raise what its engine raises."""
        if told := check_engine(self._index_dir, self._engine, is_new=self._options.force):
            self._warnings.append(told)

    def _forget_redacted(self, cache: ReadingCache) -> None:
        lifted = self._options.lift_redactions
        cache.forget_redacted(self._redactions.all, self._files.papers.values(), lifted=lifted)

    @contextmanager
    def _step(self, name: str) -> Iterator[None]:
        """Tell that a step begins, of which no more is known until it has ended, and that it has."""
        self._progress(name, 0, 1)
        yield
        self._progress(name, 1, 1)

    def _settle(
        self, target: Path, assigned: _AssignedIds, counts: IndexCounts, files_read: int, stamp: str
    ) -> BuildReport:
        """Put statistics and registry in place, and write the report of the build."""
        assigned.inputs.statistics.save(self.registry_folder)
        recorder, size = assigned.inputs.recorder, (counts.documents, counts.meetings, counts.passages)
        line = BuildLine(target.name, stamp, analysis_version(), *size, len(self._files.skipped))
        recorder.finish(line, tuple(assigned.inputs.ids.documents.values()))
        recorder.copy_to(target / PAST_BUILDS_FILE)
        self._redactions.copy_to(target)
        registry_file.commit(self.registry_folder)
        report = BuildReport(
            counts=counts,
            skipped=tuple(self._files.skipped),
            warnings=tuple(self._warnings),
            build=target,
            files_read=files_read,
            review=assigned.review,
            unplaced=self._unplaced,
            outcomes=assigned.outcomes,
        )
        registry = {
            "path": str((self.registry_folder / REGISTRY_FILE).resolve()),
            "corpus": assigned.registry.corpus,
            "redactions": self._redactions.all.digest,
            "redacted": " ".join(sorted(self._redactions.all.marks)),
            "sha256": registry_file.hash_of(assigned.registry),
        }
        self._registry_hash = registry["sha256"] + registry["redactions"]
        beside = self._with_statistics(self._registry_hash)
        origin = BuildOrigin(self._contents(), beside, registry, self._folder, self._options.limits, self._engine.name)
        write_report(report, origin, stamp)
        return report

    def _publish(self, report: BuildReport, before: Path | None) -> BuildReport:
        """Make a build live, and add to its report what could not be deleted elsewhere."""
        write_seal(report.build, frozenset({ENGINE_FOLDER}), before)
        left = publish(self._index_dir, report.build, keep_previous=not self._redactions.is_new)
        if self._redactions.is_new:
            clear_catalogues(self._index_dir)
        return replace(report, warnings=(*report.warnings, left), left_elsewhere=left) if left else report

    def _registry(self, stamp: str) -> Registry | None:
        """Return the registry of the build before without what is redacted since, None where there was none."""
        digests = {name: task.digest for name, task in self._files.papers.items()}
        check_past_builds(RegistryPaths.within(self.registry_folder).past_builds)
        self._redactions.read()
        if not self._options.lift_redactions:
            self._redactions.check(digests)
        self._redactions.apply(stamp)
        registry = registry_file.read(self.registry_folder)
        if not self._options.new_registry:
            check_same_registry(self._index_dir, self.registry_folder, registry, digests)
        self._addresses = AddressCheck(self._index_dir, self.registry_folder, registry)
        return registry

    def _kept_header(self, registry: str) -> str:
        """Return a hash of all that every paper of a build depends on; `registry` is the hash of that."""
        stated = (self._settings.persons, self._settings.acronyms, new_store())
        return sha256_hex([repr((BUILD_FORMAT, code_hash(), self._options.limits, registry, stated)).encode()])

    def _kept(self) -> KeptBuild:
        """Return what the live build kept for this one: nothing where there is none, or all is to be made anew."""
        if self._options.force:
            return KeptBuild()
        kept = load_live(self._index_dir, self._kept_header(self._registry_hash))
        return kept if kept.folder is None or may_be_continued(kept.folder) else KeptBuild()

    def _plan(self, cache: ReadingCache, kept: KeptBuild) -> BuildPlan:
        """Group the papers into meetings. Raise CorpusEmpty where there is no paper."""
        readings = CorpusReadings(cache, self._files.papers, self._settings)
        self._warnings.extend(readings.warnings)
        self._unplaced = unplaced_files(readings.facts)
        if not readings.facts:
            raise CorpusEmpty(self._folder, READABLE_SUFFIXES, skipped_pairs(self._files.skipped))
        return BuildPlan(readings, kept)

    def _assign_ids(self, old: Registry | None, plan: BuildPlan, stamp: str) -> _AssignedIds:
        """Assign all ids, and write the next registry beside the present one."""
        unchanged = plan.unchanged_papers()

        def reconcile(meetings: Sequence[NewMeeting], without_meeting: Sequence[NewDocument]) -> Reconciliation:
            def passages_of(document: NewDocument) -> Sequence[NewPassage]:
                return new_passages(plan.readings.read_passages(document.source))

            return Reconciliation(old, meetings, passages_of, stamp, without_meeting, unchanged)

        reconciliation = plan.assign_ids(reconcile)
        stated = StatedNames(self._settings.persons, self._settings.acronyms, self._settings.synonyms)
        names, totals = learn_names(plan, stated)
        if not names.has_same_people:
            earlier = {} if old and old.persons else live_persons(self._index_dir)
            reconciliation.add_persons(names.persons, earlier)
        entries = self._redactions.without_names(reconciliation)
        registry = registry_file.prepare(self.registry_folder, entries, reconciliation.changed_documents(), old)
        registry.drop_living()
        check_links(self.registry_folder, reconciliation, strict=self._options.strict)
        may_end = self._options.drop_links or self._options.new_registry
        self._warnings += self._addresses.warnings(registry, entries, self._redactions.all, accepted=may_end)
        statistics = settled_statistics(
            self.registry_folder,
            totals.characters,
            lambda: plan.readings.texts(plan.papers()),
            renew=self._options.force or self._redactions.is_new or self._redactions.were_applied,
        )
        return _AssignedIds(
            inputs=BuildInputs(
                BuildIds(reconciliation.ids, registry, registry.changed),
                names,
                totals,
                statistics,
                BuildRecorder(self.registry_folder, anew=old is None),
                self._redactions.all,
                self._folder,
                self._engine,
                chosen_makers(self._options.workers, self._options.limits, self._warnings.append),
            ),
            registry=registry,
            review=tuple(reconciliation.review),
            outcomes=dict(reconciliation.outcomes),
        )

    def _write(self, target: Path, plan: BuildPlan, assigned: _AssignedIds) -> tuple[IndexCounts, KeptBuild]:
        with telling_full_disk(self._index_dir):
            counts, kept = write_build(target, plan, assigned.inputs, self._progress)
        unused = (
            *assigned.inputs.names.unused_statements,
            *unused_mentions(self._settings.rules, plan.readings.texts_of_rule),
        )
        self._warnings.extend(f"{SETTINGS_FILE}: {statement}" for statement in unused)
        return counts, kept

    def _read(self, cache: ReadingCache) -> int:
        """Read the files that the cache does not hold; return how many those were."""
        with telling_full_disk(self._index_dir):
            readers = chosen_readers(self._options.jobs, self._options.workers)
            return self._files.read(cache, readers, self._progress)
