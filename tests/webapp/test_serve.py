"""Tests of `rapporteur serve`: its processes answer as one site, survive what may happen to them, and stop in order."""

from __future__ import annotations

import os
import random
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path
from urllib.request import urlopen

import pytest
from click.testing import CliRunner

from indexer.build.pipeline import build
from tests.conftest import SEEDS
from tests.corpus_factory import publish_build
from webapp.serve import serve
from webapp.serving.limits import ConnectionLimits

from .conftest import long_paper
from .served import SERVE, ServedSite, answer_to, served_site, wait_until

HALF_OPEN = 150
"""Connections of one client that begin a request and do not end it."""
SLOW_PAGE = """
import time, webapp.serve
make_site = webapp.serve.make_site
def with_slow_page(settings):
    app = make_site(settings)
    app.add_url_rule("/slow", view_func=lambda: time.sleep(1.5) or "</html>")
    return app
webapp.serve.make_site = with_slow_page
"""
"""Code that gives the site a page that takes a while."""


def _slow_draft() -> bytes:
    """Return a draft that takes more than ten seconds to check: long quotations of words by chance."""
    words = re.findall(r"[a-z]{3,}", " ".join(path.read_text(encoding="utf-8") for path in SEEDS.glob("*.txt")).lower())
    chance = random.Random(1)  # noqa: S311  # no secret
    return "\n\n".join(f"He said “{' '.join(chance.choices(words, k=200))}”." for _ in range(1_000)).encode()


SLOW_FILE = _slow_draft()
EDGE = "edge"


@pytest.fixture(scope="module")
def site(seed_index: Path) -> Iterator[ServedSite]:
    """A server of two processes over the shipped papers."""
    with served_site(seed_index, "--processes", "2") as served:
        wait_until(lambda: len(served.workers()) == 2)
        yield served
        assert served.stop() == 0


def test_every_process_serves_each_new_index(tmp_path: Path) -> None:
    """Started without an index it says so; each process soon serves the first index, and each one after it."""
    index_dir, papers = tmp_path / "index", tmp_path / "papers"
    papers.mkdir()
    with served_site(index_dir, "--processes", "2") as site:
        assert site.status("/") == 503
        wait_until(lambda: len(site.workers()) == 2)
        for text in (long_paper(), long_paper().replace("gauge", "sluice")):
            (papers / "rivers.txt").write_text(text, encoding="utf-8")
            build(papers, index_dir)
            live = (index_dir / "CURRENT").read_text(encoding="utf-8").strip()
            for stopped in site.workers():
                os.kill(stopped, signal.SIGSTOP)  # so that the other one has to answer
                wait_until(lambda live=live: site.build() == live)  # type: ignore[misc]  # lambda with a default
                os.kill(stopped, signal.SIGCONT)
        assert site.status("/search?q=sluice") == 200
        assert site.stop() == 0
    assert "There is no index" in site.errors
    assert "Traceback" not in site.errors


def test_half_open_connections_keep_nobody_waiting(site: ServedSite) -> None:
    """While one client has many requests that it does not send to their end, others are answered."""
    beginnings = (
        b"",
        b"GET / HTTP/1.1\r\nHost: x\r\nX-",
        b"POST /verify HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nte",
    )
    with ExitStack() as opened:
        for number in range(HALF_OPEN):
            connection = opened.enter_context(socket.create_connection(site.address, timeout=60))
            connection.sendall(beginnings[number % len(beginnings)])
        assert site.status("/healthz") == 200
    assert {site.status("/healthz") for _ in range(4)} == {200}


def test_a_huge_body_is_refused_before_it_is_sent(site: ServedSite) -> None:
    """A request that announces far more than a draft may have is refused at once, whatever it asks for."""
    for path in ("/search", "/verify"):
        with socket.create_connection(site.address, timeout=60) as connection:
            connection.sendall(f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 400000000\r\n\r\n".encode())
            assert answer_to(connection).startswith(b"HTTP/1.1 413")


def test_endless_headers_are_refused(site: ServedSite) -> None:
    """A request whose headers are longer than the site reads is refused while they are being sent."""
    with socket.create_connection(site.address, timeout=60) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: ".ljust(ConnectionLimits().header_bytes, b"x"))
        assert answer_to(connection).partition(b" ")[2].startswith(b"431")


def test_a_process_that_dies_is_replaced(site: ServedSite) -> None:
    """When a process is killed, whoever asks after that is answered by the other, and a new one is started."""
    killed, other = site.workers()
    with ThreadPoolExecutor(4) as clients:
        before = [clients.submit(_status_or_lost, site) for _ in range(20)]
        os.kill(killed, signal.SIGKILL)
        wait_until(lambda: killed not in site.workers())
        after = [clients.submit(site.status, "/search?q=training") for _ in range(20)]
        assert {request.result() for request in before} <= {200, 0}
        assert {request.result() for request in after} == {200}
    wait_until(lambda: len(site.workers()) == 2)
    assert other in site.workers()


def _status_or_lost(site: ServedSite) -> int:
    try:
        return site.status("/search?q=training")
    except OSError:  # the process that had accepted it was killed
        return 0


def test_requests_in_flight_are_finished(seed_index: Path) -> None:
    """After the order to stop, each request that was received is answered to its end, and then the server ends well."""
    served = served_site(seed_index, "--processes", "2", "--threads", "2", prelude=SLOW_PAGE)
    with served as site, ThreadPoolExecutor(4) as clients:
        connections = [HTTPConnection(*site.address, timeout=60) for _ in range(6)]
        for connection in connections:
            connection.request("GET", "/slow")
        assert site.status("/healthz") == 200  # behind some of them, which are being answered now
        site.process.send_signal(signal.SIGTERM)
        pages = [*clients.map(lambda connection: connection.getresponse().read(), connections)]
        assert site.process.wait(60) == 0
        for connection in connections:
            connection.close()
    assert [b"</html>" in page for page in pages] == [True] * 6


def test_a_body_that_is_still_sent_is_received_and_answered(seed_index: Path) -> None:
    """A request whose body comes after the order to stop is answered as well, and then the server ends well."""
    body = b"text=They+said+%E2%80%9Cprotection+of+civilians%E2%80%9D+at+length."
    head = f"POST /verify HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n"
    head += "Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n\r\n"
    with served_site(seed_index, "--processes", "2") as site, socket.create_connection(site.address) as connection:
        connection.sendall(head.encode() + body[:10])
        assert site.status("/healthz") == 200
        time.sleep(1)  # the headers are read
        site.process.send_signal(signal.SIGTERM)
        time.sleep(2)  # longer than the server goes on listening
        connection.sendall(body[10:])
        assert answer_to(connection).startswith(b"HTTP/1.1 303")
        assert site.process.wait(60) == 0


def send_draft(site: ServedSite, name: str, data: bytes) -> tuple[int, str]:
    """Send a draft; return the status and where its report will be."""
    head = f'--{EDGE}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = head.encode() + data + f"\r\n--{EDGE}--\r\n".encode()
    connection = HTTPConnection(*site.address, timeout=60)
    connection.request("POST", "/verify", body, {"Content-Type": f"multipart/form-data; boundary={EDGE}"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, answer.headers.get("Location", "")


def test_drafts_keep_no_search_waiting(site: ServedSite) -> None:
    """With more drafts than desks and places, searches are answered; every process knows where each draft stands."""
    sent = [send_draft(site, "slow.txt", SLOW_FILE) for _ in range(24)]

    def standings() -> list[int]:
        return [site.status(address) if address else status for status, address in sent]

    wait_until(lambda: standings().count(503) == 2)  # told at once, or at the address of the report
    waiting = [address for status, address in sent if address and site.status(address) == 202]
    assert len(waiting) == 22
    assert {site.status("/search?q=training") for _ in range(4)} == {200}
    for stopped in site.workers():
        os.kill(stopped, signal.SIGSTOP)  # so that the other one has to answer
        assert site.status(waiting[-1]) == 202
        os.kill(stopped, signal.SIGCONT)
    for address in waiting:
        urlopen(f"{site.url}{address}/delete", data=b"", timeout=60).close()  # noqa: S310  # our own server
    assert site.status(waiting[-1]) == 404
    _, address = send_draft(site, "short.txt", "“Nobody ever said this in any meeting”".encode())
    wait_until(lambda: site.status(address) == 200)


def test_ctrl_c_stops_all_processes_without_a_word(seed_index: Path) -> None:
    """Ctrl+C, which a terminal sends to every process, ends the server with status 0 and no traceback."""
    with served_site(seed_index, "--processes", "2", "--no-log-requests") as site:
        wait_until(lambda: len(site.workers()) == 2)
        assert site.status("/healthz") == 200
        for worker in site.workers():
            os.kill(worker, signal.SIGINT)
        assert site.stop(signal.SIGINT) == 0
    assert site.errors == ""


def test_no_process_outlives_its_parent(seed_index: Path) -> None:
    """When the parent process is killed, the others end by themselves."""
    with served_site(seed_index, "--processes", "1") as site:
        wait_until(lambda: len(site.workers()) == 1)
        assert site.stop(signal.SIGKILL) == -signal.SIGKILL  # told when nobody has its streams open any more


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


def test_a_damaged_index_is_told_and_waited_for(tmp_path: Path) -> None:
    """A server over an index that cannot be opened says what to do, is alive but not ready, and opens the next one."""
    (tmp_path / "CURRENT").write_text("nowhere\n", encoding="utf-8")
    with served_site(tmp_path, "--processes", "1") as site:
        assert site.status("/healthz") == 200
        assert site.status("/readyz") == 503
        assert site.status("/search?q=training") == 503
        publish_build(tmp_path)
        assert site.status("/readyz") == 200
        site.stop()
    assert f"run: rapporteur index FOLDER --force --index-dir {tmp_path}" in site.errors


def test_an_unfit_public_address_is_one_clear_line(seed_index: Path) -> None:
    """A public URL whose path is that of a page of the site stops the start."""
    result = CliRunner().invoke(
        serve, ["--port", "0", "--index-dir", str(seed_index), "--public-url", "https://x.org/search"]
    )
    assert result.exit_code == 1
    assert "its own pages at /search" in result.output
