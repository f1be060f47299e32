"""Who wrote and who published a paper, on its pages and in references to it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from indexer.build.pipeline import build
from indexer.model import FactEvidence
from indexer.store.builds import open_library
from tests import corpus_factory as made
from tests.webapp.markup import open_page
from webapp.app import create_app

AUTHORS = FactEvidence("author", "stated", "Prepared by: Anna Berg and the Secretariat")
MEMO = replace(made.MEMO, author="Anna Berg; Secretariat", publisher="Port Press", evidence=(AUTHORS,))


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of made-up papers, one with authors and a publisher."""
    folder = tmp_path_factory.mktemp("authors-index")
    made.publish_build(folder, (*made.PASSAGES, made.passage(MEMO, 0, "The ice of the lake was thin all winter.")))
    return folder


@pytest.fixture
def visitor(index: Path) -> FlaskClient:
    """A test client of a site over them."""
    return create_app(index, "https://papers.example.org").test_client()


@pytest.mark.parametrize(
    ("site", "authors", "publisher"),
    [
        ("", "Authors: Anna Berg; Secretariat", "Publisher: Port Press"),
        ("/es", "Autoría: Anna Berg; Secretariat", "Entidad editora: Port Press"),
        ("/ru", "Авторы: Anna Berg; Secretariat", "Издатель: Port Press"),
    ],
)
def test_the_page_of_a_paper_names_them(visitor: FlaskClient, site: str, authors: str, publisher: str) -> None:
    """They stand under the title of the paper and of each of its passages, in the language of the site."""
    for path in (f"/d/{MEMO.id}", f"/p/{MEMO.id}.00000"):
        assert open_page(visitor, f"{site}{path}").one("p", class_="makers").text == f"{authors} · {publisher}"


def test_a_paper_that_states_none_has_no_line_for_them(visitor: FlaskClient) -> None:
    """Nothing stands where nothing is known."""
    page = open_page(visitor, f"/d/{made.PASSAGES[0].document.id}")
    assert not [element for element in page.all("p") if "makers" in (element.attributes.get("class") or "")]


def test_how_they_are_known_is_shown(visitor: FlaskClient) -> None:
    """The list of facts has the author with the line that states it, and so has the API."""
    known = " ".join(open_page(visitor, f"/d/{MEMO.id}").one("details", class_="known").text.split())
    assert "Anna Berg; Secretariat · stated in the paper: Prepared by: Anna Berg and the Secretariat" in known
    record = visitor.get(f"/api/v1/documents/{MEMO.id}").get_json()
    assert {"fact": "author", "basis": "stated", "evidence": AUTHORS.evidence} in record["evidence"]


def test_a_body_that_a_paper_names_is_cited_whole(tmp_path: Path) -> None:
    """What is read from a paper comes out of its references: a body is one name, not a surname and an initial."""
    papers = tmp_path / "papers"
    papers.mkdir()
    text = (
        "Ice in the fairway\n\nPrepared by the Secretariat\n\n3 May 2031\n\n"
        + "The ice was two metres thick in March. " * 4
    )
    (papers / "ice.txt").write_text(text, encoding="utf-8")
    build(papers, tmp_path / "index")
    library = open_library(tmp_path / "index")
    [document] = library.documents()
    [passage] = library.document_passages(document.id)
    library.close()
    client = create_app(tmp_path / "index", "https://papers.example.org").test_client()
    path = f"/p/{passage.id}"
    assert "AU  - Secretariat\r\n" in client.get(f"{path}.ris").text
    assert "author = {{Secretariat}}" in client.get(f"{path}.bib").text
    assert client.get(f"{path}.json").get_json()[0]["author"] == [{"literal": "Secretariat"}]
    assert client.get(f"{path}/reference?style=apa").text.startswith("Secretariat. ")
    assert '<meta name="citation_author" content="Secretariat">' in client.get(path).text
