"""Every kind of page is accessible: no violation that axe can find, light and dark, and nothing cut off at 320 px."""

from __future__ import annotations

from itertools import cycle

import pytest
from playwright.sync_api import Browser, Page

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
AXE_LOOKS: dict[int, tuple[Scheme, bool]] = {1280: ("light", False), 320: ("dark", True)}
"""By width, in which colours axe looks at a page, and whether it is asked only for the rules of colour."""
PLAIN_AXE_LOOKS: dict[int, tuple[Scheme, bool]] = {320: ("light", False), 768: ("dark", True), 1280: ("forced", True)}
"""The same without the script: both together have all rules asked on the widest and on the narrowest screen."""


@pytest.mark.long
def test_no_violation(open_page: OpenPage, library: Library) -> None:
    """No page violates WCAG 2.2 AA as far as axe can tell, light and wide or dark and narrow; it fits every width, and
    its controls are large enough on the way.

    Each page is opened once and looked at in all ways: no script asks for the width before words are selected.
    """
    page = open_page(reduced_motion="reduce")  # what fades when the width changes is neither seen nor unseen
    found = []
    for path in page_addresses(library):
        page.goto(path)
        for width in WIDTHS:
            found += [f"{path} {width}: {each}" for each in shown_wrong(page, width)]
            if width in AXE_LOOKS:
                scheme, of_colour = AXE_LOOKS[width]
                show_in(page, scheme)
                found += [f"{path} {width} {scheme}: {each}" for each in violations(page, of_colour=of_colour)]
    assert found == []


@pytest.mark.long
def test_no_violation_without_script(open_page: OpenPage, library: Library) -> None:
    """Without the script there is none either, in the languages in turn, in dark and in forced colours too."""
    page = open_page(reduced_motion="reduce")
    without_script(page)
    found = []
    for language, path in zip(cycle(LANGUAGES), page_addresses(library), strict=False):
        page.goto(f"/{language}{path}")
        for width, (scheme, of_colour) in PLAIN_AXE_LOOKS.items():
            show_in(page, scheme)
            wrong = [*shown_wrong(page, width), *violations(page, of_colour=of_colour)]
            found += [f"/{language}{path} {width} {scheme}: {each}" for each in wrong]
    assert found == []


def shown_wrong(page: Page, width: int) -> list[str]:
    """Return what is too small or cut off at a width, and whether something is wider than the screen.

    A control is at least 24 px high, except for links within a line of text.
    """
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.evaluate("scrollTo(0, 0)")  # what has scrolled half under the bar that stays in view is no small target
    wide = [] if fits(page) else ["wider than the screen"]
    return [*wide, *small_targets(page), *cut_off(page), *sticking_out(page)]


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
