"""The folder of an edition: what may be replaced, and how a whole edition takes the place of another.

An edition is written aside, in a hidden folder beside its place. What is in it belongs to `export`.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from indexer.disk.lock import LockHeld, ProcessLock
from indexer.disk.sync import sync, sync_all
from indexer.disk.trouble import write_trouble
from indexer.errors import RapporteurError

FACTS_FILE = "edition.json"
"""What the edition is of, and when it was written: the only file that differs between two editions of one build."""
SUMS_FILE = "edition.sha256"
"""The SHA-256 of each other file, in the form that `sha256sum --check` reads."""
_SHOWN = 5  # names in a message
_HERE = -100  # AT_FDCWD: paths are as the process sees them
_EXCHANGE = 2  # RENAME_EXCHANGE of renameat2(2)


class EditionFolderForeign(RapporteurError):
    """The folder holds files that are of no edition, which would be deleted."""

    def __init__(self, folder: Path, names: list[str]) -> None:
        more = f" and {len(names) - _SHOWN:,} more" if len(names) > _SHOWN else ""
        super().__init__(
            f"{folder} holds files that are not of an edition: {', '.join(names[:_SHOWN])}{more}. "
            "Nothing was changed. Name an empty or new folder, or move those files away."
        )


class EditionBusy(RapporteurError):
    """Another process writes an edition to the same place."""

    def __init__(self, folder: Path, holder: str) -> None:
        super().__init__(f"Another export to {folder} is at work ({holder}). Try again when it has ended.")


class EditionNotWritten(RapporteurError):
    """The edition could not be written; what was there before still is."""

    def __init__(self, folder: Path, error: OSError) -> None:
        trouble = write_trouble(error, folder.parent)
        super().__init__(f"{folder} cannot be written: {trouble.problem}. {trouble.remedy}. No edition was changed.")


@contextmanager
def written_aside(target: Path) -> Iterator[Path]:
    """Yield an empty folder beside a target, which takes its place when the block ends without an error.

    A process that is killed at any moment leaves a whole edition there, the old or the new. Raise EditionFolderForeign
    where files would be deleted that are of no edition, EditionBusy while another process writes to this place, and
    EditionNotWritten where the disk takes nothing more.
    """
    target = target.absolute()
    aside, away = (target.with_name(f".{target.name}.{state}") for state in ("new", "old"))
    lock = ProcessLock(target.with_name(f".{target.name}.lock"), target.with_name(f".{target.name}.lock.json"))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except LockHeld as error:
        raise EditionBusy(target, error.holder) from None
    except OSError as error:
        raise EditionNotWritten(target, error) from error
    try:
        _clear(target, aside, away)
        check_own(target)
        aside.mkdir()
        yield aside
        check_own(target)  # it took a while to write
        sync_all(path for path in (*aside.rglob("*"), aside))
        _put(aside, target, away)
    except OSError as error:
        raise EditionNotWritten(target, error) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        lock.release()


def check_own(folder: Path) -> None:
    """Raise EditionFolderForeign where a folder holds anything but an edition."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise EditionFolderForeign(folder.parent, [folder.name])
    known = {FACTS_FILE, SUMS_FILE, *read_sums(folder)}
    foreign = sorted(name for name in _files(folder) if name not in known)
    if foreign:
        raise EditionFolderForeign(folder, foreign)


def write_sums(folder: Path, hashes: Mapping[str, str]) -> None:
    """Write the hashes of the files of an edition."""
    lines = (f"{hashes[name]}  {name}\n" for name in sorted(hashes))
    (folder / SUMS_FILE).write_text("".join(lines), encoding="utf-8")


def read_sums(folder: Path) -> dict[str, str]:
    """Return the hashes of the files of an edition, by name; none where the folder has no such list."""
    with suppress(OSError, ValueError):
        lines = (folder / SUMS_FILE).read_text(encoding="utf-8").splitlines()
        return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    return {}


def write_facts(folder: Path, facts: Mapping[str, object]) -> None:
    """Write what an edition is of."""
    (folder / FACTS_FILE).write_text(json.dumps(facts, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _files(folder: Path) -> Iterator[str]:
    """Yield the names of everything in a folder that is no folder; links to folders are not followed."""
    for parent, folders, names in os.walk(folder):
        links = [name for name in folders if (Path(parent) / name).is_symlink()]
        for name in (*names, *links):
            yield (Path(parent) / name).relative_to(folder).as_posix()


def _clear(target: Path, aside: Path, away: Path) -> None:
    """Put back an edition that a killed process had moved away, and delete what it had left."""
    if away.exists() and not target.exists():
        away.rename(target)
    for left in (aside, away):
        if left.exists():
            shutil.rmtree(left)


def _put(aside: Path, target: Path, away: Path) -> None:
    """Put a new edition in the place of the one before, and delete that."""
    if not target.exists():
        aside.rename(target)
    elif _exchanged(aside, target):
        aside.rename(away)
    else:  # between the two there is none for a moment; `_clear` puts the old one back if that moment is the last
        target.rename(away)
        aside.rename(target)
    sync(target.parent)
    shutil.rmtree(away, ignore_errors=True)


def _exchanged(first: Path, second: Path) -> bool:
    """Exchange two folders in one step, and return whether the system can do that: Linux can, on most file systems."""
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    return rename is not None and rename(_HERE, os.fsencode(first), _HERE, os.fsencode(second), _EXCHANGE) == 0
