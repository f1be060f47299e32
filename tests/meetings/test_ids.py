"""Tests of permanent ids."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.meetings.ids import document_id_base, meeting_id_base, normalise, passage_ids
from indexer.model import DocumentKind
from indexer.text.slugs import short_hash, unique_ids

TEXTS = st.lists(st.text(max_size=30), max_size=12)


def minted(document: str, texts: list[str]) -> list[str]:
    """Return the ids that passages with these texts get when none has one yet."""
    return passage_ids(document, list(map(normalise, texts)))


@given(st.text())
def test_normalising_twice_is_normalising_once(text: str) -> None:
    """Normalising is idempotent."""
    once = normalise(text)
    assert normalise(once) == once


@pytest.mark.parametrize(
    ("text", "other_text"),
    [
        ("The  price\nof ice ", "the price of ICE"),
        ("“ice” isn’t cheap", '"ice" isn\'t cheap'),
        ("co-operation", "cooperation"),
        ("manage-\nment", "management"),
        ("ﬁsh", "fish"),
        ("Ｆish", "fish"),
    ],
)
def test_typesetting_does_not_change_the_normalised_text(text: str, other_text: str) -> None:
    """Case, space, quotation marks, hyphens in words and ligatures do not change the normalised text."""
    assert normalise(text) == normalise(other_text)


@pytest.mark.parametrize(
    ("text", "other_text"), [("ice", "rice"), ("10 boats", "11 boats"), ("it is", "it is not"), ("a", "á")]
)
def test_what_a_reader_would_notice_changes_the_normalised_text(text: str, other_text: str) -> None:
    """Another word, number or accent gives another normalised text."""
    assert normalise(text) != normalise(other_text)


@given(TEXTS)
def test_ids_are_unique_and_fit_into_an_address(texts: list[str]) -> None:
    """Each passage has an id of its own: the document's and five plain characters."""
    ids = minted("lima-1999-report", texts)
    assert len(set(ids)) == len(texts)
    assert all(re.fullmatch(r"lima-1999-report\.[0-9a-hjkmnp-tv-z]{5}", passage_id) for passage_id in ids)


@given(TEXTS, st.integers(min_value=0, max_value=12))
def test_an_insertion_changes_no_other_id(texts: list[str], place: int) -> None:
    """Inserting a passage with words of its own leaves all other ids as they were."""
    new = "Words that stand nowhere else in the paper"
    before = minted("paper", texts)
    after = minted("paper", [*texts[:place], new, *texts[place:]])
    del after[min(place, len(texts))]
    assert after == before


@given(st.lists(st.text(max_size=30), unique_by=normalise, max_size=12), st.randoms())
def test_the_order_of_different_texts_does_not_matter(texts: list[str], random: object) -> None:
    """Moved passages keep their ids."""
    moved = list(texts)
    random.shuffle(moved)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    assert dict(zip(texts, minted("paper", texts), strict=True)) == dict(
        zip(moved, minted("paper", moved), strict=True)
    )


def test_an_equal_text_is_counted() -> None:
    """The second of two equal passages has another id, and the first keeps its own."""
    first, second = minted("paper", ["Ice.", "ICE."])
    assert first != second
    assert minted("paper", ["Ice."]) == [first]


def test_ids_stay_what_they_are() -> None:
    """An id that is in copied links never changes."""
    assert minted("lima-1999-report", ["The price of ice had doubled."]) == ["lima-1999-report.fv273"]


def test_one_text_in_two_documents_has_two_ids() -> None:
    """The document is part of the hash, not only of the id's beginning."""
    first, second = minted("a", ["Ice."])[0], minted("b", ["Ice."])[0]
    assert first.partition(".")[2] != second.partition(".")[2]


@pytest.mark.parametrize(
    ("title", "place", "year", "name"),
    [
        ("Workshop on Ice", "Lima, Peru", 1999, "lima-1999"),
        ("Workshop on Ice", "São Paulo, Brazil", None, "sao-paulo"),
        ("Workshop on the Price of Ice: A Beginning", None, 1999, "workshop-price-ice-1999"),
        ("Oral evidence: The price of ice, HC 9", None, 1999, "price-ice-hc-9-1999"),
        ("Minutes:", None, 1999, "minutes-1999"),
        ("Réunion sur l’eau", None, None, "reunion-sur-leau"),
        ("On the", None, None, "on-the"),
    ],
)
def test_a_meeting_is_named_by_city_or_title_and_year(
    title: str, place: str | None, year: int | None, name: str
) -> None:
    """The id of a meeting can be read and guessed."""
    assert meeting_id_base(title, place, year) == name


@given(st.text(max_size=60), st.one_of(st.none(), st.text(max_size=20)), st.one_of(st.none(), st.integers(1900, 2100)))
def test_any_meeting_has_a_name_for_an_address(title: str, place: str | None, year: int | None) -> None:
    """Whatever the title, the id is lower-case ASCII and never empty."""
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", meeting_id_base(title, place, year))


def test_meetings_without_latin_letters_are_distinguished() -> None:
    """A title in another script still gives an id of its own."""
    assert meeting_id_base("会议", None, 2020) != meeting_id_base("大会", None, 2020)


@given(st.lists(st.tuples(st.sampled_from(["lima", "oslo"]), st.text(max_size=5)), max_size=10))
def test_wanted_names_are_made_distinct(wanted: list[tuple[str, str]]) -> None:
    """The first to want a name gets it, the others get it with a hash, and none is given twice."""
    ids = unique_ids(wanted)
    assert len(set(ids)) == len(wanted)
    for name in {base for base, _ in wanted}:
        assert name in ids
    assert all(unique_id.startswith(base) for unique_id, (base, _) in zip(ids, wanted, strict=True))


def test_a_document_is_named_after_its_meeting_and_kind() -> None:
    """The id of a document consists of its meeting's id and its kind."""
    kinds: tuple[DocumentKind, ...] = ("report", "concept_note", "other")
    assert [document_id_base(("lima-1999",), kind, "Ice", "ice.txt") for kind in kinds] == [
        "lima-1999-report",
        "lima-1999-concept-note",
        "lima-1999-paper",
    ]


def test_a_hash_reads_its_parts_apart() -> None:
    """Two parts have another hash than the same text in one part."""
    assert short_hash("a", "bc") != short_hash("ab", "c")
    assert len(short_hash("a", length=8)) == 8
