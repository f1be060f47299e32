"""Why a passage was found: which words of the query stand in it, in which forms, and where. No engine is asked.

Worked out for passages that are shown, from their words alone, by the rules by which the highlighter finds them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from indexer.model import Passage
from indexer.query.printer import canonical
from indexer.query.results import MATCH_PLACES, MatchPlace, Reason, ReasonKind
from indexer.query.tree import (
    And,
    Expanded,
    Field,
    Fuzzy,
    Leaf,
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
)
from indexer.text.analysis import terms_in, tokens
from indexer.text.spellings import spelling_variants

from .fields import context_fields
from .occurrences import TextPositions, occurrences

_KINDS: Mapping[type[Leaf], ReasonKind] = {
    Term: "word",
    Phrase: "phrase",
    SloppyPhrase: "near",
    Near: "near",
    Wildcard: "pattern",
    Fuzzy: "fuzzy",
}


class ExplainedText(NamedTuple):
    """A text of a passage or around it, cut into words once."""

    place: MatchPlace
    text: str
    spans: tuple[tuple[int, int], ...]
    row: TextPositions


def explain(passage: Passage, node: Node | None) -> tuple[Reason, ...]:
    """Give what of a query stands in a passage, each word with each place in which it does, in the query's order."""
    pieces = [
        _piece(place, text)
        for place, texts in {"text": (passage.text,), **context_fields(passage)}.items()
        for text in dict.fromkeys(texts)
        if text
    ]
    found = (one for leaf, typed in _sought(node) for one in _reasons(passage, pieces, leaf, typed))
    return tuple(dict.fromkeys(found))


def missing_terms(node: Node | None, found: Iterable[Reason]) -> tuple[str, ...]:
    """Name the words of a query taken loosely for which there is no reason."""
    there = {one.typed for one in found}
    loose = [
        part for part in (node, *(node.parts if isinstance(node, And) else ())) if isinstance(part, MinShouldMatch)
    ]
    asked = dict.fromkeys(part for most in loose for part in most.parts)
    return tuple(canonical(part) for part in asked if there.isdisjoint(_names(part)))


def _names(part: Node) -> set[str]:
    """Give the words that reasons for a part name."""
    return {typed for _, typed in _sought(part)}


def _piece(place: MatchPlace, text: str) -> ExplainedText:
    words = list(tokens(text))
    return ExplainedText(
        place, text, tuple((word.start, word.end) for word in words), TextPositions([word.text for word in words])
    )


def _sought(node: Node | None, typed: str | None = None) -> Iterator[tuple[Leaf | Field, str]]:
    """Yield what a hit may hold and what was typed for it; of what only a widening asks, what it widens."""
    match node:
        case And(parts) | Or(parts) | MinShouldMatch(parts):
            for part in parts:
                yield from _sought(part, typed)
        case Expanded(part, others):
            yield from _sought(part, typed)
            for other in others:
                yield from _sought(other, canonical(part))
        case Field() if typed is not None:
            yield node, typed
        case Field() | Range() | Not() | None:
            return
        case leaf:
            yield leaf, typed or canonical(leaf)


def _reasons(passage: Passage, pieces: Iterable[ExplainedText], leaf: Leaf | Field, typed: str) -> Iterator[Reason]:
    """Yield a reason for each place in which a leaf stands."""
    if isinstance(leaf, Field):
        if leaf.value in passage.mentions:
            yield Reason(typed, (leaf.value,), "document", "text")
        return
    meant = canonical(leaf) != typed
    for place in MATCH_PLACES:
        shown = dict.fromkeys(text for piece in pieces if piece.place == place for text in _shown(piece, leaf))
        if shown:
            yield Reason(typed, tuple(shown), _meant(leaf, typed) if meant else _kind(leaf, shown), place)


def _shown(piece: ExplainedText, leaf: Leaf) -> Iterator[str]:
    for first, behind in occurrences(piece.row, leaf):
        yield piece.text[piece.spans[first][0] : piece.spans[behind - 1][1]]


def _meant(leaf: Leaf, typed: str) -> ReasonKind:
    """Tell another spelling of what was typed from a short or long form of it."""
    return "spelling" if isinstance(leaf, Term) and leaf.text in spelling_variants(typed) else "acronym"


def _kind(leaf: Leaf, shown: Iterable[str]) -> ReasonKind:
    """Tell a word that stands as typed from one that stands in other forms only."""
    if isinstance(leaf, Term) and all(terms_in(text) != terms_in(leaf.text) for text in shown):
        return "form"
    return _KINDS[type(leaf)]
