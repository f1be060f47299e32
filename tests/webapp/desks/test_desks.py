"""What happens to requests at desks, told by drafts, which are what is checked there."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from indexer.quotes.draft_files import DRAFT_LIMITS
from tests.webapp.markup import Page
from tests.webapp.served import PATIENCE, wait_until
from webapp.app import create_app
from webapp.desks.limits import DeskLimits

SLOW = b"{\\rtf1 " + b"{}" * 9_000_000 + b"}"
"""An RTF that takes half a minute to read, where nobody refuses it for its many groups."""
PATIENT = replace(DRAFT_LIMITS, elements=None)
SHORT = b"He said \xe2\x80\x9cParticipants welcomed the peacekeeping pledges\xe2\x80\x9d once."
READER, OTHER, THIRD = "192.0.2.1", "192.0.2.2", "192.0.2.3"


def hand_in(client: FlaskClient, name: str, data: bytes, address: str = "127.0.0.1") -> TestResponse:
    """Hand a draft in from some address."""
    response = client.post("/verify", data={"file": (BytesIO(data), name)}, environ_base={"REMOTE_ADDR": address})
    response.request.environ["wsgi.input"].close()
    return response


def report_of(client: FlaskClient, address: str) -> TestResponse:
    """Return the report at an address once the draft is neither waiting nor being checked."""
    give_up_at = time.monotonic() + PATIENCE
    while (response := client.get(address)).status_code == 202:
        assert time.monotonic() < give_up_at
        time.sleep(0.1)
    _ = response.data
    response.close()
    return response


def trouble_of(response: TestResponse) -> str:
    """Return what a page says above its form."""
    return Page(response.text).one("p", class_="trouble").text


def standing_of(response: TestResponse) -> str:
    """Return where a page says that a draft stands."""
    return Page(response.text).one("p", class_="standing").text


@pytest.fixture
def small(made_index: Path) -> Flask:
    """A site with one desk, and two places to wait for it."""
    return create_app(made_index, drafts=PATIENT, desks=DeskLimits(desks=1, waiting=2, of_one_client=1))


def test_the_queue(small: Flask) -> None:
    """A draft waits for the desk and can be withdrawn; one more is refused, and so is the second of one address."""
    client = small.test_client()
    first = hand_in(client, "slow.rtf", SLOW, READER).headers["Location"]
    wait_until(lambda: "Reading" in standing_of(client.get(first)))
    refused = hand_in(client, "b.txt", SHORT, READER)
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "60")
    assert "You can check 1 draft at a time" in trouble_of(refused)
    second = hand_in(client, "b.txt", SHORT, OTHER).headers["Location"]
    assert standing_of(client.get(second)) == "Your draft is next."
    third = hand_in(client, "c.txt", SHORT, THIRD).headers["Location"]
    assert standing_of(client.get(third)) == "1 draft is ahead of yours."
    refused = hand_in(client, "d.txt", SHORT)
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "60")
    assert "Too many drafts are waiting" in trouble_of(refused)
    cancel = Page(client.get(first).text).one("form", class_="deletion")
    assert (cancel["method"], cancel["action"]) == ("post", f"{first}/delete")
    assert client.post(cancel["action"]).headers["Location"] == "/verify"
    assert report_of(client, second).status_code == 200
    assert report_of(client, third).status_code == 200
    assert report_of(client, first).status_code == 404
    assert client.post(f"{second}/delete").status_code == 303
    assert "Report not found" in trouble_of(client.get(second))


@pytest.mark.parametrize(
    ("limits", "name", "data", "status", "word"),
    [
        (DeskLimits(stage_seconds=1), "slow.rtf", SLOW, 422, "Reading the draft took longer than 1 second"),
        (DeskLimits(wall_seconds=0.5), "slow.rtf", SLOW, 422, "The check took longer than 0.5 seconds"),
        (DeskLimits(memory=30_000_000), "large.txt", b"word " * 2_000_000, 422, "memory"),
        (DeskLimits(answer_bytes=2_000), "a.txt", SHORT, 422, "The report would be larger than"),
    ],
)
def test_limits(made_index: Path, limits: DeskLimits, name: str, data: bytes, status: int, word: str) -> None:
    """A draft that costs too much time, memory or space ends with a word that says so."""
    client = create_app(made_index, drafts=PATIENT, desks=limits).test_client()
    response = report_of(client, hand_in(client, name, data).headers["Location"])
    assert response.status_code == status
    assert word in trouble_of(response)


def test_reports_are_deleted(made_index: Path) -> None:
    """A report is kept for the time that is stated, and of many only as many as have room."""
    for limits in (DeskLimits(kept_seconds=0.0), DeskLimits(kept_bytes=0)):
        client = create_app(made_index, desks=limits).test_client()
        address = hand_in(client, "a.txt", SHORT).headers["Location"]
        wait_until(lambda client=client, address=address: report_of(client, address).status_code == 404)  # type: ignore[misc]  # lambda with defaults


def test_a_page_that_is_closed(made_index: Path) -> None:
    """A draft that waits leaves the queue when its page is not asked for; its reader is told so, and others move up."""
    limits = DeskLimits(desks=1, waiting=2, forsaken_seconds=3.0)
    client = create_app(made_index, drafts=PATIENT, desks=limits).test_client()
    first = hand_in(client, "slow.rtf", SLOW).headers["Location"]
    wait_until(lambda: "Reading" in standing_of(client.get(first)))
    forsaken = hand_in(client, "b.txt", SHORT).headers["Location"]
    third = hand_in(client, "c.txt", SHORT).headers["Location"]
    wait_until(lambda: standing_of(client.get(third)) == "Your draft is next.")
    gone = client.get(forsaken)
    assert gone.status_code == 410
    assert "left the queue because its page was not open" in trouble_of(gone)
    client.post(f"{first}/delete")
    assert report_of(client, third).status_code == 200


def test_nothing_is_left_when_all_is_killed(
    small: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """When the process that keeps the desks is killed, those at desks end, no file is left, and a new one serves.

    The log and the page of the draft say what has become of it, before another process is started and after.
    """
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    others = started_by(os.getpid())
    client = small.test_client()
    slow = hand_in(client, "slow.rtf", SLOW).headers["Location"]
    wait_until(lambda: "Reading" in standing_of(client.get(slow)))
    (keeper,) = started_by(os.getpid()) - others
    at_desk = started_by(keeper)
    assert at_desk
    os.kill(keeper, signal.SIGKILL)
    wait_until(lambda: not any(map(is_running, at_desk)))
    for _ in range(2):
        lost = client.get(slow)
        assert lost.status_code == 503
        assert "the program that checks drafts was stopped" in trouble_of(lost)
        assert Page(lost.text).one("form", class_="draft")
    (told,) = [record.getMessage() for record in caplog.records if "ended unexpectedly" in record.getMessage()]
    assert "killed by signal 9" in told
    (folder,) = tmp_path.iterdir()
    assert list(folder.iterdir()) == []
    os.utime(folder, (0, 0))  # older than any desk
    assert report_of(client, hand_in(client, "a.txt", SHORT).headers["Location"]).status_code == 200
    assert client.get(slow).status_code == 503
    wait_until(lambda: not any(tmp_path.iterdir()))


def test_a_desk_that_is_killed(small: Flask) -> None:
    """When the process that reads a draft is killed, its page says so, and the others are answered."""
    others = started_by(os.getpid())
    client = small.test_client()
    slow = hand_in(client, "slow.rtf", SLOW).headers["Location"]
    wait_until(lambda: "Reading" in standing_of(client.get(slow)))
    (keeper,) = started_by(os.getpid()) - others
    (at_desk,) = started_by(keeper)
    os.kill(at_desk, signal.SIGKILL)
    wait_until(lambda: client.get(slow).status_code == 422)
    assert "The check was stopped" in trouble_of(client.get(slow))
    assert report_of(client, hand_in(client, "a.txt", SHORT).headers["Location"]).status_code == 200


def test_when_no_process_can_be_started(small: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can keep the desks, a draft is refused for now, and no page waits for ever."""
    monkeypatch.setattr("sys.executable", "/bin/false")
    client = small.test_client()
    response = hand_in(client, "a.txt", SHORT)
    while response.status_code == 303:  # the process has not ended yet that ends at once
        response = report_of(client, response.headers["Location"])
        assert response.status_code == 404
        response = hand_in(client, "a.txt", SHORT)
    assert response.status_code == 503


def started_by(parent: int) -> set[int]:
    """Return the processes that a process has started for the desks."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(FileNotFoundError, ProcessLookupError):
            number, _, rest = stat.read_text().partition(" (")
            state, own_parent, *_ = rest.rpartition(") ")[2].split()
            is_keeper = b"webapp.desks.keeper" in (stat.parent / "cmdline").read_bytes()
            if int(own_parent) == parent and state != "Z" and is_keeper:
                found.add(int(number))
    return found


def is_running(process: int) -> bool:
    """Return whether a process runs."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2].split()[0] != "Z"
    return False
