"""Fixtures for a real Chromium and the site over the shipped papers; every page is watched while it is driven."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from indexer.store.builds import open_library
from indexer.store.library import Library
from tests.corpus_factory import publish_build
from tests.webapp.conftest import made_passages

from .awkward_papers import awkward_passages
from .chromium import find_chromium, launch_chromium, serve_index

OpenPage = Callable[..., Page]

QUICK_READER = "Autofocus processing was blocked because a document already has a focused element."

expect.set_options(timeout=20_000)  # ms after which a thing that should come about is taken not to


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium; without one the tests are skipped, but fail where CI is true."""
    path = find_chromium()
    if path is None:
        missing = "no Chromium was found: install one (apt-get install chromium) or name it in CHROMIUM"
        if os.environ.get("CI", "").casefold() == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    return path


@pytest.fixture(scope="session")
def site(seed_index: Path) -> Iterator[str]:
    """The address of the site over the shipped papers."""
    with serve_index(seed_index) as address:
        yield address


@pytest.fixture(scope="session")
def made_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site over made-up papers with every kind of passage, some of them hard to lay out."""
    index_dir = tmp_path_factory.mktemp("made-index")
    publish_build(index_dir, (*made_passages(), *awkward_passages()))
    with serve_index(index_dir) as address:
        yield address


@pytest.fixture(scope="session")
def library(seed_index: Path) -> Iterator[Library]:
    """The library that the site shows."""
    opened = open_library(seed_index)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One Chromium for all tests."""
    with sync_playwright() as playwright:
        started = launch_chromium(playwright, chromium)
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Browser, site: str) -> Iterator[OpenPage]:
    """A function that opens pages in fresh contexts; afterwards it checks that no request left the site and nothing was
    logged.
    """
    complaints: list[str] = []
    contexts = []

    def opened(**options: object) -> Page:
        """Open a page in a context of its own; the options are Playwright's for a context."""
        context = browser.new_context(base_url=site, **options)  # type: ignore[arg-type]  # passed through as they are
        contexts.append(context)
        page = context.new_page()

        def heard(message: ConsoleMessage) -> None:
            """Record what was logged, but for a reader quicker than the page: the focus stays where they put it."""
            if message.text != QUICK_READER:
                complaints.append(f"console {message.type}: {message.text}")

        def watch(url: str) -> None:
            """Record a request to anywhere but the site."""
            if not url.startswith((site, "data:")):
                complaints.append(f"a request left the site: {url}")

        page.on("request", lambda request: watch(request.url))
        page.on("console", heard)
        page.on("pageerror", lambda error: complaints.append(f"script error: {error}"))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []
