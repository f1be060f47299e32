"""Tests of the numbers and bullets of list items in PDFs."""

from __future__ import annotations

import pytest

from indexer.readers.pdf.list_items import can_follow


@pytest.mark.parametrize(
    ("before", "label"),
    [
        (None, "1"),
        ("7", "a"),
        ("c", "i"),
        ("3", None),
        ("9", "10"),
        ("a", "b"),
        ("i", "ii"),
        ("iii", "iv"),
        ("h", "i"),
        (None, "一"),
        ("一", "二"),
        ("十", "十一"),
    ],
)
def test_a_label_that_continues_or_opens_a_list(before: str | None, label: str | None) -> None:
    """A list goes on with the next number, letter or numeral; a bullet and a first label can stand anywhere."""
    assert can_follow(label, before)


@pytest.mark.parametrize(
    ("before", "label"),
    [(None, "2"), ("1", "3"), ("2", "2"), ("a", "c"), ("i", "iii"), ("x", "2019"), ("b", "3"), ("一", "三")],
)
def test_a_label_out_of_order(before: str | None, label: str) -> None:
    """A label that skips, repeats or changes its kind does not continue a list: it may be a year or a figure."""
    assert not can_follow(label, before)
