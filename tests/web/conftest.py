"""The site over real indexes: the papers that ship, and a long paper made up for what they are too short for."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from indexer.build import build
from indexer.library import Library
from indexer.shelf import open_library
from webapp.app import create_app

LONG_SECTIONS = 24
LONG_PARAGRAPHS = 30


def long_paper() -> str:
    """A report of a made-up meeting, longer than one page of the site shows."""
    lines = ["Annual Meeting on Rivers", "", "Summary report", "", "Geneva, Switzerland", "", "3-4 March 2021", ""]
    for section in range(1, LONG_SECTIONS + 1):
        lines += [f"SESSION {section}: WATER LEVELS OF REGION {section}", ""]
        for paragraph in range(1, LONG_PARAGRAPHS + 1):
            lines += [
                f"In region {section} participants noted under point {paragraph} that the river had risen and that "
                f"gauge number {section * 100 + paragraph} had to be moved to higher ground before the spring.",
                "",
            ]
    return "\n".join(lines)


@pytest.fixture(scope="session")
def library(seed_index: Path) -> Library:
    """The library of the papers that ship."""
    return open_library(seed_index)


@pytest.fixture(scope="session")
def app(seed_index: Path) -> Flask:
    """The site over the papers that ship."""
    return create_app(seed_index, "https://papers.example.org")


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A visitor of that site."""
    return app.test_client()


@pytest.fixture(scope="session")
def long_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of one long paper."""
    folder = tmp_path_factory.mktemp("rivers")
    (folder / "rivers.txt").write_text(long_paper(), encoding="utf-8")
    index_dir = tmp_path_factory.mktemp("rivers-index")
    build(folder, index_dir)
    return index_dir


@pytest.fixture(scope="session")
def long_library(long_index: Path) -> Library:
    """The library of the long paper."""
    return open_library(long_index)


@pytest.fixture
def long_client(long_index: Path) -> FlaskClient:
    """A visitor of a site over the long paper."""
    return create_app(long_index).test_client()
