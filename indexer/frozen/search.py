"""Counts a search in a past build: what has not changed is asked of the live index, what has is read as it was.

Where most of the words are enough, each word weighs by how many passages of that build had it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import log

from indexer.engine.budget import current_budget
from indexer.query.printer import canonical
from indexer.query.results import Filters, GroupKey, Query
from indexer.query.tree import (
    And,
    Expanded,
    Fuzzy,
    MinShouldMatch,
    Near,
    Node,
    Not,
    Or,
    Wildcard,
    words_within,
)
from indexer.speech.translation import gettext
from indexer.store.library import Library

from .errors import TooMuchWork, UnsupportedWord
from .standing import PastCollection

_PIECE = 20_000
"""Ids that the engine is asked for at a time."""
_ROUNDING = 1e-9
"""Less than any difference between two sums of weights that is not one of rounding."""


@dataclass(frozen=True)
class FrozenSearch:
    """A search as it was understood: its tree and its filters, whose values are ids."""

    node: Node | None = None
    filters: Filters = field(default_factory=dict)
    excluded: Filters = field(default_factory=dict)
    within: GroupKey | None = None

    def query(self, node: Node | None) -> Query:
        """Return what an engine is asked for a tree with these filters."""
        return Query(node, self.filters, "document", excluded=self.excluded, within=self.within, facets=())


def complete(node: Node | None) -> Node | None:
    """Return a tree that asks for all of the words where most are enough."""
    match node:
        case MinShouldMatch(parts):
            return And(tuple(dict.fromkeys(parts)))
        case Expanded(part, alternatives):
            inner = complete(part)
            return Expanded(inner, alternatives) if inner else node
        case And(parts) | Or(parts):
            return type(node)(tuple(inner for part in parts if (inner := complete(part))))
        case _:
            return node


def check_supported(node: Node | None) -> None:
    """Raise UnsupportedWord for a tree with a word that stands for all words of a collection that fit."""
    if isinstance(node, Wildcard | Fuzzy):
        kind = gettext("a word with * or ?") if isinstance(node, Wildcard) else gettext("a word with ~")
        raise UnsupportedWord(f"“{canonical(node)}”, {kind}")
    for part in parts_of(node):
        check_supported(part)


def parts_of(node: Node | None) -> tuple[Node, ...]:
    """Return the direct parts of a tree, with the alternatives of a part."""
    match node:
        case And(parts) | Or(parts) | MinShouldMatch(parts) | Near(parts, _):
            return parts
        case Not(part):
            return (part,)
        case Expanded(part, alternatives):
            return (part, *alternatives)
        case _:
            return ()


class PastSearch:
    """Answers one search in a past build, and again in the live one."""

    def __init__(self, library: Library, past: PastCollection, search: FrozenSearch) -> None:
        """Take a search. Raise UnsupportedWord for one that cannot be made again."""
        check_supported(search.node)
        self._library = library
        self._past = past
        self._search = search

    def found(self, node: Node | None) -> set[str]:
        """Return the ids of the passages of the past build that match a tree and pass the filters.

        Raise TooMuchWork.
        """
        if node is None or not _weighs(node):
            return self._read_and_asked(node, self._search)
        return self._matching(node) & self._read_and_asked(None, self._search)

    def found_now(self, node: Node | None) -> set[str]:
        """Return the ids of the passages of the live build that do. Raise TooMuchWork."""
        return set(self._asked(self._search.query(node)))

    def _matching(self, node: Node) -> set[str]:
        """Return the passages of the past build that match a tree, whatever the filters."""
        if not _weighs(node):
            return self._read_and_asked(node, FrozenSearch())
        match node:
            case And(parts):
                free = [part for part in parts if not (isinstance(part, MinShouldMatch) and not part.share)]
                first, *others = [self._matching(part) for part in free or parts]
                return first.intersection(*others)
            case Or(parts):
                return set().union(*map(self._matching, parts))
            case Not(part):
                return self._read_and_asked(None, FrozenSearch()) - self._matching(part)
            case Expanded(part, alternatives):
                return set().union(*map(self._matching, (part, *alternatives)))
            case MinShouldMatch():
                return self._most_of(node)
            case _:
                raise ValueError(node)

    def _most_of(self, node: MinShouldMatch) -> set[str]:
        """Return the passages with enough of the parts."""
        if not node.share:
            return self._read_and_asked(None, FrozenSearch())
        weights: defaultdict[str, float] = defaultdict(float)
        total = 0.0
        for part in dict.fromkeys(node.parts):
            whole = self._matching(part)
            words = [self._matching(word) for word in words_within(part)]
            frequencies = [len(ids) for ids in words if ids] or ([len(whole)] if whole else [])
            weight = sum(map(self._idf, frequencies))
            total += weight
            for id_ in whole:
                weights[id_] += weight
            for ids in words:
                for id_ in ids - whole:
                    weights[id_] += self._idf(len(ids))
        least = min(node.share * total, max(weights.values(), default=0.0)) - _ROUNDING
        return {id_ for id_, weight in weights.items() if weight >= least}

    def _idf(self, frequency: int) -> float:
        passages = self._past.build.passages
        return log((passages - frequency + 0.5) / (frequency + 0.5) + 1)

    def _read_and_asked(self, node: Node | None, search: FrozenSearch) -> set[str]:
        """Return what a tree without weights finds with some filters: asked of the index, and read where it differs."""
        reader, replaced = self._past.reader, self._past.replaced
        found = {id_ for id_ in self._asked(search.query(node)) if id_ not in replaced}
        for id_, passage in self._past.differing.items():
            if reader.passes(passage, search.filters, search.excluded, search.within) and reader.matches(passage, node):
                found.add(id_)
        return found

    def _asked(self, query: Query) -> Iterator[str]:
        for ids in self._library.pieces(query, _PIECE):
            yield from ids
        if current_budget().cut:
            raise TooMuchWork


def _weighs(node: Node | None) -> bool:
    """Return whether a tree has words that are weighed by all passages."""
    return isinstance(node, MinShouldMatch) or any(map(_weighs, parts_of(node)))
