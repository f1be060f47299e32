"""Proximity, relaxed queries, inflected forms and short passages: which passage comes first, in small indexes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.engine.proximity import WINDOW, adjacent_pairs, close_owners
from indexer.engine.whoosh.scorer import OTHER_FORM_WEIGHT
from indexer.model import Passage
from indexer.query.optional_terms import drop_optional_terms
from indexer.query.parser import parse
from indexer.query.relaxation import MAX_STRICT_QUOTES, match_share, relax
from indexer.query.results import Query
from indexer.query.tree import And, Expanded, Field, MinShouldMatch, Node, Or, Phrase, Term, Wildcard
from tests.corpus_factory import PROGRAMME, SUMMARY, passage
from tests.hits import all_ids

from .engines import Written
from .test_ranking import FILLER, ranked, roster

PADDING = "many other things were said there at great length by those who had come from afar"


def first(written: Written, node: Node | None, *passages: Passage) -> list[str]:
    """Index passages among others and return the ids that a tree finds, best first."""
    return list(all_ids(written(*passages, *FILLER), Query(node)))


def relaxed(typed: str) -> Node | None:
    """Parse a query and relax it, without its optional terms."""
    node = parse(typed).node
    return relax(drop_optional_terms(node)[0], typed) if node else None


def test_a_tight_group_comes_before_the_same_words_far_apart(written: Written) -> None:
    """Of two passages with the same words as often, the one where they stand close comes first."""
    apart = passage(SUMMARY, 0, f"The budget of the year; {PADDING} about a mission.")
    tight = passage(SUMMARY, 1, f"The mission has a budget for the year; {PADDING} about that.")
    assert [key for key, _ in ranked(written, "mission budget", apart, tight)] == [tight.id, apart.id]


def test_adjacent_words_of_the_query_boost_a_passage(written: Written) -> None:
    """Words that are adjacent in a passage boost it, even when they are typed without quotation marks."""
    apart = passage(SUMMARY, 0, f"Light was shed on one mechanism; {PADDING}; then on coordination.")
    phrase = passage(SUMMARY, 1, f"The light coordination mechanism was named; {PADDING}; and then no more.")
    assert ranked(written, "light coordination mechanism", apart, phrase)[0][0] == phrase.id


def test_a_short_passage_does_not_win_by_its_length_alone(written: Written) -> None:
    """A short line is scored as if it were half the average length, so an even shorter one gains nothing."""
    very_short = passage(SUMMARY, 0, "Budget and staff.")
    longer = passage(SUMMARY, 1, "The budget was discussed by staff today.")
    hits = ranked(written, "budget", very_short, longer)
    assert hits[0][1] == pytest.approx(hits[1][1])


def test_a_paragraph_that_says_more_comes_before_a_short_line(written: Written) -> None:
    """A paragraph that mentions a matter twice comes before a short line that names it once."""
    short_line = passage(SUMMARY, 0, "Budget.")
    paragraph = passage(
        SUMMARY, 1, "The budget of the mission was cut. Members asked how the budget could be restored in time."
    )
    assert ranked(written, "budget", short_line, paragraph)[0][0] == paragraph.id


def test_the_form_typed_comes_before_another_form(written: Written) -> None:
    """Of two passages that differ only in the form of a word, the one with the typed form comes first."""
    other = passage(SUMMARY, 0, "The nimble mission was discussed at length.")
    same = passage(SUMMARY, 1, "The nimbleness mission was discussed at length.")
    hits = ranked(written, "nimbleness", other, same)
    assert [key for key, _ in hits] == [same.id, other.id]
    assert 1 > hits[1][1] / hits[0][1] > OTHER_FORM_WEIGHT


def test_most_of_the_words_will_do(written: Written) -> None:
    """A relaxed query finds passages with some of its content words, those with more first, and none with none."""
    with_both = passage(SUMMARY, 0, "Police planners were asked for, it was said there.")
    with_one = passage(SUMMARY, 1, "Planners were asked for, and said so there.")
    with_none = passage(SUMMARY, 2, "How and why that was so, and what for, who knows.")
    node = relaxed("how should police planners be trained")
    assert first(written, node, with_none, with_one, with_both) == [with_both.id, with_one.id]


def test_a_passage_need_not_have_them(written: Written) -> None:
    """Without its optional terms a query finds what has all other words, and they do not affect the order."""
    police = passage(SUMMARY, 0, "Police planners were trained.")
    small = passage(SUMMARY, 1, "How and for what the police were there is of no concern to us.")
    node = parse("how were the police planners trained").node
    assert node
    assert first(written, drop_optional_terms(node)[0], small, police) == [police.id]


def test_a_rare_word_is_more_than_a_common_one(written: Written) -> None:
    """The share that a passage must have is weighed: one common word of three is not enough, one rare word is."""
    common = [passage(SUMMARY, number, f"The mission was named in turn {number}.") for number in range(20)]
    rare = passage(SUMMARY, 20, "Helicopters were asked for.")
    other = passage(SUMMARY, 21, "Fuel was asked for.")
    found = first(written, relaxed("mission helicopters fuel"), *common, rare, other)
    assert sorted(found) == sorted([rare.id, other.id])


def test_few_words_put_what_has_all_of_them_first(written: Written) -> None:
    """A short query lists what has all words first, also in another order; a long one ranks them with the others."""
    often = passage(SUMMARY, 0, "Budget, budget, budget: the budget.")
    both = passage(SUMMARY, 1, f"The budget of the year; {PADDING}, {PADDING} and {PADDING} about the helicopter.")
    assert first(written, relaxed("budget helicopter"), often, both) == [both.id, often.id]
    assert relax(And(tuple(map(Term, "abcd")))) == MinShouldMatch(tuple(map(Term, "abcd")), match_share(4))


def test_the_share_falls_as_a_query_grows() -> None:
    """The share of the words that is asked for never grows with their number."""
    shares = [match_share(words) for words in range(1, 300)]
    assert shares == sorted(shares, reverse=True)
    assert match_share(2) > match_share(8) > match_share(30) > match_share(100) > match_share(200) > 0


def test_where_nothing_has_half_the_best_will_do(written: Written) -> None:
    """Words that no passage has do not count, so that those with any other are found."""
    planners = passage(SUMMARY, 1, "Planners were asked for.")
    node = relaxed("planners of distant galaxies colonise planets")
    assert first(written, node, planners) == [planners.id]


def test_who_asks_for_people(written: Written) -> None:
    """A query with `who` puts a list of people before a paragraph; without it the paragraph comes first."""
    people = roster(0, "Chair: Ivana Jenča, Ministry of Defence")
    paragraph = passage(
        SUMMARY, 1, "The chair of the ministry thanked all, and the chair closed the ministry's session."
    )
    who = relaxed("who was chair for the ministry")
    what = relaxed("what was chair for the ministry")
    assert first(written, who, paragraph, people)[0] == people.id
    assert first(written, what, paragraph, people)[0] == paragraph.id


def test_planned_ranks_below_reported_in_a_relaxed_query_too(written: Written) -> None:
    """A planned passage ranks below a reported one that says the same, with proximity counted."""
    words = "Police planners for missions were discussed."
    planned, reported = passage(PROGRAMME, 0, words), passage(SUMMARY, 0, words)
    node = relaxed("which police planners for missions")
    assert first(written, node, planned, reported) == [reported.id, planned.id]


def test_only_plain_words_are_relaxed() -> None:
    """Plain words at the top of a query are relaxed; everything else, and what AND or + requires, holds as typed."""
    node = relax(And((Term("mission"), Field("year", "2024"), Term("budget"), Phrase("to be"))))
    optional = MinShouldMatch((Term("mission"), Term("budget")), 0)
    assert node == And((Field("year", "2024"), Phrase("to be"), optional))
    for typed in ("mission AND budget women", "+mission +budget women"):
        parsed = parse(typed)
        words = Term("mission"), Term("budget"), MinShouldMatch((Term("women"),), 0, complete_first=True)
        assert relax(parsed.node, typed, parsed.required) == And(words)
    both = parse("mission AND budget")
    assert relax(both.node, both.text, both.required) is None
    assert relax(And((Field("year", "2024"), Term("mission")))) is None
    assert relax(Term("mission")) is None
    assert relax(Phrase("to be")) is None
    assert relax(None) is None
    assert relaxed("to be or not") == MinShouldMatch(tuple(map(Term, ("to", "be", "or", "not"))), match_share(4))


def test_each_alternative_of_an_or_is_relaxed() -> None:
    """Of alternatives, those of several words are relaxed one by one; single words are left as they are."""
    typed = "police planners OR mission"
    pair = MinShouldMatch((Term("police"), Term("planners")), match_share(2), complete_first=True)
    assert relax(parse(typed).node, typed) == Or((pair, Term("mission")))
    assert relax(parse("police OR mission").node) is None


def test_a_quotation_in_a_long_text_need_not_be_there() -> None:
    """In a text of more words than a query has, what it quotes counts as its words do; in a query it must be there."""
    words = tuple(Term(f"word{number}") for number in range(MAX_STRICT_QUOTES))
    short, long = relax(And((*words[:5], Phrase("to be")))), relax(And((*words, Phrase("to be"))))
    assert isinstance(short, And)
    assert Phrase("to be") in short.parts
    assert isinstance(long, MinShouldMatch)
    assert Phrase("to be") in long.parts


def test_words_with_a_meaning_of_their_own_count_together() -> None:
    """Words that an acronym stands for count by their number, and are relaxed when the query has nothing else."""
    name = And((Term("rule"), Term("law")))
    widened = Expanded(name, (Term("ROL"),))
    relaxed_all = relax(And((Term("courts"), widened)))
    assert relaxed_all == MinShouldMatch((Term("courts"), widened), match_share(3), complete_first=True)
    apart = MinShouldMatch((Term("rule"), Term("law")), match_share(2), complete_first=True)
    assert relax(widened) == Expanded(apart, (Term("ROL"),))


def test_part_of_a_name_is_better_than_nothing(written: Written) -> None:
    """A passage with one word of a name, or of words joined by a hyphen, is found below those with the whole."""
    whole = passage(SUMMARY, 0, f"The wing-flutter law; {PADDING}.")
    apart = passage(SUMMARY, 1, f"A flutter of the wing, said a law; {PADDING}.")
    part = passage(SUMMARY, 2, f"A flutter and a law; {PADDING}.")
    assert first(written, relaxed("wing-flutter law"), part, apart, whole) == [whole.id, apart.id, part.id]
    name = Expanded(And((Term("wing"), Term("flutter"))), (Term("WF"),))
    short = passage(SUMMARY, 3, "WF was said.")
    assert set(first(written, relax(name), part, short)) == {short.id, part.id}


def test_a_word_counts_as_often_as_it_was_typed() -> None:
    """Repeated words, in any of their forms, count again, in the order typed."""
    typed = "mission budgets and the budget of missions"
    weighted = (Term("mission"), Term("budgets"), Term("budgets"), Term("mission"))
    assert relaxed(typed) == MinShouldMatch(weighted, match_share(2), complete_first=True)


def test_no_part_of_a_query_is_lost() -> None:
    """Parts that begin with one stem are all kept, unless they are words with the same meaning."""
    name = Expanded(And((Term("mission"), Term("budget"))), (Term("MB"),))
    parts = (Term("mission"), Wildcard("mission*"), name, Term("missions"))
    node = relax(And(parts), "mission mission* mission budget missions")
    assert isinstance(node, MinShouldMatch)
    assert set(node.parts) == set(parts[:3])


def test_neighbouring_words_are_pairs() -> None:
    """Neighbouring words form pairs across function words; a phrase or a field separates them."""
    node = parse('protection of civilians "in armed conflict" mandates year:2024 budget').node
    assert isinstance(node, And)
    assert [tuple(slot.text for slot in pair) for pair in adjacent_pairs(node)] == [("protection", "civilians")]


@given(st.lists(st.integers(0, 60), unique=True), st.lists(st.integers(0, 60), unique=True))
def test_close_is_counted_as_one_would_by_hand(left: list[int], right: list[int]) -> None:
    """A position counts when any position of the other word is at most a window away, in either order."""
    places = [np.array(sorted(row), np.int64) for row in (left, right)]
    one_text = [argument for row in places for argument in (row, row // 100)]
    several_texts = [argument for row in places for argument in (row, row // 7)]
    close = [near for near in sorted(left) if any(abs(near - other) <= WINDOW for other in right)]
    assert close_owners(*one_text).tolist() == [0] * len(close)
    assert close_owners(*several_texts).tolist() == [
        near // 7 for near in close if any(abs(near - other) <= WINDOW and near // 7 == other // 7 for other in right)
    ]
