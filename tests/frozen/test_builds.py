"""A count of any of many real builds is made again from what the registry keeps."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from indexer.build.options import BuildOptions
from indexer.build.pipeline import build
from indexer.registry.file import PAST_BUILDS_FILE
from indexer.registry.past_builds.reading import PastBuilds
from webapp.address.urls import text_version
from webapp.app import create_app

from .collection import BUILDS, states

ONE_JOB = BuildOptions(jobs=1)
SEARCHES: tuple[Mapping[str, str], ...] = (
    {"q": "ice"},
    {"q": "salt nets"},
    {"q": '"western sheds"'},
    {"q": "harbour crane winter", "words": "all"},
    {"q": "HAB"},
    {"q": "silva OR crane"},
    {"q": "moorings NEAR/6 quays"},
    {"q": "salt -nets"},
    {"q": "resolution 2719"},
    {"q": "year:2021..2022"},
    {"q": "oslo harbour", "kind": "minutes"},
    {"q": "zeppelin"},
    {"q": "person:silva OR ice"},
    {"q": "place:bergen"},  # no meeting was there at first, nor is one at the end
    {"q": "-meeting:boats salt"},
    {"q": "kind:minutes harbour"},
    {"q": "language:english crane"},
    {"q": "salt", "year": "2023"},
    {"q": "crane", "year": "2022"},
    {"q": "boats", "meeting!": "no_meeting"},
    {"q": "", "status": "reported"},
)


class Stated(NamedTuple):
    """What was stated of a search on the day of a build."""

    build: str
    search: Mapping[str, str]
    data: Mapping[str, Any]


class Recorded(NamedTuple):
    """A collection after its last build, with everything that was stated on the way."""

    folder: Path
    index_dir: Path
    client: FlaskClient
    stated: tuple[Stated, ...]


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    """Build many times, and state the same searches each time."""
    folder, index_dir = tmp_path_factory.mktemp("papers"), tmp_path_factory.mktemp("index")
    client = create_app(index_dir).test_client()
    stated = []
    for _ in states(folder):
        build(folder, index_dir, ONE_JOB)
        for search in SEARCHES:
            data = client.get("/search/statement.json", query_string=search).get_json()
            stated.append(Stated(data["build"], search, data))
        for meeting in _meetings(client):
            search = {"q": "ice", "meeting": meeting}
            data = client.get("/search/statement.json", query_string=search).get_json()
            stated.append(Stated(data["build"], search, data))
    return Recorded(folder, index_dir, client, tuple(stated))


def _meetings(client: FlaskClient) -> list[str]:
    facets = client.get("/api/search", query_string={"values": "all"}).get_json()["facets"]
    [meetings] = [facet["values"] for facet in facets if facet["name"] == "meeting"]
    return sorted(value["value"] for value in meetings)[:2]


def again(client: FlaskClient, stated: Stated) -> Mapping[str, Any]:
    """Return what the link of a statement says now."""
    link = urlsplit(stated.data["url"])
    answer = client.get(f"/search/statement.json?{link.query}")
    assert answer.status_code == 200, (answer.get_json(), stated)
    data: Mapping[str, Any] = answer.get_json()
    return data


def test_every_count_is_made_again(recorded: Recorded) -> None:
    """Each statement's link gives the same counts, of the same collection, after all later builds."""
    assert len({stated.build for stated in recorded.stated}) == BUILDS
    differing = set()
    for stated in recorded.stated:
        assert stated.data["reproducible"], stated
        now = again(recorded.client, stated)
        for name in ("found", "searched", "build", "built", "filters", "excluded", "notes"):
            assert now[name] == stated.data[name], (name, stated)
        if now["then"]["now"]["passages"] != now["found"]["passages"]:
            differing.add(stated.build)
    assert len(differing) > BUILDS / 2  # else nothing would be shown


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "ris", "docx", "xlsx"])
def test_what_was_found_then_can_be_downloaded(recorded: Recorded, suffix: str) -> None:
    """A file of a past search has each passage of then, also those of papers that are gone, in its wording of then."""
    gone = 0
    for stated in recorded.stated[:: len(SEARCHES) // 2 - 1]:
        link = urlsplit(stated.data["url"]).query
        answer = recorded.client.get(f"/search.{suffix}?{link}&extent=all", buffered=True)
        assert answer.status_code == 200
        if suffix == "csv":
            rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
            assert [row["passage"] for row in rows] == again(recorded.client, stated)["then"]["passages"]
            assert len(rows) == stated.data["found"]["passages"]
            gone += sum("No longer in the collection." in row["remarks"] for row in rows)
        if suffix == "jsonl":
            lines = [json.loads(line) for line in answer.text.split("\n") if line]
            assert all(text_version(line["text"]) == line["version"] for line in lines)
            assert all(f"v={line['version']}" in line["reference"] for line in lines)
    assert gone or suffix != "csv"


def test_the_page_shows_what_was_found_then_and_what_became_of_it(recorded: Recorded) -> None:
    """The page of a past search names its day and both counts, and links to each passage in its wording of then."""
    [first] = [each for each in recorded.stated[: len(SEARCHES)] if each.search == {"q": '"western sheds"'}]
    page = recorded.client.get(urlsplit(first.data["url"])._replace(scheme="", netloc="").geturl()).text
    assert "The collection on" in page
    assert first.build in page
    assert "1 passage" in page
    assert "western" in page
    assert "?v=" in page
    assert again(recorded.client, first)["then"]["passages"]


def test_a_lost_record_is_begun_anew(recorded: Recorded, tmp_path: Path) -> None:
    """Without the file, builds go on; what stood before is said to be unknown, and counts of then are refused."""
    folder, index_dir = tmp_path / "papers", tmp_path / "index"
    shutil.copytree(recorded.folder, folder)
    (folder / PAST_BUILDS_FILE).unlink()
    shutil.copytree(recorded.index_dir, index_dir)
    (folder / "p_9.txt").write_text("Minutes of the Ice Board\n\nThe ice held until May, and then it broke.\n")
    build(folder, index_dir, ONE_JOB)
    client = create_app(index_dir).test_client()
    past = PastBuilds.read(folder / PAST_BUILDS_FILE)
    assert past
    assert len(past.builds) == 1
    assert len(past.latest.papers) > 3  # unchanged papers are recorded, too
    refused = client.get("/search/statement.json", query_string={"q": "ice", "asof": recorded.stated[0].build})
    assert refused.status_code == 404
    assert "is on record" in refused.get_json()["reason"]
    found = client.get("/search/statement.json", query_string={"q": "ice"}).get_json()
    assert again(client, Stated("", {}, found))["found"] == found["found"]


def test_a_filter_that_no_paper_has_finds_nothing_and_is_named(recorded: Recorded) -> None:
    """A search of a past build treats a value that no paper has or had as one of today does."""
    first = next(stated for stated in recorded.stated if stated.search == {"q": "ice"})
    path, asked = "/search/statement.json", {"asof": first.build, "q": "ice"}
    whole = recorded.client.get(path, query_string=asked).get_json()
    named = recorded.client.get(path, query_string={**asked, "meeting": "nowhere"}).get_json()
    assert whole["found"]["passages"]
    assert named["found"]["passages"] == named["then"]["now"]["passages"] == 0
    here = "No meeting in the papers matches “nowhere”."
    assert here in named["notes"]
    assert here in recorded.client.get("/search", query_string={**asked, "meeting": "nowhere"}).text


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        ({"q": "ice*"}, 422, "ice*"),
        ({"q": "icd~"}, 422, "a word with ~"),
        ({"q": "ice", "reading": "eNqL"}, 422, "reading="),
        ({"q": "!"}, 422, "no words"),
        ({"q": "ice", "asof": "then"}, 404, "is on record"),
        ({"q": "place:bergen"}, 422, "matches “bergen”"),
    ],
)
def test_what_cannot_be_counted_again_is_said(
    recorded: Recorded, arguments: Mapping[str, str], status: int, says: str
) -> None:
    """A page says plainly why a count cannot be made again, and leads to the search of today."""
    answer = recorded.client.get("/search", query_string={"asof": recorded.stated[0].build, **arguments})
    assert answer.status_code == status
    assert says in answer.text
    assert "Search the current collection" in answer.text
