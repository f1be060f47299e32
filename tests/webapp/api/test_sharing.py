"""Pages of other sites read the API in a browser only where the owner of the site allows it."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from webapp.app import make_site
from webapp.settings.kinds import WebOrigin
from webapp.settings.table import Settings

from .asking import V1

PAGE = "https://university.example"
ALLOWED = "Access-Control-Allow-Origin"


def visitor(index_dir: Path, *origins: str) -> FlaskClient:
    """Return a visitor of a site that is shared with some origins."""
    return make_site(Settings(index_dir=index_dir, api_origin=origins)).test_client()


def test_nobody_else_reads_unless_it_is_allowed(made_index: Path) -> None:
    """By default no answer lets a page of another site read it, and no browser is told that one may."""
    client = visitor(made_index)
    response = client.get(f"{V1}/search?q=estuary", headers={"Origin": PAGE})
    assert ALLOWED not in response.headers
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert client.options(f"{V1}/search").status_code == 405


def test_a_named_origin_reads(made_index: Path) -> None:
    """A named origin may read every answer of version 1, problems too; others may not, and caches keep them apart."""
    client = visitor(made_index, PAGE)
    for path in ("/search?q=estuary", "/nowhere", "/search?x=1"):
        mine = client.get(V1 + path, headers={"Origin": PAGE})
        other = client.get(V1 + path, headers={"Origin": "https://elsewhere.example"})
        assert mine.headers[ALLOWED] == PAGE
        assert "ETag" in mine.headers["Access-Control-Expose-Headers"]
        assert ALLOWED not in other.headers
        assert "Origin" in mine.headers["Vary"]
        assert "Origin" in other.headers["Vary"]
        assert "Access-Control-Allow-Credentials" not in mine.headers


def test_any_origin_reads_and_none_writes(made_index: Path) -> None:
    """With `*` any page may read version 1 and nothing else, and no page may send a draft."""
    client = visitor(made_index, "*")
    assert client.get(f"{V1}/version", headers={"Origin": PAGE}).headers[ALLOWED] == "*"
    for path in ("/", "/search?q=estuary", "/api/search?q=estuary", "/api/docs"):
        assert ALLOWED not in client.get(path, headers={"Origin": PAGE}).headers
    asked = client.options(f"{V1}/search", headers={"Origin": PAGE, "Access-Control-Request-Headers": "if-none-match"})
    assert asked.status_code == 204
    assert asked.headers["Access-Control-Allow-Methods"] == "GET, HEAD"
    assert "If-None-Match" in asked.headers["Access-Control-Allow-Headers"]
    assert client.post(f"{V1}/verify", data={"text": "x"}, headers={"Origin": PAGE}).status_code == 403


@pytest.mark.parametrize("value", ["example.org", "https://example.org/page", "ftp://example.org", "null", ""])
def test_an_origin_must_be_one(value: str) -> None:
    """What is no origin is refused when the server starts."""
    with pytest.raises(ValueError, match="is not an origin"):
        WebOrigin().read(value, Path())
