"""Relaxes a query: beside the passages with all of its words it also finds those with most of them.

A part that is not a plain word (a phrase, a field, NOT), or that an operator requires, still holds as typed. The engine
scores the hits as usual and tells which of them have all words.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from indexer.text.analysis import stemmed_terms, terms_in

from .tree import (
    And,
    Expanded,
    Field,
    Fuzzy,
    MinShouldMatch,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Range,
    SloppyPhrase,
    Term,
    Wildcard,
    disjunction,
    word_count,
    words_within,
)

MATCH_SHARES: tuple[tuple[int, float], ...] = ((3, 0.25), (15, 0.12), (30, 0.07), (100, 0.03))
"""The share of a query's words, weighed by how rare they are, that a passage must have, for queries of up to so many
words. The largest at which about as many right passages are among the first hundred as with any share; the source of
this and of the other constants is `benchmarks/relevance/NOTES.md`."""
LEAST_SHARE = 0.02
"""That share for longer queries."""
MAX_STRICT_QUOTES = 30
"""The most words of a query in which what is in quotation marks must be there; a longer one is prose that quotes."""
COMPLETE_FIRST_WORDS = 3
"""The most words of a query that ranks passages with all of its words before all others."""


def relax(node: Node | None, typed: str = "", required: Collection[Node] = ()) -> Node | None:
    """Return a tree that finds passages with most of the words of another; None where there is nothing to relax.

    The words are those that stand side by side at the top, or in one alternative of a top-level OR. `required` are
    words that must be there all the same. A word counts as often as it occurs in `typed`; words that form one meaning
    count by their number.
    """
    if isinstance(node, Or):
        alternatives = tuple(_relaxed(part, typed, required) or part for part in node.parts)
        return Or(alternatives) if alternatives != node.parts else None
    return _relaxed(node, typed, required) if node else None


def relaxed_parts(node: Node | None) -> tuple[Node, ...]:
    """Return the parts of a relaxed tree that a passage may lack, each once, in order."""
    match node:
        case MinShouldMatch(parts):
            return tuple(dict.fromkeys(parts))
        case And(parts):
            return tuple(dict.fromkeys(inner for part in parts for inner in relaxed_parts(part)))
        case Expanded(part, _):
            return relaxed_parts(part)
        case _:
            return ()


def with_any_part(relaxed: Node) -> Node | None:
    """Return the tree that also finds what a relaxed one leaves out, having too little of its words; None for nothing.

    It asks for any of the parts of which the relaxed tree asks for a share.
    """
    match relaxed:
        case MinShouldMatch(parts, share) if share:
            return disjunction(list(parts))
        case Or(parts):
            wider = [with_any_part(part) for part in parts]
            return (
                disjunction([any_part or part for any_part, part in zip(wider, parts, strict=True)])
                if any(wider)
                else None
            )
        case Expanded(part, _):
            return with_any_part(part)
        case _:
            return None


def match_share(words: int) -> float:
    """Return the share of so many words that a passage must have."""
    return next((share for most, share in MATCH_SHARES if words <= most), LEAST_SHARE)


def _relaxed(node: Node, typed: str, required: Collection[Node]) -> Node | None:
    if isinstance(node, Expanded) and isinstance(node.part, And):  # the query is a single name
        part = _relaxed(node.part, typed, required)
        return replace(node, part=part) if part else None
    if not isinstance(node, And):
        return None
    kinds = Term | Expanded | Wildcard | Fuzzy
    if sum(map(_text_words, node.parts)) > MAX_STRICT_QUOTES:
        kinds |= Phrase
    words = [part for part in node.parts if isinstance(part, kinds) and not _is_required(part, required)]
    others = [part for part in node.parts if part not in words]
    others_total = sum(map(_text_words, others))
    if len(words) + others_total < 2 or not words:
        return None
    weighted = _repeated(words, typed)
    total = sum(map(word_count, set(weighted))) + others_total
    share = 0.0 if others_total else match_share(total)  # what holds as typed is already most of what tells
    relaxed = MinShouldMatch(weighted, share, node.asks_for_people, total <= COMPLETE_FIRST_WORDS)
    return And((*others, relaxed)) if others else relaxed


def _is_required(part: Node, required: Collection[Node]) -> bool:
    if not required:
        return False
    words = words_within(part) or (part.part if isinstance(part, Expanded) else part,)
    return any(word in required for word in words)


def _text_words(part: Node) -> int:
    """Return the number of words of a part that holds as typed; a field has none, and alternatives count as one."""
    match part:
        case Phrase(text) | SloppyPhrase(text, _):
            return len(terms_in(text))
        case And(parts) | Near(parts, _):
            return sum(map(_text_words, parts))
        case Or(parts):
            return min(map(_text_words, parts))
        case Not() | Field() | Range():
            return 0
        case _:
            return word_count(part)


def _repeated(parts: Sequence[Node], typed: str) -> tuple[Node, ...]:
    """Return the parts in the order in which they were typed, each as often as any form of its first word was.

    Of two words with one stem only the first is kept.
    """
    by_stems = {stems: part for part in reversed(parts) if (stems := stemmed_terms(_first_word(part)))}
    lengths, typed_stems = sorted(set(map(len, by_stems))), stemmed_terms(typed)
    rows = (typed_stems[start : start + length] for start in range(len(typed_stems)) for length in lengths)
    in_order = [by_stems[row] for row in rows if row in by_stems]
    kept = {stemmed_terms(part.text) for part in in_order if isinstance(part, Term)}
    others = (part for part in parts if not (isinstance(part, Term) and stemmed_terms(part.text) in kept))
    return (*in_order, *(part for part in others if part not in in_order))


def _first_word(part: Node) -> str:
    """Return the first word of a part."""
    match part:
        case Term(text) | Phrase(text) | Wildcard(text) | Fuzzy(text):
            return text
        case Expanded(inner):
            return _first_word(inner)
        case And((first, *_)):
            return _first_word(first)
        case _:
            return ""
