"""Every kind of page is accessible: no violation that axe can find, light and dark, and nothing cut off at 320 px."""

from __future__ import annotations

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it ships no types
from playwright.sync_api import Browser, Page

from indexer.store.library import Library

from .conftest import OpenPage

pytestmark = pytest.mark.browser

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
}
LEAST_TARGET = 24


def paths(library: Library) -> list[str]:
    """Return an address of every kind of page, the longest papers among them."""
    documents = sorted(library.documents(), key=lambda item: len(library.document_passages(item.id)))
    shortest, longest = documents[0], documents[-1]
    passages = library.document_passages(longest.id)
    sessions = [item for meeting in library.meetings() for item in library.sessions(meeting.id)]
    subsessions = [item for item in sessions if item.parent]
    return [
        "/",
        "/?year=2024#meetings",
        "/help",
        "/api/docs",
        "/api/docs/search",
        "/verify",
        "/meetings",
        "/people",
        f"/people/{max(library.persons(), key=lambda item: len(library.person_passages(item.id))).id}",
        "/organisations",
        "/organisations/Department%20of%20Peace%20Operations%20%28DPO%29",
        "/countries/India",
        "/m/montevideo-2024/4?style=mla",
        "/glossary",
        "/coverage",
        "/concordance?q=training&by=before",
        "/chart?q=training",
        "/words?q=training&terms=women,mandate",
        "/matrix?q=training&q=women&q=technology&status=reported",
        "/basket",
        "/search",
        "/search?q=training&year=2024&year=2019&page=2",
        "/search?q=training&group=session",
        "/search?q=training&year=2024&show=25&marks=off#narrow",
        "/search?q=wommen+peacekeping",
        "/search/statement?q=training&year=2024",
        f"/search?q=training+women&asof={library.stats.build}",
        "/facet/person?q=training&order=name",
        "/search?q=zeppelin+training&year=2019&meeting=nowhere",
        "/search?q=POC+mandate~+peacekeep*+yaer:2019+(women&year!=2019&exact=stems",
        f"/p/{passages[6].id}",
        f"/p/{passages[6].id}?q=peacekeeping",
        f"/p/{passages[6].id}/like",
        f"/p/{passages[6].id}/lineage",
        f"/d/{longest.id}",
        f"/d/{shortest.id}",
        "/m/montevideo-2024",
        "/m/montevideo-2024/3",
        *(f"/m/{item.meeting}/{item.id}" for item in (sessions[0], *subsessions[:1])),
    ]


@pytest.mark.parametrize(
    ("scheme", "width", "script"),
    [("light", 1280, True), ("dark", 768, False), ("light", 320, False), ("dark", 320, True), ("forced", 1280, False)],
)
def test_no_violation(
    open_page: OpenPage, library: Library, scheme: Literal["light", "dark", "forced"], width: int, script: bool
) -> None:
    """No page violates WCAG 2.2 AA as far as axe can tell, in any colours, with the script and without it."""
    colours = {"forced_colors": "active"} if scheme == "forced" else {"color_scheme": scheme}
    page = open_page(**colours, viewport={"width": width, "height": 900})
    if not script:
        page.route("**/static/*.js*", lambda route: route.fulfill(body="", content_type="text/javascript"))
    violations = []
    for path in paths(library):
        page.goto(path)
        page.evaluate("scrollTo(0, 0)")  # what has scrolled half under the bar that stays in view is no small target
        results = Axe().run(page, options=RULES)
        violations += [
            f"{path}: {violation['id']}: {node['html'][:200]} {node['failureSummary'][:300]}"
            for violation in results.response["violations"]
            for node in violation["nodes"][:3]
        ]
    assert violations == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_every_kind_of_passage_is_accessible(
    browser: Browser, made_site: str, scheme: Literal["light", "dark"], width: int
) -> None:
    """Turns, items, rows, quotations, footnotes and warnings have no violation and fit the screen on every page."""
    context = browser.new_context(base_url=made_site, color_scheme=scheme, viewport={"width": width, "height": 800})
    page = context.new_page()
    for path in ("/p/montevideo-record.00002", "/p/montevideo-record.00006", "/search?q=gauges+OR+spring+OR+estuary"):
        page.goto(path)
        violations = Axe().run(page, options=RULES).response["violations"]
        assert [(violation["id"], [node["html"] for node in violation["nodes"]]) for violation in violations] == [], (
            path
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        labels = page.evaluate("[...document.querySelectorAll('.label')].map(one => one.getBoundingClientRect().left)")
        assert all(left >= 0 for left in labels), path
    context.close()


def test_a_missing_page_has_no_violation(open_page: OpenPage) -> None:
    """The page for an unknown address has no violation either."""
    page = open_page()
    page.route("**/nowhere", lambda route: route.fulfill(response=route.fetch(), status=200))
    page.goto("/nowhere")
    assert Axe().run(page, options=RULES).response["violations"] == []


@pytest.mark.parametrize("width", [320, 390, 768, 1024, 1280])
def test_nothing_scrolls_sideways(open_page: OpenPage, library: Library, width: int) -> None:
    """Down to a width of 320 px, a page is as wide as the screen."""
    page = open_page(viewport={"width": width, "height": 800})
    for path in paths(library):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_targets_are_large_enough(open_page: OpenPage, library: Library) -> None:
    """A control is at least 24 px high, except for links within a line of text."""
    page = open_page(viewport={"width": 390, "height": 844})
    for path in paths(library):
        page.goto(path)
        assert small_targets(page) == [], path


def small_targets(page: Page) -> list[str]:
    """Return the visible buttons, summaries and fields that are too low or too narrow for a fingertip."""
    targets: list[str] = page.evaluate(
        """least => [...document.querySelectorAll("button, summary, input, a.value, a.chip, .pager a, .sorts a")]
            .filter(one => one.checkVisibility() && !one.closest("[hidden]"))
            .filter(one => one.type !== "hidden")
            .map(one => [one.outerHTML.slice(0, 120), one.getBoundingClientRect()])
            .filter(([, box]) => box.height > 0 && (box.height < least - 0.01 || box.width < least - 0.01))
            .map(([html, box]) => `${html} ${box.width}x${box.height}`)""",
        LEAST_TARGET,
    )
    return targets


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
