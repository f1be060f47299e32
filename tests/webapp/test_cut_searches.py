"""A search that is more work than a page may be is cut, says so, and takes nothing from others."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from webapp import site
from webapp.app import create_app

NEAR_CHAIN = quote(" NEAR/100 ".join(["the", "of"] * 40))
SAYS = "This search was too broad to finish"


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch, seed_index: Path) -> FlaskClient:
    """A site whose pages may look at few words."""
    monkeypatch.setattr(site, "PAGE_POSITIONS", 20_000)
    return create_app(seed_index).test_client()


@pytest.mark.parametrize(
    "page", ["search", "concordance", "chart", "words", "matrix", "facet/year", "search?group=session"]
)
def test_a_page_says_that_its_search_was_cut(narrow: FlaskClient, page: str) -> None:
    """Every page that searches says when not everything was looked at, and is not kept for later."""
    separator = "&" if "?" in page else "?"
    answer = narrow.get(f"/{page}{separator}q={NEAR_CHAIN}")
    assert answer.status_code == 200
    assert SAYS in answer.text
    assert "ETag" not in answer.headers
    whole = narrow.get(f"/{page}{separator}q=mentor")
    assert SAYS not in whole.text
    assert "ETag" in whole.headers


def test_the_api_says_that_a_search_was_cut(narrow: FlaskClient) -> None:
    """An answer of the API states `cut` where it is true."""
    assert narrow.get(f"/api/search?q={NEAR_CHAIN}").json["cut"] is True  # type: ignore[index]
    assert "cut" not in narrow.get("/api/search?q=mentor").json  # type: ignore[operator]


@pytest.mark.parametrize("file", ["search.csv", "search.ris", "concordance.csv", "words.csv", "matrix.csv"])
def test_no_file_is_made_of_a_search_that_was_cut(narrow: FlaskClient, file: str) -> None:
    """A file that would lack passages without a word is refused, with what to do."""
    answer = narrow.get(f"/{file}?q={NEAR_CHAIN}")
    assert answer.status_code == 422
    assert "Try fewer or rarer words" in answer.text
    assert SAYS not in answer.text
    assert narrow.get(f"/{file}?q=mentor").status_code == 200


def test_what_was_cut_is_not_given_to_others(monkeypatch: pytest.MonkeyPatch, seed_index: Path) -> None:
    """The answer to a search that was cut for one page is not the answer for the next one."""
    client = create_app(seed_index).test_client()
    monkeypatch.setattr(site, "PAGE_POSITIONS", 500)
    cut = client.get("/api/search?q=the+NEAR/5+of").json
    monkeypatch.undo()
    whole = client.get("/api/search?q=the+NEAR/5+of").json
    assert cut is not None
    assert whole is not None
    assert cut["cut"]
    assert whole["total"] > cut["total"]
