"""Pages of papers, meetings and sessions are cited and described to machines as well as those of passages."""

from __future__ import annotations

import json
import re

import extruct
import pytest
import rispy
from flask.testing import FlaskClient

from indexer.references import STYLE_LABELS
from indexer.store.library import Library
from tests.webapp.markup import Page, open_page

SITE = "https://papers.example.org"
WHOLES = ("/d/montevideo-2024-summary", "/m/montevideo-2024", "/m/montevideo-2024/3")
LINK = re.compile(r'<([^>]+)>; rel="([^"]+)"')


def links_of(client: FlaskClient, path: str) -> dict[str, list[str]]:
    """Return the addresses in the Link header of a page, by relation."""
    found: dict[str, list[str]] = {}
    for address, relation in LINK.findall(client.get(path).headers["Link"]):
        found.setdefault(relation, []).append(address)
    return found


@pytest.mark.parametrize("path", WHOLES)
def test_a_whole_is_cited_in_every_style(client: FlaskClient, path: str) -> None:
    """The control offers all styles; the one that the address asks for is unfolded, with the link of the page."""
    page = open_page(client, path)
    assert page.problems == []
    assert [link.text for link in page.all("a") if link.has("data-style")] == list(STYLE_LABELS.values())
    chosen = open_page(client, f"{path}?style=mla")
    assert chosen.one("details", class_="citing").has("open")
    assert f"{SITE}{path}" in chosen.one("p", class_="reference").text


@pytest.mark.parametrize("path", WHOLES)
def test_its_files_and_links_are_there(client: FlaskClient, path: str) -> None:
    """`cite-as` is the address of the page, and everything that the Link header names answers."""
    links = links_of(client, path)
    assert links["cite-as"] == [f"{SITE}{path}"]
    assert links["linkset"] == [f"{SITE}{path}.linkset"]
    for address in {address for addresses in links.values() for address in addresses}:
        assert client.get(address.removeprefix(SITE)).status_code == 200, address
    [entry] = rispy.loads(client.get(f"{path}.ris").text)
    assert entry["urls"] == [f"{SITE}{path}"]


@pytest.mark.parametrize("path", WHOLES)
def test_the_linkset_has_every_item(client: FlaskClient, library: Library, path: str) -> None:
    """The linkset is JSON with all parts, those that the header does not name among them."""
    answer = client.get(f"{path}.linkset")
    assert answer.mimetype == "application/linkset+json"
    [links] = json.loads(answer.text)["linkset"]
    items = [item["href"].removeprefix(SITE) for item in links["item"]]
    if path.startswith("/d/"):
        assert items == [f"/p/{passage.id}" for passage in library.document_passages("montevideo-2024-summary")]
        assert "item" not in links_of(client, path)
    elif path.endswith("/3"):
        assert items == [f"/p/{passage.id}" for passage in library.session_passages("montevideo-2024", "3")]
        assert links_of(client, path)["item"] == [SITE + item for item in items]
    else:
        assert set(items) >= {f"/d/{paper.id}" for paper in library.documents("montevideo-2024")}


@pytest.mark.parametrize(("path", "kind"), list(zip(WHOLES, ("Report", "Event", "Event"), strict=True)))
def test_a_whole_tells_machines_what_it_is(client: FlaskClient, path: str, kind: str) -> None:
    """Its tags name the conference, and its linked data is read as what it is."""
    page = open_page(client, path)
    tags = {tag["name"]: tag["content"] for tag in page.all("meta") if tag.has("name")}
    assert tags["citation_conference_title"]
    assert tags["citation_public_url"] == SITE + path
    [data] = extruct.extract(client.get(path).text, syntaxes=["json-ld"])["json-ld"]
    assert (data["@type"], data["@id"]) == (kind, SITE + path)


def test_an_unknown_one_has_no_files(client: FlaskClient) -> None:
    """A file about what never was there is not found."""
    for path in ("/d/nothing.ris", "/m/nothing.linkset", "/m/montevideo-2024/99.bib", "/m/nothing/1.docx"):
        assert client.get(path).status_code == 404


def test_a_passage_names_its_paper(client: FlaskClient, library: Library) -> None:
    """The Link header of a passage leads to the paper that it is of."""
    passage = library.document_passages("montevideo-2024-summary")[3]
    assert links_of(client, f"/p/{passage.id}")["collection"] == [f"{SITE}/d/montevideo-2024-summary"]


def test_shared_links_of_all_pages_have_a_card(client: FlaskClient, library: Library) -> None:
    """Each kind of page has a description, a title and an image for a shared link; errors have none."""
    passage = library.document_passages("montevideo-2024-summary")[3]
    paths = (
        *("/", "/meetings", "/people", "/organisations", "/countries", "/glossary", "/coverage", "/help", "/about"),
        *(*WHOLES, f"/p/{passage.id}", f"/p/{passage.id}/like", f"/p/{passage.id}/lineage", "/search?q=training"),
        *("/people/toru-morikawa", "/countries/India", "/organisations/Stimson%20Center", "/verify"),
    )
    for path in paths:
        page = Page(client.get(path).text)
        cards = {tag["property"]: tag["content"] for tag in page.all("meta") if tag.has("property")}
        assert {"og:title", "og:description", "og:type", "og:url", "og:site_name", "og:image"} <= cards.keys(), path
        assert cards["og:description"] == page.one("meta", name="description")["content"]
        assert cards["og:url"].startswith(SITE)
        assert client.get(cards["og:image"].removeprefix(SITE)).status_code == 200
    assert passage.text[:60] in Page(client.get(f"/p/{passage.id}").text).one("meta", name="description")["content"]
    assert not Page(client.get("/p/nothing").text).all("meta", name="description")
