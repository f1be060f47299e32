"""Strings in mapped memory are found as in a list that is sorted."""

from __future__ import annotations

from bisect import bisect_left

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.engine.columns import strings
from indexer.engine.columns.strings import ABSENT, Strings

WORDS = st.text(alphabet="abé\n", max_size=4)


def stored(words: list[str]) -> Strings:
    """Return strings as they are stored."""
    encoded = [word.encode() + b"\n" for word in words]
    starts = np.cumsum([0, *map(len, encoded)]).astype(np.uint32)
    return Strings(np.frombuffer(b"".join(encoded), np.uint8), starts)


@given(st.sets(WORDS, max_size=30), WORDS)
def test_a_string_is_found_where_it_stands(words: set[str], wanted: str) -> None:
    """A string is found at its place in a sorted list, and a prefix at the places of all that begin with it."""
    ordered = sorted(words)
    row = stored(ordered)
    assert row.find(wanted) == (ordered.index(wanted) if wanted in words else ABSENT)
    assert [row[place] for place in row.with_prefix(wanted)] == [word for word in ordered if word.startswith(wanted)]


def test_a_long_list_is_bisected_from_its_heads() -> None:
    """Every string of a list with many more strings than heads is found, and what lies between them is not."""
    ordered = [f"{number:06}" for number in range(0, 3 * strings.MOST_HEADS, 2)]
    row = stored(ordered)
    for place in (0, 1, 2, 3, 777, len(ordered) - 2, len(ordered) - 1):
        assert row.find(ordered[place]) == place
        between = f"{ordered[place]}x"
        assert row.find(between) == ABSENT
        assert row.first_from(between.encode()) == bisect_left(ordered, between)
    assert row.first_from(b"") == 0
