"""What a screen reader is told of each kind of page: its landmarks, its headings, and what is announced."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

import pytest
from playwright.sync_api import Page

from indexer.store.library import Library
from tests.conftest import Golden
from tests.page_addresses import page_addresses

from .conftest import OpenPage

pytestmark = pytest.mark.browser

ONCE = ("banner", "main", "contentinfo")
LANDMARKS = (*ONCE, "navigation", "search", "region", "complementary", "form")
NODE = re.compile(
    r"""^(?P<indent> *)- '?(?P<role>[a-z]+)(?: "(?P<name>(?:[^"\\]|\\.)*)")?(?: \[level=(?P<level>\d)\])?"""
)
OUTLINED = {
    "home": "/",
    "results": "/search?q=training&year=2024",
    "no results": "/search?q=zeppelin",
    "passage": "/p/montevideo-2024-summary.q35nz?q=training",
    "paper": "/d/montevideo-2024-summary",
    "meeting": "/m/montevideo-2024",
    "session": "/m/montevideo-2024/3",
    "check quotations": "/verify",
    "chart": "/chart?q=training",
    "basket": "/basket",
}


@dataclass(frozen=True)
class AccessibleNode:
    """A landmark, a heading or a status, as assistive technology is told of it."""

    depth: int
    role: str
    name: str
    level: int

    def __str__(self) -> str:
        """Return it as a line: headings are indented by their level."""
        return f"{'  ' * self.level}{self.level} {self.name}" if self.level else f"[{self.role}] {self.name}".rstrip()


def outline(page: Page) -> list[AccessibleNode]:
    """Return the landmarks, headings and statuses of a page, in the order in which they are read."""
    lines = page.locator("body").aria_snapshot().replace("''", "'").splitlines()  # YAML doubles it in quotes
    return [
        AccessibleNode(len(node["indent"]), node["role"], node["name"] or "", int(node["level"] or 0))
        for node in map(NODE.match, lines)
        if node and node["role"] in {*LANDMARKS, "heading", "status", "alert"}
    ]


def faults(nodes: list[AccessibleNode]) -> list[str]:
    """Return what is wrong with the outline of a page."""
    roles = Counter(node.role for node in nodes)
    found = [f"{roles[role]} of {role}" for role in ONCE if roles[role] != 1]
    found += [f"{node.role} inside of another" for node in nodes if node.role in ONCE and node.depth]
    named = Counter((node.role, node.name) for node in nodes if node.role in LANDMARKS and node.role not in ONCE)
    found += [f"{number} of {role} “{name}”" for (role, name), number in named.items() if number > 1]
    found += [f"{role} without a name" for role, name in named if role in {"navigation", "region"} and not name]
    levels = [node.level for node in nodes if node.role == "heading"]
    found += [f"{levels.count(1)} headings of level 1"] if levels.count(1) != 1 else []
    found += [f"level {lower} after {upper}" for upper, lower in pairwise(levels) if lower > upper + 1]
    found += ["a heading without words"] if any(node.role == "heading" and not node.name for node in nodes) else []
    return found


def test_landmarks_and_headings_are_in_order(open_page: OpenPage, library: Library) -> None:
    """Each page has its landmarks once, told apart by their names, and headings that skip no level, below one title, on
    a wide screen and on a narrow one.
    """
    page = open_page()
    wrong = {}
    for path in page_addresses(library):
        page.goto(path)
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            if found := faults(outline(page)):
                wrong[path, width] = found
    assert wrong == {}


def test_faults_are_found(open_page: OpenPage) -> None:
    """A page without an order is not taken for one: what the test above looks for is told of it."""
    page = open_page()
    ways = "<nav><a href='/'>One</a></nav><nav><a href='/'>Other</a></nav>"
    page.set_content(f"<main><header></header><h2>First</h2><h4>Second</h4>{ways}</main>")
    assert faults(outline(page)) == [
        "0 of banner",
        "0 of contentinfo",
        "2 of navigation “”",
        "navigation without a name",
        "0 headings of level 1",
        "level 4 after 2",
    ]


def test_few_places_announce_and_one_says_what_was_found(open_page: OpenPage, library: Library) -> None:
    """Scripts speak in one live region of the page and one of the search box, empty at first; what was found is one
    status.
    """
    page = open_page()
    for path in page_addresses(library):
        page.goto(path)
        live = page.locator("[aria-live]").evaluate_all("all => all.map((one) => one.closest('form') ? 'box' : one.id)")
        assert sorted(live) in (["box", "said"], ["said"]), path
        assert page.locator("[aria-live]").all_inner_texts() == [""] * len(live), path
        statuses = page.get_by_role("status").all_inner_texts()
        assert all(text.strip() for text in statuses), path
        assert len(statuses) <= 1, path
        if path.startswith(("/search?", "/chart?", "/concordance?")):
            assert len(statuses) == 1, path


def test_outlines(open_page: OpenPage, golden: Golden) -> None:
    """What stands in the golden file is the outline of each kind of page, to be read as a diff when it changes."""
    page = open_page(viewport={"width": 1280, "height": 900})
    told = []
    for name, path in OUTLINED.items():
        page.goto(path)
        told += [f"## {name}", *(str(node) for node in outline(page)), ""]
    golden("browser/outlines.txt", "\n".join(told))
