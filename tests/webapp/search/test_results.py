"""Tests of the results page: what was found, how to narrow it, and help where nothing was found."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from flask.testing import FlaskClient

from indexer.model import Meeting
from indexer.query.results import FACETS
from indexer.store.library import Library
from tests import corpus_factory as made
from tests.webapp.markup import Element, Page, open_page
from webapp.address.params import SearchRequest, parse_request
from webapp.app import create_app
from webapp.shared.labels import FACET_TITLES


def request_of(link: str) -> SearchRequest:
    """Return the search that a link asks for."""
    return parse_request(parse_qsl(urlsplit(link).query)).request


def status(page: Page) -> str:
    """Return the line that says how much was found."""
    return " ".join(page.one("p", role="status").text.split())


def value(page: Page, label: str) -> Element:
    """Return the facet link with a label."""
    [matching] = [link for link in page.all("a", class_="value") if link.text.strip().startswith(label)]
    return matching


def count(element: Element) -> int:
    """Return the number beside a facet value."""
    return int("".join(sign for sign in element.text.rpartition(" passage")[0].split()[-1] if sign.isdigit()))


def test_hits_show_where_they_stand(client: FlaskClient) -> None:
    """A hit shows its session, number, kind, status, meeting and dates, and highlights the match."""
    page = open_page(client, "/search?q=telemedicine&status=planned&meeting=montevideo-2024")
    hit = page.one("li", class_="hit").text
    assert "Session 3: Lessons from Recent Capacity-Building and Training Partnerships" in hit
    assert re.search(r"passage \d+ of \d+", hit)
    assert "Planned" in hit
    assert "Programme" in hit
    assert "Montevideo 2024" in hit
    assert "10–11 December 2024" in hit
    assert {mark.text for mark in page.all("mark")} == {"telemedicine"}


def test_the_status_is_told_once(client: FlaskClient) -> None:
    """One element with the role status says how many passages were found and which are shown."""
    assert status(open_page(client, "/search?q=training")).endswith("passages; 1–10 shown")
    assert status(open_page(client, "/search?q=telemedicine&status=planned&meeting=montevideo-2024")) == "1 passage"


def test_a_facet_value_toggles(client: FlaskClient) -> None:
    """The link of a facet value selects it and then deselects it, from page 1."""
    page = open_page(client, "/search?q=training&sort=newest&page=2")
    year = value(page, "2019")
    assert request_of(year["href"]) == SearchRequest("training", {"year": ("2019",)}, "newest")
    chosen = value(open_page(client, year["href"]), "2019")
    assert chosen.has("aria-current", "true")
    assert "remove this filter" in chosen.text
    assert request_of(chosen["href"]) == SearchRequest("training", {}, "newest")


def test_counts_leave_out_their_own_choice(client: FlaskClient) -> None:
    """Selecting a year changes no count among the years, and a second year adds its own."""
    unfiltered = open_page(client, "/search?q=training")
    one_year = open_page(client, "/search?q=training&year=2019")
    both_years = open_page(client, "/search?q=training&year=2019&year=2024")
    for label in ("2019", "2024", "2025"):
        assert count(value(unfiltered, label)) == count(value(one_year, label)) == count(value(both_years, label))
    assert status(one_year).startswith(f"{count(value(unfiltered, '2019'))} passages")
    assert status(both_years).startswith(
        f"{count(value(unfiltered, '2019')) + count(value(unfiltered, '2024'))} passages"
    )


def test_other_facets_count_what_is_left(client: FlaskClient) -> None:
    """The meetings of a selected year are counted within that year."""
    page = open_page(client, "/search?q=training&year=2019")
    assert "Islamabad" not in page.one("section", id="narrow").text
    assert count(value(page, "Meeting note")) == count(value(page, "2019"))


def test_a_chosen_value_stays_at_nothing(client: FlaskClient) -> None:
    """A selected value that finds nothing can still be deselected."""
    page = open_page(client, "/search?q=telemedicine&year=2019")
    assert count(value(page, "2019")) == 0
    assert value(page, "2019").has("aria-current", "true")


def test_chips_take_filters_off(client: FlaskClient) -> None:
    """Each filter is a chip that names it and removes it alone; one more link clears all."""
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


def test_filters_are_kept_at_an_address_of_their_own(client: FlaskClient) -> None:
    """Filters have an address without the query; its page is named by them, and a query typed there keeps them."""
    page = open_page(client, "/search?q=training&year=2024&status!=planned&sort=oldest&page=2")
    [link] = [each["href"] for each in page.all("a", class_="keep-filters")]
    assert request_of(link) == SearchRequest(
        filters={"year": ("2024",)}, excluded={"status": ("planned",)}, sort="oldest"
    )
    kept = open_page(client, link)
    assert kept.problems == []
    assert kept.one("title").text.startswith("Year: 2024; Planned or reported, not: Planned · Search · ")
    assert "Bookmark this page to use them again." in kept.text
    assert "Keep these filters" not in kept.text
    hidden = {(each["name"], each["value"]) for each in kept.all("input") if each.has("type", "hidden")}
    assert {("year", "2024"), ("status!", "planned"), ("sort", "oldest")} <= hidden
    assert kept.one("input", id="q")["value"] == ""


def test_the_form_keeps_filters_and_order(client: FlaskClient) -> None:
    """A new query keeps the filters and the order, from page 1."""
    page = open_page(client, "/search?q=training&year=2019&year=2024&sort=oldest&page=2")
    forms = [index for index, element in enumerate(page.elements) if element.tag == "form"]
    search = page.elements[forms[0] : forms[1]]
    hidden = [(element["name"], element["value"]) for element in search if element.has("type", "hidden")]
    assert hidden == [("year", "2019"), ("year", "2024"), ("sort", "oldest")]
    assert page.one("input", id="q")["value"] == "training"


def test_orders_are_links(client: FlaskClient) -> None:
    """A query has four sort orders, an empty one three, without best match; one is current."""
    page = open_page(client, "/search?q=training&sort=newest")
    shown = {link.text: link.has("aria-current") for link in page.all("a") if "sort" in link["href"]}
    assert shown["Newest"]
    assert not shown["Oldest"]
    browsing = open_page(client, "/search")
    assert "Best match" not in browsing.text
    current = [link.text for link in browsing.all("a", aria_current="true")]
    assert current == ["Paper order", "Not grouped", "10"]


def test_newest_and_oldest_are_what_they_say(client: FlaskClient, library: Library) -> None:
    """The first hit of the newest is of the last meeting, that of the oldest of the first."""
    newest, *_, oldest = library.meetings()
    for order, meeting in (("newest", newest), ("oldest", oldest)):
        hits = open_page(client, f"/search?q=peacekeeping&sort={order}").all("li", class_="hit")
        assert meeting.title in hits[0].text


def test_pages_go_on_and_back(client: FlaskClient) -> None:
    """Every hit is on exactly one page, and pages link to their neighbours."""
    links: list[str] = []
    path: str | None = "/search?q=training"
    pages = 0
    while path:
        page = open_page(client, path)
        pages += 1
        links += [link["href"] for link in page.all("a", data_open="")]
        path = next((link["href"] for link in page.all("a", rel="next")), None)
    assert len(links) == len(set(links)) == int(status(page).split()[0])
    assert page.one("a", rel="prev")["href"].endswith(f"page={pages - 1}" if pages > 2 else "q=training")


def test_more_results_on_a_page(client: FlaskClient) -> None:
    """A page shows 10, 25 or 50 results, as the address says; the choice is kept, and begins at the first page."""
    page = open_page(client, "/search?q=training&page=2&sort=newest")
    sizes = {link.text: link["href"] for link in page.all("a") if link.text in {"10", "25", "50"}}
    assert sizes["25"] == "/search?q=training&sort=newest&show=25"
    assert sizes["10"] == "/search?q=training&sort=newest"
    more = open_page(client, sizes["25"])
    assert len(more.all("a", data_open="")) == 25
    assert status(more).endswith("1–25 shown")
    assert all("show=25" in link["href"] for link in more.all("a", class_="value"))
    assert "show=25" in more.one("a", rel="next")["href"]
    trail = open_page(client, more.all("a", data_open="")[20]["href"])
    back = next(link["href"] for link in trail.all("a", class_="back"))
    assert back == sizes["25"]
    references = client.get("/search.txt?q=training&sort=newest&show=25").text
    assert references.count("Available at") + references.count("/p/") >= 25


def test_undated_is_the_last_year(many_years: FlaskClient) -> None:
    """Years are listed newest first, and what has no date comes last, however much it is."""
    page = open_page(many_years, "/search?q=ice")
    labels = [element.text for element in page.all("bdi", class_="value-label")]
    years = [label for label in labels if label.isdigit() or label == "Undated"]
    assert years == ["2021", "2020", "Undated"]


def test_a_meeting_is_called_by_a_name_of_its_own(many_years: FlaskClient) -> None:
    """Two meetings of one month without a place are told apart in the filters and on the hits."""
    page = open_page(many_years, "/search?q=ice")
    hits = [" ".join(line.text.split()) for line in page.all("p", class_="origin")]
    assert len(set(hits)) == len(hits) == 4


@pytest.fixture(scope="module")
def many_years(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A client of a site over meetings without a place, two of one month and two of no date."""
    index_dir = tmp_path_factory.mktemp("years")
    starts = {"spring": date(2021, 5, 3), "may": date(2021, 5, 4), "old": date(2020, 1, 1), "none": None}
    papers = [
        made.document(f"{name}-report", Meeting(name, f"Meeting {name}", None, start), "report")
        for name, start in starts.items()
    ]
    made.publish_build(index_dir, (made.passage(paper, 0, f"Ice of {paper.id} was spoken of.") for paper in papers))
    return create_app(index_dir).test_client()


def test_nothing_typed_is_everything(client: FlaskClient, library: Library) -> None:
    """An empty query lists all passages, and says so."""
    for path in ("/search", "/search?q=", "/search?q=+++"):
        page = open_page(client, path)
        assert status(page).startswith(f"{library.stats.passages} passages")
        assert "These are all passages. Type a word" in page.text


def test_nothing_typed_with_a_filter_is_what_the_filter_leaves(client: FlaskClient, library: Library) -> None:
    """An empty query under a filter does not say that all passages are shown; one under no known value does."""
    for filtered in ("year=2019", "year!=2019"):
        page = open_page(client, f"/search?{filtered}")
        assert not status(page).startswith(f"{library.stats.passages} passages")
        assert "These are all passages that match the filters." in page.text
        assert "These are all passages. Type a word" not in page.text
    assert "These are all passages. Type a word" in open_page(client, "/search?year=1900").text


def test_punctuation_finds_nothing_and_says_why(client: FlaskClient) -> None:
    """A query without a word is answered with what to type instead."""
    page = open_page(client, "/search?q=%3F%21%21")
    assert status(page) == "No results for ?!!"
    assert "has no word or number to search for" in page.text
    assert "What the papers cover" in page.text


def test_an_over_long_query_is_told(client: FlaskClient) -> None:
    """An over-long query is answered with how much of it was searched."""
    page = open_page(client, "/search?q=" + "river+" * 1700)
    assert "characters; only the first 2,000 were searched" in page.text


@pytest.mark.parametrize(
    ("argument", "notice"),
    [
        ("page=1000000000", "There is no page 1,000,000,000. The last page is"),
        ("page=-1", "There is no page “-1”. This is the first page."),
        ("page=abc", "There is no page “abc”. This is the first page."),
        ("year=1066", "No year here matches “1066”, so that filter was ignored."),
        ("meeting=atlantis", "No meeting here matches “atlantis”"),
        ("session=99", "No session here matches “99”"),
        ("year=2024&year!=2024", "“2024” is both chosen and excluded, so it is not excluded."),
        ("kind=novel", "No kind here matches “novel”"),
        ("status=dreamt", "No status here matches “dreamt”"),
        ("sort=size", "“size” is not a sort order"),
        ("show=7", "“7” is not a number of results. Choose from 10, 25, 50."),
    ],
)
def test_what_makes_no_sense_is_passed_over_with_a_word(client: FlaskClient, argument: str, notice: str) -> None:
    """Unknown values and impossible pages are named, and the search runs without them."""
    page = open_page(client, f"/search?q=training&{argument}")
    assert notice in page.text
    assert page.all("li", class_="hit")


def test_a_filter_that_empties_the_set_is_named(client: FlaskClient) -> None:
    """Where one filter empties the results, one link drops it."""
    page = open_page(client, "/search?q=telemedicine&year=2019&status=reported")
    [remedy] = [link for link in page.all("a") if link.text.startswith("Remove the filter") and "×" not in link.text]
    assert remedy.text == "Remove the filter Year: 2019"
    assert open_page(client, remedy["href"]).all("li", class_="hit")


def test_a_word_that_empties_the_set_is_named(client: FlaskClient) -> None:
    """Where one word appears nowhere it is named, and one link drops it."""
    page = open_page(client, "/search?q=training+zeppelin&year=2019")
    assert "zeppelin does not appear in any passage" in page.text
    [remedy] = [link for link in page.all("a") if link.text.startswith("Without")]
    assert request_of(remedy["href"]) == SearchRequest("training", {"year": ("2019",)})
    assert "What the papers cover" in page.text


def test_filters_that_only_together_empty_the_set_go_together(client: FlaskClient) -> None:
    """Where no single filter is to blame, one link drops them all."""
    page = open_page(client, "/search?q=Kawasaki&year=2019&meeting=islamabad-2025")
    assert "Remove all filters" in [link.text for link in page.all("a")]


def test_long_facets_have_one_link_to_all(long_client: FlaskClient) -> None:
    """Of many values eight are shown, and one link leads to all of them."""
    page = open_page(long_client, "/search?q=gauge")
    [link] = [element for element in page.all("a") if element.text == "All 24 sessions"]
    assert len(open_page(long_client, link["href"]).all("a", class_="value")) == 24
    assert page.text.count("Session ") - page.text.count("Session 1: ") < 24


def test_a_chosen_value_is_always_shown(long_client: FlaskClient, long_library: Library) -> None:
    """A selected value is always shown, however rare it is."""
    *_, last_session = long_library.facet_labels("session")
    page = open_page(long_client, f"/search?q=gauge&session={last_session}")
    assert page.one("a", class_="chosen").has("aria-current", "true")


def test_a_bare_session_number_is_every_session_of_that_number(client: FlaskClient, library: Library) -> None:
    """`session=3` narrows to the third session of every meeting that has one."""
    page = open_page(client, "/search?session=3")
    assert len(page.all("a", class_="chip")) == len(library.expand_sessions("3")) > 1


def test_sessions_of_several_meetings_say_of_which(client: FlaskClient, library: Library) -> None:
    """Sessions of several meetings name their meeting; those of one meeting do not."""
    page = open_page(client, "/search?q=training")
    hints = {element.text for element in page.all("bdi", class_="value-hint")}
    assert {"Montevideo 2024", "December 2019"} <= hints
    alone = open_page(client, "/search?q=training&meeting=montevideo-2024")
    titles = {meeting.title for meeting in library.meetings()}
    assert {element.text for element in alone.all("bdi", class_="value-hint")} <= titles


def test_a_hit_says_where_else_its_words_stand(made_client: FlaskClient) -> None:
    """A passage found only by the people named with it says so and highlights the match."""
    [outside_match] = open_page(made_client, "/search?q=voice").all("p", class_="elsewhere")
    assert outside_match.text == "Found in the list of people: A voice"
    assert not open_page(made_client, "/search?q=mentoring").all("p", class_="elsewhere")


def test_a_word_that_only_the_heading_has_is_shown(tmp_path: Path) -> None:
    """A result shows where each word of the query stands: the heading as well, where the text has the others only."""
    meeting = Meeting("wharf-2031", "Wharf talks")
    paper = made.document("wharf-minutes", meeting, "minutes")
    first = made.session("1", meeting, "Opening")
    texts = (("A crane that turns by itself.", ("Opening", "Tides")), ("A crane lifts what tides bring.", ("Tides",)))
    made.publish_build(
        tmp_path, [made.passage(paper, at, text, first, headings=over) for at, (text, over) in enumerate(texts)]
    )
    page = open_page(create_app(tmp_path).test_client(), "/search?q=crane+tides")
    assert [found.text for found in page.all("p", class_="elsewhere")] == ["Found in the heading: Tides"]
    assert not open_page(create_app(tmp_path).test_client(), "/search?q=crane+opening").all("p", class_="elsewhere")


def test_every_facet_has_a_name_and_a_list(client: FlaskClient, library: Library) -> None:
    """Every facet with values is listed beside the results, and its filter works."""
    page = open_page(client, "/search")
    listed = {summary.text.split(" chosen")[0].strip() for summary in page.all("summary")}
    for facet in FACETS:
        values = library.facet_labels(facet)
        if values:
            assert FACET_TITLES[facet] in listed
            first_value = next(iter(values))
            assert open_page(client, f"/search?{urlencode([(facet, first_value)])}").all("a", class_="chip")


def test_results_are_not_for_indexes_of_others(client: FlaskClient) -> None:
    """Results pages ask crawlers to follow their links but not to index them."""
    assert open_page(client, "/search?q=training").one("meta", name="robots")["content"] == "noindex, follow"


def test_the_query_is_text_and_never_markup(client: FlaskClient) -> None:
    """HTML in a query is shown as text."""
    page = open_page(client, "/search?q=%3Cscript%3Ealert(1)%3C/script%3E%22%3E%3Cb%3E")
    assert page.problems == []
    assert all(script["src"].startswith("/static/") and not script.text for script in page.all("script"))
    assert page.one("input", id="q")["value"] == '<script>alert(1)</script>"><b>'


def test_every_hit_has_its_permanent_link(client: FlaskClient) -> None:
    """The link to copy is absolute and names only the passage and its version."""
    page = open_page(client, "/search?q=training&year=2019")
    fields = page.all("input", readonly="")
    assert len(fields) == len(page.all("li", class_="hit"))
    for field, link in zip(fields, page.all("a", data_open=""), strict=True):
        address, _, version = field["value"].partition("?v=")
        assert address == "https://papers.example.org" + urlsplit(link["href"]).path
        assert len(version) == 6
        assert request_of(link["href"]) == SearchRequest("training", {"year": ("2019",)})
