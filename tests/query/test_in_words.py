"""A query described in plain words."""

from __future__ import annotations

import pytest
from hypothesis import given

from indexer.query.in_words import MAX_ALTERNATIVES, in_words
from indexer.query.parser import parse
from indexer.query.tree import Field, FieldName, Node, disjunction

from .test_parser import NODES

LABELS: dict[tuple[str, str], str] = {("person", "samuel-ro"): "Samuel Ro", ("kind", "concept_note"): "Concept note"}


def label(field: FieldName, value: str) -> str:
    """Return the label of a value."""
    return LABELS.get((field, value), value)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("mandate", "passages with “mandate”"),
        (
            'mandate "the exact words" year:2019..2024',
            "passages with all of: “mandate” and the exact phrase “the exact words”, from 2019 to 2024",
        ),
        ("police OR military", "passages with any of: “police” or “military”"),
        ("a b (c OR d)", "passages with all of: “a”, “b” and (“c” or “d”)"),
        ("a -b -status:planned", "passages with “a”; excluding “b”; excluding passages in papers on what was planned"),
        ("-a", "all passages; excluding “a”"),
        ("person:samuel-ro", "all passages by or with Samuel Ro"),
        (
            "kind:concept_note year:undated",
            "all passages in papers of the kind “Concept note”, from meetings without a date",
        ),
        ("year:2019 OR year:2021", "all passages from 2019 or from 2021"),
        ("date:2024-05..", "all passages since May 2024"),
        ("date:..2019-12-12", "all passages until 12 December 2019"),
        ("date:2019-12", "all passages from December 2019"),
        ('"a b"~1', "passages with the words “a b” in any order with at most 1 other word between them"),
        ('"a b"~0', "passages with the words “a b” in any order with no other word between them"),
        ("a NEAR/5 (b OR c)", "passages with “a” within 5 words of (“b” or “c”)"),
        (
            "peace* a~ b~1",
            "passages with all of: a word like “peace*”, a word spelt like “a” "
            "and a word spelt like “b” with up to 1 letter different",
        ),
        ("NOT (a year:2019)", "all passages; excluding (“a” and passages from 2019)"),
        ("a OR (b c)", "passages with any of: “a” or (“b” and “c”)"),
    ],
)  # fmt: skip
def test_queries_in_words(typed: str, sentence: str) -> None:
    """A query is described in one sentence: the words of the passages, their papers, and what they lack."""
    assert in_words(parse(typed).node, label).sentence() == sentence


def test_of_a_great_many_values_the_first_are_said() -> None:
    """A number of a session can mean one in each of many meetings: the first are named, and the others counted."""
    node = disjunction([Field("session", f"m{number}/3") for number in range(MAX_ALTERNATIVES + 1_234)])
    sentence = in_words(node, label).sentence()
    assert f"m{MAX_ALTERNATIVES - 1}/3" in sentence
    assert f"m{MAX_ALTERNATIVES}/3" not in sentence
    assert sentence.endswith("or 1,234 more")


def test_nothing_typed_is_everything() -> None:
    """No query means all passages."""
    assert in_words(None, label).sentence() == "all passages"


@given(NODES)
def test_every_tree_can_be_described(node: Node) -> None:
    """Every tree that a text is parsed to can be described in one line."""
    sentence = in_words(node, label).sentence()
    assert sentence.startswith(("passages", "all passages"))
    assert "\n" not in sentence
