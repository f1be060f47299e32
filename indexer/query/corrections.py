"""Chooses the correction of a malformed query: the likely one, or one that finds something where that finds nothing.

What is wrong is found by `query/parser` and `query/fields`. Misspelt words are the job of `suggest/slips`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from indexer.text.analysis import terms_in

from .parser import MAX_QUERY_LENGTH, ParsedQuery, parse
from .printer import canonical
from .tree import And, Node, Not, Phrase, SloppyPhrase, Term, conjunction, map_parts


def with_useful_corrections(parsed: ParsedQuery, finds_something: Callable[[str], bool]) -> ParsedQuery:
    """Return a query whose problems offer a correction that finds something, where there is one.

    After the likely correction, its phrases are tried as separate words.
    """
    chosen = {
        suggestion: next(filter(finds_something, _candidates(suggestion)), suggestion)
        for suggestion in dict.fromkeys(problem.suggestion for problem in parsed.problems)
        if suggestion
    }
    problems = tuple(
        replace(problem, suggestion=problem.suggestion and chosen[problem.suggestion]) for problem in parsed.problems
    )
    return replace(parsed, problems=problems)


def _candidates(suggestion: str) -> Iterator[str]:
    """Yield a correction, then a wider one; both are queries without a problem."""
    yield suggestion
    node = parse(suggestion).node
    text = canonical(_words_apart(node)) if node else ""
    if 0 < len(text) <= MAX_QUERY_LENGTH and not parse(text).problems:
        yield text


def _words_apart(node: Node) -> Node:
    """Return a tree with the words of each phrase as separate words; leave what is negated unchanged."""
    match node:
        case Phrase(text) | SloppyPhrase(text, _):
            return conjunction([Term(form) for form in terms_in(text)])
        case Not():
            return node
        case And(parts):
            return conjunction([_words_apart(part) for part in parts])
        case _:
            return map_parts(node, _words_apart)
