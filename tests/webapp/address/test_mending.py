"""Tests of permanent addresses with signs of the text around them at their ends."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from indexer.store.library import Library
from webapp.address import urls
from webapp.basket.token import encode
from webapp.shared.basket_item import Basket, BasketItem

SIGNS = (".", ",", ")", "]", '"', "”", "’", ">", ").", ";", ":", "!", "?", "*", "_", "…", ", and", ' "', "\xa0", "&gt;")
REMAINS = ("</a>", "<br>", "<br />", '">', "</em></a>).", "%3C/a%3E", "&lt;/a&gt;", "/</a>", "}", "»", "“")
"""What is left of the text around a link that was copied out of the source of a page, or escaped twice."""


def permanent_paths(library: Library) -> list[str]:
    """Return one address of each kind that stays for ever."""
    passage = next(passage for document in library.documents() for passage in library.document_passages(document.id))
    meeting = library.meetings()[0]
    session = next(session for meeting in library.meetings() for session in library.sessions(meeting.id))
    return [
        urls.passage_path(passage.id),
        urls.file_path(passage.id, ".ris"),
        urls.similar_path(passage.id),
        urls.document_path(passage.document.id),
        urls.document_path(passage.document.id) + ".ris",
        urls.meeting_path(meeting.id),
        urls.session_path(session.meeting, session.id),
        urls.session_path(session.meeting, session.id) + ".docx",
        urls.person_path(library.persons()[0].id),
        urls.COVERAGE,
        f"/api/passages/{passage.id}",
    ]


@pytest.mark.parametrize("sign", [*SIGNS, *REMAINS])
def test_what_stands_behind_an_address_is_taken_off(made_client: FlaskClient, made_library: Library, sign: str) -> None:
    """An address of any kind with a sign behind it redirects for good to the address, with its arguments."""
    for path in permanent_paths(made_library):
        answer = made_client.get(f"{path}{quote(sign)}?style=apa")
        assert (answer.status_code, answer.headers.get("Location")) == (301, f"{path}?style=apa"), path


@pytest.mark.parametrize("sign", [*SIGNS, *REMAINS])
def test_a_cited_version_is_read_without_it(made_client: FlaskClient, made_library: Library, sign: str) -> None:
    """A sign behind the version of a link is taken off, and the page says what became of the version."""
    passage = made_library.document_passages(made_library.documents()[0].id)[0]
    permalink = urls.permalink_path(passage)
    answer = made_client.get(permalink + quote(sign))
    assert (answer.status_code, answer.headers.get("Location")) == (301, permalink)
    encoded = made_client.get(permalink.replace("?", "%3F") + quote(sign))
    assert (encoded.status_code, encoded.headers.get("Location")) == (301, permalink)
    escaped = made_client.get(f"{permalink.replace('?', '?style=apa&amp;')}")
    assert escaped.headers.get("Location") == permalink.replace("?", "?style=apa&")
    assert "Unchanged since it was cited" in made_client.get(permalink).text


@pytest.mark.parametrize("sign", [sign for sign in SIGNS if not set(sign) & set("_a&")])
def test_a_shared_basket_is_read_without_it(made_client: FlaskClient, sign: str) -> None:
    """A sign behind the link of a shared basket does not damage it."""
    token = encode(Basket((BasketItem("a.bcdef"),), "Rivers"))
    assert "Rivers" in made_client.get(urls.basket_path(token) + quote(sign)).text


def test_what_was_never_there_stays_unknown(made_client: FlaskClient) -> None:
    """An id that never was is not found, with or without a sign, and nothing redirects in circles."""
    unknown = ("/p/none.abcde</a>", "/p/</a>", "/</a>", "/d/none%3C/a%3E", "/m/none/3<br/>", "/p/none.ris</a>")
    for path in (
        "/p/none.abcde.",
        "/d/none)",
        "/m/none,",
        "/m/none/3.",
        "/people/none]",
        "/nowhere.",
        "/p/.",
        "/.",
        *unknown,
    ):
        assert made_client.get(path).status_code == 404, path
