"""Feeds of searches, meetings, persons and corrections, read as feed readers read them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from time import sleep
from typing import Any

import feedparser  # type: ignore[import-untyped]  # it has no types
import pytest
from flask.testing import FlaskClient
from lxml import etree, html  # type: ignore[import-untyped]  # the same

from tests.links.corpus import EditedCorpus

ATOM = "{http://www.w3.org/2005/Atom}"
FIRST = "The trawler landed eels at night, and nobody on the quay had seen the nets that were used for them."
SECOND = "The herring fleets of the bay reported fewer nets lost than in any of the ten years before that one."
THIRD = "The ice boats wait outside the harbour for days when the wind turns to the north in the early spring."
LATE = "A late remark on eels was made by the clerk of the harbour, who had counted all of the barrels twice."


def paper(*paragraphs: str) -> str:
    """Return the summary of a meeting with these paragraphs."""
    head = ("Workshop on Eels", "Summary report", "Dublin, Ireland, 7-8 June 2023", "Session 1: Nets")
    return "\n\n".join((*head, *paragraphs)) + "\n"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A site over a paper that was indexed three times: one passage reworded, one gone, one new, another meeting."""
    corpus = EditedCorpus(tmp_path_factory.mktemp("feeds"))
    corpus.folder.mkdir()
    file = Path(corpus.folder, "eels.txt")
    file.write_text(paper(FIRST, SECOND, THIRD), encoding="utf-8")
    corpus.index()
    file.write_text(paper(FIRST.replace("at night", "at dawn"), SECOND.upper(), LATE), encoding="utf-8")
    sleep(1)  # times of builds are in whole seconds
    corpus.index()
    other = (
        "Minutes of the Board of Salt\n\nOslo, Norway, 3 May 2024\n\nSession 1: Salt and Eels\n\n"
        "The session was chaired by Ms. Ana Silva (Salt Board Office).\n\n"
        "Ms. Ana Silva (Norway): The salt was discussed, and how it keeps eels through the winter in the north.\n"
    )
    Path(corpus.folder, "salt.txt").write_text(other, encoding="utf-8")
    corpus.index()
    return corpus.open_site()


def feed(client: FlaskClient, path: str) -> Mapping[str, Any]:
    """Return a feed that a strict reader finds nothing wrong with, and that has what RFC 4287 demands."""
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.mimetype == "application/atom+xml"
    root = etree.fromstring(answer.data)
    for element in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1, name
    assert root.findall(f"{ATOM}author/{ATOM}name")
    assert [link.get("href") for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"] == [
        f"https://papers.example.org{path}"
    ]
    ids = [entry.findtext(f"{ATOM}id") for entry in root.findall(f"{ATOM}entry")]
    assert len(ids) == len(set(ids))
    parsed: Mapping[str, Any] = feedparser.parse(answer.data)
    assert not parsed["bozo"]
    return parsed


def test_a_search_lists_what_came_last_first(client: FlaskClient) -> None:
    """The feed of a search has its passages by the build that brought or reworded them, with permanent ids."""
    parsed = feed(client, "/search.atom?q=eels")
    texts = [entry.content[0].value for entry in parsed["entries"]]
    assert [text.split()[0] for text in texts] == ["The", "Ms.", "The", "A"]
    assert all(entry.id.startswith("https://papers.example.org/p/") for entry in parsed["entries"])
    assert parsed["feed"]["opensearch_totalresults"] == "4"
    assert parsed["feed"]["opensearch_startindex"] == "1"
    assert parsed["feed"]["opensearch_itemsperpage"] == "50"
    times = [entry.updated for entry in parsed["entries"]]
    assert times == sorted(times, reverse=True)
    assert parsed["feed"]["updated"] == times[0]


def test_what_was_reworded_is_news_in_its_own_entry(client: FlaskClient) -> None:
    """An entry with new words has the time of the build that reworded it, after that in which it came, as has the feed.

    A meeting is as new as the last change of one of its papers.
    """
    parsed = feed(client, "/search.atom?q=trawler")
    [reworded] = parsed["entries"]
    assert "at dawn" in reworded.content[0].value
    assert reworded.updated > reworded.published
    assert parsed["feed"]["updated"] == reworded.updated
    [second] = feed(client, "/search.atom?q=clerk")["entries"]
    assert (second.updated, second.published) == (reworded.updated, reworded.updated)
    salt, eels = feed(client, "/meetings.atom")["entries"]
    assert (eels.updated, eels.published) == (reworded.updated, reworded.published)
    assert salt.updated == salt.published >= eels.updated


def test_json_feed_says_the_same(client: FlaskClient) -> None:
    """Each feed is there as JSON Feed 1.1 too, with the same entries in the same order."""
    for path in ("/search{}?q=eels", "/meetings{}", "/changes{}", "/people/ana-silva{}"):
        answer = client.get(path.format(".feed.json"))
        assert answer.mimetype == "application/feed+json"
        data = answer.get_json(force=True)
        assert data["version"] == "https://jsonfeed.org/version/1.1"
        assert data["feed_url"] == f"https://papers.example.org{path.format('.feed.json')}"
        parsed = feed(client, path.format(".atom"))
        assert [item["id"] for item in data["items"]] == [entry.id for entry in parsed["entries"]]
        assert [item["content_text"] for item in data["items"]] == [
            entry.content[0].value for entry in parsed["entries"]
        ]


def test_corrections_have_both_wordings(client: FlaskClient) -> None:
    """What was reworded or removed is news, with the wording before and a link to it; letter case alone is none."""
    entries = {entry.title.partition(":")[0]: entry for entry in feed(client, "/changes.atom")["entries"]}
    assert set(entries) == {"Reworded", "Removed"}
    reworded = entries["Reworded"].content[0].value
    assert f"Before: {FIRST}" in reworded
    assert "Now: The trawler landed eels at dawn" in reworded
    assert f"Before: {THIRD}" in entries["Removed"].content[0].value
    for entry in entries.values():
        page = client.get(entry.link.removeprefix("https://papers.example.org"))
        assert page.status_code in {200, 410}
        assert "eels" in page.text or "ice boats" in page.text


def test_the_api_lists_the_same_corrections(client: FlaskClient) -> None:
    """The corrections of the API are those of the feed, with both wordings and where what was cited is shown."""
    items = client.get("/api/v1/corrections").get_json()["items"]
    assert {item["kind"] for item in items} == {"reworded", "withdrawn"}
    [reworded] = [item for item in items if item["kind"] == "reworded"]
    assert (reworded["before"], reworded["after"].partition(",")[0]) == (FIRST, "The trawler landed eels at dawn")
    assert [f"{item['passage']}" in entry.link for item, entry in zip(items, _changes(client), strict=True)] == [
        True
    ] * 2
    for item in items:
        assert item["before"] in client.get(item["links"]["cited"].removeprefix("https://papers.example.org")).text


def _changes(client: FlaskClient) -> list[Any]:
    return list(feed(client, "/changes.atom")["entries"])


def test_meetings_and_persons_have_feeds_that_their_pages_name(client: FlaskClient) -> None:
    """The pages of a search, of the meetings and of a person name their feeds, and the newest meeting comes first."""
    titles = [entry.title for entry in feed(client, "/meetings.atom")["entries"]]
    assert titles == ["Minutes of the Board of Salt", "Workshop on Eels"]
    assert len(feed(client, "/people/ana-silva.atom")["entries"]) == 1
    assert client.get("/people/nobody.atom").status_code == 404
    for page in ("/", "/search?q=eels", "/meetings", "/people/ana-silva"):
        [link] = html.fromstring(client.get(page).text).xpath("//link[@type='application/atom+xml']/@href")
        assert client.get(link).mimetype == "application/atom+xml"


def test_feeds_stand_on_the_page_too(client: FlaskClient) -> None:
    """The feeds of a search and of all meetings are links that a reader sees, also where nothing is found yet."""
    for page in ("/search?q=eels", "/search?q=herrings", "/meetings"):
        [named] = html.fromstring(client.get(page).text).xpath("//link[@type='application/atom+xml']/@href")
        assert named in html.fromstring(client.get(page).text).xpath("//main//a/@href")


def test_a_feed_that_is_known_is_not_sent_again(client: FlaskClient) -> None:
    """A reader that has the feed of this build is told that nothing has changed."""
    tag = client.get("/search.atom?q=eels").headers["ETag"]
    assert client.get("/search.atom?q=eels", headers={"If-None-Match": tag}).status_code == 304
    assert client.get("/search.atom?q=eels+OR").status_code == 200


def test_a_filter_that_no_paper_fits_is_named_in_the_feed(client: FlaskClient) -> None:
    """The feed of a search has no entry and says in its subtitle which filter no paper has; JSON Feed says the same."""
    said = "No year in the papers matches “abc”."
    assert feed(client, "/search.atom?q=eels")["entries"]
    assert not feed(client, "/search.atom?q=eels&year=abc")["entries"]
    assert feed(client, "/search.atom?q=eels&year=abc")["feed"]["subtitle"] == said
    assert client.get("/search.feed.json?q=eels&year=abc").get_json()["description"] == said
    assert "description" not in client.get("/search.feed.json?q=eels&year=2023").get_json()
