"""The page on security names tests that exist."""

from __future__ import annotations

import re

from tests.conftest import ROOT

from .pages import DOCS, rows, text_of

SECURITY = DOCS / "security.md"


def test_every_test_that_is_named_exists() -> None:
    """Each `file::test` of the page is a test of the repository."""
    named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", text_of(SECURITY))
    assert len(named) > 40
    missing = [f"{file}::{name}" for file, name in named if f"def {name}(" not in (ROOT / file).read_text("utf-8")]
    assert missing == []


def test_every_point_has_what_is_done() -> None:
    """Each row of the table says what is done, and the table is of points of the standard by their numbers."""
    table = [cells for cells in rows(SECURITY) if re.match(r"\d", cells[0])]
    assert len(table) > 40
    assert all(len(cells) == 3 and cells[1] for cells in table)
