"""The main task in a real browser: search, narrow, open, read, copy the link, and return by it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from indexer.store.library import Library

from .conftest import OpenPage

pytestmark = pytest.mark.browser

CLIPBOARD = ["clipboard-read", "clipboard-write"]
MONTEVIDEO = re.compile("^Montevideo 2024")


def narrow_to_one(page: Page) -> None:
    """Search from the home page and narrow by meeting and by year."""
    page.goto("/")
    page.get_by_label("Search the papers").fill("telemedicine")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("status")).to_contain_text("passages")
    page.get_by_role("link", name=MONTEVIDEO).and_(page.locator(".value")).click()
    expect(page.get_by_role("link", name="Remove the filter Meeting: Montevideo 2024")).to_be_visible()
    page.get_by_role("link", name=re.compile(r"^2024 \d+ passages?$")).click()
    expect(page.get_by_role("link", name="Remove the filter Year: 2024")).to_be_visible()
    assert "q=telemedicine" in page.url
    assert "meeting=montevideo-2024" in page.url
    assert "year=2024" in page.url


def expect_here(page: Page) -> Locator:
    """Assert that the requested passage is highlighted, has the focus, and is in view below any bar; return it."""
    current = page.locator("[aria-current=true].passage")
    expect(current).to_have_count(1)
    expect(current.locator(".here")).to_be_focused()
    expect(current).to_be_in_viewport(ratio=0.5)
    wash = current.evaluate("one => getComputedStyle(one, '::before').backgroundColor")
    assert wash not in {page.evaluate("getComputedStyle(document.body).backgroundColor"), "rgba(0, 0, 0, 0)"}
    assert_uncovered(page)
    return current


def assert_uncovered(page: Page) -> None:
    """Assert that no bar at the top covers the beginning of the requested passage."""
    top = page.locator(".passage[aria-current=true]").bounding_box()
    bar = page.locator(".trail")
    if bar.count():
        covered = bar.bounding_box()
        assert top
        assert covered
        assert top["y"] >= covered["y"] + covered["height"]


def test_from_a_question_to_a_link_and_back(open_page: OpenPage) -> None:
    """With a mouse, a reader types, narrows, opens a hit, sees the passage, copies its link, and opens that link."""
    page = open_page(permissions=CLIPBOARD)
    narrow_to_one(page)
    with page.expect_navigation():
        page.locator(".hit h2 a").first.click()
    current = expect_here(page)
    expect(current.locator("mark").first).to_have_text("telemedicine")
    current.get_by_role("button", name="Copy link").click()
    expect(page.locator("#said")).to_have_text("Link copied")
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.partition("?v=")[0] == page.locator("link[rel=canonical]").get_attribute("href")
    words = current.locator("p").nth(1).inner_text()
    page.goto(link)
    assert expect_here(page).locator("p").nth(1).inner_text() == words
    expect(page.locator("mark")).to_have_count(0)


def test_the_same_without_a_script(open_page: OpenPage) -> None:
    """Without JavaScript the same works, and the link is read from a field that unfolds."""
    page = open_page(java_script_enabled=False)
    narrow_to_one(page)
    page.locator(".hit h2 a").first.click()
    expect(page.locator(".passage[aria-current=true]")).to_be_in_viewport(ratio=0.5)
    current = page.locator(".passage[aria-current=true]")
    expect(page.locator("button.copy")).to_have_count(0)
    current.locator("details.permalink summary").click()
    field = current.get_by_role("textbox", name=re.compile("^Permanent link: passage"))
    expect(field).to_be_visible()
    page.goto(field.input_value())
    expect(page.locator(".passage[aria-current=true]")).to_be_in_viewport(ratio=0.5)


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_every_place_of_a_document_opens_in_view(
    open_page: OpenPage, library: Library, script: bool, width: int, height: int
) -> None:
    """The first, a middle and the last passage of each document open in view, and no bar covers them."""
    page = open_page(java_script_enabled=script, viewport={"width": width, "height": height})
    for document in library.documents():
        passages = library.document_passages(document.id)
        for passage in (passages[0], passages[len(passages) // 2], passages[-1]):
            page.goto(f"/p/{passage.id}?q=peacekeeping")
            expect(page.locator(".passage[aria-current=true] .here")).to_be_in_viewport()
            assert_uncovered(page)


def test_back_returns_to_the_narrowed_results(open_page: OpenPage) -> None:
    """The browser's Back and the page's own link both return to the results as they were."""
    page = open_page()
    narrow_to_one(page)
    results = page.url
    with page.expect_navigation():
        page.locator(".hit h2 a").first.click()
    with page.expect_navigation():
        page.get_by_role("link", name="Back to the results").click()
    assert set(page.url.partition("?")[2].split("&")) == set(results.partition("?")[2].split("&"))
    page.go_back()
    page.go_back()
    assert page.url == results


def test_by_keyboard_alone(open_page: OpenPage) -> None:
    """Slash, j, k, Enter, c and the question mark do what the help page says."""
    page = open_page(permissions=CLIPBOARD)
    page.goto("/help")
    page.keyboard.press("/")
    expect(page.get_by_label("Search the papers")).to_be_focused()
    page.keyboard.type("training/jkc?")
    expect(page.get_by_label("Search the papers")).to_have_value("training/jkc?")
    page.get_by_label("Search the papers").fill("training")
    with page.expect_navigation():  # keys are heard once the page has loaded its script
        page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("passages")
    titles = page.locator(".hit h2 a")
    page.keyboard.press("j")
    expect(titles.nth(0)).to_be_focused()
    page.keyboard.press("j")
    expect(titles.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(titles.nth(0)).to_be_focused()
    page.keyboard.press("c")
    expect(page.locator("#said")).to_have_text("Link copied")
    link = page.evaluate("navigator.clipboard.readText()")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    current = expect_here(page)
    assert page.locator("link[rel=canonical]").get_attribute("href") == link.partition("?v=")[0]
    place = int(current.locator(".number").inner_text().split()[-1])
    page.keyboard.press("j")
    expect(page.locator(".passage:focus .number")).to_contain_text(str(place + 1))
    page.keyboard.press("?")
    page.wait_for_url("**/help/keyboard")


def test_the_keys_can_be_turned_off(open_page: OpenPage) -> None:
    """Single keys can be turned off for voice control, and the browser remembers it."""
    page = open_page()
    page.goto("/help/keyboard")
    page.get_by_role("checkbox", name="Use keyboard shortcuts").uncheck()
    page.goto("/search?q=training")
    page.keyboard.press("/")
    expect(page.get_by_label("Search the papers")).not_to_be_focused()


def test_skipping_to_the_text(open_page: OpenPage) -> None:
    """The first stop of the Tab key is a link that skips the head of the page."""
    page = open_page()
    page.goto("/concordance?q=training")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_a_long_list_can_be_searched(open_page: OpenPage) -> None:
    """One link of a long facet leads to all of its values, which the script filters as the reader types."""
    page = open_page()
    page.goto("/search?q=peacekeeping")
    page.get_by_role("link", name=re.compile(r"^All \d+ sessions$")).click()
    page.get_by_label("Find in this list").fill("policing")
    visible_values = page.locator("a.value:visible")
    expect(visible_values).to_have_count(1)
    expect(visible_values.first).to_contain_text("Policing")
    page.get_by_label("Find in this list").fill("")
    assert visible_values.count() > 8


def test_where_the_clipboard_is_closed_the_link_is_shown(open_page: OpenPage) -> None:
    """If copying fails, the field with the link unfolds and is selected."""
    page = open_page()
    page.add_init_script(
        "navigator.clipboard.writeText = () => Promise.reject(new Error('closed'));document.execCommand = () => false;"
    )
    page.goto("/search?q=training")
    page.locator(".hit").first.get_by_role("button", name="Copy link").click()
    expect(page.locator("#said")).to_have_text("Copy the link from the field")
    expect(page.locator(".hit").first.get_by_role("textbox")).to_be_focused()


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_from_a_session_to_a_person_to_their_words(open_page: OpenPage, script: bool) -> None:
    """The people of a session lead to a person, to a quotation, and to the passage that holds it."""
    page = open_page(java_script_enabled=script)
    page.goto("/people")
    page.get_by_role("link", name="Jean-Pierre Lacroix").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Jean-Pierre Lacroix")
    page.get_by_role("link", name=re.compile("^Session 4: ")).click()
    page.locator(".people").get_by_role("link", name="Jean-Pierre Lacroix").click()
    words = page.locator("section", has=page.get_by_role("heading", name="Quotations"))
    quotation = words.locator("blockquote").first.inner_text().strip()
    words.get_by_role("link").first.click()
    current = page.locator(".passage[aria-current=true]")
    expect(current).to_be_in_viewport()
    expect(current.locator("blockquote .words")).to_have_text(quotation)


def test_from_the_glossary_to_a_definition(open_page: OpenPage) -> None:
    """An acronym leads to the passage that defines it and to the passages that use it."""
    page = open_page(java_script_enabled=False)
    page.goto("/")
    page.get_by_role("navigation", name="Site").get_by_role("link", name="Glossary").click()
    entry = page.locator(".terms > div", has=page.get_by_text("A4P", exact=True))
    entry.locator(".where a").click()
    expect(page.locator(".passage[aria-current=true] .words")).to_contain_text("Action for Peacekeeping")
    page.go_back()
    entry.get_by_role("link", name=re.compile("search for A4P")).click()
    expect(page.locator(".hit mark").first).to_have_text("A4P")
