"""Tests of locks, hashes and syncs of files."""

from __future__ import annotations

import hashlib
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.disk.checksums import with_checksum, without_checksum
from indexer.disk.hashing import file_sha256, sha256_hex
from indexer.disk.lock import LockHeld, ProcessLock
from indexer.disk.sync import sync


@pytest.mark.parametrize("size", [0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1])
def test_the_hash_of_a_file_is_that_of_its_bytes(tmp_path: Path, size: int) -> None:
    """A file of any length has the SHA-256 of its bytes."""
    data = bytes(place % 251 for place in range(size))
    (tmp_path / "file").write_bytes(data)
    assert file_sha256(tmp_path / "file") == hashlib.sha256(data).hexdigest()


def test_the_hash_of_blocks_is_that_of_all_of_them() -> None:
    """It does not matter where data is cut into blocks."""
    assert sha256_hex([b"har", b"", b"bour"]) == sha256_hex([b"harbour"]) == hashlib.sha256(b"harbour").hexdigest()
    assert sha256_hex([]) == hashlib.sha256(b"").hexdigest()


def test_a_held_lock_names_its_holder_until_it_is_released(tmp_path: Path) -> None:
    """Whoever finds the lock taken is told by which process and since when, and may take it once it is free."""
    holder = tmp_path / "holder.json"
    first, second = (ProcessLock(tmp_path / "lock", holder) for _ in range(2))
    first.acquire()
    with pytest.raises(LockHeld) as caught:
        second.acquire()
    assert caught.value.holder.startswith("process ")
    holder.write_text("{", encoding="utf-8")
    with pytest.raises(LockHeld, match="a process that has just begun"):
        second.acquire()
    first.release()
    assert list(tmp_path.iterdir()) == []
    second.acquire()
    second.release()


def test_one_process_at_a_time_has_a_lock_whose_file_goes_with_it(tmp_path: Path) -> None:
    """Threads that take a lock and free it as fast as they can are never two at a time behind it."""
    inside, most = 0, 0
    counting = threading.Lock()

    def take() -> None:
        nonlocal inside, most
        for _ in range(10):
            lock = ProcessLock(tmp_path / "lock", tmp_path / "holder.json", patience=30)
            lock.acquire()
            with counting:
                inside += 1
                most = max(most, inside)
            time.sleep(0.001)
            with counting:
                inside -= 1
            lock.release()

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1
    assert list(tmp_path.iterdir()) == []


def test_a_lock_whose_holder_cannot_be_named_is_not_held(tmp_path: Path) -> None:
    """Where the file that names the holder cannot be written, the lock is free for the next one."""
    unwritable = tmp_path / "missing" / "holder.json"
    with pytest.raises(FileNotFoundError):
        ProcessLock(tmp_path / "lock", unwritable).acquire()
    lock = ProcessLock(tmp_path / "lock", tmp_path / "holder.json")
    lock.acquire()
    lock.release()


def test_files_and_folders_are_synced_and_missing_ones_are_an_error(tmp_path: Path) -> None:
    """Syncing leaves a file and a folder as they are; what is missing raises FileNotFoundError."""
    (tmp_path / "file").write_bytes(b"ice")
    sync(tmp_path / "file")
    sync(tmp_path)
    assert (tmp_path / "file").read_bytes() == b"ice"
    with pytest.raises(FileNotFoundError):
        sync(tmp_path / "nothing")


@given(st.binary(max_size=200), st.data())
def test_changed_data_do_not_agree_with_their_checksum(data: bytes, drawn: st.DataObject) -> None:
    """Data come back from behind their checksum, and not when a bit of either was changed or the end is missing."""
    stored = with_checksum(data)
    assert without_checksum(stored) == data
    at = drawn.draw(st.integers(0, len(stored) * 8 - 1))
    changed = bytearray(stored)
    changed[at // 8] ^= 1 << at % 8
    assert without_checksum(bytes(changed)) is None
    assert without_checksum(stored[: min(len(stored) - 1, 3)]) is None
