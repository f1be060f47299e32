"""The site map: an index of bounded parts, with the times of last changes that are known."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

from indexer.store.library import Library
from tests.links.corpus import EditedCorpus
from webapp.browse.help import TOPICS
from webapp.operations import sitemaps

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


def test_only_what_is_known_to_have_changed_has_a_time(tmp_path: Path) -> None:
    """What stands as in the first build has no time; an edited paper and its meeting have that of the build."""
    corpus = EditedCorpus.create(tmp_path)
    assert set(entries(corpus.open_site(), "/sitemap-papers-1.xml").values()) == {""}
    corpus.edit("one of every ten hauls", "two of every nine hauls")
    library = corpus.open_library()
    changed = corpus.passage("Turtles").document
    client = corpus.open_site()
    assert {path: when for path, when in entries(client, "/sitemap-papers-1.xml").items() if when} == {
        f"/d/{changed.id}": library.facts.built
    }
    [meeting] = changed.meetings
    assert entries(client, "/sitemap-meetings-1.xml")[f"/m/{meeting.id}"] == library.facts.built
    assert entries(client, "/sitemap.xml")["/sitemap-papers-1.xml"] == library.facts.built
