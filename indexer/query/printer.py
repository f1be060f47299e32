"""Prints a query tree in the grammar, in the one form that parses back to the same tree.

Describing a tree in words for people is the job of `query/in_words`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from .tree import (
    And,
    Expanded,
    Field,
    Fuzzy,
    MinShouldMatch,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Range,
    SloppyPhrase,
    Term,
    Wildcard,
)

QUOTES = '"“”„‟«»\uff02〝〞「」『』'
"""Every character that can be a quotation mark in a query."""
_PLAIN_VALUE = re.compile(r"\w(?:[\w/+&-]|\.(?!\.))*(?<!\.)")


def canonical_query(node: Node, required: Collection[Node]) -> str:
    """Return a query as text: its tree, and the parts at its top that must be there because AND or + says so."""
    match node:
        case And(parts) if required:
            return _with_operators(parts, required)
        case Or(parts):
            return " OR ".join(canonical_query(part, required) for part in parts)
        case _:
            return canonical(node)


def canonical(node: Node) -> str:
    """Return a tree as text in the grammar, with the fewest brackets; parsing the text returns the tree."""
    match node:
        case Expanded(part, _):
            return canonical(part)
        case Field(name, value):
            return f"{name}:{_value(value)}"
        case Range(name, low, high):
            return f"{name}:{low}" if low == high and name == "date" else f"{name}:{low}..{high}"
        case MinShouldMatch(parts):
            return " OR ".join(map(canonical, dict.fromkeys(parts)))
        case And() | Or() | Not() | Near():
            return _join_parts(node)
        case _:
            return _leaf(node)


def _leaf(node: Term | Phrase | SloppyPhrase | Wildcard | Fuzzy) -> str:
    match node:
        case Term(text) | Wildcard(text):
            return text
        case Phrase(text):
            return f'"{text}"'
        case SloppyPhrase(text, slop):
            return f'"{text}"~{slop}'
        case Fuzzy(text, max_edits):
            return f"{text}~{max_edits or ''}"


def _join_parts(node: And | Or | Not | Near) -> str:
    match node:
        case Near(parts, distances):
            first, *rest = (_bracketed(part, (Or,)) for part in parts)
            return first + "".join(f" NEAR/{distance} {part}" for distance, part in zip(distances, rest, strict=True))
        case Not(part):
            return f"NOT {_bracketed(part, (And, Or, Near))}"
        case And(parts):
            return " ".join(_bracketed(part, (Or,)) for part in parts)
        case Or(parts):
            return " OR ".join(canonical(part) for part in parts)


def _with_operators(parts: Sequence[Node], required: Collection[Node]) -> str:
    """Return parts side by side: AND joins neighbours that must be there, and another one has a + before it."""
    pieces: list[str] = []
    for index, part in enumerate(parts):
        before, after = parts[index - 1 : index], parts[index + 1 : index + 2]
        if part in required and any(other in required for other in before):
            pieces.append("AND")
        elif part in required and not any(other in required for other in after):
            pieces.append("+")
        pieces.append(_bracketed(part, (Or,)))
    return " ".join(pieces).replace("+ ", "+")


def _bracketed(node: Node, kinds: tuple[type[Node], ...]) -> str:
    inner = node.part if isinstance(node, Expanded) else node
    return f"({canonical(node)})" if isinstance(inner, kinds) else canonical(node)


def _value(value: str) -> str:
    if _PLAIN_VALUE.fullmatch(value):
        return value
    return '"' + " ".join(re.sub(f"[{QUOTES}]", " ", value).split()) + '"'
