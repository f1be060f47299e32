"""Every kind of page is accessible: no violation that axe can find, light and dark, and nothing cut off at 320 px."""

from __future__ import annotations

from itertools import cycle

import pytest
from playwright.sync_api import Browser

from indexer.store.library import Library
from tests.page_addresses import page_addresses
from webapp.translations.catalogues import LANGUAGES

from .accessibility import (
    COLOUR_RULES,
    STANDARDS,
    Scheme,
    assert_accessible,
    cut_off,
    fits,
    load_axe,
    show_in,
    small_targets,
    sticking_out,
    violations,
    without_script,
)
from .conftest import OpenPage

pytestmark = pytest.mark.browser

WIDTHS = (1280, 1024, 768, 390, 320)
HEIGHT = 900
MADE_PAGES = (
    "/p/montevideo-record.00002",
    "/p/montevideo-record.00006",
    "/search?q=gauges+OR+spring+OR+estuary",
    "/search?q=gauges&group=session&marks=off",
    "/fr/m/budget-1965",
    "/ar/concordance?q=gauges",
    "/fr/words?q=gauges&terms=fell",
    "/zh/chart?q=gauges",
)
Looks = tuple[tuple[Scheme, int], ...]


@pytest.mark.parametrize(
    ("script", "looks"),
    [(True, (("light", 1280), ("dark", 320))), (False, (("light", 320), ("dark", 768), ("forced", 1280)))],
    ids=["script", "plain"],
)
def test_no_violation(open_page: OpenPage, library: Library, script: bool, looks: Looks) -> None:
    """No page violates WCAG 2.2 AA as far as axe can tell, in any colours, with the script and without it.

    Without the script the pages are in the languages in turn, and fit the screen in each. Each page is opened once, and
    looked at in all ways: no script asks how wide the screen is before words are selected.
    """
    page = open_page(reduced_motion="reduce")  # what fades when the width changes is neither seen nor unseen
    if not script:
        without_script(page)
    found = []
    languages = [""] if script else [f"/{code}" for code in LANGUAGES]
    for language, path in zip(cycle(languages), page_addresses(library), strict=False):
        page.goto(language + path)
        for scheme, width in looks:
            show_in(page, scheme)
            page.set_viewport_size({"width": width, "height": HEIGHT})
            page.evaluate(
                "scrollTo(0, 0)"
            )  # what has scrolled half under the bar that stays in view is no small target
            name = f"{language}{path} {scheme} {width}"
            faults = (*violations(page), *small_targets(page), *cut_off(page), *sticking_out(page))
            found += [f"{name}: {each}" for each in faults]
            assert fits(page), name
    assert found == []


@pytest.mark.parametrize("width", [320, 1280])
def test_every_kind_of_passage_is_accessible(browser: Browser, made_site: str, width: int) -> None:
    """Turns, items, rows, quotations, footnotes and warnings have no violation and fit the screen on every page,
    however long a name is and however short a passage.
    """
    context = browser.new_context(base_url=made_site, viewport={"width": width, "height": 800})
    page = context.new_page()
    for path in MADE_PAGES:
        page.goto(path)
        assert_accessible(page, path)
        labels = page.evaluate("[...document.querySelectorAll('.label')].map(one => one.getBoundingClientRect().left)")
        assert all(left >= 0 for left in labels), path
    context.close()


def test_a_missing_page_has_no_violation(open_page: OpenPage) -> None:
    """The page for an unknown address has no violation either."""
    page = open_page()
    page.route("**/nowhere", lambda route: route.fulfill(response=route.fetch(), status=200))
    page.goto("/nowhere")
    assert violations(page) == []


def test_the_rules_of_colour_are_all_that_axe_has(open_page: OpenPage) -> None:
    """What is asked again in other colours is every rule about colours of the standards, and axe finds by it."""
    page = open_page()
    page.goto("/help")
    load_axe(page)
    rules = page.evaluate("axe.getRules(['cat.color']).map((rule) => [rule.ruleId, rule.tags])")
    assert {name for name, tags in rules if set(tags) & set(STANDARDS)} == set(COLOUR_RULES)
    page.locator("h1").evaluate("one => { one.style.cssText = 'color: #777; background: #888'; }")
    assert violations(page, of_colour=True)


def test_nothing_scrolls_sideways(open_page: OpenPage, library: Library) -> None:
    """Down to a width of 320 px, a page is as wide as the screen, and controls are large enough on the way.

    A control is at least 24 px high, except for links within a line of text.
    """
    page = open_page()
    for path in page_addresses(library):
        page.goto(path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            assert fits(page), (path, width)
            assert small_targets(page) == [], (path, width)


def test_measure_is_kept(open_page: OpenPage, library: Library) -> None:
    """On a wide screen, a full line of a passage has between 60 and 80 characters."""
    page = open_page(viewport={"width": 1440, "height": 900})
    passage = max(library.document_passages("montevideo-2024-summary"), key=lambda candidate: len(candidate.text))
    page.goto(f"/p/{passage.id}")
    lines: float = page.evaluate(
        """() => {
            const text = document.querySelector(".passage[aria-current] p:not(.here)");
            const style = getComputedStyle(text);
            return text.textContent.length / (text.clientHeight / parseFloat(style.lineHeight));
        }"""
    )
    assert 60 <= lines <= 80
