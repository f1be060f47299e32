"""The words that occur in the indexed papers, and which of them a slot of the query admits.

Held in memory beside the columns; where the words stand is the engine's business.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from indexer.query.matching import Slot, form_predicate, literal_prefix, slots
from indexer.query.printer import canonical
from indexer.query.results import Expansion, ExpansionKind
from indexer.query.tree import Fuzzy, Node, Term, Wildcard, multi_form_terms
from indexer.text.analysis import terms_in

MAX_FORMS = 300
"""Forms that one word with a wildcard or slips stands for: the most frequent are taken, and the answer says so."""
CACHED_SLOTS = 256

_KINDS: dict[type[Node], ExpansionKind] = {Term: "stem", Wildcard: "pattern", Fuzzy: "fuzzy"}


class MatchedForms(NamedTuple):
    """The forms that a slot admits, the most frequent first, and whether there are more than were taken."""

    forms: tuple[str, ...]
    cut: bool = False


class TermDictionary:
    """The forms of an index, found by stem, by pattern and by likeness; safe to use from many threads."""

    def __init__(self, by_stem: Mapping[str, list[str]], passages: Mapping[str, int], most: int = MAX_FORMS) -> None:
        """Take the forms of each stem, and in how many passages each form stands; `most` is the cap of a slot."""
        self._by_stem = by_stem
        self._passages = passages
        self._most = most
        self._every = sorted(passages)
        self.admitted = lru_cache(maxsize=CACHED_SLOTS)(self._admitted)

    def expansions(self, node: Node | None) -> Iterator[Expansion]:
        """Tell for each word of a tree that stands for more than itself what it stands for."""
        for leaf in multi_form_terms(node):
            found = [self.admitted(slot) for slot in slots(leaf)]
            own = set(terms_in(leaf.text))
            other = tuple(dict.fromkeys(form for one in found for form in one.forms if form not in own))
            if other:
                yield Expansion(canonical(leaf), other, _KINDS[type(leaf)], any(one.cut for one in found))

    def _admitted(self, slot: Slot) -> MatchedForms:
        """Give the forms that a slot admits."""
        if slot.kind == "form":
            return MatchedForms((slot.text,) if slot.text in self._passages else ())
        if slot.kind == "stem":
            return MatchedForms(tuple(self._by_stem.get(slot.text, ())))
        fits = form_predicate(slot)
        found = [form for form in self._candidates(slot) if fits(form)]
        if len(found) > self._most:
            found.sort(key=self._passages.__getitem__, reverse=True)
        return MatchedForms(tuple(found[: self._most]), len(found) > self._most)

    def _candidates(self, slot: Slot) -> list[str]:
        """Give the forms among which those are that a slot admits."""
        if slot.kind == "fuzzy":
            low, high = len(slot.text) - slot.max_edits, len(slot.text) + slot.max_edits
            return [form for form in self._every if low <= len(form) <= high]
        start = literal_prefix(slot)
        first = bisect_left(self._every, start)
        return list(takewhile(lambda form: form.startswith(start), self._every[first:])) if start else self._every
