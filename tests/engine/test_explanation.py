"""Why a hit was found: words, forms, places, what acronyms stand for, documents, and what is lacking."""

from __future__ import annotations

import pytest

from indexer.engine.explanation import explain, missing_terms
from indexer.model import Acronym
from indexer.query.expansion import expand
from indexer.query.parser import parse
from indexer.query.relaxation import relax
from indexer.query.results import Reason
from indexer.query.synonyms import Synonyms
from indexer.query.tree import Node
from tests.corpus_factory import CAPACITY, CHAIR, SUMMARY, passage

LEXICON = Synonyms(
    [Acronym("TCC", "troop-contributing country", ("TCCs",))], ["S/RES/2719"], has_word="programmes".__eq__
)
SAID = passage(
    SUMMARY,
    0,
    "Troop-contributing countries trained officers. Trainers follow Security Council resolution 2719 "
    "and its programmes.",
    CAPACITY,
    headings=("Way ahead",),
    people=(CHAIR,),
    mentions=("S/RES/2719",),
)


def asked(typed: str) -> Node | None:
    """Read and widen a query."""
    return expand(parse(typed).node, LEXICON)[0]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("officers", Reason("officers", ("officers",), "word", "text")),
        ("officer", Reason("officer", ("officers",), "form", "text")),
        ("training", Reason("training", ("trained",), "form", "text")),
        ('"trained officers"', Reason('"trained officers"', ("trained officers",), "phrase", "text")),
        ("train*", Reason("train*", ("trained", "Trainers"), "pattern", "text")),
        ("oficers~", Reason("oficers~", ("officers",), "fuzzy", "text")),
        ("trained NEAR/3 trainers", Reason("trained NEAR/3 trainers", ("trained", "Trainers"), "near", "text")),
        ("TCC", Reason("TCC", ("Troop-contributing countries",), "acronym", "text")),
        ("programs", Reason("programs", ("programmes",), "spelling", "text")),
        ("S/RES/2719", Reason("S/RES/2719", ("S/RES/2719",), "document", "text")),
        ("ahead", Reason("ahead", ("ahead",), "word", "headings")),
        ("lessons", Reason("lessons", ("Lessons",), "word", "session")),
        ("jenca", Reason("jenca", ("Jenča",), "word", "people")),
    ],
)
def test_each_way_of_being_found_is_a_reason(typed: str, expected: Reason) -> None:
    """A reason tells what was typed, what stands there as it is written, how that was matched, and where."""
    assert expected in explain(SAID, asked(typed))


def test_what_is_negated_or_stands_nowhere_is_no_reason() -> None:
    """Only what stands in the passage and was wanted is a reason."""
    assert [one.typed for one in explain(SAID, asked("officers OR pilots NOT women"))] == ["officers"]
    assert explain(SAID, None) == ()


def test_words_that_a_loose_query_lacks_are_named() -> None:
    """Where most of the words are enough, those that stand nowhere are named; elsewhere none are."""
    loose = relax(asked("pilots TCC trained officers"))
    assert missing_terms(loose, explain(SAID, loose)) == ("pilots",)
    assert missing_terms(asked("pilots OR officers"), explain(SAID, asked("pilots OR officers"))) == ()
