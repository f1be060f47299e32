"""Titles that a draft quotes are found by their words and told apart from words of passages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from indexer.quotes.claims import LinkClaim
from indexer.quotes.find import find_quotations
from indexer.quotes.titles import Title, Titles
from indexer.quotes.verify import verify
from tests.corpus_factory import CONCEPT, DRONES, ISLAMABAD, MONTEVIDEO, SUMMARY, session

from .conftest import QuoteCorpus
from .title_catalogue import catalogue_of

LONG = session("7", MONTEVIDEO, "Cameras at sea: Who looks, and what for?")
SAME = session("8", ISLAMABAD, "Cameras at Sea")


@pytest.fixture(scope="module")
def titles() -> Iterator[Titles]:
    """Return the titles of two meetings."""
    with catalogue_of((MONTEVIDEO, ISLAMABAD), (SUMMARY, CONCEPT), (LONG, SAME, DRONES)) as catalogue:
        yield catalogue.titles


@pytest.mark.parametrize(
    ("words", "bearer"),
    [
        ("Concept Note on Technology,", ("document", "islamabad-concept")),
        ("Session 7: Cameras at sea: Who looks, and what for?", ("session", "7")),
        ("Cameras at sea: Who looks, and what for", ("session", "7")),
        ("Who looks, and what for?", ("session", "7")),
        ("Drones and cameras", ("session", "1")),
        ("Use of technology", ("meeting", "islamabad-2025")),
        ("Use of technology at sea", None),
        ("looks, and what for?", None),
        ("…", None),
        ("", None),
    ],
)
def test_a_title_is_found_by_its_words(titles: Titles, words: str, bearer: tuple[str, str] | None) -> None:
    """A title matches whole or up to its colon, in any capitals and punctuation, with or without its label."""
    title = titles.find(words)
    assert (title and (title.kind, title.id)) == bearer


@pytest.mark.parametrize(
    ("words", "bearer"),
    [
        ("looks, and what for?", ("session", "7")),
        ("note on technology", ("document", "islamabad-concept")),
        ("berths of the outer harbour", ("heading", "montevideo-summary")),
        ("Cameras at sea and", None),
        ("harbour", None),
        ("…", None),
    ],
)
def test_part_of_a_title_or_heading_is_found(words: str, bearer: tuple[str, str] | None) -> None:
    """Words in a row are part of a title, or of a heading of a paper; one word alone is none."""
    headings = (("montevideo-summary", "3. Berths of the outer harbour at night"), (SUMMARY.id, "Cameras"))
    with catalogue_of((MONTEVIDEO, ISLAMABAD), (SUMMARY, CONCEPT), (LONG,), headings) as catalogue:
        title = catalogue.titles.find_part(words)
    assert (title and (title.kind, title.id)) == bearer


@pytest.mark.parametrize(("meeting", "session_id"), [("montevideo-2024", "7"), ("islamabad-2025", "8")])
def test_of_several_the_one_that_the_link_means_is_given(titles: Titles, meeting: str, session_id: str) -> None:
    """When meetings share a title, the link beside the words decides."""
    title = titles.find("Cameras at sea", LinkClaim(f"/m/{meeting}", meeting))
    assert title
    assert (title.meeting, title.id) == (meeting, session_id)


@pytest.mark.parametrize(
    ("title", "path"),
    [
        (Title("meeting", "a-1999", "A", "a-1999"), "/m/a-1999"),
        (Title("document", "a-1999-report", "A", "a-1999"), "/d/a-1999-report"),
        (Title("session", "3 b", "A", "a-1999"), "/m/a-1999/3%20b"),
    ],
)
def test_a_title_leads_to_its_page(title: Title, path: str) -> None:
    """Each title has the path of its page."""
    assert title.path == path


def test_what_a_passage_says_is_no_mere_title(quote_corpus: QuoteCorpus) -> None:
    """Words of a passage are from the passage, also when they are a title; only other words are looked up in titles."""
    passage_text = quote_corpus.papers.passage(quote_corpus.index.ids[0]).text
    sessions = (session("1", MONTEVIDEO, passage_text), session("2", MONTEVIDEO, "Nobody ever said this here"))
    draft = find_quotations(f"“{passage_text}” and “nobody ever said this here” and “nobody ever said this there”")
    with catalogue_of((MONTEVIDEO,), (), sessions) as catalogue:
        findings = verify(draft, quote_corpus.index, quote_corpus.papers, titles=catalogue.titles)
    assert [finding.outcome for finding in findings] == ["exact", "title", "not_found"]


def test_a_short_title_is_a_title(quote_corpus: QuoteCorpus) -> None:
    """A title of one to three words that no passage has is no phrase that is missing."""
    draft = find_quotations("“Cameras at sea” and “cameras at home”")
    with catalogue_of((MONTEVIDEO,), (), (session("1", MONTEVIDEO, "Cameras at sea"),)) as catalogue:
        findings = verify(draft, quote_corpus.index, quote_corpus.papers, titles=catalogue.titles)
    assert [finding.outcome for finding in findings] == ["title", "not_found"]
