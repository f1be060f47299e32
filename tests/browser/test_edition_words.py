"""Words with signs, symbols, titles and scripts without spaces in the search of a static edition: no false zero."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from indexer.build.pipeline import build
from tests.webapp.static_site.editions import served_folder, write_edition

PAPER = """Committee on Harbours and Lanterns

Summary of the meeting

Oslo, Norway, 4 May 2031

1. Tools

The crews rewrote their charts in C++ before the autumn.

A plan of class C was put before the crews by the owners.

The fee rose by 2.6% in the spring.

On the 26th the crews came home with their boats.

The Council recalled General Assembly resolution 60/251 and thanked the crews.

Crews and/or owners pay for lanterns by the tonne.

行政會議討論了港口的燈。
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the edition of one paper."""
    home = tmp_path_factory.mktemp("words")
    (home / "papers").mkdir()
    (home / "papers/summary.txt").write_text(PAPER, encoding="utf-8")
    build(home / "papers", home / "index")
    write_edition(home / "index", home / "edition", searchable=True, check=False)
    with served_folder(home / "edition") as site:
        yield site


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in a context of its own."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def searched(page: Page, address: str, query: str) -> tuple[str, list[str]]:
    """Return what the page of the search says of a query, and what it shows of the passages."""
    page.goto(f"{address}/search/?q={quote(query)}")
    expect(page.locator("#found")).not_to_be_empty()
    said = page.locator("#found").inner_text()
    number = int(said.split()[0]) if said[0].isdigit() else 0
    expect(page.locator("#hits .snippet")).to_have_count(number)
    return said, page.locator("#hits .snippet").all_inner_texts()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("C++", "charts in C++"),
        ("c++ crews", "charts in C++"),
        ("2.6%", "rose by 2.6%"),
        ("A/RES/60/251", "resolution 60/251"),
        ("a/res/60/251 crews", "resolution 60/251"),
        ("60/251", "resolution 60/251"),
        ("and/or", "and/or"),
        ("harbours OR tonne", "by the tonne"),
    ],
)
def test_a_word_with_signs_is_found_and_none_without_them(page: Page, address: str, query: str, words: str) -> None:
    """One passage has each: signs count where they make another word, and words of the title are none of a passage."""
    said, (shown,) = searched(page, address, query)
    assert said == "1 passage"
    assert words in shown


@pytest.mark.parametrize("query", ["C#", "C+++", "2.7%", "A/RES/60/252"])
def test_a_word_with_other_signs_is_not_found(page: Page, address: str, query: str) -> None:
    """Letters alone are not enough."""
    assert searched(page, address, query) == (f"No passage found for {query}.", [])


def test_an_exclusion_heeds_signs(page: Page, address: str) -> None:
    """What is left out is what has the word with its signs."""
    said, shown = searched(page, address, "crews -C++")
    assert said == "4 passages"
    assert not any("C++" in each for each in shown)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("行政", "Nothing was searched. Not used here: 行政."),
        ("tonne 行政", "1 passage. Not used here: 行政. Searched instead: tonne."),
        ('tonne -"行政會議"', '1 passage. Not used here: -"行政會議". Searched instead: tonne.'),
    ],
)
def test_what_has_no_spaces_is_named(page: Page, address: str, query: str, said: str) -> None:
    """Words of languages without spaces are not searched, which is said with the reason."""
    reason = "Languages without spaces between words, such as Chinese and Japanese, cannot be searched here."
    assert searched(page, address, query)[0] == f"{said} {reason}"
