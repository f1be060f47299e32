"""Tests of `/metrics`: what is counted, by how many processes, and who may ask."""

from __future__ import annotations

import os
import signal
from ipaddress import ip_network
from pathlib import Path
from urllib.request import urlopen

import pytest
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from indexer.store.library import Library
from webapp.app import make_site
from webapp.monitoring.figures import remove_abandoned
from webapp.monitoring.seats import ProcessSeats
from webapp.settings.table import Settings
from webapp.warming import warm

from ..served import PATIENCE, ServedSite, served_site, wait_until

Samples = dict[tuple[str, ...], float]


def samples(text: str) -> Samples:
    """Return the value of each sample by its name and the values of its labels."""
    return {
        (sample.name.removeprefix("rapporteur_"), *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


@pytest.fixture
def visitor(seed_index: Path) -> FlaskClient:
    """A client of a site of its own, so that nobody else is counted."""
    return make_site(Settings(index_dir=seed_index)).test_client()


def test_requests_are_counted_by_route_and_status(visitor: FlaskClient) -> None:
    """Pages of one route are counted together, addresses of no page too; what the server asks itself is not."""
    warm(visitor.application)
    for path in ("/m/montevideo-2024", "/m/cartagena-2025", "/nowhere", "/nowhere/else", "/static/site.css"):
        visitor.get(path, buffered=True)
    told = samples(visitor.get("/metrics").text)
    assert {key[1:]: value for key, value in told.items() if key[0] == "requests_total"} == {
        ("/m/<meeting_id>", "200"): 1,
        ("/m/<meeting_id>", "404"): 1,
        ("none", "404"): 2,
        ("/static/<path:filename>", "200"): 1,
    }
    assert told["request_seconds_count", "/m/<meeting_id>"] == 2
    assert 0 < told["request_seconds_sum", "/m/<meeting_id>"] < PATIENCE


def test_searches_are_counted_by_what_they_found(visitor: FlaskClient) -> None:
    """A search counts once, by whether passages had all of its words, some, or none were found."""
    for query in ("training", "training+xyzzy", "xyzzy", "training&page=2", ""):
        visitor.get(f"/search?q={query}", buffered=True)
    visitor.get("/api/search?q=xyzzy", buffered=True)
    told = samples(visitor.get("/metrics").text)
    assert {key[1]: value for key, value in told.items() if key[0] == "searches_total"} == {
        "all_words": 1,
        "some_words": 1,
        "nothing": 2,
    }


def test_the_state_of_the_site_is_told(visitor: FlaskClient, library: Library, tmp_path: Path) -> None:
    """Build, age, size and contents are those of the open build; without one, the site is not ready."""
    told = samples(visitor.get("/metrics").text)
    assert told["build_info", library.stats.build] == told["ready",] == 1
    assert told["passages",] == library.stats.passages
    assert told["build_age_seconds",] > 0
    assert told["index_bytes",] > 100_000
    assert told["process_resident_bytes",] > 10_000_000
    empty = samples(make_site(Settings(index_dir=tmp_path)).test_client().get("/metrics").text)
    assert empty["ready",] == 0
    assert ("passages",) not in empty


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("::ffff:127.0.0.1", {}, 200),
        ("10.1.2.3", {}, 200),
        ("::ffff:10.1.2.3", {}, 200),
        ("192.0.2.1", {}, 404),
        ("", {}, 404),
        ("127.0.0.1", {"X-Forwarded-For": "192.0.2.1"}, 404),
        ("10.1.2.3", {"X-Forwarded-For": "127.0.0.1"}, 404),
        ("127.0.0.1", {"Forwarded": "for=192.0.2.1"}, 404),
    ],
)
def test_figures_are_for_this_machine_and_stated_networks(
    seed_index: Path, address: str, headers: dict[str, str], status: int
) -> None:
    """Anybody else is told that there is no such page, and so is a proxy that nobody has said to trust."""
    visitor = make_site(Settings(index_dir=seed_index, metrics_from=(ip_network("10.0.0.0/8"),))).test_client()
    answer = visitor.get("/metrics", headers=headers, environ_overrides={"REMOTE_ADDR": address})
    assert answer.status_code == status


@pytest.mark.parametrize(("reader", "status"), [("10.1.2.3", 200), ("192.0.2.1", 404), ("127.0.0.1, 192.0.2.1", 404)])
def test_a_trusted_proxy_says_who_asks(seed_index: Path, reader: str, status: int) -> None:
    """Behind a proxy that is trusted, the address that it tells counts, not its own."""
    networks = (ip_network("10.0.0.0/8"),)
    settings = Settings(index_dir=seed_index, metrics_from=networks, trusted_proxy=(ip_network("127.0.0.1"),))
    answer = make_site(settings).test_client().get("/metrics", headers={"X-Forwarded-For": reader})
    assert answer.status_code == status


def test_all_processes_answer_for_all(seed_index: Path) -> None:
    """The counts are those of all processes, also of one that died, and its successor goes on with its number."""
    with served_site(seed_index, "--processes", "2") as site:
        wait_until(lambda: len(site.workers()) == 2)
        for _ in range(6):
            assert site.status("/help") == 200
        wait_until(lambda: _told(site).get(("requests_total", "/help", "200")) == 6)
        killed = min(site.workers())
        os.kill(killed, signal.SIGKILL)
        wait_until(lambda: len(site.workers()) == 2 and killed not in site.workers())
        for _ in range(20):
            assert site.status("/glossary") == 200
        wait_until(lambda: _told(site).get(("requests_total", "/glossary", "200")) == 20)
        told = _told(site)
        assert told["requests_total", "/help", "200"] == 6
        assert len([key for key in told if key[0] == "process_resident_bytes"]) <= 2
        assert site.stop() == 0


def _told(site: ServedSite) -> Samples:
    with urlopen(site.url + "/metrics", timeout=PATIENCE) as answer:  # noqa: S310  # our own server
        return samples(answer.read().decode())


def test_each_process_has_a_number_that_is_free_again_when_it_ends(tmp_path: Path) -> None:
    """Living processes have different numbers, the lowest that are free."""
    seats = ProcessSeats(tmp_path / "seats")
    assert (seats.number(), seats.number()) == (0, 0)
    assert (_number_in_a_fork(seats), _number_in_a_fork(seats)) == (1, 1)


def test_what_a_killed_server_left_is_removed(tmp_path: Path) -> None:
    """The folder of a server whose parent process lives stays, and one that nobody has any more goes."""
    living, abandoned = tmp_path / "rapporteur-figures-living", tmp_path / "rapporteur-figures-abandoned"
    for folder in (living, abandoned, tmp_path / "rapporteur-figures-other"):
        folder.mkdir()
    (abandoned / "seats").touch()
    told, tell = os.pipe()
    parent = os.fork()
    if not parent:
        ProcessSeats(living / "seats").number()
        os.write(tell, b".")
        signal.pause()
    try:
        os.read(told, 1)
        remove_abandoned(tmp_path)
    finally:
        os.kill(parent, signal.SIGKILL)
        os.waitpid(parent, 0)
        os.close(told)
        os.close(tell)
    assert {folder.name for folder in tmp_path.iterdir()} == {"rapporteur-figures-living", "rapporteur-figures-other"}
    remove_abandoned(tmp_path)
    assert not living.exists()


def _number_in_a_fork(seats: ProcessSeats) -> int:
    """Return the number of a process that is forked from this one and ends at once."""
    process = os.fork()
    if not process:
        os._exit(seats.number())
    _, status = os.waitpid(process, 0)
    return os.waitstatus_to_exitcode(status)
