"""A folder of made-up papers that changes, and the site over it."""

from __future__ import annotations

from pathlib import Path

from flask.testing import FlaskClient

from indexer.build.pipeline import BuildOptions, build
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
        self.folder = papers.write_papers(
            home / "corpus", fisheries=papers.FISHERIES_SUMMARY, water=papers.WATER_MINUTES
        )
        self.index_dir = home / "index"
        self.index()

    def index(self, *, strict: bool = False, force: bool = False) -> BuildReport:
        """Index the folder as it is now."""
        return build(self.folder, self.index_dir, BuildOptions(jobs=1, strict=strict, force=force))

    def edit(self, old: str, new: str, name: str = "fisheries") -> BuildReport:
        """Put other words in a paper and index it."""
        path = self.folder / f"{name}.txt"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        return self.index()

    def open_library(self) -> Library:
        """Open the live build."""
        return open_library(self.index_dir)

    def passage(self, words: str) -> Passage:
        """Give the one passage that has these words."""
        library = self.open_library()
        [found] = [one for one in library.passages() if words in one.text]
        library.close()
        return found

    def copied_link(self, words: str) -> str:
        """Copy the link to the passage that has these words, as it is worded now."""
        found = self.passage(words)
        return f"/p/{found.id}?v={hash_text(found.text)[:6]}"

    def open_site(self) -> FlaskClient:
        """Open the site."""
        return create_app(self.index_dir, "https://papers.example.org").test_client()
