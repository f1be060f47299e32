"""Organisations and countries: lists with numbers, and a page for each."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from indexer.query.results import FacetName, Query
from indexer.store.library import Library
from tests.webapp.markup import open_page
from webapp.address import urls
from webapp.shared import alphabet

LISTS: tuple[tuple[FacetName, str], ...] = (("organisation", "/organisations"), ("country", "/countries"))


@pytest.mark.parametrize(("facet", "path"), LISTS)
def test_the_list_has_every_name_with_its_passages(
    client: FlaskClient, library: Library, facet: FacetName, path: str
) -> None:
    """Every organisation, and every country apart from them, is listed once with the number that a search finds."""
    page = open_page(client, path)
    assert page.problems == []
    lines = [" ".join(each.text.split()) for each in page.all("li") if "passage" in each.text]
    [values] = [found.values for found in library.search(Query(size=1, facets=(facet,))).facets]
    assert sorted(lines) == sorted(
        f"{value.label} {value.count} passage{'s' if value.count > 1 else ''}" for value in values
    )
    for entry in page.all("a", class_="entry"):
        assert client.get(entry["href"]).status_code == 200


def test_a_list_is_searched(client: FlaskClient) -> None:
    """Letters find the names that have them, whatever the case; none is said."""
    page = open_page(client, "/organisations?find=UNIVERSITY")
    assert [entry.text for entry in page.all("a", class_="entry")] == ["University of Ghana", "University of Tokyo"]
    assert page.one("meta", name="robots")["content"] == "noindex, follow"
    assert "0 names with" in " ".join(open_page(client, "/organisations?find=zzz").text.split())


def test_a_long_list_has_a_page_for_each_letter(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where names are many, a page has those of one letter; a letter without names is not found."""
    monkeypatch.setattr(alphabet, "MAX_ON_ONE_PAGE", 5)
    first = open_page(client, "/organisations?letter=u")
    assert {entry.text[0] for entry in first.all("a", class_="entry")} == {"U"}
    assert client.get("/organisations?letter=x").status_code == 404


def test_a_country_says_who_was_there_and_what_was_only_planned(client: FlaskClient) -> None:
    """The page of a country lists its people by meeting, each with role, session and whether that was planned."""
    page = open_page(client, "/countries/India")
    assert page.problems == []
    lines = [" ".join(line.text.split()) for line in page.all("li", class_="meeting-entry")]
    assert lines[0].startswith("10–11 December 2024 Preparatory Conference")
    assert "Amit Lakhar Planned Panelist" in lines[0]
    assert "Ruchira Kamboj Reported Speaker" in lines[1]
    assert "Planned" not in lines[1]
    assert "/people/amit-lakhar" in page.links()


def test_bodies_of_the_state_are_of_the_country(client: FlaskClient) -> None:
    """People of an army or a cabinet office are among those of the country, each with the place of their part."""
    page = open_page(client, "/countries/Uruguay")
    [meeting] = [" ".join(line.text.split()) for line in page.all("li", class_="meeting-entry")]
    assert "María Paz Planned Panelist, Combat Engineer Company Commander, Uruguayan Army · Session 4" in meeting
    assert "Omar Paganini Planned Speaker, Minister of Foreign Affairs, Uruguay · Welcome and Introduction" in meeting
    assert "Marcelo Montaner Planned Speaker, Vice-Minister of National Defense, Uruguay · Closing and Lunch" in meeting
    assert {"/countries/Japan", "/countries/Bangladesh"} <= set(open_page(client, "/countries").links())


def test_its_passages_are_a_search(client: FlaskClient, library: Library) -> None:
    """The page links the search for its passages, which finds as many as it says."""
    name = "Department of Peace Operations (DPO)"
    total = library.count(Query(filters={"organisation": (name,)})).total
    page = open_page(client, urls.body_path("organisation", name))
    assert f"See all {total} passages" in page.text
    link = next(link for link in page.links() if link.startswith("/search?organisation="))
    assert f"{total} passages" in open_page(client, link).text


@pytest.mark.parametrize("path", ["/organisations/Nowhere", "/countries/Atlantis", "/organisations/a/b"])
def test_an_unknown_name_says_so(client: FlaskClient, path: str) -> None:
    """A name that no paper has is not found, in words, with the way to the list."""
    answer = client.get(path)
    assert answer.status_code == 404
    assert "not found" in answer.text
    assert f'href="/{path.split("/")[1]}"' in answer.text
