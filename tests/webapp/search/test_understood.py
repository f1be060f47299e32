"""How a query was taken, as the page of results tells it."""

from __future__ import annotations

from urllib.parse import parse_qsl, quote, urlsplit

from flask.testing import FlaskClient

from indexer.query.grammar import OPERATORS
from tests.webapp.markup import Page, open_page
from webapp.address.params import SearchRequest, parse_request

from .test_results import request_of, status


def search(client: FlaskClient, typed: str, rest: str = "") -> Page:
    """The results of a query as typed."""
    return open_page(client, f"/search?q={quote(typed)}{rest}")


def words(page: Page) -> str:
    """All text of a page in one line."""
    return " ".join(page.text.split())


def test_the_query_is_told_in_words_and_in_the_grammar(client: FlaskClient) -> None:
    """The page says what was searched for as a sentence, and in the one form of the grammar, with its address."""
    page = search(client, "training AND “lessons learned” year:2019..2024", "&sort=newest")
    said = words(page)
    assert "Read as passages with all of: “training” and the exact phrase “lessons learned”, from 2019 to 2024." in said
    form = 'training "lessons learned" year:2019..2024'
    [link] = [one for one in page.all("a") if one.text == form]
    assert request_of(link["href"]) == SearchRequest(form, sort="newest")


def test_a_slip_is_shown_in_its_place_with_a_way_out(client: FlaskClient) -> None:
    """A malformed query is answered as it was read; the place is marked, and one link asks it well-formed."""
    page = search(client, 'training (women OR "police')
    assert status(page) != "Nothing was found"
    marks = [one.text for one in page.all("mark")]
    assert marks[:2] == ['"', "("]
    assert "A quotation mark is not closed" in words(page)
    link, *_ = [one for one in page.all("a") if one.text == 'training (women OR "police")']
    better = open_page(client, link["href"])
    assert status(better) == status(page)
    assert "Search instead for" not in words(better)


def test_a_misspelt_field_is_read_or_offered_as_it_should_be(client: FlaskClient) -> None:
    """A field that is one slip away is read as it, one that is two away is offered."""
    right = status(search(client, "training year:2019"))
    assert status(search(client, "training yaer:2019")) == right
    page = search(client, "training yaare:2019")
    [link] = [one for one in page.all("a") if one.text == "training year:2019"]
    assert status(open_page(client, link["href"])) == right


def test_a_lone_star_is_everything(client: FlaskClient) -> None:
    """A query that is nothing but a wildcard shows everything, and says what a wildcard is for."""
    page = search(client, "*")
    assert status(page).endswith("match; 1–10 shown")
    assert "needs some beside it, as in peace*" in words(page)


def test_widenings_are_told_and_switched_off(client: FlaskClient) -> None:
    """Other forms and short forms that count are told, each with a link that ends it and one that takes that back."""
    page = search(client, "WPS training")
    assert "Short and long forms count too, below what was typed: WPS Women, Peace and Security." in words(page)
    [off] = [one for one in page.all("a") if one.text == "Without short and long forms"]
    narrow = open_page(client, off["href"])
    assert request_of(off["href"]).exact == ("acronyms",)
    assert "Women, Peace and Security." not in words(narrow).partition("Read as")[2][:300]
    [back] = [one for one in narrow.all("a") if one.text == "Short and long forms too"]
    assert request_of(back["href"]) == SearchRequest("WPS training")
    assert int(status(narrow).split()[0]) <= int(status(page).split()[0])


def test_small_words_are_told_and_made_to_count(client: FlaskClient) -> None:
    """Words that need not be there are told, in the reading too; one link asks for all of them."""
    page = search(client, "panelists of the session on protection of civilians")
    assert "Small words need not be there. Only passages with every word" in words(page)
    assert "; the small words (of, the, on) need not be there." in words(page)
    [off] = [one for one in page.all("a") if one.text == "Only passages with every word"]
    assert request_of(off["href"]).exact == ("small",)
    every = open_page(client, off["href"])
    assert "“the”, “session”, “on”" in words(every)
    assert int(status(every).split()[0]) < int(status(page).split()[0])


def test_most_of_the_words_is_told_and_switched_off(client: FlaskClient) -> None:
    """Where most of the words are enough the page says so, with a link to what has all of them, and one back."""
    page = search(client, "police planners purple missions")
    assert status(page).startswith("No passage has all of these words.")
    assert "nearest" in status(page)
    assert "Asked for passages with all of: “police”," in words(page)
    [off] = [one for one in page.all("a") if one.text == "Only passages with all of the words"]
    strict = open_page(client, off["href"])
    assert request_of(off["href"]).exact == ("most",)
    assert status(strict).startswith("Nothing was found")
    assert "Read as passages with all of: “police”," in words(strict)
    assert client.get("/api" + off["href"]).get_json()["total"] == 0
    [back] = [one for one in strict.all("a") if one.text == "Most of the words, where nothing has all"]
    assert status(open_page(client, back["href"])) == status(page)
    assert status(search(client, "police planners purple missions", "&exact=1")).startswith("Nothing was found")


def test_several_switches_are_taken_back_at_once(client: FlaskClient) -> None:
    """Where several widenings are off, one link puts all of them on."""
    page = search(client, "training", "&exact=1")
    [back] = [one for one in page.all("a") if one.text == "All of these"]
    assert request_of(back["href"]) == SearchRequest("training")


def test_what_was_widened_is_folded_under_one_line(client: FlaskClient) -> None:
    """The line says which widenings took place; it stands open where one was switched off, so as to be undone."""
    page = search(client, "WPS training")
    line = " ".join(page.one("details", class_="taken").text.split())
    assert "Other forms of the words count too, and short and long forms." in line
    assert not page.one("details", class_="taken").has("open")
    assert {"Only the forms typed", "Without short and long forms"} <= {one.text for one in page.all("a")}
    assert search(client, "WPS training", "&exact=stems").one("details", class_="taken").has("open")
    quoted = search(client, '"lessons learned"').one("details", class_="taken")
    assert "count too" not in quoted.text


def test_exact_finds_the_forms_typed_only(client: FlaskClient) -> None:
    """With `exact=1` a query finds what its words in quotation marks find."""
    exact = search(client, "trained", "&exact=1")
    assert status(exact) == status(search(client, '"trained"'))
    assert status(exact) != status(search(client, "trained"))
    assert {one["value"] for one in exact.all("input", name="exact")} == {"1"}


def test_a_value_is_left_out_and_taken_in_again(client: FlaskClient) -> None:
    """Beside each value a link leaves it out; it then stands as a chip, keeps its count, and can be taken in again."""
    page = search(client, "training")
    [out] = [one for one in page.all("a", class_="without") if one.text.split()[-1] == "2019"]
    assert request_of(out["href"]).excluded == {"year": ("2019",)}
    without = open_page(client, out["href"])
    [chip] = without.all("a", class_="chip")
    assert " ".join(chip.text.split()) == "Remove the filter Year, not: 2019 ×"
    assert parse_request(parse_qsl(urlsplit(chip["href"]).query)).request == SearchRequest("training")
    rest = search(client, "training -year:2019")
    assert status(without).split()[0] == status(rest).split()[0]


def test_the_help_page_prints_the_table(client: FlaskClient) -> None:
    """Every row of the table of operators stands on the help page, its example as a search that has no problem and,
    over the shipped papers, finds something.
    """
    page = open_page(client, "/help")
    links = {one.text: one["href"] for one in page.all("a")}
    for row in OPERATORS:
        assert row.meaning in words(page)
        found = open_page(client, links[row.example])
        assert "What is wrong with the query" not in found.text
        assert not status(found).startswith(("Nothing was found", "No passage has all")), row.example


def test_the_answer_for_programs_tells_it_too(client: FlaskClient) -> None:
    """The JSON answer has the query in its form and in words, the problems with their places, and what was widened."""
    answer = client.get(f"/api/search?q={quote('POC train* (police')}").get_json()
    understood = answer["understood"]
    assert understood["query"] == "POC train* police"
    assert understood["words"].startswith("passages with all of")
    [problem] = understood["problems"]
    assert (problem["kind"], problem["start"], problem["end"]) == ("open_bracket", 11, 12)
    assert problem["text"] in answer["notices"]
    assert {one["kind"] for one in understood["widened"]} >= {"acronyms", "pattern"}
