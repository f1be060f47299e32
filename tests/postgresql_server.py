"""A PostgreSQL server for the tests: started once for all processes that share a run, with a database for each test."""

from __future__ import annotations

import json
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from tests.cluster.shared import run_of_tests

_FOLDERS = ("/usr/lib/postgresql/*/bin", "/usr/local/pgsql/bin", "/usr/pgsql-*/bin")
_START_SECONDS = 60
WATCH = Path(__file__).with_name("ended_with_owner.py")
_STARTED: dict[int, subprocess.Popen[bytes]] = {}
"""What this process has started, by the numbers of the processes."""


def programs() -> Path | None:
    """Return the folder with `initdb` and `postgres`, the newest one, or None."""
    on_path = shutil.which("initdb")
    found = [Path(on_path).resolve().parent] if on_path else []
    for pattern in _FOLDERS:
        found += sorted(Path("/").glob(pattern.lstrip("/")), reverse=True)
    return next((each for each in found if (each / "initdb").exists() and (each / "postgres").exists()), None)


def missing() -> str:
    """Return what the tests of a server lack; empty where they can run."""
    if programs() is None:
        return "no PostgreSQL server is installed (apt-get install postgresql)"
    if os.geteuid() == 0 and _account() is None:
        return "root cannot run PostgreSQL, and there is no user postgres or nobody"
    return ""


def _account() -> pwd.struct_passwd | None:
    """Return the account that runs the server where the tests are run by root."""
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    return None


class TestServer:
    """A running server: its folder, its port on this machine and the number of its process."""

    __test__ = False

    def __init__(self, folder: Path, port: int, pid: int) -> None:
        self.folder = folder
        self.port = port
        self.pid = pid

    @property
    def url(self) -> str:
        """The address of a database of the owner of the server."""
        return self.url_of("postgres")

    def url_of(self, database: str, user: str = "tester", password: str = "") -> str:
        """Return the address of a database for a user."""
        secret = f":{password}" if password else ""
        return f"postgresql://{user}{secret}@127.0.0.1:{self.port}/{database}"

    @contextmanager
    def database(self) -> Iterator[str]:
        """Create a database, yield its address, and drop it."""
        import psycopg  # noqa: PLC0415  # an extra

        name = f"test_{secrets.token_hex(6)}"
        with psycopg.connect(self.url, autocommit=True) as owner:
            owner.execute(f"CREATE DATABASE {name} TEMPLATE template0".encode())
        try:
            yield self.url_of(name)
        finally:
            with psycopg.connect(self.url, autocommit=True) as owner:
                owner.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def start_server(folder: Path, port: int | None = None, owner: int | None = None) -> TestServer:
    """Start a server in an empty folder, or once more in one that it had; return it once it answers.

    It ends with the process `owner` at the latest, or with this one, and so does its folder.
    """
    home = programs()
    assert home is not None
    user: dict[str, object] = {}
    if os.geteuid() == 0 and (account := _account()):
        user = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
        os.chown(folder, account.pw_uid, account.pw_gid)
    data = folder / "data"
    if not data.exists():
        made = [str(home / "initdb"), "-D", str(data), "-U", "tester", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"]
        subprocess.run(made, check=True, stdout=subprocess.DEVNULL, cwd=folder, **user)  # type: ignore[call-overload]
        rules = "host all secret 127.0.0.1/32 scram-sha-256\nhost all all 127.0.0.1/32 trust\n"
        (data / "pg_hba.conf").write_text(rules, encoding="utf-8")
    port = port or _free_port()
    options = ("listen_addresses=127.0.0.1", f"unix_socket_directories={folder}", "fsync=off", "shared_buffers=32MB")
    settings = [part for option in (*options, f"port={port}", "max_connections=60") for part in ("-c", option)]
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(
            [str(home / "postgres"), "-D", str(data), *settings],
            stdout=log,
            stderr=log,
            cwd=folder,
            start_new_session=True,
            **user,  # type: ignore[call-overload]
        )
    _STARTED[process.pid] = process
    _end_with(owner or os.getpid(), process.pid, folder)
    _wait_until_it_answers(port, folder)
    return TestServer(folder, port, process.pid)


def _end_with(owner: int, server: int, folder: Path) -> None:
    """Let a process of its own end a server when its owner has ended, as nobody else can who is killed with it."""
    watch = [sys.executable, str(WATCH), str(owner), str(server), str(folder)]
    script = [
        "sh",
        "-c",
        '"$@" </dev/null >/dev/null 2>&1 &',
        "watch",
        *watch,
    ]  # as no child of ours
    subprocess.run(script, start_new_session=True, check=True)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_until_it_answers(port: int, folder: Path) -> None:
    import psycopg  # noqa: PLC0415  # an extra

    end = time.monotonic() + _START_SECONDS
    while True:
        try:
            psycopg.connect(f"postgresql://tester@127.0.0.1:{port}/postgres", connect_timeout=2).close()
        except psycopg.OperationalError:
            if time.monotonic() > end:
                pytest.fail(
                    f"PostgreSQL did not start: {(folder / 'log').read_text(encoding='utf-8', errors='replace')}"
                )
            time.sleep(0.05)
        else:
            return


def stop_server(pid: int, how: signal.Signals = signal.SIGINT) -> None:
    """End a server by the number of its process, and wait until it is gone."""
    with suppress(ProcessLookupError):
        os.kill(pid, how)
    if pid in _STARTED:
        _STARTED.pop(pid).wait(_START_SECONDS)
        return
    end = time.monotonic() + _START_SECONDS  # another process of the run has started it
    while Path(f"/proc/{pid}").exists() and time.monotonic() < end:
        time.sleep(0.02)


@contextmanager
def shared_server(factory: pytest.TempPathFactory) -> Iterator[TestServer]:
    """Yield the server of this run: who asks first starts it, and who is done last stops it."""
    home = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        home = home.parent  # that of all processes
    state, lock = home / "postgresql.json", FileLock(home / "postgresql.lock")
    with lock:
        known: dict[str, Any] = json.loads(state.read_text()) if state.exists() else {"users": 0}
        if not known["users"]:
            server = start_server(Path(tempfile.mkdtemp(prefix="rapporteur-pg-")), owner=run_of_tests())
            known = {"users": 0, "folder": str(server.folder), "port": server.port, "pid": server.pid}
        known["users"] += 1
        state.write_text(json.dumps(known))
    try:
        yield TestServer(Path(known["folder"]), known["port"], known["pid"])
    finally:
        with lock:
            known = json.loads(state.read_text())
            known["users"] -= 1
            state.write_text(json.dumps(known))
            if not known["users"]:
                stop_server(int(known["pid"]))
                shutil.rmtree(known["folder"], ignore_errors=True)
