"""From a passage to its place in the original, in a real browser: the picture, the page, the file, a hostile page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from indexer.store.builds import opened_library
from tests.originals.papers import index_papers, write_papers
from webapp.settings.table import Settings

from .accessibility import Scheme, fits, small_targets, violations
from .chromium import serve_site

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def offered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    """The address of a site that offers originals, and the first words of each passage with its id."""
    home = tmp_path_factory.mktemp("offered")
    index_dir = index_papers(write_papers(home / "papers"), home / "index")
    with opened_library(index_dir) as library:
        passages = {" ".join(passage.text.split()[:3]): passage.id for passage in reversed(list(library.passages()))}
    with serve_site(Settings(index_dir=index_dir, originals=True)) as address:
        yield address, passages


@pytest.mark.parametrize("scripts", [True, False])
def test_from_a_passage_to_its_place_on_the_page(
    browser: Browser, offered: tuple[str, dict[str, str]], scripts: bool
) -> None:
    """The picture beside the passage, the page with the passage marked, the next one, and back; without scripts too."""
    address, passages = offered
    context = browser.new_context(base_url=address, java_script_enabled=scripts)
    page = context.new_page()
    page.goto(f"/p/{passages['Members agreed that']}")
    official = page.get_by_role("link", name="Official source")
    expect(official).to_have_attribute("href", "https://council.example/papers/council.pdf#page=1")
    page.get_by_text("See it on the page").click()
    picture = page.locator(".on-page img")
    expect(picture).to_be_visible()
    if scripts:
        expect(picture).to_have_js_property("naturalWidth", 1200)
    picture.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Page 1 of 3")
    expect(page.get_by_role("status")).to_contain_text("is marked on the picture")
    expect(page.locator("li[aria-current]")).to_contain_text("Members agreed that each port")
    page.get_by_role("link", name="Next page").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Page 2 of 3")
    page.go_back()
    page.get_by_role("link", name="Back to passage").click()
    expect(page.locator(".passage.current")).to_contain_text("Members agreed that each port")
    context.close()


def test_a_hostile_page_runs_nowhere(browser: Browser, offered: tuple[str, dict[str, str]]) -> None:
    """Its source is shown as text, and its file is saved, whichever way the browser asks for it."""
    address, passages = offered
    context = browser.new_context(base_url=address)
    page = context.new_page()
    page.goto(f"/p/{passages['The board welcomed']}/original")
    expect(page.locator("mark").first).to_contain_text("The board welcomed <b>all</b>")
    assert "taken over" not in page.title()
    with page.expect_download() as started:
        page.get_by_role("link", name="Original file").click()
    assert b"taken over" in Path(started.value.path()).read_bytes()
    assert "taken over" not in page.title()
    context.close()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320), ("forced", 768)])
def test_originals_are_accessible(
    browser: Browser, offered: tuple[str, dict[str, str]], scheme: Scheme, width: int
) -> None:
    """No page of an original violates WCAG 2.2 AA as far as axe can tell, is cut off, or has a target too small."""
    address, passages = offered
    colours: dict[str, object] = {"forced_colors": "active"} if scheme == "forced" else {"color_scheme": scheme}
    context = browser.new_context(base_url=address, viewport={"width": width, "height": 900}, **colours)  # type: ignore[arg-type]
    page = context.new_page()
    council, board = passages["Members agreed that"], passages["The board welcomed"]
    document = council.rpartition(".")[0]
    paths = [
        f"/p/{council}",
        f"/d/{document}",
        f"/p/{council}/original",
        f"/d/{document}/page/3",
        f"/p/{board}/original",
    ]
    for path in (*paths, f"/p/{passages['The river council']}/original"):
        page.goto(path)
        for summary in page.locator(".on-page summary").all():
            summary.click()
        assert violations(page) == [], path
        assert fits(page), path
        assert small_targets(page) == [], path
    context.close()
