"""Which words of a query are names in capitals: `US` is typed otherwise than `us`, and means something else.

How passages with a name come first is the engine's job.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from indexer.text.analysis import terms_in

from .tree import Node, Term, map_parts, positive_terms


def mark_names(node: Node, is_name: Callable[[str], bool]) -> Node:
    """Return a tree whose words in capitals are marked as names; `is_name` says where the corpus tells them apart.

    In a query of several words that are all in capitals, capitals say nothing.
    """
    typed = (term.text for term in positive_terms(node) if isinstance(term, Term))
    words = [word for word in typed if any(map(str.isalpha, word))]
    if len(words) > 1 and all(map(str.isupper, words)):
        return node
    return _mark(node, is_name)


def names_in(node: Node | None) -> Iterator[str]:
    """Yield the names of a tree, as typed."""
    for term in positive_terms(node):
        if isinstance(term, Term) and term.is_name:
            yield term.text


def _mark(node: Node, is_name: Callable[[str], bool]) -> Node:
    if isinstance(node, Term):
        return replace(node, is_name=True) if in_capitals(node.text) and is_name(*terms_in(node.text)) else node
    return map_parts(node, lambda part: _mark(part, is_name))


def in_capitals(word: str) -> bool:
    """Return whether a word of one part, with two letters or more, is in capitals."""
    return word.isupper() and sum(map(str.isalpha, word)) > 1 and len(terms_in(word)) == 1
