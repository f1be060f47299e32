"""Random query trees with everything that the grammar has, over the words and values of a small corpus."""

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
    """Make ranges of time with ordered ends; not both ends open, and not a single year."""
    pairs = st.tuples(st.sampled_from(ends), st.sampled_from(ends))
    good = pairs.filter(lambda pair: any(pair) and (pair[0] <= pair[1] or not pair[1]))
    return good.filter(lambda pair: name == "date" or pair[0] != pair[1]).map(lambda pair: Range(name, *pair))  # type: ignore[arg-type]  # names of fields


def text_leaves(words: Sequence[str]) -> st.SearchStrategy[Node]:
    """Make words, phrases, wildcards and fuzzy words."""
    word = st.sampled_from([letters for letters in words if letters.isalnum()])
    cut = st.tuples(word.filter(lambda letters: letters < "\u2e80"), st.integers(0, 4), st.sampled_from("*?"))
    pattern = cut.map(lambda letters: letters[0][: letters[1]] + letters[2] + letters[0][letters[1] + 1 :]).filter(
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
    """Make sloppy phrases of two or more words."""
    rows = st.lists(st.sampled_from(words), min_size=2, max_size=3).map(" ".join)
    return st.builds(SloppyPhrase, rows, st.integers(0, 6))


@st.composite
def nears(draw: st.DrawFn, words: Sequence[str]) -> Node:
    """Make NEAR nodes of two or three parts, each a leaf or an OR of leaves."""
    leaf = text_leaves(words)
    choice = st.lists(leaf, min_size=2, max_size=3, unique=True).map(lambda parts: Or(tuple(parts)))
    parts = draw(st.lists(st.one_of(leaf, choice), min_size=2, max_size=3))
    distances = draw(st.lists(st.integers(0, 5), min_size=len(parts) - 1, max_size=len(parts) - 1))
    return Near(tuple(parts), tuple(distances))


def any_leaf(words: Sequence[str], fields: Sequence[Field]) -> st.SearchStrategy[Node]:
    """Make every node without parts, over these words and fields."""
    return st.one_of(
        text_leaves(words),
        sloppy_phrases(words),
        nears(words),
        st.sampled_from(fields),
        ranges("year", YEARS),
        ranges("date", DAYS),
    )


def trees(ends: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    """Make trees of any shape over these leaves, including shapes that no text is parsed to."""
    return st.recursive(
        ends,
        lambda parts: st.one_of(
            st.lists(parts, min_size=2, max_size=3).map(lambda nodes: And(tuple(nodes))),
            st.lists(parts, min_size=2, max_size=3).map(lambda nodes: Or(tuple(nodes))),
            parts.map(Not),
        ),
        max_leaves=6,
    )


def parsed_trees(ends: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    """Make trees over these leaves in the shapes that texts are parsed to."""
    return st.recursive(
        ends,
        lambda parts: st.one_of(
            st.lists(parts, min_size=1, max_size=4).map(conjunction),
            st.lists(parts, min_size=1, max_size=4).map(disjunction),
            parts.map(negate),
        ),
        max_leaves=20,
    )
