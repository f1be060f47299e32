"""Proximity, relaxed queries, inflected forms and short passages: which passage comes first, in small indexes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.engine.proximity import WINDOW, adjacent_pairs, count_close
from indexer.engine.whoosh.engine import WhooshEngine, WhooshWriter
from indexer.engine.whoosh.scorer import OTHER_FORM_WEIGHT
from indexer.model import Passage
from indexer.query.optional_terms import drop_optional_terms
from indexer.query.parser import parse
from indexer.query.relaxation import relax
from indexer.query.results import Query
from indexer.query.tree import And, Expanded, Field, MinShouldMatch, Node, Phrase, Term
from tests.corpus_factory import PROGRAMME, SUMMARY, passage

from .test_ranking import FILLER, ranked, roster

PADDING = "many other things were said there at great length by those who had come from afar"


def first(path: Path, node: Node | None, *passages: Passage) -> list[str]:
    """Index passages among others and return the ids that a tree finds, best first."""
    with WhooshWriter(path / "engine") as writer:
        writer.add([*passages, *FILLER])
        writer.finish()
    engine = WhooshEngine(path / "engine")
    ids = engine.ordered_ids(Query(node))
    engine.close()
    return list(ids)


def relaxed(typed: str) -> Node | None:
    """Parse a query and relax it, without its optional terms."""
    node = parse(typed).node
    return relax(drop_optional_terms(node)[0], typed) if node else None


def test_a_tight_group_comes_before_the_same_words_far_apart(tmp_path: Path) -> None:
    """Of two passages with the same words as often, the one where they stand close comes first."""
    apart = passage(SUMMARY, 0, f"The budget of the year; {PADDING} about a mission.")
    tight = passage(SUMMARY, 1, f"The mission has a budget for the year; {PADDING} about that.")
    assert [key for key, _ in ranked(tmp_path, "mission budget", apart, tight)] == [tight.id, apart.id]


def test_adjacent_words_of_the_query_boost_a_passage(tmp_path: Path) -> None:
    """Words that are adjacent in a passage boost it, even when they are typed without quotation marks."""
    apart = passage(SUMMARY, 0, f"Light was shed on one mechanism; {PADDING}; then on coordination.")
    phrase = passage(SUMMARY, 1, f"The light coordination mechanism was named; {PADDING}; and then no more.")
    assert ranked(tmp_path, "light coordination mechanism", apart, phrase)[0][0] == phrase.id


def test_a_short_passage_does_not_win_by_its_length_alone(tmp_path: Path) -> None:
    """A short line is scored as if it were half the average length, so an even shorter one gains nothing."""
    very_short = passage(SUMMARY, 0, "Budget and staff.")
    longer = passage(SUMMARY, 1, "The budget was discussed by staff today.")
    hits = ranked(tmp_path, "budget", very_short, longer)
    assert hits[0][1] == pytest.approx(hits[1][1])


def test_a_paragraph_that_says_more_comes_before_a_short_line(tmp_path: Path) -> None:
    """A paragraph that mentions a matter twice comes before a short line that names it once."""
    short_line = passage(SUMMARY, 0, "Budget.")
    paragraph = passage(
        SUMMARY, 1, "The budget of the mission was cut. Members asked how the budget could be restored in time."
    )
    assert ranked(tmp_path, "budget", short_line, paragraph)[0][0] == paragraph.id


def test_the_form_typed_comes_before_another_form(tmp_path: Path) -> None:
    """Of two passages that differ only in the form of a word, the one with the typed form comes first."""
    other = passage(SUMMARY, 0, "The nimble mission was discussed at length.")
    same = passage(SUMMARY, 1, "The nimbleness mission was discussed at length.")
    hits = ranked(tmp_path, "nimbleness", other, same)
    assert [key for key, _ in hits] == [same.id, other.id]
    assert 1 > hits[1][1] / hits[0][1] > OTHER_FORM_WEIGHT


def test_most_of_the_words_will_do(tmp_path: Path) -> None:
    """A relaxed query finds passages with half of its content words, those with more first, and none with fewer."""
    with_both = passage(SUMMARY, 0, "Police planners were asked for, it was said there.")
    with_one = passage(SUMMARY, 1, "Planners were asked for, and said so there.")
    with_none = passage(SUMMARY, 2, "How and why that was so, and what for, who knows.")
    node = relaxed("how should police planners be trained")
    assert first(tmp_path, node, with_none, with_one, with_both) == [with_both.id]


def test_where_nothing_has_half_the_best_will_do(tmp_path: Path) -> None:
    """When no passage has half of the words, those with the most words are found."""
    planners = passage(SUMMARY, 1, "Planners were asked for.")
    node = relaxed("planners of distant galaxies colonise planets")
    assert first(tmp_path, node, planners) == [planners.id]


def test_who_asks_for_people(tmp_path: Path) -> None:
    """A query with `who` puts a list of people before a paragraph; without it the paragraph comes first."""
    people = roster(0, "Chair: Ivana Jenča, Ministry of Defence")
    paragraph = passage(
        SUMMARY, 1, "The chair of the ministry thanked all, and the chair closed the ministry's session."
    )
    who = relaxed("who was chair for the ministry")
    what = relaxed("what was chair for the ministry")
    assert first(tmp_path / "who", who, paragraph, people)[0] == people.id
    assert first(tmp_path / "what", what, paragraph, people)[0] == paragraph.id


def test_planned_ranks_below_reported_in_a_relaxed_query_too(tmp_path: Path) -> None:
    """A planned passage ranks below a reported one that says the same, with proximity counted."""
    words = "Police planners for missions were discussed."
    planned, reported = passage(PROGRAMME, 0, words), passage(SUMMARY, 0, words)
    node = relaxed("which police planners for missions")
    assert first(tmp_path, node, planned, reported) == [reported.id, planned.id]


def test_only_plain_words_are_relaxed() -> None:
    """Plain words at the top of a query are relaxed; everything else holds as typed."""
    node = relax(And((Term("mission"), Field("year", "2024"), Term("budget"), Phrase("to be"))))
    assert node == And((Field("year", "2024"), Phrase("to be"), MinShouldMatch((Term("mission"), Term("budget")), 1)))
    assert relax(Term("mission")) is None
    assert relax(Phrase("to be")) is None
    assert relax(None) is None
    assert relaxed("to be or not") == MinShouldMatch((Term("to"), Term("be"), Term("or"), Term("not")), 2)


def test_words_with_a_meaning_of_their_own_count_together() -> None:
    """Words that an acronym stands for count by their number, and are relaxed when the query has nothing else."""
    name = And((Term("rule"), Term("law")))
    widened = Expanded(name, (Term("ROL"),))
    assert relax(And((Term("courts"), widened))) == MinShouldMatch((Term("courts"), widened), 2)
    assert relax(widened) == MinShouldMatch((Term("rule"), Term("law")), 1)


def test_a_word_counts_as_often_as_it_was_typed() -> None:
    """Repeated words, in any of their forms, count again, in the order typed."""
    typed = "mission budgets and the budget of missions"
    assert relaxed(typed) == MinShouldMatch((Term("mission"), Term("budgets"), Term("budgets"), Term("mission")), 1)


def test_neighbouring_words_are_pairs() -> None:
    """Neighbouring words form pairs across function words; a phrase or a field separates them."""
    node = parse('protection of civilians "in armed conflict" mandates year:2024 budget').node
    assert isinstance(node, And)
    assert [tuple(slot.text for slot in pair) for pair in adjacent_pairs(node)] == [("protection", "civilians")]


@given(st.lists(st.integers(0, 60), unique=True), st.lists(st.integers(0, 60), unique=True))
def test_close_is_counted_as_one_would_by_hand(left: list[int], right: list[int]) -> None:
    """A position counts when any position of the other word is at most a window away, in either order."""
    assert count_close(left, right) == sum(any(abs(position - near) <= WINDOW for near in right) for position in left)
