"""The query tree: everything that can be asked.

Parsing is the job of `query/parser`, printing of `query/printer` and `query/in_words`. Each engine answers trees
itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, get_args

from indexer.text.analysis import is_unspaced, terms_in

FieldName = Literal[
    "meeting", "session", "year", "date", "person", "organisation", "country", "kind", "status", "place", "symbol",
    "language", "voice",
]  # fmt: skip
FIELDS: tuple[FieldName, ...] = get_args(FieldName)
RANGE_FIELDS: tuple[FieldName, ...] = ("year", "date")
"""The fields whose values are ordered, so that a range of them can be asked for."""


@dataclass(frozen=True)
class Term:
    """A word as typed; it matches its inflected forms too.

    A word with hyphens or slashes stands for several adjacent words.
    """

    text: str
    is_name: bool = False
    """Whether passages that write the word in capitals, as it was typed, come first; nobody types this."""


@dataclass(frozen=True)
class Phrase:
    """Words in quotation marks: exactly these forms, adjacent and in this order."""

    text: str


@dataclass(frozen=True)
class SloppyPhrase:
    """A quotation followed by `~n`: exactly these forms, in any order, with at most n other words between them."""

    text: str
    slop: int


@dataclass(frozen=True)
class Wildcard:
    """A word with `*` (any letters, or none) or `?` (one letter); it matches every form that fits."""

    text: str


@dataclass(frozen=True)
class Fuzzy:
    """A word that may be misspelt: it matches every form within an edit distance.

    `max_edits` None means that the length of the word decides.
    """

    text: str
    max_edits: int | None = None


@dataclass(frozen=True)
class Near:
    """Parts that occur near one another in one text, in any order, each near the next.

    `distances[i]` is the most words that may stand between part i and part i + 1.
    """

    parts: tuple[Node, ...]
    """Words, phrases, and ORs of such: see `can_be_near`."""
    distances: tuple[int, ...]


@dataclass(frozen=True)
class Field:
    """Passages with a value of a field, as typed: an id, a name, a number."""

    name: FieldName
    value: str


@dataclass(frozen=True)
class Range:
    """Passages with a value of a field in a range of years or days, both ends included; an empty end is open.

    Days are ISO 8601 to any precision: a range up to `2020-01` ends with the last day of that month.
    """

    name: FieldName
    low: str
    high: str


@dataclass(frozen=True)
class And:
    """All of the parts, in one passage."""

    parts: tuple[Node, ...]
    asks_for_people: bool = False
    """Whether the query asks for people, so that lists of people get a boost; nobody types it."""


@dataclass(frozen=True)
class Or:
    """Any of the parts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class MinShouldMatch:
    """At least a share of the parts, or as much of them as any passage has where none has so much.

    Each part weighs by its inverse document frequency, so that a rare word counts more than a common one, and one that
    no passage has does not count. Of several words that are one part each counts by itself. A part that occurs twice
    counts twice in scores. Nobody types this: `query/relaxation` makes it from a parsed tree.
    """

    parts: tuple[Node, ...]
    share: float
    """From 0 to 1. 0 asks for none of the parts; those that a passage has still count in its score."""
    asks_for_people: bool = False
    """Whether the query asks for people, so that lists of people get a boost; nobody types it."""
    complete_first: bool = False
    """Whether passages with all parts rank before all others; else having all of them is one factor of the score."""


@dataclass(frozen=True)
class Not:
    """Passages without the part."""

    part: Node


@dataclass(frozen=True)
class Expanded:
    """A part and its alternatives, which are taken to mean the same; what only an alternative finds weighs less.

    Nobody types this: `query/expansion` makes it from a parsed tree.
    """

    part: Node
    alternatives: tuple[Node, ...]


TermNode = Term | Phrase | SloppyPhrase | Wildcard | Fuzzy | Near
"""A node that is matched in text."""
Node = TermNode | Field | Range | And | Or | MinShouldMatch | Not | Expanded


def conjunction(parts: list[Node]) -> Node:
    """Return the AND of parts: nested ANDs are flattened, repeats dropped, a single part stays itself."""
    flattened = [inner for part in parts for inner in (part.parts if isinstance(part, And) else (part,))]
    unique = tuple(dict.fromkeys(flattened))
    return unique[0] if len(unique) == 1 else And(unique)


def disjunction(parts: list[Node]) -> Node:
    """Return the OR of parts, flattened and without repeats as in `conjunction`."""
    flattened = [inner for part in parts for inner in (part.parts if isinstance(part, Or) else (part,))]
    unique = tuple(dict.fromkeys(flattened))
    return unique[0] if len(unique) == 1 else Or(unique)


def negate(part: Node) -> Node:
    """Return the negation of a part; a negated negation is the part itself."""
    return part.part if isinstance(part, Not) else Not(part)


def map_parts(node: Node, change: Callable[[Node], Node]) -> Node:
    """Return a tree with each direct part changed; a node without parts is returned unchanged."""
    match node:
        case And() | Or() | MinShouldMatch() | Near():
            return replace(node, parts=tuple(map(change, node.parts)))
        case Not(part):
            return Not(change(part))
        case Expanded(part, alternatives):
            return Expanded(change(part), tuple(map(change, alternatives)))
        case _:
            return node


def without_expansions(node: Node) -> Node:
    """Return a tree without its expansions."""
    return without_expansions(node.part) if isinstance(node, Expanded) else map_parts(node, without_expansions)


def word_count(part: Node) -> int:
    """Return the number of words of the query that a part of `MinShouldMatch` stands for."""
    return max(len(words_within(part)), 1)


def words_within(part: Node) -> tuple[Node, ...]:
    """Return the words of a part that has several: a name that is expanded as one, or words joined by a hyphen.

    Of the latter only those that tell something alone, if there are several.
    """
    match part:
        case Expanded(And(parts), _):
            return parts
        case Expanded(inner, _):
            return words_within(inner)
        case Term(text) if text.isascii() and text.isalpha():
            return ()  # which is what the following would say, and most words are
        case Term(text):
            terms = terms_in(text)
            words = () if all(map(is_unspaced, terms)) else tuple(filter(_is_word, terms))  # a run is one word
            return tuple(map(Term, words)) if len(words) > 1 else ()
        case _:
            return ()


def _is_word(term: str) -> bool:
    """Return whether a part of a word tells something alone: no letter of `U.S.` and no number does."""
    return sum(map(str.isalpha, term)) > 1 or is_unspaced(term)


def complete_first(node: Node | None) -> bool:
    """Return whether a tree ranks passages with all of its words before those that lack one."""
    match node:
        case MinShouldMatch():
            return node.complete_first
        case And(parts) | Or(parts):
            return any(map(complete_first, parts))
        case Expanded(part, _):
            return complete_first(part)
        case _:
            return False


def can_be_near(node: Node | None) -> bool:
    """Return whether a part can be an operand of NEAR: a word, a phrase, or an OR of such."""
    if isinstance(node, Or):
        return all(isinstance(part, Term | Phrase | Wildcard | Fuzzy) for part in node.parts)
    return isinstance(node, Term | Phrase | Wildcard | Fuzzy)


def positive_terms(node: Node | None) -> Iterator[TermNode]:
    """Yield the term nodes that a hit may match, each once, in order, without those that are negated."""
    seen: set[Node] = set()
    pending = [node] if node else []
    while pending:
        match pending.pop():
            case And(parts) | Or(parts) | MinShouldMatch(parts):
                pending.extend(reversed(parts))
            case Expanded(part, alternatives):
                pending.extend(reversed((part, *alternatives)))
            case Term() | Phrase() | SloppyPhrase() | Wildcard() | Fuzzy() | Near() as term_node if (
                term_node not in seen
            ):
                seen.add(term_node)
                yield term_node


def multi_form_terms(node: Node | None) -> Iterator[Term | Wildcard | Fuzzy]:
    """Yield the typed words that can match several forms, each once, including operands of NEAR."""
    seen: dict[Term | Wildcard | Fuzzy, None] = {}
    for term_node in positive_terms(node and without_expansions(node)):
        terms = (
            (term for part in term_node.parts for term in positive_terms(part))
            if isinstance(term_node, Near)
            else (term_node,)
        )
        seen.update((term, None) for term in terms if isinstance(term, Term | Wildcard | Fuzzy))
    yield from seen
