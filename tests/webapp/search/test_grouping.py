"""Results by paper and by session."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask.testing import FlaskClient

from indexer.store.library import Library
from tests.webapp.markup import Page
from webapp.address.params import ParsedRequest, SearchRequest, parse_request, request_pairs
from webapp.search import grouping
from webapp.search.find import find
from webapp.search.grouping import ResultGroup, group_results

REQUESTS = [
    SearchRequest("training"),
    SearchRequest("training", sort="newest"),
    SearchRequest("peacekeeping OR women", {"status": ("reported",)}, "oldest"),
    SearchRequest("training", excluded={"year": ("2024",)}, sort="document"),
    SearchRequest(),
]


def key_of(library: Library, by: str, passage_id: str) -> str:
    """The group of a passage, worked out from the passage itself."""
    passage = library.passage(passage_id)
    if by == "document":
        return passage.document.id
    return f"{passage.meeting.id}/{passage.session.id}" if passage.session else f"/{passage.document.id}"


@pytest.mark.parametrize("by", ["document", "session"])
@pytest.mark.parametrize("request_", REQUESTS)
def test_groups_hold_every_hit_once(library: Library, by: str, request_: SearchRequest) -> None:
    """Over all pages, whatever the order and filters, each group stands once, with all its hits counted, best first."""
    everything = find(library, ParsedRequest(request_))
    order = library.ordered_ids(everything.results.query)
    parts: list[ResultGroup] = []
    page = 1
    while True:
        asked = request_.with_group(by).with_page(page)
        made = group_results(library, find(library, ParsedRequest(asked)))
        parts += made.parts
        if page >= made.found.results.pages:
            break
        page += 1
    keys = [key_of(library, by, one) for one in order]
    assert [part.key for part in parts] == list(dict.fromkeys(keys))
    for part in parts:
        own = [one for one, key in zip(order, keys, strict=True) if key == part.key]
        assert part.count == len(own)
        assert [hit.passage.id for hit in part.hits] == own[: grouping.PASSAGES_PER_GROUP]
    assert made.groups == len(parts)


@pytest.mark.parametrize("by", ["document", "session"])
def test_one_group_lists_all_its_passages(client: FlaskClient, library: Library, by: str) -> None:
    """The link to all of a group lists its passages only, page by page, and leads back to the groups."""
    page = Page(client.get(f"/search?q=training&group={by}").text)
    link = next(one for one in page.all("a") if re.match(r"All \d+ passages", one.text.strip()))
    count = int(link.text.split()[1])
    group = dict(parse_qsl(urlsplit(link["href"]).query))["group"]
    found: list[str] = []
    path: str | None = link["href"]
    while path:
        shown = Page(client.get(path).text)
        found += [urlsplit(one["href"]).path.removeprefix("/p/") for one in shown.all("a", data_open="")]
        path = next((one["href"] for one in shown.all("a", rel="next")), None)
    assert len(found) == len(set(found)) == count
    assert {f"{by}:{key_of(library, by, one)}" for one in found} == {group}
    assert f"/search?q=training&group={by}" in [one["href"] for one in shown.all("a")]


def test_the_address_is_the_state() -> None:
    """Grouping goes into the address and comes back from it; a new query keeps it but opens no group."""
    for group in ("", "document", "session", "session:montevideo-2024/3", "document:montevideo-2024-summary"):
        request = SearchRequest("training", {"year": ("2024",)}, "newest", 1, group=group)
        assert parse_request(request_pairs(request)).request == request
        assert request.with_query("women").group == group.partition(":")[0]


@pytest.mark.parametrize("group", ["nonsense", ":x", "document:", "session:nowhere/9", "document:nothing", "%00"])
def test_strange_groups_are_answered(client: FlaskClient, group: str) -> None:
    """A grouping that does not exist is left out with a notice, and a group that does not exist is empty."""
    response = client.get(f"/search?q=training&group={group}")
    assert response.status_code == 200
    if group not in {"session:nowhere/9", "document:nothing", "%00"}:
        assert "cannot be grouped" in response.text


def test_a_page_past_the_last_group_is_the_last(client: FlaskClient) -> None:
    """There are fewer groups than passages, and the page says so."""
    response = client.get("/search?q=training&group=document&page=3")
    assert "the last one is page 1" in response.text
    assert Page(response.text).all("li", class_="group")


def test_a_hit_does_not_say_again_what_its_group_is_called(client: FlaskClient) -> None:
    """Under the title of its session a passage is called by its paper and its number."""
    page = Page(client.get("/search?q=training&group=session").text)
    groups = {one.text for one in page.all("h2")}
    hits = [one.text for one in page.all("h3")]
    assert hits
    assert not groups & set(hits)
    assert any(re.fullmatch(r"Summary, passage \d+", one) for one in hits)


def test_the_ways_to_group_are_links(client: FlaskClient) -> None:
    """One of three ways is current, and the search stays."""
    page = Page(client.get("/search?q=training&year=2024&group=session").text)
    choices = {one.text: one for one in page.all("a") if one.text in {"Not grouped", "By paper", "By session"}}
    assert [text for text, one in choices.items() if one.has("aria-current")] == ["By session"]
    assert choices["Not grouped"]["href"] == "/search?q=training&year=2024"
    assert page.one("p", role="status").text.split()[1:4] == [
        "passages",
        "in",
        str(len(page.all("li", class_="group"))),
    ]
