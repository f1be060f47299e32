"""Pages on paper: what they are of, the links of passages, and no control."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from indexer.store.library import Library

from .conftest import OpenPage

pytestmark = pytest.mark.browser

ADDRESS = "one => getComputedStyle(one, '::after').content"
WITH_VERSION = r"http://[^/]+/p/[^?]+\?v=[0-9a-f]{6}"


def test_printed_results_carry_their_links(open_page: OpenPage) -> None:
    """A printed result has the address of this version and no control; the page has its filters and its address."""
    page = open_page()
    page.goto("/search?q=training&year=2024")
    page.emulate_media(media="print")
    assert re.search(WITH_VERSION, page.locator(".hit h2 a").first.evaluate(ADDRESS))
    expect(page.locator(".chip")).to_have_text(re.compile(r"Year:\s+2024"))
    expect(page.locator(".printed")).to_have_text(page.url)
    for control in (".result-tabs", ".view-line", ".tools", ".narrow", ".chip .cross", "details.stated"):
        expect(page.locator(control).first).not_to_be_visible()


def test_a_printed_search_of_a_past_build_carries_its_links(open_page: OpenPage, library: Library) -> None:
    """Each passage that was found then has its link on paper, and so has the page."""
    page = open_page()
    page.goto(f"/search?q=training&asof={library.stats.build}")
    page.emulate_media(media="print")
    addresses = page.locator(".hit h2 a").evaluate_all(f"all => all.map({ADDRESS})")
    assert len(addresses) > 4
    assert all(re.search(WITH_VERSION, address) for address in addresses)
    expect(page.locator(".printed")).to_have_text(page.url)


def test_a_zero_is_printed_with_its_statement(open_page: OpenPage) -> None:
    """The statement on a search that found nothing is on paper in full, without its controls."""
    page = open_page()
    page.goto("/search?q=zeppelin")
    page.emulate_media(media="print")
    expect(page.get_by_label("Search statement")).to_be_visible()
    expect(page.get_by_role("link", name="Full statement")).not_to_be_visible()


@pytest.mark.parametrize("path", ["/d/montevideo-2024-summary", "/m/montevideo-2024/3"])
@pytest.mark.parametrize("width", [700, 1000])
def test_printed_passages_keep_their_numbers(open_page: OpenPage, path: str, width: int) -> None:
    """By its number a printed passage can be cited; it stands on the sheet, and the tools beside it are left out."""
    page = open_page(viewport={"width": width, "height": 1000})
    page.goto(path)
    page.emulate_media(media="print")
    number = page.locator(".passage .margin .number").nth(2)
    expect(number).to_be_visible()
    box = number.bounding_box()
    assert box
    assert box["x"] + box["width"] <= width
    for tool in (".permalink", ".copy", ".cite-link", ".keep"):
        assert page.locator(f".margin {tool}").filter(visible=True).count() == 0


def test_what_was_reported_is_solid_on_paper_too(open_page: OpenPage) -> None:
    """Browsers leave out backgrounds: the mark of what was reported is printed all the same, and not like a plan's."""
    page = open_page()
    page.goto("/d/montevideo-2024-summary")
    adjust = "one => getComputedStyle(one, '::before').printColorAdjust"
    page.emulate_media(media="print")
    assert page.locator(".status.reported").first.evaluate(adjust) == "exact"
