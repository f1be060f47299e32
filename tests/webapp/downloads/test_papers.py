"""Whole papers as files: their addresses, their headers, and what leads to them."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

from indexer.store.library import Library
from tests.webapp.markup import Page

SITE = "https://papers.example.org"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
TYPES = {".akn.xml": "application/akn+xml", ".tei.xml": "application/tei+xml"}


@pytest.mark.parametrize("suffix", TYPES)
def test_each_paper_is_a_file(client: FlaskClient, library: Library, suffix: str) -> None:
    """Every paper has every passage in its file, with the permanent link, and its page leads to it."""
    for document in library.documents():
        address = f"/d/{document.id}{suffix}"
        answer = client.get(address)
        assert (answer.status_code, answer.mimetype) == (200, TYPES[suffix])
        assert answer.headers["Content-Disposition"] == f"attachment; filename={document.id}{suffix}"
        assert answer.headers["Link"] == f'<{SITE}/d/{document.id}>; rel="canonical"'
        root = ET.fromstring(answer.data)  # noqa: S314  # our own file
        ids = [node.get(XML_ID) or node.get("eId") for node in root.iter()]
        passages = library.document_passages(document.id)
        assert [key for key in ids if key and key.startswith(f"{document.id}.")] == [each.id for each in passages]
        assert f"{SITE}/p/{passages[0].id}?v=" in answer.text
        api = client.get(f"/api/v1/documents/{document.id}").get_json()
        assert f"{SITE}{address}" in api["links"].values()
        assert address in [link["href"] for link in Page(client.get(f"/d/{document.id}").text).all("a")]


def test_what_is_known_of_citing_a_paper_is_in_its_file(client: FlaskClient, library: Library) -> None:
    """A programme says that it was planned, and a note under the Chatham House Rule that nobody is to be named."""
    planned = next(paper for paper in library.documents() if paper.status == "planned")
    restricted = next(
        paper
        for paper in library.documents()
        if any("Chatham House" in each.text for each in library.document_passages(paper.id))
    )
    for suffix in TYPES:
        assert "what was planned, not what took place" in client.get(f"/d/{planned.id}{suffix}").text
        assert "do not name who said it" in client.get(f"/d/{restricted.id}{suffix}").text


def test_an_unknown_paper_or_format_is_not_found(client: FlaskClient, library: Library) -> None:
    """The answer is the page of an unknown paper; HEAD and an unchanged file are answered without the file."""
    paper = library.documents()[0].id
    for address in ("/d/nothing.tei.xml", f"/d/{paper}.xml", f"/d/{paper}.tei"):
        answer = client.get(address)
        assert answer.status_code == 404
        assert "Paper not found" in answer.text
    whole = client.get(f"/d/{paper}.tei.xml")
    assert client.head(f"/d/{paper}.tei.xml").data == b""
    again = client.get(f"/d/{paper}.tei.xml", headers={"If-None-Match": whole.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
