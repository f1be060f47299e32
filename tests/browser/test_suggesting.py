"""Suggestions in a real browser: by keyboard, by mouse, announced, and absent without a script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from .accessibility import fits, violations_light_and_dark
from .conftest import OpenPage

pytestmark = pytest.mark.browser


def box(page: Page) -> Locator:
    """Return the search box."""
    return page.get_by_role("combobox", name="Search the papers")


def wait_for_suggestions(page: Page, text: str) -> None:
    """Wait until the list is open and belongs to these words, not to a beginning of them."""
    listbox = page.get_by_role("listbox", name="Suggestions")
    expect(listbox).to_be_visible()
    expect(listbox).to_have_attribute("data-typed", text)


def hold_back(page: Page, words: str) -> list[Route]:
    """Hold back the answer to these words; return the held requests, which the test releases."""
    held_routes: list[Route] = []

    def hold(route: Route) -> None:
        """Hold this request and let others through."""
        if route.request.url.endswith(f"q={words}"):
            held_routes.append(route)
        else:
            route.continue_()

    page.route("**/suggest?*", hold)
    return held_routes


def type_in(page: Page, text: str) -> Locator:
    """Type into the search box of the home page, wait for the suggestions for all of it, and return the list."""
    page.goto("/")
    box(page).press_sequentially(text)
    wait_for_suggestions(page, text)
    return page.get_by_role("option")


def test_by_keyboard(open_page: OpenPage) -> None:
    """Arrow keys move through the list and back to the box, Escape closes it and keeps the words, and Enter chooses."""
    page = open_page()
    options = type_in(page, "light coord")
    expect(box(page)).to_have_attribute("aria-expanded", "true")
    count = options.count()
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box(page)).to_have_attribute("aria-activedescendant", "suggestion-0")
    expect(box(page)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator("[aria-selected=true]")).to_have_count(0)
    page.keyboard.press("ArrowUp")
    expect(options.nth(count - 1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(box(page)).to_have_value("light coord")
    expect(box(page)).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_be_visible()
    phrase = options.filter(has_text=re.compile("^Light Coordination Mechanism$"))
    for _ in range(options.count()):
        page.keyboard.press("ArrowDown")
        if phrase.get_attribute("aria-selected") == "true":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("with all words")
    assert page.url.endswith("/search?q=Light+Coordination+Mechanism")


def test_enter_without_a_choice_searches_what_is_typed(open_page: OpenPage) -> None:
    """The typed words are searched unless a suggestion is chosen."""
    page = open_page()
    type_in(page, "train")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Search results")).to_be_attached()
    assert page.url.endswith("/search?q=train")


def test_a_person_leads_to_the_page(open_page: OpenPage) -> None:
    """A click on a suggested person opens the person's page."""
    page = open_page()
    type_in(page, "lacr").filter(has_text="Person").click()
    page.wait_for_url("**/people/jean-pierre-lacroix")


def test_counts_are_announced_and_nothing_moves(open_page: OpenPage) -> None:
    """The number of suggestions is announced politely; the list lies over the page, which does not move."""
    page = open_page()
    page.goto("/")
    before = page.locator(".offers").bounding_box()
    options = type_in(page, "light coord")
    expect(page.locator("[aria-live]", has_text="suggestion")).to_have_text(
        re.compile(rf"^{options.count()} suggestions?$")
    )
    assert page.locator(".offers").bounding_box() == before


def test_old_answers_are_dropped(open_page: OpenPage) -> None:
    """An answer that arrives after more was typed is not shown."""
    page = open_page()
    held_routes = hold_back(page, "tra")
    page.goto("/")
    with page.expect_request("**/suggest?q=tra"):
        box(page).press_sequentially("tra")
    box(page).fill("lacr")
    expect(page.get_by_role("option").filter(has_text="Jean-Pierre Lacroix")).to_be_visible()
    for route in held_routes:
        route.fulfill(json={"q": "tra", "suggestions": [{"text": "late", "note": "", "query": "late", "url": "/"}]})
    page.wait_for_timeout(200)
    expect(page.get_by_role("option").filter(has_text="late")).to_have_count(0)
    assert held_routes


def test_the_list_stays_while_one_goes_through_it(open_page: OpenPage) -> None:
    """Once a key has chosen in the list, a late answer does not remove the choice."""
    page = open_page()
    held_routes = hold_back(page, "light")
    options = type_in(page, "ligh")
    with page.expect_request("**/suggest?q=light"):
        box(page).press_sequentially("t")
    page.keyboard.press("ArrowDown")
    for route in held_routes:
        route.fulfill(json={"q": "light", "suggestions": [{"text": "late", "note": "", "query": "late", "url": "/"}]})
    page.wait_for_timeout(200)
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(options.filter(has_text="late")).to_have_count(0)
    assert held_routes


@pytest.mark.parametrize("width", [320, 1280])
def test_the_list_is_accessible(open_page: OpenPage, width: int) -> None:
    """The open list with a marked option has no violation, fits the screen, and its options are large enough for a
    finger.
    """
    page = open_page(viewport={"width": width, "height": 800})
    options = type_in(page, "p")
    page.keyboard.press("ArrowDown")
    assert violations_light_and_dark(page) == []
    assert fits(page)
    assert all((options.nth(at).bounding_box() or {"height": 0})["height"] >= 24 for at in range(options.count()))


def test_without_a_script_it_is_a_field(open_page: OpenPage) -> None:
    """Without JavaScript the box is a plain field, the search works, and a misspelling is answered by a link."""
    page = open_page(java_script_enabled=False)
    page.goto("/")
    field = page.get_by_role("searchbox", name="Search the papers")
    field.fill("peacekeping")
    expect(page.locator(".suggestions")).to_have_count(0)
    field.press("Enter")
    page.get_by_role("link", name="peacekeeping", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("passages")
