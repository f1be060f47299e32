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
    control = page.locator("details.order")
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


def test_order_and_widenings_without_script(open_page: OpenPage) -> None:
    """Without JavaScript the order opens too, and the line on how the query was read unfolds its switches."""
    page = open_page(java_script_enabled=False)
    page.goto("/search?q=training")
    summary, newest = order(page)
    summary.click()
    expect(newest).to_be_visible()
    summary.click()
    taken = page.locator("details.taken")
    expect(taken.locator("summary")).to_contain_text("Other forms of the words count too.")
    taken.locator("summary").click()
    expect(taken.get_by_role("link", name="training", exact=True)).to_be_visible()
    taken.get_by_role("link", name="Only the forms typed").click()
    page.wait_for_url("**exact=stems**")
    expect(page.get_by_role("link", name="Other forms of the words too")).to_be_visible()


def opacity(element: Locator) -> str:
    """Return the opacity of an element once its transition has ended."""
    text: str = element.evaluate("one => getComputedStyle(one).opacity")
    return text


def test_a_value_is_left_out_by_mouse_by_keyboard_and_by_finger(open_page: OpenPage) -> None:
    """The link that excludes a value appears under the pointer or with the focus, and is always shown on a phone."""
    page = open_page()
    page.goto("/search?q=training")
    link = page.get_by_role("link", name=re.compile("^Not 2019$"))
    assert opacity(link) == "0"
    link.locator("xpath=..").hover()
    assert opacity(link) == "1"
    page.mouse.move(0, 0)
    link.focus()
    assert opacity(link) == "1"
    phone = open_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    phone.goto("/search?q=training")
    assert opacity(phone.get_by_role("link", name=re.compile("^Not 2019$"))) == "1"


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


def test_printed_results_carry_their_links(open_page: OpenPage) -> None:
    """A printed result has the address of this version and no control."""
    page = open_page()
    page.goto("/search?q=training")
    page.emulate_media(media="print")
    printed = page.locator(".hit h2 a").first.evaluate("one => getComputedStyle(one, '::after').content")
    assert re.search(r"http://[^/]+/p/[^?]+\?v=[0-9a-f]{6}", printed)
    for control in (".result-tabs", ".order", ".tools", ".narrow"):
        assert not page.locator(control).first.is_visible()
