"""Reading processes are forked from one that has loaded the readers; each is as good as one started from nothing."""

from __future__ import annotations

import errno
import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from indexer.errors import ReadersUnavailable
from indexer.ingest import forkserver
from indexer.ingest.forkserver import ForkedReader, start_reader, start_server
from indexer.ingest.messages import receive_message, send_message
from indexer.ingest.pool import read_all
from indexer.ingest.tasks import ExternalFile, ExternalReading, ReadingOptions, ReadTask
from indexer.readers.limits import LIMITS
from tests.conftest import ROOT

from .test_pool import alive, children, eventually

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


def test_odd_environments_are_passed_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A process starts although values are not UTF-8 and the current folder has been removed."""
    monkeypatch.setitem(os.environb, b"RIVER", b"Tw\xe9d\xff")
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    process = start_reader(MEMORY)
    assert receive_message(process.stdout) == b""
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


@pytest.fixture
def no_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """No server runs yet, so that the next reading process needs a new one."""
    monkeypatch.setattr(forkserver, "_running", [])


@pytest.mark.usefixtures("no_server")
@pytest.mark.parametrize(
    ("python", "problem"),
    [("/bin/false", "ended while it was starting"), ("/nowhere/python", "No such file or directory")],
)
def test_a_server_that_cannot_start_is_one_error(monkeypatch: pytest.MonkeyPatch, python: str, problem: str) -> None:
    """After a second attempt the error says what failed and what to do; the next call tries again."""
    with monkeypatch.context() as broken:
        broken.setattr(sys, "executable", python)
        for _ in range(2):
            with pytest.raises(ReadersUnavailable, match=f"{problem}.*try again"):
                start_reader(MEMORY)
    process = start_reader(MEMORY)
    assert receive_message(process.stdout) == b""
    finish(process)
    process.server.end()


@pytest.mark.usefixtures("no_server")
def test_a_server_that_does_not_answer_is_given_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A server that hangs while it starts is ended after a time, and so is the second one."""
    hanging = tmp_path / "python"
    hanging.write_text(f"#!/bin/sh\necho $$ >> {tmp_path}/pids\nexec sleep 600\n", encoding="utf-8")
    hanging.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(hanging))
    monkeypatch.setattr(forkserver, "_ANSWER_SECONDS", 2.0)
    with pytest.raises(ReadersUnavailable, match="timed out"):
        start_reader(MEMORY)
    pids = [int(pid) for pid in (tmp_path / "pids").read_text().split()]
    assert len(pids) == 2
    assert not any(alive(pid) for pid in pids)


@pytest.fixture
def one_fork_only(no_server: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:  # noqa: ARG001
    """The next server can fork one process, and then the system refuses."""
    (tmp_path / "sitecustomize.py").write_text(
        "import errno, os\n"
        "forks = [os.fork]\n"
        "def fork():\n"
        "    if not forks:\n"
        "        raise BlockingIOError(errno.EAGAIN, 'refused')\n"
        "    return forks.pop()()\n"
        "os.fork = fork\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), *sys.path]))


@pytest.mark.usefixtures("one_fork_only")
def test_a_refused_fork_leaves_the_other_processes_at_work() -> None:
    """Where the system allows no more processes, asking for one is an error, and those that read go on."""
    process = start_reader(MEMORY)
    assert receive_message(process.stdout) == b""
    with pytest.raises(ReadersUnavailable, match=os.strerror(errno.EAGAIN)):
        start_reader(MEMORY)
    assert [block.text for block in read_text(process, "The dyke was raised.").blocks] == ["The dyke was raised."]
    finish(process)
    process.server.end()


@pytest.mark.usefixtures("one_fork_only")
def test_no_process_is_left_where_the_next_cannot_start(tmp_path: Path) -> None:
    """Where only one of two processes can be started, reading ends with the error and without processes."""
    tasks = [ReadTask(str(tmp_path / f"{name}.txt"), f"{name}.txt", name, ReadingOptions(), LIMITS) for name in "ab"]
    with pytest.raises(ReadersUnavailable):
        list(read_all(tasks, 2, LIMITS))
    assert children() == {}
    forkserver._running[0].end()


def test_a_program_in_the_current_folder_is_not_run(tmp_path: Path) -> None:
    """A `numpy.py` among the papers is a file like any other: no reader imports it."""
    (tmp_path / "numpy.py").write_text("raise SystemExit('a paper was run')", encoding="utf-8")
    code = (
        "from indexer.ingest.forkserver import start_reader; reader = start_reader(10**9);"
        "print(reader.stdout.read(8) == bytes(8)); reader.kill(); reader.stdin.close(); reader.stdout.close()"
    )
    ended = subprocess.run(
        [sys.executable, "-P", "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.stdout.strip(), ended.stderr) == ("True", "")


def test_readers_start_without_standard_input_and_output() -> None:
    """A command whose standard input and output are closed reads like any other."""
    code = (
        "import os; from indexer.ingest.forkserver import start_reader; reader = start_reader(10**9);"
        "ready = reader.stdout.read(8) == bytes(8); reader.kill(); os._exit(0 if ready else 1)"
    )
    command = f"{shlex.quote(sys.executable)} -c {shlex.quote(code)} <&- >&-"
    assert subprocess.run(["sh", "-c", command], cwd=ROOT, check=False).returncode == 0


def test_a_pipe_that_cannot_be_opened_costs_no_other_reader(
    monkeypatch: pytest.MonkeyPatch, reader: ForkedReader
) -> None:
    """When the system gives no more pipes, that is told; processes at work go on, and no file stays open."""
    opened: list[int] = []
    real_pipe = os.pipe

    def pipe() -> tuple[int, int]:
        """Open one pipe, and no second."""
        if opened:
            raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))
        opened.extend(real_pipe())
        return opened[0], opened[1]

    with monkeypatch.context() as patched:
        patched.setattr(os, "pipe", pipe)
        with pytest.raises(ReadersUnavailable, match="Too many open files"):
            start_reader(MEMORY)
    assert [block.text for block in read_text(reader, "The dyke was raised.").blocks] == ["The dyke was raised."]
    for file in opened:
        with pytest.raises(OSError, match="Bad file descriptor"):
            os.fstat(file)


def test_an_interrupted_request_leaves_no_answer_behind(monkeypatch: pytest.MonkeyPatch, reader: ForkedReader) -> None:
    """Ctrl+C between a request and its answer ends that server; the next request gets its own answer."""

    def interrupt(*_: object) -> bytes:
        """Be Ctrl+C."""
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(forkserver, "_receive_exactly", interrupt)
        with pytest.raises(KeyboardInterrupt):
            reader.poll()
    process = start_reader(MEMORY)
    assert receive_message(process.stdout) == b""
    finish(process)


def test_a_process_is_asked_about_twice(reader: ForkedReader) -> None:
    """A process that has been waited for, or is nobody's, is told as killed, and the server goes on."""
    reader.server.ask(forkserver.EndReader(reader.pid))
    assert reader.server.ask(forkserver.EndReader(reader.pid)) == -signal.SIGKILL
    assert reader.server.ask(forkserver.PollReader(os.getpid())) == -signal.SIGKILL
    assert alive(os.getpid())


def test_a_server_that_was_started_early_is_used() -> None:
    """It is started once, whoever asks first, and serves the first reading process."""
    start_server()
    (server,) = forkserver._running
    start_server()
    process = start_reader(MEMORY)
    assert process.server is server
    assert receive_message(process.stdout) == b""
    finish(process)
