"""Opens the index in a cluster that the folder of a build names, and deletes there what no build needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from .connection.address import ClusterAddress, address_of_build, cluster_address
from .connection.client import Cluster
from .dictionary import DICTIONARY_FOLDER
from .engine import OpenSearchEngine
from .indices import Indices
from .state import STATE_FILE, ClusterState, named_beside, read_state


def open_engine(folder: Path, url: str = "") -> OpenSearchEngine:
    """Open the index that a folder names, in the cluster at an address where one is given.

    Raise IndexDamaged, IndexOutdated or a ClusterError.
    """
    state = read_state(folder)
    return OpenSearchEngine(folder, state, cluster_address(url) if url else address_of(state))


def address_of(state: ClusterState) -> ClusterAddress:
    """Return the address of the cluster of an index: that of a setting, or the one with which it was written."""
    return cluster_address(address_of_build(state.urls))


def continues(folder: Path, url: str) -> bool:
    """Return whether the index that a folder names is in the cluster at an address. Raise a ClusterError."""
    if not (folder / STATE_FILE).is_file():
        return False
    state = read_state(folder)
    with closing(Cluster(cluster_address(url or address_of_build(state.urls)))) as cluster:
        return not Indices(cluster).why_not_continued(state)


def check_writable(folder: Path, base: Path | None, url: str) -> str:
    """Look whether a new index can be written in a cluster; raise a ClusterError that says what prevents it.

    `folder` is that of the new index, which need not be there, and `base` that of the live one, of any engine. Return
    why it cannot be based on that one, of a cluster; empty where it can, or that one is of none.
    """
    before = read_state(base) if base and (base / STATE_FILE).is_file() else None
    with closing(Cluster(cluster_address(url or address_of_build(before.urls if before else "")))) as cluster:
        indices = Indices(cluster)
        problem = indices.why_not_continued(before) if before else ""
        indices.check_before_writing(None if problem else before, named_beside(folder))
        return problem


def tidy(folder: Path, *, keep_previous: bool) -> None:
    """Let our name lead to the index of a build that is live now, and delete what is of no build that is kept."""
    with _indices_of(folder) as (indices, state):
        indices.point_to(state)
        indices.tidy(state, keep_previous=keep_previous)


def is_searched(name: str) -> bool:
    """Return whether a file in the folder of an index is read by who searches: of the dictionary, or the state."""
    return name == STATE_FILE or name.startswith(f"{DICTIONARY_FOLDER}/")


def forget(folder: Path, kept: Iterable[Path]) -> None:
    """Delete the index that a folder names, unless one of some others names it too."""
    if not (folder / STATE_FILE).is_file():
        return
    others = {read_state(other).index for other in kept if (other / STATE_FILE).is_file()}
    with _indices_of(folder) as (indices, state):
        if _may_delete(folder, state, indices) and state.index not in others:
            indices.delete(state.index)


def withdraw(folder: Path) -> None:
    """Delete all indices that were written for the same folder of an index as this one."""
    with _indices_of(folder) as (indices, state):
        if _may_delete(folder, state, indices):
            indices.delete_all(state)


def _may_delete(folder: Path, state: ClusterState, indices: Indices) -> bool:
    """Return whether an index was written from this folder and not from one that it is a copy of.

    The name may have changed since: redacted words must not stay under the one before.
    """
    return state.is_of(folder) if state.home else indices.is_own(state)


@contextmanager
def _indices_of(folder: Path) -> Iterator[tuple[Indices, ClusterState]]:
    state = read_state(folder)
    cluster = Cluster(address_of(state))
    try:
        yield Indices(cluster), state
    finally:
        cluster.close()
