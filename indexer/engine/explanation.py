"""Why a passage matched: which words of the query occur in it, in which forms, and where; independent of any engine.

It is computed only for passages that are shown, from their text alone, by the same rules as the highlighter.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from indexer.model import Passage
from indexer.query.character_runs import join_pairs, pair_chains
from indexer.query.printer import canonical
from indexer.query.relaxation import relaxed_parts
from indexer.query.results import MATCH_PLACES, MatchPlace, Reason, ReasonKind
from indexer.query.tree import (
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
    TermNode,
    Wildcard,
    words_within,
)
from indexer.query.variants import is_variant
from indexer.text.analysis import terms_in
from indexer.text.compounds import MIN_PART
from indexer.text.spellings import spelling_variants

from .fields import context_fields
from .occurrences import TextPositions, occurrences, tokenised
from .values.of_passage import mentions_and_own

_KINDS: Mapping[type[TermNode], ReasonKind] = {
    Term: "word",
    Phrase: "phrase",
    SloppyPhrase: "near",
    Near: "near",
    Wildcard: "pattern",
    Fuzzy: "fuzzy",
}


class ExplainedText(NamedTuple):
    """A text in or around a passage, tokenised once."""

    text: str
    spans: tuple[tuple[int, int], ...]
    positions: TextPositions


def explain(passage: Passage, node: Node | None) -> tuple[Reason, ...]:
    """Return what of a query occurs in a passage, each word with each place, in the order of the query."""
    language = passage.document.language
    texts: dict[MatchPlace, tuple[str, ...]] = {"text": (passage.text,), **context_fields(passage)}
    pieces = {
        place: [ExplainedText(text, *tokenised(text, language)) for text in dict.fromkeys(texts[place]) if text]
        for place in MATCH_PLACES
        if place in texts
    }
    parts = dict.fromkeys(_term_nodes_with_typed(node))  # a word may be typed many times
    reasons = dict.fromkeys(reason for part, typed in parts for reason in _reasons_of(passage, pieces, part, typed))
    for word in words_found_apart(node, reasons):
        reasons |= dict.fromkeys(_reasons_of(passage, pieces, word, canonical(word)))
    return tuple(reasons)


def words_found_apart(node: Node | None, reasons: Iterable[Reason]) -> tuple[Term, ...]:
    """Return the words of compounds that a passage lacks as a whole; each counts where most words are enough."""
    found_terms = {reason.typed for reason in reasons}
    alternatives = node.parts if isinstance(node, Or) else (node,)
    optional = (part for alternative in alternatives for part in relaxed_parts(alternative))
    lacking = (part for part in optional if canonical(part) not in found_terms and _is_compound(part))
    return tuple(dict.fromkeys(word for part in lacking for word in words_within(part) if isinstance(word, Term)))


def missing_terms(node: Node | None, reasons: Collection[Reason]) -> tuple[str, ...]:
    """Return the words for which there is no reason in a query of which most are enough; overlapping pairs as one.

    Of alternatives, that which lacks least counts.
    """
    found_terms = {reason.typed for reason in reasons}
    if isinstance(node, Or):
        possible = [part for part in node.parts if _is_met(part, found_terms)]
        return min((missing_terms(part, reasons) for part in possible), key=len, default=())
    if isinstance(node, Expanded) and canonical(node) in found_terms:
        return ()  # found by another name of the whole
    lacking: list[Node | None] = []
    for part in relaxed_parts(node):
        if found_terms.isdisjoint({canonical(part)}):
            words = words_within(part)
            missing_words = [word for word in words if found_terms.isdisjoint(_typed_in(word))]
            is_whole = not missing_words or (_is_compound(part) and len(missing_words) == len(words))
            lacking += [part] if is_whole else missing_words
        else:
            lacking.append(None)  # what is found between two missing pairs parts them
    chains = (chain for found, run in groupby(lacking, None.__eq__) for chain in pair_chains(filter(None, run)))
    return tuple(dict.fromkeys(canonical(join_pairs(chain)) for chain in chains))


def _is_met(part: Node, found_terms: set[str]) -> bool:
    """Return whether all that an alternative must have is found; no reason tells of a field, which counts as found."""
    strict = (inner for inner in (part.parts if isinstance(part, And) else (part,)) if not relaxed_parts(inner))
    return all(not typed or not found_terms.isdisjoint(typed) for typed in map(_typed_in, strict))


def _is_compound(part: Node) -> bool:
    """Return whether a part was typed as one word, with or without expansions."""
    return isinstance(part.part if isinstance(part, Expanded) else part, Term)


def _typed_in(part: Node) -> set[str]:
    """Return the typed words that reasons for a part name."""
    return {typed for _, typed in _term_nodes_with_typed(part)}


def _term_nodes_with_typed(node: Node | None, typed: str | None = None) -> Iterator[tuple[TermNode | Field, str]]:
    """Yield each term node that a hit may contain with what was typed for it; for an expansion, what it expands."""
    match node:
        case And(parts) | Or(parts) | MinShouldMatch(parts):
            for part in parts:
                yield from _term_nodes_with_typed(part, typed)
        case Expanded(part, alternatives):
            yield from _term_nodes_with_typed(part, typed)
            for other in alternatives:
                yield from _term_nodes_with_typed(other, canonical(part))
        case Field() if typed is not None:
            yield node, typed
        case Field() | Range() | Not() | None:
            return
        case node:
            yield node, typed or canonical(node)


def _reasons_of(
    passage: Passage, pieces: Mapping[MatchPlace, Sequence[ExplainedText]], node: TermNode | Field, typed: str
) -> Iterator[Reason]:
    """Yield a reason for each place in which a term node occurs."""
    if isinstance(node, Field):
        if node.name == "symbol" and node.value in mentions_and_own(passage):
            yield Reason(typed, (node.value,), "document", "text")
        if node.name == "meeting" and passage.meeting and passage.meeting.id == node.value:
            yield Reason(typed, (passage.meeting.title,), "meeting", "meeting")
        return
    expanded = canonical(node) != typed
    for place, texts in pieces.items():
        found_texts = dict.fromkeys(found for text in texts for found in _matched_texts(text, node))
        if found_texts:
            yield Reason(
                typed,
                tuple(found_texts),
                _expansion_kind(node, typed) if expanded else _match_kind(node, found_texts),
                place,
            )


def _matched_texts(piece: ExplainedText, node: TermNode) -> list[str]:
    text, spans, positions = piece
    return [text[spans[first][0] : spans[end - 1][1]] for first, end in occurrences(positions, node)]


def _expansion_kind(node: TermNode, typed: str) -> ReasonKind:
    """Return the kind of an expansion: a compound with the word, a spelling, another way of writing, or an acronym."""
    part = terms_in(typed)[0][:MIN_PART] if terms_in(typed) else ""
    if isinstance(node, Phrase) and len(terms_in(node.text)) == 1 and part and part in node.text[:-1]:
        return "compound"
    if isinstance(node, Term) and node.text in spelling_variants(typed):
        return "spelling"
    return "variant" if isinstance(node, Term | Phrase) and is_variant(typed, node.text) else "acronym"


def _match_kind(node: TermNode, found_texts: Iterable[str]) -> ReasonKind:
    """Return the kind of a match; a word that occurs only in other forms is a `form`."""
    if isinstance(node, Term) and all(terms_in(text) != terms_in(node.text) for text in found_texts):
        return "form"
    if isinstance(node, Term) and node.is_name and node.text in found_texts:
        return "capitals"
    return _KINDS[type(node)]
