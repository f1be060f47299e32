"""The reading view: a passage in its document, the way to its neighbours, and the way back to the results."""

from __future__ import annotations

from flask.testing import FlaskClient

from indexer.model import Passage
from indexer.query.parser import parse
from indexer.query.results import Query
from indexer.registry.rows import VERSION_LENGTH, hash_text
from indexer.store.library import Library
from tests.webapp.markup import Page, open_page


def middle_of(library: Library, document: str) -> Passage:
    """A passage with others before and after it."""
    passages = library.document_passages(document)
    return passages[len(passages) // 2]


def test_the_passage_is_the_one_asked_for(client: FlaskClient, library: Library) -> None:
    """It stands among the whole document, is marked as current, and takes the focus without a script."""
    for document in library.documents():
        passage = middle_of(library, document.id)
        page = open_page(client, f"/p/{passage.id}")
        current = page.one("*", class_="passage", aria_current="true")
        assert passage.text.split()[0] in current.text
        assert "This passage" in current.text
        assert page.one("*", autofocus="").text == "This passage"
        assert len(page.all("*", class_="passage")) == len(library.document_passages(document.id))


def test_the_words_of_every_passage_are_shown(client: FlaskClient, library: Library) -> None:
    """A document's page has each of its passages, whole and in order."""
    for document in library.documents():
        shown = [
            " ".join(one.text.split()) for one in open_page(client, f"/d/{document.id}").all("*", class_="passage")
        ]
        passages = library.document_passages(document.id)
        assert len(shown) == len(passages)
        for text, passage in zip(shown, passages, strict=True):
            assert " ".join(passage.text.split()) in text


def test_headings_stand_in_order_where_they_begin(client: FlaskClient, library: Library) -> None:
    """Each heading path of the document is printed once, before its first passage, and listed in the contents."""
    document = library.document("montevideo-2024-summary")
    page = open_page(client, f"/d/{document.id}")
    printed = [one.text for one in page.elements if one.tag in {"h2", "h3", "h4"}]
    expected: list[str] = []
    for passage in library.document_passages(document.id):
        expected += [heading for heading in passage.headings if heading not in expected]
    assert printed == expected
    assert [one.text for one in page.all("a") if one["href"].startswith("#h-")] == expected


def test_neighbours_are_linked(client: FlaskClient, library: Library) -> None:
    """Previous and next passage lead to the neighbours; the ends of a document have one of them."""
    passages = library.document_passages("montevideo-2024-summary")
    page = open_page(client, f"/p/{passages[5].id}")
    assert page.one("a", rel="prev")["href"] == f"/p/{passages[4].id}"
    assert page.one("a", rel="next")["href"] == f"/p/{passages[6].id}"
    assert not open_page(client, f"/p/{passages[0].id}").all("a", rel="prev")
    assert not open_page(client, f"/p/{passages[-1].id}").all("a", rel="next")


def test_the_search_is_carried_along(client: FlaskClient, library: Library) -> None:
    """Opened from results, a passage marks the query's words and links to the results around it and back."""
    order = library.ordered_ids(Query(parse("training").node, {"year": ("2019",)}))
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
    """A neighbour that the search did not find has no place among the results, but the way back stays."""
    order = library.ordered_ids(Query(parse("telemedicine").node))
    other = next(one for one in library.passages() if one.id not in order)
    page = open_page(client, f"/p/{other.id}?q=telemedicine")
    assert page.one("a", class_="back")["href"] == "/search?q=telemedicine"
    assert "Result " not in page.text


def test_without_a_search_there_is_no_trail(client: FlaskClient, library: Library) -> None:
    """A passage opened by its own link shows nothing of anyone's search."""
    page = open_page(client, f"/p/{middle_of(library, 'montevideo-2024-summary').id}")
    assert not page.all("nav", aria_label="Results")
    assert not page.all("mark")
    assert not page.all("meta", name="robots")


def test_the_permanent_link_is_bare(client: FlaskClient, library: Library) -> None:
    """Canonical link and `cite-as` are one, absolute and without the search; the copied link adds the version alone."""
    passage = middle_of(library, "montevideo-2024-summary")
    response = client.get(f"/p/{passage.id}?q=training&year=2024")
    permanent = f"https://papers.example.org/p/{passage.id}"
    page = Page(response.text)
    assert page.one("link", rel="canonical")["href"] == permanent
    assert f'<{permanent}>; rel="cite-as"' in response.headers["Link"]
    copied = f"{permanent}?v={hash_text(passage.text)[:VERSION_LENGTH]}"
    assert copied in [one["value"] for one in page.all("input", readonly="")]
    assert copied in page.one("*", class_="passage", aria_current="true").text


def test_every_passage_can_be_linked_without_a_script(client: FlaskClient, library: Library) -> None:
    """Each passage has its link in a read-only field that unfolds."""
    passages = library.document_passages("montevideo-2024-summary")
    page = open_page(client, "/d/montevideo-2024-summary")
    assert [one["value"] for one in page.all("input", readonly="")] == [
        f"https://papers.example.org/p/{passage.id}?v={hash_text(passage.text)[:VERSION_LENGTH]}"
        for passage in passages
    ]
    assert all(client.get(one["href"]).status_code == 200 for one in page.all("a", class_="cite-link")[::9])


def test_where_no_public_address_is_set_links_name_the_host_asked(
    long_client: FlaskClient, long_library: Library
) -> None:
    """Links to copy start with the address that the reader came to."""
    passage = next(long_library.passages())
    page = Page(long_client.get(f"/p/{passage.id}", base_url="http://10.0.0.7:8123").text)
    assert page.one("link", rel="canonical")["href"] == f"http://10.0.0.7:8123/p/{passage.id}"


def test_a_long_document_is_shown_around_the_passage(long_client: FlaskClient, long_library: Library) -> None:
    """Sixty passages on either side, with links that go on."""
    [document] = long_library.documents()
    passages = long_library.document_passages(document.id)
    page = open_page(long_client, f"/p/{passages[400].id}")
    assert len(page.all("*", class_="passage")) == 121
    assert f"/p/{passages[339].id}" in page.links()
    assert f"/p/{passages[461].id}" in page.links()
    assert f"/d/{document.id}?part=2" in page.links()


def test_a_long_document_comes_in_parts(long_client: FlaskClient, long_library: Library) -> None:
    """Its parts hold every passage once; a part that does not exist is not found."""
    [document] = long_library.documents()
    shown: list[str] = []
    path: str | None = f"/d/{document.id}"
    while path:
        page = open_page(long_client, path)
        shown += [one["value"].rpartition("/")[2].partition("?")[0] for one in page.all("input", readonly="")]
        path = next((one["href"] for one in page.all("a") if one.text == "Further in this document"), None)
    assert shown == [passage.id for passage in long_library.document_passages(document.id)]
    for part in ("0", "4", "x", "-1", "9" * 30):
        assert long_client.get(f"/d/{document.id}?part={part}").status_code == 404


def test_a_session_sets_planned_beside_reported(client: FlaskClient, library: Library) -> None:
    """Both sides stand on the page, each with its own papers' passages, and the people with their roles."""
    page = open_page(client, "/m/montevideo-2024/3")
    planned, reported = page.all("section", class_="side")
    assert "Key Questions" in planned.text
    assert "Key Questions" not in reported.text
    assert [one.text.strip() for one in page.all("h2") if one.has("id", "planned") or one.has("id", "reported")] == [
        "Planned",
        "Reported",
    ]
    people = page.one("section", class_="people").text
    assert "Chair" in people
    assert "Patrick Carey" in people
    assert "Panelists" in people
    for passage in library.session_passages("montevideo-2024", "3"):
        side = planned if passage.document.status == "planned" else reported
        assert " ".join(passage.text.split()) in " ".join(side.text.split())


def test_a_side_that_nothing_is_known_of_says_so(client: FlaskClient) -> None:
    """A session of a concept note has no report, and that is told."""
    assert "No summary, report or record here speaks of this session." in open_page(client, "/m/islamabad-2025/1").text


def test_a_meeting_lists_its_papers_and_sessions(client: FlaskClient, library: Library) -> None:
    """Every paper and every session of the meeting is linked from its page, with place and dates."""
    page = open_page(client, "/m/montevideo-2024")
    assert "Montevideo, Uruguay · 10–11 December 2024" in page.text
    links = page.links()
    assert all(f"/d/{one.id}" in links for one in library.documents("montevideo-2024"))
    assert all(f"/m/montevideo-2024/{one.id}" in links for one in library.sessions("montevideo-2024"))
    assert [(one["name"], one["value"]) for one in page.all("input", type="hidden")] == [("meeting", "montevideo-2024")]


def test_the_home_page_tells_what_is_covered(client: FlaskClient, library: Library) -> None:
    """Newest meetings come first, with dates, place and counts; the box has the focus."""
    page = open_page(client, "/")
    order = [one["href"] for one in page.all("a") if one["href"].startswith("/m/")]
    assert order == [f"/m/{one.id}" for one in library.meetings()]
    assert "2019–2025" in page.text
    assert f"{library.stats.passages} passages" in page.text
    assert page.one("input", id="q").has("autofocus")


def test_example_searches_come_from_the_corpus(client: FlaskClient, long_client: FlaskClient) -> None:
    """What is offered to try finds something, and another corpus offers something else."""
    examples = [link for link in open_page(client, "/").links() if link.startswith("/search?q=")]
    assert examples
    for link in examples:
        assert open_page(client, link).all("li", class_="hit")
    others = [link for link in open_page(long_client, "/").links() if link.startswith("/search?q=")]
    assert not set(examples) & set(others)
