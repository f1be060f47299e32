"""Long lists: cursors lead through them once, without a gap or a double, and end."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from indexer.build.pipeline import build
from indexer.query.results import Query
from indexer.store.library import Library
from webapp.address.params import SearchRequest
from webapp.app import create_app
from webapp.search.find import prepare_search

from .asking import V1, ask, members, parts


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest", "document"])
@pytest.mark.parametrize("limit", [1, 7, 200])
def test_a_search_is_walked_once(client: FlaskClient, library: Library, sort: str, limit: int) -> None:
    """In every order and with every size of parts, the hits are those of the engine, each once, numbered in order."""
    query = prepare_search(library, SearchRequest("peacekeeping training", sort=sort)).query  # type: ignore[arg-type]
    expected = list(library.first(query, 10_000))
    path = f"/search?q=peacekeeping+training&sort={sort}&limit={limit}&fields=id,rank"
    walked = [item for part in parts(client, path) for item in part["items"]]
    assert [item["id"] for item in walked] == expected
    assert [item["rank"] for item in walked] == list(range(1, len(expected) + 1))


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/documents?limit=2", "id"),
        ("/meetings?limit=1", "id"),
        ("/people?limit=9", "id"),
        ("/organisations?limit=5", "name"),
        ("/glossary?limit=6", "short"),
        ("/facets/person?limit=4&q=training", "value"),
        ("/groups?by=session&q=training&limit=3", "key"),
    ],
)
def test_every_list_is_walked_once(client: FlaskClient, path: str, name: str) -> None:
    """The parts of a list are together what the list is with the largest parts, and as many as it says."""
    walked = members(client, path, name)
    whole = ask(client, re.sub(r"limit=\d+", "limit=200", path))
    assert walked == [item[name] for item in whole["items"]]
    assert len(walked) == len(set(walked)) == whole["total"] > 2
    assert all(part["total"] == whole["total"] for part in parts(client, path))


@pytest.mark.parametrize("limit", [1, 3, 50])
def test_a_concordance_is_walked_once(client: FlaskClient, limit: int) -> None:
    """Every match is listed once, also where one passage has more matches than a part has room for."""
    walked = [
        (item["passage"], item["before"], item["match"], item["after"])
        for part in parts(client, f"/concordance?q=peacekeeping&limit={limit}&meeting=montevideo-2024")
        for item in part["items"]
    ]
    rows = client.get("/concordance.csv?q=peacekeeping&meeting=montevideo-2024").text.lstrip("\ufeff").splitlines()
    assert len(walked) == len(rows) - 1 > 20
    assert len({passage for passage, *_ in walked}) < len(walked)
    assert all(part["complete"] for part in parts(client, "/concordance?q=peacekeeping&limit=200"))


def test_all_passages_of_the_papers_are_walked(client: FlaskClient, library: Library) -> None:
    """A search without a query lists all passages in the order of the documents."""
    assert members(client, "/search?limit=200&fields=id") == [passage.id for passage in library.passages()]
    assert library.count(Query()).total == ask(client, "/search?limit=1&fields=id")["total"]


@pytest.mark.parametrize(
    ("cursor", "said"),
    [("x", "cut off"), ("!!!", "cut off"), ("lbcy", "cut off"), ("", "")],
    ids=["too short", "no cursor", "cut off", "empty"],
)
def test_a_cursor_must_be_one(client: FlaskClient, cursor: str, said: str) -> None:
    """What is no cursor is refused with what to do; an empty one is none."""
    answer = ask(client, f"/meetings?cursor={cursor}", 404 if said else 200)
    assert said in answer.get("detail", "")
    assert not said or answer["code"] == "invalid_cursor"


def test_a_cursor_belongs_to_its_list(client: FlaskClient) -> None:
    """With another query, or in another list, a cursor is refused; another size and other members it allows."""
    following = ask(client, "/search?q=training&limit=2")["links"]["next"].partition("cursor=")[2]
    assert ask(client, f"/search?q=women&cursor={following}", 404)["code"] == "invalid_cursor"
    assert ask(client, f"/people?cursor={following}", 404)["code"] == "invalid_cursor"
    assert ask(client, f"/search?q=training&limit=3&fields=rank&cursor={following}")["items"][0] == {"rank": 3}


def test_a_cursor_of_another_build_is_refused(tmp_path: Path) -> None:
    """After the index has changed, the walk must begin again: the order may be another."""
    papers, index_dir = tmp_path / "papers", tmp_path / "index"
    papers.mkdir()
    for name in ("first", "second", "third"):
        (papers / f"{name}.txt").write_text(f"The {name} note\n\nThe {name} river rose in spring.\n", encoding="utf-8")
    build(papers, index_dir)
    visitor = create_app(index_dir).test_client()
    following = visitor.get(f"{V1}/documents?limit=1").get_json()["links"]["next"]
    assert visitor.get(following).status_code == 200
    (papers / "fourth.txt").write_text("The fourth note\n\nThe fourth river fell.\n", encoding="utf-8")
    build(papers, index_dir)
    answer = visitor.get(following)
    assert answer.status_code == 410
    assert answer.get_json()["code"] == "outdated_cursor"
    assert "Begin again" in answer.get_json()["remedy"]
