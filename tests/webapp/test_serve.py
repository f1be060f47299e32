"""Tests of `rapporteur serve`: it starts, prints its URL, reports errors in one line, and stops."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from click.testing import CliRunner

from indexer.build.pipeline import build
from webapp.serve import serve

from .conftest import long_paper

SERVE = (sys.executable, "-c", "from webapp.cli import main; main()", "serve")


def test_it_serves_and_stops(tmp_path: Path) -> None:
    """Started without an index it says so, serves the index once it exists, and stops without a traceback."""
    index_dir, papers = tmp_path / "index", tmp_path / "papers"
    process = subprocess.Popen(
        [*SERVE, "--port", "0", "--index-dir", str(index_dir)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout
        line = process.stdout.readline()
        url = re.search(r"http://127\.0\.0\.1:\d+", line)
        assert url, line
        assert status(url[0] + "/") == 503
        papers.mkdir()
        (papers / "rivers.txt").write_text(long_paper(), encoding="utf-8")
        build(papers, index_dir)
        assert status(url[0] + "/search?q=gauge") == 200
    finally:
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=90)
    assert process.returncode == 0
    assert "There is no index" in errors
    assert "Traceback" not in errors


def test_a_port_in_use_is_one_clear_line(seed_index: Path) -> None:
    """A port in use is reported in one line with the port and a remedy."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [*SERVE, "--port", str(port), "--index-dir", str(seed_index)]
        result = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert result.returncode == 1
    assert len(result.stderr.strip().splitlines()) == 1
    assert f"port {port}" in result.stderr
    assert "--port" in result.stderr


def test_a_damaged_index_is_one_clear_line(tmp_path: Path) -> None:
    """An index that cannot be opened stops the start with one line of advice."""
    (tmp_path / "CURRENT").write_text("nowhere\n", encoding="utf-8")
    result = CliRunner().invoke(serve, ["--port", "0", "--index-dir", str(tmp_path)])
    assert result.exit_code == 1
    assert len(result.output.strip().splitlines()) == 1
    assert "Build it again" in result.output


def test_a_public_address_with_a_path_is_one_clear_line(seed_index: Path) -> None:
    """A public URL with a path stops the start."""
    result = CliRunner().invoke(
        serve, ["--port", "0", "--index-dir", str(seed_index), "--public-url", "https://x.org/papers"]
    )
    assert result.exit_code == 1
    assert "must stand at the root" in result.output


def status(address: str) -> int:
    """Return the status code of a URL."""
    try:
        with urlopen(address, timeout=90) as response:  # noqa: S310  # our own server
            return int(response.status)
    except HTTPError as error:
        with error:
            return error.code
