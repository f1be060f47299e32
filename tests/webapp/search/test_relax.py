"""A search that finds nothing is an answer: what each part finds, which one emptied it, what would find something."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest
from flask.testing import FlaskClient

from indexer.store.library import Library
from tests.webapp.markup import Page
from webapp.address.arguments import Notice
from webapp.address.params import ParsedRequest, SearchRequest, parse_request
from webapp.charts.tabs import find_strict
from webapp.search.find import find
from webapp.search.relax import MAX_PARTS, NoResultsDiagnosis, diagnose

NOTHING: tuple[Notice, ...] = ()


def diagnosis(library: Library, q: str, **filters: tuple[str, ...]) -> NoResultsDiagnosis:
    """What is said of a search, which must find nothing that has all of its words."""
    found = find(library, ParsedRequest(SearchRequest(q, filters), NOTHING))  # type: ignore[arg-type]  # names of facets
    assert found.results.total == 0 or found.relaxed
    return diagnose(library, found)


def totals(library: Library, url: str) -> int:
    """How many passages have all that the search at an address asks for."""
    return find_strict(library, parse_request(parse_qsl(urlsplit(url).query))).results.total


@pytest.mark.parametrize(
    ("q", "filters"),
    [
        ("zeppelin training", {}),
        ('"training mentoring" women', {"year": ("2019",), "status": ("planned",)}),
        ("telemedicine -medicine drones", {"year": ("2019",)}),
        ("zeppelin OR dirigible", {"status": ("planned",)}),
        ("", {"year": ("2019",), "status": ("planned",)}),
    ],
)
def test_every_count_is_what_its_link_finds(library: Library, q: str, filters: dict[str, tuple[str, ...]]) -> None:
    """Each part's own count, the count without it, and each way out are those of the searches they lead to."""
    said = diagnosis(library, q, **filters)
    assert said.clauses
    for clause in said.clauses:
        for count in filter(None, (clause.alone, clause.without)):
            assert totals(library, count.url) == count.total, count.url
    for relief in said.options:
        assert totals(library, relief.url) == relief.total > 0


def test_a_field_that_nothing_fits_is_no_misspelt_word(library: Library, client: FlaskClient) -> None:
    """A year without papers is told as that: only words are to be checked for their spelling."""
    said = diagnosis(library, "zeppelin year:1999")
    assert (said.absent, said.unmet) == (("zeppelin",), ("year:1999",))
    text = Page(client.get("/search?q=year:1999").get_data(as_text=True)).text
    assert "No passage fits year:1999" in " ".join(text.split())
    assert "Check the spelling" not in text


def test_the_part_that_emptied_the_set_is_named(library: Library) -> None:
    """A word in no paper is named, has 0 alone, and the rest finds something without it."""
    said = diagnosis(library, "zeppelin training")
    assert said.absent == ("zeppelin",)
    zeppelin, training = said.clauses
    assert zeppelin.alone.total == 0
    assert zeppelin.without
    assert training.alone.total == zeppelin.without.total > 0
    assert said.options[0].text == "Leave out “zeppelin”"


def test_words_that_are_not_side_by_side_are_found_apart(library: Library) -> None:
    """A phrase that stands nowhere is offered as its words, where they stand in one passage."""
    said = diagnosis(library, '"capacity training building"')
    assert [one.text for one in said.options] == ["Look for the words anywhere in a passage, in any form"]


def test_parts_that_never_meet_are_offered_as_a_choice(made_library: Library) -> None:
    """Words of which each is found, but never with the other, are offered joined by OR."""
    said = diagnosis(made_library, "nimble aircraft")
    assert said.absent == ()
    assert "Look for any part instead of all" in [one.text for one in said.options]


def test_where_no_single_step_helps_the_filters_go(library: Library) -> None:
    """When neither a part nor a filter alone is to blame, the wider readings are tried without any filter."""
    said = diagnosis(library, '"women capacity"', year=("2019",), status=("planned",))
    assert said.options
    assert all("filter" in one.text for one in said.options)


def test_a_long_query_is_answered_with_bounded_work(library: Library) -> None:
    """Of a query with more parts than are tried only the filters are."""
    words = " ".join(f"zeppelin{number}" for number in range(MAX_PARTS + 1))
    said = diagnosis(library, words, year=("2019",))
    assert [one.is_filter for one in said.clauses] in ([], [True])


def test_the_page_shows_the_parts(client: FlaskClient) -> None:
    """A table names each part with both counts as links, and the page is well made."""
    page = Page(client.get("/search?q=zeppelin+training&year=2019").text)
    assert page.problems == []
    rows = [" ".join(one.text.split()) for one in page.all("tr")]
    assert rows[0] == "PartAloneAll the others"
    assert rows[1].startswith("zeppelin0 passages")
    assert rows[3].startswith("Year: 201933 passages")


def test_a_search_without_a_word_is_not_diagnosed(client: FlaskClient) -> None:
    """Where there is no word to look for there is no part to blame."""
    assert "Each part of the search" not in client.get("/search?q=%21%21%21").text
