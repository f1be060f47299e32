"""The server of the tests ends with the run that started it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cluster.nodes import process_lives
from tests.conftest import ROOT
from tests.postgresql_server import TestServer
from tests.webapp.served import wait_until

OTHER = """
import sys
from pathlib import Path
from tempfile import mkdtemp
from tests.postgresql_server import start_server
server = start_server(Path(mkdtemp(prefix="rapporteur-pg-")))
print(server.pid, server.folder, flush=True)
sys.stdin.read()
"""
"""Another run: it says which server it has, and waits."""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_the_server_ends_with_its_owner(postgresql: TestServer, how: signal.Signals) -> None:
    """When the run is killed, nobody is left to stop the server: it ends all the same, and its folder is removed."""
    command = [sys.executable, "-c", OTHER]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout
        pid, folder = run.stdout.readline().split()
        assert process_lives(int(pid))
        os.kill(run.pid, how)
        run.wait()
        wait_until(lambda: not process_lives(int(pid)) and not Path(folder).exists())
    assert process_lives(postgresql.pid)
