"""What builds have outside of their folders, in a search cluster: deleted where no build needs it any more."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from indexer.engine.engines import EMBEDDED_ENGINE, Engines, EngineSetting
from indexer.engine.names import TRACE_FILE
from indexer.errors import EngineUnavailable, IndexDamaged, IndexOutdated, RapporteurError
from indexer.store.build_facts import BUILD_FILE, read_build_facts
from indexer.store.library import ENGINE_FOLDER, POINTER

MOST_SECONDS_KEPT = 7 * 24 * 60 * 60
"""How long the trace of an index is kept that could not be deleted: a cluster that is away longer is given up."""


def live_engine(index_dir: Path) -> EngineSetting:
    """Return the engine that the live build was made with; the embedded one where there is none that tells."""
    try:
        build = index_dir / (index_dir / POINTER).read_text(encoding="utf-8").strip()
        engine = read_build_facts(build / BUILD_FILE).engine
    except (OSError, ValueError, RapporteurError):
        return EMBEDDED_ENGINE
    try:
        return EngineSetting(engine, Engines().address(engine, build / ENGINE_FOLDER))
    except RapporteurError:
        return EngineSetting(engine)  # an index in a cluster does not become an embedded one by a damaged file


def check_engine(index_dir: Path, engine: EngineSetting, *, is_new: bool) -> str:
    """Raise RapporteurError where the engine of a new build could not write what it has elsewhere.

    `is_new` says that it is not to be based on the live one. Return what to tell where it cannot be, though it should.
    """
    base = None
    if not is_new:
        with suppress(OSError, ValueError):
            base = index_dir / (index_dir / POINTER).read_text(encoding="utf-8").strip() / ENGINE_FOLDER
    problem = Engines().check(engine, index_dir / "new" / ENGINE_FOLDER, base)
    return f"The index in the cluster is written anew. {problem}" if problem else ""


def tidied(build: Path, *, keep_previous: bool) -> str:
    """Delete what no build needs but the one that is live now and, if kept, the one before; return what prevents it."""
    try:
        engine = read_build_facts(build / BUILD_FILE).engine
        Engines().tidy(engine, build / ENGINE_FOLDER, keep_previous=keep_previous)
    except RapporteurError as error:
        return _still_there(error)
    return ""


def _still_there(error: RapporteurError) -> str:
    """Return what to tell where something could not be deleted elsewhere."""
    return f"What the build before had in the search cluster is still there. {error} Then index again."


def delete_build(build: Path, kept: Sequence[Path], *, owns_engine: bool = True) -> str:
    """Delete a build, and what its engine has elsewhere unless a kept build has it too.

    Return what prevents the latter, as a sentence; the next build tries again.
    """
    left = ""
    try:
        if owns_engine:
            _forget_elsewhere(build, kept)
    except EngineUnavailable as error:
        left = _still_there(error)
        if _delete_but_trace(build):
            return left
    shutil.rmtree(build, ignore_errors=True)  # a build still open elsewhere is deleted next time
    return left


def _forget_elsewhere(build: Path, kept: Iterable[Path]) -> None:
    """Delete what a build's engine has elsewhere, where none of the builds that are kept has it too.

    A build that was killed does not say yet which engine it has, so all are asked. Raise EngineUnavailable where one
    cannot be reached now.
    """
    kept_engines = [folder / ENGINE_FOLDER for folder in kept]
    for engine in Engines().choices:
        try:
            Engines().forget(engine, build / ENGINE_FOLDER, kept_engines)
        except EngineUnavailable:
            raise
        except RapporteurError:
            continue  # nobody knows what it had


def _delete_but_trace(build: Path) -> bool:
    """Delete a build but for the file that says what it has elsewhere; return False where that was there too long.

    The next build asks once more for what could not be deleted, for a week.
    """
    trace = build / ENGINE_FOLDER / TRACE_FILE
    with suppress(OSError):
        if time.time() - trace.stat().st_mtime > MOST_SECONDS_KEPT:
            return False
        for folder in (trace.parent, build):
            for path in folder.iterdir():
                if path not in {trace, trace.parent}:
                    _delete(path)
    return trace.is_file()


def _delete(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink()


def withdraw_elsewhere(build: Path) -> None:
    """Delete what a build's engine has elsewhere. Raise RapporteurError where it cannot be reached."""
    with suppress(IndexDamaged, IndexOutdated):
        engine = read_build_facts(build / BUILD_FILE).engine
        Engines().withdraw(engine, build / ENGINE_FOLDER)
