"""Tests of papers with odd names from the folder to the page: none stops a build, and none is shown raw."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer.store.builds import live_build, open_library
from tests.structure import papers
from webapp.app import create_app
from webapp.cli import cli

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
_LONG = "ä" * 125 + "x.txt"
_DEEP = f"{'d/' * 1_200}deep.txt"
_SHOWN = {
    "red\x1b[31m\nnotes.txt": "red\\x1b[31m\\nnotes.txt",
    "sub\tfolder/exe\u202etxt.txt": "sub\\tfolder/exe\\u202etxt.txt",
    _LONG: _LONG,
    _DEEP: _DEEP,
}
_RAW = "\x1b\t\u202e"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A place for papers; what pytest deletes with goes not as deep as these."""
    folder = tmp_path / "papers"
    yield folder
    subprocess.run(["rm", "-rf", str(folder)], check=True)


def test_odd_names_are_read_found_and_shown_written_out(tmp_path: Path, folder: Path) -> None:
    """Papers with control characters in their names, with the longest names and in deep folders are as others."""
    for depth in range(_DEEP.count("/") + 1):
        os.mkdir(f"{folder}/{'d/' * depth}")  # noqa: PTH102  # what makes all at once goes no deeper than a thousand
    texts = (papers.WATER_MINUTES, papers.LEVEES_REPORT, papers.CLINICS_NOTE, papers.MEMOIR)
    for name, text in zip(_SHOWN, texts, strict=True):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "broken\x1b[31m.docx").write_bytes(b"no document")
    arguments = ["index", str(folder), "--index-dir", str(tmp_path / "index"), "--jobs", "1"]
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 0, result.output
    assert "broken\\x1b[31m.docx" in result.output
    assert not set(_RAW) & set(result.output)
    facts = json.loads((live_build(tmp_path / "index") / "build.json").read_text(encoding="utf-8"))
    assert [file["source"] for file in facts["skipped"]] == ["broken\\x1b[31m.docx"]
    library = open_library(tmp_path / "index")
    documents = {document.source: document.id for document in library.documents()}
    library.close()
    assert set(documents) == set(_SHOWN.values())
    client = create_app(tmp_path / "index").test_client()
    for path in ("/coverage", *(f"/d/{document}" for document in documents.values())):
        page = client.get(path)
        assert page.status_code == 200, path
        assert not set(_RAW) & set(page.get_data(as_text=True)), path
    assert CliRunner().invoke(cli, arguments).output.startswith("Up to date")
