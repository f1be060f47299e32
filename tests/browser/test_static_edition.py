"""A static edition in a real browser: found by its own search, and read without any server but a plain one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote_plus

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it ships no types
from playwright.sync_api import Browser, Page, expect

from indexer.store.library import Library
from tests.webapp.static_site.editions import served_folder
from webapp.address import urls
from webapp.static_site.layout import file_name
from webapp.translations.catalogues import LANGUAGES

SHOWN = 20
"""How many passages the page of the search shows at a time."""


@pytest.fixture(scope="module")
def address(edition: Path) -> Iterator[str]:
    """The address of the edition, below a path of a plain web server."""
    with served_folder(edition.parent) as site:
        yield f"{site}/papers"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in a context of its own, whose scripts make no error."""
    errors: list[str] = []
    context = browser.new_context()
    opened = context.new_page()
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    context.close()
    assert errors == []


def test_a_passage_is_found_and_read(page: Page, address: str) -> None:
    """From the search box of the home page to a passage, with a filter, by Pagefind alone."""
    page.goto(f"{address}/")
    page.get_by_role("searchbox").fill("women training")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("#found")).to_have_text("7 passages")
    page.get_by_label("Year").select_option("2024")
    expect(page.locator("#found")).to_have_text("4 passages")
    assert "year=2024" in page.url
    page.locator("#hits a").first.click()
    expect(page.locator(".passage.current")).to_contain_text("women")
    assert page.url.startswith(f"{address}/p/")
    page.go_back()
    expect(page.locator("#found")).to_have_text("4 passages")


def searched(page: Page, address: str, query: str) -> tuple[str, set[str]]:
    """Return what the page of the search says of a query, and the addresses of the passages that it lists."""
    page.goto(f"{address}/search/?q={quote(query)}")
    expect(page.locator("#found")).not_to_be_empty()
    said = page.locator("#found").inner_text()
    number = re.match(r"\d+", said)
    wanted = int(number[0]) if number else 0
    expect(page.locator("#hits > li")).to_have_count(min(wanted, SHOWN))
    while page.locator("#more").is_visible():
        shown = page.locator("#hits > li").count()
        page.get_by_role("button", name="More results").click()
        expect(page.locator("#hits > li")).to_have_count(min(shown + SHOWN, wanted))
    links = page.locator("#hits a").evaluate_all("links => links.map((link) => link.pathname)")
    assert len(set(links)) == len(links) == wanted
    return said, set(links)


def test_alternatives_exclusions_and_brackets_are_honoured(page: Page, address: str) -> None:
    """What operators find is what their words find, put together, taken out, or both."""
    queries = ("technology", "drones", "police", "military", "training")
    technology, drones, police, military, training = (searched(page, address, query)[1] for query in queries)
    assert technology & drones
    assert technology - drones
    assert police - military
    assert military - police
    for query, expected in {
        "technology -drones": technology - drones,
        "technology NOT drones": technology - drones,
        "police OR military": police | military,
        "police AND military": police & military,
        "(police OR military) training": (police | military) & training,
        "police OR military -training": police | (military - training),
        "technology -(police OR drones)": technology - police - drones,
    }.items():
        said, found = searched(page, address, query)
        assert found == expected, query
        assert "Not used" not in said


def test_phrases_and_words_go_together(page: Page, address: str) -> None:
    """A phrase beside a word is a phrase still, and a word that no passage has is not left out."""
    phrase, civilians = (searched(page, address, query)[1] for query in ('"protection of civilians"', "civilians"))
    report = searched(page, address, "training")[1]
    assert phrase < civilians
    assert searched(page, address, '"protection of civilians" training')[1] == phrase & report
    assert searched(page, address, 'civilians -"protection of civilians"')[1] == civilians - phrase
    assert searched(page, address, "civilians qqzzy") == ("No passage found for civilians qqzzy.", set())


@pytest.mark.parametrize(
    ("query", "unused", "instead"),
    [
        ("police status:planned", "status:planned", "police"),
        ("police NOT status:planned", "NOT status:planned", "police"),
        ('police person:"jean-pierre lacroix"', 'person:"jean-pierre lacroix"', "police"),
        ("police -train*", "-train*", "police"),
        ("police NOT (women status:planned)", "NOT (women status:planned)", "police"),
        ("police NOT women NEAR/5 men", "NOT women NEAR/5 men", "police"),
        ("police wom?n", "wom?n", "police"),
        ("police~", "police~", "police"),
        ('"police military"~3', '"police military"~3', "police military"),
        ("police NEAR/5 (women OR military)", "NEAR/5", "police (women OR military)"),
        ("+police military", "+", "police military"),
    ],
)
def test_what_is_not_used_is_named(page: Page, address: str, query: str, unused: str, instead: str) -> None:
    """What needs the server is told, with the search that was made instead; it is never taken for words."""
    said, found = searched(page, address, query)
    assert f". Not used here: {unused}. Searched instead: {instead}." in said
    assert found == searched(page, address, instead)[1] != set()


def test_a_query_of_which_nothing_is_known_finds_nothing(page: Page, address: str) -> None:
    """A field alone is no search for everything, nor for its words."""
    assert searched(page, address, "status:planned") == (
        "Nothing was searched. Not used here: status:planned.",
        set(),
    )
    assert searched(page, address, "police NOT")[0].endswith("Not used here: NOT. Searched instead: police.")


def test_links_of_the_edition_find_what_they_promise(page: Page, address: str, edition: Path) -> None:
    """Every link from the glossary and from help to a search finds passages, and all of its query is used."""
    pages = [edition / "glossary/index.html", *sorted((edition / "help").rglob("index.html"))]
    links = {link for each in pages for link in re.findall(r'search/\?q=([^"&]+)"', each.read_text(encoding="utf-8"))}
    queries = sorted(unquote_plus(link) for link in links)
    assert '"CLA" OR "CLAs"' in queries
    assert "technology -drones" in queries
    for query in queries:
        said, found = searched(page, address, query)
        assert found, query
        assert "Not used" not in said


def test_the_address_of_an_organisation_leads_to_its_folder(
    page: Page, address: str, edition: Path, library: Library
) -> None:
    """Where a web server finds no page at a name, the page that it sends goes on to the folder of the organisation."""
    not_found = (edition / "404.html").read_text(encoding="utf-8")
    name = next(name for name in library.facet_labels("organisation") if " " in name)
    for wanted in (name, "No such organisation"):
        link = f"{address}{urls.body_path('organisation', wanted)}"
        page.route(link, lambda route: route.fulfill(status=404, content_type="text/html", body=not_found))
    page.goto(f"{address}{urls.body_path('organisation', 'No such organisation')}")
    expect(page.get_by_role("heading", name="Page not found")).to_be_visible()
    page.goto(f"{address}{urls.body_path('organisation', name)}")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    assert page.url == f"{address}/organisations/{file_name(name)}/"


def test_an_address_with_a_language_leads_to_the_page_without_it(
    page: Page, address: str, edition: Path, library: Library
) -> None:
    """Where a web server finds no page below a language, the page that it sends goes on to the same page in English."""
    not_found = (edition / "404.html").read_text(encoding="utf-8")
    passage = next(iter(library.passages()))
    name = next(name for name in library.facet_labels("organisation") if " " in name)
    for code in LANGUAGES:
        page.route(
            f"{address}/{code}/**",
            lambda route: route.fulfill(status=404, content_type="text/html", body=not_found),
        )
    for code in LANGUAGES:
        page.goto(f"{address}/{code}/p/{passage.id}?v=abcdef")
        page.wait_for_url(f"{address}/p/{passage.id}/?v=abcdef")
        expect(page.get_by_text("cites a version that does not exist")).to_be_visible()
    page.goto(f"{address}/fr{urls.body_path('organisation', name)}")
    page.wait_for_url(f"{address}/organisations/{file_name(name)}/")
    page.goto(f"{address}/fr/")
    page.wait_for_url(f"{address}/")
    page.goto(f"{address}/fr/p/nothing")
    expect(page.get_by_role("heading", name="Page not found")).to_be_visible()


def test_a_cited_link_says_what_became_of_it(page: Page, address: str, library: Library) -> None:
    """The version of a link is compared with that of the page, and the words that it names are told."""
    passage = next(iter(library.passages()))
    page.goto(f"{address}/p/{passage.id}/")
    version = page.locator(".wordings").get_attribute("data-version")
    page.goto(f"{address}/p/{passage.id}?v={version}&quote=no+such+words")
    expect(page.get_by_text("Unchanged since it was cited.")).to_be_visible()
    expect(page.get_by_text("not in the current wording")).to_be_visible()
    page.goto(f"{address}/p/{passage.id}?v=abcdef")
    expect(page.get_by_text("cites a version that does not exist")).to_be_visible()


def test_a_link_with_arguments_leads_to_its_page(page: Page, address: str) -> None:
    """What the site showed for arguments is a folder, to which the page goes on."""
    page.goto(f"{address}/?year=2019")
    page.wait_for_url(f"{address}/year=2019/**")
    expect(page.get_by_text("Show all meetings")).to_be_visible()


def test_without_a_script_there_are_lists(browser: Browser, address: str) -> None:
    """The page of searching says that it needs JavaScript, and leads to every paper."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/search?q=women")
    expect(page.get_by_text("Searching needs JavaScript")).to_be_visible()
    expect(page.get_by_role("searchbox")).to_be_hidden()
    page.get_by_role("main").get_by_role("link", name="All papers").click()
    page.get_by_role("main").locator("h2 a").first.click()
    page.locator(".passage .number").first.click()
    expect(page.locator(".passage.current")).to_be_visible()
    context.close()


def test_opened_as_files_pages_lead_to_pages(page: Page, edition: Path) -> None:
    """From the disk, links name the index of each folder, and the search says that it needs a server."""
    page.goto((edition / "index.html").as_uri())
    page.locator(".meetings h3 a").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.url.endswith("/index.html")
    page.goto((edition / "search/index.html").as_uri())
    expect(page.get_by_text("opened as files, it can only be read")).to_be_visible()


def test_the_pages_of_an_edition_are_accessible(page: Page, address: str) -> None:
    """Axe finds nothing on the pages that only an edition has, light or dark, wide or narrow."""
    for scheme, width in (("light", 1280), ("dark", 320)):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the two
        page.set_viewport_size({"width": width, "height": 900})
        for path in ("search/?q=women", "edition/", "edition/papers/", "404.html"):
            page.goto(f"{address}/{path}")
            if path.startswith("search"):
                expect(page.locator("#hits a").first).to_be_visible()
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            violations = Axe().run(page).response["violations"]
            assert [(each["id"], each["nodes"][0]["html"]) for each in violations] == [], path
