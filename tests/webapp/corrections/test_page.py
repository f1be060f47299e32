"""The page that drafts a correction of a paper's facts."""

from __future__ import annotations

import tomllib
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from babel import Locale
from flask.testing import FlaskClient

from indexer.speech.translation import MessageLanguage, speaking
from indexer.store.library import Library
from tests.webapp.markup import Page
from webapp.app import make_site
from webapp.corrections.page import correction_page
from webapp.settings.table import Settings
from webapp.shared.appearance import appearance_of


def table_in(text: str) -> str:
    """Return the table that a page shows."""
    return unescape(text.partition('aria-label="Table for corpus.toml">')[2].partition("</textarea>")[0])


def test_a_wrong_fact_becomes_a_table_to_paste(client: FlaskClient, library: Library) -> None:
    """The form has the facts as they are; what is changed in it comes back as a table for `corpus.toml`."""
    paper = library.documents()[0]
    assert f'href="/d/{paper.id}/correct"' in client.get(f"/d/{paper.id}").text
    form = client.get(f"/d/{paper.id}/correct").text
    assert f'value="{paper.title.replace(chr(39), "&#39;")}"' in form
    assert table_in(form) == ""
    sent = client.get(f"/d/{paper.id}/correct", query_string={"title": 'A "better" title', "note": "Page 1 says so"})
    assert tomllib.loads(table_in(sent.text))["document"] == [{"file": paper.source, "title": 'A "better" title'}]
    assert "# Page 1 says so" in table_in(sent.text)


def test_a_value_of_another_form_is_explained_beside_its_field(client: FlaskClient, library: Library) -> None:
    """A day that is none gives no table; the field is marked and says how to write it."""
    path = f"/d/{library.documents()[0].id}/correct"
    text = client.get(path, query_string={"start": "soon"}).text
    assert table_in(text) == ""
    assert 'id="start-problem">Write the day as 2024-12-10.' in text
    assert "Nothing was changed." in client.get(path, query_string={"note": " "}).text


def test_what_is_wrong_is_said_in_the_language_of_the_page(library: Library) -> None:
    """The page knows the words in which a value that is no date is refused, so that it can translate them."""
    document = next(document for document in library.documents() if document.meeting and document.meeting.start)
    with speaking(MessageLanguage("fr", Locale("fr"), lambda text: f"<{text}>", lambda one, *_: one)):
        early, late = {"end": "1901-01-01"}, {"start": "2999-01-01"}
        for stated in ({"published": "soon"}, {"start": "soon"}, {"end": "soon"}, early, late):
            page = correction_page(document, (), stated, appearance_of(Settings()), "")
            [problem] = [field.problem for field in page.fields if field.problem]
            assert problem.startswith("<")
            assert problem.endswith(">")


def test_the_owner_gets_it_by_mail(seed_index: Path, library: Library) -> None:
    """Where the owner states an address, a link begins a mail with the table and the address of the paper."""
    site = make_site(Settings(index_dir=seed_index, contact="desk@example.org")).test_client()
    paper = library.documents()[0]
    page = Page(site.get(f"/d/{paper.id}/correct", query_string={"title": "Fish & chips"}).text)
    [mail] = [link for link in page.links() if link.startswith("mailto:desk@example.org?")]
    body = parse_qs(urlsplit(mail).query)["body"][0]
    assert 'title = "Fish & chips"' in body
    assert f"/d/{paper.id}" in body


def test_an_unknown_paper_has_none(client: FlaskClient) -> None:
    """A paper that is not there has no page to correct it."""
    assert client.get("/d/no-such-paper/correct").status_code == 404


def test_the_reader_says_whether_the_meeting_or_the_paper_is_meant(client: FlaskClient) -> None:
    """A changed place is of the meeting, with a table for each of its papers, unless the paper alone is chosen."""
    path, place = "/d/montevideo-2024-summary/correct", {"place": "Punta del Este"}
    page = Page(client.get(path, query_string=place).text)
    assert [choice["value"] for choice in page.all("input", name="scope") if "checked" in choice.attributes] == [
        "meeting"
    ]
    for scope, papers in (({}, 2), ({"scope": "meeting"}, 2), ({"scope": "paper"}, 1)):
        tables = tomllib.loads(table_in(client.get(path, query_string={**place, **scope}).text))["document"]
        assert [table["place"] for table in tables] == ["Punta del Este"] * papers
