"""Other views of the results in a real browser: aligned concordance lines, bars that are links, a form without a
script.
"""

from __future__ import annotations

import pytest

from indexer.store.library import Library

from .conftest import OpenPage

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_matches_stand_under_one_another(open_page: OpenPage, width: int) -> None:
    """At any width the middles of all matches are aligned, and no match is cut off."""
    page = open_page(viewport={"width": width, "height": 900})
    page.goto("/concordance?q=training&by=before")
    boxes: list[tuple[float, float]] = page.evaluate(
        """() => [...document.querySelectorAll(".kwic mark")].map(one => {
            const box = one.getBoundingClientRect();
            return [(box.left + box.right) / 2, one.scrollWidth - one.clientWidth];
        })"""
    )
    middles = [middle for middle, _ in boxes]
    assert len(middles) > 50
    assert max(middles) - min(middles) < 2
    assert all(hidden <= 1 for _, hidden in boxes)


def test_what_stands_next_to_the_match_is_seen(open_page: OpenPage) -> None:
    """A context that is too long is cut on the side away from the match."""
    page = open_page(viewport={"width": 390, "height": 900})
    page.goto("/concordance?q=training")
    ends: list[float] = page.evaluate(
        """() => [...document.querySelectorAll(".kwic .before")].filter(one => one.textContent).map(one => {
            const range = document.createRange();
            range.selectNodeContents(one);
            return Math.abs(range.getBoundingClientRect().right - one.getBoundingClientRect().right);
        })"""
    )
    assert ends
    assert max(ends) < 1


def test_a_concordance_is_sorted_and_followed_by_keyboard(open_page: OpenPage) -> None:
    """The order is a link, `j` moves from line to line, and Enter opens the passage."""
    page = open_page()
    page.goto("/concordance?q=training")
    page.get_by_role("link", name="Word after").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/concordance?q=training&by=after")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('.kwic li') !== null")
    page.locator(".kwic li a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/p/**")


def test_a_bar_leads_to_its_passages(open_page: OpenPage) -> None:
    """A bar is reached with the keyboard, has a name that says what it counts, and opens its passages."""
    page = open_page(java_script_enabled=False)
    page.goto("/chart?q=training")
    bar = page.get_by_role("link", name="2019: ")
    bar.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=training&year=2019")
    bar_name = page.get_by_role("status").inner_text()
    assert bar_name.startswith("15 passages")


def test_queries_are_compared_without_script(open_page: OpenPage) -> None:
    """The form of the matrix adds another query and shows it as a column."""
    page = open_page(java_script_enabled=False, viewport={"width": 320, "height": 800})
    page.goto("/matrix?q=training")
    page.get_by_label("Queries, one on each line").fill("training\n2. women")
    page.get_by_role("button", name="Compare").click()
    page.wait_for_url("**/matrix?q=training&q=women*")
    assert [heading.split()[0] for heading in page.locator("thead th").all_inner_texts()[1:3]] == ["training", "women"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_from_a_passage_to_similar_ones(open_page: OpenPage, library: Library) -> None:
    """The page of a passage leads to similar passages and to its earlier and later wordings."""
    page = open_page()
    passage = next(
        candidate for candidate in library.passages() if "light coordination mechanism" in candidate.text.casefold()
    )
    page.goto(f"/p/{passage.id}")
    page.get_by_role("link", name="More like this").click()
    page.wait_for_url("**/like")
    assert "light coordination mechanism" in page.locator("main").inner_text()
    page.get_by_role("link", name="Wording over time").click()
    page.wait_for_url("**/lineage")


def test_a_concordance_is_printed_without_its_controls(open_page: OpenPage) -> None:
    """A printed concordance has the lines and the limit, but no links to other orders or files."""
    page = open_page()
    page.goto("/concordance?q=training")
    page.emulate_media(media="print")
    assert page.locator(".kwic li").first.is_visible()
    for control in (".result-tabs", ".sorts", ".as-file", ".search"):
        assert not page.locator(control).first.is_visible()
