"""Feature U5: whether a paper was planned or reported, and that nothing is claimed where no paper says."""

from __future__ import annotations

from pathlib import Path

from indexer.build.pipeline import build
from tests.webapp.markup import open_page
from webapp.app import create_app

_PLAN = """AGENDA

Harbour Council, first session, 4 May 2021

1. Ropes will be discussed.
"""
_SLIDES = """Harbour Council, first session, 4 May 2021

Statement by Ms. Ann Low

Ropes are long.
"""


def test_what_no_paper_decides_is_shown_and_found(tmp_path: Path) -> None:
    """A hit of a paper that may be from before or after its meeting says so, and the list and the field find it."""
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "agenda.txt").write_text(_PLAN, encoding="utf-8")
    (folder / "statement.txt").write_text(_SLIDES, encoding="utf-8")
    (folder / "corpus.toml").write_text('[[document]]\nfile = "statement.txt"\nkind = "statement"\n', encoding="utf-8")
    build(folder, tmp_path / "index")
    client = create_app(tmp_path / "index").test_client()
    page = open_page(client, "/search?q=ropes")
    [link] = [each for each in page.all("a", class_="value") if each.text.strip().startswith("Not known")]
    assert "status=unknown" in link["href"]
    for address in (link["href"], "/search?q=ropes+status:unknown"):
        [hit] = open_page(client, address).all("li", class_="hit")
        assert "Planned or reported: not known" in hit.text
        assert "Ropes are long" in hit.text
