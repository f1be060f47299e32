"""A folder of made-up papers that a test can change, and the site over it."""

from __future__ import annotations

import shutil
from pathlib import Path

from flask.testing import FlaskClient

from indexer.build.options import BuildOptions
from indexer.build.pipeline import build
from indexer.build.report import BuildReport
from indexer.model import Passage
from indexer.registry.rows import hash_text
from indexer.store.builds import open_library
from indexer.store.library import Library
from tests.structure import papers
from webapp.app import create_app


class EditedCorpus:
    """Papers in a folder, their index, and what a reader does with them."""

    def __init__(self, home: Path) -> None:
        self.folder = home / "corpus"
        self.index_dir = home / "index"

    @classmethod
    def create(cls, home: Path) -> EditedCorpus:
        """Write the papers and index them."""
        corpus = cls(home)
        papers.write_papers(corpus.folder, fisheries=papers.FISHERIES_SUMMARY, water=papers.WATER_MINUTES)
        corpus.index()
        return corpus

    def copy(self, home: Path) -> EditedCorpus:
        """Copy the papers with their registry and index, for a test to change."""
        corpus = EditedCorpus(home)
        shutil.copytree(self.folder, corpus.folder)
        shutil.copytree(self.index_dir, corpus.index_dir)
        return corpus

    def index(self, *, strict: bool = False, force: bool = False) -> BuildReport:
        """Index the folder as it is now."""
        return build(self.folder, self.index_dir, BuildOptions(jobs=1, strict=strict, force=force))

    def edit(self, old: str, new: str, name: str = "fisheries") -> BuildReport:
        """Replace words in a paper and index the folder."""
        path = self.folder / f"{name}.txt"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        return self.index()

    def open_library(self) -> Library:
        """Open the live build."""
        return open_library(self.index_dir)

    def passage(self, words: str) -> Passage:
        """Return the only passage with these words."""
        library = self.open_library()
        [match] = [passage for passage in library.passages() if words in passage.text]
        library.close()
        return match

    def copied_link(self, words: str) -> str:
        """Return the link to the passage with these words, with the version of its current wording."""
        passage = self.passage(words)
        return f"/p/{passage.id}?v={hash_text(passage.text)[:6]}"

    def open_site(self) -> FlaskClient:
        """Open the site."""
        return create_app(self.index_dir, "https://papers.example.org").test_client()
