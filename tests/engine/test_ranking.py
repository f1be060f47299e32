"""Which of two passages comes first, each pair in a small index of its own."""

from __future__ import annotations

import pytest

from indexer.engine.prior import PLANNED_FACTOR, ROSTER_FACTOR, prior
from indexer.engine.whoosh.accents import ACCENT_MISMATCH_WEIGHT
from indexer.model import Passage
from indexer.query.parser import parse
from indexer.query.results import Query
from indexer.query.tree import Expanded, MinShouldMatch, Term
from tests.corpus_factory import CAPACITY, CHAIR, MENTORS, PROGRAMME, SUMMARY, YEARBOOK, passage

from .engines import Written

FILLER = [
    passage(
        SUMMARY, ordinal, f"Delegates spoke of matter {ordinal} in plenary, at some length and not always to the point."
    )
    for ordinal in range(50, 60)
]


def ranked(written: Written, typed: str, *passages: Passage) -> list[tuple[str, float]]:
    """Index passages among others and return the ids and scores that a query finds, best first."""
    return list(written(*passages, *FILLER).search(Query(parse(typed).node, size=100)).matches)


def test_what_stands_beside_a_find_lifts_it_in_minutes_only(written: Written) -> None:
    """Of two equal passages of minutes the one beside another find comes first; in a summary both count the same."""
    for paper in (YEARBOOK, SUMMARY):
        texts = ["Fuel was short.", "Helicopters came.", "Tents came.", "Boots came.", "Helicopters came."]
        passages = [passage(paper, ordinal, text) for ordinal, text in enumerate(texts)]
        engine = written(*passages, *FILLER)
        node = MinShouldMatch((Term("fuel"), Term("helicopters")), 0.1)
        scores = dict(engine.search(Query(node, size=100)).matches)
        lifted = scores[passages[1].id] / scores[passages[4].id]
        assert (lifted > 1) == (paper is YEARBOOK)


def roster(ordinal: int, text: str) -> Passage:
    """Make a list of people."""
    return passage(SUMMARY, ordinal, text, CAPACITY, kind="heading_note", people=(CHAIR,))


@pytest.mark.parametrize(
    ("item", "factor"),
    [
        (passage(SUMMARY, 0, "x"), 1.0),
        (passage(PROGRAMME, 0, "x"), PLANNED_FACTOR),
        (roster(0, "x"), ROSTER_FACTOR),
        (passage(PROGRAMME, 0, "x", kind="heading_note"), PLANNED_FACTOR * ROSTER_FACTOR),
        (passage(SUMMARY, 0, "x", kind="list_item"), 1.0),
    ],
)
def test_the_prior_of_a_passage(item: Passage, factor: float) -> None:
    """Planned papers and lists of people have a lower prior, both together a still lower one; the rest have 1."""
    assert prior(item) == factor


def test_what_was_reported_ranks_above_what_was_planned(written: Written) -> None:
    """Of two passages that say the same, the reported one comes first, by exactly the factor."""
    words = "Trust in the mission was discussed."
    hits = ranked(written, "trust", passage(PROGRAMME, 0, words), passage(SUMMARY, 0, words))
    assert [key for key, _ in hits] == ["montevideo-summary.00000", "montevideo-programme.00000"]
    assert hits[1][1] == pytest.approx(hits[0][1] * PLANNED_FACTOR)


def test_a_better_match_in_a_planned_paper_stays_first(written: Written) -> None:
    """A planned passage that matches clearly better stays above one that hardly matches."""
    planned = passage(PROGRAMME, 0, "Trust. The trust of communities, and how missions earn trust.")
    reported = passage(SUMMARY, 0, "Many other things were said at length, and somebody once named trust too. " * 2)
    assert ranked(written, "trust", planned, reported)[0][0] == planned.id


def test_a_list_of_people_does_not_win_by_being_short(written: Written) -> None:
    """A paragraph on a subject comes before a list of people that names it once."""
    names = roster(0, "Chair: Ivana Jenča, Ministry of Defence")
    paragraph = passage(
        SUMMARY, 1, "The ministry explained how it trains officers, and which courses it will open next year."
    )
    assert [key for key, _ in ranked(written, "ministry", names, paragraph)] == [paragraph.id, names.id]


def test_a_name_finds_the_list_that_it_stands_in_first(written: Written) -> None:
    """When a name occurs in a list of people and in what that person said, the list comes first."""
    names = roster(0, "Chair: Dr. Ivana Jenča, Ministry of Defence")
    quoted = passage(SUMMARY, 1, "We need more officers.", CAPACITY, kind="quote", people=(CHAIR,))
    other = passage(SUMMARY, 2, "Mentors need time.", MENTORS)
    for typed in ("Ivana Jenča", '"Ivana Jenča"', '"Dr. Ivana Jenca"', "jenca ministry"):
        assert [key for key, _ in ranked(written, typed, names, quoted, other)] == [names.id, quoted.id]


def test_a_list_of_ten_people_is_one_hit(written: Written) -> None:
    """A name, or what all people of a list have in common, finds the list once."""
    lines = "\n".join(f"Panelist {number}: Dr. Name{number}, Institute" for number in range(10))
    hits = ranked(written, "institute", roster(0, lines))
    assert len(hits) == 1


@pytest.mark.parametrize(
    ("typed", "first"),
    [("exposé", 1), ("expose", 0), ("Exposé", 1), ('"exposé"', 1), ('"expose"', 0)],
)
def test_an_exact_accent_ranks_higher(written: Written, typed: str, first: int) -> None:
    """Accents are folded, but of two otherwise equal matches the one with the typed accents comes first."""
    texts = ["They expose the plan.", "The expos\u00e9 of plans.", "It exposes the plans."]
    hits = ranked(written, typed, *(passage(SUMMARY, number, text) for number, text in enumerate(texts)))
    assert hits[0][0] == f"montevideo-summary.{first:05}"
    assert len(hits) >= 2


def test_a_passage_with_both_ways_of_writing_is_exact_for_either(written: Written) -> None:
    """A passage that has a word with and without its accent loses nothing, whichever is typed."""
    text = passage(SUMMARY, 0, "Resume, or r\u00e9sum\u00e9.")
    scores = [
        dict(ranked(written, typed, text))[text.id]
        for number, typed in enumerate(("resume", "r\u00e9sum\u00e9", "resum\u00e9"))
    ]
    assert scores[0] == scores[1]
    assert scores[2] == pytest.approx(scores[0] * ACCENT_MISMATCH_WEIGHT)


def test_expansions_rank_below_all_that_is_typed(written: Written) -> None:
    """What only an expansion finds ranks below the poorest match of the typed words, however well it matches."""
    poor = passage(SUMMARY, 0, "Many other things were said at length, and somebody once named the TCC too. " * 2)
    meant = passage(SUMMARY, 1, "Troop contributors, troop contributors.")
    node = Expanded(Term("TCC"), (Term("troop-contributors"),))
    found = written(poor, meant, *FILLER).search(Query(node))
    assert [key for key, _ in found.matches] == [poor.id, meant.id]
