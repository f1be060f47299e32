"""The pipeline from a folder of papers to a live index.

It writes the new build beside the live one, then moves one pointer. The steps themselves (scanning, reading,
clustering, ids, writing) belong to their own rooms; only their order is here.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import msgspec

from indexer.corpus.digests import DIGESTS_FILE, KnownDigests
from indexer.corpus.overrides import override_draft, override_passages, unused_mentions
from indexer.corpus.scan import SkippedSource, scan
from indexer.corpus.settings import SETTINGS_FILE, DocumentRule, last_stated, load_settings
from indexer.disk.hashing import sha256_hex
from indexer.entities.acronyms import unusual_short_forms
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
from indexer.registry.file import REGISTRY_FILE, Registry, RegistryLock
from indexer.registry.reconcile import Reconciliation
from indexer.registry.rows import RowOutcome
from indexer.registry.succession import ReviewItem
from indexer.store.builds import BuildLock, new_build, publish
from indexer.structure.draft import Draft, DraftFacts, DraftPassage
from indexer.structure.front_matter.titles.pages import titles_without_site
from indexer.text.sentences import SentenceSplitter

from .names import CorpusNames, StatedNames, collect_names
from .paper_names import PaperNames, paper_names
from .report import (
    BuildReport,
    build_fingerprint,
    code_hash,
    contents_hash,
    live_persons,
    live_registry,
    skipped_pairs,
    unchanged_report,
    write_report,
)
from .statistics import settled_statistics
from .unplaced import UnplacedFile, unplaced_files
from .writers import BuildIds, IndexCounts, Progress, paper_contents, write_build

_COMMIT_EVERY = 50  # files: a killed build loses no more readings than these


@dataclass(frozen=True)
class BuildOptions:
    """How to build.

    `force` builds although nothing changed; `jobs` is the number of files read at the same time.
    """

    force: bool = False
    jobs: int = 0
    """Files read at the same time; 0 is one for each processor."""
    limits: Limits = LIMITS
    strict: bool = False
    """Whether to fail, and change nothing, rather than leave a link that leads to no living passage."""
    registry: Path | None = None
    """The folder that the registry of ids is kept in; None is the folder of the papers."""
    new_registry: bool = False
    """Whether a registry that is missing may be begun anew."""


def _ignore_progress(_step: str, _done: int, _total: int) -> None:
    """Do nothing; the default for a caller that shows no progress."""


def build(
    folder: Path, index_dir: Path, options: BuildOptions = BuildOptions(), progress: Progress = _ignore_progress
) -> BuildReport:
    """Index a folder and return the report.

    An unchanged corpus is recognised and left as it is, unless `options.force` is set. The live index answers until the
    new one is complete, and keeps answering if the build fails. Raise CorpusNotFound, CorpusEmpty,
    CorpusSettingsInvalid, IndexBusy, IndexUnwritable, ReadersUnavailable or RegistryError.
    """
    pipeline = _Build(folder, index_dir, options, progress)
    try:
        with BuildLock(index_dir):
            pipeline.remember_digests()
            report = None if options.force else unchanged_report(index_dir, pipeline.fingerprint())
            if report:
                return report
            with RegistryLock(pipeline.registry_folder):
                try:
                    return pipeline.run()
                except sqlite3.DatabaseError:
                    # The cache of readings is damaged; it only saves time, so everything is read again.
                    for path in index_dir.glob(f"{CACHE_FILE}*"):
                        path.unlink()
                    return _Build(folder, index_dir, options, progress).run()
    except (OSError, sqlite3.DatabaseError) as error:
        raise IndexUnwritable(index_dir, getattr(error, "strerror", None) or str(error)) from error


@dataclass(frozen=True)
class _AssignedIds:
    """The meetings and all ids as they will be published, and what became of the ids of the build before."""

    meeting_groups: Iterable[MeetingGroup]
    names: CorpusNames
    ids: BuildIds
    review: tuple[ReviewItem, ...]
    outcomes: Mapping[RowOutcome, int]


class _Build:
    """One build, from the files to the pointer."""

    def __init__(self, folder: Path, index_dir: Path, options: BuildOptions, progress: Progress) -> None:
        """List what there is to read. Raise CorpusNotFound, CorpusEmpty or CorpusSettingsInvalid."""
        self._digests = KnownDigests(
            index_dir / DIGESTS_FILE, f"{folder.resolve()} {options.limits}", forget=options.force
        )
        corpus = scan(folder, options.limits, self._digests)
        settings = load_settings(folder)
        if not corpus.sources:
            raise CorpusEmpty(folder, READABLE_SUFFIXES, skipped_pairs(corpus.skipped))
        self.registry_folder = options.registry or folder
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
            rules = settings.rules_for(source.name)
            if last_stated(rules, lambda rule: rule.skip):
                self._skipped.append(SkippedSource(source.name, f"{SETTINGS_FILE} says to skip it"))
            else:
                self._tasks[source.name] = ReadTask(
                    path=str(source.path),
                    name=source.name,
                    digest=source.digest,
                    options=reading_options(rules),
                    limits=options.limits,
                    member=source.member,
                )
        self._unplaced: tuple[UnplacedFile, ...] = ()
        self._characters = 0  # of all passages
        self._titles: dict[str, str] = {}  # of the papers whose own titles end in the name of their site
        self._warnings = [
            f"{SETTINGS_FILE}: file = “{pattern}” matches no file"
            for pattern in settings.unused_patterns([source.name for source in corpus.sources])
        ]

    def fingerprint(self) -> str:
        """Return the hash of this corpus with its settings and its registry as it is now."""
        return build_fingerprint(self._contents, registry_file.file_hash(self.registry_folder))

    def remember_digests(self) -> None:
        """Keep the digests of the files for the next build."""
        self._digests.save()

    def run(self) -> BuildReport:
        """Read what is new, write the build beside the live one, and publish it.

        Raise RegistryMissing, RegistryForeign or LinksLost, CorpusEmpty when no file holds a paper, and
        ReadersUnavailable when no file can be read.
        """
        old = self._registry()
        cache = ReadingCache(self._index_dir, code_hash())
        target: Path | None = None
        stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        try:
            files_read = self._read(cache)
            meeting_groups = self._meeting_groups(cache)
            assigned = self._assign_ids(old, meeting_groups, cache, stamp)
            del old  # its rows are not needed while the build is written
            target = new_build(self._index_dir)
            counts = self._write(target, assigned, cache)
            self._statistics.save(self.registry_folder)
            registry_file.commit(self.registry_folder)
            report = BuildReport(
                counts=counts,
                skipped=tuple(self._skipped),
                warnings=tuple(self._warnings),
                build=target,
                files_read=files_read,
                review=assigned.review,
                unplaced=self._unplaced,
                outcomes=assigned.outcomes,
            )
            registry = {
                "path": str((self.registry_folder / REGISTRY_FILE).resolve()),
                "corpus": assigned.ids.registry.corpus,
            }
            write_report(report, self.fingerprint(), stamp, registry, self._folder)
            publish(self._index_dir, target)
            cache.retain_only(self._tasks.values())
        except BaseException:
            registry_file.discard(self.registry_folder)
            if target:
                shutil.rmtree(target, ignore_errors=True)
            raise
        finally:
            cache.close()
        return report

    def _registry(self) -> Registry | None:
        """Return the registry of the build before, None where there was none."""
        registry = registry_file.read(self.registry_folder)
        path = self.registry_folder / REGISTRY_FILE
        last_path = live_registry(self._index_dir).get("path")
        was_there = last_path == str(path.resolve()) or registry_file.has_parts(self.registry_folder)
        if not registry and was_there and not self._options.new_registry:
            raise RegistryMissing(path)
        return registry

    def _check_registry(self, reconciliation: Reconciliation) -> None:
        """Refuse the registry of another corpus, and lost links where `strict` is set."""
        path = self.registry_folder / REGISTRY_FILE
        if reconciliation.is_foreign:
            raise RegistryForeign(path, "nothing that it knows stands in these papers")
        if self._options.strict and reconciliation.review:
            raise LinksLost(path, [item.id for item in reconciliation.review])

    def _assign_ids(
        self, old: Registry | None, meeting_groups: MeetingGroups, cache: ReadingCache, stamp: str
    ) -> _AssignedIds:
        """Assign all ids, and write the next registry beside the present one."""
        reconciliation = assign_ids(old, meeting_groups, lambda name: cache.passages(self._tasks[name]), stamp)
        identified = IdentifiedMeetings(meeting_groups, reconciliation)
        stated = StatedNames(self._settings.persons, self._settings.acronyms, self._settings.synonyms)
        names = collect_names(paper_contents(identified, partial(self._names, cache)), stated)
        reconciliation.add_persons(names.persons, live_persons(self._index_dir))
        registry = registry_file.prepare(self.registry_folder, reconciliation, reconciliation.changed_documents(), old)
        registry.drop_living()
        self._check_registry(reconciliation)
        return _AssignedIds(
            meeting_groups=identified,
            names=names,
            ids=BuildIds(reconciliation.ids, registry),
            review=tuple(reconciliation.review),
            outcomes=dict(reconciliation.outcomes),
        )

    def _write(self, target: Path, assigned: _AssignedIds, cache: ReadingCache) -> IndexCounts:
        self._statistics = settled_statistics(
            self.registry_folder,
            self._characters,
            lambda: cache.texts(self._tasks[name] for name in assigned.ids.documents),
            renew=self._options.force,
        )

        def texts_of(rule: DocumentRule) -> Iterator[str]:
            """Yield the passage texts of all papers that a rule matches."""
            return cache.texts(task for name, task in self._tasks.items() if rule.matches(name))

        counts = write_build(
            target,
            meeting_groups=assigned.meeting_groups,
            passages_of=partial(self._passages, cache),
            ids=assigned.ids,
            sentences=SentenceSplitter(self._statistics.sentences),
            progress=self._progress,
            names=assigned.names,
        )
        unused = (*assigned.names.unused_statements, *unused_mentions(self._settings.rules, texts_of))
        self._warnings.extend(f"{SETTINGS_FILE}: {statement}" for statement in unused)
        return counts

    def _read(self, cache: ReadingCache) -> int:
        """Read the files that the cache does not hold; return how many those were."""
        missing = cache.missing(self._tasks.values())
        jobs = self._options.jobs or os.cpu_count() or 1
        for done, (task, result) in enumerate(read_all(missing, jobs, self._options.limits), start=1):
            if isinstance(result, ReadFailure):
                self._skipped.append(SkippedSource(task.name, result.message))
                del self._tasks[task.name]
            else:
                cache.store(task, result)
            if done % _COMMIT_EVERY == 0:
                cache.commit()
            self._progress("Reading", done, len(missing))
        cache.commit()
        self._skipped.sort(key=lambda file: file.source)
        return len(missing)

    def _meeting_groups(self, cache: ReadingCache) -> MeetingGroups:
        """Return the meetings of all papers. Raise CorpusEmpty where there is no paper."""
        papers: dict[str, DraftFacts] = {}
        for name in sorted(self._tasks):
            draft = self._draft(cache, name)
            papers[name] = draft.facts
            self._warnings.extend(f"{name}: {warning}" for warning in draft.warnings)
        self._unplaced = unplaced_files(papers)
        if not papers:
            raise CorpusEmpty(self._folder, READABLE_SUFFIXES, skipped_pairs(self._skipped))
        self._titles = titles_without_site(papers)
        papers |= {name: replace(papers[name], title=title) for name, title in self._titles.items()}
        return MeetingGroups(group_meetings(papers), partial(self._draft, cache))

    def _passages(self, cache: ReadingCache, draft: Draft) -> Sequence[DraftPassage]:
        """Return the passages of a paper with the overrides of `corpus.toml`."""
        rules = self._settings.rules_for(draft.source.name)
        return override_passages(cache.passages(self._tasks[draft.source.name]), draft.sessions, rules)

    def _names(self, cache: ReadingCache, draft: Draft) -> PaperNames:
        """Return the names in a paper, which are kept with its reading."""
        name = draft.source.name
        unusual = unusual_short_forms(self._settings.acronyms)
        variant = sha256_hex([repr((self._settings.rules_for(name), unusual)).encode()])
        kept = cache.derived(self._tasks[name], variant)
        if kept is not None:
            names = msgspec.msgpack.decode(kept, type=PaperNames)
        else:
            names = paper_names(self._passages(cache, draft), unusual)
            cache.store_derived(self._tasks[name], variant, msgspec.msgpack.encode(names))
        self._characters += names.characters
        return names

    def _draft(self, cache: ReadingCache, name: str) -> Draft:
        """Return the draft of a paper with the overrides of `corpus.toml`, without its passages."""
        task = self._tasks[name]
        head = cache.head(task)
        title = self._titles.get(name, head.facts.title)
        draft = Draft(task.source, replace(head.facts, title=title), head.sessions, warnings=head.warnings)
        return override_draft(draft, self._settings.rules_for(name), partial(cache.passages, task))
