"""The grammar: what is typed, what is understood, and what is said about it."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indexer.engine.matching import Slot, slots
from indexer.engine.query import (
    MAX_DEPTH,
    MAX_LENGTH,
    MAX_TERMS,
    And,
    Node,
    Not,
    Or,
    Phrase,
    Word,
    canonical,
    parse,
    wanted,
)
from indexer.engine.tree import both, either, opposite

A, B, C = Word("a"), Word("b"), Word("c")


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("a", A),
        ("a b", And((A, B))),
        ("a AND b", And((A, B))),
        ("a OR b", Or((A, B))),
        ("a b OR c", Or((And((A, B)), C))),
        ("a (b OR c)", And((A, Or((B, C))))),
        ("a NOT b", And((A, Not(B)))),
        ("a -b", And((A, Not(B)))),
        ("a \u2212b", And((A, Not(B)))),
        ("a -(b c)", And((A, Not(And((B, C)))))),
        ("NOT(a b)", Not(And((A, B)))),
        ('a -"b c"', And((A, Not(Phrase("b c"))))),
        ("a or not b", And((A, Word("or"), Word("not"), B))),
        ('"a  b"', Phrase("a b")),
        ("\u201ca b\u201d", Phrase("a b")),
        ("\u201ea b\u201c", Phrase("a b")),
        ("«a b»", Phrase("a b")),
        ("»a b«", Phrase("a b")),
        ("(a, b; c!)", And((A, B, C))),
        ("a - b -> c", And((A, B, C))),
        ("a a a", A),
        ("a (b (c))", And((A, B, C))),
        ("NOT NOT a", Not(A)),
        ("NOT (NOT a)", A),
        ("people-centered S/RES/2719.", And((Word("people-centered"), Word("S/RES/2719")))),
        ("State(s) a", And((Word("State-s"), A))),
        ("women\u2019s", Word("women")),
        ("a & b", And((A, B))),
        ("a AND & b", And((A, B))),
        ("a NOT ?! b", And((A, B))),
        ("AND, b", And((Word("and"), B))),
    ],
)
def test_grammar(typed: str, understood: Node) -> None:
    """Words are all wanted; OR binds loosest; capitals make operators; every double quotation mark quotes."""
    parsed = parse(typed)
    assert parsed.node == understood
    assert parsed.searchable


@pytest.mark.parametrize(
    ("typed", "understood", "said"),
    [
        ('a "b c', And((A, Phrase("b c"))), "quotation mark is not closed"),
        ("a (b OR c", And((A, Or((B, C)))), "bracket is not closed"),
        ("a) b", And((A, B)), "closing bracket has no opening one"),
        ("a () b", And((A, B)), "Empty brackets"),
        ("a AND", A, "\u201cAND\u201d has nothing"),
        ("OR a", A, "\u201cOR\u201d has nothing"),
        ("a OR OR b", Or((A, B)), "\u201cOR\u201d has nothing"),
        ("a AND OR b", Or((A, B)), "\u201cAND\u201d has nothing"),
        ("a NOT", A, "\u201cNOT\u201d has nothing"),
        ("(a OR) b", And((A, B)), "\u201cOR\u201d has nothing"),
        ("-a", Not(A), "only says what to leave out"),
        ("-a -b", And((Not(A), Not(B))), "only says what to leave out"),
    ],
)
def test_malformed_queries_are_read_and_explained(typed: str, understood: Node, said: str) -> None:
    """A malformed query is read the nearest sensible way and a notice says how."""
    parsed = parse(typed)
    assert parsed.node == understood
    assert any(said in notice for notice in parsed.notices)


def test_well_formed_queries_need_no_notice() -> None:
    """Nothing is said about a query that was read as typed."""
    assert parse('a "b c" -(d OR e) State(s) x-y').notices == ()


@pytest.mark.parametrize("typed", ["", "   ", "\n\t"])
def test_nothing_typed(typed: str) -> None:
    """Nothing typed asks for everything and needs no notice."""
    parsed = parse(typed)
    assert (parsed.node, parsed.notices, parsed.searchable) == (None, (), True)


@pytest.mark.parametrize("typed", ["?!", "()", '""', "NOT", "AND OR", "-", "\u2014 \u2026"])
def test_nothing_searchable(typed: str) -> None:
    """A query without a word is told from an empty one, and the notice repeats it."""
    parsed = parse(typed)
    assert parsed.node is None
    assert not parsed.searchable
    assert parsed.notices == (f"There is no word to search for in \u201c{typed}\u201d. Type a word or a number.",)


def test_long_queries_are_cut_between_words() -> None:
    """A query that is too long is cut at the end of a word, and the notice names both numbers."""
    typed = " ".join(["peacekeeping"] * 800)
    parsed = parse(typed)
    assert len(parsed.text) <= MAX_LENGTH
    assert parsed.text.endswith("peacekeeping")
    assert "2,000" in parsed.notices[0]
    assert f"{len(typed):,}" in parsed.notices[0]
    assert len(parse("x" * 10_000).text) == MAX_LENGTH


def test_deep_brackets_are_read_over() -> None:
    """Brackets up to the limit count; deeper ones are read over with a notice, and none of it is slow or deep."""
    ok = "(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH
    assert parse(ok).notices == ()
    parsed = parse("b OR " + "(" * 900 + "a" + ")" * 900)
    assert parsed.node == Or((B, A))
    assert f"{MAX_DEPTH} deep" in parsed.notices[0]


def test_only_so_many_terms_are_read() -> None:
    """Words beyond the limit are left out with a notice."""
    parsed = parse(" ".join(f"w{number}" for number in range(MAX_TERMS + 50)))
    assert len(list(wanted(parsed.node))) == MAX_TERMS
    assert str(MAX_TERMS) in parsed.notices[0]


SYMBOLS = st.sampled_from(
    ["a", "b-c", "AND", "OR", "NOT", "-", "(", ")", '"', "\u201c", "»", " ", "'s", "(s)", "?", "é", "维和"]
)


@given(st.one_of(st.text(), st.lists(SYMBOLS, max_size=40).map("".join)))
@example("(" * 2000)
@example("a(" * 1000)
@example('"' * 2000)
@example("NOT " * 500)
@example("a\ud800b")
def test_any_text_can_be_parsed_and_written_out(typed: str) -> None:
    """No text makes the parser raise, and what it understood, written out, is understood the same."""
    node = parse(typed).node
    if node is not None:
        again = parse(canonical(node))
        assert again.node == node
        assert all("only says" in notice for notice in again.notices)


LEAVES = st.one_of(
    st.sampled_from(["a", "peace", "b-c", "S/RES/2719", "维"]).map(Word),
    st.sampled_from(["a", "women peace", "the of"]).map(Phrase),
)
NODES: st.SearchStrategy[Node] = st.recursive(
    LEAVES,
    lambda parts: st.one_of(
        st.lists(parts, min_size=1, max_size=4).map(both),
        st.lists(parts, min_size=1, max_size=4).map(either),
        parts.map(opposite),
    ),
    max_leaves=20,
)


@given(NODES)
def test_canonical_text_round_trip(node: Node) -> None:
    """Every tree, written out and parsed, is itself."""
    assert parse(canonical(node)).node == node


def test_what_is_negated_is_not_wanted() -> None:
    """The wanted words are those that a hit may hold, each once, in the order typed."""
    node = parse('b "x y" (a OR -c) b NOT (d e)').node
    assert list(wanted(node)) == [B, Phrase("x y"), A]


def test_a_word_with_a_hyphen_is_a_row_of_stems() -> None:
    """A typed word of several parts looks for their stems side by side; a phrase looks for exact forms."""
    assert slots(Word("people-centered")) == (Slot("stem", "peopl"), Slot("stem", "center"))
    assert slots(Phrase("people-centered")) == (Slot("form", "people"), Slot("form", "centered"))
