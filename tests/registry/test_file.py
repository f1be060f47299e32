"""Tests of the registry's file."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given

from benchmarks.links.memory import RegistryInMemory, load_registry, registry_lines
from indexer.registry import errors, file
from indexer.registry.file import PARTS_FOLDER, REGISTRY_FILE, RegistryLock
from indexer.registry.storage.names import part_name
from tests.conftest import ROOT, SEEDS

from .folders import copy_registry
from .papers import STAMPS, TEXTS, index, index_all, paragraph, read, write
from .version_2 import version_2_lines

PAPER = [paragraph(number) for number in range(6)]


def sample() -> RegistryInMemory:
    """Return a registry with every kind of row: edited, merged and withdrawn, in two papers."""
    before = index_all(None, {"a.txt": PAPER, "b.txt": ["Ice.\nAnd “fish”."]}).registry
    changed = [f"{PAPER[0]} {PAPER[1]}", f"{PAPER[2]} Indeed.", *PAPER[4:]]
    return index_all(before, {"a.txt": changed, "b.txt": ["Ice.\nAnd “fish”."]}, STAMPS[1]).registry


@given(TEXTS, TEXTS)
def test_a_file_gives_back_the_registry_that_it_was_written_from(first: list[str], second: list[str]) -> None:
    """Writing and reading is a round trip, for any texts and histories."""
    registry = index(index(None, first).registry, second, STAMPS[1]).registry
    with TemporaryDirectory() as folder:
        write(Path(folder), registry)
        assert read(Path(folder)) == registry


def test_a_registry_that_was_parsed_is_written_as_it_was(tmp_path: Path) -> None:
    """Parsing the registry of the seeds and writing its rows leaves every byte as it is."""
    copy_registry(SEEDS, tmp_path)
    registry = read(tmp_path)
    assert registry
    assert not write(tmp_path, registry)


def test_a_registry_is_written_once(tmp_path: Path) -> None:
    """An unchanged registry is not written again, and what is read is what was written."""
    assert read(tmp_path) is None
    assert write(tmp_path, sample())
    assert not write(tmp_path, sample())
    assert read(tmp_path) == sample()
    shown = [path.name for path in tmp_path.iterdir() if not path.name.startswith(".")]
    assert sorted(shown) == [PARTS_FOLDER, REGISTRY_FILE]


@given(TEXTS, TEXTS)
def test_a_registry_of_version_2_is_read_and_converted(first: list[str], second: list[str]) -> None:
    """No row is lost on the way from one file with all lines to a head and parts."""
    registry = index(index(None, first).registry, second, STAMPS[1]).registry
    with TemporaryDirectory() as name:
        path = Path(name) / REGISTRY_FILE
        path.write_bytes(b"".join(version_2_lines(registry)))
        old = file.read(Path(name))
        assert old
        assert load_registry(old) == registry
        assert [old.living_count(row.id) for row in registry.documents] == [
            registry.living_count(row.id) for row in registry.documents
        ]
        file.prepare(Path(name), registry, [], old)
        assert file.commit(Path(name))
        assert read(Path(name)) == registry
        assert b'"format":3' in path.read_bytes().splitlines()[0]
        assert len(list((Path(name) / PARTS_FOLDER).iterdir())) == len(registry.documents)


def _line(word: bytes) -> Callable[[list[bytes]], int]:
    return lambda lines: next(at for at, line in enumerate(lines) if word in line)


def _replace(find: bytes, old: bytes, new: bytes) -> Callable[[list[bytes]], int]:
    def change(lines: list[bytes]) -> int:
        index = _line(find)(lines)
        assert old in lines[index]
        lines[index] = lines[index].replace(old, new, 1)
        return index + 1

    return change


def _format(number: bytes) -> Callable[[list[bytes]], int]:
    def change(lines: list[bytes]) -> int:
        lines[0] = re.sub(rb'"format":\d', b'"format":' + number, lines[0])
        return 1

    return change


def _double(lines: list[bytes]) -> int:
    index = _line(PASSAGE)(lines)
    lines.insert(index, lines[index])
    return index + 2


def _drop(lines: list[bytes]) -> int:
    index = _line(b'"row":"document"')(lines)
    del lines[index + 1]
    return index + 1


def _cut(lines: list[bytes]) -> int:
    lines[-1] = lines[-1][:-9]
    return len(lines)


def _end(lines: list[bytes]) -> int:
    del lines[_line(b'"id":"lima-1999-paper-')(lines) :]
    return 1


def _conflict(lines: list[bytes]) -> int:
    index = _line(PASSAGE)(lines)
    lines.insert(index, b"<<<<<<< HEAD\n")
    return index + 1


PASSAGE = b'"hash":'
"""Stands in the lines of passages only."""
WRONGS: list[tuple[type[errors.RegistryError], Callable[[list[bytes]], int]]] = [
    (errors.RegistryInvalid, _double),
    (errors.RegistryDamaged, _drop),
    (errors.RegistryDamaged, _cut),
    (errors.RegistryDamaged, _end),
    (errors.RegistryConflicted, _conflict),
    (errors.RegistryTooNew, _format(b"4")),
    (errors.RegistryInvalid, _format(b"0")),
    (errors.RegistryDamaged, _replace(b'"registry"', b'"row":"registry"', b'"row":"ledger"')),
    (errors.RegistryInvalid, _replace(PASSAGE, b'"text"', b'"txt"')),
    (errors.RegistryInvalid, _replace(PASSAGE, b'"hash":', b'"since":"x","hash":')),
    (errors.RegistryInvalid, _replace(b'"withdrawn"', b'"last":"2026-02', b'"last":"February 2026')),
    (errors.RegistryInvalid, _replace(PASSAGE, b'"hash":', b'"page":"one","hash":')),
    (errors.RegistryInvalid, _replace(PASSAGE, b'"hash":"', b'"hash":"z')),
    (errors.RegistryInvalid, _replace(PASSAGE, b'"id":"', b'"id":"oslo.')),
    (errors.RegistryInvalid, _replace(b'"merged"', b'"merged"', b'"vanished"')),
    (errors.RegistryInvalid, _replace(b'"merged"', b'"into":["', b'"into":["0')),
    (errors.RegistryInvalid, _replace(b'"withdrawn"', b'"text":"', b'"text":"Not ')),
    (errors.RegistryInvalid, _replace(b'"row":"document"', b'"meeting":"lima', b'"meeting":"oslo')),
    (errors.RegistryDamaged, _replace(PASSAGE, b'"id"', b"id")),
    (errors.RegistryDamaged, _replace(PASSAGE, b'"text":"', b'"text":"\xff')),
]


def _lay_out(folder: Path, lines: list[bytes], layout: str) -> list[tuple[Path, int]]:
    """Write lines into the files of a registry; return the file of each line, and its number there."""
    places: list[tuple[Path, int]] = []
    path = folder / REGISTRY_FILE
    for line in lines:
        if layout == "parts" and b'"row":"document"' in line:
            (folder / PARTS_FOLDER).mkdir(exist_ok=True)
            path = folder / PARTS_FOLDER / part_name(line.partition(b'"id":"')[2].partition(b'"')[0].decode())
        with path.open("ab") as written:
            written.write(line)
        places.append((path, len(path.read_bytes().splitlines())))
    return places


@pytest.mark.parametrize("layout", ["parts", "one file", "version 2"])
@pytest.mark.parametrize(("error", "change"), WRONGS)
def test_invalid_lines_are_refused_with_their_number(
    tmp_path: Path, error: type[errors.RegistryError], change: Callable[[list[bytes]], int], layout: str
) -> None:
    """Damage, wrong edits and merge marks are named by file and line with a remedy, and the files are left alone."""
    lines = version_2_lines(sample()) if layout == "version 2" else list(registry_lines(sample()))
    line = change(lines)
    path, number = _lay_out(tmp_path, lines, layout)[line - 1]
    before = {file.name: file.read_bytes() for file in tmp_path.rglob("*.jsonl")}
    with pytest.raises(error) as caught:
        read(tmp_path)
    assert f"{path}, line {number}:" in str(caught.value)
    assert type(caught.value) is error
    assert {file.name: file.read_bytes() for file in tmp_path.rglob("*.jsonl")} == before


def test_an_empty_file_is_damaged(tmp_path: Path) -> None:
    """A file without a header is damaged, not a registry that was never begun."""
    (tmp_path / REGISTRY_FILE).write_bytes(b"")
    with pytest.raises(errors.RegistryDamaged):
        read(tmp_path)


def test_a_folder_that_cannot_be_written_is_reported(tmp_path: Path) -> None:
    """Where the file cannot be written, the message says so and what to do."""
    (tmp_path / ".registry.jsonl.work").touch()
    with pytest.raises(errors.RegistryUnwritable, match="writable"):
        write(tmp_path, sample())
    with pytest.raises(errors.RegistryUnwritable):
        write(tmp_path / "missing", sample())


def test_a_registry_that_is_no_file_is_reported(tmp_path: Path) -> None:
    """A folder of that name, or a link to nothing, does not count as a missing registry."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / REGISTRY_FILE).mkdir()
    (tmp_path / REGISTRY_FILE).symlink_to(tmp_path / "nothing")
    for folder in (tmp_path, tmp_path / "a"):
        with pytest.raises(errors.RegistryUnreadable):
            read(folder)


def test_two_builds_do_not_write_at_once(tmp_path: Path) -> None:
    """A second build is told who holds the registry, and may proceed when the first has ended."""
    with RegistryLock(tmp_path), pytest.raises(errors.RegistryBusy, match="process"), RegistryLock(tmp_path):
        pass
    with RegistryLock(tmp_path):
        pass


WRITER = """
import sys
from pathlib import Path
from tests.registry.papers import STAMPS, index, paragraph, write
texts = [paragraph(number) for number in range(400)]
one = index(None, texts).registry
two = index(one, [*texts, paragraph(900)], STAMPS[1]).registry
print("ready", flush=True)
while True:
    write(Path(sys.argv[1]), one)
    write(Path(sys.argv[1]), two)
"""


@pytest.mark.parametrize("wait", [0.0, 0.011, 0.023, 0.037, 0.051])
def test_a_killed_write_leaves_a_complete_file(tmp_path: Path, wait: float) -> None:
    """After a kill at any point the file is the registry before or after, and the next write succeeds."""
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        while not (tmp_path / REGISTRY_FILE).exists():
            time.sleep(0.001)
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
    registry = read(tmp_path)
    assert registry
    assert len(registry.passages) in {400, 401}
    assert write(tmp_path, sample())
    assert read(tmp_path) == sample()
