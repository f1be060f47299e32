"""Which words of a query are names in capitals."""

from __future__ import annotations

import pytest

from indexer.query.expansion import mark_names, names_in
from indexer.query.parser import parse

from .known_words import KnownWords

WORDS = KnownWords("The WHO told us.", "Some IT experts met, it seems.", "It rained.", "The US agreed.", "NATO met.")


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("US", ["US"]),
        ("us Us", []),
        ("IT experts", ["IT"]),
        ("the US or the WHO", ["US"]),
        ("US 2024", ["US"]),
        ("NATO met", []),
        ("US IT", []),
        ("US AGREED WITH IT", []),
        ("(US OR it) -IT", ["US"]),
        ("U.S. met", []),
        ("I met", []),
    ],
)
def test_what_is_a_name(typed: str, names: list[str]) -> None:
    """A word in capitals is a name where the papers write it both ways, unless the whole query is in capitals."""
    node = parse(typed).node
    assert node
    assert list(names_in(mark_names(node, WORDS.is_name))) == names
