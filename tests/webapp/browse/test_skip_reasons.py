"""Tests of the reasons why files are left out, in the language of the reader."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
from flask.testing import FlaskClient

from indexer.build.pipeline import build
from tests.webapp.markup import open_page
from webapp.app import create_app

PAPER = (
    "Annual Meeting on Rivers\n\nSummary report\n\nGeneva, Switzerland\n\n3-4 March 2021\n\nThe gauges were moved.\n"
)
REASONS = {
    "empty.txt": "Il ne contient pas de texte.",
    "twice.txt": "Il figure deux fois.",
    "cut.docx": "Il est endommag\u00e9.",
    "picture.bmp": "Son format ne peut pas \u00eatre lu.",
    "left.txt": "Le propri\u00e9taire du site l\u2019a \u00e9cart\u00e9.",
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of a folder with a paper and with files that cannot be read."""
    home = tmp_path_factory.mktemp("skipped")
    folder = home / "papers"
    folder.mkdir()
    (folder / "paper.txt").write_text(PAPER, encoding="utf-8")
    (folder / "twice.txt").write_text(PAPER, encoding="utf-8")
    (folder / "left.txt").write_text(PAPER.replace("gauges", "locks"), encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    (folder / "picture.bmp").write_bytes(b"BM" + bytes(40))
    with ZipFile(folder / "whole.zip", "w") as whole:
        whole.writestr("word/document.xml", "<w/>")
    data = (folder / "whole.zip").read_bytes()
    (folder / "whole.zip").unlink()
    (folder / "cut.docx").write_bytes(data[:30])
    (folder / "corpus.toml").write_text('[[document]]\nfile = "left.txt"\nskip = true\n', encoding="utf-8")
    build(folder, home / "index")
    return home / "index"


def test_doubtful_days_are_in_words(client: FlaskClient) -> None:
    """A doubtful day is written as days are in the language of the page, never as digits with hyphens."""
    for address, written in (("/coverage", "10–11 December 2024"), ("/fr/coverage", "10–11 déc. 2024")):
        page = open_page(client, address)
        assert written in page.text
        assert "2024-12-10" not in page.text


def test_reasons_are_in_the_language_of_the_page(index: Path) -> None:
    """A French page says in French why each file is left out; the English one has the recorded reason and remedy."""
    client = create_app(index).test_client()
    french = open_page(client, "/fr/coverage").text
    english = open_page(client, "/coverage").text
    for name, reason in REASONS.items():
        assert f"{name} {reason}" in " ".join(french.split())
    assert "has the same content as paper.txt: remove one of them" in english
    assert "remove one of them" not in french
