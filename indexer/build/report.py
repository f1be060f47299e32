"""The report of a build, and `build.json`, by which a later build knows whether anything changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import NamedTuple

import msgspec

from indexer.corpus.scan import Corpus, SkippedSource
from indexer.corpus.settings import CorpusSettings
from indexer.disk.hashing import sha256_hex
from indexer.engine.engines import DEFAULT_ENGINE
from indexer.errors import RapporteurError
from indexer.object_store.address import PapersFolder, full_address, papers_folder
from indexer.object_store.errors import RegistryFolderMissing
from indexer.readers.limits import LIMITS, Limits
from indexer.registry.rows import RowOutcome
from indexer.registry.succession import ReviewItem
from indexer.store.build_facts import BUILD_FILE
from indexer.store.builds import check_touched, finished_builds, live_build
from indexer.store.catalogue import BUILD_FORMAT
from indexer.store.catalogues import new_store, read_person_names
from indexer.store.seal import is_as_sealed
from indexer.structure.draft import DraftFacts, UnplacedText
from indexer.version import code_hash

from .writers import IndexCounts

LISTED_SHARE = 0.02
"""The share of a file's text in no passage from which on the report lists the file."""


@dataclass(frozen=True)
class UnplacedFile:
    """A file with text that stands in no passage."""

    source: str
    share: float
    """Of the letters and digits of its text, headings among them."""
    texts: tuple[UnplacedText, ...]
    """The letters by reason, the most first."""


@dataclass(frozen=True)
class BuildReport:
    """What a build did."""

    counts: IndexCounts
    skipped: tuple[SkippedSource, ...]
    warnings: tuple[str, ...]
    build: Path
    unchanged: bool = False
    left_elsewhere: str = ""
    """What of earlier builds could not be deleted in a cluster, as a sentence."""
    files_read: int = 0
    """Files read this time; the readings of the others were cached."""
    review: tuple[ReviewItem, ...] = ()
    """Ids that lead to no living passage since the build before; a person should look at them."""
    unplaced: tuple[UnplacedFile, ...] = ()
    """The files with text that stands in no passage."""
    outcomes: Mapping[RowOutcome, int] = field(default_factory=dict)
    """The number of passages by outcome: how ids were kept, and how many are new or ended."""

    @property
    def owed(self) -> int:
        """The number of files left out that may yet be read as they are, so that they are tried again each time."""
        return sum(file.is_owed for file in self.skipped)


class BuildOrigin(NamedTuple):
    """What a build was made from."""

    contents: str
    """As `contents_hash` hashes them."""
    registry_hash: str
    """Of the registry, and of what lies beside it and counts too."""
    registry: Mapping[str, str]
    """The path of the registry, and the id of its corpus."""
    folder: PapersFolder
    """That of the papers."""
    limits: Limits = LIMITS
    engine: str = DEFAULT_ENGINE


def write_report(report: BuildReport, origin: BuildOrigin, stamp: str) -> None:
    """Write the report into the folder of its build; `stamp` is the time of the build."""
    facts = {
        "format": BUILD_FORMAT,
        "engine": origin.engine,
        "catalogue": new_store(),
        "fingerprint": build_fingerprint(origin.contents, origin.registry_hash),
        "contents": origin.contents,
        "built": stamp,
        "registry": origin.registry,
        "folder": full_address(origin.folder),
        "limits": asdict(origin.limits),
        **asdict(report.counts),
        "skipped": [asdict(file) for file in report.skipped],
        "warnings": report.warnings,
        "review": [asdict(item) for item in report.review],
        "unplaced": [asdict(file) for file in report.unplaced],
        "outcomes": report.outcomes,
    }
    (report.build / BUILD_FILE).write_text(json.dumps(facts, ensure_ascii=False, indent=1), encoding="utf-8")


def unchanged_report(
    index_dir: Path, contents: str, registry_hash: Callable[[], str], folder: PapersFolder, registry: Path
) -> BuildReport | None:
    """Return the report of the live build if that is intact and was made from the same in the same places, else None.

    The hash of the registry is asked for where the contents are the same: it takes 0.1 s for 10,000 papers.

    Of its files those are read that are small, or that somebody has touched since they were written.
    """
    try:
        build_dir = live_build(index_dir)
        facts = json.loads((build_dir / BUILD_FILE).read_text(encoding="utf-8"))
        if (facts["folder"], facts["registry"]["path"]) != (full_address(folder), str(registry.resolve())):
            return None
        if facts["contents"] != contents or facts["fingerprint"] != build_fingerprint(contents, registry_hash()):
            return None
        check_touched(index_dir, elsewhere=True)
        return BuildReport(
            IndexCounts(*(facts[entry.name] for entry in fields(IndexCounts))),
            skipped=tuple(SkippedSource(**file) for file in facts["skipped"]),
            warnings=tuple(facts["warnings"]),
            build=build_dir,
            unchanged=True,
            review=tuple(ReviewItem(**item) for item in facts["review"]),
            unplaced=tuple(msgspec.convert(facts["unplaced"], list[UnplacedFile])),
        )
    except (RapporteurError, OSError, ValueError, LookupError, TypeError, msgspec.ValidationError):
        return None  # whatever is wrong with it, a new build repairs it


def live_registry(index_dir: Path) -> Mapping[str, str]:
    """Return the registry that the live build used: the file's `path` and its `corpus`; empty if unknown.

    Where the pointer to the live build or that build's report is damaged or another's, it is that of the newest build
    that tells.
    """
    try:
        live = [live_build(index_dir)]
    except RapporteurError:
        live = []
    for build_dir in (*live, *finished_builds(index_dir)):
        if not is_as_sealed(build_dir, BUILD_FILE):
            continue
        try:
            registry = json.loads((build_dir / BUILD_FILE).read_text(encoding="utf-8"))["registry"]
            return {str(key): str(value) for key, value in registry.items()}
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            continue
    return {}


@dataclass(frozen=True)
class BuiltFrom:
    """What the live build was made from."""

    folder: PapersFolder
    """The folder of the papers."""
    registry: Path
    """The folder of the registry."""
    limits: Limits = LIMITS


def live_origin(index_dir: Path) -> BuiltFrom | None:
    """Return what the live build, of any format, was made from; None if that cannot be read or is another's."""
    try:
        build_dir = live_build(index_dir)
        if not is_as_sealed(build_dir, BUILD_FILE):
            return None
        facts = json.loads((build_dir / BUILD_FILE).read_text(encoding="utf-8"))
        limits = msgspec.convert(facts.get("limits", asdict(LIMITS)), Limits)
        return BuiltFrom(papers_folder(facts["folder"]), Path(facts["registry"]["path"]).parent, limits)
    except (RapporteurError, OSError, ValueError, LookupError, TypeError, msgspec.ValidationError):
        return None


def registry_folder(folder: PapersFolder, stated: Path | None, index_dir: Path) -> Path:
    """Return the folder of the registry. Raise RegistryFolderMissing.

    For papers in an object store it is that of the live index where none was named, if that has the same papers.
    """
    if stated is not None:
        return stated
    if isinstance(folder, Path):
        return folder
    live = live_origin(index_dir)
    if live is None or live.folder != folder:
        raise RegistryFolderMissing(str(folder))
    return live.registry


def live_persons(index_dir: Path) -> Mapping[str, str]:
    """Return the names of the persons of the live build, of any format, by id; empty if they cannot be read."""
    try:
        return read_person_names(live_build(index_dir))
    except RapporteurError:
        return {}


def build_fingerprint(contents: str, registry: str) -> str:
    """Return a hash that changes when the contents, as `contents_hash` hashes them, or the registry's hash changes."""
    return sha256_hex([f"{contents} {registry}".encode()])


def contents_hash(corpus: Corpus, settings: CorpusSettings, limits: Limits, engine: str = DEFAULT_ENGINE) -> str:
    """Return a hash that changes with a file, a file name, a setting, a limit, the stores or the indexer's code."""
    parts = [f"{BUILD_FORMAT} {code_hash()} {limits} {engine} {new_store()}".encode()]
    parts += [f"\n{source.name}\x00{source.digest}".encode() for source in corpus.sources]
    parts += [f"\n{file.source}\x00{file.reason}".encode() for file in corpus.skipped]
    return sha256_hex([*parts, b"\n" + settings.raw])


def skipped_pairs(skipped: Sequence[SkippedSource]) -> tuple[tuple[str, str], ...]:
    """Return the names and reasons of skipped sources."""
    return tuple((file.source, file.reason) for file in skipped)


def unplaced_files(papers: Mapping[str, DraftFacts]) -> tuple[UnplacedFile, ...]:
    """Return the files with text in no passage, given the facts of all papers by file name; the largest share first."""
    files = [
        UnplacedFile(name, sum(text.letters for text in facts.unplaced) / facts.letters, facts.unplaced)
        for name, facts in papers.items()
        if facts.unplaced and facts.letters
    ]
    return tuple(sorted(files, key=lambda file: (-file.share, file.source)))
