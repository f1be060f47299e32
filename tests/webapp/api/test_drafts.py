"""Drafts are handed in to the API as on the page, and their reports are JSON."""

from __future__ import annotations

import time
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from indexer.quotes.draft_files import DRAFT_LIMITS
from indexer.store.library import Library
from tests.webapp.served import PATIENCE
from webapp.app import create_app

from .asking import ORIGIN, V1


@pytest.fixture(scope="module")
def desk_app(made_index: Path) -> Flask:
    """The site over the made-up papers, with its desks open for all tests of this file."""
    return create_app(made_index, ORIGIN)


@pytest.fixture
def visitor(desk_app: Flask) -> FlaskClient:
    """A test client of that site."""
    return desk_app.test_client()


def handed_in(client: FlaskClient, **data: object) -> str:
    """Hand a draft in and return the path of its report."""
    response = client.post(f"{V1}/verify", data=data, content_type="multipart/form-data")
    response.request.environ["wsgi.input"].close()  # the client's own copy of what it sent
    assert response.status_code == 202
    path = response.headers["Location"]
    assert response.get_json()["links"]["report"] == ORIGIN + path
    assert int(response.headers["Retry-After"]) == response.get_json()["retry_after"] > 0
    return path


def arrived(client: FlaskClient, path: str) -> TestResponse:
    """Ask for a report until it is there."""
    give_up_at = time.monotonic() + PATIENCE
    while (response := client.get(path)).status_code == 202:
        assert response.get_json()["stage"] in {"waiting", "reading", "checking", "writing"}
        assert time.monotonic() < give_up_at
        time.sleep(0.05)
    _ = response.data  # to the end
    response.close()
    return response


def test_a_draft_is_checked(visitor: FlaskClient, made_library: Library) -> None:
    """The report has each quotation with its outcome and its place, whose link leads to the passage."""
    passage = next(passage for passage in made_library.passages() if passage.document.status == "reported")
    words = " ".join(passage.text.split()[:8])
    draft = f"We read “{words}” and “nobody ever wrote anything like these words here” or “bananas”."
    path = handed_in(visitor, text=draft)
    report = arrived(visitor, path).get_json()
    assert report["build"] == made_library.stats.build
    assert [item["outcome"] for item in report["items"]] == ["exact", "not_found", "not_found"]
    assert report["need_attention"] == 2
    assert report["outcomes"] == {"exact": 1, "not_found": 2}
    place = report["items"][0]["places"][0]
    assert made_library.passage(place["passage"]).text[place["start"] : place["end"]] == place["text"]
    assert visitor.get(place["url"].removeprefix(ORIGIN)).status_code == 200


def test_what_a_footnote_states_has_no_place_in_the_text(visitor: FlaskClient) -> None:
    """Right words in the wrong place fail; a fact that a footnote states comes without offsets."""
    words = "Unmanned aircraft and cameras protect the mission."
    text = f"It was written that “{words}”[1]\n\n[1] Concept note, Session 9."
    (item,) = arrived(visitor, handed_in(visitor, text=text)).get_json()["items"]
    assert (item["outcome"], item["sound"]) == ("wrong_place", False)
    stated = {"text": "Session 9", "start": None, "end": None}
    source = "Session 1: Drones and cameras"
    fact = {"fact": "session", "stated": stated, "verdict": "contradicted", "source": source, "note": None}
    assert fact in item["facts"]


def test_a_file_is_checked_and_its_report_deleted(visitor: FlaskClient) -> None:
    """A draft can be a file; its report is no page, and is gone once it is deleted."""
    file = (BytesIO("“The estuary does not wait.”".encode()), "draft.txt")
    path = handed_in(visitor, file=file)
    assert arrived(visitor, path).get_json()["name"] == "draft.txt"
    response = visitor.delete(path)
    assert (response.status_code, response.data) == (204, b"")
    gone = visitor.get(path)
    assert (gone.status_code, gone.get_json()["remedy"]) == (404, "Send the draft again.")


def test_what_cannot_be_checked_is_a_problem(visitor: FlaskClient, made_index: Path) -> None:
    """No draft, one that cannot be read and one that is too large are refused with what to do."""
    assert arrived(visitor, handed_in(visitor, text=" ")).get_json()["code"] == "unfit_draft"
    broken = arrived(visitor, handed_in(visitor, file=(BytesIO(b"no zip"), "draft.docx")))
    assert (broken.status_code, broken.mimetype) == (422, "application/problem+json")
    assert "draft.docx" in broken.get_json()["detail"]
    narrow = create_app(made_index, ORIGIN, drafts=replace(DRAFT_LIMITS, bytes=2_000)).test_client()
    large = narrow.post(f"{V1}/verify", data={"text": "x" * 200_000})
    assert (large.status_code, large.get_json()["code"]) == (413, "too_large")


def test_a_page_of_another_site_sends_none(visitor: FlaskClient) -> None:
    """A browser that says that another site sent the draft is refused."""
    response = visitor.post(f"{V1}/verify", data={"text": "x"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert (response.status_code, response.get_json()["code"]) == (403, "forbidden")
