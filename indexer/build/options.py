"""How to build: what an administrator chooses for one build."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from indexer.engine.names import EngineSetting
from indexer.readers.limits import LIMITS, Limits


@dataclass(frozen=True)
class BuildOptions:
    """How to build.

    `force` builds although nothing changed; `jobs` is the number of files read at the same time.
    """

    force: bool = False
    jobs: int = 0
    """Files read at the same time; 0 is one for each processor."""
    workers: str = ""
    """The address of a dask scheduler whose workers read in place of this machine; none where empty."""
    limits: Limits = LIMITS
    strict: bool = False
    """Whether to fail, and change nothing, rather than leave a link that leads to no living passage."""
    registry: Path | None = None
    """The folder that the registry of ids is kept in; None is the folder of the papers."""
    new_registry: bool = False
    """Whether a registry that is missing may be begun anew, and one that the live index does not know be used."""
    drop_links: bool = False
    """Whether addresses that the live build serves may end where the registry has lost them."""
    redactions: Path | None = None
    """A file of redactions to apply besides those of the registry."""
    lift_redactions: bool = False
    """Whether to publish what the live index was built without, where the registry lacks its redaction."""
    follow_links: bool = False
    """Whether symbolic links out of the folder of the papers are followed."""
    engine: EngineSetting | None = None
    """None is that of the live build, and the embedded one where there is none."""


AS_USUAL = BuildOptions()
