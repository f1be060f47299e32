"""The word diff of two wordings."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from indexer.registry.diff import word_diff

WORDINGS = st.lists(st.sampled_from(["ice", "fish", " ", "  ", ",", "isn’t", "salt", "\n"]), max_size=12).map("".join)


@given(st.one_of(WORDINGS, st.text(max_size=40)), st.one_of(WORDINGS, st.text(max_size=40)))
def test_a_diff_holds_both_wordings(old: str, new: str) -> None:
    """What stayed and went is the old wording, what stayed and came the new one, letter by letter."""
    found = word_diff(old, new)
    assert "".join(text for kind, text in found if kind != "added") == old
    assert "".join(text for kind, text in found if kind != "removed") == new
    assert all(text for _, text in found)


def test_words_are_changed_whole() -> None:
    """A word is never cut, and two changed words change with the space between them."""
    assert word_diff("The price of old ice rose.", "The price of new fish rose.") == (
        ("same", "The price of "),
        ("removed", "old ice"),
        ("added", "new fish"),
        ("same", " rose."),
    )


def test_equal_wordings_have_one_part() -> None:
    """Nothing is marked where nothing changed."""
    assert word_diff("Ice.", "Ice.") == (("same", "Ice."),)
    assert word_diff("", "") == ()
