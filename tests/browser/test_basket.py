"""The basket in a real browser: collected, ordered and annotated by mouse, by keyboard, and without a script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from indexer.store.library import Library
from webapp.basket.token import encode
from webapp.shared.basket_item import Basket, BasketItem

from .accessibility import assert_accessible, without_script
from .conftest import OpenPage

pytestmark = pytest.mark.browser


def collect(page: Page, count: int = 3) -> list[str]:
    """Collect the first hits of a search and return their ids."""
    page.goto("/search?q=training")
    names = [hit.get_attribute("value") or "" for hit in page.locator("button.keep").all()[:count]]
    for _ in names:
        page.locator("button.keep").first.click()
        expect(page.locator("a.kept")).to_have_count(names.index(_) + 1)
    return [name.partition("?")[0] for name in names]


def expect_order(page: Page, names: list[str]) -> None:
    """Wait until the basket shows exactly the passages of these ids, in this order."""
    fields = page.locator("input[name=id]")
    expect(fields).to_have_count(len(names))
    for at, name in enumerate(names):
        expect(fields.nth(at)).to_have_value(name)


def mixed(library: Library) -> str:
    """A basket with passages of every paper, a changed one, a withdrawn one, a note and a title."""
    items = [BasketItem.from_passage(library.document_passages(document.id)[-1]) for document in library.documents()]
    odd = (BasketItem(items[0].id, "000000", "Check this\nagain"), BasketItem("nowhere-2001-summary.zzzzz", "123456"))
    return encode(Basket((*odd, *items[1:]), "For the committee on training and capacity-building"))


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_from_hits_to_a_file(open_page: OpenPage, script: bool) -> None:
    """Hits are collected, named, annotated, moved, removed, restored, shared, and fetched as a document."""
    page = open_page(java_script_enabled=script)
    first, second, third = collect(page)
    expect(page.locator("a.kept").first).to_have_text("In basket: result 1")
    expect(page.locator("[data-basket-count]").filter(visible=True)).to_have_text("(3)")
    page.locator("a.to-basket").filter(visible=True).click()
    expect_order(page, [first, second, third])
    page.get_by_label("Title", exact=True).fill("Training needs")
    page.get_by_label("Your note on passage 3").fill("The one to quote")
    page.locator(f"[id='up-{third}']").click()
    expect(page.locator("input[name=id]").nth(1)).to_have_value(third)
    if script:
        expect(page.locator("#said")).to_contain_text("Moved to position 2 of 3")
        expect(page.locator(f"[id='up-{third}']")).to_be_focused()
    page.locator(f"button[name=remove][value='{first}']").click()
    expect_order(page, [third, second])
    page.get_by_role("button", name="Undo").click()
    expect_order(page, [first, third, second])
    expect(page.locator("textarea[name=note]").nth(1)).to_have_value("The one to quote")
    share = page.locator(".share input").input_value()
    with page.expect_download() as fetched:
        page.get_by_role("button", name="Word (DOCX)").click()
    assert fetched.value.suggested_filename == "training-needs.docx"
    shared_page = open_page(java_script_enabled=script)
    shared_page.goto(share)
    expect(shared_page.get_by_role("heading", level=1)).to_have_text("Training needs")
    expect(shared_page.locator(".collected-item")).to_have_count(3)
    expect(shared_page.locator(".note-text")).to_have_text("The one to quote")
    shared_page.get_by_role("button", name="Add all to my basket").click()
    expect_order(shared_page, [first, third, second])


def test_by_keyboard_alone(open_page: OpenPage) -> None:
    """Collecting, moving and writing need no mouse, and the focus stays where the reader is."""
    page = open_page()
    page.goto("/search?q=training")
    for number in (0, 1):
        page.locator("button.keep").first.focus()
        page.keyboard.press("Enter")
        expect(page.locator("a.kept")).to_have_count(number + 1)
        expect(page.locator("a.kept").nth(number)).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/basket#item-*")
    before = [field.input_value() for field in page.locator("input[name=id]").all()]
    page.locator("button[name=down]").first.focus()
    page.keyboard.press("Space")
    expect(page.locator("input[name=id]").first).to_have_value(before[1])
    expect(page.locator(f"[id='down-{before[0]}']")).to_be_focused()
    expect(page.locator(f"[id='down-{before[0]}']")).to_have_attribute("aria-disabled", "true")
    page.get_by_label("Title", exact=True).focus()
    page.keyboard.type("By hand")
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_have_text("Saved")
    page.reload()
    expect(page.get_by_label("Title", exact=True)).to_have_value("By hand")
    expect_order(page, [before[1], before[0]])


def test_notes_are_kept_as_they_are_written(open_page: OpenPage) -> None:
    """With a script, a note is saved when its field loses the focus, and the link to share contains it."""
    page = open_page()
    collect(page, 1)
    page.goto("/basket")
    before = page.locator(".share input").input_value()
    page.locator("textarea[name=note]").fill("Said in the third session")
    page.keyboard.press("Tab")
    expect(page.locator("#said")).to_have_text("Saved")
    expect(page.locator(".share input")).not_to_have_value(before)
    page.goto(page.locator(".share input").input_value())
    expect(page.locator(".note-text")).to_have_text("Said in the third session")


def test_two_tabs(open_page: OpenPage) -> None:
    """A change in a tab that was opened earlier does not lose what another tab collected."""
    page = open_page()
    [first] = collect(page, 1)
    page.goto("/basket")
    other_tab = page.context.new_page()
    [second] = collect_more(other_tab)
    page.get_by_label("Title", exact=True).fill("Both")
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_have_text("Saved")
    page.reload()
    expect_order(page, [first, second])
    expect(page.get_by_label("Title", exact=True)).to_have_value("Both")


def collect_more(page: Page) -> list[str]:
    """Collect one more hit in another tab, and return the ids."""
    page.goto("/search?q=training")
    name = page.locator("button.keep").first.get_attribute("value") or ""
    page.locator("button.keep").first.click()
    expect(page.locator("a.kept")).to_have_count(2)
    return [name.partition("?")[0]]


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_results_are_exported(open_page: OpenPage, script: bool) -> None:
    """The control below the results unfolds and fetches the references to all of them."""
    page = open_page(java_script_enabled=script)
    page.goto("/search?q=training&year=2019")
    control = page.locator("details.exports")
    control.locator("summary").click()
    control.get_by_label("All 15 results").check()
    with page.expect_download() as fetched:
        control.get_by_role("button", name="RIS").click()
    assert fetched.value.suggested_filename == "search-training.ris"
    assert fetched.value.path().read_text(encoding="utf-8").count("ER  - ") == 15


@pytest.mark.parametrize(("width", "script"), [(320, True), (320, False), (1280, True)])
def test_the_basket_is_for_everyone(open_page: OpenPage, library: Library, width: int, script: bool) -> None:
    """The basket has no violation that axe can find, nothing wider than the screen, and nothing too small to press."""
    page = open_page(viewport={"width": width, "height": 900})
    if not script:
        without_script(page)
    page.goto("/basket")
    assert_accessible(page)
    shared = f"/basket?b={mixed(library)}"
    page.goto(shared)
    assert_accessible(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Add all to my basket").click()
    page.goto("/basket")
    assert_accessible(page)
    with page.expect_navigation():
        page.locator("button[name=remove]").first.click()
    page.goto(page.url)
    assert_accessible(page)
    page.goto("/search?q=training")
    page.locator("details.exports summary").click()
    assert_accessible(page)
