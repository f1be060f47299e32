"""Fetches the live build of another index folder, such as one on a shared disk: what searching needs, and whole.

It becomes live here in one step, as a build does that was made here.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from indexer.disk.checksums import file_facts
from indexer.disk.links import share_file
from indexer.engine.engines import Engines
from indexer.errors import RapporteurError
from indexer.store.build_facts import BUILD_FILE, read_build_facts
from indexer.store.builds import live_build, publish
from indexer.store.library import ENGINE_FOLDER
from indexer.store.outside.build_lock import BuildLock
from indexer.store.seal import STAMPS_FILE, write_stamps

TRIES = 3
"""How often a fetch begins again where another build became live meanwhile."""


class FetchFailed(RapporteurError):
    """Files could not be copied, or are not what they were at the source."""

    def __init__(self, source: Path, problem: str) -> None:
        super().__init__(
            f"The index in {source} could not be fetched ({problem}). The one here is as it was. Try again."
        )


class FetchedBuild(NamedTuple):
    """What was fetched."""

    build: str
    copied: int
    """Files that were copied."""
    shared: int
    """Files that the build before has too."""
    unchanged: bool = False


def fetch_build(source: Path, index_dir: Path) -> FetchedBuild:
    """Copy the live build of one index folder into another, and make it live there.

    Raise IndexMissing or IndexDamaged for the source, IndexBusy, and FetchFailed; the build here stays live then.
    """
    with BuildLock(index_dir):
        tries = 0
        while True:
            build, tries = live_build(source), tries + 1
            try:
                return _fetch(build, index_dir)
            except (OSError, FetchFailed) as error:
                if tries == TRIES or live_build(source) == build:
                    raise FetchFailed(source, str(getattr(error, "strerror", None) or error)) from error


def _fetch(build: Path, index_dir: Path) -> FetchedBuild:
    try:
        before: Path | None = live_build(index_dir)
    except RapporteurError:
        before = None
    if before and before.name == build.name:
        return FetchedBuild(build.name, 0, 0, unchanged=True)
    target = index_dir / build.name
    shutil.rmtree(target, ignore_errors=True)
    shared = copied = 0
    try:
        for name in _needed(build):
            if _copy(build / name, target / name, before / name if before else None):
                copied += 1
            else:
                shared += 1
        write_stamps(target)
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)
        raise
    # What the source deleted at once, such as redacted words, is not kept here either.
    is_kept = before is not None and (build.parent / before.name).is_dir()
    publish(index_dir, target, keep_previous=is_kept, owns_engine=False)
    return FetchedBuild(build.name, copied, shared)


def _needed(build: Path) -> Iterator[str]:
    """Yield the names of the files of a build that searching needs."""
    engine = read_build_facts(build / BUILD_FILE).engine
    for path in sorted(build.rglob("*")):
        name = path.relative_to(build)
        if path.is_file() and name.parts[0] != ENGINE_FOLDER and name.name != STAMPS_FILE:
            yield name.as_posix()
    for searched in Engines().searched(engine, build / ENGINE_FOLDER):
        yield f"{ENGINE_FOLDER}/{searched}"


def _copy(source: Path, target: Path, before: Path | None) -> bool:
    """Copy a file, or share that of the build before where it is the same; return whether it was copied."""
    target.parent.mkdir(parents=True, exist_ok=True)
    expected = file_facts(source)
    if (
        before
        and before.is_file()
        and before.stat().st_size == source.stat().st_size
        and file_facts(before) == expected
    ):
        share_file(before, target)
        return False
    shutil.copyfile(source, target)
    if expected is None or file_facts(target) != expected:
        raise FetchFailed(source.parent, f"{source.name} changed while it was copied")
    return True
