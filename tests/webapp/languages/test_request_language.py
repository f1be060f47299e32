"""Tests of the language of a page: by its address, the reader's choice, the browser's wish, or the setting."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from indexer.speech.translation import ENGLISH, current_speech
from webapp.app import create_app, make_site
from webapp.settings.table import Settings
from webapp.translations.catalogues import LANGUAGES

BASE = "/library/papers"
ORIGIN = "https://example.org"


@pytest.fixture
def visitor(made_index: Path) -> FlaskClient:
    """A visitor of a site below a path."""
    return create_app(made_index, f"{ORIGIN}{BASE}").test_client()


def language_of(page: str) -> str:
    """Return the language that a page states."""
    stated = re.search('<html lang="([^"]+)"', page)
    assert stated
    return stated[1]


@pytest.mark.parametrize("code", LANGUAGES)
def test_an_address_can_begin_with_a_language(made_client: FlaskClient, code: str) -> None:
    """Each language has the whole site under its code, and the direction of its script."""
    for path in ("", "/", "/search?q=estuary", "/nowhere"):
        answer = made_client.get(f"/{code}{path}")
        assert answer.status_code == (404 if path == "/nowhere" else 200)
        assert language_of(answer.text) == answer.headers["Content-Language"] == LANGUAGES[code].tag
        assert (' dir="rtl" data-site' in answer.text) == (code == "ar")


def test_a_page_that_is_not_translated_says_so(made_client: FlaskClient) -> None:
    """It is in English, its links stay in the language, and one line says so in that language."""
    answer = made_client.get("/ar/api/docs")
    assert language_of(answer.text) == answer.headers["Content-Language"] == "en"
    assert '<p class="notices untranslated" lang="ar" dir="rtl">' in answer.text
    assert 'data-site="/ar/"' in answer.text
    assert 'value="ar" lang="ar" aria-current="true"' in answer.text
    assert "untranslated" not in made_client.get("/en/api/docs").text


def test_a_page_stays_in_the_language_of_its_address(visitor: FlaskClient) -> None:
    """Each link, form and redirect of a French page leads to a French one; files, feeds and assets have one address."""
    paths = ("/", "/search?q=estuary", "/meetings", "/people", "/help", "/coverage", "/verify", "/basket", "/api/docs")
    for path in paths:
        page = visitor.get(f"{BASE}/fr{path}").text
        page = re.sub('<link rel="(?:canonical|alternate)" [^>]*href="https:[^>]*>', "", page)
        for address in re.findall('(?:href|src|action|formaction)="([^"]+)"', page):
            assert (
                not address.startswith("/")
                or address.startswith(f"{BASE}/fr/")
                or re.match(
                    rf"{BASE}/(?:static/|opensearch\.xml|site\.webmanifest|api/|[\w./-]+\.\w+(?:\?|$))", address
                )
            ), (path, address)
        assert f'data-site="{BASE}/fr/"' in page
    assert visitor.get(f"{BASE}/fr/meetings/").headers["Location"] == f"{BASE}/fr/meetings"


def test_permanent_addresses_have_no_language(visitor: FlaskClient) -> None:
    """The link to copy, the reference, the canonical address and what programs read are the same in all languages."""
    page = visitor.get(f"{BASE}/fr/search?q=estuary").text
    [permalink, *_] = re.findall(r'data-address="([^"]+)"', page)
    assert permalink.startswith((f"{ORIGIN}{BASE}/p/", f"{BASE}/p/"))
    [address, *_] = re.findall(rf'href="{BASE}/fr(/p/[^"?]+)', page)
    passage = visitor.get(f"{BASE}/fr{address}").text
    assert f'<link rel="canonical" href="{ORIGIN}{BASE}{address}">' in passage
    assert f"{ORIGIN}{BASE}/fr" not in re.sub('<link rel="alternate"[^>]*>', "", passage)
    for path in ("/search.atom?q=estuary", "/search.bib?q=estuary", "/api/search?q=estuary", "/coverage.json"):
        told = visitor.get(f"{BASE}/fr{path}").text
        assert f"{BASE}/p/" in told or f"{BASE}/coverage" in told
        assert "/fr/" not in re.sub('rel="self"[^>]*>|<id>[^<]*</id>', "", told), path


def test_a_page_names_itself_in_the_other_languages(visitor: FlaskClient) -> None:
    """A page that search engines may list states its addresses in all languages, and the one that leaves it open."""
    for path in ("/meetings", "/fr/meetings"):
        stated = dict(re.findall('hreflang="([^"]+)" href="([^"]+)"', visitor.get(BASE + path).text))
        assert stated == {
            **{language.tag: f"{ORIGIN}{BASE}/{code}/meetings" for code, language in LANGUAGES.items()},
            "x-default": f"{ORIGIN}{BASE}/meetings",
        }
    assert "hreflang" not in visitor.get(f"{BASE}/search?q=estuary").text


def test_without_a_language_in_the_address_the_reader_decides(made_index: Path) -> None:
    """The choice in the cookie counts most, then what the browser asks for, then the setting."""
    visitor = make_site(Settings(index_dir=made_index, language="es")).test_client()
    assert language_of(visitor.get("/").text) == "es"
    for wish, expected in (
        ("fr-CH, fr;q=0.9, en;q=0.8", "fr"),
        ("zh-TW", "zh-Hans"),
        ("de, ru;q=0.5", "ru"),
        ("fr-CA, en;q=0.8", "fr"),
        ("en-GB, fr;q=0.5", "en"),
        ("en;q=0.2, ar-EG;q=0.9", "ar"),
        ("de", "es"),
        ("*", "es"),
        ("", "es"),
    ):
        assert language_of(visitor.get("/", headers={"Accept-Language": wish}).text) == expected, wish
    chosen = visitor.post("/language?page=/search%3Fq%3Destuary", data={"language": "ar"})
    assert (chosen.status_code, chosen.headers["Location"]) == (303, "/search?q=estuary")
    answer = visitor.get(chosen.headers["Location"], headers={"Accept-Language": "fr"})
    assert language_of(answer.text) == "ar"
    assert language_of(visitor.get("/ru/", headers={"Accept-Language": "fr"}).text) == "ru"
    visitor.set_cookie("language", "tlh")
    assert language_of(visitor.get("/", headers={"Accept-Language": "fr"}).text) == "fr"


def test_the_chooser_leads_back(visitor: FlaskClient) -> None:
    """A choice on a page with a language in its address leads to the chosen one's; none leads to another site."""
    page = visitor.get(f"{BASE}/fr/search?q=estuary").text
    action = re.search(f'action="({BASE}/fr/language[^"]+)"', page)
    assert action
    chosen = visitor.post(action[1], data={"language": "ru"})
    assert chosen.headers["Location"] == f"{BASE}/ru/search?q=estuary"
    assert re.match(
        rf"__Secure-language=ru; .*Secure; HttpOnly; Path={BASE}; SameSite=Lax", chosen.headers["Set-Cookie"]
    )
    for unfit in ("https://evil.example/", "//evil.example", "/\\evil.example", ""):
        assert (
            visitor.post(f"{BASE}/language", query_string={"page": unfit}, data={"language": "ru"}).headers["Location"]
            == f"{BASE}/"
        )
    assert visitor.post(f"{BASE}/language", data={"language": "xx"}).status_code == 400
    foreign = visitor.post(f"{BASE}/language", data={"language": "ru"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 403


def test_caches_know_what_decided(made_client: FlaskClient) -> None:
    """A page varies by the wish and the cookie only where these decide, and its ETag by the language."""
    by_wish = made_client.get("/meetings", headers={"Accept-Language": "fr"})
    assert {"accept-language", "cookie"} <= {name.casefold() for name in by_wish.vary}
    by_address = made_client.get("/fr/meetings")
    assert "accept-language" not in {name.casefold() for name in by_address.vary}
    in_english = made_client.get("/meetings", headers={"Accept-Language": "en"})
    assert in_english.headers["ETag"] != by_wish.headers["ETag"]
    again = made_client.get("/meetings", headers={"Accept-Language": "ru", "If-None-Match": in_english.headers["ETag"]})
    assert again.status_code == 200
    same = made_client.get("/meetings", headers={"Accept-Language": "en", "If-None-Match": in_english.headers["ETag"]})
    assert same.status_code == 304
    for path in ("/api/search?q=estuary", "/search.csv?q=estuary", "/static/all.css"):
        answer = made_client.get(path, headers={"Accept-Language": "fr"})
        assert "accept-language" not in {name.casefold() for name in answer.vary}, path


def test_nothing_speaks_a_language_after_its_request(made_client: FlaskClient) -> None:
    """The next work of a thread begins in English."""
    made_client.get("/fr/search?q=estuary")
    assert current_speech() is ENGLISH


def test_a_site_cannot_stand_below_the_name_of_a_language(made_index: Path) -> None:
    """A base path that begins as the address of a language does is refused."""
    with pytest.raises(ValueError, match="/fr"):
        create_app(made_index, f"{ORIGIN}/fr")
