"""Splits runs of letters without spaces, as Chinese and Japanese are written, into overlapping pairs of characters.

The index has each character and each pair as a term (`engine/character_pairs`). A pair counts as a word of its own, so
that a sentence typed without spaces is relaxed as one with spaces is. A run within quotation marks, a part of NEAR and
what is below NOT stay one row of characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from indexer.text.analysis import Token, is_unspaced, tokens

from .tree import And, Expanded, Node, Or, Term, conjunction, map_parts

MIN_SPLIT = 3
"""Characters of the shortest run that is split: one of two characters is a pair itself."""


def split_runs(node: Node) -> Node:
    """Return a tree in which each word with a run of characters is its pairs and its other words."""
    match node:
        case And(parts):
            split = [split_runs(part) for part in parts]
            joined = conjunction(split)
            return And(joined.parts, node.asks_for_people) if isinstance(joined, And) else joined
        case Or() | Expanded():
            return map_parts(node, split_runs)
        case Term(text):
            pieces = list(_pieces(text))
            return conjunction([Term(piece) for piece in pieces]) if len(pieces) > 1 else node
        case _:
            return node


def _pieces(text: str) -> Iterator[str]:
    """Yield the pairs of each run of characters in a word, and what stands between the runs; the word when it has none.

    In a word with a run, what has spaces or signs around it is a word of its own too.
    """
    words = tuple(tokens(text))
    if sum(is_unspaced(word.text) for word in words) < MIN_SPLIT:
        yield text
        return
    for run in _runs(words):
        if len(run) < MIN_SPLIT or not is_unspaced(run[0].text):
            yield text[run[0].start : run[-1].end]
        else:
            yield from (text[left.start : right.end] for left, right in pairwise(run))


def _runs(words: tuple[Token, ...]) -> Iterator[list[Token]]:
    """Yield the longest rows of characters that stand side by side, and each other word."""
    run: list[Token] = []
    for word in words:
        if run and not (is_unspaced(word.text) and is_unspaced(run[-1].text) and word.start == run[-1].end):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def pair_chains(nodes: Iterable[Node]) -> Iterator[list[Node]]:
    """Yield rows of nodes in which each pair of characters begins with the last character of the one before."""
    chain: list[Node] = []
    for node in nodes:
        if chain and not _overlap(chain[-1], node):
            yield chain
            chain = []
        chain.append(node)
    if chain:
        yield chain


def join_pairs(chain: Sequence[Node]) -> Node:
    """Return the run of characters that a row of overlapping pairs stands for; a single node stays as it is."""
    first, *others = chain
    if not isinstance(first, Term) or not others:
        return first
    return Term(first.text + "".join(_characters(node)[-1] for node in others))


def _overlap(left: Node, right: Node) -> bool:
    before, after = _characters(left), _characters(right)
    return len(before) == len(after) == 2 and before[1] == after[0]


def _characters(node: Node) -> tuple[str, ...]:
    """Return the characters of a pair as typed; none of any other node."""
    words = tuple(tokens(node.text)) if isinstance(node, Term) else ()
    if not isinstance(node, Term) or not all(is_unspaced(word.text) for word in words):
        return ()
    return tuple(node.text[word.start : word.end] for word in words)
