"""Where a leaf of the tree stands in one text, word by word. No engine is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain

from indexer.query.matching import Slot, form_predicate, slots
from indexer.query.tree import Leaf, Near, Node, Or, SloppyPhrase
from indexer.text.analysis import stem

from .positions import WordSpan, near_spans, phrase_spans, sloppy_spans


class TextPositions:
    """The words of one text, in order, looked up by form and by stem."""

    def __init__(self, forms: Sequence[str]) -> None:
        self._places = _grouped(forms)

    @cached_property
    def _stems(self) -> Mapping[str, list[int]]:
        return _joined((stem(form), places) for form, places in self._places.items())

    def positions(self, slot: Slot) -> list[int]:
        """Give the places of the words that a slot admits, in order."""
        if slot.kind == "form":
            return self._places.get(slot.text, [])
        if slot.kind == "stem":
            return sorted(self._stems.get(slot.text, ()))
        fits = form_predicate(slot)
        return sorted(place for form, places in self._places.items() if fits(form) for place in places)


def _grouped(forms: Sequence[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place, form in enumerate(forms):
        found.setdefault(form, []).append(place)
    return found


def _joined(pairs: Iterable[tuple[str, list[int]]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for key, places in pairs:
        found.setdefault(key, []).extend(places)
    return found


def occurrences(row: TextPositions, leaf: Leaf) -> list[WordSpan]:
    """Give the stretches of a text that a leaf finds; of words that need not touch, each word by itself."""
    match leaf:
        case SloppyPhrase(_, others):
            found = slots(leaf)
            places = {slot.text: row.positions(slot) for slot in found}
            inside = sloppy_spans([slot.text for slot in found], places, others)
            every = (place for some in places.values() for place in some)
            return [(place, place + 1) for place in every if any(start <= place < end for start, end in inside)]
        case Near(parts, distances):
            return list(chain.from_iterable(near_spans([_stretches(row, part) for part in parts], distances)))
        case _:
            return _stretches(row, leaf)


def _stretches(row: TextPositions, node: Node) -> list[WordSpan]:
    """Give the stretches of a word, a phrase, or a choice of such."""
    if isinstance(node, Or):
        return sorted({one for part in node.parts for one in _stretches(row, part)})
    return phrase_spans([row.positions(slot) for slot in slots(node)])
