"""The reasons for a hit: words, forms, places, acronyms, documents, and missing words."""

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
from indexer.store.hits import hit_of
from tests.corpus_factory import CAPACITY, CHAIR, SUMMARY, passage
from tests.query.known_words import KnownWords

SYNONYMS = Synonyms(
    [Acronym("TCC", "troop-contributing country", ("TCCs",))], ["S/RES/2719"], words=KnownWords("His programmes.")
)
PASSAGE = passage(
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
    """Parse and expand a query."""
    return expand(parse(typed).node, SYNONYMS)[0]


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
    """A reason gives what was typed, what the passage has for it, how it matched, and where."""
    assert expected in explain(PASSAGE, asked(typed))


def test_what_is_negated_or_stands_nowhere_is_no_reason() -> None:
    """Only what occurs in the passage and is not negated is a reason."""
    assert [reason.typed for reason in explain(PASSAGE, asked("officers OR pilots NOT women"))] == ["officers"]
    assert explain(PASSAGE, None) == ()


def test_words_that_a_relaxed_query_lacks_are_listed() -> None:
    """A relaxed query lists the words that a hit lacks; any other query lists none."""
    loose = relax(asked("pilots TCC trained officers"))
    assert missing_terms(loose, explain(PASSAGE, loose)) == ("pilots",)
    assert missing_terms(asked("pilots OR officers"), explain(PASSAGE, asked("pilots OR officers"))) == ()


@pytest.mark.parametrize(
    ("typed", "missing"),
    [
        ("purple officers OR red blue resolution", ("purple",)),
        ("red trained officers OR well-trained pilots", ("red",)),
        ("purple officers OR training", ()),
        ("purple officers OR (red AND training)", ("purple",)),
        ("purple officers OR year:2024", ()),
        ('purple officers OR "red boat" training', ("purple",)),
    ],
)
def test_of_alternatives_the_nearest_tells_what_is_missing(typed: str, missing: tuple[str, ...]) -> None:
    """A passage that meets no alternative in full lacks what is missing of the one that it is nearest to."""
    loose = relax(asked(typed))
    assert missing_terms(loose, explain(PASSAGE, loose)) == missing


def test_a_compound_is_missing_as_it_was_typed() -> None:
    """What a passage has of a word with a hyphen is a reason and is marked; a letter or a number alone is nothing."""
    loose = relax(asked("officer-training trained-pilots G-20 U.S. co-pilots"))
    reasons = explain(PASSAGE, loose)
    assert [reason.typed for reason in reasons] == ["officer", "training", "trained"]
    assert missing_terms(loose, reasons) == ("officer-training", "pilots", "G-20", "U.S", "co-pilots")
    marked = [span.text for span in hit_of(PASSAGE, 1.0, loose).snippet if span.match]
    assert marked == ["trained", "officers"]
