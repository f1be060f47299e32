"""Completions of the words being typed."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.errors import IndexDamaged
from indexer.model import Meeting
from indexer.query.parser import canonical, parse
from indexer.query.results import Query
from indexer.query.tree import Field
from indexer.store.builds import open_library, publish
from indexer.store.library import Library
from indexer.suggest.entry import Suggestion
from indexer.suggest.reader import MAX_TYPED_LENGTH
from tests.corpus_factory import document, passage, publish_build, session, write_build
from webapp.search.suggest import suggestion_view


def leads_somewhere(library: Library, suggestion: Suggestion) -> bool:
    """Return whether a suggestion leads to an existing page or to a search with a hit."""
    match suggestion.kind:
        case "person":
            return library.person(suggestion.value).name == suggestion.text
        case "meeting" | "session" if not suggestion.value:
            name = Field("meeting" if suggestion.kind == "meeting" else "session", suggestion.text)
            return library.search(Query(library.rewrite(canonical(name)).node)).total == suggestion.count
        case "meeting":
            return library.meeting(suggestion.value).title == suggestion.text
        case "session":
            meeting, _, session = suggestion.value.partition("/")
            return bool(library.session(meeting, session))
        case "symbol":
            return library.search(Query(filters={"mention": (suggestion.value,)})).total == suggestion.count
        case _:
            return library.search(Query(parse(suggestion.text).node)).total > 0


def texts(library: Library, typed: str, kind: str | None = None) -> list[str]:
    """Return the texts that are suggested."""
    return [suggestion.text for suggestion in library.suggest(typed, 20) if kind in (None, suggestion.kind)]


@st.composite
def beginnings(draw: st.DrawFn, texts: list[str]) -> str:
    """Draw a few words that occur somewhere, the last one cut short."""
    words = draw(st.sampled_from(texts)).split()
    count = draw(st.integers(1, 4))
    start = draw(st.integers(0, max(len(words) - count, 0)))
    chosen = " ".join(words[start : start + count])
    return chosen[: draw(st.integers(1, max(len(chosen), 1)))]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_every_suggestion_leads_to_something(library: Library, data: st.DataObject) -> None:
    """Whatever words of the papers are typed, alone or after others, every suggestion leads somewhere."""
    sources = [passage.text for passage in library.passages()]
    first, second = data.draw(beginnings(sources)), data.draw(beginnings(sources))
    for typed in (first, f"{first} {second}"):
        for suggestion in library.suggest(typed, 12):
            assert leads_somewhere(library, suggestion), (typed, suggestion)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    typed=st.text(alphabet=st.sampled_from('abtr "(){}*?~:/-+\u201c\u2019\x00\u00e9ANDORTNO'), max_size=40)
    | st.text(max_size=300)
)
def test_anything_can_be_typed(library: Library, typed: str) -> None:
    """No text makes completion raise."""
    for suggestion in library.suggest(typed, 8):
        assert leads_somewhere(library, suggestion)


def test_last_words_become_a_phrase(made_library: Library) -> None:
    """A recurring phrase completes its own beginning, and the end of a longer query that it fits."""
    assert texts(made_library, "light coord", "phrase") == ["light coordination mechanism"]
    assert texts(made_library, "equipment light coord", "phrase") == ["equipment light coordination mechanism"]
    assert texts(made_library, "mandates light coord") == []


def test_a_quotation_is_closed(made_library: Library) -> None:
    """An open quotation is completed by phrases only, with the closing mark."""
    assert texts(made_library, '"light co') == ['"light coordination mechanism"']
    assert texts(made_library, "\u201clight co") == ['"light coordination mechanism"']


def test_neither_case_nor_accents_matter(made_library: Library) -> None:
    """A word typed without its accent finds the accented word, as the papers write it."""
    assert "c\u00f4te" in texts(made_library, "COT", "word")
    assert (
        texts(made_library, "jenca", "person")
        == texts(made_library, "IVANA JEN\u010c", "person")
        == ["Ivana Jen\u010da"]
    )


def test_a_person_is_found_by_any_name(library: Library) -> None:
    """A family name is enough, and a person is one suggestion however many spellings there are."""
    [person] = [suggestion for suggestion in library.suggest("lacr") if suggestion.kind == "person"]
    assert (person.text, person.value) == ("Jean-Pierre Lacroix", "jean-pierre-lacroix")


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
    """A meeting is found by its place, a session by its label, and a document by any part of its symbol."""
    assert value in [suggestion.value for suggestion in library.suggest(typed) if suggestion.kind == kind]


def test_an_acronym_shows_its_long_form(library: Library) -> None:
    """An acronym is suggested for itself and for its long form."""
    for typed in ("poc", "protection of civ"):
        [acronym] = [suggestion for suggestion in library.suggest(typed) if suggestion.kind == "acronym"]
        assert (acronym.text, acronym.detail.casefold()) == ("POC", "protection of civilians")


@pytest.mark.parametrize(
    "typed", ["", " ", "field:lig", "ligh*", "light OR coord", "-light", "x" * (MAX_TYPED_LENGTH + 1), "?!"]
)
def test_the_grammar_is_left_alone(made_library: Library, typed: str) -> None:
    """Operators, fields, wildcards and empty text are not completed."""
    assert made_library.suggest(typed) == ()


def test_phrases_have_no_function_words_at_their_ends(library: Library) -> None:
    """No phrase begins or ends with a function word."""
    phrases = [
        suggestion
        for letter in "abcdefghijklmnopqrstuvwxyz"
        for suggestion in library.suggest(letter, 50)
        if suggestion.kind == "phrase"
    ]
    assert phrases
    assert not [
        suggestion.text
        for suggestion in phrases
        if {"the", "of", "and", "in", "to"} & {suggestion.text.split()[0], suggestion.text.split()[-1]}
    ]


def test_a_damaged_file_is_reported(tmp_path: Path) -> None:
    """A file of suggestions that was never finished is reported as damage when it is first asked."""
    build = publish_build(tmp_path)
    with sqlite3.connect(build / "suggestions.sqlite") as connection:
        connection.execute("PRAGMA user_version = 0")
    connection.close()
    opened = open_library(tmp_path)
    with pytest.raises(IndexDamaged, match=r"suggestions\.sqlite: was never finished"):
        opened.suggest("train")
    opened.close()


def test_pieces_of_sentences_are_not_suggested(tmp_path: Path) -> None:
    """A phrase with a verb inside, or that goes on after a number, names nothing; a shorter one of it may."""
    paper = document("berths", None, "minutes", "Berths")
    texts = ["Berth fees for 2031 are low.", "Berth fees for 2031 are high.", "Berth users have said 12 sank."] * 2
    publish(tmp_path, write_build(tmp_path, [passage(paper, number, text) for number, text in enumerate(texts)]))
    opened = open_library(tmp_path)
    phrases = {each.text for each in opened.suggest("berth", 20) if each.kind == "phrase"}
    opened.close()
    assert phrases == {"Berth fees for 2031", "Berth users"}


def test_one_name_is_suggested_once(tmp_path: Path) -> None:
    """Sessions of one name, and meetings of one name from the fourth on, are one suggestion that finds all of them."""
    days = [date(2031, month, 7) for month in range(1, 6)]
    meetings = [Meeting(f"quay-{day.month}", "Quay users' forum", None, day, None, 2031) for day in days]
    dinner = Meeting("dinner", "Quay dinner", "Oslo, Norway", date(2031, 6, 1), None, 2031)
    items = [session("1", held, "Mooring fees", label=None, number=None) for held in (*meetings, dinner)]
    papers = [document(f"paper-{held.id}", held, "minutes", f"Minutes {held.id}") for held in (*meetings, dinner)]
    passages = [passage(paper, 0, f"Berth of {paper.id}.", item) for paper, item in zip(papers, items, strict=True)]
    publish(tmp_path, write_build(tmp_path, passages, known=items))
    opened = open_library(tmp_path)
    found = {
        (each.kind, each.text, each.detail, each.count) for each in opened.suggest("quay", 20) if each.kind == "meeting"
    }
    assert found == {
        ("meeting", "Quay users' forum", "5 of this name", 5),
        ("meeting", "Quay dinner", "Oslo, Norway, 1 June 2031", 1),
    }
    (fees,) = [each for each in opened.suggest("moor", 20) if each.kind == "session"]
    assert (fees.detail, fees.count) == ("6 of this name", 6)
    view = suggestion_view(fees)
    assert (view.query, view.note) == ('session:"Mooring fees"', "Session: 6 of this name")
    assert opened.search(Query(opened.rewrite(view.query).node)).total == 6
    opened.close()
