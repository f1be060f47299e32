"""What a build keeps of its index in the cluster: where it is, which build of it this is, and which papers it holds."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import msgspec

from indexer.disk.sync import sync
from indexer.engine.names import TRACE_FILE
from indexer.errors import IndexDamaged

STATE_FILE = TRACE_FILE
PAPERS_FILE = "cluster-papers.msgpack"

Kind = TypeVar("Kind")


class ClusterState(msgspec.Struct, frozen=True):
    """The index that a build is searched in."""

    urls: str
    """The addresses of nodes with which it was written; a setting goes before them."""
    index: str
    build: int
    """The number of the build within the index: it holds the documents that stand in it."""
    passages: int
    lineage: str
    """What all indices have in common that were written for one folder of an index, one after the other."""
    before: tuple[str, int] | None = None
    """The index and the number of the build before, which is kept."""
    alias: str = ""
    """The name that led to it when it was written; empty where that was not kept."""
    mark: str = ""
    """What the index says of this build, drawn for it: an older snapshot that somebody restores does not have it."""
    home: int = 0
    """What the system calls the folder of the index that it was written from; a copy of that folder has another."""

    def is_of(self, folder: Path) -> bool:
        """Return whether the folder of an engine is in the index folder that this was written from, not in a copy."""
        return self.home in {0, home_of(folder)}


class WrittenPaper(msgspec.Struct, frozen=True, array_like=True):
    """What is known of a paper in the cluster."""

    place: int
    """Its place among all papers; the numbers between two papers are for others that may come between them."""
    digest: str


def write_state(folder: Path, state: ClusterState, papers: dict[str, WrittenPaper]) -> None:
    """Write both files."""
    for name, data in (
        (PAPERS_FILE, msgspec.msgpack.encode(papers)),
        (STATE_FILE, msgspec.json.format(msgspec.json.encode(state), indent=1)),
    ):
        path = folder / name
        path.write_bytes(data)
        sync(path)


def home_of(folder: Path) -> int:
    """Return what the system calls the index folder, two levels above the folder of an engine; 0 without one."""
    try:
        return folder.parent.parent.stat().st_ino
    except OSError:
        return 0


def read_state(folder: Path) -> ClusterState:
    """Read where the index of a build is; raise IndexDamaged where that cannot be read."""
    return _read(folder, STATE_FILE, ClusterState)


def named_beside(folder: Path) -> frozenset[str]:
    """Return the indices that the builds beside one name, whose folder of the engine this is."""
    named = set()
    for state in folder.parent.parent.glob(f"*/{folder.name}/{STATE_FILE}"):
        with suppress(IndexDamaged):  # a build that cannot be read is not carried on
            named.add(read_state(state.parent).index)
    return frozenset(named)


def read_papers(folder: Path) -> dict[str, WrittenPaper]:
    """Read the papers of an index; raise IndexDamaged where they cannot be read."""
    return _read(folder, PAPERS_FILE, dict[str, WrittenPaper])


def _read(folder: Path, name: str, kind: type[Kind]) -> Kind:
    decode = msgspec.json.decode if name.endswith(".json") else msgspec.msgpack.decode
    try:
        return decode((folder / name).read_bytes(), type=kind)
    except (OSError, msgspec.MsgspecError, ValueError) as error:
        raise IndexDamaged(folder.parent, f"{folder.name}/{name} cannot be read") from error
