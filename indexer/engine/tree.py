"""The user's query as our own tree: what can be asked, and how a tree is written out again.

Reading text into a tree is `query`'s business; answering a tree is each engine's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from indexer.language import forms, stem


@dataclass(frozen=True)
class Word:
    """A word as typed: matches its inflected forms too.

    One that is written with hyphens or slashes is several words, side by side.
    """

    text: str


@dataclass(frozen=True)
class Phrase:
    """Words in quotation marks: exactly these forms, side by side."""

    text: str


@dataclass(frozen=True)
class And:
    """All of the parts, in one passage."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Or:
    """Any of the parts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Not:
    """Passages without the part."""

    part: Node


Node = Word | Phrase | And | Or | Not


def both(parts: list[Node]) -> Node:
    """Join parts that must all hold: nested ones are taken in, repeats dropped, one alone stays itself."""
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, And) else (part,))]
    unique = tuple(dict.fromkeys(flat))
    return unique[0] if len(unique) == 1 else And(unique)


def either(parts: list[Node]) -> Node:
    """Join parts of which any may hold, as `both` does."""
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, Or) else (part,))]
    unique = tuple(dict.fromkeys(flat))
    return unique[0] if len(unique) == 1 else Or(unique)


def opposite(part: Node) -> Node:
    """Negate a part; a negated negation is the part itself."""
    return part.part if isinstance(part, Not) else Not(part)


def canonical(node: Node) -> str:
    """Write a tree in the grammar, with brackets only where they matter: parsing that gives the tree."""
    match node:
        case Word(text):
            return text
        case Phrase(text):
            return f'"{text}"'
        case Not(part):
            return f"NOT {_bracketed(part, (And, Or))}"
        case And(parts):
            return " ".join(_bracketed(part, (Or,)) for part in parts)
        case Or(parts):
            return " OR ".join(canonical(part) for part in parts)


def _bracketed(node: Node, kinds: tuple[type[Node], ...]) -> str:
    return f"({canonical(node)})" if isinstance(node, kinds) else canonical(node)


def wanted(node: Node | None) -> Iterator[Word | Phrase]:
    """Yield the words and phrases that a hit may hold, each once, in order: none that is negated."""
    seen: set[Node] = set()
    waiting = [node] if node else []
    while waiting:
        match waiting.pop():
            case And(parts) | Or(parts):
                waiting.extend(reversed(parts))
            case Word() | Phrase() as leaf if leaf not in seen:
                seen.add(leaf)
                yield leaf


def sequence(leaf: Word | Phrase) -> tuple[str, ...]:
    """Give what a leaf looks for side by side: the stems of a word's parts, the exact forms of a phrase."""
    found = forms(leaf.text)
    return found if isinstance(leaf, Phrase) else tuple(stem(form) for form in found)
