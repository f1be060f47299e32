"""Counters of requests that several processes share, and what a client is told that asks too often."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.exceptions import TooManyRequests

from tests.webapp.markup import Page
from webapp.app import make_site
from webapp.serving.rates import RateLimiter, RateLimits, SharedCounters
from webapp.settings.table import Settings

READER, OTHER = {"REMOTE_ADDR": "192.0.2.1"}, {"REMOTE_ADDR": "192.0.2.2"}


def limited(index: Path, **settings: str) -> Flask:
    """Return a site with some rates."""
    return make_site(Settings(index_dir=index, **settings))  # type: ignore[arg-type]  # all of them are texts


def test_processes_count_together() -> None:
    """A request that another process has answered counts."""
    limiter = RateLimiter(RateLimits(pages="3/hour"))
    assert limiter.seconds_to_wait("a") == 0
    child = os.fork()
    if child == 0:
        os._exit(limiter.seconds_to_wait("a"))
    assert os.waitpid(child, 0)[1] == 0
    assert limiter.seconds_to_wait("a") == 0
    assert 0 < limiter.seconds_to_wait("a") <= 3600
    assert limiter.seconds_to_wait("b") == 0
    assert limiter.seconds_to_wait("a", "draft") == 0


def test_counters() -> None:
    """A counter counts until it expires, can be cleared, and gives way where there are too many."""
    counters = SharedCounters()
    assert [counters.incr("a", 60), counters.incr("a", 60, 2), counters.get("a"), counters.get("b")] == [1, 3, 3, 0]
    counters.clear("a")
    assert counters.get("a") == 0
    assert counters.incr("a", 0) == counters.incr("a", 0) == 1
    for number in range(50_000):
        counters.incr(f"key {number}", 60)
    assert counters.incr("a", 60) == 1
    counters.reset()
    assert counters.get("key 49999") == 0
    assert counters.check()


def test_a_client_that_asks_too_often(made_index: Path) -> None:
    """It gets status 429 with the time to wait, as a page or as JSON; others and monitors are answered."""
    client = limited(made_index, rate_limit="2/hour").test_client()
    assert [client.get("/help", environ_base=READER).status_code for _ in range(2)] == [200, 200]
    refused = client.get("/help", environ_base=READER)
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 3600
    page = Page(refused.text)
    assert page.problems == []
    assert page.one("h1").text == "Too many requests"
    assert "Try again in about an hour." in refused.text
    answer = client.get("/api/search?q=a", environ_base=READER)
    assert (answer.status_code, answer.json["error"]["code"]) == (429, "too_many_requests")  # type: ignore[index]  # it is JSON
    assert client.get("/healthz", environ_base=READER).status_code == 200
    with client.get("/static/site.css", environ_base=READER) as style:
        assert style.status_code == 200
    assert client.get("/help", environ_base=OTHER).status_code == 200


def test_drafts_have_a_rate_of_their_own(made_index: Path) -> None:
    """Drafts are counted apart from pages."""
    client = limited(made_index, draft_rate_limit="1/hour").test_client()
    assert client.post("/verify", data={"text": ""}, environ_base=READER).status_code == 303
    assert client.post("/verify", data={"text": ""}, environ_base=READER).status_code == 429
    assert client.get("/verify", environ_base=READER).status_code == 200


@pytest.mark.parametrize(
    ("settings", "own", "other"),
    [
        ({}, 0, 0),
        ({"host": "::"}, 0, 600),
        ({"host": "::", "rate_limit": "off"}, 0, 0),
        ({"rate_limit": "5/minute"}, 5, 5),
    ],
)
def test_where_rates_hold(made_index: Path, settings: dict[str, str], own: int, other: int) -> None:
    """Rates are off where only this machine reaches the server, and what comes from it counts only if that is asked."""
    client = limited(made_index, **settings).test_client()
    for environ, most in (({"REMOTE_ADDR": "127.0.0.1"}, own), (READER, other)):
        statuses = [client.get("/nothing", environ_base=environ).status_code for _ in range(most + 1 or 1)]
        assert statuses == [404] * most + [429 if most else 404]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (20, "in 20 seconds."),
        (60, "in about a minute."),
        (140, "in about 2 minutes."),
        (3599, "in about an hour."),
        (86_000, "in about 24 hours."),
    ],
)
def test_a_time_to_wait_is_said_as_people_say_it(made_index: Path, seconds: int, words: str) -> None:
    """Seconds are counted up to a minute, and longer times are rounded; the header has the seconds."""
    app = limited(made_index)

    @app.get("/too-soon")
    def refuse() -> str:
        raise TooManyRequests(retry_after=seconds)

    refused = app.test_client().get("/too-soon")
    assert refused.headers["Retry-After"] == str(seconds)
    assert f"Try again {words}" in refused.text
