"""Counts per passage how often a term node matches: as a term, a phrase, a sloppy phrase or a NEAR match.

It handles one field at a time. `engine/whoosh/scorer` decides what a count is worth.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from indexer.engine.character_pairs import pair_of
from indexer.engine.positions import WordSpan, count_near, phrase_spans, phrase_starts, sloppy_spans
from indexer.engine.term_dictionary import TermDictionary
from indexer.query.matching import Slot, slots
from indexer.query.tree import Near, Node, Or, SloppyPhrase, Term, TermNode
from indexer.text.analysis import terms_in

from .postings import POSITION_SIZE, PackedPositions, PostingLists, unpack_positions
from .writer import pairs_field


class PositionMatcher:
    """Finds the matches of term nodes in one index; safe to use from many threads."""

    def __init__(self, lists: PostingLists, dictionary: TermDictionary) -> None:
        self._lists = lists
        self._dictionary = dictionary

    def match_bytes(self, field: str, node: TermNode, other: float = 1.0) -> Mapping[int, float]:
        """Return for each passage the matches of a term node in a field, measured in bytes of positions.

        For a single word, a match of a form that was not typed counts `other`.
        """
        if isinstance(node, Near):
            counts: Mapping[int, int] = self._near(field, node)
        else:
            row = slots(node)
            if len(row) == 1:
                return self._single(field, node, row[0], other)
            if pair := pair_of(row):
                return {**self._lists.position_bytes(pairs_field(field), [pair])}
            counts = self._sloppy(field, node) if isinstance(node, SloppyPhrase) else self._phrase(field, row)
        return {number: count * POSITION_SIZE for number, count in counts.items() if count}

    def _single(self, field: str, node: TermNode, slot: Slot, other: float) -> Mapping[int, float]:
        typed_terms = terms_in(node.text) if isinstance(node, Term) else ()
        matched, _, only_in = self._dictionary.matches(slot)
        as_typed = [form for form in matched if form in typed_terms] or matched
        sizes: dict[int, float] = {**self._lists.position_bytes(field, as_typed, only_in)}
        other_forms = [form for form in matched if form not in as_typed]
        for number, size in self._lists.position_bytes(field, other_forms, only_in).items() if other_forms else ():
            sizes[number] = sizes.get(number, 0) + other * size
        return sizes

    def _phrase(self, field: str, node_slots: Sequence[Slot]) -> dict[int, int]:
        common, rows = self._positions(field, node_slots, None)
        return {
            number: len(phrase_starts([unpack_positions(rows[slot][number]) for slot in node_slots]))
            for number in common
        }

    def _sloppy(self, field: str, node: SloppyPhrase) -> dict[int, int]:
        node_slots = slots(node)
        words = [slot.text for slot in node_slots]
        common, rows = self._positions(field, node_slots, None)
        return {
            number: len(
                sloppy_spans(words, {slot.text: unpack_positions(rows[slot][number]) for slot in rows}, node.slop)
            )
            for number in common
        }

    def _near(self, field: str, node: Near) -> dict[int, int]:
        groups: list[dict[int, list[WordSpan]]] = []
        common: list[int] | None = None
        for part in node.parts:
            groups.append(self._spans(field, part, common))
            common = sorted(groups[-1]) if common is None else [number for number in common if number in groups[-1]]
        return {number: count_near([group[number] for group in groups], node.distances) for number in common or ()}

    def _spans(self, field: str, node: Node, among: list[int] | None) -> dict[int, list[WordSpan]]:
        """Return the spans of a word, a phrase, or an OR of such, for each passage that has any."""
        spans_by_passage: dict[int, list[WordSpan]] = {}
        if isinstance(node, Or):
            for part in node.parts:
                for number, part_spans in self._spans(field, part, among).items():
                    spans_by_passage[number] = sorted({*spans_by_passage.get(number, ()), *part_spans})
            return spans_by_passage
        node_slots = slots(node)
        common, rows = self._positions(field, node_slots, among)
        for number in common:
            if spans := phrase_spans([unpack_positions(rows[slot][number]) for slot in node_slots]):
                spans_by_passage[number] = spans
        return spans_by_passage

    def _positions(
        self, field: str, node_slots: Sequence[Slot], among: list[int] | None
    ) -> tuple[Sequence[int], dict[Slot, PackedPositions]]:
        """Return the positions of every slot and the passages that have all slots; rare slots are read first."""
        matched = {slot: self._dictionary.matches(slot) for slot in node_slots}
        frequency = {slot: self._lists.doc_frequency(field, terms.forms) for slot, terms in matched.items()}
        rows: dict[Slot, PackedPositions] = {}
        common = among
        for slot in sorted(matched, key=frequency.__getitem__):
            rows[slot] = self._lists.positions(field, matched[slot].forms, common, matched[slot].only_in)
            common = sorted(rows[slot]) if common is None else [number for number in common if number in rows[slot]]
        return common or (), rows
