"""Reading processes are forked from one that has loaded the readers; each is as good as one started from nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from indexer.ingest import forkserver
from indexer.ingest.forkserver import ForkedReader, start_reader
from indexer.ingest.tasks import ExternalFile, ExternalReading
from indexer.ingest.worker import receive_message, send_message
from indexer.readers.limits import LIMITS

from .test_pool import alive, eventually

MEMORY = 1_000_000_000


@pytest.fixture
def reader() -> Iterator[ForkedReader]:
    """A reading process that is ready."""
    process = start_reader(MEMORY)
    assert receive_message(process.stdout) == b""
    yield process
    finish(process)


def finish(process: ForkedReader) -> None:
    """End a process and close its pipes."""
    process.kill()
    process.stdin.close()
    process.stdout.close()


def read_text(process: ForkedReader, text: str) -> ExternalReading:
    """Have a process read a text."""
    send_message(process.stdin, msgspec.msgpack.encode(ExternalFile("note.txt", text.encode(), LIMITS)))
    answer = receive_message(process.stdout)
    assert answer is not None
    return msgspec.msgpack.decode(answer, type=ExternalReading)


def test_a_forked_process_reads_until_it_is_ended(reader: ForkedReader) -> None:
    """It answers one task after another, runs while it waits, and is gone when it has been killed."""
    assert [block.text for block in read_text(reader, "The dyke was raised.").blocks] == ["The dyke was raised."]
    assert [block.text for block in read_text(reader, "The dyke has held.").blocks] == ["The dyke has held."]
    assert reader.poll() is None
    reader.kill()
    assert reader.poll() == -signal.SIGKILL
    assert not alive(reader.pid)


def test_a_process_ends_when_there_are_no_more_tasks(reader: ForkedReader) -> None:
    """A process whose input is closed ends by itself, and its exit status is known."""
    reader.stdin.close()
    assert eventually(lambda: reader.poll() == 0)
    assert reader.wait() == 0


def test_all_readers_have_one_parent(reader: ForkedReader) -> None:
    """The readers are loaded once: every process is forked by the same server."""
    other = start_reader(MEMORY)
    assert other.server is reader.server
    finish(other)


def test_a_process_has_the_environment_of_its_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What is set after the server was started, and the folder that was changed to, hold for the next process."""
    monkeypatch.setenv("RIVER", "Ouse")
    monkeypatch.chdir(tmp_path)
    process = start_reader(MEMORY)
    assert receive_message(process.stdout) == b""
    assert Path(f"/proc/{process.pid}/cwd").resolve() == tmp_path.resolve()
    finish(process)


def test_a_server_that_was_killed_is_replaced(reader: ForkedReader) -> None:
    """Its processes go with it, and the next one that is asked for comes from a new server."""
    os.kill(reader.server._process.pid, signal.SIGKILL)
    assert eventually(lambda: not alive(reader.pid))
    assert reader.poll() == -signal.SIGKILL
    process = start_reader(MEMORY)
    assert process.server is not reader.server
    assert receive_message(process.stdout) == b""
    finish(process)


def test_nothing_outlives_the_client() -> None:
    """The server ends with the process that started it, and the reading processes with the server."""
    code = (
        "import os, signal; from indexer.ingest.forkserver import start_reader;"
        "reader = start_reader(10**9); reader.stdout.read(8);"
        "print(reader.pid, reader.server._process.pid, flush=True); os.kill(os.getpid(), signal.SIGKILL)"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    pids = [int(pid) for pid in ended.stdout.split()]
    assert len(pids) == 2
    assert eventually(lambda: not any(alive(pid) for pid in pids))


def test_a_fork_of_the_client_has_a_server_of_its_own(monkeypatch: pytest.MonkeyPatch, reader: ForkedReader) -> None:
    """A process that was forked after the server had been started does not speak into its parent's channel."""
    monkeypatch.setattr(forkserver, "_running", [reader.server])
    monkeypatch.setattr(reader.server, "owner", os.getpid() + 1)
    process = start_reader(MEMORY)
    assert process.server is not reader.server
    finish(process)
    process.server.end()
