"""Tests of a search without results: what each part finds, which one is to blame, and which changes help."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask.testing import FlaskClient

from indexer.build.pipeline import build
from indexer.store.builds import open_library
from indexer.store.library import Library
from tests.webapp.markup import Page
from webapp.address.arguments import Notice
from webapp.address.params import ParsedRequest, SearchRequest, parse_request
from webapp.address.urls import Link
from webapp.search.find import find
from webapp.search.relax import MAX_PARTS, NoResultsDiagnosis, diagnose

NOTHING: tuple[Notice, ...] = ()
TITLED = """# Minutes, 12 March 2031

## Ports

All ports are asked to train those who guide ships, and to pay them in time for their work at night.

## Ships

The next report is due in two years, and names the ports that have done so and those that have not.
"""


def diagnosis(library: Library, q: str, **filters: tuple[str, ...]) -> NoResultsDiagnosis:
    """Return the diagnosis of a search that finds nothing with all of its terms."""
    outcome = find(library, ParsedRequest(SearchRequest(q, filters), NOTHING))  # type: ignore[arg-type]  # names of facets
    assert outcome.nothing_has_all_words
    return diagnose(library, outcome)


def totals(library: Library, url: str) -> int:
    """Return the number of passages that fully match the search at a URL."""
    return find(library, parse_request(parse_qsl(urlsplit(url).query))).results.total


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
    """Each count in the diagnosis is that of the search it links to."""
    explained = diagnosis(library, q, **filters)
    assert explained.clauses
    for clause in explained.clauses:
        for count in filter(None, (clause.alone, clause.without)):
            assert totals(library, count.url) == count.total, count.url
    for relief in explained.options:
        assert totals(library, relief.url) == relief.total > 0


def test_a_field_that_nothing_fits_is_no_misspelt_word(library: Library, client: FlaskClient) -> None:
    """A year without papers is reported as such, and not as a misspelt word."""
    explained = diagnosis(library, "zeppelin year:1999")
    assert (explained.absent, explained.unmet) == (("zeppelin",), ("year:1999",))
    text = Page(client.get("/search?q=year:1999").get_data(as_text=True)).text
    assert "No passage matches year:1999" in " ".join(text.split())
    assert "Check the spelling" not in text


def test_the_part_that_emptied_the_set_is_named(library: Library) -> None:
    """A word in no paper is named, counts 0 alone, and the rest finds something without it."""
    explained = diagnosis(library, "zeppelin training")
    assert explained.absent == ("zeppelin",)
    zeppelin, training = explained.clauses
    assert zeppelin.alone.total == 0
    assert zeppelin.without
    assert training.alone.total == zeppelin.without.total > 0
    assert explained.options[0].text == "Without “zeppelin”"


def test_words_that_are_not_side_by_side_are_found_apart(library: Library) -> None:
    """A phrase that appears nowhere is offered as separate words where one passage has them all."""
    explained = diagnosis(library, '"capacity training building"')
    assert [option.text for option in explained.options] == ["Find the words anywhere in a passage, in any form"]


def test_parts_that_never_meet_are_offered_as_a_choice(made_library: Library) -> None:
    """Words that never appear together are offered joined by OR."""
    explained = diagnosis(made_library, "nimble aircraft")
    assert explained.absent == ()
    assert "Find any of the parts instead of all" in [option.text for option in explained.options]


def test_where_no_single_step_helps_the_filters_go(library: Library) -> None:
    """Where no single part or filter is to blame, wider searches are tried without filters."""
    explained = diagnosis(library, '"women capacity"', year=("2019",), status=("planned",))
    assert explained.options
    assert all("filter" in option.text for option in explained.options)


def test_a_long_query_is_answered_with_bounded_work(library: Library) -> None:
    """Of a query with too many parts only the filters are tried."""
    words = " ".join(f"zeppelin{number}" for number in range(MAX_PARTS + 1))
    explained = diagnosis(library, words, year=("2019",))
    assert [clause.is_filter for clause in explained.clauses] in ([], [True])


def test_the_page_shows_the_parts(client: FlaskClient) -> None:
    """A table shows each part with both counts as links, on a well-formed page."""
    page = Page(client.get("/search?q=zeppelin+training&year=2019").text)
    assert page.problems == []
    rows = [" ".join(row.text.split()) for row in page.all("tr")]
    assert rows[0] == "PartOn its ownWithout it"
    assert rows[1].startswith("zeppelin0 passages")
    assert rows[3].startswith("Year: 201933 passages")


def test_a_search_without_a_word_is_not_diagnosed(client: FlaskClient) -> None:
    """A query without a word is not diagnosed."""
    assert "Which part found nothing?" not in client.get("/search?q=%21%21%21").text


def test_titles_are_offered_where_no_passage_has_the_words(tmp_path: Path) -> None:
    """A search for the title of a paper leads to it: titles are no passages."""
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "ports.md").write_text(TITLED, encoding="utf-8")
    stated = '[[document]]\nfile = "ports.md"\ntitle = "99th Pilotage Meeting"\nsymbol = "A/RES/85/12"\n'
    (folder / "corpus.toml").write_text(stated, encoding="utf-8")
    build(folder, tmp_path / "index")
    with closing(open_library(tmp_path / "index")) as library:
        [paper] = library.documents()
        for q in ("99th pilotage", '"99th Pilotage Meeting"', "pilotage 99th"):
            shown = diagnosis(library, q)
            assert shown.titled == (Link(paper.title, f"/d/{paper.id}"),), q
        assert diagnosis(library, "zeppelin").titled == ()
        assert diagnosis(library, "pilotage zeppelin").titled == ()


def test_a_phrase_that_no_passage_has_is_offered_as_words(made_library: Library) -> None:
    """Where no passage has all words of a phrase either, those with some of them are offered with their number."""
    explained = diagnosis(made_library, '"troops need cameras in winter"')
    [option] = explained.options
    assert option.text == "Find passages with some of the words"
    assert '"' not in dict(parse_qsl(urlsplit(option.url).query))["q"]
    assert totals(made_library, option.url) == option.total > 0
