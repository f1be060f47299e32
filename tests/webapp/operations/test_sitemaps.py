"""The site map: an index of bounded parts, with the times of last changes."""

from __future__ import annotations

from pathlib import Path
from time import sleep
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

from indexer.store.library import Library
from tests.links.corpus import EditedCorpus
from webapp.browse.help import TOPICS
from webapp.operations import sitemaps
from webapp.operations.last_changed import ChangeTimes
from webapp.static_site.sitemap import listed_pages

SITE = "https://papers.example.org"
NAMES = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def entries(client: FlaskClient, path: str) -> dict[str, str]:
    """Return the addresses of a map with their times."""
    root = ET.fromstring(client.get(path).data)  # noqa: S314  # our own page
    return {
        (each.findtext(f"{NAMES}loc") or "").removeprefix(SITE): each.findtext(f"{NAMES}lastmod") or "" for each in root
    }


def test_the_parts_name_what_is_there(client: FlaskClient, library: Library) -> None:
    """Every meeting, session, paper, person and body is listed once and answers; robots.txt names the index."""
    addresses = [address for part in entries(client, "/sitemap.xml") for address in entries(client, part)]
    stats = library.stats
    bodies = len(library.facet_labels("organisation")) + len(library.facet_labels("country"))
    fixed = 6 + 4 + len(TOPICS)  # home, help, meetings, coverage, verify, about; four lists
    assert len(addresses) == fixed + stats.meetings + stats.sessions + stats.documents + len(library.persons()) + bodies
    assert len(set(addresses)) == len(addresses)
    for address in addresses:
        assert client.get(address).status_code == 200, address
    assert f"Sitemap: {SITE}/sitemap.xml" in client.get("/robots.txt").text


def test_a_part_is_bounded(client: FlaskClient, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there are more addresses than a part may have, there are several parts; one too many is not found."""
    monkeypatch.setattr(sitemaps, "MAX_ADDRESSES", 4)
    seen = [*entries(client, "/sitemap-people-1.xml"), *entries(client, "/sitemap-people-2.xml")]
    assert seen == [f"/people/{person.id}" for person in library.persons()[:8]]
    assert client.get("/sitemap-people-999.xml").status_code == 404
    assert client.get("/sitemap-nothing-1.xml").status_code == 404
    assert client.get("/sitemap-people-0.xml").status_code == 404


def test_every_page_has_the_time_of_the_build_that_last_changed_it(tmp_path: Path) -> None:
    """What stands as in the first build has the time of that one; an edited paper, its meeting and lists the last."""
    corpus = EditedCorpus.create(tmp_path)
    begun = corpus.open_library().facts.built
    first = corpus.open_site()
    for part, when in entries(first, "/sitemap.xml").items():
        assert (when, set(entries(first, part).values())) == (begun, {begun})
    sleep(1.1)  # the times of builds have whole seconds
    corpus.edit("one of every ten hauls", "two of every nine hauls")
    library, client = corpus.open_library(), corpus.open_site()
    built, changed = library.facts.built, corpus.passage("Turtles").document
    assert built > begun
    [meeting] = changed.meetings
    papers, meetings = entries(client, "/sitemap-papers-1.xml"), entries(client, "/sitemap-meetings-1.xml")
    assert {path for path, when in papers.items() if when == built} == {f"/d/{changed.id}"}
    assert {path for path, when in meetings.items() if when == built} == {f"/m/{meeting.id}"}
    assert set((papers | meetings).values()) == {begun, built}
    for path, when in entries(client, "/sitemap-sessions-1.xml").items():
        assert when == (built if path.startswith(f"/m/{meeting.id}/") else begun)
    for kind in ("people", "pages"):
        assert set(entries(client, f"/sitemap-{kind}-1.xml").values()) == {built}
    assert entries(client, "/sitemap.xml")["/sitemap-papers-1.xml"] == built
    passage = corpus.passage("Turtles")
    other = next(each for each in library.document_passages(changed.id) if each.id != passage.id)
    days = {page.address: page.changed for page in listed_pages(library, [*papers, f"/p/{passage.id}"])}
    assert days == {path: when[:10] for path, when in papers.items()} | {f"/p/{passage.id}": built[:10]}
    assert (ChangeTimes(library).of(f"/p/{passage.id}"), ChangeTimes(library).of(f"/p/{other.id}")) == (built, begun)
