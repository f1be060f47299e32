"""The engines that exist, by the name that a build states. What an engine does is in its own folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from indexer.errors import IndexDamaged

from .protocol import Engine, EngineWriter
from .whoosh.engine import WhooshEngine, WhooshWriter

DEFAULT_ENGINE = "whoosh"
"""The engine of new builds, and of builds that state none."""


class EngineChoice(NamedTuple):
    """One engine: how its index is written into a folder and opened from there."""

    write: Callable[[Path, Path | None], EngineWriter]
    open: Callable[[Path], Engine]


EMBEDDED: Mapping[str, EngineChoice] = MappingProxyType({DEFAULT_ENGINE: EngineChoice(WhooshWriter, WhooshEngine)})


class Engines:
    """Opens the engine that a build names."""

    def __init__(self, choices: Mapping[str, EngineChoice] = EMBEDDED) -> None:
        self.choices = choices

    def open(self, name: str, folder: Path) -> Engine:
        """Open an index; raise IndexDamaged when there is no such engine, or the index cannot be read."""
        if name not in self.choices:
            raise IndexDamaged(folder.parent, f"its engine is “{name}”, which this version does not have")
        return self.choices[name].open(folder)

    def writer(self, name: str, folder: Path, base: Path | None = None) -> EngineWriter:
        """Return a writer of an index in an empty or missing folder; raise KeyError for an unknown engine.

        `base` is the folder of the index whose documents can be kept.
        """
        return self.choices[name].write(folder, base)
