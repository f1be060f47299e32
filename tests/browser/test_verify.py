"""Checking a draft in a real browser: by keyboard, without a script, and accessibly."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from indexer.store.library import Library
from tests.readers.make import make_docx

from .accessibility import assert_accessible, without_script
from .conftest import OpenPage

pytestmark = pytest.mark.browser


def draft(library: Library) -> str:
    """A draft that quotes one passage exactly, one wrongly, one that does not exist, and two joined."""
    passages = [
        passage
        for passage in library.passages()
        if len(passage.text.split()) > 40 and not any(m in passage.text for m in '“”"‘’')
    ]
    words = [passage.text.split() for passage in passages]
    altered = " ".join([*words[1][:9], "zebra", *words[1][10:20]])
    stitched = " ".join([*words[2][:12], "...", *words[len(words) // 2][:12]])
    other_meeting = _other_meeting(library, passages[4].document.meetings[0].id)
    return (
        f"It was said “{' '.join(words[0][:20])}” and “{altered}”.\n\n“{stitched}”\n\n> “{' '.join(words[3][:15])}”\n\n"
        f"“Nobody ever said such a thing in any of these rooms” “{words[0][0]}” “{' '.join(words[0][:20]).upper()}”\n\n"
        f"“{' '.join(words[4][:15])}” (https://papers.example.org/m/{other_meeting})"
    )


def _other_meeting(library: Library, meeting: str) -> str:
    return next(candidate.id for candidate in library.meetings() if candidate.id != meeting)


def check_draft(page: Page, text: str) -> None:
    """Paste a draft and wait for the report."""
    page.goto("/verify")
    page.get_by_label("Paste your draft").fill(text)
    page.get_by_role("button", name="Check quotations", exact=True).click()
    expect(page.locator(".report .onward")).to_be_visible()


@pytest.mark.parametrize("script", [True, False])
def test_a_draft_is_checked_by_keyboard(open_page: OpenPage, library: Library, script: bool) -> None:
    """With keys alone a reader goes from the navigation to a filtered report and opens a passage of it."""
    page = open_page(java_script_enabled=script)
    page.goto("/")
    page.get_by_role("navigation", name="Site").get_by_role("link", name="Check quotations").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.get_by_label("Paste your draft").focus()
    page.keyboard.insert_text(draft(library))
    for _ in range(2):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Check quotations", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#summary")).to_contain_text("4 of 8 quotations need attention")
    expect(page.locator(".finding:visible")).to_have_count(8)
    expect(page.locator(".working")).to_be_hidden()
    page.get_by_role("navigation", name="Show only").get_by_role("link", name="Wording differs").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".finding:visible")).to_have_count(1)
    expect(page.locator(".finding:visible del")).to_contain_text("zebra")
    page.get_by_role("link", name="Show all").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".finding:visible")).to_have_count(8)
    page.locator(".finding .place a").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".cited-state")).to_contain_text("Unchanged since it was cited")


def test_a_file_is_checked(open_page: OpenPage, tmp_path: Path) -> None:
    """A Word document is chosen and checked; a file that is none is refused above the form."""
    page = open_page()
    path = tmp_path / "draft.docx"
    path.write_bytes(make_docx([("Normal", "He said “nobody ever said this in any of the papers”.")]))
    page.goto("/verify")
    page.get_by_label("Or choose a file").set_input_files(path)
    page.get_by_role("button", name="Check quotations", exact=True).click()
    expect(page.get_by_role("heading", name="draft.docx")).to_be_visible()
    expect(page.locator(".finding h3")).to_contain_text("Not found")


def test_a_reference_is_copied(open_page: OpenPage, library: Library) -> None:
    """With a script, each reference and each link has a button that copies it."""
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    check_draft(page, draft(library))
    first = page.locator(".finding").first
    first.get_by_role("button", name="the reference").click()
    expect(page.locator("#said")).to_have_text("Reference copied: UN-style footnote")
    assert page.evaluate("navigator.clipboard.readText()") == first.locator(".reference").inner_text()
    first.get_by_role("button", name="Copy link").click()
    expect(page.locator("#said")).to_have_text("Link copied")
    assert "?v=" in page.evaluate("navigator.clipboard.readText()")


@pytest.mark.parametrize(("width", "script"), [(320, True), (390, False), (1280, True)])
def test_the_pages_are_for_everyone(open_page: OpenPage, library: Library, width: int, script: bool) -> None:
    """Form and report have no violation that axe can find, fit the screen, and hold nothing too small to press."""
    page = open_page(viewport={"width": width, "height": 900})
    if not script:
        without_script(page)
    page.goto("/verify")
    assert_accessible(page)
    check_draft(page, draft(library))
    assert_accessible(page)
