"""Tests of a registry whose writing is interrupted: at every step, at every byte, by a kill or by a full disk."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.registry import errors, file
from indexer.registry.file import PARTS_FOLDER, REGISTRY_FILE
from indexer.registry.storage.names import RegistryPaths

from .papers import STAMPS, index_all, paragraph, read, write
from .version_2 import version_2_lines

PAPERS = {f"{name}.txt": [paragraph(10 * ord(name) + number) for number in range(4)] for name in "abcd"}
CHANGED = {
    "a.txt": [*PAPERS["a.txt"][:2], paragraph(1), *PAPERS["a.txt"][2:]],
    "b.txt": PAPERS["b.txt"],
    "d.txt": PAPERS["d.txt"][1:],
    "e.txt": [paragraph(number) for number in range(20, 24)],
}
BEFORE = index_all(None, dict(PAPERS)).registry
AFTER = index_all(BEFORE, dict(CHANGED), STAMPS[1]).registry
MANY_STEPS = 400  # more than any write takes


def begin(folder: Path) -> Path:
    """Write the registry of before into a folder."""
    folder.mkdir()
    write(folder, BEFORE)
    return folder


def begin_with_version_2(folder: Path) -> Path:
    """Write the registry of before into a folder, as version 2 did."""
    folder.mkdir()
    (folder / REGISTRY_FILE).write_bytes(b"".join(version_2_lines(BEFORE)))
    return folder


def run_until(step: int, action: Callable[[], object]) -> bool:
    """Run an action in a process that is killed before it asks the system for a file a number of times.

    Return whether it came to its end.
    """
    process = os.fork()
    if process:
        _, status = os.waitpid(process, 0)
        assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
        return not os.WIFSIGNALED(status)
    left = step

    def kill(event: str, _: object) -> None:
        nonlocal left
        if event != "os.kill" and event.startswith(("open", "os.", "shutil.")):
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    try:
        sys.addaudithook(kill)
        action()
    except BaseException:  # whatever it is, no test may run on in this process
        os._exit(1)
    os._exit(0)


@pytest.mark.parametrize("start", [begin, begin_with_version_2])
def test_a_write_that_is_killed_at_any_step_leaves_the_registry_before_or_after(
    tmp_path: Path, start: Callable[[Path], Path]
) -> None:
    """No step in between shows: the next to read finds one of the two whole, never a mixture, and can write again."""
    original = start(tmp_path / "original")
    seen = []
    for step in range(MANY_STEPS):
        folder = tmp_path / str(step)
        shutil.copytree(original, folder)
        is_complete = run_until(step, lambda folder=folder: write(folder, AFTER))  # type: ignore[misc]  # bound at once
        found = read(folder)
        assert found in (BEFORE, AFTER)
        seen.append(found == AFTER)
        write(folder, AFTER)
        assert read(folder) == AFTER
        assert {path.name for path in (folder / f".{REGISTRY_FILE}.work").iterdir()} <= {".gitignore", "checked.index"}
        if is_complete:
            break
        shutil.rmtree(folder)
    assert is_complete
    assert seen == sorted(seen)
    assert seen.count(True) > 1  # some were killed behind the mark, and finished by the reader


def test_finishing_may_itself_be_killed_at_any_step(tmp_path: Path) -> None:
    """A registry that counts, and is not in place yet, is put in place however often that is interrupted."""
    marked = begin(tmp_path / "marked")
    step = next(step for step in range(MANY_STEPS) if _is_marked_after(marked, step))
    for later in range(MANY_STEPS):
        folder = tmp_path / str(later)
        shutil.copytree(marked, folder)
        is_complete = run_until(later, lambda folder=folder: read(folder))  # type: ignore[misc]  # bound at once
        assert read(folder) == AFTER
        shutil.rmtree(folder)
        if is_complete:
            break
    assert is_complete
    assert step


def _is_marked_after(folder: Path, step: int) -> bool:
    run_until(step, lambda: write(folder, AFTER))
    return RegistryPaths.within(folder).mark.exists()


def test_a_mark_that_was_cut_at_any_byte_does_not_count(tmp_path: Path) -> None:
    """A mark is believed to its last byte or not at all."""
    folder = begin(tmp_path / "a")
    step = next(step for step in range(MANY_STEPS) if _is_marked_after(folder, step))
    assert step
    mark = RegistryPaths.within(folder).mark
    whole = mark.read_bytes()
    for length in range(0, len(whole) - 1, 7):
        other = tmp_path / "b"
        shutil.copytree(folder, other)
        RegistryPaths.within(other).mark.write_bytes(whole[:length])
        assert read(other) == BEFORE
        shutil.rmtree(other)


def test_a_registry_that_was_put_back_after_a_crash_stays_as_it_was_put_back(tmp_path: Path) -> None:
    """What a crash left is not laid over files that somebody has changed since."""
    folder = begin(tmp_path / "a")
    other = index_all(None, {"x.txt": PAPERS["a.txt"]}).registry
    step = next(step for step in range(MANY_STEPS) if _is_marked_after(folder, step))
    assert step
    shutil.rmtree(folder / PARTS_FOLDER)
    write(tmp_path, other)
    shutil.copy(tmp_path / REGISTRY_FILE, folder)
    shutil.copytree(tmp_path / PARTS_FOLDER, folder / PARTS_FOLDER)
    assert read(folder) == other
    assert not RegistryPaths.within(folder).mark.exists()


def _write_with_room_for(folder: Path, size: int) -> None:
    """Write a registry where no file can be longer than a number of bytes."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    old = file.read(folder)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    try:
        file.prepare(folder, AFTER, [(row.id, AFTER.in_document(row.id)) for row in AFTER.documents], old)
        file.commit(folder)
    except errors.RegistryUnwritable:
        file.discard(folder)


def test_a_disk_that_is_full_at_any_byte_leaves_the_registry_as_it_was(tmp_path: Path) -> None:
    """A write that has no room is told, nothing of it is left, and with room it succeeds."""
    folder = begin(tmp_path / "a")
    paths = RegistryPaths.within(folder)
    for size in range(0, 3000, 41):
        assert run_until(MANY_STEPS, lambda size=size: _write_with_room_for(folder, size))  # type: ignore[misc]
        if read(folder) == AFTER:
            break
        assert read(folder) == BEFORE
        assert not paths.next.exists()
    assert size > max(len(part.read_bytes()) for part in paths.parts.iterdir()) // 2
    write(folder, AFTER)
    assert read(folder) == AFTER


def test_a_file_that_cannot_be_put_in_place_is_put_there_later(tmp_path: Path) -> None:
    """Once the next registry counts, an obstacle is told as such, and removing it is enough."""
    folder = begin(tmp_path / "a")
    new = next(row for row in AFTER.documents if row.source == "e.txt")
    rows = [(row.id, AFTER.in_document(row.id)) for row in AFTER.documents]
    file.prepare(folder, AFTER, rows, file.read(folder))
    obstacle = RegistryPaths.within(folder).part(new.id)
    obstacle.mkdir()
    with pytest.raises(errors.RegistryIncomplete, match="Nothing is lost"):
        file.commit(folder)
    file.discard(folder)
    obstacle.rmdir()
    assert read(folder) == AFTER
