"""Persons: which names are one person, which are not, and the laws of identification."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.entities.names import affiliations_agree, are_initials_of, fold_name
from indexer.entities.persons import IdentifiedPerson, NameAppearance, identify_persons


def appearance(name: str, affiliation: str | None = None, meeting: str | None = "m", honorific: str | None = None,
         key: str = "") -> NameAppearance[str]:  # fmt: skip
    """Return an appearance, keyed by its own words."""
    words = key or f"{honorific} {name} {affiliation} {meeting}"
    return NameAppearance(words, name, honorific, affiliation, meeting=meeting)


def person_names(*appearances: NameAppearance[str]) -> list[str]:
    """Return the names of the persons that appear."""
    return [person.name for person in identify_persons(appearances)]


def test_case_accents_hyphens_and_honorifics_are_no_difference() -> None:
    """One full name in several spellings is one person, named by the fullest of them."""
    forms = ["Annika Hilding Norberg", "Annika Hilding-Norberg", "Ms. Annika Hilding Norberg", "ANNIKA HILDING NORBERG"]
    (person,) = identify_persons([appearance(form) for form in forms])
    assert person.id == "annika-hilding-norberg"
    assert person.name == "Annika Hilding Norberg"
    assert person.variants == ("ANNIKA HILDING NORBERG", "Annika Hilding-Norberg")
    assert person_names(appearance("Miroslav Jenca"), appearance("Miroslav Jenča")) == ["Miroslav Jenča"]


def test_a_whole_name_is_one_person_whatever_the_post() -> None:
    """People change posts: one full name in two meetings with two affiliations stays one person."""
    assert person_names(
        appearance("Jane Doe", "NUPI", "one"), appearance("Jane Doe", "Ministry of Defence", "two")
    ) == ["Jane Doe"]


def test_initials_are_spelled_out_only_by_agreeing_affiliations() -> None:
    """`AK Bardalai` is `Anil Kumar Bardalai` of the same body, and not one of another."""
    full = appearance("Anil Kumar Bardalai", "former Deputy Force Commander UNIFIL")
    assert person_names(full, appearance("AK Bardalai", "UNIFIL")) == ["Anil Kumar Bardalai"]
    assert person_names(full, appearance("A. K. Bardalai", "UNIFIL")) == ["Anil Kumar Bardalai"]
    assert len(person_names(full, appearance("AK Bardalai", "University of Delhi"))) == 2
    assert len(person_names(full, appearance("AK Bardalai"))) == 2
    assert len(person_names(appearance("Jane Olivia Smith", "NUPI"), appearance("Jo Smith", "NUPI"))) == 2


def test_initials_that_two_people_could_have_are_nobodys() -> None:
    """An initial that two fuller names begin with joins neither."""
    assert (
        len(person_names(appearance("Jane Doe", "NUPI"), appearance("John Doe", "NUPI"), appearance("J. Doe", "NUPI")))
        == 3
    )


def test_a_title_with_a_surname_is_the_one_person_of_the_meeting() -> None:
    """`USG Lacroix` is the meeting's only Lacroix; in another meeting it is not."""
    full = appearance("Jean-Pierre Lacroix", "Under-Secretary-General for Peace Operations")
    (person,) = identify_persons([full, appearance("Lacroix", honorific="USG")])
    assert person.variants == ("Lacroix",)
    assert len(person.appearances) == 2
    assert len(person_names(full, appearance("Lacroix", honorific="USG", meeting="other"))) == 2
    assert person_names(appearance("Cedric de Coning"), appearance("de Coning", honorific="Prof.")) == [
        "Cedric de Coning"
    ]


def test_a_surname_that_two_have_is_neither_of_them() -> None:
    """A surname alone joins nothing: not one of two bearers, and nobody against honorific or affiliation."""
    jane, john = appearance("Jane Smith", "NUPI"), appearance("John Smith", "IPI")
    assert len(person_names(jane, john, appearance("Smith", honorific="Ambassador"))) == 3
    assert (
        len(person_names(appearance("Jane Smith", "NUPI", honorific="Ms."), appearance("Smith", honorific="Mr."))) == 2
    )
    assert len(person_names(jane, appearance("Smith", "France", honorific="Ms."))) == 2
    assert (
        len(
            person_names(
                jane, john, appearance("Smith", honorific="Dr.", key="1"), appearance("Smith", honorific="Dr.", key="2")
            )
        )
        == 4
    )
    assert len(person_names(jane, john)) == 2


def test_acronyms_count_as_the_words_they_are_made_of() -> None:
    """An acronym agrees with the words that it abbreviates: `GCSP` with Geneva Centre for Security Policy."""
    assert affiliations_agree("Executive Director, GCSP", "Geneva Centre for Security Policy")
    assert not affiliations_agree("NUPI", "Geneva Centre for Security Policy")
    assert not affiliations_agree("Director of Policy", "Director, Peace and Security")


def test_two_with_one_address_get_two() -> None:
    """Ids are unique: persons whose names give the same slug are distinguished by a hash."""
    ids = [
        person.id
        for person in identify_persons(
            [appearance("Smith", "France", honorific="Mr."), appearance("Smith", "Chad", honorific="Mr.")]
        )
    ]
    assert len(set(ids)) == 2
    assert "smith" in ids


_GIVEN = st.sampled_from(["Jean-Pierre", "Jean Pierre", "J.-P.", "JP", "Jean", "María", "Maria", "M.", "Ana María"])
_FAMILY = st.sampled_from(["Lacroix", "LACROIX", "de Coning", "Pérez", "Perez", "Hilding-Norberg", "Hilding Norberg"])
_APPEARANCE = st.builds(
    NameAppearance,
    key=st.integers(0, 9),
    name=st.one_of(st.builds("{} {}".format, _GIVEN, _FAMILY), _FAMILY),
    honorific=st.sampled_from([None, "USG", "Mr.", "Ms."]),
    affiliation=st.sampled_from([None, "NUPI", "Norwegian Uplift and Peace Institute", "France", "University of Lima"]),
    meeting=st.sampled_from([None, "one", "two"]),
)


def _sets(persons: tuple[IdentifiedPerson[int], ...]) -> list[tuple[str, str, tuple[str, ...], list[int]]]:
    return [(person.id, person.name, person.variants, sorted(person.appearances)) for person in persons]


@given(st.lists(_APPEARANCE, max_size=8).flatmap(lambda some: st.tuples(st.just(some), st.permutations(some))))
def test_order_decides_nothing(pair: tuple[list[NameAppearance[int]], list[NameAppearance[int]]]) -> None:
    """The same appearances in another order give the same persons under the same ids."""
    given_order, another = pair
    assert _sets(identify_persons(given_order)) == _sets(identify_persons(another))


@given(st.lists(_APPEARANCE, max_size=8))
def test_nobody_is_lost_and_one_full_name_is_one_person(appearances: list[NameAppearance[int]]) -> None:
    """Every key belongs to a person, ids are unique, and no full name belongs to two persons."""
    persons = identify_persons(appearances)
    assert {key for item in persons for key in item.appearances} == {item.key for item in appearances}
    assert len({item.id for item in persons}) == len(persons)
    folded_names = [
        fold_name(item.name) for item in persons if len(item.name.split()) > 1 and not item.name.startswith("de ")
    ]
    full = [tokens for tokens in folded_names if tokens != ("hilding", "norberg")]
    assert len(set(full)) == len(full)


@pytest.mark.parametrize(
    ("letters", "name", "expected"),
    [
        ("SFC", "Shane Carr", True),
        ("DDC", "Dan Clark", True),
        ("AB", "Anna Maria Berg", True),
        ("IBM", "Chris de Almeida", False),
        ("MOFA", "Anna Berg", False),
        ("S", "Shane Carr", False),
        ("SC", "Carr", False),
        ("Sc", "Shane Carr", False),
    ],
)
def test_initials_of_a_person_are_known(letters: str, name: str, expected: bool) -> None:
    """Two to four capitals stand for a person if they begin with the first name's and have the surname's behind it."""
    assert are_initials_of(letters, name) is expected
