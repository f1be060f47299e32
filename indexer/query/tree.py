"""The user's query as our own tree: what can be asked.

Reading text into a tree is `query`'s business, writing a tree out is `canonical`'s and `restated`'s; answering a
tree is each engine's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, get_args

FieldName = Literal[
    "meeting", "session", "year", "date", "person", "organisation", "kind", "status", "place", "symbol", "language"
]
FIELDS: tuple[FieldName, ...] = get_args(FieldName)
RANGE_FIELDS: tuple[FieldName, ...] = ("year", "date")
"""Fields whose values have an order, so that a stretch of them can be asked for."""


@dataclass(frozen=True)
class Term:
    """A word as typed: matches its inflected forms too.

    One that is written with hyphens or slashes is several words, side by side.
    """

    text: str


@dataclass(frozen=True)
class Phrase:
    """Words in quotation marks: exactly these forms, side by side."""

    text: str


@dataclass(frozen=True)
class SloppyPhrase:
    """Words in quotation marks with `~n` behind: exactly these forms, in any order, with at most n others between."""

    text: str
    slop: int


@dataclass(frozen=True)
class Wildcard:
    """A word with `*` (any letters, or none) or `?` (one letter) in it: every form that it fits."""

    text: str


@dataclass(frozen=True)
class Fuzzy:
    """A word that may be misspelt: every form that is at most so many slips of the pen away.

    `slips` None goes by the length of the word.
    """

    text: str
    max_edits: int | None = None


@dataclass(frozen=True)
class Near:
    """Parts that stand near one another in one stretch of text, in any order, each near the next.

    `others[i]` is how many words at most stand between part i and part i + 1.
    """

    parts: tuple[Node, ...]
    """Words, phrases, and choices of them: see `can_be_near`."""
    distances: tuple[int, ...]


@dataclass(frozen=True)
class Field:
    """Passages with a value in a field, as typed: an id, a name, a number."""

    name: FieldName
    value: str


@dataclass(frozen=True)
class Range:
    """Passages with a value of a field in a stretch of years or days, both ends in it; an empty end is open.

    Days are ISO 8601, to any precision: a range up to `2020-01` ends with the last day of that month.
    """

    name: FieldName
    low: str
    high: str


@dataclass(frozen=True)
class And:
    """All of the parts, in one passage."""

    parts: tuple[Node, ...]
    asks_for_people: bool = False
    """Whether people are asked for, so that lists of people are worth more than else; nobody types it."""


@dataclass(frozen=True)
class Or:
    """Any of the parts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class MinShouldMatch:
    """At least so many different ones of the parts, or as many as any passage has where none has so many.

    Several words that are widened as one count as many. A part that stands there twice counts twice in scores.
    Nobody types it: it is made of a tree that was read, see `soft`.
    """

    parts: tuple[Node, ...]
    minimum: int
    asks_for_people: bool = False
    """Whether people are asked for, so that lists of people are worth more than else."""


@dataclass(frozen=True)
class Not:
    """Passages without the part."""

    part: Node


@dataclass(frozen=True)
class Expanded:
    """A part, and what else is taken to mean the same; what only the others find counts less.

    Nobody types it: it is made of a tree that was read, see `indexer.query.expansion`.
    """

    part: Node
    alternatives: tuple[Node, ...]


Leaf = Term | Phrase | SloppyPhrase | Wildcard | Fuzzy | Near
"""What is looked for in text."""
Node = Leaf | Field | Range | And | Or | MinShouldMatch | Not | Expanded


def conjunction(parts: list[Node]) -> Node:
    """Join parts that must all hold: nested ones are taken in, repeats dropped, one alone stays itself."""
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, And) else (part,))]
    unique = tuple(dict.fromkeys(flat))
    return unique[0] if len(unique) == 1 else And(unique)


def disjunction(parts: list[Node]) -> Node:
    """Join parts of which any may hold, as `both` does."""
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, Or) else (part,))]
    unique = tuple(dict.fromkeys(flat))
    return unique[0] if len(unique) == 1 else Or(unique)


def negate(part: Node) -> Node:
    """Negate a part; a negated negation is the part itself."""
    return part.part if isinstance(part, Not) else Not(part)


def map_parts(node: Node, change: Callable[[Node], Node]) -> Node:
    """Give a tree with each part of its top changed; what has no parts stays as it is."""
    match node:
        case And() | Or() | MinShouldMatch() | Near():
            return replace(node, parts=tuple(map(change, node.parts)))
        case Not(part):
            return Not(change(part))
        case Expanded(part, others):
            return Expanded(change(part), tuple(map(change, others)))
        case _:
            return node


def without_expansions(node: Node) -> Node:
    """Give a tree without what it was widened by."""
    return without_expansions(node.part) if isinstance(node, Expanded) else map_parts(node, without_expansions)


def word_count(part: Node) -> int:
    """Tell how many words of a query a part of `Most` stands for."""
    return len(part.part.parts) if isinstance(part, Expanded) and isinstance(part.part, And) else 1


def can_be_near(node: Node | None) -> bool:
    """Tell whether a part can stand beside NEAR: a word, a phrase, or a choice of such."""
    if isinstance(node, Or):
        return all(isinstance(part, Term | Phrase | Wildcard | Fuzzy) for part in node.parts)
    return isinstance(node, Term | Phrase | Wildcard | Fuzzy)


def positive_leaves(node: Node | None) -> Iterator[Leaf]:
    """Yield what a hit may hold in its words, each once, in order: nothing that is negated."""
    seen: set[Node] = set()
    waiting = [node] if node else []
    while waiting:
        match waiting.pop():
            case And(parts) | Or(parts) | MinShouldMatch(parts):
                waiting.extend(reversed(parts))
            case Expanded(part, others):
                waiting.extend(reversed((part, *others)))
            case Term() | Phrase() | SloppyPhrase() | Wildcard() | Fuzzy() | Near() as leaf if leaf not in seen:
                seen.add(leaf)
                yield leaf


def multi_form_terms(node: Node | None) -> Iterator[Term | Wildcard | Fuzzy]:
    """Yield the typed words that a hit may hold in other forms, each once, also those beside NEAR."""
    seen: dict[Term | Wildcard | Fuzzy, None] = {}
    for leaf in positive_leaves(node and without_expansions(node)):
        inner = (part for one in leaf.parts for part in positive_leaves(one)) if isinstance(leaf, Near) else (leaf,)
        seen.update((one, None) for one in inner if isinstance(one, Term | Wildcard | Fuzzy))
    yield from seen
