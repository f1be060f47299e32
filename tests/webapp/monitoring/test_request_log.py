"""Tests of the log of requests: one line each, no words of readers, no forged lines, one id everywhere."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from indexer.store.library import Library
from webapp.app import make_site
from webapp.monitoring.log_lines import REQUESTS_LOGGER, JsonLines, TextLines
from webapp.settings.table import Settings
from webapp.warming import warm

from ..served import served_site

LINE = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (?P<status>\d{3}) (?P<method>\S+) (?P<path>\S+) \d+\.\dms (?P<bytes>\d+)B "
    r"build=(?P<build>\S+) request=(?P<id>\S+)"
)


class Log:
    """What is logged during a test, as text or as JSON."""

    def __init__(self) -> None:
        self.stream = StringIO()
        self.handler = logging.StreamHandler(self.stream)
        self.handler.setFormatter(TextLines())

    @property
    def text(self) -> str:
        """Everything that was written so far."""
        return self.stream.getvalue()

    @property
    def lines(self) -> list[str]:
        """The lines so far."""
        return self.text.splitlines()


@pytest.fixture
def log() -> Iterator[Log]:
    """The log as `rapporteur serve` sets it up, but into memory."""
    log, logger = Log(), logging.getLogger(REQUESTS_LOGGER)
    logging.root.addHandler(log.handler)
    logger.setLevel(logging.INFO)
    yield log
    logging.root.removeHandler(log.handler)
    logger.setLevel(logging.NOTSET)


def test_each_request_is_one_line(client: FlaskClient, library: Library, log: Log) -> None:
    """A line has status, method, path, duration, bytes, build and id, and no word that a reader typed."""
    asked = [("GET", "/search?q=training"), ("GET", "/nowhere"), ("HEAD", "/help"), ("POST", "/search")]
    pages = [client.open(path, method=method, buffered=True) for method, path in asked]
    found = [LINE.fullmatch(line) for line in log.lines]
    assert len(found) == len(pages)
    for match, page in zip(found, pages, strict=True):
        assert match
        assert int(match["status"]) == page.status_code
        assert int(match["bytes"]) == len(page.data)
        assert match["id"] == page.headers["X-Request-ID"]
        assert match["build"] == library.stats.build
    assert "training" not in log.text


def test_the_words_of_searches_are_logged_where_the_owner_asks_for_them(seed_index: Path, log: Log) -> None:
    """With the setting, the path has its query, escaped."""
    visitor = make_site(Settings(index_dir=seed_index, log_queries=True)).test_client()
    visitor.get("/search", query_string="q=light+coordination&year=\n2024\u2028", buffered=True)
    assert "/search?q=light+coordination&year=%0A2024%E2%80%A8" in log.lines[0]


@pytest.mark.parametrize(
    "path", ["/%0A2031-01-01T00:00:00.000Z 200 GET /forged", "/a%0Db", "/%1B[31m", "/%E2%80%A8x", "/a b", "/%ff%fe"]
)
def test_a_path_cannot_forge_a_line(client: FlaskClient, log: Log, path: str) -> None:
    """Whatever stands in a path, its request is one line of printable ASCII with the usual fields."""
    client.get(path, buffered=True)
    (line,) = log.lines
    assert LINE.fullmatch(line)
    assert re.fullmatch(r"[ -~]+", line)


def test_a_message_cannot_forge_a_line() -> None:
    """Line ends, control characters and halves of letters in a message, as a file name can have them, are escaped."""
    name = "paper\n2031-01-01T00:00:00.000Z 200 GET /forged\x1b[31m\udcff.pdf"
    record = logging.LogRecord("indexer", logging.WARNING, "", 0, "%s cannot be read", (name,), None)
    text, as_json = TextLines().format(record), JsonLines().format(record)
    assert r"paper\n2031-01-01T00:00:00.000Z 200 GET /forged\x1b[31m\udcff.pdf cannot be read" in text
    assert json.loads(as_json)["message"] == f"{name} cannot be read"
    assert all(re.fullmatch(r"[ -~]+", line) for line in (text, as_json))


def test_an_error_is_logged_under_the_id_that_the_reader_sees(seed_index: Path, log: Log) -> None:
    """A fault has its traceback, each line of it set in, under the id that is in the header and on the page."""
    app = make_site(Settings(index_dir=seed_index, contact="library@example.org"))

    def break_down() -> str:
        """Raise an error as a bug would."""
        raise RuntimeError("one\ntwo")

    app.add_url_rule("/broken", view_func=break_down)
    app.add_url_rule("/api/broken", endpoint="api_broken", view_func=break_down)
    visitor = app.test_client()
    page = visitor.get("/broken", buffered=True)
    own_id = page.headers["X-Request-ID"]
    assert f"Please quote this request ID: <code>{own_id}</code>" in page.text
    assert "mailto:library@example.org" in page.text
    error, *traceback, line = log.lines
    assert error.endswith(f" ERROR Unanswered request: /broken request={own_id}")
    assert all(further.startswith("\t") for further in traceback)
    assert traceback[-2:] == ["\tRuntimeError: one", "\ttwo"]
    assert line.endswith(f" request={own_id}")
    answer = visitor.get("/api/broken")
    assert answer.get_json()["error"]["request"] == answer.headers["X-Request-ID"]


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("0a1b2c3d-4e5f", True),
        ("5f3a.9c_77aa", True),
        ("short", False),
        ("x" * 65, False),
        ("with a blank in it", False),
        ("<b>12345678</b>", False),
        ("12345678é", False),
    ],
)
def test_an_id_from_outside_is_kept_if_it_is_sane(client: FlaskClient, asked: str, kept: bool) -> None:
    """X-Request-ID of a proxy is taken over where it is letters, digits and three signs; else there is a new one."""
    given = client.get("/help", headers={"X-Request-ID": asked}).headers.getlist("X-Request-ID")
    assert (given == [asked]) is kept
    assert len(given) == 1


def test_json_lines_have_the_same_fields(client: FlaskClient, log: Log) -> None:
    """As JSON, each line is one object, and an error is one line too."""
    log.handler.setFormatter(JsonLines())
    page = client.get("/search?q=training", buffered=True)
    try:
        raise ValueError("two\nlines")
    except ValueError:
        logging.getLogger("webapp").exception("It failed")
    request, error = map(json.loads, log.lines)
    assert (request["event"], request["status"], request["path"]) == ("request", 200, "/search")
    assert (request["request"], request["bytes"]) == (page.headers["X-Request-ID"], len(page.data))
    assert (error["event"], error["level"]) == ("message", "error")
    assert "two\nlines" in error["traceback"]


def test_what_the_server_asks_itself_is_not_logged(seed_index: Path, log: Log) -> None:
    """Warming writes no line."""
    warm(make_site(Settings(index_dir=seed_index)))
    assert log.lines == []


def test_the_server_writes_its_log(seed_index: Path) -> None:
    """A real server writes a line for each page and each file, in the form asked for, and finishes with the last."""
    with served_site(seed_index, "--processes", "1", "--log-format", "json") as site:
        assert site.status("/search?q=training") == 200
        assert site.status("/static/site.css") == 200
        assert site.status("/nowhere") == 404
        assert site.stop() == 0
    lines = [json.loads(line) for line in site.errors.splitlines()]
    assert sorted((line["path"], line["status"]) for line in lines) == [  # a thread may write its line a little later
        ("/nowhere", 404),
        ("/search", 200),
        ("/static/site.css", 200),
    ]
    assert all(line["bytes"] > 1000 and line["request"] for line in lines)


def test_a_ticket_is_not_logged(seed_index: Path, log: Log) -> None:
    """Where a part of the path is a ticket, which opens what it stands for, the line has the route in its place."""
    app = make_site(Settings(index_dir=seed_index, log_queries=True))
    app.add_url_rule("/secret/<ticket>", view_func=lambda ticket: ticket)
    app.test_client().get("/secret/0a1b2c?page=2", buffered=True)
    assert " /secret/<ticket>?page=2 " in log.text
    assert "0a1b2c" not in log.text
