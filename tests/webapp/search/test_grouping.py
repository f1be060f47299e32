"""Tests of results grouped by paper and by session."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask.testing import FlaskClient

from indexer.model import Meeting
from indexer.query.results import PASSAGES_PER_GROUP
from indexer.store.library import Library
from tests import corpus_factory as made
from tests.hits import all_ids
from tests.webapp.markup import Page
from webapp.address.params import ParsedRequest, SearchRequest, parse_request, request_pairs
from webapp.app import create_app
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
    """Return the group of a passage, computed from the passage itself."""
    passage = library.passage(passage_id)
    if by == "document":
        return passage.document.id
    return f"{passage.document.meetings[0].id}/{passage.session.id}" if passage.session else f"/{passage.document.id}"


@pytest.mark.parametrize("by", ["document", "session"])
@pytest.mark.parametrize("request_", REQUESTS)
def test_groups_hold_every_hit_once(library: Library, by: str, request_: SearchRequest) -> None:
    """Over all pages each group appears once, counts all its hits, and shows the best first."""
    everything = find(library, ParsedRequest(request_))
    order = all_ids(library, everything.results.query)
    groups: list[ResultGroup] = []
    page = 1
    while True:
        request_on_page = request_.with_group(by).with_page(page)
        grouped = group_results(library, find(library, ParsedRequest(request_on_page)))
        groups += grouped.groups
        if page >= grouped.outcome.results.pages:
            break
        page += 1
    keys = [key_of(library, by, passage_id) for passage_id in order]
    assert [group.key for group in groups] == list(dict.fromkeys(keys))
    for group in groups:
        group_ids = [passage_id for passage_id, key in zip(order, keys, strict=True) if key == group.key]
        assert group.count == len(group_ids)
        assert [hit.passage.id for hit in group.hits] == group_ids[:PASSAGES_PER_GROUP]
    assert grouped.total == len(groups)


@pytest.mark.parametrize("by", ["document", "session"])
def test_one_group_lists_all_its_passages(client: FlaskClient, library: Library, by: str) -> None:
    """The link to all of a group lists only its passages, page by page, and links back to the groups."""
    page = Page(client.get(f"/search?q=training&group={by}").text)
    link = next(item for item in page.all("a") if re.match(r"All \d+ passages", item.text.strip()))
    count = int(link.text.split()[1])
    group = dict(parse_qsl(urlsplit(link["href"]).query))["group"]
    passage_ids: list[str] = []
    path: str | None = link["href"]
    while path:
        shown = Page(client.get(path).text)
        passage_ids += [urlsplit(item["href"]).path.removeprefix("/p/") for item in shown.all("a", data_open="")]
        path = next((item["href"] for item in shown.all("a", rel="next")), None)
    assert len(passage_ids) == len(set(passage_ids)) == count
    assert {f"{by}:{key_of(library, by, item)}" for item in passage_ids} == {group}
    assert f"/search?q=training&group={by}" in [item["href"] for item in shown.all("a")]


def test_the_address_is_the_state() -> None:
    """The grouping survives a round trip through the URL; a new query keeps it but opens no group."""
    for group in ("", "document", "session", "session:montevideo-2024/3", "document:montevideo-2024-summary"):
        request = SearchRequest("training", {"year": ("2024",)}, "newest", 1, group=group)
        assert parse_request(request_pairs(request)).request == request
        assert request.with_query("women").group == group.partition(":")[0]


@pytest.mark.parametrize("group", ["nonsense", ":x", "document:", "session:nowhere/9", "document:nothing", "%00"])
def test_strange_groups_are_answered(client: FlaskClient, group: str) -> None:
    """An unknown grouping is dropped with a notice, and an unknown group is empty."""
    response = client.get(f"/search?q=training&group={group}")
    assert response.status_code == 200
    if group not in {"session:nowhere/9", "document:nothing", "%00"}:
        assert "cannot be grouped" in response.text


def test_a_page_past_the_last_group_is_the_last(client: FlaskClient) -> None:
    """A page past the last group becomes the last page, with a notice."""
    response = client.get("/search?q=training&group=document&page=3")
    assert "The last page is 1" in response.text
    assert Page(response.text).all("li", class_="group")


def test_a_hit_does_not_say_again_what_its_group_is_called(client: FlaskClient) -> None:
    """A hit under the title of its session is named by its paper and number."""
    page = Page(client.get("/search?q=training&group=session").text)
    groups = {heading.text for heading in page.all("h2")}
    hits = [heading.text for heading in page.all("h3")]
    assert hits
    assert not groups & set(hits)
    assert any(re.fullmatch(r"Summary, passage \d+ of \d+", heading) for heading in hits)


def test_hits_of_a_group_that_say_the_same_take_one_place(tmp_path: Path) -> None:
    """In a group too, passages that say nearly the same are put together, and each is linked."""
    paper = made.document("form-report", Meeting("form", "Forms"), "report")
    texts = [f"The Council decided to remain seized of the matter at its meeting number {number}." for number in (1, 2)]
    made.publish_build(tmp_path, (made.passage(paper, at, text) for at, text in enumerate([*texts, "Seized by ice."])))
    page = Page(create_app(tmp_path).test_client().get("/search?q=seized&group=document").text)
    assert len(page.all("li", class_="group-hit")) == 2
    assert "1 more with nearly the same words" in page.text
    assert len(page.all("a", data_open="")) == 3
    assert not [link for link in page.all("a") if link.text.startswith("All 3 passages")]


def test_a_hit_of_a_group_goes_into_the_basket(client: FlaskClient) -> None:
    """The button of a grouped hit belongs to a form of its page."""
    page = Page(client.get("/search?q=training&group=document").text)
    forms = {form.attributes.get("id") for form in page.all("form")}
    buttons = page.all("button", class_="keep")
    assert buttons
    assert {button["form"] for button in buttons} <= forms


def test_the_ways_to_group_are_links(client: FlaskClient) -> None:
    """One of the three groupings is current, and the links keep the search."""
    page = Page(client.get("/search?q=training&year=2024&group=session").text)
    choices = {
        element.text: element for element in page.all("a") if element.text in {"Not grouped", "By paper", "By session"}
    }
    assert [text for text, element in choices.items() if element.has("aria-current")] == ["By session"]
    assert choices["Not grouped"]["href"] == "/search?q=training&year=2024"
    numbers = re.findall(r"\bin (\d+)", page.one("p", role="status").text)
    assert sum(map(int, numbers)) == len(page.all("li", class_="group"))


@pytest.mark.parametrize("group", ["session:montevideo-2024/3", "document:montevideo-2024-summary", "session:no/1"])
def test_filters_beside_an_open_group_count_its_passages(client: FlaskClient, group: str) -> None:
    """Each filter says how many passages of the group its link finds, on the page of all values too."""
    for path in ("/search", "/facet/year", "/facet/session"):
        page = Page(client.get(f"{path}?q=training&group={group}").text)
        values = [link for link in page.all("a", class_="value") if "/search" in link["href"]]
        assert values or group.endswith("no/1"), path
        for link in values[:6]:
            shown = int(re.findall(r"\d+(?= passages?)", link.text)[-1])
            status = Page(client.get(link["href"]).text).one("p", role="status").text
            assert re.match(rf"\s*{shown} passages?\b", status), (link["href"], shown, status)


def test_groups_outside_of_sessions_are_no_sessions(client: FlaskClient) -> None:
    """The page counts papers outside of their sessions apart from sessions, over all of its pages."""
    hints: list[str] = []
    pages = [Page(client.get(f"/search?q=training&group=session&page={number}").text) for number in (1, 2)]
    for page in pages:
        hints += [group.text for group in page.all("li", class_="group")]
    outside = sum("Outside its sessions" in hint for hint in hints)
    assert (len(hints), outside) == (19, 3)
    for page in pages:
        status = " ".join(page.one("p", role="status").text.split())
        assert status.startswith(f"40 passages in {len(hints) - outside} sessions, in {outside} papers outside their")
