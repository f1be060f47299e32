"""Lists from A to Z: every entry stands once, under its letter."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.speech.translation import speaking
from webapp.shared import alphabet as alphabet_module
from webapp.shared.alphabet import DIGITS, Alphabet, alphabet, first_letter, sort_key
from webapp.translations.catalogues import speech_of


def listed(names: Sequence[str], letter: str = "") -> Alphabet[str]:
    """Return a list of names, each its own entry."""
    page = alphabet([(name, name) for name in names], "/people", letter)
    assert page
    return page


def test_letters_gather_what_belongs_together() -> None:
    """Accents and case share a letter, figures come first together, and other scripts keep their letters."""
    page = listed(["Ålund", "adams", "Żuk", "4P", "2719", "Жуков", "Zorn"])
    assert [(chapter.letter, chapter.entries) for chapter in page.chapters] == [
        ("0–9", ("4P", "2719")),
        ("A", ("adams", "Ålund")),
        ("Z", ("Zorn", "Żuk")),
        ("Ж", ("Жуков",)),
    ]
    assert [letter.url for letter in page.letters] == ["#letter-0", "#letter-a", "#letter-z", "#letter-ж"]


def test_signs_in_front_do_not_part_a_letter() -> None:
    """A name that begins with a sign stands under its letter, which comes once and in its place."""
    page = listed(["A", "B", ":B", "“C”"])
    assert [(chapter.anchor, chapter.entries) for chapter in page.chapters] == [
        ("letter-a", ("A",)),
        ("letter-b", (":B", "B")),
        ("letter-c", ("“C”",)),
    ]


def test_a_long_list_comes_letter_by_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list too long for one page has a page for each letter, which together are the whole list."""
    monkeypatch.setattr(alphabet_module, "MAX_ON_ONE_PAGE", 3)
    names = ["Adams", "Baker", "Brown", "Żuk", "7"]
    pages = [listed(names, letter) for letter in ("0", "a", "B", "z")]
    assert [entry for page in pages for chapter in page.chapters for entry in chapter.entries] == sorted(names)
    assert [[letter.text for letter in page.letters if letter.current] for page in pages] == [
        ["0–9"],
        ["A"],
        ["B"],
        ["Z"],
    ]
    assert listed(names).chapters == pages[0].chapters
    assert [letter.url for letter in listed(names).letters][:2] == ["/people?letter=0", "/people?letter=a"]
    for letter in ("q", "ab", "ß", "?"):
        assert alphabet([(name, name) for name in names], "/people", letter) is None


@pytest.mark.parametrize(
    ("text", "key", "letter"),
    [
        ("Éire", "eire", "E"),
        ("“Zorn”", "“zorn”", "Z"),
        ("42nd", "42nd", DIGITS),
        ("…", "...", DIGITS),
        ("ßen", "ssen", "S"),
    ],
)
def test_texts_are_sorted_without_accents(text: str, key: str, letter: str) -> None:
    """A text is sorted and listed by its letters, without case, accents and signs before them."""
    assert (sort_key(text), first_letter(text)) == (key, letter)


@given(st.lists(st.from_regex(r"\A[:“(]?[a-zA-ZÀ-ÖÙ-öù-ÿ0-9Ж-я].{0,6}\Z"), max_size=30))
def test_every_entry_is_listed_once(names: list[str]) -> None:
    """The chapters together hold every entry once, each under its own letter, and no letter comes twice."""
    page = listed(names)
    assert sorted(entry for chapter in page.chapters for entry in chapter.entries) == sorted(names)
    assert all(first_letter(entry) == chapter.letter for chapter in page.chapters for entry in chapter.entries)
    letters = [letter.text for letter in page.letters]
    assert letters == [chapter.letter for chapter in page.chapters]
    assert len(set(letters)) == len(letters)
    assert page.total == len(names)


def test_names_are_in_the_order_of_the_readers_language() -> None:
    """The letters of the reader's script come first, and each language keeps its habits within a letter."""
    names = ["Жуков", "Nube", "Ñáñez", "Nadal", "Zorn"]
    for code, expected in {
        "en": ["Nadal", "Ñáñez", "Nube", "Zorn", "Жуков"],
        "es": ["Nadal", "Nube", "Ñáñez", "Zorn", "Жуков"],
        "ru": ["Жуков", "Nadal", "Ñáñez", "Nube", "Zorn"],
    }.items():
        with speaking(speech_of(code)):
            assert [entry for chapter in listed(names).chapters for entry in chapter.entries] == expected
