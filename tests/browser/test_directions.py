"""The direction of pages in Arabic: time runs as the page is read, and what begins a line stands where lines begin."""

from __future__ import annotations

import pytest

from .conftest import OpenPage

pytestmark = pytest.mark.browser

MIDDLES = """all => all.map((one) => [one.textContent, one.getBoundingClientRect()])
    .map(([text, box]) => [text, box.x + box.width / 2])"""


@pytest.mark.parametrize(("language", "width"), [("en", 1280), ("ar", 1280), ("en", 360), ("ar", 360)])
@pytest.mark.parametrize(("path", "marks"), [("/chart?q=training", ".columns .year"), ("/", ".time-line .when")])
def test_time_runs_as_the_page_is_read(open_page: OpenPage, language: str, width: int, path: str, marks: str) -> None:
    """Later years of charts and time lines are to the right, in Arabic to the left, with figures above their bars."""
    page = open_page(viewport={"width": width, "height": 900})
    page.goto(f"/{language}{path}")
    places = [place for text, place in sorted(page.locator(marks).evaluate_all(MIDDLES)) if text.strip().isdigit()]
    assert len(places) >= 3
    assert places == sorted(places, reverse=language == "ar")
    bars, values = (
        [place for _, place in page.locator(f".columns {part}").evaluate_all(MIDDLES)] for part in (".fill", ".value")
    )
    assert [round(place) for place in bars] == [round(place) for place in values]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_bars_grow_from_where_lines_begin(open_page: OpenPage, language: str) -> None:
    """The bar of a meeting begins below its name: at the left, and at the right in Arabic."""
    page = open_page()
    page.goto(f"/{language}/chart?q=training")
    ends = page.locator(".bar").evaluate_all(
        """all => all.map((one) => [one, one.querySelector(".fill")].map((each) => each.getBoundingClientRect()))
            .map(([whole, filled]) => [filled.left - whole.left, whole.right - filled.right])"""
    )
    assert any(max(gaps) > 20 for gaps in ends)
    assert all(round(gaps[language == "ar"]) == 0 for gaps in ends)


@pytest.mark.parametrize("width", [360, 1280])
def test_titles_stand_where_lines_begin(open_page: OpenPage, width: int) -> None:
    """An English title in an Arabic page ends at the right, on one line or on two."""
    page = open_page(viewport={"width": width, "height": 900})
    page.goto("/ar/search?q=training&show=25")
    aligned = "all => all.map((one) => [getComputedStyle(one).textAlign, one.getClientRects()[0].height > 30])"
    titles = page.locator(".hit h2 a").evaluate_all(aligned)
    assert {tall for _, tall in titles} == {True, False}
    assert {align for align, _ in titles} == {"right"}
