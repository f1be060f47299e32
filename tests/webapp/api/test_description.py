"""The description in OpenAPI and the pages of documentation are made from the operations, and say all of them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from indexer.build.pipeline import build
from tests.conftest import ROOT
from tests.webapp.markup import Page
from webapp.api.catalogue import OPERATIONS
from webapp.api.contract.openapi import all_parameters
from webapp.app import create_app

from .asking import ORIGIN, V1, ask


@pytest.fixture
def described(client: FlaskClient) -> dict[str, Any]:
    """The description of the API."""
    return ask(client, "/openapi.json")


def whole(described: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """Return a parameter, which may be described in the place of those that operations share."""
    shared: dict[str, dict[str, Any]] = described["components"]["parameters"]
    return shared[given["$ref"].rpartition("/")[2]] if "$ref" in given else given


def test_every_operation_is_described(described: dict[str, Any]) -> None:
    """Each operation has a summary, its parameters with their meaning, and its statuses, at the public address."""
    assert described["openapi"] == "3.1.0"
    assert described["servers"] == [{"url": ORIGIN + V1}]
    found = {
        (method, path): operation
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    }
    assert len(found) == len(OPERATIONS)
    for declared in OPERATIONS:
        operation = found[declared.method, declared.path or "/"]
        parameters = [whole(described, given) for given in operation["parameters"]]
        assert [given["name"] for given in parameters] == list(all_parameters(declared))
        assert all(given["description"].endswith((".", "`")) for given in parameters)
        assert operation["summary"]
        assert {"400", "429", "503"} <= operation["responses"].keys()


def test_every_reference_within_it_leads_somewhere(described: dict[str, Any]) -> None:
    """Each `$ref` names a schema or a parameter that is there, and each of these is used."""
    named = set(re.findall(r'"#/components/(\w+/\w+)"', json.dumps(described)))
    there = {f"{group}/{name}" for group, members in described["components"].items() for name in members}
    top_level = {f"schemas/{kind.__name__}" for operation in OPERATIONS for kind in operation.answers.values() if kind}
    assert named | top_level == there


def test_every_member_is_described(described: dict[str, Any]) -> None:
    """Each record and each of its members says what it is."""
    records = described["components"]["schemas"]
    assert [name for name, record in records.items() if not record.get("description")] == []
    members = {
        f"{name}.{member}": told for name, record in records.items() for member, told in record["properties"].items()
    }
    assert [name for name, told in members.items() if not told.get("description", "").endswith((".", "`."))] == []


def test_examples_come_from_the_papers(client: FlaskClient, described: dict[str, Any]) -> None:
    """The ids of the examples exist, and the example of a query finds something."""
    examples = {}
    for operation in (methods["get"] for methods in described["paths"].values() if "get" in methods):
        for given in operation["parameters"]:
            parameter = whole(described, given)
            if isinstance(parameter.get("example"), str):
                examples[parameter["name"]] = parameter["example"]
    assert ask(client, f"/passages/{examples['passage']}")
    assert ask(client, f"/meetings/{examples['meeting']}/sessions/{examples['session']}")
    assert ask(client, f"/search?q={examples['q']}")["total"] > 1


def test_every_operation_has_a_page(client: FlaskClient) -> None:
    """The contents lead to a page for each operation with an example that answers, and the pages are valid."""
    contents = Page(client.get("/api/docs").text)
    assert contents.problems == []
    links = {link["href"] for link in contents.all("a") if link["href"].startswith("/api/docs/")}
    assert len(links) == len(OPERATIONS)
    opened = 0
    for link in sorted(links):
        page = Page(client.get(link).text)
        assert page.problems == [], link
        for example in page.all("a", rel="nofollow"):
            opened += client.get(example["href"].removeprefix(ORIGIN)).status_code == 200
    assert opened == len([operation for operation in OPERATIONS if not operation.is_open])


def test_it_is_linked_from_the_site(client: FlaskClient) -> None:
    """The foot of every page and the help lead to the documentation, which crawlers may read."""
    assert 'href="/api/docs"' in client.get("/meetings").text
    assert 'href="/api/docs"' in client.get("/help/api").text.partition("<footer")[0]
    assert "Allow: /api/docs" in client.get("/robots.txt").text
    assert client.get("/api/docs/nothing").mimetype == "text/html"


def test_a_site_below_a_path_says_so(made_index: Path) -> None:
    """Where the site stands below a path, all links of answers, of the description and of the pages are below it."""
    base = f"{ORIGIN}/library"
    visitor = create_app(made_index, f"{base}/").test_client()
    assert visitor.get(f"/library{V1}/openapi.json").get_json()["servers"] == [{"url": base + V1}]
    text = visitor.get(f"/library{V1}/search?q=estuary&limit=2").text + visitor.get(f"/library{V1}").text
    addresses = re.findall(r'https?://[^"]+', text)
    assert addresses
    assert all(address.startswith(base) for address in addresses)
    page = visitor.get("/library/api/docs/search").text
    assert f"curl &#39;{base}{V1}/search" in page
    assert 'href="/library/api/docs"' in page
    moved = visitor.get(f"/library{V1}/search/?q=a")
    assert moved.headers["Location"] == f"/library{V1}/search?q=a"


def test_an_empty_corpus_is_documented_too(tmp_path: Path) -> None:
    """A site whose papers have no meeting, person or session has its documentation, with fewer examples."""
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "note.txt").write_text("A note\n\nThe rivers rose in spring and fell again.\n", encoding="utf-8")
    build(papers, tmp_path / "index")
    visitor = create_app(tmp_path / "index").test_client()
    for operation in OPERATIONS:
        assert visitor.get(f"/api/docs/{operation.name.replace('_', '-')}").status_code == 200


def test_the_page_in_the_repository_lists_every_operation() -> None:
    """The page on the API names the address of every operation."""
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    assert [operation.path for operation in OPERATIONS if operation.path and f"`{operation.path}`" not in page] == []
