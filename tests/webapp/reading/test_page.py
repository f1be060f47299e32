"""The reading page: a passage in its document, the links to its neighbours, and the way back to the results."""

from __future__ import annotations

import re
from pathlib import Path

from flask.testing import FlaskClient

from indexer.model import Passage
from indexer.query.parser import parse
from indexer.query.results import Query
from indexer.registry.rows import VERSION_LENGTH, hash_text
from indexer.store.library import Library
from tests.hits import all_ids
from tests.webapp.markup import Page, open_page
from webapp.app import make_site
from webapp.settings.table import Settings


def middle_of(library: Library, document: str) -> Passage:
    """Return a passage with others before and after it."""
    passages = library.document_passages(document)
    return passages[len(passages) // 2]


def led_to(page: Page, text: str) -> str:
    """Return the address of the only link with a text."""
    [address] = [link["href"] for link in page.all("a") if link.text == text]
    return address


def test_the_passage_is_the_one_asked_for(client: FlaskClient, library: Library) -> None:
    """The requested passage stands in its document, is marked as current, and takes the focus without a script."""
    for document in library.documents():
        passage = middle_of(library, document.id)
        page = open_page(client, f"/p/{passage.id}")
        current = page.one("*", class_="passage", aria_current="true")
        assert passage.text.split()[0] in current.text
        assert "This passage" in current.text
        assert page.one("*", autofocus="").text == "This passage"
        assert len(page.all("*", class_="passage")) == len(library.document_passages(document.id))


def test_a_passage_stands_alone_and_leads_back(client: FlaskClient, library: Library) -> None:
    """A passage is shown without its neighbours, with its headings and the search, and leads to these and back."""
    for document in library.documents():
        passage = middle_of(library, document.id)
        among = open_page(client, f"/p/{passage.id}?q=the&style=apa")
        alone = open_page(client, led_to(among, "Only this passage"))
        assert [" ".join(passage.text.split()) in element.text for element in alone.all("*", class_="passage")] == [
            True
        ]
        assert [element.text for element in alone.elements if element.tag in {"h2", "h3"}] == list(passage.headings[:2])
        assert alone.one("link", rel="canonical")["href"] == among.one("link", rel="canonical")["href"]
        following = led_to(alone, "Next passage")
        assert len(open_page(client, following).all("*", class_="passage")) == 1
        assert led_to(alone, "Among its neighbours") == f"/p/{passage.id}?q=the&style=apa"


def test_the_words_of_every_passage_are_shown(client: FlaskClient, library: Library) -> None:
    """The page of a document has all its passages, whole and in order."""
    for document in library.documents():
        texts = [
            " ".join(element.text.split())
            for element in open_page(client, f"/d/{document.id}").all("*", class_="passage")
        ]
        passages = library.document_passages(document.id)
        assert len(texts) == len(passages)
        for text, passage in zip(texts, passages, strict=True):
            assert " ".join(passage.text.split()) in text


def test_headings_stand_in_order_where_they_begin(client: FlaskClient, library: Library) -> None:
    """Each heading path is shown once, before its first passage, and listed in the contents."""
    document = library.document("montevideo-2024-summary")
    page = open_page(client, f"/d/{document.id}")
    printed = [element.text for element in page.elements if element.tag in {"h2", "h3", "h4"}]
    expected: list[str] = []
    for passage in library.document_passages(document.id):
        expected += [heading for heading in passage.headings if heading not in expected]
    assert printed == expected
    assert [element.text for element in page.all("a") if element["href"].startswith("#h-")] == expected


def test_neighbours_are_linked(client: FlaskClient, library: Library) -> None:
    """A passage links to the previous and the next one; at an end of the document one of the links is missing."""
    passages = library.document_passages("montevideo-2024-summary")
    page = open_page(client, f"/p/{passages[5].id}")
    assert page.one("a", rel="prev")["href"] == f"/p/{passages[4].id}"
    assert page.one("a", rel="next")["href"] == f"/p/{passages[6].id}"
    assert not open_page(client, f"/p/{passages[0].id}").all("a", rel="prev")
    assert not open_page(client, f"/p/{passages[-1].id}").all("a", rel="next")


def test_the_search_is_carried_along(client: FlaskClient, library: Library) -> None:
    """A passage opened from results marks the query's words and links back to the results and to those around it."""
    order = all_ids(library, Query(parse("training").node, {"year": ("2019",)}))
    page = open_page(client, f"/p/{order[11]}?q=training&year=2019")
    assert {mark.text.casefold() for mark in page.all("mark")} <= {"train", "training", "trained", "trainings"}
    assert page.all("mark")
    trail = page.one("nav", aria_label="Results")
    assert f"Result 12 of {len(order)}" in " ".join(trail.text.split())
    links = page.links()
    assert f"/p/{order[10]}?q=training&year=2019" in links
    assert f"/p/{order[12]}?q=training&year=2019" in links
    back = page.one("a", class_="back")["href"]
    assert back == "/search?q=training&year=2019&page=2"
    assert order[11] in client.get(back).text
    assert page.one("meta", name="robots")["content"] == "noindex, follow"


def test_a_passage_that_is_no_result_still_leads_back(client: FlaskClient, library: Library) -> None:
    """A passage that the search did not find has no rank among the results, but keeps the way back."""
    order = all_ids(library, Query(parse("telemedicine").node))
    other = next(passage for passage in library.passages() if passage.id not in order)
    page = open_page(client, f"/p/{other.id}?q=telemedicine")
    assert page.one("a", class_="back")["href"] == "/search?q=telemedicine"
    assert "Result " not in page.text


def test_without_a_search_there_is_no_trail(client: FlaskClient, library: Library) -> None:
    """A passage opened by its own link shows no search."""
    page = open_page(client, f"/p/{middle_of(library, 'montevideo-2024-summary').id}")
    assert not page.all("nav", aria_label="Results")
    assert not page.all("mark")
    assert not page.all("meta", name="robots")


def test_the_permanent_link_is_bare(client: FlaskClient, library: Library) -> None:
    """The canonical link and `cite-as` are one address without the search; the copied link adds the version."""
    passage = middle_of(library, "montevideo-2024-summary")
    response = client.get(f"/p/{passage.id}?q=training&year=2024")
    permanent = f"https://papers.example.org/p/{passage.id}"
    page = Page(response.text)
    assert page.one("link", rel="canonical")["href"] == permanent
    assert f'<{permanent}>; rel="cite-as"' in response.headers["Link"]
    copied = f"{permanent}?v={hash_text(passage.text)[:VERSION_LENGTH]}"
    assert copied in [element["value"] for element in page.all("input", readonly="")]
    assert copied in page.one("*", class_="passage", aria_current="true").text


def test_every_passage_can_be_linked_without_a_script(client: FlaskClient, library: Library) -> None:
    """Each passage has its link in a read-only field that unfolds."""
    passages = library.document_passages("montevideo-2024-summary")
    page = open_page(client, "/d/montevideo-2024-summary")
    assert [element["value"] for element in page.all("input", readonly="")] == [
        f"https://papers.example.org/p/{passage.id}?v={hash_text(passage.text)[:VERSION_LENGTH]}"
        for passage in passages
    ]
    assert all(client.get(element["href"]).status_code == 200 for element in page.all("a", class_="cite-link")[::9])


def test_where_no_public_address_is_set_links_name_the_host_asked(long_index: Path, long_library: Library) -> None:
    """Without a public address, links to copy start with the host of the request."""
    passage = next(long_library.passages())
    visitor = make_site(Settings(index_dir=long_index, allowed_host=("10.0.0.7",))).test_client()
    page = Page(visitor.get(f"/p/{passage.id}", base_url="http://10.0.0.7:8123").text)
    assert page.one("link", rel="canonical")["href"] == f"http://10.0.0.7:8123/p/{passage.id}"


def test_a_long_document_is_shown_around_the_passage(long_client: FlaskClient, long_library: Library) -> None:
    """In a long document sixty passages are shown on either side, with links to the rest."""
    [document] = long_library.documents()
    passages = long_library.document_passages(document.id)
    page = open_page(long_client, f"/p/{passages[400].id}")
    assert len(page.all("*", class_="passage")) == 121
    assert f"/p/{passages[339].id}" in page.links()
    assert f"/p/{passages[461].id}" in page.links()
    assert f"/d/{document.id}?part=2" in page.links()


def test_a_long_document_comes_in_parts(long_client: FlaskClient, long_library: Library) -> None:
    """The parts of a long document hold every passage once; a part that does not exist is not found."""
    [document] = long_library.documents()
    texts: list[str] = []
    path: str | None = f"/d/{document.id}"
    while path:
        page = open_page(long_client, path)
        texts += [element["value"].rpartition("/")[2].partition("?")[0] for element in page.all("input", readonly="")]
        path = next((element["href"] for element in page.all("a") if element.text == "Later in this paper"), None)
    assert texts == [passage.id for passage in long_library.document_passages(document.id)]
    for part in ("0", "4", "x", "-1", "9" * 30):
        assert long_client.get(f"/d/{document.id}?part={part}").status_code == 404


def test_a_session_sets_planned_beside_reported(client: FlaskClient, library: Library) -> None:
    """A session shows planned beside reported, each with its papers' passages, and the people with their roles."""
    page = open_page(client, "/m/montevideo-2024/3")
    planned, reported = page.all("section", class_="side")
    assert "Key Questions" in planned.text
    assert "Key Questions" not in reported.text
    assert [
        element.text.strip()
        for element in page.all("h2")
        if element.has("id", "planned") or element.has("id", "reported")
    ] == [
        "Planned",
        "Reported",
    ]
    people = page.one("section", class_="people").text
    assert "Chair" in people
    assert "Patrick Carey" in people
    assert "Panelists" in people
    for passage in library.session_passages("montevideo-2024", "3"):
        if passage.kind == "heading_note":  # its people stand above, once
            continue
        side = planned if passage.document.status == "planned" else reported
        assert " ".join(passage.text.split()) in " ".join(side.text.split())


def test_a_side_that_nothing_is_known_of_says_so(client: FlaskClient) -> None:
    """A session without a report says so."""
    assert (
        "No summary, report or transcript of this meeting is in the collection."
        in open_page(client, "/m/islamabad-2025/1").text
    )


def test_a_meeting_lists_its_papers_and_sessions(client: FlaskClient, library: Library) -> None:
    """The page of a meeting links every paper and every session, with place and dates."""
    page = open_page(client, "/m/montevideo-2024")
    assert "Montevideo, Uruguay · 10–11 December 2024" in page.text
    links = page.links()
    assert all(f"/d/{document.id}" in links for document in library.documents("montevideo-2024"))
    assert all(f"/m/montevideo-2024/{session.id}" in links for session in library.sessions("montevideo-2024"))
    assert [
        (element["name"], element["value"]) for element in page.all("input", type="hidden") if element["name"] != "page"
    ] == [("meeting", "montevideo-2024")]


def test_the_home_page_tells_what_is_covered(client: FlaskClient, library: Library) -> None:
    """The home page lists meetings, newest first, with dates, place and counts, and its search box has the focus."""
    page = open_page(client, "/")
    order = [element["href"] for element in page.all("a") if re.fullmatch("/m/[^/]+", element["href"])]
    assert order == [f"/m/{meeting.id}" for meeting in library.meetings()]
    assert "2019–2025" in page.text
    assert f"{library.stats.passages} passages" in page.text
    assert page.one("input", id="q").has("autofocus")


def test_example_searches_come_from_the_corpus(client: FlaskClient, long_client: FlaskClient) -> None:
    """Every example search finds something, and another corpus has other examples."""
    examples = [link for link in open_page(client, "/").links() if link.startswith("/search?q=")]
    assert examples
    for link in examples:
        assert open_page(client, link).all("li", class_="hit"), link
    others = [link for link in open_page(long_client, "/").links() if link.startswith("/search?q=")]
    assert not set(examples) & set(others)
