"""The glossary: every acronym, its meanings, where they are defined, and a search for it."""

from __future__ import annotations

from collections import Counter

from flask.testing import FlaskClient

from indexer.store.library import Library
from tests.webapp.markup import open_page


def test_every_short_form_is_there_once(client: FlaskClient, library: Library) -> None:
    """Each acronym is listed once under its letter with all its long forms, in order."""
    page = open_page(client, "/glossary")
    shorts = [element.text for element in page.all("dt")]
    assert sorted(shorts) == sorted({acronym.short for acronym in library.acronyms()})
    assert [acronym.casefold() for acronym in shorts] == sorted(acronym.casefold() for acronym in shorts)
    assert Counter(element.text for element in page.all("span", class_="long")) == Counter(
        acronym.long for acronym in library.acronyms()
    )


def test_several_meanings_stand_together(client: FlaskClient, library: Library) -> None:
    """An acronym with two meanings has both in one entry."""
    counts = Counter(acronym.short for acronym in library.acronyms())
    page = open_page(client, "/glossary")
    several = [short for short, count in counts.items() if count > 1]
    assert several
    for short in several:
        [entry] = [element for element in page.all("div") if element.text.split()[:1] == [short]]
        assert all(acronym.long in entry.text for acronym in library.acronyms() if acronym.short == short)


def test_an_entry_leads_to_its_definition_and_its_uses(made_client: FlaskClient) -> None:
    """An entry has the variants, the number of passages, the defining passage, and a search for all its forms."""
    page = open_page(made_client, "/glossary")
    entry = next(element for element in page.all("div") if element.text.split()[:1] == ["TCC"])
    text = " ".join(entry.text.split())
    assert "also TCCs · defined in Summary, Montevideo 2024" in text
    assert text.endswith("Used in 7 passages, search for TCC")
    assert "/p/montevideo-summary.00000" in page.links()
    assert "/search?q=%22TCC%22+OR+%22TCCs%22" in page.links()


def test_what_the_corpus_does_not_tell_is_left_out(made_client: FlaskClient) -> None:
    """An acronym without a defining passage or a count shows neither, but can be searched."""
    [entry] = [
        element for element in open_page(made_client, "/glossary").all("div") if element.text.split()[:1] == ["A4P"]
    ]
    assert "defined" not in entry.text
    assert "passage" not in entry.text
    assert "/search?q=%22A4P%22" in open_page(made_client, "/glossary").links()


def test_every_definition_and_every_search_finds(client: FlaskClient, library: Library) -> None:
    """Every link of the glossary leads to passages."""
    for link in open_page(client, "/glossary").links():
        if link.startswith(("/p/", "/search?q")):
            assert 'class="passage' in client.get(link).text or 'class="hit"' in client.get(link).text, link
    assert {acronym.passage for acronym in library.acronyms()} <= {passage.id for passage in library.passages()}
