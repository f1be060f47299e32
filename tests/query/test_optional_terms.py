"""The optional terms of a query: which they are, and that a passage need not contain them."""

from __future__ import annotations

import pytest

from indexer.query.optional_terms import drop_optional_terms
from indexer.query.parser import And, canonical, parse


def dropped(typed: str) -> list[str]:
    """Return the optional terms of a query."""
    node = parse(typed).node
    return [word.text for word in drop_optional_terms(node)[1]] if node else []


@pytest.mark.parametrize(
    ("typed", "small"),
    [
        ("the rule of law", ["the", "of"]),
        ("who spoke about Mali", ["who", "about"]),
        ("Who spoke?", ["Who"]),
        ("why didn't the mission leave", ["why", "didn't", "the"]),
        ("WHO guidelines", []),
        ("US contribution to the budget", ["to", "the"]),
        ("WHO SPOKE ON MALI", ["who", "on"]),
        ("what should I do about mines", ["what", "should", "I", "do", "about"]),
        ("A mandate", ["A"]),
        ("annex A", []),
        ("session 5 of the symposium", ["of", "the"]),
        ("ministerial in May 2025", ["in"]),
        ("missions may leave", ["may"]),
        ("to be or not to be", []),
        ("the", []),
        ("the of -police", []),
        ("of year:2024", []),
        ('the "light coordination mechanism"', ["the"]),
        ('"the" mechanism', []),
        ("the mechanism OR of the coordination", ["the", "of"]),
        ("the (mechanism OR coordination)", ["the"]),
        ("police -(of the mission)", []),
        ("police NEAR/3 of", []),
        ("for peacekeep*", ["for"]),
        ("维 the", ["the"]),
    ],
)
def test_which_words_are_optional(typed: str, small: list[str]) -> None:
    """Function words beside content words are optional; names in capitals, the month and negated words are not."""
    assert dropped(typed) == small


def test_who_asks_for_people_though_all_words_are_there() -> None:
    """A query with `who` still asks for people without its optional terms, even when one word is left."""
    for typed in ("who chaired", "who chaired the session"):
        node = parse(typed).node
        assert node
        light, _ = drop_optional_terms(node)
        assert isinstance(light, And)
        assert light.asks_for_people
        assert canonical(light) == typed.removeprefix("who ").replace("the ", "")
