"""What a page is asked about accessibility: what axe finds, in which colours, whether it fits, and is large enough.

Where a page is looked at in several colours, all rules are asked in light ones, and in the others the rules of colour:
the dark scheme changes nothing but colours, which `tests/webapp/assets/test_schemes.py` holds.
"""

from __future__ import annotations

from typing import Literal

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it ships no types
from playwright.sync_api import Page

Scheme = Literal["light", "dark", "forced"]

STANDARDS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
COLOUR_RULES = ("color-contrast", "link-in-text-block")
LEAST_TARGET = 24
_ALL_RULES = {"runOnly": {"type": "tag", "values": STANDARDS}, "resultTypes": ["violations"]}
_OF_COLOUR = {"runOnly": {"type": "rule", "values": COLOUR_RULES}, "resultTypes": ["violations"]}


def load_axe(page: Page) -> None:
    """Put axe into a page, once."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)


def violations(page: Page, *, of_colour: bool = False) -> list[str]:
    """Return what axe finds on a page as it is shown, by all rules of the standards or only by those of colour."""
    load_axe(page)
    answer = page.evaluate("options => axe.run(options)", _OF_COLOUR if of_colour else _ALL_RULES)
    return [
        f"{violation['id']}: {node['html'][:200]} {node['failureSummary'][:300]}"
        for violation in answer["violations"]
        for node in violation["nodes"][:3]
    ]


def show_in(page: Page, scheme: Scheme) -> None:
    """Show a page in the colours of a scheme from now on."""
    page.emulate_media(
        color_scheme="dark" if scheme == "dark" else "light", forced_colors="active" if scheme == "forced" else "none"
    )


def violations_light_and_dark(page: Page) -> list[str]:
    """Return what axe finds on a page in light and in dark colours."""
    show_in(page, "light")
    light = violations(page)
    show_in(page, "dark")
    dark = violations(page, of_colour=True)
    show_in(page, "light")
    return [*light, *(f"dark: {each}" for each in dark)]


def without_script(page: Page) -> None:
    """Let a page load no script of the site, while axe can still run in it."""
    page.route("**/static/*.js*", lambda route: route.fulfill(body="", content_type="text/javascript"))


def small_targets(page: Page) -> list[str]:
    """Return what is too low or too narrow for a fingertip: visible buttons, summaries, fields, and links that are no
    words of a line.
    """
    targets: list[str] = page.evaluate(
        """least => [...document.querySelectorAll("button, summary, input, a")]
            .filter(one => one.checkVisibility() && !one.closest("[hidden]"))
            .filter(one => one.type !== "hidden" && getComputedStyle(one).display !== "inline")
            .filter(one => getComputedStyle(one).clipPath === "none")
            .map(one => [one.outerHTML.slice(0, 120), one.getBoundingClientRect()])
            .filter(([, box]) => box.height > 0 && (box.height < least - 0.01 || box.width < least - 0.01))
            .map(([html, box]) => `${html} ${box.width}x${box.height}`)""",
        LEAST_TARGET,
    )
    return targets


def cut_off(page: Page) -> list[str]:
    """Return the open fields to copy from that do not show all of their text."""
    fields: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("textarea[readonly]")]
            .filter(one => one.checkVisibility() && one.scrollHeight > one.clientHeight + 1)
            .map(one => `${one.value.slice(0, 80)} ${one.clientHeight} of ${one.scrollHeight}`)"""
    )
    return fields


def sticking_out(page: Page) -> list[str]:
    """Return what has words that are wider than itself, and so run over what is beside it."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("main *")].filter(one => {
            const style = getComputedStyle(one);
            if (style.display === "inline" || style.overflow !== "visible" || style.clipPath !== "none"
                || style.position === "absolute" || !one.checkVisibility()) return false;
            const box = one.getBoundingClientRect();
            const range = document.createRange();
            return [...one.childNodes].some(child => {
                if (child.nodeType !== Node.TEXT_NODE || !child.data.trim()) return false;
                range.selectNodeContents(child);
                return [...range.getClientRects()].some(
                    line => line.left < box.left - 1.5 || line.right > box.right + 1.5);
            });
        }).map(one => `sticks out: ${one.outerHTML.slice(0, 150)}`)"""
    )
    return found


def fits(page: Page) -> bool:
    """Return whether nothing of a page is wider than the screen."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def assert_accessible(page: Page, name: str = "") -> None:
    """Assert that a page has no violation in light or dark colours, fits the screen, and can be pressed; name it."""
    assert violations_light_and_dark(page) == [], name
    assert fits(page), name
    assert small_targets(page) == [], name
