"""Every kind of page is valid HTML, as the Nu HTML checker sees it, in English and in Arabic, and in an edition.

`.ci/html-checker` fetches the checker. One Java checks all pages at once: its start takes longer than most pages.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from indexer.store.builds import opened_library
from indexer.store.library import Library
from tests.conftest import ROOT
from tests.page_addresses import page_addresses
from tests.webapp.originals.conftest import offering
from tests.webapp.translations.test_pages import COLLECTED, PAGES
from tests.webapp.verify.test_page import DRAFT, sent
from webapp.app import create_app

JAVA = shutil.which("java")
CHECKER = Path(os.environ.get("VNU_JAR", ROOT / ".html-checker" / "vnu.jar"))
LANGUAGES = ("", "/ar")
BROKEN = '<!doctype html><html lang="en"><title>Broken</title><p><form action=""></form></p></html>'
"""A page with two errors: a checker that finds none in it has checked nothing."""


@pytest.fixture(scope="module")
def checker() -> list[str]:
    """The command that checks a folder of pages; without Java the tests are skipped."""
    if JAVA is None:
        pytest.skip("there is no Java to run the HTML checker (apt-get install default-jre-headless)")
    if not CHECKER.is_file():
        missing = "the HTML checker is missing: run .ci/html-checker, or name it in VNU_JAR"
        if os.environ.get("CI", "").casefold() == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    return [JAVA, "-jar", str(CHECKER), "--errors-only", "--format", "json", "--stdout", "--skip-non-html"]


@pytest.mark.long
def test_every_page_is_valid_html(
    checker: list[str],
    app: Flask,
    library: Library,
    made_index: Path,
    offered_papers: tuple[Path, Path],
    edition: Path,
    tmp_path: Path,
) -> None:
    """No page of the site or of an edition has an error; a broken page beside them has, so that all were read."""
    (tmp_path / "broken.html").write_text(BROKEN, encoding="utf-8")
    answered = [
        *_answers(app.test_client(), page_addresses(library)),
        *_answers(create_app(made_index, "https://papers.example.org").test_client(), PAGES),
        *_reader_pages(create_app(made_index, "https://papers.example.org").test_client()),
        *_original_pages(offered_papers),
    ]
    for number, (_, text) in enumerate(answered):
        (tmp_path / f"{number}.html").write_text(text, encoding="utf-8")
    errors = _errors(checker, tmp_path, edition)
    assert len(errors.pop("broken.html")) == 2
    named = {(answered[int(stem)][0] if (stem := Path(file).stem).isdigit() else file): errors[file] for file in errors}
    assert named == {}


def _answers(client: FlaskClient, paths: tuple[str, ...] | list[str]) -> Iterator[tuple[str, str]]:
    """Yield the pages at some addresses, in each of the two directions."""
    for language in LANGUAGES:
        for path in paths:
            answer = client.get(language + path.partition("#")[0], follow_redirects=True)
            assert answer.mimetype == "text/html", path
            yield language + path, answer.text


def _reader_pages(client: FlaskClient) -> Iterator[tuple[str, str]]:
    """Yield the pages that a reader makes: a checked draft, a refused one, and a basket."""
    yield "a checked draft", sent(client, DRAFT).text
    yield "a refused draft", sent(client).text
    for item in COLLECTED:
        client.post("/basket", data={"add": item.name})
    yield from _answers(client, ["/basket", "/search?q=estuary"])


def _original_pages(offered_papers: tuple[Path, Path]) -> Iterator[tuple[str, str]]:
    """Yield the pages with originals."""
    folder, index_dir = offered_papers
    with opened_library(index_dir) as library:
        passages = [
            f"/p/{passage.id}{ending}"
            for document in library.documents()
            for passage in library.document_passages(document.id)[:1]
            for ending in ("", "/original")
        ]
    yield from _answers(offering(folder, index_dir).client, passages)


def _errors(checker: list[str], *folders: Path) -> dict[str, list[str]]:
    """Return what the checker finds wrong, by file below its folder."""
    run = subprocess.run([*checker, *map(str, folders)], capture_output=True, text=True, check=False)
    found: dict[str, list[str]] = {}
    for message in json.loads(run.stdout)["messages"]:
        [file] = [rest for folder in folders if (rest := message["url"].partition(f"/{folder.name}/")[2])]
        said = f"{message['message']} {message.get('extract', '')}"
        found.setdefault(file, []).append(said)
    return found
