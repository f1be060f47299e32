"""Where addresses stand: names of files, folders for arguments, and links from one file to another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.static_site.layout import NOT_HERE, Layout, RouteForm, file_name

FORMS = {
    "/": RouteForm("page", ("year",)),
    "/d/report": RouteForm("page", ("part",)),
    "/p/x": RouteForm("page", ("v", "from"), (".ris",)),
    "/p/x.ris": RouteForm("page", ("v", "from"), (".ris",)),
    "/api/v1/people/ann": RouteForm("record"),
    "/static/all.css": RouteForm("file"),
    "/search": RouteForm("search", ("q", "year"), file="search/index.html"),
}


def layout(base: str = "") -> Layout:
    """Return a layout of a few addresses."""
    return Layout(base, FORMS.get)


@pytest.mark.parametrize(
    ("address", "file", "link", "variant"),
    [
        ("/", "index.html", "", ""),
        ("/d/report", "d/report/index.html", "d/report/", ""),
        ("/d/report?part=2", "d/report/part=2/index.html", "d/report/part=2/", "/d/report?part=2"),
        ("/d/report?style=apa", "d/report/index.html", "d/report/", ""),
        ("/p/report.abcde.ris", "p/report.abcde.ris", "p/report.abcde.ris", ""),
        ("/p/report.abcde.ris?v=1", "p/report.abcde.ris", "p/report.abcde.ris", ""),
        ("/api/v1/people/ann", "api/v1/people/ann/index.json", "api/v1/people/ann/index.json", ""),
        ("/static/all.css?v=1", "static/all.css", "static/all.css?v=1", ""),
        ("/search?q=a+b&year=2031", "search/index.html", "search/?q=a+b&year=2031", ""),
    ],
)
def test_each_address_has_a_file(address: str, file: str, link: str, variant: str) -> None:
    """Pages are folders, arguments that make another page are folders below, and files keep their names."""
    assert layout().place(address) == (file, link, variant)


def test_a_search_that_a_browser_cannot_make_is_not_here() -> None:
    """Filters that an edition lacks lead to the page that says so, as does an address without a file."""
    page = '<a href="/search?q=a&amp;person=ann">a</a> <a href="/basket">b</a> <a href="/search?year=2031">c</a>'
    linked = layout().page_with_links(page, "d/report/index.html")
    assert linked.count(f'href="../../{NOT_HERE}"') == 2
    assert 'href="../../search/?year=2031"' in linked


def test_links_lead_from_file_to_file() -> None:
    """Links are relative to the file they stand in, so that they work below any path; texts and other sites stay."""
    page = (
        '<a href="/papers/d/report?part=2#p-1">/papers/d/report</a> <a href="/papers/">h</a> '
        '<form action="/papers/search"> <a href="https://example.org/papers/">o</a> <a href="#x">x</a>'
    )
    links = layout("/papers")
    assert links.page_with_links(page, "p/report.abcde/index.html") == (
        '<a href="../../d/report/part=2/#p-1">/papers/d/report</a> <a href="../../">h</a> '
        '<form action="../../search/"> <a href="https://example.org/papers/">o</a> <a href="#x">x</a>'
    )
    assert links.variants == {"/d/report?part=2"}
    assert 'href="./"' in links.page_with_links(' href="/papers/"', "index.html")
    assert 'href="/papers/d/report/"' in links.page_with_links(' href="/papers/d/report"', "404.html", is_movable=False)


SEGMENTS = (
    st.text(min_size=1, max_size=12)
    | st.text("aA_-", min_size=238, max_size=300)
    | st.sampled_from(
        ["con", "CON", "aux.abcde", "a_", "a.", "A", "a", "lpt1", "_41", "a b", "a_20b", "con" + 300 * "x"]
    )
)


@given(SEGMENTS, SEGMENTS)
def test_no_two_names_are_one_where_case_does_not_count(first: str, second: str) -> None:
    """Different segments have names that differ in more than letter case, and no name is one that Windows reserves."""
    if first != second:
        assert file_name(first).casefold() != file_name(second).casefold()
    assert file_name(first).partition(".")[0].casefold() not in {"con", "aux", "nul", "prn", "com1", "lpt1"}
    assert not set(file_name(first)) & set('<>:"/\\|?* \0')
    assert not file_name(first).endswith((".", " "))
    assert len(file_name(first)) <= 240


def test_ids_keep_their_spelling() -> None:
    """The names of ids are the ids, so that their links need no rule of a web server."""
    for segment in ("report-2031.k3f9q", "7.b", "part=2", "year=2031&month=5", "session-1"):
        assert file_name(segment) == segment
