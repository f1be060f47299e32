"""Organisations, countries, plans and corrections: the API says what the pages and feeds say."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import pytest
from flask.testing import FlaskClient

from indexer.query.results import NO_MEETING
from indexer.store.library import Library
from tests.links.corpus import EditedCorpus
from tests.webapp.markup import Page
from webapp.browse import bodies

from .asking import ORIGIN, V1, ask, members

FACETS: tuple[tuple[str, bodies.BodyFacet], ...] = (("organisations", "organisation"), ("countries", "country"))


@pytest.mark.parametrize(("path", "facet"), FACETS)
def test_each_has_the_meetings_and_people_of_its_page(
    client: FlaskClient, library: Library, path: str, facet: bodies.BodyFacet
) -> None:
    """Each name in a list leads to its meetings, the newest first, with the people whom its page names in each."""
    for item in ask(client, f"/{path}?limit=200")["items"]:
        own = item["links"]["self"].removeprefix(ORIGIN + V1)
        answer = ask(client, own)
        page = Page(client.get(item["links"]["html"].removeprefix(ORIGIN)).text).text
        assert (answer["name"], answer["passages"]) == (item["name"], item["passages"])
        counts, meetings = bodies.meetings_of(library, facet, item["name"])
        assert [meeting["meeting"] for meeting in answer["items"]] == [meeting.id for meeting in meetings]
        assert answer["without_meeting"] == counts.get(NO_MEETING, 0)
        assert sum(meeting["passages"] for meeting in answer["items"]) + answer["without_meeting"] >= answer["passages"]
        for meeting in answer["items"]:
            assert all(person["name"] in page for person in meeting["people"])
            found = ask(client, meeting["links"]["passages"].removeprefix(ORIGIN + V1))
            assert found["total"] == meeting["passages"]
        assert members(client, f"{own}?limit=1", "meeting") == [meeting.id for meeting in meetings]


@pytest.mark.parametrize("path", [path for path, _ in FACETS])
def test_other_capitals_lead_to_the_name_as_it_is_listed(client: FlaskClient, path: str) -> None:
    """A name in small letters answers as the listed one, with its addresses; its page leads to that of the name."""
    for item in ask(client, f"/{path}?limit=200")["items"]:
        name = item["name"]
        right = ask(client, item["links"]["self"].removeprefix(ORIGIN + V1))
        assert ask(client, f"/{path}/{quote(name.lower(), safe='')}") == right
        moved = client.get(f"/{path}/{quote(name.lower())}?meetings=1")
        assert moved.status_code == (200 if name == name.lower() else 301)
        if moved.status_code == 301:
            assert urlsplit(moved.headers["Location"]).path == urlsplit(item["links"]["html"]).path
            assert moved.headers["Location"].endswith("?meetings=1")
    ask(client, f"/{path}/nothing%20like%20it", 404)
    assert client.get(f"/{path}/nothing%20like%20it").status_code == 404


@pytest.mark.parametrize("find", ["University GHANA", "ghana univ", "University", "zzz", "of"])
def test_names_are_found_as_the_pages_find_them(client: FlaskClient, find: str) -> None:
    """Words, or parts of words, in any order find the same organisations in the API, on their page and in the facet."""
    listed = sorted(members(client, f"/organisations?find={find}", "name"))
    page = Page(client.get(f"/organisations?find={find}").text)
    assert sorted(entry.text for entry in page.all("a", class_="entry")) == listed
    assert sorted(members(client, f"/facets/organisation?find={find}", "value")) == listed
    assert bool(listed) == (find != "zzz")


def test_a_name_may_have_a_slash(tmp_path: Path) -> None:
    """A name with a slash has an address of its own, whether the slash is encoded or not."""
    corpus = EditedCorpus(tmp_path)
    corpus.folder.mkdir()
    text = (
        "Minutes of the Board of Salt\n\nOslo, Norway, 3 May 2024\n\nSession 1: Salt and Eels\n\n"
        "The session was chaired by Ms. Ana Silva (Salt Office / Eel Office).\n\n"
        "Ms. Ana Silva (Norway): The salt was discussed, and how it keeps eels through the winter in the north.\n"
    )
    Path(corpus.folder, "salt.txt").write_text(text, encoding="utf-8")
    corpus.index()
    site = corpus.open_site()
    [name] = [name for name in members(site, "/organisations", "name") if "/" in name]
    [link] = [item["links"]["self"] for item in ask(site, "/organisations")["items"] if item["name"] == name]
    path = urlsplit(link).path.removeprefix(V1)
    assert ask(site, path)["items"][0]["people"][0]["name"] == "Ana Silva"
    assert ask(site, unquote(path)) == ask(site, path)


def test_a_name_that_no_paper_has_is_not_known(client: FlaskClient) -> None:
    """A name that nobody is named with is an unknown id, as on the page."""
    for path, _ in FACETS:
        assert ask(client, f"/{path}/Board%20of%20Nobody%2FNowhere", status=404)["code"] == "unknown_id"
        assert client.get(f"/{path}/Board of Nobody/Nowhere").status_code == 404


def test_a_plan_stands_beside_what_was_reported(client: FlaskClient, library: Library) -> None:
    """The questions, people and passages are those of the page of each session; a session without a plan has none."""
    asked = 0
    for meeting in library.meetings():
        for session in library.sessions(meeting.id):
            answer = ask(client, f"/meetings/{meeting.id}/sessions/{session.id}/plan")
            page = client.get(answer["links"]["html"].removeprefix(ORIGIN)).text
            asked += len(answer["questions"])
            for question in answer["questions"]:
                assert f"/p/{question['passage']}" in page
                assert all(f"/p/{match['passage']}" in page for match in question["reported"])
            reports = {passage.id for passage in library.session_passages(meeting.id, session.id)}
            for person in answer["people"]:
                assert set(person["reported"]) <= reports
    assert asked > 20
