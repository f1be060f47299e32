"""The facts about a build itself: when and from what it was made, in which format, and which files were left out.

Its contents are in the catalogue and the engine; `build/report` writes these facts.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from indexer.engine.engines import DEFAULT_ENGINE
from indexer.errors import IndexDamaged, IndexOutdated

from .catalogue import BUILD_FORMAT

BUILD_FILE = "build.json"
DEFAULT_STORE = "sqlite"
"""The store of the catalogues of new builds, and of builds that state none."""


@dataclass(frozen=True)
class SkippedFile:
    """A file that is not in the index, and why."""

    source: str
    reason: str


@dataclass(frozen=True)
class BuildFacts:
    """How a build was made."""

    built: str
    """UTC as ISO 8601."""
    format: int
    fingerprint: str
    """Hash of everything that the build was made from; empty when unknown."""
    corpus: str
    """Id of the corpus in its registry; empty when unknown."""
    skipped: tuple[SkippedFile, ...]
    folder: str = ""
    """The folder of the papers as a full path; empty when unknown."""
    engine: str = DEFAULT_ENGINE
    """The name of the engine that wrote the search files."""
    catalogue: str = DEFAULT_STORE
    """The name of the store that has the catalogue."""


def read_build_facts(path: Path) -> BuildFacts:
    """Read the facts of a build; raise IndexDamaged when there is none, IndexOutdated when its format is another."""
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
        stored_format, registry = facts.get("format"), facts.get("registry")
        if stored_format != BUILD_FORMAT:
            raise IndexOutdated(path.parent, stored_format, BUILD_FORMAT)
        return BuildFacts(
            built=str(facts.get("built", "")),
            format=BUILD_FORMAT,
            fingerprint=str(facts.get("fingerprint", "")),
            corpus=str(registry.get("corpus", "")) if isinstance(registry, dict) else "",
            folder=str(facts.get("folder", "")),
            engine=str(facts.get("engine", DEFAULT_ENGINE)),
            catalogue=str(facts.get("catalogue", DEFAULT_STORE)),
            skipped=tuple(
                SkippedFile(str(skipped["source"]), str(skipped["reason"])) for skipped in facts.get("skipped", ())
            ),
        )
    except (OSError, ValueError, AttributeError, LookupError, TypeError) as error:
        raise IndexDamaged(path.parent, f"{path.name} cannot be read") from error
