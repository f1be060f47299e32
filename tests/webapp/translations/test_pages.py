"""Tests of translated pages: every word of the site on them is a message, and is in the language of the page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from webapp.app import create_app
from webapp.basket.token import encode
from webapp.browse.help import TOPICS
from webapp.shared.basket_item import Basket, BasketItem

from .pseudo import speak_pseudo, untranslated_at

COLLECTED = (
    BasketItem("montevideo-summary.00000", note="Ask again."),
    BasketItem("montevideo-summary.00001", "abcdef"),
    BasketItem("montevideo-record.00003"),
    BasketItem("nowhere.00001"),
)
PAGES = (
    "/",
    "/?year=2024",
    "/search",
    "/search?q=estuary+gauges",
    "/search?q=estuary&year=2024&kind!=report&group=document",
    "/search?q=estuary&group=session",
    "/search?q=zebra+estuary&year=1999",
    "/search?q=estuar*+-boats+OR+gauges~+NEAR+spring",
    '/search?q=foo:x+"the+estuary',
    "/search?q=estuary&exact=stems&exact=small&sort=y&page=99&show=7",
    "/search?q=((&words=all",
    "/search/statement?q=estuary+gauges&year=2024",
    "/search/statement?q=%21",
    "/search?q=estuary&asof=nowhere",
    "/facet/person?q=estuary",
    "/facet/kind?find=re&order=name",
    "/facet/year?q=estuary&year!=2024",
    "/search?q=zebra&kind!=report&language!=en",
    "/basket",
    f"/basket?b={encode(Basket(COLLECTED, 'Training'))}",
    f"/basket?b={encode(Basket(COLLECTED[:1]))}",
    f"/basket?undo={encode(Basket(COLLECTED[:2]))}",
    "/basket?b=1.AAAA",
    "/basket?b=2.q1Y",
    "/chart",
    "/chart?q=estuary",
    "/chart?q=estuary+gauges&as=share&year=2024&kind!=report",
    "/chart?q=zebra",
    "/words",
    "/words?q=estuary&terms=gauges,spring&by=meeting&kind!=report",
    "/words?q=zebra&terms=a,b,c,d,e,f,g",
    "/concordance",
    "/concordance?q=estuary&kind!=report",
    "/concordance?q=in&by=after&year=2024",
    "/concordance?q=zebra",
    "/matrix",
    "/matrix?q=estuary&q=gauges+spring&q=%22the&kind!=report",
    f"/matrix?{'&'.join(f'q=estuary+-w{number}' for number in range(21))}",
    "/matrix?q=peacekeeping+women&words=all",
    "/meetings",
    "/meetings?year=2024",
    "/people",
    "/people/ivana-jenca",
    "/people/samuel-ro",
    "/people/nobody",
    "/organisations",
    "/organisations?find=min",
    "/organisations/Ministry%20of%20Defence",
    "/countries",
    "/countries/Nowhere",
    "/m/montevideo-2024",
    "/m/islamabad-2025",
    "/m/roundtable-2019",
    "/m/symposium",
    "/m/nowhere",
    "/m/montevideo-2024/3",
    "/m/montevideo-2024/3a",
    "/m/montevideo-2024/3a1",
    "/m/islamabad-2025/1?style=apa",
    "/m/islamabad-2025/nowhere",
    "/coverage",
    "/glossary",
    "/about",
    "/help",
    *(f"/help/{topic.name}" for topic in TOPICS),
    "/nowhere",
    "/d/montevideo-record",
    "/d/montevideo-summary?style=mla",
    "/d/islamabad-concept",
    "/d/roundtable-note",
    "/d/nowhere",
    *(f"/p/montevideo-record.{ordinal:05}" for ordinal in (0, 2, 6, 7, 8, 10)),
    "/p/montevideo-record.00001?q=estuary+gauges&style=apa",
    "/p/montevideo-record.00001?v=0123456789ab",
    "/p/montevideo-record.00001?alone=1",
    "/p/montevideo-record.00001?quote=gauges+of+the+estuary",
    "/p/montevideo-record.00001?quote=zebras&v=0123456789ab",
    "/p/montevideo-summary.00002",
    "/p/nowhere.00001",
    "/p/montevideo-record.00001/like",
    "/p/islamabad-concept.00001/like",
    "/p/montevideo-record.00001/lineage",
    "/verify",
    "/d/montevideo-record/correct",
    "/d/montevideo-record/correct?title=Another&note=Page+1",
    "/d/montevideo-record/correct?start=soon&end=later&published=never",
    "/d/montevideo-record/correct?end=2019-01-01",
    "/d/montevideo-record/correct?note=+",
)


@pytest.mark.parametrize("path", PAGES)
def test_no_word_of_the_site_is_left_untranslated(
    path: str, made_client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a catalogue that puts each message into brackets, no English stands outside of them."""
    speak_pseudo(monkeypatch)
    assert untranslated_at(made_client, path) == []


def test_no_word_of_a_collected_basket_is_left_untranslated(
    made_client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reader's own basket, with what can be done with its passages, is translated too."""
    speak_pseudo(monkeypatch)
    for item in COLLECTED:
        made_client.post("/fr/basket", data={"add": item.name})
    assert len(LexborHTMLParser(made_client.get("/fr/basket").text).css(".collected-item")) == len(COLLECTED)
    assert untranslated_at(made_client, "/basket") == []


@pytest.fixture(scope="module")
def visitors(made_index: Path) -> tuple[FlaskClient, FlaskClient]:
    """Visitors of two sites, of which only the first is asked for each page in English and Arabic before French."""
    return create_app(made_index).test_client(), create_app(made_index).test_client()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_the_same_whatever_language_came_first(path: str, visitors: tuple[FlaskClient, FlaskClient]) -> None:
    """Nothing that is kept between requests has words of another language in it."""
    first, second = visitors
    for code in ("en", "ar"):
        first.get(f"/{code}{path}")
    for code in ("fr", "en"):
        pages = (visitor.get(f"/{code}{path}").text for visitor in (first, second))
        one, other = (re.sub(r"<code>[0-9a-f]{16}</code>", "", page) for page in pages)  # the ids of the requests
        assert one == other
