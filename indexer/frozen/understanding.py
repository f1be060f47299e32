"""How a query was understood, kept in an address: the tree that was searched, where the typed words alone do not say.

A collection's own spellings, acronyms, names and languages decide what its searches look for, and change with it. So a
link to a count carries the tree, or a word that says that it is what the words mean without any collection. A link with
neither does not say how its query was understood, and is read as the search of today reads it.
"""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

from indexer.model import Person
from indexer.query.expansion import RewriteKind
from indexer.query.fields import LabelsAlike, NamedValue, ids_of, may_be_empty
from indexer.query.results import FIELD_FACETS, FacetName, WordsNeeded
from indexer.query.rewrite import RewrittenQuery, rewrite
from indexer.query.synonyms import Synonyms
from indexer.query.tree import (
    RANGE_FIELDS,
    And,
    Expanded,
    Field,
    MinShouldMatch,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Range,
    SloppyPhrase,
    Term,
    can_be_near,
    map_parts,
    without_expansions,
)
from indexer.store.library import Library
from indexer.text.analysis import terms_in

from .errors import DamagedReading, NothingAsked, UnknownValue

MAX_READING = 8_000
"""Characters of a reading in an address; a query of the most characters has 3,000 with all that is added to it."""
AS_TYPED = "typed"
"""What an address says of a query that means in its collection what it means without any; it is no packed tree."""
_MAX_JSON = 60_000
_MAX_DEPTH = 24


class _NoValues:
    """The values of no collection; it is a `FieldValues`."""

    def facet_labels(self, facet: FacetName) -> Mapping[str, str]:  # noqa: ARG002  # the signature of the protocol
        """Return nothing."""
        return {}

    def named(self, facet: FacetName, words: Collection[str]) -> tuple[NamedValue, ...]:  # noqa: ARG002
        """Return nothing."""
        return ()

    def labels_alike(self, facet: FacetName, words: Collection[str]) -> LabelsAlike:  # noqa: ARG002
        """Return nothing."""
        return LabelsAlike((), is_all=True)

    def expand_sessions(self, value: str) -> tuple[str, ...]:  # noqa: ARG002
        """Return nothing."""
        return ()

    def persons(self) -> tuple[Person, ...]:
        """Return nobody."""
        return ()

    def meeting_places(self) -> Mapping[str, str]:
        """Return nothing."""
        return {}


def as_typed(text: str, exact: Collection[RewriteKind], words: WordsNeeded) -> Node | None:
    """Return what a query means without any collection: its words in all their forms, and nothing added to them."""
    return plain(rewrite(text, _NoValues(), Synonyms((), ()), exact).node_for(words))


def reading_of(rewritten: RewrittenQuery, exact: Collection[RewriteKind], words: WordsNeeded) -> str:
    """Return what an address must say of how a query was understood; empty for a query of nothing."""
    tree = plain(rewritten.node_for(words))
    if tree is None:
        return ""
    return AS_TYPED if tree == as_typed(rewritten.parsed.text, exact, words) else encode_tree(tree)


def read_today(library: Library, text: str, exact: Collection[RewriteKind]) -> RewrittenQuery:
    """Return how the search of today understands a query. Raise NothingAsked or UnknownValue.

    A value that nothing in the live build has finds nothing there, but may have been known in a past build.
    """
    rewritten = library.rewrite(text, exact)
    if not rewritten.searchable:
        raise NothingAsked
    for field in rewritten.parsed.field_spans:
        if not may_be_empty(field) and not ids_of(field, library):
            raise UnknownValue(field.name, field.value)
    return rewritten


def plain(node: Node | None) -> Node | None:
    """Return a tree without what only decides the order of its results."""
    match node:
        case None:
            return None
        case Term():
            return replace(node, is_name=False)
        case And():
            changed: Node = replace(node, asks_for_people=False)
        case MinShouldMatch():
            changed = replace(node, asks_for_people=False, complete_first=False)
        case _:
            changed = node
    return map_parts(changed, lambda part: plain(part) or part)


def is_of_words(node: Node, text: str) -> bool:
    """Return whether the words of a tree, without what was added to them, are words of a text."""
    typed = set(terms_in(text))
    words = (getattr(term, "text", "") for term in _leaves(without_expansions(node)))
    return all(typed.issuperset(terms_in(word)) for word in words)


def _leaves(node: Node) -> Iterator[Node]:
    match node:
        case And(parts) | Or(parts) | MinShouldMatch(parts) | Near(parts, _):
            for part in parts:
                yield from _leaves(part)
        case Not(part) | Expanded(part, _):
            yield from _leaves(part)
        case _:
            yield node


def encode_tree(node: Node) -> str:
    """Return a tree as characters that need no quoting in an address."""
    packed = zlib.compress(json.dumps(_listed(node), ensure_ascii=False, separators=(",", ":")).encode(), 9)
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def decode_tree(text: str) -> Node:
    """Return the tree in an address. Raise DamagedReading for what is none."""
    if len(text) > MAX_READING:
        raise DamagedReading
    try:
        packed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        unpacker = zlib.decompressobj()
        content = unpacker.decompress(packed, _MAX_JSON)
        if not unpacker.eof:
            raise DamagedReading
        return _node(json.loads(content), _MAX_DEPTH)
    except (binascii.Error, zlib.error, ValueError, TypeError, LookupError, RecursionError) as error:
        raise DamagedReading from error


def _listed(node: Node) -> Any:
    """Return a tree as lists that begin with a sign for the kind; a word is a string."""
    match node:
        case Term(text):
            listed: Any = text
        case Phrase(text):
            listed = ["p", text]
        case SloppyPhrase(text, slop):
            listed = ["s", text, slop]
        case Near(parts, distances):
            listed = ["n", list(distances), *map(_listed, parts)]
        case Field(name, value):
            listed = ["f", name, value]
        case Range(name, low, high):
            listed = ["r", name, low, high]
        case And(parts):
            listed = ["a", *map(_listed, parts)]
        case Or(parts):
            listed = ["o", *map(_listed, parts)]
        case MinShouldMatch(parts, share):
            listed = ["m", share, *map(_listed, parts)]
        case Not(part):
            listed = ["-", _listed(part)]
        case Expanded(part, alternatives):
            listed = ["x", _listed(part), *map(_listed, alternatives)]
        case _:  # a wildcard or a fuzzy word: it is refused when it is counted
            listed = ["?", node.text]
    return listed


def _node(listed: Any, depth: int) -> Node:
    """Return what `_listed` made a list of. Raise ValueError, TypeError or LookupError for anything else."""
    node: Node
    if isinstance(listed, str):
        return Term(_line(listed))
    if depth < 0 or not isinstance(listed, list):
        raise ValueError(listed)
    sign, *rest = listed
    match sign, rest:
        case "p", [str(text)]:
            node = Phrase(_line(text))
        case "s", [str(text), int(slop)]:
            node = SloppyPhrase(_line(text), slop)
        case "f", [str(name), str(value)] if name in FIELD_FACETS:
            node = Field(name, value)
        case "r", [str(name), str(low), str(high)] if name in RANGE_FIELDS:
            node = Range(name, _day(low), _day(high))
        case "-", [part]:
            node = Not(_node(part, depth - 1))
        case "n", [list(distances), *parts]:
            node = _near([int(distance) for distance in distances], [_node(part, depth - 1) for part in parts])
        case "m", [float() | int() as share, *parts] if parts and 0 <= share <= 1:
            node = MinShouldMatch(tuple(_node(part, depth - 1) for part in parts), float(share))
        case "a" | "o" | "x", [first, *others]:
            nodes = tuple(_node(part, depth - 1) for part in (first, *others))
            node = And(nodes) if sign == "a" else Or(nodes) if sign == "o" else Expanded(nodes[0], nodes[1:])
        case _:
            raise ValueError(listed)
    return node


def _near(distances: list[int], parts: list[Node]) -> Near:
    if len(parts) != len(distances) + 1 or len(parts) < 2 or not all(map(can_be_near, parts)):
        raise ValueError(parts)
    if not all(0 <= distance <= 1000 for distance in distances):
        raise ValueError(distances)
    return Near(tuple(parts), tuple(distances))


def _line(text: str) -> str:
    if not text.isprintable():
        raise ValueError(text)
    return text


def _day(text: str) -> str:
    parts = text.split("-")
    if text and not (len(parts) <= 3 and all(part.isdecimal() for part in parts) and len(parts[0]) == 4):
        raise ValueError(text)
    return text
