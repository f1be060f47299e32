"""A process that has loaded every reader once and forks a reading process whenever one is asked for.

Loading the tables and the readers takes half a second of processor time, the language model as long again; a fork takes
a few milliseconds. The readers of a format are loaded when a file of it is to be read, and the model when a paper needs
it. Which files are read, and within which limits, is the business of `pool` and `worker`.
"""

from __future__ import annotations

import atexit
import contextlib
import errno
import gc
import os
import signal
import socket
import struct
import subprocess  # nosec B404  # runs our own workers
import sys
import threading
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import msgspec

from indexer.errors import ReadersUnavailable

_LENGTH = struct.Struct(">Q")
_STATUS = struct.Struct(">q")
_RUNNING = -1
_ANSWER_SECONDS = 60.0  # for the server to load what it needs; any answer after that takes milliseconds
_SINGLE_THREADED = {b"OPENBLAS_NUM_THREADS": b"1", b"OMP_NUM_THREADS": b"1"}  # threads take memory, and cores twice

_CREDENTIALS = frozenset({b"AWS_ACCESS_KEY_ID", b"AWS_SECRET_ACCESS_KEY", b"AWS_SESSION_TOKEN"})


class StartReader(msgspec.Struct, frozen=True, tag=True):
    """A request for a reading process: bytes of memory beyond its own, its environment and its folder.

    Names and values of the environment need not be UTF-8, nor need the name of the folder. The readers of the files
    with these suffixes, and the language model where it is wanted, are loaded before the fork.
    """

    memory: int
    environment: dict[bytes, bytes]
    folder: bytes
    suffixes: frozenset[str] = frozenset()
    model: bool = False


class PollReader(msgspec.Struct, frozen=True, tag=True):
    """A question whether a reading process has ended."""

    pid: int


class EndReader(msgspec.Struct, frozen=True, tag=True):
    """A request to kill a reading process, answered when it is gone."""

    pid: int


Request = StartReader | PollReader | EndReader


@dataclass
class ForkedReader:
    """A reading process, with the same few methods as `subprocess.Popen`; only its server knows its end for sure."""

    pid: int
    stdin: BinaryIO
    stdout: BinaryIO
    server: _Server
    returncode: int | None = None

    def poll(self) -> int | None:
        """Return the exit status of the process, or None while it runs."""
        return self._ask(PollReader(self.pid))

    def kill(self) -> None:
        """Kill the process; does nothing when it has ended already."""
        self._ask(EndReader(self.pid))

    def wait(self) -> int:
        """Return the exit status of the process, which `kill` has ended."""
        self.kill()
        return self.returncode or 0

    def _ask(self, request: Request) -> int | None:
        if self.returncode is None:
            try:
                status = self.server.ask(request)
            except (OSError, EOFError):  # a server that is gone has taken its processes with it
                status = -signal.SIGKILL
            self.returncode = None if status == _RUNNING else status
        return self.returncode


class _Server:
    """The forking process, as its one client sees it; it ends when the client does."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self._lock = threading.RLock()
        import fcntl  # noqa: PLC0415  # only Unix has it, as it has fork

        with contextlib.ExitStack() as unless_started:
            self._channel, server_end = socket.socketpair()
            unless_started.enter_context(self._channel)
            self._channel.settimeout(_ANSWER_SECONDS)
            with server_end:
                # Where standard input and output are closed, the pair may have their numbers, which the server needs.
                passed = fcntl.fcntl(server_end.fileno(), fcntl.F_DUPFD_CLOEXEC, 3)
            try:
                self._process = subprocess.Popen(  # noqa: S603  # nosec B603  # our own
                    # -P: the current folder, which may hold a `numpy.py`, does not come before the libraries
                    [sys.executable, "-P", "-m", "indexer.ingest.forkserver", str(passed)],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    env=reader_environment(),
                    pass_fds=[passed],
                    start_new_session=True,  # Ctrl+C reaches the client alone, which then ends the others
                )
            finally:
                os.close(passed)
            unless_started.pop_all()

    def ask(self, request: Request, files: tuple[int, ...] = ()) -> int:
        """Send a request and return the answer: a process id, an exit status, or the negative number of an error.

        Raise EOFError when the server has ended, and OSError when it cannot be reached or does not answer in time; then
        it is ended.
        """
        with self._lock:
            try:
                _send(self._channel, msgspec.msgpack.encode(request), files)
                answer = _receive_exactly(self._channel, _STATUS.size)
            except BaseException:  # also Ctrl+C: a late answer would be taken for that to the next request
                self.end()
                raise
        return int(_STATUS.unpack(answer)[0])

    def start_reader(self, memory: int, suffixes: frozenset[str], model: bool) -> ForkedReader:
        """Start a reading process that may take so many bytes of memory beyond what it has.

        The readers of these suffixes are loaded, and the language model where `model` is set. Raise ReadersUnavailable
        when the system refuses pipes or another process, and EOFError or OSError as `ask` does.
        """
        request = StartReader(memory, reader_environment(), _working_folder(), suffixes, model)
        with contextlib.ExitStack() as ours, contextlib.ExitStack() as theirs:
            try:
                their_input, our_output = _open_pipe(read_by=theirs, written_by=ours)
                our_input, their_output = _open_pipe(read_by=ours, written_by=theirs)
            except OSError as error:  # it says nothing about the server, which has other processes at work
                raise ReadersUnavailable(error.strerror or str(error)) from error
            pid = self.ask(request, (their_input, their_output))
            if pid < 0:
                raise ReadersUnavailable(os.strerror(-pid))
            ours.pop_all()
        return ForkedReader(pid, os.fdopen(our_output, "wb"), os.fdopen(our_input, "rb"), self)

    def end(self) -> None:
        """End the server, and with it the processes that it forked; whoever waits for its answer gets EOFError."""
        self._process.kill()
        self._process.wait()
        with self._lock:
            self._channel.close()


_starting = threading.Lock()
_running: list[_Server] = []


def start_server() -> None:
    """Start the server where none runs, and do not wait for it: it loads what it needs while others work.

    What is wrong with it is said by `start_reader`.
    """
    if hasattr(os, "fork"):
        with _starting, contextlib.suppress(OSError):
            _own_server()


def start_reader(memory: int, suffixes: frozenset[str] = frozenset(), model: bool = False) -> ForkedReader:
    """Start a reading process that may take so many bytes of memory beyond what it has loaded.

    It has loaded the readers of files with these suffixes, and the language model where `model` is set. It loads other
    readers when it needs them, but reads no paper that needs the model. The server that forks it is started by the
    first call and serves until this process ends. Raise ReadersUnavailable when two servers in turn could not be
    started, or when the system refuses another process.
    """
    with _starting:
        try:
            return _own_server().start_reader(memory, suffixes, model)
        except (OSError, EOFError):  # it was killed: a new one does as well
            pass
        try:
            return _restart_server().start_reader(memory, suffixes, model)
        except (EOFError, ConnectionError) as error:
            raise ReadersUnavailable("it ended while it was starting") from error
        except OSError as error:
            raise ReadersUnavailable(error.strerror or str(error)) from error


def _own_server() -> _Server:
    return _running[0] if _running and _running[0].owner == os.getpid() else _restart_server()


def _restart_server() -> _Server:
    for old in _running:
        if old.owner == os.getpid():
            old.end()
    _running[:] = [_Server()]
    return _running[0]


@atexit.register
def _end_server() -> None:
    """End the server with this process, which need not wait until it has loaded everything."""
    for server in _running:
        if server.owner == os.getpid():
            server.end()


def reader_environment() -> dict[bytes, bytes]:
    """Return the environment of a process that reads: this one's, with this program found before any other.

    What a process reads may have been written to take it over, so it has no credentials of an object store: it fetches
    nothing.
    """
    program = os.fsencode(Path(__file__).parents[2])
    paths = [program, *filter(None, [os.environb.get(b"PYTHONPATH", b"")])]
    kept = {name: value for name, value in os.environb.items() if name not in _CREDENTIALS}
    return {**kept, **_SINGLE_THREADED, b"PYTHONPATH": os.fsencode(os.pathsep).join(paths)}


def _open_pipe(read_by: contextlib.ExitStack, written_by: contextlib.ExitStack) -> tuple[int, int]:
    """Open a pipe; each end is closed with the stack of those who use it."""
    reading, writing = os.pipe()
    read_by.callback(os.close, reading)
    written_by.callback(os.close, writing)
    return reading, writing


def _working_folder() -> bytes:
    """Return the current folder, or nothing when it has been removed or is out of bounds."""
    try:
        return os.getcwdb()  # noqa: PTH109  # as bytes
    except OSError:
        return b""


def _send(channel: socket.socket, message: bytes, files: tuple[int, ...] = ()) -> None:
    head = _LENGTH.pack(len(message))
    if files:
        socket.send_fds(channel, [head], list(files))
    else:
        channel.sendall(head)
    channel.sendall(message)


def _receive_exactly(channel: socket.socket, size: int) -> bytes:
    """Receive so many bytes; raise EOFError where the other end is gone before."""
    received = b""
    while len(received) < size:
        piece = channel.recv(size - len(received))
        if not piece:
            raise EOFError
        received += piece
    return received


def _receive_request(channel: socket.socket) -> tuple[Request, list[int]]:
    head, files, _, _ = socket.recv_fds(channel, _LENGTH.size, 2)
    head += _receive_exactly(channel, _LENGTH.size - len(head)) if head else _receive_exactly(channel, _LENGTH.size)
    body = _receive_exactly(channel, _LENGTH.unpack(head)[0])
    return msgspec.msgpack.decode(body, type=Request), list(files)


def _serve(channel: socket.socket) -> None:
    """Answer requests until the client is gone."""
    while True:
        request, files = _receive_request(channel)
        status = _fork(channel, request, files) if isinstance(request, StartReader) else _status_of(request)
        channel.sendall(_STATUS.pack(status))


def _status_of(request: PollReader | EndReader) -> int:
    """Return the exit status of a process, which is killed first when the request says so; or that it runs."""
    try:
        # Only a child is waited for and killed: one that has ended keeps its id until then.
        ended, code = os.waitpid(request.pid, os.WNOHANG)
        if not ended and isinstance(request, EndReader):
            os.kill(request.pid, signal.SIGKILL)
            ended, code = os.waitpid(request.pid, 0)
    except ChildProcessError:  # asked about twice
        return -signal.SIGKILL
    return os.waitstatus_to_exitcode(code) if ended else _RUNNING


def _fork(channel: socket.socket, request: StartReader, files: list[int]) -> int:
    """Fork a reading process over the two pipes; return its process id, or the negative number of an error.

    A server that cannot fork has other reading processes at work, so it does not end.
    """
    try:
        _load(request)
        pid = os.fork()
    except MemoryError:
        pid = -errno.ENOMEM
    except OSError as error:
        pid = -(error.errno or errno.EAGAIN)
    if pid:
        for file in files:
            os.close(file)
        return pid
    status = 1
    try:
        channel.close()
        _read_over(files, request)
        status = 0
    except BaseException:  # whatever it is, this process must not go on as a second server
        traceback.print_exc()
    finally:
        os._exit(status)
    raise AssertionError("a reading process does not come back")


def _read_over(files: list[int], request: StartReader) -> None:
    """Be a reading process over two pipes until there are no more tasks."""
    for file, standard in zip(files, (0, 1), strict=True):
        os.dup2(file, standard)
        os.close(file)
    os.environb.clear()
    os.environb.update(request.environment)
    with contextlib.suppress(OSError):  # a folder that is gone is nothing to a reader: it gets whole paths
        os.chdir(request.folder)
    from .worker import answer_tasks  # noqa: PLC0415  # loaded already, by `main`

    answer_tasks(request.memory)


def _load(request: StartReader) -> None:
    """Load what a request asks for and the server does not have."""
    from indexer.readers import load_readers  # noqa: PLC0415  # only the server loads the readers
    from indexer.text.language_id import load_model  # noqa: PLC0415

    load_readers(request.suffixes)
    if request.model:
        load_model()
    gc.freeze()  # what is loaded stays shared between the processes


def main() -> None:
    """Load what every reading process needs, then fork one for each request."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the client
    channel = socket.socket(fileno=int(sys.argv[1]))
    from indexer.text.language_id import defer_model  # noqa: PLC0415  # only this process loads the readers

    from .worker import load_tables  # noqa: PLC0415

    defer_model()
    try:
        load_tables()
    except MemoryError:
        sys.exit(1)  # without a traceback: the client says what to do
    with contextlib.suppress(EOFError, OSError):
        _serve(channel)


if __name__ == "__main__":
    main()
