"""Take pictures of the site, light and dark, wide and phone, into the ignored folder `docs/screenshots`.

Run from the repository: `python docs/screenshots.py [--index-dir index_data]`; it needs a Chromium.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, FilePayload, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.browser.chromium import find_chromium, launch_chromium, serve_index  # noqa: E402  # found only once the path is set

PICTURES = ROOT / "docs" / "screenshots"
QUERY = "/search?q=training"
RESULT_TABS = (
    "concordance?q=training&by=before",
    "chart?q=training",
    "matrix?q=training&q=women&q=technology&q=partnerships",
)
PUBLIC_URL = "https://papers.example.org"
SIZES = {"wide": (1280, 900), "phone": (390, 844)}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
LARGEST = 300_000
DRAFT = (
    "As the summary has it, there is “the critical need to scale up climate financing, adaptation and capacity "
    "building”, and the report welcomed “the release of a guidebook to help peace operations in integrating a climate "
    "lens into analysis”.\n\nNobody, however, said that “peacekeeping is a thing of the past and will not return”."
)
"""A draft with quotations from the shipped papers, one of them altered and one made up."""
LONG_DRAFT = " ".join(
    f"In year {number} they spoke of “the role of women and youth in training for peace, as in year {number}”."
    for number in range(5_000)
)
"""A draft whose check takes some seconds."""
REFUSED_DRAFT: FilePayload = {"name": "report.html", "mimeType": "text/html", "buffer": b"<html>" + b"<p>a" * 300_000}
SETTLED = 500
"""Milliseconds after which a selection is known to the page."""
MANY = re.compile(r"[2-9]\d* sessions|1\d+ sessions")
"""What stands beside somebody who takes part in several sessions, and so has a page with something on it."""


def main() -> None:
    """Take every picture, and fail if one is larger than a repository should hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--index-dir", type=Path, default=ROOT / "index_data")
    parser.add_argument("--to", type=Path, default=PICTURES)
    options = parser.parse_args()
    path = find_chromium()
    if path is None:
        sys.exit("No Chromium was found: install one, or name it in CHROMIUM.")
    options.to.mkdir(parents=True, exist_ok=True)
    with serve_index(options.index_dir, PUBLIC_URL) as address, sync_playwright() as playwright:
        browser = launch_chromium(playwright, path)
        for size in SIZES:
            for scheme in SCHEMES:
                take(browser, address, size, scheme, options.to)
        browser.close()


def take(browser: Browser, address: str, size: str, scheme: Literal["light", "dark"], to: Path) -> None:
    """Take the pages at one size in one colour scheme, in the order in which a reader meets them."""
    width, height = SIZES[size]
    context = browser.new_context(
        base_url=address,
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        reduced_motion="reduce",
        permissions=["clipboard-read", "clipboard-write"],
    )
    page = context.new_page()
    page.goto("/")
    picture(page, to / f"home-{size}-{scheme}.png")
    page.locator("#q").press_sequentially("training pro")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    picture(page, to / f"suggesting-{size}-{scheme}.png")
    page.goto(f"{QUERY}&group=session")
    picture(page, to / f"groups-{size}-{scheme}.png")
    page.goto("/facet/person?q=training&order=name")
    picture(page, to / f"values-{size}-{scheme}.png")
    page.goto(QUERY)
    picture(page, to / f"results-{size}-{scheme}.png")
    session = page.locator(".hit .tools a", has_text="Whole session").first.get_attribute("href")
    page.locator(".hit h2 a").nth(1).click()
    picture(page, to / f"reading-{size}-{scheme}.png")
    page.goto(f"{page.url.partition('?')[0]}/like")
    picture(page, to / f"like-{size}-{scheme}.png")
    page.go_back()
    page.locator("details.citing > summary").click()
    page.locator(".style-choice").scroll_into_view_if_needed()
    picture(page, to / f"citing-{size}-{scheme}.png")
    selected_words(page, to, f"{size}-{scheme}")
    collect(page, to, size, scheme)
    if session:
        page.goto(session)
        picture(page, to / f"session-{size}-{scheme}.png")
    for name in ("people", "glossary", "coverage", *RESULT_TABS):
        page.goto(f"/{name}")
        picture(page, to / f"{name.partition('?')[0]}-{size}-{scheme}.png")
    drafts(page, to, f"{size}-{scheme}")
    page.goto("/people")
    page.locator(".register > li", has_text=MANY).first.locator("a").click()
    picture(page, to / f"person-{size}-{scheme}.png")
    context.close()


def collect(page: Page, to: Path, size: str, scheme: str) -> None:
    """Fill a basket as a reader does, and take pictures of it and of the control that exports results."""
    page.goto(QUERY)
    for _ in range(3):
        before = page.locator("a.kept").count()
        page.locator("button.keep").first.click()
        page.locator("a.kept").nth(before).wait_for()
    page.locator("details.exports summary").click()
    page.locator("details.exports").scroll_into_view_if_needed()
    page.wait_for_timeout(3_000)  # what was said about collecting goes away again
    picture(page, to / f"export-{size}-{scheme}.png")
    page.goto("/basket")
    page.get_by_label("Title", exact=True).fill("Training before deployment")
    page.get_by_label("Your note on passage 1").fill("For the paragraph on mission-ready contingents.")
    page.get_by_role("button", name="Save title and notes").first.click()
    page.locator("#said.shown").wait_for()
    page.wait_for_timeout(3_000)
    picture(page, to / f"basket-{size}-{scheme}.png")


def selected_words(page: Page, to: Path, name: str) -> None:
    """Select the words of the visible passage except its last line, and open the link to them."""
    page.goto(page.url.partition("#")[0])
    page.keyboard.press("v")
    page.keyboard.press("Shift+ArrowUp")
    bar = page.get_by_role("group", name="Selected words")
    bar.wait_for()
    page.wait_for_timeout(SETTLED)
    picture(page, to / f"selecting-{name}.png")
    bar.get_by_role("button", name="Copy link").click()
    page.wait_for_timeout(SETTLED)
    page.goto(page.evaluate("navigator.clipboard.readText()").removeprefix(PUBLIC_URL))
    picture(page, to / f"words-{name}.png")


def drafts(page: Page, to: Path, name: str) -> None:
    """Have a draft checked, cancel a long one, and hand in one that is refused."""
    page.goto("/verify")
    picture(page, to / f"verify-{name}.png")
    page.get_by_label("Paste your draft").fill(DRAFT)
    page.get_by_role("button", name="Check quotations").click()
    page.locator(".report .onward").wait_for()
    picture(page, to / f"quotations-{name}.png")
    page.goto("/verify")
    page.get_by_label("Paste your draft").fill(LONG_DRAFT)
    page.get_by_role("button", name="Check quotations").click()
    page.locator(".working progress").wait_for()
    picture(page, to / f"waiting-{name}.png")
    page.get_by_role("button", name="Cancel this check").click()
    page.get_by_label("Or choose a file").set_input_files(REFUSED_DRAFT)
    page.get_by_role("button", name="Check quotations").click()
    page.locator(".trouble").wait_for()
    picture(page, to / f"refused-{name}.png")


def picture(page: Page, file: Path) -> None:
    """Save what is visible as a picture."""
    page.screenshot(path=file)
    if file.stat().st_size > LARGEST:
        sys.exit(f"{file} is larger than {LARGEST} bytes.")


if __name__ == "__main__":
    main()
