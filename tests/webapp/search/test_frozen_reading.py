"""How a query of a past build is understood: as its link says, or as the search of today understands it."""

from __future__ import annotations

from collections.abc import Mapping
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from indexer.frozen.understanding import encode_tree
from indexer.query.parser import parse
from indexer.query.tree import FIELDS
from indexer.store.library import Library
from tests.webapp.markup import open_page
from webapp.shared.labels import status_title

NOTE = "read with the names, abbreviations and spellings of today"
BY_FIELD: Mapping[str, tuple[str, ...]] = {
    "meeting": ("meeting:montevideo", "-meeting:montevideo"),
    "session": ("session:1 challenges", "-session:1 women"),
    "year": ("year:2024", "-year:2024", "year:1875", "year:2019..2024 peace"),
    "date": ("date:2024", "date:2019..2020"),
    "person": ("person:lacroix", "person:khare", "person:lacroix OR person:khare", "-person:khare women"),
    "organisation": ("organisation:DPO", "organisation:dpo training"),
    "country": ("country:uruguay", "-country:uruguay"),
    "kind": ("kind:summary", "kind:programme women"),
    "status": ("status:planned", "status:reported"),
    "place": ("place:uruguay police", "place:montevideo"),
    "symbol": ("symbol:1325", "mention:1325", "symbol:S/RES/2719"),
    "language": ("language:english", "language:en"),
    "voice": ("voice:several", 'voice:"panelists and speakers" OR voice:one', "participants -voice:participants"),
}
OPERATORS = (
    "women", "women training", "peace keepers", "peacekeepers", "LCM", "TCC", "women's day", "people-centred",
    '"women peace"', '"women peace"~5', "women AND peace", "women OR police", "women NOT peace", "+women -peace",
    "women NEAR/5 peace", "(women OR police) training", "resolution 1325", "the use of force", "peackeeping",
    "open (bracket", 'open "quote',
)  # fmt: skip
REFUSED = ("wom?n", "peace*", "wemon~", "person:nobody", "kind:novel women")


def stated(client: FlaskClient, build: str, **search: str) -> Mapping[str, Any]:
    """Return the statement on a search of a build; without counts where the count cannot be made."""
    data: Mapping[str, Any] = client.get("/search/statement.json", query_string={"asof": build, **search}).get_json()
    return data


def reading_in(address: str) -> str:
    """Return how the query of a link is understood."""
    return "".join(parse_qs(urlsplit(address).query).get("reading", ()))


def test_every_field_is_asked_for() -> None:
    """A new field needs a query here."""
    assert set(BY_FIELD) == set(FIELDS)


@pytest.mark.parametrize("words", ["most", "all"])
@pytest.mark.parametrize("q", [*(q for queries in BY_FIELD.values() for q in queries), *OPERATORS])
def test_the_live_build_has_the_count_of_today(client: FlaskClient, library: Library, q: str, words: str) -> None:
    """A link without a reading counts what the search of today finds, and says by whose knowledge it is read."""
    today = client.get("/search/statement.json", query_string={"q": q, "words": words}).get_json()
    past = stated(client, library.stats.build, q=q, words=words)
    for name in ("found", "counted_too", "url"):
        assert past[name] == today[name], name
    assert [note for note in past["notes"] if NOTE in note]
    assert not today["notes"]
    again = stated(client, library.stats.build, q=q, words=words, reading=reading_in(today["url"]))
    assert again["found"] == today["found"]
    assert not again["notes"]


@pytest.mark.parametrize("q", REFUSED)
def test_what_today_does_not_know_is_not_counted_as_absent(client: FlaskClient, library: Library, q: str) -> None:
    """A value that means nothing today may have meant something then, and a word of many forms did."""
    assert not stated(client, library.stats.build, q=q)["reproducible"]
    page = client.get("/search", query_string={"q": q, "asof": library.stats.build})
    assert page.status_code == 422
    answer = client.get("/api/v1/statement", query_string={"q": q, "asof": library.stats.build})
    assert answer.status_code == 409


def test_the_queries_of_fields_find_something(client: FlaskClient) -> None:
    """Else equal counts would say nothing."""
    for q in (query for queries in BY_FIELD.values() for query in queries if query != "year:1875"):
        assert client.get("/search/statement.json", query_string={"q": q}).get_json()["found"]["passages"], q


def test_each_hit_says_whether_its_paper_was_planned_or_reported(client: FlaskClient, library: Library) -> None:
    """A search of a past build marks its hits as any other does."""
    page = open_page(client, f"/search?q=training&asof={library.stats.build}")
    lines = [" ".join(line.text.split()) for line in page.all("p", class_="origin")]
    titles = [" ".join(badge.text.split()) for badge in page.all("span", class_="status")]
    found = [link["href"].rpartition("/p/")[2].partition("?")[0] for link in page.all("a") if link.has("data-open")]
    documents = [library.passage(passage).document for passage in found]
    assert len({document.status for document in documents}) > 1
    assert titles == [status_title(document) for document in documents]
    assert all(line.startswith(title) for line, title in zip(lines, titles, strict=True))


def test_page_and_program_say_that_a_link_lacks_its_reading(client: FlaskClient, library: Library) -> None:
    """The page, its text and the API say so; the link that they offer keeps the reading."""
    search = {"q": "person:lacroix", "asof": library.stats.build}
    assert NOTE in client.get("/search", query_string=search).text
    assert NOTE in client.get("/search/statement.txt", query_string=search).text
    answer = client.get("/api/v1/statement", query_string=search).get_json()
    assert NOTE in " ".join(answer["notes"])
    assert answer["found"]["passages"] == len(answer["then"]["passages"]) > 0
    assert reading_in(answer["url"])


def test_a_damaged_reading_leads_to_no_false_absence(client: FlaskClient, library: Library) -> None:
    """What the page says of the link without its reading is so."""
    search = {"q": "person:lacroix", "asof": library.stats.build}
    page = client.get("/search", query_string={**search, "reading": "eNqL"})
    assert page.status_code == 422
    assert "Without that part, the query is read with the names and spellings of today." in unescape(page.text)
    assert stated(client, library.stats.build, q="person:lacroix")["found"]["passages"]


@pytest.mark.parametrize(
    ("q", "other"),
    [
        ("person:lacroix", "person:khare"),
        ("person:lacroix OR person:khare", "person:lacroix"),
        ("person:lacroix", "-person:lacroix"),
        ("person:lacroix women", "women"),
        ("women", "person:lacroix women"),
        ("session:1 challenges", "session:2 challenges"),
        ("meeting:montevideo", "meeting:islamabad"),
        ("organisation:DPO", "country:uruguay"),
        ("place:uruguay police", "place:islamabad police"),
        ("symbol:1325", "symbol:2719"),
        ("year:2024", "year:2019"),
        ("year:2019..2024", "year:2019..2023"),
        ("kind:summary", "kind:programme"),
        ("status:planned", "status:reported"),
        ("date:2024", "date:2023"),
        ("voice:one", "voice:several"),
    ],
)
def test_a_reading_has_the_values_that_were_typed(client: FlaskClient, library: Library, q: str, other: str) -> None:
    """The reading of another query is refused for its fields as for its words, by the page and by the API."""
    build = library.stats.build
    address = client.get("/search/statement.json", query_string={"q": other}).get_json()["url"]
    reading = reading_in(address)
    assert reading
    if reading == "typed":
        node = parse(other).node
        assert node
        reading = encode_tree(node)
    asked = {"q": q, "asof": build, "reading": reading}
    assert client.get("/search", query_string=asked).status_code == 422
    assert client.get("/api/v1/statement", query_string=asked).status_code == 409
    assert client.get("/api/v1/statement", query_string={**asked, "q": other}).status_code == 200


@pytest.mark.parametrize("q", ["person:lacroix", "session:1 challenges", "language:english", "place:uruguay police"])
def test_a_name_that_means_something_is_not_read_as_typed(client: FlaskClient, library: Library, q: str) -> None:
    """`reading=typed` is no way to a false absence."""
    search = {"q": q, "asof": library.stats.build, "reading": "typed"}
    assert client.get("/search", query_string=search).status_code == 422


@pytest.mark.parametrize("q", ["person:nobody", "kind:novel women"])
def test_a_name_that_meant_nothing_keeps_its_count(client: FlaskClient, q: str) -> None:
    """What is cited as absent on a day is so in that build: the link says that nothing was known by that name."""
    today = client.get("/search/statement.json", query_string={"q": q}).get_json()
    assert today["reproducible"]
    again = client.get(f"/search/statement.json?{urlsplit(today['url']).query}").get_json()
    assert again["found"] == today["found"]
    assert not again["found"]["passages"]


def test_a_past_search_lists_hits_as_the_live_one_does(client: FlaskClient, library: Library) -> None:
    """Each hit of the live build is called the same in a search as of it, and all pages can be chosen."""
    live = open_page(client, "/search?q=training&show=50")
    then = [open_page(client, f"/search?q=training&asof={library.stats.build}&page={number}") for number in (1, 2)]
    named = [
        [head.text for page in pages for head in page.all("h2") if " · passage " in head.text]
        for pages in ([live], then)
    ]
    assert len(named[0]) > 25
    assert set(named[0]) <= set(named[1])
    assert len(named[1]) == 40
    numbers = [link.text.split()[-1] for link in then[0].all("a") if "&page=" in link["href"]]
    assert numbers == ["2", "Next"]


def test_nothing_then_and_now_is_not_called_the_same_passages(client: FlaskClient, library: Library) -> None:
    """A search of a past build says that today has the same passages, but not where it found none."""
    for query, said in (("misconduct", True), ("%22cyber+warfare%22", False)):
        page = open_page(client, f"/search?q={query}&asof={library.stats.build}")
        text = " ".join(page.one("div", class_="as-of").text.split())
        assert "Today:" in text
        assert ("the same passages" in text) is said
