"""Tests of which searches a site keeps: those without an answer, and only where the owner has asked for it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from indexer.store.unanswered import UNANSWERED_FILE, unanswered_searches
from webapp.app import make_site
from webapp.settings.table import Settings


@pytest.fixture
def index_dir(seed_index: Path, tmp_path: Path) -> Path:
    """An index of its own, beside which a table may be written."""
    return Path(shutil.copytree(seed_index, tmp_path / "index"))


SEARCHES = ("xyzzy", "training+xyzzy", "training", "xyzzy&year=2024", "training&page=2")


def test_searches_without_an_answer_are_kept(index_dir: Path) -> None:
    """What finds nothing or some of the words is kept; what finds all, is narrowed or is a further page is not."""
    visitor = make_site(Settings(index_dir=index_dir, keep_unanswered=True)).test_client()
    for search in SEARCHES:
        visitor.get(f"/search?q={search}", buffered=True)
    kept = {search.words: (search.nothing, search.some) for search in unanswered_searches(index_dir)}
    assert kept == {"xyzzy": (1, 0), "training xyzzy": (0, 1)}


def test_nothing_is_kept_unasked(index_dir: Path) -> None:
    """Without the setting no table is made."""
    visitor = make_site(Settings(index_dir=index_dir)).test_client()
    visitor.get("/search?q=xyzzy", buffered=True)
    assert not (index_dir / UNANSWERED_FILE).exists()


def test_a_search_is_answered_where_it_cannot_be_kept(index_dir: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A table that cannot be written is warned of once, and searches go on."""
    (index_dir / UNANSWERED_FILE).mkdir()
    visitor = make_site(Settings(index_dir=index_dir, keep_unanswered=True)).test_client()
    for _ in range(2):
        assert visitor.get("/search?q=xyzzy", buffered=True).status_code == 200
    assert caplog.text.count("cannot be kept") == 1
