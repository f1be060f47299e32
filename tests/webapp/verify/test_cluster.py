"""The site beside a cluster, without columns: drafts are checked, and a passage shown with its versions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from indexer.store.builds import open_library
from tests.webapp.verify.test_page import SITE, sent
from webapp.app import create_app


@pytest.fixture(scope="module")
def client(cluster_seed_index: Path) -> Iterator[FlaskClient]:
    """A test client of the site."""
    with create_app(cluster_seed_index, SITE).test_client() as client:
        yield client


@pytest.fixture(scope="module")
def quoted(cluster_seed_index: Path) -> tuple[str, str]:
    """The id of a passage, and words of it."""
    library = open_library(cluster_seed_index)
    passage = next(passage for passage in library.passages() if len(passage.text.split()) > 40)
    library.close()
    return passage.id, " ".join(passage.text.split()[3:15])


def test_a_draft_is_checked(client: FlaskClient, quoted: tuple[str, str]) -> None:
    """A quotation that is right and one that is nowhere are told apart."""
    passage, words = quoted
    report = sent(client, f"She said “{words}” ({SITE}/p/{passage}). He said “zebras govern the umbrellas of the sea”.")
    assert report.status_code == 200
    assert "Matches the source" in report.text
    assert "not found" in report.text.casefold()


def test_pages_of_a_passage_are_shown(client: FlaskClient, quoted: tuple[str, str]) -> None:
    """A passage, its versions and the similar ones, results and completions need no columns."""
    passage, words = quoted
    for address in (
        f"/p/{passage}",
        f"/p/{passage}/lineage",
        f"/api/v1/passages/{passage}/similar",
        f"/search?q={words.split()[0]}",
    ):
        assert client.get(address).status_code == 200
    assert "training" in client.get("/suggest?q=peacekeeping%20tra").text
