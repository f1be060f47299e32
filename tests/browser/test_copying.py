"""Copying in a real browser: links, references and selected words, by mouse, by keyboard, and without a clipboard."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from indexer.references import STYLE_LABELS, STYLE_NAMES
from indexer.store.library import Library
from tests.webapp.reading.test_words import FIRST, SECOND, THIRD, Rivers

from .accessibility import assert_accessible
from .chromium import serve_index
from .conftest import OpenPage
from .test_journeys import CLIPBOARD

pytestmark = pytest.mark.browser

CLOSED = "Object.defineProperty(navigator, 'clipboard', {value: undefined}); document.execCommand = () => false;"
FIRST_FOCUS = """new MutationObserver((changes, observer) => {
    const box = document.querySelector('#q');
    if (!document.querySelector('.here') || document.activeElement === box) return;
    box.focus();
    observer.disconnect();
}).observe(document, {childList: true, subtree: true});"""
SELECT = """([from, start, to, end]) => {
    const point = (words, offset) => {
        const walker = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
        const label = words.querySelector(".label");
        let left = offset + (label ? label.textContent.length + 1 : 0);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            if (left <= node.length) return [node, left];
            left -= node.length;
        }
    };
    const words = (id) => document.querySelector(`[data-passage="${id}"] .words`);
    getSelection().setBaseAndExtent(...point(words(from), start), ...point(words(to), end));
}"""


def clipboard(page: Page) -> str:
    """Return the text that a reader would paste."""
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def select(page: Page, passage: str, words: str, text: str) -> Locator:
    """Select words of a passage with this text, and return the control for them."""
    start = text.index(words)
    page.evaluate(SELECT, [passage, start, passage, start + len(words)])
    control = page.get_by_role("group", name="Selected words")
    expect(control).to_be_visible()
    return control


@pytest.fixture
def rivers(tmp_path: Path) -> Rivers:
    """A small corpus that can be edited and indexed again."""
    return Rivers(tmp_path)


@pytest.fixture
def visit(browser: Browser, rivers: Rivers) -> Iterator[Callable[..., Page]]:
    """A function that opens pages of the site over the small corpus."""
    contexts = []
    with serve_index(rivers.index) as address:

        def opened(**options: object) -> Page:
            """Open a page in a context of its own; the options are Playwright's for a context."""
            context = browser.new_context(base_url=address, **options)  # type: ignore[arg-type]  # as they are
            contexts.append(context)
            return context.new_page()

        yield opened
        for context in contexts:
            context.close()


def test_a_reference_is_copied_from_the_results(open_page: OpenPage) -> None:
    """The button of a hit copies its reference in the style that was chosen last, with the link to this version."""
    page = open_page(permissions=CLIPBOARD)
    page.goto("/search?q=training")
    hit = page.locator(".hit").first
    hit.get_by_role("button", name="Copy link").click()
    link = clipboard(page)
    assert re.search(r"/p/[^?]+\?v=[0-9a-f]{6}$", link)
    expect(hit.locator(".copy[data-copies]")).to_contain_text("copy the reference (APA)")
    hit.get_by_role("button", name="Cite").click()
    expect(page.locator("#said")).to_have_text("Reference copied: APA")
    assert f"from {link}" in clipboard(page)
    with page.expect_navigation():
        hit.locator("h2 a").click()
    page.locator("details.citing summary").click()
    page.get_by_role("link", name="UN-style footnote").click()
    expect(page.locator(".citing .reference")).to_contain_text("Available at")
    page.go_back()
    expect(hit.locator(".copy[data-copies]")).to_contain_text("copy the reference (UN-style footnote)")
    page.keyboard.press("j")
    page.keyboard.press("r")
    expect(page.locator("#said")).to_have_text("Reference copied: UN-style footnote")
    assert f"Available at {link} (accessed on" in clipboard(page)


def test_a_style_once_chosen_is_kept(open_page: OpenPage, library: Library) -> None:
    """Each style is fetched when it is chosen; the next passage opens in the style chosen last."""
    passages = library.document_passages("montevideo-2024-summary")
    page = open_page()
    page.goto(f"/p/{passages[3].id}")
    page.locator("details.citing summary").click()
    for style in (*STYLE_NAMES[1:], "mla"):
        page.locator(f".style-choice [data-style={style}]").click()
        expect(page.locator(f".style-choice [data-style={style}]")).to_be_focused()
        expect(page.locator(".style-choice [aria-current]")).to_have_text(STYLE_LABELS[style])
        expect(
            page.get_by_role("textbox", name=f"{STYLE_LABELS[style]}, plain text", include_hidden=True)
        ).to_have_count(1)
    page.goto(f"/p/{passages[4].id}")
    page.locator("details.citing summary").click()
    expect(page.locator(".style-choice [aria-current]")).to_have_text("MLA")


@pytest.mark.parametrize("place", [".hit", ".passage[aria-current]"])
def test_where_there_is_no_clipboard_a_field_is_selected(open_page: OpenPage, place: str) -> None:
    """On plain http, the link and the reference appear in fields and are selected, and the page says so."""
    page = open_page()
    page.add_init_script(CLOSED)
    page.goto("/search?q=training")
    if place != ".hit":
        with page.expect_navigation():
            page.locator(".hit h2 a").first.click()
    scope = page.locator(place).first
    scope.get_by_role("button", name=re.compile("Copy link")).first.click()
    expect(page.locator("#said")).to_have_text("Copy the link from the field")
    expect(scope.get_by_role("textbox", name=re.compile("Permanent link"))).to_be_focused()
    scope.get_by_role("button", name=re.compile("copy the reference")).first.click()
    expect(page.locator("#said")).to_have_text("Copy the reference from the field")
    field = scope.get_by_role("textbox", name="Reference", exact=True)
    expect(field).to_be_focused()
    assert page.evaluate("document.activeElement.selectionEnd - document.activeElement.selectionStart") > 100


def test_selected_words_lead_back_to_themselves(open_page: OpenPage, library: Library) -> None:
    """The link to words selected with the mouse opens with them marked and in view, and so does their quotation."""
    page = open_page(permissions=CLIPBOARD)
    passage = library.document_passages("montevideo-2024-summary")[8]
    words = " ".join(passage.text.split()[5:12])
    page.goto("/d/montevideo-2024-summary")
    control = select(page, passage.id, words, passage.text)
    control.get_by_role("button", name="Copy quotation").click()
    expect(page.locator("#said")).to_have_text("Quotation copied")
    assert clipboard(page).startswith(f"“{words}”\n")
    control.get_by_role("button", name="Copy link").click()
    expect(page.locator("#said")).to_have_text("Link copied")
    link = clipboard(page)
    assert link.split("#", 1)[1].startswith("quote:~:text=")
    page.goto(link)
    expect(page.locator("mark.quoted")).to_have_text(words)
    expect(page.locator("mark.quoted")).to_be_in_viewport()
    page.locator("details.citing summary").click()
    page.get_by_role("button", name="Copy the quotation").click()
    assert clipboard(page).startswith(f"“{words}”\n")


def test_words_are_linked_by_keyboard(open_page: OpenPage, library: Library) -> None:
    """`v` selects, Shift and arrows narrow, `c` and `r` copy, Tab reaches the control, Escape leaves it."""
    page = open_page(permissions=CLIPBOARD)
    passage = library.document_passages("montevideo-2024-summary")[8]
    page.goto(f"/p/{passage.id}")
    page.keyboard.press("v")
    control = page.get_by_role("group", name="Selected words")
    expect(control).to_be_visible()
    for _ in range(3):
        page.keyboard.press("Control+Shift+ArrowLeft")
    page.keyboard.press("c")  # at once: what counts is what is selected now
    expect(page.locator("#said")).to_have_text("Link copied")
    selected = page.evaluate("getSelection().toString()")
    link = clipboard(page)
    page.keyboard.press("r")
    expect(page.locator("#said")).to_have_text("Quotation copied")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.words-bar') !== null"):
            break
    expect(control.get_by_role("button").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(control).to_have_count(0)
    page.goto(link)
    assert page.locator("mark.quoted").inner_text().startswith(selected.strip()[:40])
    assert len(page.locator("mark.quoted").inner_text()) < len(passage.text)


def test_a_quick_reader_keeps_the_focus(open_page: OpenPage, library: Library) -> None:
    """A page whose passage would have the focus leaves it where a reader put it before the page was drawn."""
    page = open_page()
    page.add_init_script(FIRST_FOCUS)
    page.goto(f"/p/{library.document_passages('montevideo-2024-summary')[8].id}")
    expect(page.locator(".here[autofocus]")).to_have_count(1)
    page.evaluate("new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
    expect(page.locator("#q")).to_be_focused()


def test_words_of_two_passages(open_page: OpenPage, library: Library) -> None:
    """A selection across two passages opens with both ends marked, and everything between them."""
    page = open_page(permissions=CLIPBOARD)
    first, second, third = library.document_passages("montevideo-2024-summary")[7:10]
    page.goto("/d/montevideo-2024-summary")
    page.evaluate(SELECT, [first.id, 10, third.id, 30])
    page.get_by_role("group", name="Selected words").get_by_role("button", name="Copy link").click()
    expect(page.locator("#said")).to_have_text("Link copied")
    page.goto(clipboard(page))
    marks = page.locator("mark.quoted")
    expect(marks).to_have_count(3)
    expect(marks.nth(1)).to_have_text(second.text)
    assert third.text.startswith(marks.nth(2).inner_text())
    expect(marks.first).to_be_in_viewport()


def test_no_clipboard_for_words(open_page: OpenPage, library: Library) -> None:
    """Without a clipboard, the link to the words stands selected in a field of the control."""
    page = open_page()
    page.add_init_script(CLOSED)
    passage = library.document_passages("montevideo-2024-summary")[8]
    page.goto(f"/p/{passage.id}")
    control = select(page, passage.id, "and", passage.text)
    control.get_by_role("button", name="Copy link").click()
    expect(page.locator("#said")).to_have_text("Copy the link from the field")
    expect(control.get_by_role("textbox")).to_be_focused()
    expect(control.get_by_role("textbox")).to_have_value(re.compile(r"quote=and.*#quote$"))


@pytest.mark.parametrize("width", [320, 1280])
def test_words_without_a_script(open_page: OpenPage, library: Library, width: int) -> None:
    """Words pasted into the field open a page that has them marked and in view, with the link to copy."""
    page = open_page(java_script_enabled=False, viewport={"width": width, "height": 700})
    passage = library.document_passages("montevideo-2024-summary")[8]
    words = " ".join(passage.text.split()[-9:-2])
    page.goto("/search?q=training")
    expect(page.locator(".hit").first.get_by_role("link", name="Cite result 1")).to_be_visible()
    page.goto(f"/d/{passage.document.id}")
    page.get_by_role("link", name=f"Cite passage {passage.ordinal + 1} (APA)", exact=True).click()
    expect(page.locator(".citing .reference")).to_be_in_viewport()
    page.get_by_label("Link to exact words").fill(words)
    page.get_by_role("button", name="Make link").click()
    expect(page.locator("mark.quoted")).to_have_text(words)
    expect(page.locator("mark.quoted")).to_be_in_viewport()
    page.locator("details.citing summary").click()
    link = page.get_by_role("textbox", name="Link to these words").input_value()
    page.goto(link)
    expect(page.locator("mark.quoted")).to_have_text(words)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_edits_and_losses_are_told_in_view(visit: Callable[..., Page], rivers: Rivers, script: bool) -> None:
    """After a small edit the words are marked in view; when they are gone, the notice with the cited words is."""
    link = rivers.link("the readings must be kept in one book")
    page = visit(java_script_enabled=script, viewport={"width": 1280, "height": 500})
    rivers.edit("Before all else, t" + FIRST[1:].replace("one book", "a single book"), SECOND, THIRD)
    page.goto(link)
    expect(page.locator("mark.quoted")).to_have_text("the readings must be kept in a single book")
    expect(page.locator("mark.quoted")).to_be_in_viewport()
    expect(page.locator(".item-status")).to_contain_text("The wording has changed since the link was made.")
    rivers.edit(FIRST.partition(", and that")[0] + ", whatever the weather or the day.", SECOND, THIRD)
    page.goto("about:blank")
    page.goto(link)
    expect(page.locator(".item-status")).to_contain_text("The cited words are no longer in this passage.")
    expect(page.locator(".item-status")).to_contain_text("the readings must be kept in one book")
    expect(page.locator(".item-status")).to_be_in_viewport()
    expect(page.locator("mark.quoted")).to_have_count(0)


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_a_passage_named_in_the_address_is_marked(open_page: OpenPage, library: Library, script: bool) -> None:
    """The page of a document opens at the passage of its fragment, highlighted, and not covered by a bar."""
    page = open_page(java_script_enabled=script)
    passage = library.document_passages("montevideo-2024-summary")[12]
    page.goto(f"/d/{passage.document.id}#p-{passage.id.rpartition('.')[2]}")
    named = page.locator(".passage:target")
    expect(named).to_be_in_viewport(ratio=0.5)
    wash = named.evaluate("one => getComputedStyle(one, '::before').backgroundColor")
    assert wash not in {page.evaluate("getComputedStyle(document.body).backgroundColor"), "rgba(0, 0, 0, 0)"}


@pytest.mark.parametrize("width", [320, 1280])
def test_the_controls_are_for_everyone(open_page: OpenPage, library: Library, width: int) -> None:
    """The controls for words, styles and notices have no violation, are not cut off, and are large enough."""
    page = open_page(viewport={"width": width, "height": 800}, permissions=CLIPBOARD)
    passage = library.document_passages("montevideo-2024-summary")[8]
    words = "+".join(passage.text.split()[3:9])
    for address in (
        f"/p/{passage.id}?quote={words}&style=mla#quote",
        f"/p/{passage.id}?quote=nothing+of+this+kind#quote",
        f"/p/{passage.id}?q=training",
    ):
        page.goto(address)
        with suppress(ValueError):
            select(page, passage.id, passage.text[20:40], passage.text)
        assert_accessible(page, address)
