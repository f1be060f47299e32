"""The search of an edition, as far as Python sees it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from webapp.static_site.search_index import PagefindMissing, pagefind_program


def test_it_holds_every_passage_and_no_other_page(edition: Path) -> None:
    """Only the words of passages are searched, each once, and only what browsers load is there."""
    entry = json.loads((edition / "pagefind/pagefind-entry.json").read_text(encoding="utf-8"))
    (language,) = entry["languages"].values()
    assert language["page_count"] == 161
    assert len(list((edition / "pagefind/fragment").iterdir())) == 161
    assert len(list((edition / "pagefind/filter").iterdir())) == 4
    assert {path.name for path in (edition / "pagefind").glob("*.js")} == {"pagefind.js", "pagefind-worker.js"}


def test_without_pagefind_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says what to install, and how to go on without."""
    monkeypatch.setitem(sys.modules, "pagefind_bin", None)
    with pytest.raises(PagefindMissing, match=r"rapporteur\[static\].*--no-search"):
        pagefind_program()
