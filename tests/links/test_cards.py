"""The card of a link that was shared earlier quotes what the link cites, and says what happened to it since."""

from __future__ import annotations

from html import unescape
from urllib.parse import parse_qs, quote, urlsplit
from xml.etree import ElementTree as ET

import pytest
from werkzeug.test import TestResponse

from tests.redactions.test_redact import run
from tests.webapp.markup import Page

from .corpus import EditedCorpus
from .test_pages import CALL, TURTLES, page_text

SITE = "https://papers.example.org"
CHANGED = "The wording has changed since it was cited."
CURRENT = "This is the current wording."
HAULS = ("one of every ten hauls", "two of every nine hauls")


def card_of(corpus: EditedCorpus, link: str, more: str = "") -> TestResponse:
    """Ask for the card of a link."""
    return corpus.open_site().get(f"/oembed?url={quote(SITE + link, safe='')}{more}")


def card_text(corpus: EditedCorpus, link: str) -> str:
    """Return the words of a card, which must be there."""
    answer = card_of(corpus, link)
    assert answer.status_code == 200
    return page_text(answer.get_json()["html"])


def told(corpus: EditedCorpus, link: str) -> str:
    """Return the description in the head of a page, for cards that other sites make themselves."""
    page = Page(corpus.open_site().get(link).text)
    return unescape(page.one("meta", property="og:description")["content"])


def test_an_unchanged_passage_has_no_note(corpus: EditedCorpus) -> None:
    """With the version of today, and without one, a card quotes the passage and says nothing of changes."""
    link = corpus.copied_link("Turtles")
    for address in (link, link.partition("?")[0]):
        assert card_text(corpus, address).startswith(TURTLES)
        assert told(corpus, address).startswith(f"“{TURTLES}”")
        assert "wording" not in card_text(corpus, address) + told(corpus, address)


def test_a_changed_passage_is_quoted_as_cited(corpus: EditedCorpus) -> None:
    """The card of an old version has its words, its link and a note; the link without a version the words of today."""
    link = corpus.copied_link("Turtles")
    corpus.edit(*HAULS)
    card = card_of(corpus, link).get_json()
    assert page_text(card["html"]).startswith(TURTLES)
    assert CHANGED in page_text(card["html"])
    assert Page(card["html"]).one("a")["href"] == SITE + link
    assert card["title"].startswith("Turtles were caught in one of every ten hauls")
    assert told(corpus, link).startswith(f"{CHANGED} “{TURTLES}”")
    today = link.partition("?")[0]
    assert "two of every nine hauls" in card_text(corpus, today)
    assert CHANGED not in card_text(corpus, today) + told(corpus, today)


def test_the_page_of_an_old_version_leads_to_its_own_card(corpus: EditedCorpus) -> None:
    """The link to the card in the head of the page has the version that was cited."""
    link = corpus.copied_link("Turtles")
    corpus.edit(*HAULS)
    page = Page(corpus.open_site().get(link).text)
    address = unescape(page.one("link", type="application/json+oembed")["href"])
    assert parse_qs(urlsplit(address).query)["url"] == [SITE + link]


def test_a_version_that_is_not_known_is_said_to_be_none(corpus: EditedCorpus) -> None:
    """Where the cited wording is not known, the card has the current one and says so."""
    path = corpus.copied_link("Turtles").partition("?")[0]
    note = f"The link cites a version that does not exist. {CURRENT}"
    assert card_text(corpus, f"{path}?v=000000").startswith(TURTLES)
    assert note in card_text(corpus, f"{path}?v=000000")
    assert told(corpus, f"{path}?v=000000").startswith(f"{note} “{TURTLES}”")


def test_words_of_a_changed_passage(corpus: EditedCorpus) -> None:
    """Words that are as they were have no note; changed ones are quoted as cited; words that never were are not."""
    link = corpus.copied_link("Turtles")
    corpus.edit(*HAULS)
    same = f"{link}&quote={quote('devices that let them escape')}"
    assert page_text(card_of(corpus, same).get_json()["html"]).startswith("devices that let them escape —")
    assert CHANGED not in card_text(corpus, same) + told(corpus, same)
    other = f"{link}&quote={quote('caught in one of every ten hauls, and the speakers')}"
    assert card_text(corpus, other).startswith("caught in one of every ten hauls, and the speakers —")
    assert CHANGED in card_text(corpus, other)
    assert told(corpus, other).startswith(f"{CHANGED} “caught in one of every ten hauls, and the speakers”")
    forged = f"{link}&quote={quote('The minister resigned at once')}"
    assert card_text(corpus, forged).startswith(TURTLES)
    assert "The words in this link are not in this passage." in card_text(corpus, forged)
    assert "minister" not in card_text(corpus, forged) + told(corpus, forged)


def test_words_of_a_link_without_a_version(corpus: EditedCorpus) -> None:
    """What replaced the words is quoted as the wording of today, since the passage is not known to have had them."""
    path = corpus.copied_link("Turtles").partition("?")[0]
    corpus.edit(*HAULS)
    link = f"{path}?quote={quote('caught in one of every ten hauls, and the speakers')}"
    text = card_text(corpus, link)
    assert text.startswith("caught in two of every nine hauls, and the speakers")
    assert f"{CHANGED} {CURRENT}" in text


def test_a_passage_that_was_split_or_merged(corpus: EditedCorpus) -> None:
    """The card has the words as cited and says what became of the passage, at the old address and at the new one."""
    words = "The panel discussed the state of the sardine, and participants agreed that surveys were needed every year"
    split = corpus.copied_link(words)
    cited = " ".join(corpus.passage(words).text.split())
    corpus.edit("The survey of 2015 was quoted", "\n\nThe survey of 2015 was quoted")
    assert card_text(corpus, split).startswith(cited)
    assert "This passage was later split." in card_text(corpus, split)
    item, other = "Acoustic surveys in spring and autumn of every year.", "A common format for landing"
    links = {corpus.copied_link(text): corpus.passage(text).text for text in (item, other)}
    corpus.edit(f"1. {item}\n2. A common format", f"1. {item} A common format")
    [merged] = [link for link in links if corpus.open_site().get(link).status_code == 301]
    location = corpus.open_site().get(merged).headers["Location"]
    for address in (merged, location):
        assert card_text(corpus, address).startswith(" ".join(links[merged].split()))
        assert "The cited passage was merged into this one." in card_text(corpus, address)
    assert told(corpus, location).startswith("The cited passage was merged into this one. “")


def test_what_is_gone_is_refused_as_its_page_is(corpus: EditedCorpus) -> None:
    """A passage that is no longer there answers 410, a redacted one 451, as JSON or XML and without its words."""
    turtles, call = corpus.copied_link("Turtles"), corpus.copied_link(CALL)
    corpus.edit(TURTLES, "")
    run("redact", corpus.passage(CALL).id, "--index-dir", corpus.index_dir, "--reason", "Ruling 12/2031", "--yes")
    for link, status, code, words in (
        (turtles, 410, "gone", "This passage is no longer in the papers."),
        (call, 451, "redacted", "Ruling 12/2031"),
    ):
        assert corpus.open_site().get(link).status_code == status
        refused = card_of(corpus, link)
        assert (refused.status_code, refused.mimetype) == (status, "application/json")
        error = refused.get_json()["error"]
        assert error["code"] == code
        assert words in error["message"]
        as_xml = card_of(corpus, link, "&format=xml")
        assert (as_xml.status_code, as_xml.mimetype) == (status, "text/xml")
        assert ET.fromstring(as_xml.data).findtext("code") == code  # noqa: S314  # our own answer
        assert "hauls" not in refused.text + as_xml.text
        assert "trawler" not in refused.text + as_xml.text


@pytest.mark.parametrize("path", ["/m/lisbon-2022", "/d/lisbon-2022-report"])
def test_pages_of_what_is_gone_have_no_card(corpus: EditedCorpus, path: str) -> None:
    """A meeting and a paper that were removed answer 410 with what their page says."""
    (corpus.folder / "fisheries.txt").unlink()
    corpus.index()
    refused = card_of(corpus, path)
    assert refused.status_code == 410
    assert "was here until" in refused.get_json()["error"]["message"]


def test_what_has_a_new_address_leads_to_its_card(corpus: EditedCorpus) -> None:
    """Where the page of a meeting redirects to its new address, so does its card, in the format that is asked for."""
    settings = '[[document]]\nfile = "fisheries.txt"\nmeeting_id = "porto-2022"\nplace = "Porto, Portugal"\n'
    (corpus.folder / "corpus.toml").write_text(settings, encoding="utf-8")
    corpus.index()
    assert corpus.open_site().get("/m/lisbon-2022").status_code == 301
    answer = card_of(corpus, "/m/lisbon-2022", "&format=xml")
    assert answer.status_code == 301
    card = corpus.open_site().get(answer.headers["Location"])
    assert (card.status_code, card.mimetype) == (200, "text/xml")
    assert "Porto, Portugal" in (ET.fromstring(card.data).findtext("title") or "")  # noqa: S314  # our own answer
