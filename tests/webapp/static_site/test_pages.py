"""The table of what an edition has."""

from __future__ import annotations

from pathlib import Path

from indexer.store.builds import live_build
from webapp.settings.table import Settings
from webapp.static_site.application import edition_site
from webapp.static_site.pages import EXPORTED, LEFT_OUT

from .editions import PUBLIC


def test_every_route_is_written_or_left_out_for_a_reason(seed_index: Path) -> None:
    """Each route that answers GET has a line in one of both tables, and no line is of a route that is no more."""
    app = edition_site(Settings(index_dir=seed_index, public_url=PUBLIC), live_build(seed_index))
    routes = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert routes - {*EXPORTED, *LEFT_OUT} == set()
    assert {*EXPORTED, *LEFT_OUT} - routes == set()
    assert set(EXPORTED) & set(LEFT_OUT) == set()
    assert all(reason[0].islower() and not reason.endswith(".") for reason in LEFT_OUT.values())
