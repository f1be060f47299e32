"""People: the list of all, the page of one, and the links that lead there."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from indexer.query.results import Query
from indexer.store.library import Library
from tests.webapp.markup import Page, open_page
from webapp.shared import alphabet as view_letters
from webapp.shared.alphabet import first_letter, sort_key

JENCA = "/people/ivana-jenca"


def register(page: Page) -> list[str]:
    """Return the lines of the list of people."""
    lines = [" ".join(element.text.split()) for element in page.all("li")]
    return [line for line in lines if any(element.text in line for element in page.all("a", class_="entry"))]


def test_everybody_is_listed_once_by_last_name(client: FlaskClient, library: Library) -> None:
    """The list has every person once, with a link to their page, sorted by last name."""
    page = open_page(client, "/people")
    entries = page.all("a", class_="entry")
    assert {entry["href"] for entry in entries} == {f"/people/{person.id}" for person in library.persons()}
    assert len(entries) == len(library.persons())
    last = [sort_key(entry.text.split()[-1]) for entry in entries]
    assert last == sorted(last)
    initials = [element.text for element in page.all("h2", class_="initial")]
    assert initials == sorted({first_letter(name) for name in last})


def test_the_list_counts_sessions(client: FlaskClient, library: Library) -> None:
    """The list shows in how many sessions each person took part, and whether that was only planned."""
    lines = register(open_page(client, "/people"))
    for person in library.persons():
        [line] = [line for line in lines if line.startswith(person.name)]
        count = len(library.person_sessions(person.id))
        planned = all(
            participation.status == "planned"
            for _, participations in library.person_sessions(person.id)
            for participation in participations
        )
        words = f"{count} {'planned ' if planned else ''}session{'s' if count > 1 else ''}"
        assert line.endswith(words) is (count > 0), line


def test_a_person_has_names_affiliations_and_parts(made_client: FlaskClient) -> None:
    """The page of a person shows the variants of the name, the affiliations, and each session with role and status."""
    page = open_page(made_client, JENCA)
    assert page.one("h1").text == "Ivana Jenča"
    assert "Also written I. Jenča" in page.text
    assert "Ministry of Defence of Uruguay" in page.one("ul", class_="posts").text
    first, second = (" ".join(element.text.split()) for element in page.all("li", class_="meeting-entry"))
    assert first.startswith("15–16 April 2025 Use of technology")
    assert "Session 1: Drones and cameras Panelist, Observer (remotely)" in first
    assert second.startswith("10–11 December 2024 Preparatory conference")
    assert "Session 3: Lessons from capacity-building Reported Chair" in second
    assert "/m/montevideo-2024/3" in page.links()
    assert "Mentors Reported Chair, Panelist" in second


def test_every_part_is_shown(client: FlaskClient, library: Library) -> None:
    """The page of a person links every session, the newest meeting first; those that were only planned stand apart."""
    titles = [meeting.title for meeting in library.meetings()]
    for person in library.persons():
        page = open_page(client, f"/people/{person.id}")
        for session, _ in library.person_sessions(person.id):
            assert f"/m/{session.meeting}/{session.id}" in page.links()
        for listed in page.all("ol", class_="meetings"):
            places = [listed.text.find(title) for title in titles if title in listed.text]
            assert places == sorted(places)
        planned = [entry.text for entry in page.all("section") if "Planned to take part in" in entry.text]
        assert not any("Reported" in text for text in planned)


def test_what_somebody_says_and_is_told_of_is_linked(client: FlaskClient, library: Library) -> None:
    """Every quotation and every mention of a person links to its passage; lists of people are left out."""
    for person in library.persons():
        page = open_page(client, f"/people/{person.id}")
        for passage in library.person_passages(person.id):
            if passage.kind != "heading_note":
                assert f"/p/{passage.id}" in page.links()


def test_words_stand_apart_from_mentions(made_client: FlaskClient) -> None:
    """Quotations and turns are the person's own words; a passage that only names the person is a mention."""
    page = open_page(made_client, JENCA)
    quoted, named = page.one("section", aria_labelledby="words"), page.one("section", aria_labelledby="named")
    assert "The estuary does not wait." in quoted.text
    assert "We begin with the gauges" in quoted.text
    assert "closed the sitting" in named.text
    assert "closed the sitting" not in quoted.text


def test_their_passages_can_be_searched(client: FlaskClient, library: Library) -> None:
    """The page links to a search that finds as many passages as it states, and its search box keeps to the person."""
    for person in library.persons():
        page = open_page(client, f"/people/{person.id}")
        total = library.search(Query(filters={"person": (person.id,)})).total
        [link] = [
            element
            for element in page.all("a")
            if element["href"].startswith("/search?person=") and element.text.startswith("See ")
        ][:1]
        assert link["href"] == f"/search?person={person.id}"
        assert link.text == ("See 1 passage" if total == 1 else f"See all {total} passages")
        assert [
            (element["name"], element["value"])
            for element in page.all("input", type="hidden")
            if element["name"] != "page"
        ] == [("person", person.id)]


def test_a_person_without_passages_has_a_page(made_client: FlaskClient) -> None:
    """A person known only by name has a page, without a search that would find nothing."""
    page = open_page(made_client, "/people/samuel-ro")
    assert page.one("h1").text == "Samuel Ro"
    assert not page.all("section")
    assert not [link for link in page.links() if link.startswith("/search?person")]


@pytest.mark.parametrize("name", ["nobody", "%3Cb%3E", "Ivana%20Jen%C4%8Da", "x" * 3000])
def test_an_unknown_person_is_not_found(client: FlaskClient, name: str) -> None:
    """The page for an unknown person says so, links to the list of people, and has a search box."""
    response = client.get(f"/people/{name}")
    assert response.status_code == 404
    page = Page(response.text)
    assert page.problems == []
    assert page.one("h1").text == "Person not found"
    assert [element["href"] for element in page.all("a") if element.text == "See all people"] == ["/people"]
    assert page.one("input", id="q")


def test_names_in_sessions_and_under_quotations_lead_to_their_pages(made_client: FlaskClient) -> None:
    """The people of a session, names in a list of people, speakers and attributions are links."""
    session = open_page(made_client, "/m/montevideo-2024/3")
    assert [element.text for element in session.all("a", class_="person-name")] == ["Dr. Ivana Jenča"]
    paper = open_page(made_client, "/d/montevideo-record")
    assert [element.text for element in paper.all("a", class_="name-in-text", href=JENCA)] == ["Ivana Jenča"]
    assert paper.links().count(JENCA) == 5  # twice in the list of its people, who has two roles
    assert JENCA in open_page(made_client, "/search?q=estuary").links()


def test_the_site_leads_to_what_there_is(client: FlaskClient, long_client: FlaskClient) -> None:
    """Every page links to people and glossary in its head and foot, but only when the papers fill them."""
    for path in ("/", "/help", "/search?q=x", "/nowhere", "/people/nobody"):
        assert Page(client.get(path).text).links().count("/people") >= 2
        assert Page(client.get(path).text).links().count("/glossary") >= 2
    page = Page(long_client.get("/").text)
    assert not {"/people", "/glossary"} & set(page.links())
    for path, message in (
        ("/people", "The papers name no participants"),
        ("/glossary", "The papers define no abbreviations"),
    ):
        assert message in open_page(long_client, path).text
    assert "localhost/people</loc>" not in long_client.get("/sitemap.xml").text


@pytest.mark.parametrize("typed", ["lacroix", "LACROIX Jean", "jean-pierre lacr"])
def test_a_name_is_found_in_the_list(client: FlaskClient, typed: str) -> None:
    """Words of a name, or parts of them, find the person in any order and case; the list says how many it shows."""
    page = open_page(client, f"/people?find={typed}")
    assert page.problems == []
    assert [entry["href"] for entry in page.all("a", class_="entry")] == ["/people/jean-pierre-lacroix"]
    assert f"1 name with {typed}" in " ".join(page.text.split())
    assert page.one("meta", name="robots")["content"] == "noindex, follow"
    assert page.one("link", rel="canonical")["href"].endswith("/people")


def test_another_form_of_a_name_finds_the_person(made_client: FlaskClient) -> None:
    """Somebody is found by every form in which the papers print the name, with accents or without."""
    for typed in ("jenca", "Jenča"):
        assert open_page(made_client, f"/people?find={typed}").links().count(JENCA) == 1
    page = open_page(made_client, "/people?find=nobodysname")
    assert "0 names with nobodysname" in " ".join(page.text.split())
    assert page.all("a", class_="entry") == []


def test_a_letter_that_nothing_stands_under_is_not_found(
    client: FlaskClient, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A list shown by letter answers at every letter that it links to, and at no other."""
    monkeypatch.setattr(view_letters, "MAX_ON_ONE_PAGE", 10)
    listed_people: list[str] = []
    letters = [link for link in open_page(client, "/people").links() if link.startswith("/people?letter=")]
    for link in letters:
        page = open_page(client, link)
        assert page.one("link", rel="canonical")["href"] == f"https://papers.example.org{link}"
        listed_people += [element["href"] for element in page.all("a", class_="entry")]
    assert sorted(listed_people) == sorted(f"/people/{person.id}" for person in library.persons())
    assert client.get("/people?letter=%C3%9F").status_code == 404
