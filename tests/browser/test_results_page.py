"""The page of results in a real browser: the first result stands high, and controls are folded and never in the way."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import OpenPage

pytestmark = pytest.mark.browser

QUERIES = (
    "q=training",
    "q=women+peacekeepers+training",
    "q=WPS+training&year=2024&kind=summary",
    "q=training&group=session",
)


@pytest.mark.parametrize(("width", "height", "most"), [(1280, 800, 0.45), (390, 844, 0.55)])
def test_the_first_result_is_in_sight(open_page: OpenPage, width: int, height: int, most: float) -> None:
    """With filters, expansions and groups too, the first result begins in about the upper half of the first screen."""
    page = open_page(viewport={"width": width, "height": height})
    for query in QUERIES:
        page.goto(f"/search?{query}")
        box = page.locator(".hit h2, .group h2").first.bounding_box()
        assert box
        assert box["y"] < most * height, query


def order(page: Page) -> tuple[Locator, Locator]:
    """Return the control for the order and one of its choices."""
    control = page.locator("details.menu", has_text="Order:")
    return control.locator("summary"), control.get_by_role("link", name="Newest")


def test_the_order_is_chosen_and_its_list_goes_away(open_page: OpenPage) -> None:
    """The list of orders opens over the results and closes with Escape or a click elsewhere; its choices are links."""
    page = open_page()
    page.goto("/search?q=training")
    summary, newest = order(page)
    expect(newest).not_to_be_visible()
    summary.click()
    expect(newest).to_be_visible()
    newest.focus()
    page.keyboard.press("Escape")
    expect(newest).not_to_be_visible()
    expect(summary).to_be_focused()
    summary.click()
    page.get_by_role("status").click()
    expect(newest).not_to_be_visible()
    summary.click()
    newest.click()
    page.wait_for_url("**/search?q=training&sort=newest")
    expect(order(page)[0]).to_contain_text("Newest")


@pytest.mark.parametrize("language", ["", "/fr", "/es", "/ar", "/zh", "/ru"])
def test_the_menus_stand_on_one_line_in_every_language(open_page: OpenPage, language: str) -> None:
    """Tabs and menus are one line at 1280 pixels; where they do not fit, the menus go to the next line together."""
    page = open_page()
    for width in (1280, 900):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"{language}/search?q=women+peacekeepers+training")
        tops = [box["y"] for menu in page.locator(".view-line .menu").all() if (box := menu.bounding_box())]
        tabs = page.locator(".view-line .result-tabs").bounding_box()
        assert tabs
        assert len(tops) == 4
        assert max(tops) - min(tops) < 1
        assert tops[0] < tabs["y"] + tabs["height"] / 2 or width < 1280


def test_order_and_widenings_without_script(open_page: OpenPage) -> None:
    """Without JavaScript the order opens too, and the line on how the query was read unfolds its switches."""
    page = open_page(java_script_enabled=False)
    page.goto("/search?q=training")
    summary, newest = order(page)
    summary.click()
    expect(newest).to_be_visible()
    summary.click()
    taken = page.locator("details.taken")
    expect(taken.locator("summary")).to_contain_text("including related forms")
    taken.locator("summary").click()
    expect(taken.get_by_role("link", name="training", exact=True)).to_be_visible()
    taken.get_by_role("link", name="Only the forms typed").click()
    page.wait_for_url("**exact=stems**")
    expect(page.get_by_role("link", name="Include related forms")).to_be_visible()


def opacity(element: Locator) -> str:
    """Return the opacity of an element once its transition has ended."""
    text: str = element.evaluate("one => getComputedStyle(one).opacity")
    return text


def test_excluding_a_value_is_always_on_offer(open_page: OpenPage) -> None:
    """The link that excludes a value is shown without a pointer over it."""
    page = open_page()
    page.goto("/search?q=training")
    link = page.get_by_role("link", name="Exclude 2019")
    expect(link).to_be_visible()
    assert opacity(link) == "1"


@pytest.mark.parametrize("width", [390, 900, 1280])
@pytest.mark.parametrize("query", ["q=training", "q=training&group=session"])
def test_tools_of_a_hit_are_always_shown(open_page: OpenPage, width: int, query: str) -> None:
    """The link and the reference of a hit are in sight without a pointer on it, beside its words or below them."""
    page = open_page(viewport={"width": width, "height": 900})
    page.goto(f"/search?{query}")
    hit = page.locator(".hit, .group-hit").nth(1)
    for name in ("Copy link", "Cite", "Add to basket"):
        tool = hit.get_by_role("button", name=name)
        expect(tool).to_be_visible()
        assert opacity(tool) == "1"
        placed, words = tool.bounding_box(), hit.locator(".snippet").bounding_box()
        assert placed
        assert words
        assert placed["x"] >= words["x"] + words["width"] or placed["y"] >= words["y"] + words["height"]


@pytest.mark.parametrize("width", [320, 1280])
def test_one_endless_word_stays_on_the_screen(open_page: OpenPage, width: int) -> None:
    """A pasted word without a space is broken in the line that says nothing was found for it."""
    page = open_page(viewport={"width": width, "height": 900})
    page.goto(f"/search?q={'x' * 800}")
    expect(page.get_by_role("status").first).to_contain_text("No results for")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("width", "folded"), [(390, True), (1000, True), (1100, False), (1280, False)])
@pytest.mark.parametrize("language", ["en", "ru", "ar"])
def test_the_places_of_the_site_are_unfolded_where_there_is_room(
    open_page: OpenPage, width: int, folded: bool, language: str
) -> None:
    """On a wide screen each place is one click away, on one line with the search box; elsewhere they are in a menu."""
    page = open_page(viewport={"width": width, "height": 900})
    page.goto(f"/{language}/search?q=training")
    menu, link = page.locator(".places-menu summary"), page.locator("header ~ nav a[href$='/verify']")
    expect(menu).to_be_visible(visible=folded)
    expect(link).to_be_visible(visible=not folded)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if not folded:
        box, field = link.bounding_box(), page.locator("#q").bounding_box()
        assert box
        assert field
        assert field["y"] < box["y"] + box["height"] / 2 < field["y"] + field["height"]
        assert field["width"] > 200


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
@pytest.mark.parametrize("width", [320, 768, 1000, 1280])
def test_the_first_hit_is_eight_tabs_away_and_the_next_three(open_page: OpenPage, script: bool, width: int) -> None:
    """At most eight stops of the Tab key lead from the top to the first hit; a link after each leads to the next."""
    page = open_page(java_script_enabled=script, viewport={"width": width, "height": 900})
    page.goto("/search?q=women+training")
    titles = page.locator(".hit h2 a")
    for _ in range(8):
        page.keyboard.press("Tab")
        if titles.nth(0).evaluate("one => one === document.activeElement"):
            break
    expect(titles.nth(0)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Next result").first).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(titles.nth(1)).to_be_focused()


FILTERS = "q=training&year=2024&kind=summary&status=reported"


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("more", ["", "&group=session"])
def test_the_first_stop_leads_past_the_filters(open_page: OpenPage, script: bool, width: int, more: str) -> None:
    """The first stop of the Tab key is seen and leads to the first hit, however many filters stand before it."""
    page = open_page(java_script_enabled=script, viewport={"width": width, "height": 900})
    page.goto(f"/search?{FILTERS}{more}")
    expect(page.locator("a.chip")).to_have_count(3)
    titles = page.locator(".hit h2 a, .group-hit h3 a")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to results")).to_be_in_viewport(ratio=1)
    for title in (titles.nth(0), titles.nth(1)):
        page.keyboard.press("Enter")
        expect(title).to_be_focused()
        expect(title).to_be_in_viewport(ratio=1)
        page.keyboard.press("Tab")


def test_without_results_the_first_stop_leads_to_what_is_said(open_page: OpenPage) -> None:
    """Where nothing was found, the first stop of the Tab key leads to the text that says so."""
    page = open_page()
    page.goto("/search?q=zebrafish")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


NARROWED = "q=women&year=2019&status=reported"
SEEN_QUERIES = ("q=training", "q=women+training", "q=protection+of+civilians", "q=peacekeeping", NARROWED)


@pytest.mark.parametrize("width", [768, 834, 1280])
@pytest.mark.parametrize("query", SEEN_QUERIES)
def test_four_hits_are_in_sight(open_page: OpenPage, query: str, width: int) -> None:
    """On a tablet and a desk, 900 px high, four hits are on the first screen from the title to the last line."""
    page = open_page(viewport={"width": width, "height": 900})
    page.goto(f"/search?{query}")
    bottoms: list[float] = page.eval_on_selector_all(
        ".hit .snippet", "all => all.map(one => one.getBoundingClientRect().bottom)"
    )
    assert sum(bottom <= 900 for bottom in bottoms) >= 4


def test_every_hit_is_told_from_the_others(open_page: OpenPage) -> None:
    """No two hits of a page have the same name, and a part of a session says of which."""
    page = open_page(java_script_enabled=False)
    for query in ("q=training&show=50", "q=peacekeeping&show=50"):
        page.goto(f"/search?{query}")
        names = page.locator(".hit h2 a").all_inner_texts()
        assert len(names) == len(set(names))
    page.goto("/search?q=people-centered")
    part = page.locator(".hit h2 a", has_text="Roundtable 2").first
    expect(part).to_contain_text("Practitioner Dialogues › Roundtable 2")


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
@pytest.mark.parametrize("width", [390, 768])
def test_filters_are_a_drawer_on_small_screens(open_page: OpenPage, script: bool, width: int) -> None:
    """A button with the number of active filters opens them over the results, and another closes them."""
    page = open_page(viewport={"width": width, "height": 844}, java_script_enabled=script)
    page.goto("/search?q=training&year=2024&status=reported")
    value = page.get_by_role("link", name=re.compile(r"^2019 \d+ pass"))
    expect(value).not_to_be_visible()
    button = page.get_by_role("link", name=re.compile(r"^Filter \(2 active ?\)$"))
    button.click()
    expect(value).to_be_in_viewport()
    page.get_by_role("link", name="Close the filters").click()
    expect(value).not_to_be_visible()
    button.click()
    value.click()
    expect(page.get_by_role("link", name=re.compile(r"^Filter \(3 active ?\)$"))).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_a_hit_in_a_group_goes_into_the_basket(open_page: OpenPage, script: bool) -> None:
    """The button of a grouped hit adds it to the basket."""
    page = open_page(java_script_enabled=script)
    page.goto("/search?q=training&group=session")
    hit = page.locator(".group-hit").first
    hit.locator("h3 a").focus()
    hit.get_by_role("button", name="Add to basket").click()
    expect(page.locator(".group-hit").first.get_by_role("link", name="In basket")).to_be_visible()
    expect(page.get_by_role("link", name="Basket (1)")).to_be_visible()


def test_highlights_are_switched_off_and_stay_off(open_page: OpenPage) -> None:
    """A link on the results hides the highlights, there and on the passages that they lead to, and shows them again."""
    page = open_page(java_script_enabled=False)
    page.goto("/search?q=training")
    page.locator("details.menu", has_text="Show:").locator("summary").click()
    page.get_by_role("link", name="Hide highlights").click()
    page.wait_for_url("**/search?q=training&marks=off")
    page.locator(".hit h2 a").first.click()
    mark = page.locator(".passage[aria-current] mark").first
    background = "one => getComputedStyle(one).backgroundColor"
    assert mark.evaluate(background) == "rgba(0, 0, 0, 0)"
    page.get_by_role("link", name="Show highlights").click()
    assert mark.evaluate(background) != "rgba(0, 0, 0, 0)"


def test_what_can_be_done_with_a_passage_shows_itself(open_page: OpenPage) -> None:
    """The controls of the opened passage are always shown; those of other passages appear with the pointer or the
    keyboard.
    """
    page = open_page(reduced_motion="reduce")
    page.goto("/search?q=training")
    page.locator(".hit h2 a").first.click()
    page.wait_for_url("**/p/**")
    own = page.locator(".passage[aria-current=true] > .margin .copy").first
    other = page.locator(".passage:not([aria-current]) > .margin .copy").first
    assert (opacity(own), opacity(other)) == ("1", "0")
    other.focus()
    assert opacity(other) == "1"
    page.keyboard.press("j")
    page.locator(".passage:focus").wait_for()
    assert opacity(page.locator(".passage:focus > .margin .copy").first) == "1"


def test_from_match_to_match(open_page: OpenPage) -> None:
    """The opened passage leads to the next passage of its paper with marked words, and back."""
    page = open_page(java_script_enabled=False)
    page.goto("/search?q=training")
    page.locator(".hit h2 a").first.click()
    start = page.url
    page.get_by_role("link", name="Next match in this paper").click()
    page.wait_for_url(lambda url: url != start)
    expect(page.locator(".passage[aria-current=true] mark").first).to_be_visible()
    page.get_by_role("link", name="Previous match in this paper").click()
    page.wait_for_url(start)


def test_a_hit_names_its_meeting(open_page: OpenPage) -> None:
    """Beside its dates a meeting is called by its place or its title, not by its month, which would say them twice."""
    page = open_page()
    page.goto("/search?q=training&year=2019")
    line = page.locator(".hit .origin").first
    expect(line).to_have_text(re.compile(r"Meeting note · Priorities for the 2021 Peacekeeping… · 12 December 2019$"))


def test_names_below_a_time_line_stand_on_one_line(open_page: OpenPage) -> None:
    """The years and months of the time line are at one height, those without meetings too."""
    page = open_page(viewport={"width": 1280, "height": 900})
    page.goto("/?year=2024")
    for line in page.locator(".time-line").all():
        bottoms: list[float] = line.locator(".when, .gap > :first-child").evaluate_all(
            """all => all.map(one => {
                const range = document.createRange();
                range.selectNodeContents(one);
                return range.getBoundingClientRect().bottom;
            })"""
        )
        assert max(bottoms) - min(bottoms) < 0.5
