"""Persons: who is one and who is not, and the laws of telling."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from indexer.entities.names import affiliations_agree, fold_name
from indexer.entities.persons import IdentifiedPerson, NameAppearance, identify_persons


def seen(name: str, affiliation: str | None = None, meeting: str | None = "m", honorific: str | None = None,
         key: str = "") -> NameAppearance[str]:  # fmt: skip
    """An appearance, keyed by its own words unless told otherwise."""
    words = key or f"{honorific} {name} {affiliation} {meeting}"
    return NameAppearance(words, name, honorific, affiliation, meeting=meeting)


def names(*appearances: NameAppearance[str]) -> list[str]:
    """The names of the persons that appear."""
    return [one.name for one in identify_persons(appearances)]


def test_case_accents_hyphens_and_honorifics_are_no_difference() -> None:
    """One full name in several spellings is one person, called by the fullest of them."""
    forms = ["Annika Hilding Norberg", "Annika Hilding-Norberg", "Ms. Annika Hilding Norberg", "ANNIKA HILDING NORBERG"]
    (one,) = identify_persons([seen(form) for form in forms])
    assert one.id == "annika-hilding-norberg"
    assert one.name == "Annika Hilding Norberg"
    assert one.variants == ("ANNIKA HILDING NORBERG", "Annika Hilding-Norberg")
    assert names(seen("Miroslav Jenca"), seen("Miroslav Jenča")) == ["Miroslav Jenča"]


def test_a_whole_name_is_one_person_whatever_the_post() -> None:
    """People change posts: one full name in two meetings with two affiliations stays one person."""
    assert names(seen("Jane Doe", "NUPI", "one"), seen("Jane Doe", "Ministry of Defence", "two")) == ["Jane Doe"]


def test_initials_are_spelled_out_only_by_agreeing_affiliations() -> None:
    """`AK Bardalai` is `Anil Kumar Bardalai` of the same body, and not one of another."""
    full = seen("Anil Kumar Bardalai", "former Deputy Force Commander UNIFIL")
    assert names(full, seen("AK Bardalai", "UNIFIL")) == ["Anil Kumar Bardalai"]
    assert names(full, seen("A. K. Bardalai", "UNIFIL")) == ["Anil Kumar Bardalai"]
    assert len(names(full, seen("AK Bardalai", "University of Delhi"))) == 2
    assert len(names(full, seen("AK Bardalai"))) == 2
    assert len(names(seen("Jane Olivia Smith", "NUPI"), seen("Jo Smith", "NUPI"))) == 2


def test_initials_that_two_people_could_have_are_nobodys() -> None:
    """An initial that two fuller names begin with unites it with neither."""
    assert len(names(seen("Jane Doe", "NUPI"), seen("John Doe", "NUPI"), seen("J. Doe", "NUPI"))) == 3


def test_a_title_with_a_surname_is_the_one_person_of_the_meeting() -> None:
    """`USG Lacroix` is the meeting's only Lacroix; in another meeting it is not."""
    full = seen("Jean-Pierre Lacroix", "Under-Secretary-General for Peace Operations")
    (one,) = identify_persons([full, seen("Lacroix", honorific="USG")])
    assert one.variants == ("Lacroix",)
    assert len(one.appearances) == 2
    assert len(names(full, seen("Lacroix", honorific="USG", meeting="other"))) == 2
    assert names(seen("Cedric de Coning"), seen("de Coning", honorific="Prof.")) == ["Cedric de Coning"]


def test_a_surname_that_two_have_is_neither_of_them() -> None:
    """A surname alone unites nothing: not with one of two bearers, not against honorific or affiliation."""
    jane, john = seen("Jane Smith", "NUPI"), seen("John Smith", "IPI")
    assert len(names(jane, john, seen("Smith", honorific="Ambassador"))) == 3
    assert len(names(seen("Jane Smith", "NUPI", honorific="Ms."), seen("Smith", honorific="Mr."))) == 2
    assert len(names(jane, seen("Smith", "France", honorific="Ms."))) == 2
    assert len(names(jane, john, seen("Smith", honorific="Dr.", key="1"), seen("Smith", honorific="Dr.", key="2"))) == 4
    assert len(names(jane, john)) == 2


def test_acronyms_count_as_the_words_they_are_made_of() -> None:
    """`NUPI` agrees with nothing it does not spell; `GCSP` agrees with Geneva Centre for Security Policy."""
    assert affiliations_agree("Executive Director, GCSP", "Geneva Centre for Security Policy")
    assert not affiliations_agree("NUPI", "Geneva Centre for Security Policy")
    assert not affiliations_agree("Director of Policy", "Director, Peace and Security")


def test_two_with_one_address_get_two() -> None:
    """Ids are unique: persons whose names give one address are told apart by a hash."""
    ids = [
        one.id
        for one in identify_persons([seen("Smith", "France", honorific="Mr."), seen("Smith", "Chad", honorific="Mr.")])
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
    return [(one.id, one.name, one.variants, sorted(one.appearances)) for one in persons]


@given(st.lists(_APPEARANCE, max_size=8).flatmap(lambda some: st.tuples(st.just(some), st.permutations(some))))
def test_order_decides_nothing(pair: tuple[list[NameAppearance[int]], list[NameAppearance[int]]]) -> None:
    """The same appearances in another order give the same persons under the same ids."""
    given_order, another = pair
    assert _sets(identify_persons(given_order)) == _sets(identify_persons(another))


@given(st.lists(_APPEARANCE, max_size=8))
def test_nobody_is_lost_and_one_full_name_is_one_person(appearances: list[NameAppearance[int]]) -> None:
    """Every key is some person's, ids are unique, and no full name is of two people."""
    persons = identify_persons(appearances)
    assert {key for one in persons for key in one.appearances} == {one.key for one in appearances}
    assert len({one.id for one in persons}) == len(persons)
    whole = [fold_name(one.name) for one in persons if len(one.name.split()) > 1 and not one.name.startswith("de ")]
    full = [tokens for tokens in whole if tokens != ("hilding", "norberg")]
    assert len(set(full)) == len(full)
