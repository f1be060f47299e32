"""The help of an edition: what its search can do, and nothing that needs the server as if it were there."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote_plus

from indexer.query.grammar import FIELD_OPERATORS, OPERATORS
from tests.webapp.markup import Page
from webapp.browse.help import TOPICS

from .editions import read_page

ADDRESSES = ("/help", *(f"/help/{topic.name}" for topic in TOPICS))


def test_only_what_the_search_can_do_is_a_link(edition: Path) -> None:
    """No help page leads to a search with an operator or a field that the search in the browser lacks."""
    linked = {
        unquote_plus(query)
        for address in ADDRESSES
        for query in re.findall(r'search/\?q=([^"&]+)"', read_page(edition, address))
    }
    known = {row.example for row in OPERATORS if row.in_editions}
    assert {"technology -drones", "police OR military"} <= linked <= known
    assert not known & {row.example for row in FIELD_OPERATORS}


def test_operators_that_it_lacks_are_not_explained(edition: Path) -> None:
    """The pages on words and operators have the rows that hold here, with what they find here."""
    for address in ("/help/words", "/help/operators"):
        page = Page(read_page(edition, address))
        shown = {code.text for code in page.all("code")}
        for row in OPERATORS:
            if row.example in shown:
                assert row.in_editions in page.text
        assert "has no fields" in page.text
        assert "describes the site with its server" not in page.text
    assert "wom?n" not in read_page(edition, "/help/words")
    assert "NEAR/5" not in read_page(edition, "/help/operators")


def test_the_contents_promise_only_what_the_search_can_do(edition: Path) -> None:
    """A summary of a topic that an edition has names no operator and no way of writing words that its search lacks."""
    page = Page(read_page(edition, "/help"))
    topics = page.text.partition("Only on the site with its server")[0]
    assert "AND, OR, NOT and brackets" in topics
    lacking = {row.name for row in OPERATORS if not row.in_editions and row not in FIELD_OPERATORS}
    assert {"Near", "Any ending", "Similar spelling"} <= lacking
    for word in ("NEAR", "endings", "similar spellings", "any letter"):
        assert word not in topics.replace("no NEAR and no", "")


def test_pages_that_need_the_server_say_so(edition: Path) -> None:
    """A topic that only the site with its server has says this on its page, and stands apart in the contents."""
    contents = Page(read_page(edition, "/help")).text
    heading = contents.index("Only on the site with its server")
    for topic in TOPICS:
        says = "Only the site with its server has this" in Page(read_page(edition, f"/help/{topic.name}")).text
        assert says is (topic.in_editions == "none")
        assert (contents.rindex(topic.title) > heading) is says


def test_the_glossary_promises_no_number(edition: Path) -> None:
    """The search of an edition counts other forms of an abbreviation too, so its link names no number of passages."""
    page = Page(read_page(edition, "/glossary"))
    links = [link for link in page.all("a") if "search/?q=" in link["href"]]
    assert len(links) > 10
    assert not [link.text for link in links if re.search(r"\d+ passage", link.text)]
    assert "Used in 3 passages" in page.text
