"""Tests of how the results page explains the interpretation of a query."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, quote_plus, urlsplit

import pytest
from flask.testing import FlaskClient

from indexer.query.grammar import OPERATORS
from indexer.query.in_words import in_words
from indexer.query.parser import parse
from indexer.speech.translation import speaking
from tests.webapp.markup import Page, open_page
from webapp.address.params import SearchRequest, parse_request
from webapp.translations.catalogues import speech_of

from .test_results import request_of, status


def search(client: FlaskClient, typed: str, filters: str = "") -> Page:
    """Return the results page of a query as typed."""
    return open_page(client, f"/search?q={quote(typed)}{filters}")


def words(page: Page) -> str:
    """Return all text of a page in one line."""
    return " ".join(page.text.split())


def test_the_query_is_told_in_words_and_in_the_grammar(client: FlaskClient) -> None:
    """The page shows the query as a sentence and in canonical syntax, with its URL."""
    page = search(client, "training AND “lessons learned” year:2019..2024", "&sort=newest")
    text = words(page)
    assert "Showing passages with “training” and the exact phrase “lessons learned”, from 2019 to 2024" in text
    form = 'training AND "lessons learned" year:2019..2024'
    [link] = [candidate for candidate in page.all("a") if candidate.text == form]
    assert request_of(link["href"]) == SearchRequest(form, sort="newest")


def test_a_slip_is_shown_in_its_place_with_a_way_out(client: FlaskClient) -> None:
    """A malformed query is answered; its problem is highlighted, and one link asks the corrected query."""
    page = search(client, 'training (women OR "police')
    assert status(page) != "No results"
    marks = [element.text for element in page.all("mark")]
    assert marks[:2] == ['"', "("]
    assert "This quotation mark is not closed" in words(page)
    link, *_ = [element for element in page.all("a") if element.text == 'training (women OR "police")']
    corrected = open_page(client, link["href"])
    assert status(corrected) == status(page)
    assert "Try instead:" not in words(corrected)


def test_a_misspelt_field_is_read_or_offered_as_it_should_be(client: FlaskClient) -> None:
    """A field name one edit away is corrected, one two edits away is suggested."""
    correct_status = status(search(client, "training year:2019"))
    assert status(search(client, "training yaer:2019")) == correct_status
    page = search(client, "training yaare:2019")
    [link] = [candidate for candidate in page.all("a") if candidate.text == "training year:2019"]
    assert status(open_page(client, link["href"])) == correct_status


def test_a_lone_star_is_everything(client: FlaskClient) -> None:
    """A bare wildcard shows everything, and explains what a wildcard is for."""
    page = search(client, "*")
    assert status(page).endswith("passages; 1–10 shown")
    assert "needs letters beside it, as in peace*" in words(page)


def test_widenings_are_told_and_switched_off(client: FlaskClient) -> None:
    """Each expansion is shown with a link that switches it off and then one that switches it on."""
    page = search(client, "WPS training")
    assert "Abbreviations and full names are included, and rank lower: WPS Women, Peace and Security." in words(page)
    [off] = [link for link in page.all("a") if link.text == "Without abbreviations and full names"]
    exact = open_page(client, off["href"])
    assert request_of(off["href"]).exact == ("acronyms",)
    assert "Women, Peace and Security." not in words(exact).partition("Showing passages")[2][:300]
    [back] = [link for link in exact.all("a") if link.text == "Include abbreviations and full names"]
    assert request_of(back["href"]) == SearchRequest("WPS training")
    assert int(status(exact).split()[0]) <= int(status(page).split()[0])


def test_other_writings_are_told_and_switched_off(client: FlaskClient) -> None:
    """A word in another writing is shown with a link that keeps to the writing typed, and a hit says how it matched."""
    page = search(client, "peoplecentered")
    line = "Words and numbers written in another way are included, and rank lower: peoplecentered people-centered."
    assert line in words(page)
    assert "written differently" in words(page).partition("Why this result")[2]
    [off] = [link for link in page.all("a") if link.text == "Only as written"]
    assert request_of(off["href"]).exact == ("variants",)
    assert status(open_page(client, off["href"])).startswith("No results")


def test_several_mistakes_are_told_with_one_correction(client: FlaskClient) -> None:
    """Every mistake of a query is told, and the one correction finds something."""
    page = search(client, '"women AND (training OR')
    for part in ("quotation mark is not closed", "“OR” has no word to apply to", "This bracket is not closed"):
        assert part in words(page)
    [better] = {link["href"] for link in page.all("a") if link.text == "women AND training"}
    assert open_page(client, better).all("li", class_="hit")


def test_small_words_are_told_and_made_to_count(client: FlaskClient) -> None:
    """Optional terms are shown, and one link makes all of them required."""
    page = search(client, "panelists of the session on protection of civilians")
    assert "Common words are optional. Require common words" in words(page)
    assert "; optional: of, the, on" in words(page)
    [off] = [link for link in page.all("a") if link.text == "Require common words"]
    assert request_of(off["href"]).exact == ("small",)
    strict = open_page(client, off["href"])
    assert "“the”, “session”, “on”" in words(strict)
    assert int(status(strict).split()[0]) < int(status(page).split()[0])


def test_most_of_the_words_is_told_and_switched_off(client: FlaskClient) -> None:
    """A search tells how many passages have most of the words only, with a link that requires all, and one back."""
    page = search(client, "police planners purple missions")
    assert status(page).startswith("No passage has all these words.")
    assert "have some of them; 1–10 shown" in status(page)
    assert "Showing passages with all or some of: “police”," in words(page)
    assert "These passages have some of the words." in words(page)
    [off] = [link for link in page.all("a") if link.text == "Require all words"]
    strict = open_page(client, off["href"])
    assert status(strict).startswith("No results")
    assert "Searched for passages with “police”," in words(strict)
    some = search(client, "police planners missions")
    [off] = [link for link in some.all("a") if link.text == "Require all words"]
    assert request_of(off["href"]).words == "all"
    assert "Passages with all words come first." in words(some)
    [back] = [link for link in strict.all("a") if link.text == "Include passages with some words"]
    assert status(open_page(client, back["href"])) == status(page)
    assert status(search(client, "police planners purple missions", "&exact=1")).startswith("No results")
    both = search(client, "police planners")
    all_words, most = re.match(r"(\d+) with all words, (\d+) with some", status(both)).groups()  # type: ignore[union-attr]  # it is there
    assert status(search(client, "police planners", "&words=all")).startswith(f"{all_words} passage")
    answer = client.get("/api/search?q=police+planners").get_json()
    assert (answer["with_all_words"], answer["total"]) == (int(all_words), int(all_words) + int(most))
    assert "Passages with all words come first." in words(both)


def test_several_switches_are_taken_back_at_once(client: FlaskClient) -> None:
    """Where several expansions are off, one link switches all of them on."""
    page = search(client, "training", "&exact=1")
    [back] = [link for link in page.all("a") if link.text == "Include all of these"]
    assert request_of(back["href"]) == SearchRequest("training")


def test_what_was_widened_is_folded_under_one_line(client: FlaskClient) -> None:
    """The expansions are folded under one line, which is open where one is switched off."""
    page = search(client, "WPS training")
    line = " ".join(page.one("details", class_="taken").text.split())
    assert "including related forms and abbreviations and full names" in line
    assert not page.one("details", class_="taken").has("open")
    assert {"Only the forms typed", "Without abbreviations and full names"} <= {link.text for link in page.all("a")}
    assert search(client, "WPS training", "&exact=stems").one("details", class_="taken").has("open")
    quoted = search(client, '"lessons learned"').one("details", class_="taken")
    assert "including" not in quoted.text


def test_exact_finds_the_forms_typed_only(client: FlaskClient) -> None:
    """With `exact=1` a query finds what its words in quotation marks find."""
    exact = search(client, "trained", "&exact=1")
    assert status(exact) == status(search(client, '"trained"'))
    assert status(exact) != status(search(client, "trained"))
    assert {field["value"] for field in exact.all("input", name="exact")} == {"1"}


def test_a_value_is_left_out_and_taken_in_again(client: FlaskClient) -> None:
    """A link beside each value excludes it; it then is a chip that removes the exclusion."""
    page = search(client, "training")
    [out] = [link for link in page.all("a", class_="without") if link.text == "Exclude 2019"]
    assert request_of(out["href"]).excluded == {"year": ("2019",)}
    without = open_page(client, out["href"])
    [chip] = without.all("a", class_="chip")
    assert " ".join(chip.text.split()) == "Remove the filter Year, not: 2019 ×"
    assert parse_request(parse_qsl(urlsplit(chip["href"]).query)).request == SearchRequest("training")
    equivalent = search(client, "training -year:2019")
    assert status(without).split()[0] == status(equivalent).split()[0]


def test_the_help_page_prints_the_table(client: FlaskClient) -> None:
    """Every row of the table of operators is on the help page, and its example finds something without a problem."""
    pages = [open_page(client, f"/help/{topic}") for topic in ("words", "operators", "fields")]
    links = {link.text: link["href"] for page in pages for link in page.all("a")}
    for row in OPERATORS:
        assert any(row.meaning in words(page) for page in pages)
        results_page = open_page(client, links[row.example])
        assert "Problems in the query" not in results_page.text
        assert not status(results_page).startswith(("No results", "No passage has all")), row.example


def test_an_example_that_finds_nothing_is_no_link(long_client: FlaskClient) -> None:
    """In a collection of other papers only the examples that find something there are links; all are shown."""
    for path in ("/help", "/help/words", "/help/operators", "/help/fields"):
        page = open_page(long_client, path)
        links = [link for link in page.all("a") if link["href"].startswith("/search?q=")]
        assert all(not status(open_page(long_client, link["href"])).startswith("No results") for link in links)
        shown = {code.text for code in page.all("code")}
        assert len({row.example for row in OPERATORS} & shown) > len(links)


def test_the_answer_for_programs_tells_it_too(client: FlaskClient) -> None:
    """The JSON answer has the canonical query, its words, the problems with their offsets, and the expansions."""
    answer = client.get(f"/api/search?q={quote('POC train* (police')}").get_json()
    understood = answer["understood"]
    assert understood["query"] == "POC train* police"
    assert understood["words"].startswith("passages with all of")
    [problem] = understood["problems"]
    assert (problem["kind"], problem["start"], problem["end"]) == ("open_bracket", 11, 12)
    assert problem["text"] in answer["notices"]
    assert {expansion["kind"] for expansion in understood["widened"]} >= {"acronyms", "pattern"}


def test_a_query_of_hundreds_of_wildcards(client: FlaskClient) -> None:
    """It is told once that only some of them are searched, and the page stays of a size that can be read."""
    query = " OR ".join(f"{first}{second}*" for first in "abcdefghij" for second in "aeiourlnst" * 4)
    response = client.get("/search", query_string={"q": query})
    assert response.text.count("A query can have 10 words with *, ? or ~. The others were ignored.") == 1
    assert len(response.data) < 400_000


@pytest.mark.parametrize("filters", ["", "&status=reported"])
def test_passages_with_only_common_words_are_said_to_be_left_out(client: FlaskClient, filters: str) -> None:
    """Where the weight of the words leaves passages out, one line says how many, and leads to them; the API too."""
    query = "mentorship in peacekeeping"
    page = search(client, query, filters)
    line = page.one("p", class_="left-out")
    [left_out] = re.findall(r"^(\d+) passages? with only common words of the query (?:is|are) not shown\.", line.text)
    [link] = [link["href"] for link in page.all("a") if link.text == "Find any of the words"]
    found, more = (
        client.get(f"/api/v1/search?{address}").get_json()
        for address in (f"q={quote_plus(query)}{filters}", link.partition("?")[2])
    )
    assert found["total"] + int(left_out) == more["total"]
    [notice] = [notice["text"] for notice in found["notices"] if notice["code"] == "common_words_only"]
    assert notice.startswith(f"{left_out} passage")
    assert not [notice for notice in more["notices"] if notice["code"] == "common_words_only"]


@pytest.mark.parametrize(
    "query", ["training", '"police planners"', "mentorship OR peacekeeping", "police planners&words=all"]
)
def test_nothing_is_said_to_be_left_out_where_nothing_is(client: FlaskClient, query: str) -> None:
    """A search that leaves no passage with one of its words out, or whose reader asked for all words, says nothing."""
    assert "left out" not in client.get(f"/search?q={query}").text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("symbol:S/RES/2719", "mentionnant Résolution 2719 (Conseil de sécurité)"),
        ("language:en", "langue : anglais"),
        ("country:germany", "représentant : Allemagne"),
    ],
)
def test_values_of_fields_are_named_in_the_language_of_the_page(query: str, said: str) -> None:
    """Resolutions, languages and countries, which are no words of the papers, are named in the reader's language."""
    node = parse(query).node
    with speaking(speech_of("fr")):
        sentence = in_words(node, lambda _, value: value.title()).sentence()
    assert said in " ".join(sentence.split())
