"""Counts in each passage where the words of a leaf stand as it asks: side by side, together, or near.

One field at a time; what a count is worth is `whoosh_scores`' business.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from indexer.engine.positions import WordSpan, count_near, phrase_spans, phrase_starts, sloppy_spans
from indexer.engine.term_dictionary import TermDictionary
from indexer.query.matching import Slot, slots
from indexer.query.tree import Leaf, Near, Node, Or, SloppyPhrase, Term
from indexer.text.analysis import terms_in

from .postings import POSITION_SIZE, PackedPositions, PostingLists, unpack_positions


class PositionMatcher:
    """Finds the places of leaves in one index; safe to use from many threads."""

    def __init__(self, lists: PostingLists, dictionary: TermDictionary) -> None:
        self._lists = lists
        self._dictionary = dictionary

    def sizes(self, field: str, leaf: Leaf, other: float = 1.0) -> Mapping[int, float]:
        """Measure for each passage the places at which a leaf is found in a field, in bytes of positions.

        Of a word by itself, a form that was not typed counts `other`.
        """
        if isinstance(leaf, Near):
            counts: Mapping[int, int] = self._near(field, leaf)
        else:
            row = slots(leaf)
            if len(row) == 1:
                return self._alone(field, leaf, row[0], other)
            counts = self._together(field, leaf) if isinstance(leaf, SloppyPhrase) else self._side_by_side(field, row)
        return {number: count * POSITION_SIZE for number, count in counts.items() if count}

    def _alone(self, field: str, leaf: Leaf, slot: Slot, other: float) -> Mapping[int, float]:
        own = terms_in(leaf.text) if isinstance(leaf, Term) else ()
        admitted = self._dictionary.admitted(slot).forms
        typed = [form for form in admitted if form in own] or admitted
        sizes: dict[int, float] = {**self._lists.position_bytes(field, typed)}
        rest = [form for form in admitted if form not in typed]
        for number, size in self._lists.position_bytes(field, rest).items() if rest else ():
            sizes[number] = sizes.get(number, 0) + other * size
        return sizes

    def _side_by_side(self, field: str, row: Sequence[Slot]) -> dict[int, int]:
        common, rows = self._rows(field, row, None)
        return {number: len(phrase_starts([unpack_positions(rows[slot][number]) for slot in row])) for number in common}

    def _together(self, field: str, leaf: SloppyPhrase) -> dict[int, int]:
        row = slots(leaf)
        words = [slot.text for slot in row]
        common, rows = self._rows(field, row, None)
        return {
            number: len(
                sloppy_spans(words, {slot.text: unpack_positions(rows[slot][number]) for slot in rows}, leaf.slop)
            )
            for number in common
        }

    def _near(self, field: str, leaf: Near) -> dict[int, int]:
        groups: list[dict[int, list[WordSpan]]] = []
        common: list[int] | None = None
        for part in leaf.parts:
            groups.append(self._stretches(field, part, common))
            common = sorted(groups[-1]) if common is None else [number for number in common if number in groups[-1]]
        return {number: count_near([group[number] for group in groups], leaf.distances) for number in common or ()}

    def _stretches(self, field: str, node: Node, among: list[int] | None) -> dict[int, list[WordSpan]]:
        """Give the stretches of a word, a phrase, or a choice of such, in each passage that has any."""
        found: dict[int, list[WordSpan]] = {}
        if isinstance(node, Or):
            for part in node.parts:
                for number, some in self._stretches(field, part, among).items():
                    found[number] = sorted({*found.get(number, ()), *some})
            return found
        row = slots(node)
        common, rows = self._rows(field, row, among)
        for number in common:
            if here := phrase_spans([unpack_positions(rows[slot][number]) for slot in row]):
                found[number] = here
        return found

    def _rows(
        self, field: str, row: Sequence[Slot], among: list[int] | None
    ) -> tuple[Sequence[int], dict[Slot, PackedPositions]]:
        """Read the places of every slot, and the passages that have all of them: rare ones leave few to read."""
        admitted = {slot: self._dictionary.admitted(slot).forms for slot in row}
        frequency = {slot: self._lists.doc_frequency(field, some) for slot, some in admitted.items()}
        rows: dict[Slot, PackedPositions] = {}
        common = among
        for slot in sorted(admitted, key=frequency.__getitem__):
            rows[slot] = self._lists.positions(field, admitted[slot], common)
            common = sorted(rows[slot]) if common is None else [number for number in common if number in rows[slot]]
        return common or (), rows
