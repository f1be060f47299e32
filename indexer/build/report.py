"""What a build did, and of what: its report, and `build.json`, which tells a later build whether anything changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from functools import lru_cache
from pathlib import Path

from indexer.corpus.scan import Corpus, SkippedSource
from indexer.corpus.settings import CorpusSettings
from indexer.errors import RapporteurError
from indexer.readers.limits import Limits
from indexer.registry.rows import Outcome
from indexer.registry.succession import ReviewItem
from indexer.store.builds import live_build, open_library
from indexer.store.catalogue import FORMAT
from indexer.store.library import BUILD_FILE

from .writers import IndexCounts


@dataclass(frozen=True)
class BuildReport:
    """What a build did."""

    counts: IndexCounts
    skipped: tuple[SkippedSource, ...]
    warnings: tuple[str, ...]
    build: Path
    unchanged: bool = False
    files_read: int = 0
    """Files read this time; the others had not changed since they were."""
    review: tuple[ReviewItem, ...] = ()
    """Ids that lead to no living passage since the build before: somebody should look at them."""
    outcomes: Mapping[Outcome, int] = field(default_factory=dict)
    """How many passages kept their ids, and how, and how many are new or gone."""


def write_report(report: BuildReport, fingerprint: str, stamp: str, registry: Mapping[str, str]) -> None:
    """Write what a build did into its folder; `stamp` is its time, `registry` which registry it has its ids from."""
    facts = {
        "format": FORMAT,
        "fingerprint": fingerprint,
        "built": stamp,
        "registry": registry,
        **asdict(report.counts),
        "skipped": [asdict(one) for one in report.skipped],
        "warnings": report.warnings,
        "review": [asdict(one) for one in report.review],
        "outcomes": report.outcomes,
    }
    (report.build / BUILD_FILE).write_text(json.dumps(facts, ensure_ascii=False, indent=1), encoding="utf-8")


def unchanged_report(index_dir: Path, fingerprint: str) -> BuildReport | None:
    """The report of the live build, if it is sound and was made from just this corpus by just these rules."""
    try:
        live = live_build(index_dir)
        facts = json.loads((live / BUILD_FILE).read_text(encoding="utf-8"))
        if facts["fingerprint"] != fingerprint:
            return None
        open_library(index_dir).close()
        return BuildReport(
            IndexCounts(*(facts[entry.name] for entry in fields(IndexCounts))),
            skipped=tuple(SkippedSource(**one) for one in facts["skipped"]),
            warnings=tuple(facts["warnings"]),
            build=live,
            unchanged=True,
            review=tuple(ReviewItem(**one) for one in facts["review"]),
        )
    except (RapporteurError, OSError, ValueError, LookupError, TypeError):
        return None  # whatever is wrong with it, a new build puts it right


def live_registry(index_dir: Path) -> Mapping[str, str]:
    """Which registry the live build has its ids from: the file's `path`, and its `corpus`; nothing if none is known."""
    try:
        found = json.loads((live_build(index_dir) / BUILD_FILE).read_text(encoding="utf-8"))["registry"]
        return {str(key): str(value) for key, value in found.items()}
    except (RapporteurError, OSError, ValueError, LookupError, TypeError, AttributeError):
        return {}


def build_fingerprint(contents: str, registry: str) -> str:
    """Changes when what is read, as `contents_of` has it, or the registry, by its hash, changes."""
    return hashlib.sha256(f"{contents} {registry}".encode()).hexdigest()


def contents_hash(corpus: Corpus, settings: CorpusSettings, limits: Limits) -> str:
    """Changes when any file, its name, a setting, a limit or the rules of reading change."""
    whole = hashlib.sha256(f"{FORMAT} {code_hash()} {limits}".encode())
    for source in corpus.sources:
        whole.update(f"\n{source.name}\x00{source.digest}".encode())
    for one in corpus.skipped:
        whole.update(f"\n{one.source}\x00{one.reason}".encode())
    whole.update(b"\n" + settings.raw)
    return whole.hexdigest()


@lru_cache(maxsize=1)
def code_hash() -> str:
    """A hash of the indexer's own code: a corpus read by other rules is another index."""
    folder = Path(__file__).parents[1]
    whole = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.suffix in {".py", ".csl", ".toml", ".txt"}):
        whole.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return whole.hexdigest()


def skipped_pairs(skipped: Sequence[SkippedSource]) -> tuple[tuple[str, str], ...]:
    """Names and reasons of what was skipped."""
    return tuple((one.source, one.reason) for one in skipped)
