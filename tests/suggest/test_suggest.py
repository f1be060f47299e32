"""What completes the words being typed."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.errors import IndexDamaged
from indexer.query.parser import parse
from indexer.query.results import Query
from indexer.store.builds import open_library
from indexer.store.library import Library
from indexer.suggest.counting import BoundedCounter, PhraseCounter
from indexer.suggest.entry import Suggestion
from indexer.suggest.reader import MAX_QUERY_LENGTH
from tests.corpus_factory import publish_build


def leads_somewhere(library: Library, one: Suggestion) -> bool:
    """Whether what a suggestion leads to is there: a page of that id, or a search with a hit."""
    match one.kind:
        case "person":
            return library.person(one.value).name == one.text
        case "meeting":
            return library.meeting(one.value).title == one.text
        case "session":
            meeting, _, session = one.value.partition("/")
            return bool(library.session(meeting, session))
        case "symbol":
            return library.search(Query(filters={"mention": (one.value,)})).total == one.count
        case _:
            return library.search(Query(parse(one.text).node)).total > 0


def texts(library: Library, typed: str, kind: str | None = None) -> list[str]:
    """The texts that are suggested."""
    return [one.text for one in library.suggest(typed, 20) if kind in (None, one.kind)]


@st.composite
def beginnings(draw: st.DrawFn, texts: list[str]) -> str:
    """A few words that stand somewhere, the last cut short."""
    words = draw(st.sampled_from(texts)).split()
    count = draw(st.integers(1, 4))
    start = draw(st.integers(0, max(len(words) - count, 0)))
    chosen = " ".join(words[start : start + count])
    return chosen[: draw(st.integers(1, max(len(chosen), 1)))]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_every_suggestion_leads_to_something(library: Library, data: st.DataObject) -> None:
    """Whatever words of the papers are typed, alone or after others, what is suggested is there."""
    sources = [one.text for one in library.passages()]
    first, second = data.draw(beginnings(sources)), data.draw(beginnings(sources))
    for typed in (first, f"{first} {second}"):
        for one in library.suggest(typed, 12):
            assert leads_somewhere(library, one), (typed, one)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    typed=st.text(alphabet=st.sampled_from('abtr "(){}*?~:/-+\u201c\u2019\x00\u00e9ANDORTNO'), max_size=40)
    | st.text(max_size=300)
)
def test_anything_can_be_typed(library: Library, typed: str) -> None:
    """No text is too strange to be completed, or left alone."""
    for one in library.suggest(typed, 8):
        assert leads_somewhere(library, one)


def test_last_words_become_a_phrase(made: Library) -> None:
    """A phrase that comes back completes its own beginning, and the end of a longer query that it fits."""
    assert texts(made, "light coord", "phrase") == ["light coordination mechanism"]
    assert texts(made, "equipment light coord", "phrase") == ["equipment light coordination mechanism"]
    assert texts(made, "mandates light coord") == []


def test_a_quotation_is_closed(made: Library) -> None:
    """Within an open quotation mark only phrases are suggested, with the mark that closes it."""
    assert texts(made, '"light co') == ['"light coordination mechanism"']
    assert texts(made, "\u201clight co") == ['"light coordination mechanism"']


def test_neither_case_nor_accents_matter(made: Library) -> None:
    """What is typed without an accent finds the word with it, as it is typed in the papers."""
    assert "c\u00f4te" in texts(made, "COT", "word")
    assert texts(made, "jenca", "person") == texts(made, "IVANA JEN\u010c", "person") == ["Ivana Jen\u010da"]


def test_a_person_is_found_by_any_name(library: Library) -> None:
    """A family name is enough, and a person is one suggestion however many spellings there are."""
    [found] = [one for one in library.suggest("lacr") if one.kind == "person"]
    assert (found.text, found.value) == ("Jean-Pierre Lacroix", "jean-pierre-lacroix")


@pytest.mark.parametrize(
    ("typed", "kind", "value"),
    [
        ("monte", "meeting", "montevideo-2024"),
        ("session 3", "session", "montevideo-2024/3"),
        ("2719", "symbol", "S/RES/2719"),
        ("s/res/27", "symbol", "S/RES/2719"),
    ],
)
def test_places_labels_and_numbers_find_what_has_them(library: Library, typed: str, kind: str, value: str) -> None:
    """A meeting is found by its place, a session by its label, a document by any part of its symbol."""
    assert value in [one.value for one in library.suggest(typed) if one.kind == kind]


def test_an_acronym_tells_what_it_stands_for(library: Library) -> None:
    """A short form is suggested for itself and for what it stands for."""
    for typed in ("poc", "protection of civ"):
        [found] = [one for one in library.suggest(typed) if one.kind == "acronym"]
        assert (found.text, found.detail.casefold()) == ("POC", "protection of civilians")


@pytest.mark.parametrize(
    "typed", ["", " ", "field:lig", "ligh*", "light OR coord", "-light", "x" * (MAX_QUERY_LENGTH + 1), "?!"]
)
def test_the_grammar_is_left_alone(made: Library, typed: str) -> None:
    """Nothing completes operators, fields, wildcards, or nothing."""
    assert made.suggest(typed) == ()


def test_phrases_hold_no_loose_ends(library: Library) -> None:
    """No phrase begins or ends with a word that only holds others together."""
    found = [
        one for letter in "abcdefghijklmnopqrstuvwxyz" for one in library.suggest(letter, 50) if one.kind == "phrase"
    ]
    assert found
    assert not [
        one.text for one in found if {"the", "of", "and", "in", "to"} & {one.text.split()[0], one.text.split()[-1]}
    ]


def test_counts_are_bounded() -> None:
    """However many different ones there are, no more are held than allowed, and what is frequent stays."""
    frequent = BoundedCounter(100)
    for number in range(5_000):
        frequent.add({"always", f"once-{number}"})
        assert len(frequent.counts) <= 102
    assert frequent.counts["always"] == 5_000
    counting = PhraseCounter(200)
    for number in range(500):
        counting.add(f"the united nations heard speaker{number} on matter{number} and thing{number}")
    assert counting.phrases.counts["united nations"] == 500
    assert len(counting.forms) <= 200


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    """A file of suggestions that was never finished is damage of the index, told when it is first asked."""
    build = publish_build(tmp_path)
    with sqlite3.connect(build / "suggestions.sqlite") as connection:
        connection.execute("PRAGMA user_version = 0")
    connection.close()
    opened = open_library(tmp_path)
    with pytest.raises(IndexDamaged, match=r"suggestions\.sqlite: was never finished"):
        opened.suggest("train")
    opened.close()
