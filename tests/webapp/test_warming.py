"""Tests of the start of the server: it loads what the common pages need before a reader asks."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.errors import IndexMissing
from webapp.app import create_app
from webapp.warming import open_index, warm


def test_warming_loads_what_common_pages_are_made_with(seed_index: Path) -> None:
    """After warming, the templates of the common pages are loaded and requests are answered."""
    app = create_app(seed_index)
    open_index(app)
    warm(app)
    assert app.jinja_env.cache is not None
    loaded = {name for _, name in app.jinja_env.cache.keys()}  # noqa: SIM118  # jinja's cache is no dict
    assert {"browse/home.html", "search/search.html", "reading/reading.html", "browse/help/contents.html"} <= loaded
    assert app.test_client().get("/suggest?q=tra").status_code == 200


def test_warming_without_an_index_is_nothing(tmp_path: Path) -> None:
    """A site without an index can be warmed; opening its index raises IndexMissing."""
    app = create_app(tmp_path)
    warm(app)
    with pytest.raises(IndexMissing):
        open_index(app)
