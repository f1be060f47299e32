"""Titles and headings are found in the tables of a catalogue as by going through all of them."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest

from indexer.model import Document, Meeting, Session
from indexer.quotes.claims import LinkClaim
from tests.corpus_factory import document, session
from tests.quotes.listed_titles import ListedTitles
from tests.quotes.title_catalogue import catalogue_of

from .stores import STORES, catalogue_store

WORDS = "the state of open water Ports ports’ Über 水和 ice’s state: report – 3 … %_ 100%".split()


class MadeTitles:
    """Meetings, papers, sessions and headings with titles of few words, so that many share some or all of them."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311  # for a test
        self.meetings = [
            Meeting(f"m{number}", self.words(), start=self.chance.choice([None, date(2020 + number % 3, 1, 1)]))
            for number in range(9)
        ]
        self.papers = [self.paper(f"p{number}") for number in range(12)]
        self.papers.append(replace(self.papers[0], id="several", meetings=tuple(self.meetings)))
        self.sessions = [each for meeting in self.meetings for each in self.sessions_of(meeting)]
        self.headings = [
            (self.chance.choice(self.papers).id, self.chance.choice(["Ports of ice", self.words()])) for _ in range(60)
        ]

    def words(self) -> str:
        """Return a few words."""
        return " ".join(self.chance.choices(WORDS, k=self.chance.choice([1, 2, 3, 3, 4, 6])))

    def paper(self, id_: str) -> Document:
        """Return a paper of a meeting or of none, some with a symbol."""
        paper = document(id_, self.chance.choice([None, *self.meetings]), title=self.words())
        return replace(paper, symbol=self.chance.choice([None, "A/RES/75/1"]))

    def sessions_of(self, meeting: Meeting) -> list[Session]:
        """Return sessions of a meeting, some of them parts of others."""
        ids = self.chance.sample(range(1, 12), 4)
        parents = {id_: self.chance.choice([None, *(str(other) for other in ids if other < id_)]) for id_ in ids}
        return [
            session(str(id_), meeting, self.words(), parent=parents[id_], ordinal=self.chance.randrange(3))
            for id_ in ids
        ]

    def claim(self) -> LinkClaim | None:
        """Return what a link may say."""
        meeting = self.chance.choice([None, *(each.id for each in self.meetings)])
        paper = self.chance.choice([None, *(each.id for each in self.papers)])
        return self.chance.choice([None, LinkClaim("/", meeting), LinkClaim("/", meeting, paper)])


@pytest.mark.parametrize("store", STORES)
@pytest.mark.parametrize("seed", range(4))
def test_titles_are_found_as_by_going_through_all(store: str, seed: int, request: pytest.FixtureRequest) -> None:
    """Whole names, words in a row, and all words in any order find the same titles in the tables as in a list."""
    made = MadeTitles(seed)
    with (
        catalogue_store(store, request),
        catalogue_of(made.meetings, made.papers, made.sessions, made.headings) as catalogue,
    ):
        titles, listed = catalogue.titles, ListedTitles(catalogue)
        outcomes = set()
        for _ in range(400):
            words, claim, n = made.words(), made.claim(), made.chance.randrange(1, 9)
            found = titles.find(words, claim), titles.find_part(words, claim), titles.with_words(words, n)
            assert found == (listed.find(words, claim), listed.find_part(words, claim), listed.with_words(words, n))
            assert titles.find_any(words, claim) == listed.find_any(words, claim)
            outcomes |= {title.kind if title else None for title in (*found[:2], *found[2])}
        assert outcomes == {"meeting", "document", "session", "heading", None}
