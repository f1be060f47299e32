"""The engines that exist, by the name that a build states. What an engine does is in its own folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from indexer.errors import IndexDamaged
from indexer.model import Passage, Session
from indexer.text.paper_words import PaperWords

from .names import CLUSTER_ENGINE, DEFAULT_ENGINE, EMBEDDED_ENGINE, EngineSetting
from .protocol import Engine, EngineWriter
from .whoosh.engine import WhooshEngine, WhooshWriter

__all__ = [
    "ALL",
    "CLUSTER_ENGINE",
    "DEFAULT_ENGINE",
    "EMBEDDED",
    "EMBEDDED_ENGINE",
    "EngineChoice",
    "EngineSetting",
    "Engines",
]


class EngineChoice(NamedTuple):
    """One engine: how its index is written into a folder and opened from there, and what is done around that."""

    write: Callable[[Path, Path | None, str], EngineWriter]
    """Takes the folder of the index, that of the index before, and the address of a cluster."""
    open: Callable[[Path, str], Engine]
    """Takes the folder of an index, and the address of the cluster that has it, where that is stated."""
    tidy: Callable[[Path, bool], None] = lambda _folder, _keep_previous: None
    """Deletes what lies elsewhere of indices that nobody needs: all but the live one and, if kept, the one before."""
    continues: Callable[[Path, str], bool] = lambda _folder, _url: True
    """Returns whether an index of passages can be based on that of a folder, for a cluster at an address."""
    address: Callable[[Path], str] = lambda _folder: ""
    """Returns the address of the cluster in which an index is; empty for an embedded one."""
    searched: Callable[[str], bool] = lambda _name: True
    """Returns whether searching needs a file of the folder, by its name there; others are for the next build."""
    forget: Callable[[Path, Sequence[Path]], None] = lambda _folder, _kept: None
    """Deletes what lies elsewhere of an index, unless one of those in other folders lies there too."""
    withdraw: Callable[[Path], None] = lambda _folder: None
    """Deletes what lies elsewhere of an index, all of it."""
    check: Callable[[Path, Path | None, str], str] = lambda _folder, _base, _url: ""
    """Raises what `write` would raise of a cluster, and writes nothing. Returns why a base cannot be built on."""
    prepare: Callable[[Sequence[Passage], Iterable[Session], PaperWords], bytes] | None = None
    """Makes of the passages of one document what costs most to make, for the writer to add; None where it is little."""


def _write_embedded(folder: Path, base: Path | None, _url: str) -> EngineWriter:
    return WhooshWriter(folder, base)


def _open_embedded(folder: Path, _url: str) -> Engine:
    return WhooshEngine(folder)


# What speaks with clusters is imported by those who have one.
def _write_to_cluster(folder: Path, base: Path | None, url: str) -> EngineWriter:
    from .opensearch.connection.address import cluster_address  # noqa: PLC0415
    from .opensearch.writer import OpenSearchWriter  # noqa: PLC0415

    return OpenSearchWriter(folder, base, cluster_address(url))


def _open_in_cluster(folder: Path, url: str) -> Engine:
    from .opensearch.opening import open_engine  # noqa: PLC0415

    return open_engine(folder, url)


def _tidy_cluster(folder: Path, keep_previous: bool) -> None:  # as it is declared
    from .opensearch.opening import tidy  # noqa: PLC0415

    tidy(folder, keep_previous=keep_previous)


def _continues_in_cluster(folder: Path, url: str) -> bool:
    from .opensearch.opening import continues  # noqa: PLC0415

    return continues(folder, url)


def _address_of_cluster(folder: Path) -> str:
    from .opensearch.connection.address import address_of_build  # noqa: PLC0415
    from .opensearch.state import read_state  # noqa: PLC0415

    return address_of_build(read_state(folder).urls)


def _searched_in_cluster(name: str) -> bool:
    from .opensearch.opening import is_searched  # noqa: PLC0415

    return is_searched(name)


def _forget_in_cluster(folder: Path, kept: Sequence[Path]) -> None:
    from .opensearch.opening import forget  # noqa: PLC0415

    forget(folder, kept)


def _withdraw_from_cluster(folder: Path) -> None:
    from .opensearch.opening import withdraw  # noqa: PLC0415

    withdraw(folder)


def _check_cluster(folder: Path, base: Path | None, url: str) -> str:
    from .opensearch.opening import check_writable  # noqa: PLC0415

    return check_writable(folder, base, url)


def _prepare_for_cluster(passages: Sequence[Passage], sessions: Iterable[Session], words: PaperWords) -> bytes:
    from .opensearch.writer import prepare  # noqa: PLC0415

    return prepare(passages, sessions, words)


EMBEDDED: Mapping[str, EngineChoice] = MappingProxyType({DEFAULT_ENGINE: EngineChoice(_write_embedded, _open_embedded)})
ALL: Mapping[str, EngineChoice] = MappingProxyType(
    {
        **EMBEDDED,
        CLUSTER_ENGINE: EngineChoice(
            _write_to_cluster,
            _open_in_cluster,
            _tidy_cluster,
            _continues_in_cluster,
            _address_of_cluster,
            _searched_in_cluster,
            _forget_in_cluster,
            _withdraw_from_cluster,
            _check_cluster,
            _prepare_for_cluster,
        ),
    }
)


class Engines:
    """Opens the engine that a build names."""

    def __init__(self, choices: Mapping[str, EngineChoice] = ALL, url: str = "") -> None:
        """Take the engines by name, and the address of the cluster where it is not that of the environment."""
        self.choices = choices
        self._url = url

    def open(self, name: str, folder: Path) -> Engine:
        """Open an index; raise IndexDamaged when there is no such engine, or the index cannot be read.

        An engine elsewhere raises an error of its own where it cannot be reached.
        """
        return self._choice(name, folder).open(folder, self._url)

    def writer(self, name: str, folder: Path, base: Path | None = None, url: str = "") -> EngineWriter:
        """Return a writer of an index in an empty or missing folder; raise KeyError for an unknown engine.

        `base` is the folder of the index whose documents can be kept, and `url` the address of a cluster.
        """
        return self.choices[name].write(folder, base, url)

    def prepares(self, name: str) -> bool:
        """Return whether an engine can make something of the passages of a document away from its writer."""
        return self.choices[name].prepare is not None

    def prepare(self, name: str, passages: Sequence[Passage], sessions: Iterable[Session], words: PaperWords) -> bytes:
        """Return what an engine makes of the passages of a document, for its writer; empty where that is nothing."""
        prepare = self.choices[name].prepare
        return prepare(passages, sessions, words) if prepare else b""

    def tidy(self, name: str, folder: Path, *, keep_previous: bool) -> None:
        """Delete what lies elsewhere and is not of an index that is live now, nor, if it is kept, of the one before."""
        self._choice(name, folder).tidy(folder, keep_previous)

    def continues(self, name: str, folder: Path, url: str = "") -> bool:
        """Return whether a new index can keep documents of the one in a folder; else all are to be added."""
        return self._choice(name, folder).continues(folder, url)

    def address(self, name: str, folder: Path) -> str:
        """Return the address of the cluster in which an index is; empty for an embedded one."""
        return self._choice(name, folder).address(folder)

    def searched(self, name: str, folder: Path) -> tuple[str, ...]:
        """Return the names of the files in the folder of an index that searching needs."""
        is_searched = self._choice(name, folder).searched
        names = (path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_file())
        return tuple(filter(is_searched, names))

    def forget(self, name: str, folder: Path, kept: Sequence[Path]) -> None:
        """Delete what lies elsewhere of an index, unless one of those in other folders lies there too."""
        self._choice(name, folder).forget(folder, kept)

    def withdraw(self, name: str, folder: Path) -> None:
        """Delete what lies elsewhere of an index, all of it."""
        self._choice(name, folder).withdraw(folder)

    def check(self, setting: EngineSetting, folder: Path, base: Path | None) -> str:
        """Raise what `writer` would raise where nothing can be written elsewhere; raise KeyError as it does.

        So an hour of reading is not lost on a wrong address. Return why what the base has elsewhere cannot be built on.
        """
        return self.choices[setting.name].check(folder, base, setting.url)

    def _choice(self, name: str, folder: Path) -> EngineChoice:
        if name not in self.choices:
            raise IndexDamaged(folder.parent, f"its engine is “{name}”, which this version does not have")
        return self.choices[name]
