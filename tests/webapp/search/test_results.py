"""The page of results: what was found, how to narrow it, and what to do when nothing was."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from flask.testing import FlaskClient

from indexer.query.results import FACETS
from indexer.store.library import Library
from tests.webapp.markup import Element, Page, open_page
from webapp.address.params import SearchRequest, parse_request
from webapp.shared.labels import FACET_TITLES


def request_of(link: str) -> SearchRequest:
    """The search that a link asks for."""
    return parse_request(parse_qsl(urlsplit(link).query)).request


def status(page: Page) -> str:
    """The one line that tells how much was found."""
    return " ".join(page.one("p", role="status").text.split())


def value(page: Page, label: str) -> Element:
    """The facet link with a label."""
    [found] = [one for one in page.all("a", class_="value") if one.text.strip().startswith(label)]
    return found


def count(element: Element) -> int:
    """The number beside a facet value."""
    return int("".join(sign for sign in element.text.rpartition(" passage")[0].split()[-1] if sign.isdigit()))


def test_hits_show_where_they_stand(client: FlaskClient) -> None:
    """A hit tells its session, kind, status, meeting, place and dates, and marks the match."""
    page = open_page(client, "/search?q=telemedicine&status=planned&meeting=montevideo-2024")
    hit = page.one("li", class_="hit").text
    assert "Session 3: Lessons from Recent Capacity-Building and Training Partnerships" in hit
    assert "Planned" in hit
    assert "Programme" in hit
    assert "Preparatory Conference on Capacity-Building" in hit
    assert "Montevideo, Uruguay" in hit
    assert "10–11 December 2024" in hit
    assert {mark.text for mark in page.all("mark")} == {"telemedicine"}


def test_the_status_is_told_once(client: FlaskClient) -> None:
    """One element of role status says how many passages were found and which are shown."""
    assert status(open_page(client, "/search?q=training")).endswith("match; 1–10 shown")
    assert (
        status(open_page(client, "/search?q=telemedicine&status=planned&meeting=montevideo-2024"))
        == "1 passage matches"
    )


def test_a_facet_value_toggles(client: FlaskClient) -> None:
    """Its link adds the value to the search and a second time takes it back, from page 1."""
    page = open_page(client, "/search?q=training&sort=newest&page=2")
    year = value(page, "2019")
    assert request_of(year["href"]) == SearchRequest("training", {"year": ("2019",)}, "newest")
    chosen = value(open_page(client, year["href"]), "2019")
    assert chosen.has("aria-current", "true")
    assert "remove this filter" in chosen.text
    assert request_of(chosen["href"]) == SearchRequest("training", {}, "newest")


def test_counts_leave_out_their_own_choice(client: FlaskClient) -> None:
    """Choosing 2019 changes no count among the years, and a second year adds its own."""
    free = open_page(client, "/search?q=training")
    one = open_page(client, "/search?q=training&year=2019")
    both = open_page(client, "/search?q=training&year=2019&year=2024")
    for label in ("2019", "2024", "2025"):
        assert count(value(free, label)) == count(value(one, label)) == count(value(both, label))
    assert status(one).startswith(f"{count(value(free, '2019'))} passages")
    assert status(both).startswith(f"{count(value(free, '2019')) + count(value(free, '2024'))} passages")


def test_other_facets_count_what_is_left(client: FlaskClient) -> None:
    """The meetings of a year are counted within that year."""
    page = open_page(client, "/search?q=training&year=2019")
    assert "Islamabad" not in page.one("section", id="narrow").text
    assert count(value(page, "Meeting note")) == count(value(page, "2019"))


def test_a_chosen_value_stays_at_nothing(client: FlaskClient) -> None:
    """What is chosen can be taken back also where it finds nothing."""
    page = open_page(client, "/search?q=telemedicine&year=2019")
    assert count(value(page, "2019")) == 0
    assert value(page, "2019").has("aria-current", "true")


def test_chips_take_filters_off(client: FlaskClient) -> None:
    """Each filter is a chip that names it and takes off it alone; one more clears all."""
    page = open_page(client, "/search?q=training&year=2019&year=2024&status=reported")
    chips = {" ".join(chip.text.split()): request_of(chip["href"]) for chip in page.all("a", class_="chip")}
    assert {name.rstrip(" ×") for name in chips} == {
        "Remove the filter Year: 2019",
        "Remove the filter Year: 2024",
        "Remove the filter Planned or reported: Reported",
    }
    without_2019 = chips["Remove the filter Year: 2019 ×"]
    assert without_2019.filters == {"year": ("2024",), "status": ("reported",)}
    assert request_of(page.one("a", class_="clear")["href"]) == SearchRequest("training")


def test_the_form_keeps_filters_and_order(client: FlaskClient) -> None:
    """A new query is asked within the same filters, in the same order, from the first page."""
    page = open_page(client, "/search?q=training&year=2019&year=2024&sort=oldest&page=2")
    forms = [place for place, one in enumerate(page.elements) if one.tag == "form"]
    search = page.elements[forms[0] : forms[1]]
    kept = [(one["name"], one["value"]) for one in search if one.has("type", "hidden")]
    assert kept == [("year", "2019"), ("year", "2024"), ("sort", "oldest")]
    assert page.one("input", id="q")["value"] == "training"


def test_orders_are_links(client: FlaskClient) -> None:
    """There are four orders for a query and three, without best match, for none; one is current."""
    page = open_page(client, "/search?q=training&sort=newest")
    shown = {
        one.text: one.has("aria-current") for one in page.all("a") if "sort" in one["href"] or one.has("aria-current")
    }
    assert shown["Newest"]
    assert not shown["Oldest"]
    browsing = open_page(client, "/search")
    assert "Best match" not in browsing.text
    [current] = [one.text for one in browsing.all("a", aria_current="true")]
    assert current == "Document order"


def test_newest_and_oldest_are_what_they_say(client: FlaskClient, library: Library) -> None:
    """The first hit of the newest is of the last meeting, that of the oldest of the first."""
    newest, *_, oldest = library.meetings()
    for order, meeting in (("newest", newest), ("oldest", oldest)):
        hits = open_page(client, f"/search?q=peacekeeping&sort={order}").all("li", class_="hit")
        assert meeting.title in hits[0].text


def test_pages_go_on_and_back(client: FlaskClient) -> None:
    """Every hit stands on exactly one page, and pages link to their neighbours."""
    links: list[str] = []
    path: str | None = "/search?q=training"
    pages = 0
    while path:
        page = open_page(client, path)
        pages += 1
        links += [one["href"] for one in page.all("a", data_open="")]
        path = next((one["href"] for one in page.all("a", rel="next")), None)
    assert len(links) == len(set(links)) == int(status(page).split()[0])
    assert page.one("a", rel="prev")["href"].endswith(f"page={pages - 1}" if pages > 2 else "q=training")


def test_nothing_typed_is_everything(client: FlaskClient, library: Library) -> None:
    """An empty query browses all passages, and says so."""
    for path in ("/search", "/search?q=", "/search?q=+++"):
        page = open_page(client, path)
        assert status(page).startswith(f"{library.stats.passages} passages")
        assert "No words were given" in page.text


def test_punctuation_finds_nothing_and_says_why(client: FlaskClient) -> None:
    """A query without a word in it is told what to type instead."""
    page = open_page(client, "/search?q=%3F%21%21")
    assert status(page) == "Nothing was found for ?!!"
    assert "There is no word to search for" in page.text
    assert "What these papers cover" in page.text


def test_an_over_long_query_is_told(client: FlaskClient) -> None:
    """Ten thousand characters are answered with what was searched and what to do."""
    page = open_page(client, "/search?q=" + "river+" * 1700)
    assert "characters; only the first 2,000 were searched" in page.text


@pytest.mark.parametrize(
    ("argument", "told"),
    [
        ("page=1000000000", "There is no page 1,000,000,000; the last one is page"),
        ("page=-1", "There is no page “-1”; this is the first page."),
        ("page=abc", "There is no page “abc”; this is the first page."),
        ("year=1066", "There is no year “1066” in these papers, so that filter was left out."),
        ("meeting=atlantis", "There is no meeting “atlantis”"),
        ("session=99", "There is no session “99”"),
        ("kind=novel", "There is no kind “novel”"),
        ("status=dreamt", "There is no status “dreamt”"),
        ("sort=size", "There is no order “size”"),
    ],
)
def test_what_makes_no_sense_is_passed_over_with_a_word(client: FlaskClient, argument: str, told: str) -> None:
    """Unknown values and impossible pages are named, and the search goes on without them."""
    page = open_page(client, f"/search?q=training&{argument}")
    assert told in page.text
    assert page.all("li", class_="hit")


def test_a_filter_that_empties_the_set_is_named(client: FlaskClient) -> None:
    """Where one filter is to blame, leaving it out is one click, with what that finds."""
    page = open_page(client, "/search?q=telemedicine&year=2019&status=reported")
    [relief] = [one for one in page.all("a") if one.text.startswith("Leave out")]
    assert relief.text == "Leave out the filter Year: 2019"
    assert open_page(client, relief["href"]).all("li", class_="hit")


def test_a_word_that_empties_the_set_is_named(client: FlaskClient) -> None:
    """Where one word stands nowhere it is named, and leaving it out is one click."""
    page = open_page(client, "/search?q=training+zeppelin&year=2019")
    assert "zeppelin stands in none of these papers" in page.text
    [relief] = [one for one in page.all("a") if one.text.startswith("Leave out")]
    assert request_of(relief["href"]) == SearchRequest("training", {"year": ("2019",)})
    assert "What these papers cover" in page.text


def test_filters_that_only_together_empty_the_set_go_together(client: FlaskClient) -> None:
    """Where no single filter helps, leaving out all of them is offered."""
    page = open_page(client, "/search?q=Kawasaki&year=2019&meeting=islamabad-2025")
    assert [one.text for one in page.all("a") if one.text.startswith("Leave out")] == ["Leave out all filters"]


def test_long_facets_fold(long_client: FlaskClient) -> None:
    """Of many sessions eight are shown and the rest folded, all of them links."""
    page = open_page(long_client, "/search?q=gauge")
    assert "Show all 24" in page.one("details", class_="folded").text
    assert len(page.one("details", class_="folded").text.split("passages")) - 1 == 16


def test_a_chosen_value_is_never_folded_away(long_client: FlaskClient, long_library: Library) -> None:
    """A value that is chosen stands in sight, however rare it is."""
    *_, last = long_library.facet_labels("session")
    page = open_page(long_client, f"/search?q=gauge&session={last}")
    chosen = page.one("a", class_="chosen")
    assert chosen.text not in page.one("details", class_="folded").text


def test_a_bare_session_number_is_every_session_of_that_number(client: FlaskClient, library: Library) -> None:
    """`session=3` narrows to the third session of each meeting that has one."""
    page = open_page(client, "/search?session=3")
    assert len(page.all("a", class_="chip")) == len(library.expand_sessions("3")) > 1


def test_sessions_of_several_meetings_say_of_which(client: FlaskClient) -> None:
    """Where sessions of several meetings are listed each names its own; within one meeting none does."""
    page = open_page(client, "/search?q=training")
    hints = {one.text for one in page.all("span", class_="value-hint")}
    assert {"Montevideo 2024", "December 2019"} <= hints
    alone = open_page(client, "/search?q=training&meeting=montevideo-2024")
    assert not alone.all("span", class_="value-hint")


def test_a_hit_says_where_else_its_words_stand(made_client: FlaskClient) -> None:
    """A passage found by who is named with it, not by its own words, says so with the match marked."""
    [told] = open_page(made_client, "/search?q=voice").all("p", class_="elsewhere")
    assert told.text == "Found in the list of people: A voice"
    assert not open_page(made_client, "/search?q=mentoring").all("p", class_="elsewhere")


def test_every_facet_has_a_name_and_a_list(client: FlaskClient, library: Library) -> None:
    """Whatever can be narrowed by is listed beside the results of a search for everything, and works."""
    page = open_page(client, "/search")
    listed = {one.text.split(" chosen")[0].strip() for one in page.all("summary")}
    for facet in FACETS:
        values = library.facet_labels(facet)
        if values:
            assert FACET_TITLES[facet] in listed
            first = next(iter(values))
            assert open_page(client, f"/search?{urlencode([(facet, first)])}").all("a", class_="chip")


def test_results_are_not_for_indexes_of_others(client: FlaskClient) -> None:
    """Query pages ask crawlers not to keep them, but to follow their links."""
    assert open_page(client, "/search?q=training").one("meta", name="robots")["content"] == "noindex, follow"


def test_the_query_is_text_and_never_markup(client: FlaskClient) -> None:
    """What looks like HTML in a query is shown as it was typed."""
    page = open_page(client, "/search?q=%3Cscript%3Ealert(1)%3C/script%3E%22%3E%3Cb%3E")
    assert page.problems == []
    assert all(one["src"].startswith("/static/") and not one.text for one in page.all("script"))
    assert page.one("input", id="q")["value"] == '<script>alert(1)</script>"><b>'


def test_every_hit_has_its_permanent_link(client: FlaskClient) -> None:
    """The link to copy is absolute and names the passage and its version alone, without the search."""
    page = open_page(client, "/search?q=training&year=2019")
    fields = page.all("input", readonly="")
    assert len(fields) == len(page.all("li", class_="hit"))
    for field, link in zip(fields, page.all("a", data_open=""), strict=True):
        address, _, version = field["value"].partition("?v=")
        assert address == "https://papers.example.org" + urlsplit(link["href"]).path
        assert len(version) == 6
        assert request_of(link["href"]) == SearchRequest("training", {"year": ("2019",)})
