"""Titles that a draft quotes: found by their words, and told from what is said in the papers."""

from __future__ import annotations

import pytest

from indexer.quotes import LinkClaim, Title, TitleIndex, find_quotations, verify
from tests.corpus_factory import CONCEPT, DRONES, ISLAMABAD, MONTEVIDEO, SUMMARY, session

from .conftest import QuoteCorpus

LONG = session("7", MONTEVIDEO, "Cameras at sea: Who looks, and what for?")
SAME = session("8", ISLAMABAD, "Cameras at Sea")
TITLES = TitleIndex((MONTEVIDEO, ISLAMABAD), (SUMMARY, CONCEPT), (LONG, SAME, DRONES))


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
def test_a_title_is_found_by_its_words(words: str, bearer: tuple[str, str] | None) -> None:
    """Whole or up to its colon, in any capitals and signs, with its label or without; other words are no title."""
    found = TITLES.find(words)
    assert (found and (found.kind, found.id)) == bearer


@pytest.mark.parametrize(("meeting", "session_id"), [("montevideo-2024", "7"), ("islamabad-2025", "8")])
def test_of_several_the_one_that_the_link_means_is_given(meeting: str, session_id: str) -> None:
    """Where meetings share a title the link beside the words decides."""
    found = TITLES.find("Cameras at sea", LinkClaim(f"/m/{meeting}", meeting))
    assert found
    assert (found.meeting, found.id) == (meeting, session_id)


@pytest.mark.parametrize(
    ("title", "path"),
    [
        (Title("meeting", "a-1999", "A", "a-1999"), "/m/a-1999"),
        (Title("document", "a-1999-report", "A", "a-1999"), "/d/a-1999-report"),
        (Title("session", "3 b", "A", "a-1999"), "/m/a-1999/3%20b"),
    ],
)
def test_a_title_leads_to_its_page(title: Title, path: str) -> None:
    """Each has the address of what it is the title of."""
    assert title.path == path


def test_what_a_passage_says_is_no_mere_title(desk: QuoteCorpus) -> None:
    """Words that stand in a passage are from it, also where they are a title; only others are looked for in titles."""
    said = desk.papers.passage(desk.index.ids[0]).text
    titles = TitleIndex(
        (), (), (session("1", MONTEVIDEO, said), session("2", MONTEVIDEO, "Nobody ever said this here"))
    )
    draft = find_quotations(f"“{said}” and “nobody ever said this here” and “nobody ever said this there”")
    found = verify(draft, desk.index, desk.papers, titles=titles)
    assert [one.outcome for one in found] == ["exact", "title", "not_found"]
