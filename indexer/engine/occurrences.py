"""Where a term node of the query tree occurs in one text; independent of any engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain
from typing import NamedTuple

from indexer.query.matching import Slot, form_predicate, slots
from indexer.query.tree import Near, Node, Or, SloppyPhrase, TermNode
from indexer.text.analysis import tokens
from indexer.text.stemming import DEFAULT_LANGUAGE, analysis_language, stem_in

from .budget import IN_PYTHON, current_budget
from .positions import WordSpan, near_spans, phrase_spans, sloppy_spans

MAX_CACHED_LENGTH = 5_000
"""Characters of the longest text whose positions are cached."""
CACHED_TEXTS = 512
"""Texts cached: those of the passages of a page and of what stands around them."""


class TextPositions:
    """The terms of one text with their positions, looked up by term and by stem."""

    def __init__(self, forms: Sequence[str], language: str = DEFAULT_LANGUAGE) -> None:
        """Take the terms in order, and the analysis language of the text."""
        self._positions = _by_term(forms)
        self._language = language

    @cached_property
    def _stems(self) -> Mapping[str, list[int]]:
        language, merged = self._language, dict[str, list[int]]()
        for form, positions in self._positions.items():
            stem = stem_in(form, language)
            known = merged.get(stem)
            merged[stem] = positions if known is None else sorted(known + positions)
        return merged

    def positions(self, slot: Slot) -> list[int]:
        """Return the positions of the terms that match a slot, in ascending order."""
        if slot.kind == "form":
            return self._positions.get(slot.text, [])
        if slot.kind == "stem":
            return self._stems.get(stem_in(slot.text, self._language), [])
        is_match = form_predicate(slot, self._language)
        return sorted(
            position for form, positions in self._positions.items() if is_match(form) for position in positions
        )


class TokenisedText(NamedTuple):
    """A text cut once: where each token begins and ends in it, and its positions by term."""

    offsets: tuple[tuple[int, int], ...]
    positions: TextPositions


def tokenised(text: str, language: str | None) -> TokenisedText:
    """Return a text in a language (a BCP 47 tag, None where it is not known) cut into tokens.

    A page asks for the words of the same texts several times: for its snippets, its reasons and its marks.
    """
    return (_cached if len(text) <= MAX_CACHED_LENGTH else _tokenised)(text, analysis_language(language))


def _tokenised(text: str, language: str) -> TokenisedText:
    words = list(tokens(text))
    return TokenisedText(
        tuple((word.start, word.end) for word in words), TextPositions([word.text for word in words], language)
    )


_cached = lru_cache(maxsize=CACHED_TEXTS)(_tokenised)


def _by_term(forms: Sequence[str]) -> dict[str, list[int]]:
    positions_of: dict[str, list[int]] = {}
    for position, form in enumerate(forms):
        positions_of.setdefault(form, []).append(position)
    return positions_of


def occurrences(text: TextPositions, node: TermNode) -> list[WordSpan]:
    """Return the spans of positions that a term node matches; of a sloppy phrase, each word as a span of its own."""
    match node:
        case SloppyPhrase(_, slop):
            sloppy_slots = slots(node)
            positions = {slot.text: text.positions(slot) for slot in sloppy_slots}
            inside = sloppy_spans([slot.text for slot in sloppy_slots], positions, slop)
            all_positions = (position for word_positions in positions.values() for position in word_positions)
            return [
                (position, position + 1)
                for position in all_positions
                if any(start <= position < end for start, end in inside)
            ]
        case Near(parts, distances):
            groups = [_spans(text, part) for part in parts]
            affordable = current_budget().spend(IN_PYTHON * sum(map(len, groups)))
            return list(chain.from_iterable(near_spans(groups, distances))) if affordable else []
        case _:
            return _spans(text, node)


def _spans(text: TextPositions, node: Node) -> list[WordSpan]:
    """Return the spans of a word, a phrase, or an OR of such."""
    if isinstance(node, Or):
        return sorted({span for part in node.parts for span in _spans(text, part)})
    node_slots = slots(node)
    if len(node_slots) == 1:
        return [(position, position + 1) for position in text.positions(node_slots[0])]
    return phrase_spans([text.positions(slot) for slot in node_slots])
