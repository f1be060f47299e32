"""The glossary: every short form, what it stands for, where that is said, and a search for it."""

from __future__ import annotations

from collections import Counter

from flask.testing import FlaskClient

from indexer.store.library import Library
from tests.webapp.markup import open_page


def test_every_short_form_is_there_once(client: FlaskClient, library: Library) -> None:
    """Each is listed under its letter with every long form, in order."""
    page = open_page(client, "/glossary")
    shorts = [one.text for one in page.all("dt")]
    assert sorted(shorts) == sorted({one.short for one in library.acronyms()})
    assert [one.casefold() for one in shorts] == sorted(one.casefold() for one in shorts)
    assert Counter(one.text for one in page.all("span", class_="long")) == Counter(
        one.long for one in library.acronyms()
    )


def test_several_meanings_stand_together(client: FlaskClient, library: Library) -> None:
    """A short form that the papers give two meanings has both in one entry."""
    counts = Counter(one.short for one in library.acronyms())
    page = open_page(client, "/glossary")
    several = [short for short, count in counts.items() if count > 1]
    assert several
    for short in several:
        [entry] = [one for one in page.all("div") if one.text.split()[:1] == [short]]
        assert all(one.long in entry.text for one in library.acronyms() if one.short == short)


def test_an_entry_leads_to_its_definition_and_its_uses(made_client: FlaskClient) -> None:
    """It has the variants, the number of passages, the passage that defines it, and a search for all its forms."""
    page = open_page(made_client, "/glossary")
    entry = next(one for one in page.all("div") if one.text.split()[:1] == ["TCC"])
    told = " ".join(entry.text.split())
    assert "also TCCs · defined in Summary, Montevideo 2024" in told
    assert told.endswith("7 passages use it, search for TCC")
    assert "/p/montevideo-summary.00000" in page.links()
    assert "/search?q=%22TCC%22+OR+%22TCCs%22" in page.links()


def test_what_the_corpus_does_not_tell_is_left_out(made_client: FlaskClient) -> None:
    """A short form without a passage that defines it or a count has neither, but can be searched."""
    [entry] = [one for one in open_page(made_client, "/glossary").all("div") if one.text.split()[:1] == ["A4P"]]
    assert "defined" not in entry.text
    assert "passage" not in entry.text
    assert "/search?q=%22A4P%22" in open_page(made_client, "/glossary").links()


def test_every_definition_and_every_search_finds(client: FlaskClient, library: Library) -> None:
    """The links of the glossary lead to passages."""
    for link in open_page(client, "/glossary").links():
        if link.startswith(("/p/", "/search?q")):
            assert 'class="passage' in client.get(link).text or 'class="hit"' in client.get(link).text, link
    assert {one.passage for one in library.acronyms()} <= {one.id for one in library.passages()}
