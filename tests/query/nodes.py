"""Trees at random, of all that the grammar has, over the words and values of a small corpus."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from indexer.query.tree import (
    And,
    Field,
    Fuzzy,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Range,
    SloppyPhrase,
    Term,
    Wildcard,
    conjunction,
    disjunction,
    negate,
)

DAYS = ("", "2019", "2019-12", "2019-12-12", "2024-12-11", "2025", "2025-04-16", "2026-01")
YEARS = ("", "2019", "2020", "2024", "2025")


def ranges(name: str, ends: Sequence[str]) -> st.SearchStrategy[Range]:
    """Make stretches of time, first end first; neither both ends open nor one year alone."""
    pairs = st.tuples(st.sampled_from(ends), st.sampled_from(ends))
    good = pairs.filter(lambda pair: any(pair) and (pair[0] <= pair[1] or not pair[1]))
    return good.filter(lambda pair: name == "date" or pair[0] != pair[1]).map(lambda pair: Range(name, *pair))  # type: ignore[arg-type]  # names of fields


def text_leaves(words: Sequence[str]) -> st.SearchStrategy[Node]:
    """Make words, phrases, patterns, words with slips."""
    word = st.sampled_from([one for one in words if one.isalnum()])
    cut = st.tuples(word.filter(lambda one: one < "\u2e80"), st.integers(0, 4), st.sampled_from("*?"))
    pattern = cut.map(lambda one: one[0][: one[1]] + one[2] + one[0][one[1] + 1 :]).filter(
        lambda text: len(text) > 1 and not text.endswith("?")
    )
    rows = st.lists(st.sampled_from(words), min_size=1, max_size=3).map(" ".join)
    return st.one_of(
        st.sampled_from(words).map(lambda text: Term(text.replace(" ", "-"))),
        rows.map(Phrase),
        pattern.map(Wildcard),
        st.builds(Fuzzy, word, st.sampled_from([None, 1, 2])),
    )


def sloppy_phrases(words: Sequence[str]) -> st.SearchStrategy[Node]:
    """Make phrases of two or more words that need not touch."""
    rows = st.lists(st.sampled_from(words), min_size=2, max_size=3).map(" ".join)
    return st.builds(SloppyPhrase, rows, st.integers(0, 6))


@st.composite
def nears(draw: st.DrawFn, words: Sequence[str]) -> Node:
    """Make parts near one another, choices among them."""
    some = text_leaves(words)
    choice = st.lists(some, min_size=2, max_size=3, unique=True).map(lambda parts: Or(tuple(parts)))
    parts = draw(st.lists(st.one_of(some, choice), min_size=2, max_size=3))
    others = draw(st.lists(st.integers(0, 5), min_size=len(parts) - 1, max_size=len(parts) - 1))
    return Near(tuple(parts), tuple(others))


def any_leaf(words: Sequence[str], fields: Sequence[Field]) -> st.SearchStrategy[Node]:
    """Make all that a tree has at its ends."""
    return st.one_of(
        text_leaves(words),
        sloppy_phrases(words),
        nears(words),
        st.sampled_from(fields),
        ranges("year", YEARS),
        ranges("date", DAYS),
    )


def trees(ends: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    """Nest what stands at the ends in any way, also in ways that no text is read as."""
    return st.recursive(
        ends,
        lambda parts: st.one_of(
            st.lists(parts, min_size=2, max_size=3).map(lambda some: And(tuple(some))),
            st.lists(parts, min_size=2, max_size=3).map(lambda some: Or(tuple(some))),
            parts.map(Not),
        ),
        max_leaves=6,
    )


def parsed_trees(ends: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    """Nest what stands at the ends in the ways that texts are read as."""
    return st.recursive(
        ends,
        lambda parts: st.one_of(
            st.lists(parts, min_size=1, max_size=4).map(conjunction),
            st.lists(parts, min_size=1, max_size=4).map(disjunction),
            parts.map(negate),
        ),
        max_leaves=20,
    )
