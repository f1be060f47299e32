"""The basket as a value: collecting, ordering, annotating, and merging changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.shared.basket_item import (
    MAX_ITEMS,
    MAX_NOTE,
    MAX_TITLE,
    Basket,
    BasketFull,
    BasketItem,
    clean_note,
    clean_title,
)

A, B, C = BasketItem("a.00000", "a1b2c3"), BasketItem("b.00000"), BasketItem("c.00000", note="mine")
ABC = Basket((A, B, C), "Three")
IDS = st.sampled_from(["a.00000", "b.00000", "c.00000", "d.00000"])


def ids(basket: Basket) -> str:
    """Return the first letters of the ids in the basket, in order."""
    return "".join(item.id[0] for item in basket.items)


def test_a_passage_is_in_it_once() -> None:
    """Collecting a passage again changes nothing, and its note stays."""
    assert ABC.inserted([BasketItem("c.00000", "ffffff", "other")]) == ABC
    assert ids(Basket((A, B, A, C, B))) == "abc"


def test_what_was_taken_out_is_put_back_in_its_place() -> None:
    """Removing an item and putting it back at its position gives the same basket."""
    for position, item in enumerate(ABC.items):
        assert ABC.without(item.id).inserted([item], position) == ABC


@given(IDS, st.integers(-5, 5))
def test_moving_keeps_everything(passage: str, distance: int) -> None:
    """Moving a passage, however far, keeps all passages, and the others keep their order."""
    moved = ABC.moved(passage, distance)
    assert sorted(ids(moved)) == sorted(ids(ABC))
    assert ids(moved.without(passage)) == ids(ABC.without(passage))
    if abs(distance) == 1 and passage in ABC.ids and 0 <= ABC.position(passage) + distance < 3:
        assert moved.moved(passage, -distance) == ABC


def test_what_another_tab_changed_stays() -> None:
    """A form changes only what its reader changed, and keeps what another tab has changed since."""
    shown = Basket((A, BasketItem("b.00000", note="old")), "Old")
    current = Basket((BasketItem("b.00000", note="new"), A, C), "New")
    assert current.with_edits(shown, "Old", {"a.00000": "typed", "b.00000": "old"}) == Basket(
        (BasketItem("b.00000", note="new"), BasketItem("a.00000", "a1b2c3", "typed"), C), "New"
    )
    assert current.with_edits(shown, "Named", {"z.00000": "lost"}).title == "Named"


@pytest.mark.parametrize("name", ["", "?v=a1b2c3", "a b", "a.b?v=xyz", "a.b?v=A1B2C3", "a?b?v=a1b2c3", "x" * 201])
def test_what_names_no_passage_is_refused(name: str) -> None:
    """The name of an item needs an id, and its version must be hex digits."""
    with pytest.raises(ValueError, match="not the"):
        BasketItem.from_name(name)


def test_a_name_is_read_back() -> None:
    """The name of an item gives the item back."""
    assert [BasketItem.from_name(item.name) for item in (A, B)] == [A, B]


@given(st.text(max_size=300), st.integers(1, MAX_TITLE))
def test_a_title_is_one_clean_line(text: str, limit: int) -> None:
    """A title is one line within its limit, and cleaning it again changes nothing."""
    title = clean_title(text, limit)
    assert len(title) <= limit
    assert title == clean_title(title, limit)
    assert len(title.splitlines()) <= 1
    assert title == title.strip()


@given(st.text(max_size=60), st.integers(0, MAX_NOTE + 5))
def test_a_note_keeps_its_lines(text: str, spaces: int) -> None:
    """A note is cleaned once: its length is limited, and cleaning it again changes nothing."""
    note = clean_note(f"{text}{' ' * spaces}end")
    assert len(note) <= MAX_NOTE
    assert note == clean_note(note)
    assert clean_note(" first\r\nsecond\rthird ") == "first\nsecond\nthird"


def test_a_full_basket_takes_nothing_more() -> None:
    """A basket takes its last passage and refuses the next, but not one that is in it."""
    items = [BasketItem(f"p.{number:05}") for number in range(MAX_ITEMS)]
    full = Basket(tuple(items[:-1])).inserted(items[-1:])
    assert full.items == tuple(items)
    assert full.inserted(items[:3]) == full
    with pytest.raises(BasketFull, match="200 passages"):
        full.inserted([A])


@given(st.lists(st.builds(BasketItem, IDS), max_size=6), st.none() | st.integers(-2, 6))
def test_what_is_inserted_stands_together(items: list[BasketItem], position: int | None) -> None:
    """New passages stand together where they were put, and the others keep their order."""
    basket = ABC.inserted(items, position)
    assert ids(basket).replace("d", "") == "abc"
    assert ("d" in ids(basket)) == any(item.id[0] == "d" for item in items)


@given(st.dictionaries(IDS, st.text(max_size=5)))
def test_notes_change_nothing_else(notes: dict[str, str]) -> None:
    """Notes are put on the passages of the basket, and everything else stays."""
    noted = ABC.with_notes(notes)
    assert [(item.id, item.version) for item in noted.items] == [(item.id, item.version) for item in ABC.items]
    assert all(item.note == clean_note(notes[item.id]) for item in noted.items if item.id in notes)
    assert all(item in ABC.items for item in noted.items if item.id not in notes)
