"""Fixtures: a site that offers the files of its papers, and what it knows of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from indexer.model import Document, Passage
from indexer.store.builds import opened_library
from tests.originals.papers import index_papers, write_papers
from webapp.app import make_site
from webapp.settings.table import Settings


@dataclass(frozen=True)
class OfferingSite:
    """Papers, their index, and a site over it."""

    folder: Path
    index_dir: Path
    client: FlaskClient

    def get(self, path: str, **options: object) -> TestResponse:
        """Return the answer to a request, with its whole body, so that its file is closed."""
        return self.client.get(path, buffered=True, **options)

    def document(self, source: str) -> Document:
        """Return the document of a file."""
        with opened_library(self.index_dir) as library:
            return next(document for document in library.documents() if document.source == source)

    def passage(self, words: str, source: str = "") -> Passage:
        """Return the first passage that begins with some words."""
        with opened_library(self.index_dir) as library:
            return next(
                passage
                for passage in library.passages()
                if passage.text.startswith(words) and source in {"", passage.document.source}
            )


def offering(folder: Path, index_dir: Path, **settings: object) -> OfferingSite:
    """Return a site over papers that are indexed already."""
    site = make_site(Settings(index_dir=index_dir, **{"originals": True, **settings}))  # type: ignore[arg-type]  # by name
    return OfferingSite(folder, index_dir, site.test_client())


@pytest.fixture
def site(offered_papers: tuple[Path, Path]) -> OfferingSite:
    """A site that offers those files."""
    return offering(*offered_papers)


@pytest.fixture
def own_site(tmp_path: Path) -> OfferingSite:
    """A site over papers that a test may change."""
    folder = write_papers(tmp_path / "papers")
    return offering(folder, index_papers(folder, tmp_path / "index"))
