"""A basket as a value: collected, ordered, annotated, and put right again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.shared.basket_item import Basket, BasketItem

A, B, C = BasketItem("a.00000", "a1b2c3"), BasketItem("b.00000"), BasketItem("c.00000", note="mine")
ABC = Basket((A, B, C), "Three")
IDS = st.sampled_from(["a.00000", "b.00000", "c.00000", "d.00000"])


def ids(basket: Basket) -> str:
    """The first letters of what is in it, in order."""
    return "".join(item.id[0] for item in basket.items)


def test_a_passage_is_in_it_once() -> None:
    """Collecting again what is there changes nothing, its note least of all."""
    assert ABC.inserted([BasketItem("c.00000", "ffffff", "other")]) == ABC
    assert ids(Basket((A, B, A, C, B))) == "abc"


def test_what_was_taken_out_is_put_back_in_its_place() -> None:
    """Taking out and putting back is no change, wherever it stood."""
    for at, item in enumerate(ABC.items):
        assert ABC.without(item.id).inserted([item], at) == ABC


@given(IDS, st.integers(-5, 5))
def test_moving_keeps_everything(passage: str, by: int) -> None:
    """A passage moved, however far, leaves the same passages, the others in their order."""
    moved = ABC.moved(passage, by)
    assert sorted(ids(moved)) == sorted(ids(ABC))
    assert ids(moved.without(passage)) == ids(ABC.without(passage))
    if abs(by) == 1 and passage in ABC.ids and 0 <= ABC.position(passage) + by < 3:
        assert moved.moved(passage, -by) == ABC


def test_what_another_tab_changed_stays() -> None:
    """A form changes what its reader changed, and leaves what it showed and another tab has changed since."""
    shown = Basket((A, BasketItem("b.00000", note="old")), "Old")
    now = Basket((BasketItem("b.00000", note="new"), A, C), "New")
    assert now.with_edits(shown, "Old", {"a.00000": "typed", "b.00000": "old"}) == Basket(
        (BasketItem("b.00000", note="new"), BasketItem("a.00000", "a1b2c3", "typed"), C), "New"
    )
    assert now.with_edits(shown, "Named", {"z.00000": "lost"}).title == "Named"


@pytest.mark.parametrize("name", ["", "?v=a1b2c3", "a b", "a.b?v=xyz", "a.b?v=A1B2C3", "a?b?v=a1b2c3", "x" * 201])
def test_what_names_no_passage_is_refused(name: str) -> None:
    """An item has an id and, where it has a version, one in hex digits."""
    with pytest.raises(ValueError, match="not the"):
        BasketItem.from_name(name)


def test_a_name_is_read_back() -> None:
    """The name of an item gives the item."""
    assert [BasketItem.from_name(item.name) for item in (A, B)] == [A, B]
