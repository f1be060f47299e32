"""The control that cites a passage in a real browser: opened, copied from, and accessible."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from indexer.references import STYLE_LABELS, STYLE_NAMES, find_restrictions
from indexer.store.library import Library

from .accessibility import assert_accessible, without_script
from .conftest import OpenPage

pytestmark = pytest.mark.browser


def restricted_passage(library: Library) -> str:
    """The address of a passage in a paper that restricts its citation."""
    papers = (library.document_passages(document.id) for document in library.documents())
    return next(f"/p/{passages[-1].id}" for passages in papers if find_restrictions(passages))


def open_citing(page: Page, path: str) -> Locator:
    """Open the citing control of a passage and return it."""
    page.goto(path)
    control = page.locator("details.citing")
    control.locator("summary").click()
    expect(control).to_have_attribute("open", "")
    return control


def test_a_reference_is_copied(open_page: OpenPage, library: Library) -> None:
    """A chosen style is copied without its italics, which the page says; the key for the link still copies the link."""
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    control = open_citing(page, restricted_passage(library))
    for style in STYLE_NAMES:
        control.locator(f"[data-style={style}]").click()
        expect(control.locator(f"[data-style={style}][aria-current]")).to_be_focused()
        control.get_by_role("button", name="the reference").click()
        expect(control.get_by_role("button", name="the reference")).to_contain_text("Copied")
        expect(page.locator("#said")).to_have_text(f"Reference copied: {STYLE_LABELS[style]}")
        assert page.evaluate("navigator.clipboard.readText()") == control.locator(".reference").inner_text()
    expect(control.locator("textarea:visible")).to_have_count(0)
    page.keyboard.press("c")
    expect(page.locator("#said")).to_have_text("Link copied")
    link = page.locator("link[rel=canonical]").get_attribute("href")
    assert page.evaluate("navigator.clipboard.readText()").partition("?v=")[0] == link


def test_where_the_clipboard_is_closed_the_field_is_shown(open_page: OpenPage, library: Library) -> None:
    """If copying fails, the field with the reference appears, has the focus, and is selected."""
    page = open_page()
    page.add_init_script(
        "navigator.clipboard.writeText = () => Promise.reject(new Error('closed'));document.execCommand = () => false;"
    )
    control = open_citing(page, restricted_passage(library))
    control.get_by_role("button", name="the reference").first.click()
    expect(page.locator("#said")).to_have_text("Copy the reference from the field")
    expect(control.get_by_role("textbox", name="APA, plain text")).to_be_focused()


def test_the_same_without_a_script(open_page: OpenPage, library: Library) -> None:
    """Without JavaScript the control unfolds, every style can be chosen, and the files can be downloaded."""
    page = open_page(java_script_enabled=False)
    control = open_citing(page, restricted_passage(library))
    for style in STYLE_NAMES:
        control.locator(f"[data-style={style}]").click()
        expect(control).to_have_attribute("open", "")
        text = control.get_by_role("textbox", name=f"{STYLE_LABELS[style]}, plain text").input_value()
        assert text == control.locator(".reference").inner_text()
        expect(control.locator(".reference")).to_be_in_viewport()
    expect(control.locator("button.copy")).to_have_count(0)
    with page.expect_download() as fetched:
        control.get_by_role("link", name="RIS").click()
    assert fetched.value.suggested_filename.endswith(".ris")


@pytest.mark.parametrize(("width", "script"), [(320, True), (390, False), (1280, True)])
def test_the_open_control_is_for_everyone(open_page: OpenPage, library: Library, width: int, script: bool) -> None:
    """The open control has no violation that axe can find, nothing wider than the screen, and nothing too small to
    press.
    """
    page = open_page(viewport={"width": width, "height": 900})
    if not script:
        without_script(page)
    open_citing(page, restricted_passage(library))
    assert_accessible(page)
