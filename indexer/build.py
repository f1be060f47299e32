"""From a folder of papers to a live index: composes the rooms, writes beside the live build, moves one pointer."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timezone
from functools import lru_cache
from pathlib import Path

from .catalogue import FORMAT
from .corpus import Corpus, Skipped, scan
from .errors import CorpusEmpty, IndexUnwritable, RapporteurError
from .library import BUILD_FILE
from .meetings import gather
from .readers import FORMATS
from .readers.limits import LIMITS, Limits
from .reading import Failure, Task
from .readings import FILE, Readings
from .sentences import Sentences
from .settings import SETTINGS_FILE, Settings, load
from .shelf import BuildLock, live_build, new_build, open_library, publish
from .structure.draft import Draft
from .workers import read_all
from .writing import Counts, Progress, write

_COMMIT_EVERY = 50  # files: what a killed build has read up to here is not read again


@dataclass(frozen=True)
class Report:
    """What a build did."""

    counts: Counts
    skipped: tuple[Skipped, ...]
    warnings: tuple[str, ...]
    build: Path
    unchanged: bool = False
    read: int = 0
    """Files read this time; the others had not changed since they were."""


@dataclass(frozen=True)
class Options:
    """How to build: `force` builds anew although nothing changed, `jobs` is how many files are read at a time."""

    force: bool = False
    jobs: int = 0
    """0 is one for each processor."""
    limits: Limits = LIMITS


def _silent(_step: str, _done: int, _total: int) -> None:
    """Progress that nobody watches."""


def build(folder: Path, index_dir: Path, options: Options = Options(), progress: Progress = _silent) -> Report:
    """Index a folder; an unchanged corpus is recognised and left as it is, unless forced.

    The live index answers until the new one is whole, and goes on answering if this fails.
    Raises CorpusNotFound, CorpusEmpty, CorpusSettingsInvalid, IndexBusy, IndexUnwritable.
    """
    corpus = scan(folder, options.limits)
    settings = load(folder)
    if not corpus.sources:
        raise CorpusEmpty(folder, FORMATS, _pairs(corpus.skipped))
    fingerprint = _fingerprint(corpus, settings, options.limits)
    try:
        with BuildLock(index_dir):
            report = None if options.force else _live_report(index_dir, fingerprint)
            if report:
                return report
            try:
                return _Build(folder, corpus, settings, index_dir, options, progress).run(fingerprint)
            except sqlite3.DatabaseError:  # what was kept of earlier readings is damaged: it is only a saving of time
                for path in index_dir.glob(f"{FILE}*"):
                    path.unlink()
                return _Build(folder, corpus, settings, index_dir, options, progress).run(fingerprint)
    except (OSError, sqlite3.DatabaseError) as error:
        raise IndexUnwritable(index_dir, getattr(error, "strerror", None) or str(error)) from error


class _Build:
    """One build, from the files to the pointer."""

    def __init__(
        self, folder: Path, corpus: Corpus, settings: Settings, index_dir: Path, options: Options, progress: Progress
    ) -> None:
        self._folder = folder
        self._index_dir = index_dir
        self._options = options
        self._progress = progress
        self._skipped = list(corpus.skipped)
        self._tasks: dict[str, Task] = {}
        for source in corpus.sources:
            rules = settings.for_file(source.name)
            if any(rule.skip for rule in rules):
                self._skipped.append(Skipped(source.name, f"{SETTINGS_FILE} says to skip it"))
            else:
                self._tasks[source.name] = Task(
                    str(source.path), source.name, source.digest, rules, options.limits, source.member
                )
        self._warnings = [
            f"{SETTINGS_FILE}: file = “{pattern}” matches no file"
            for pattern in settings.unused([source.name for source in corpus.sources])
        ]

    def run(self, fingerprint: str) -> Report:
        """Read what is new, write beside the live build, and make it live."""
        readings = Readings(self._index_dir, _rules())
        target: Path | None = None
        try:
            read = self._read(readings)
            drafts = self._drafts(readings)
            if not drafts:
                raise CorpusEmpty(self._folder, FORMATS, _pairs(self._skipped))
            sentences = Sentences(readings.texts(self._tasks[draft.source.name] for draft in drafts))
            target = new_build(self._index_dir)
            counts = write(
                target,
                gather(drafts),
                lambda draft: readings.passages(self._tasks[draft.source.name]),
                sentences,
                self._progress,
            )
            self._describe(target, fingerprint, counts)
            publish(self._index_dir, target)
            readings.forget_all_but(self._tasks.values())
        except BaseException:
            if target:
                shutil.rmtree(target, ignore_errors=True)
            raise
        finally:
            readings.close()
        return Report(counts, tuple(self._skipped), tuple(self._warnings), target, read=read)

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

    def _drafts(self, readings: Readings) -> list[Draft]:
        """What each paper says of itself, without its passages, in the order of the files' names."""
        drafts = []
        for name, task in sorted(self._tasks.items()):
            head = readings.head(task)
            if head:
                drafts.append(Draft(task.source, head.facts, head.sessions))
                self._warnings.extend(f"{name}: {warning}" for warning in head.warnings)
        return drafts

    def _describe(self, target: Path, fingerprint: str, counts: Counts) -> None:
        facts = {
            "format": FORMAT,
            "fingerprint": fingerprint,
            "built": datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
            **asdict(counts),
            "skipped": [asdict(one) for one in self._skipped],
            "warnings": self._warnings,
        }
        (target / BUILD_FILE).write_text(json.dumps(facts, ensure_ascii=False, indent=1), encoding="utf-8")


def _live_report(index_dir: Path, fingerprint: str) -> Report | None:
    """The report of the live build, if it is sound and was made from just this corpus by just these rules."""
    try:
        live = live_build(index_dir)
        facts = json.loads((live / BUILD_FILE).read_text(encoding="utf-8"))
        if facts["fingerprint"] != fingerprint:
            return None
        open_library(index_dir).close()
        return Report(
            Counts(*(facts[entry.name] for entry in fields(Counts))),
            skipped=tuple(Skipped(**one) for one in facts["skipped"]),
            warnings=tuple(facts["warnings"]),
            build=live,
            unchanged=True,
        )
    except (RapporteurError, OSError, ValueError, LookupError, TypeError):
        return None  # whatever is wrong with it, a new build puts it right


def _fingerprint(corpus: Corpus, settings: Settings, limits: Limits) -> str:
    """Changes when any file, its name, a setting, a limit, or the rules of reading change."""
    whole = hashlib.sha256(f"{FORMAT} {_rules()} {limits}".encode())
    for source in corpus.sources:
        whole.update(f"\n{source.name}\x00{source.digest}".encode())
    for one in corpus.skipped:
        whole.update(f"\n{one.source}\x00{one.reason}".encode())
    whole.update(b"\n" + settings.raw)
    return whole.hexdigest()


@lru_cache(maxsize=1)
def _rules() -> str:
    """A hash of the indexer's own code: a corpus read by other rules is another index."""
    folder = Path(__file__).parent
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*.py")):
        whole.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return whole.hexdigest()


def _pairs(skipped: Iterable[Skipped]) -> tuple[tuple[str, str], ...]:
    return tuple((one.source, one.reason) for one in skipped)
