"""The day on which a reference says that a paper was read: that of the site's time zone."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from webapp.app import make_site
from webapp.settings.table import Settings

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)


def accessed(seed_index: Path, **facts: ZoneInfo) -> str:
    """Return the day in a reference that is made at noon in UTC."""
    client = make_site(Settings(index_dir=seed_index, **facts), lambda: NOON).test_client()  # type: ignore[arg-type]
    return client.get("/search.txt?q=training&style=mla").text.split("\n\n")[0].rpartition("Accessed ")[2][:12]


def test_the_day_is_that_of_the_stated_zone(seed_index: Path) -> None:
    """The setting names a zone in which it may be tomorrow already."""
    assert accessed(seed_index, time_zone=ZoneInfo("Pacific/Auckland")) == "1 Feb. 2026."
    assert accessed(seed_index, time_zone=ZoneInfo("America/New_York")) == "31 Jan. 2026"


def test_without_a_setting_it_is_that_of_the_server(seed_index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The zone of the machine counts where none is stated."""
    assert accessed(seed_index) == "31 Jan. 2026"
    with monkeypatch.context() as changed:
        changed.setenv("TZ", "Pacific/Auckland")
        time.tzset()
        there = accessed(seed_index)
    time.tzset()
    assert there == "1 Feb. 2026."
