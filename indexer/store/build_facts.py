"""What a build says of itself: when and from what it was made, in which format, and what was left out.

What it holds is the catalogue's and the engine's to say; how these facts are written is `record`'s business.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from indexer.errors import IndexDamaged, IndexOutdated

from .catalogue import FORMAT


@dataclass(frozen=True)
class SkippedFile:
    """A file that is not in the index, and why."""

    source: str
    reason: str


@dataclass(frozen=True)
class BuildFacts:
    """How a build came about."""

    built: str
    """UTC as ISO 8601."""
    format: int
    fingerprint: str
    """Hash of everything that the build was made from; empty where that is not known."""
    corpus: str
    """Id of the corpus in its registry; empty where that is not known."""
    skipped: tuple[SkippedFile, ...]


def read_build_facts(path: Path) -> BuildFacts:
    """Read what a build says of itself; raise IndexDamaged for no build, IndexOutdated for one of another format."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        found, registry = told.get("format"), told.get("registry")
        if found != FORMAT:
            raise IndexOutdated(path.parent, found, FORMAT)
        return BuildFacts(
            built=str(told.get("built", "")),
            format=FORMAT,
            fingerprint=str(told.get("fingerprint", "")),
            corpus=str(registry.get("corpus", "")) if isinstance(registry, dict) else "",
            skipped=tuple(SkippedFile(str(one["source"]), str(one["reason"])) for one in told.get("skipped", ())),
        )
    except (OSError, ValueError, AttributeError, LookupError, TypeError) as error:
        raise IndexDamaged(path.parent, f"{path.name} cannot be read") from error
