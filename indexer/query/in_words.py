"""Says a tree in plain words, so that a reader sees how a query was understood.

The grammar's own form is `canonical`'s business.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from .tree import (
    And,
    Expanded,
    Field,
    FieldName,
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

FieldLabel = Callable[[FieldName, str], str]
"""What a value of a field is called."""

_FIELD_WORDS: dict[FieldName, str] = {
    "meeting": "of the meeting “{}”",
    "session": "of the session “{}”",
    "year": "from {}",
    "person": "by or with {}",
    "organisation": "by or with people of {}",
    "kind": "in papers of the kind “{}”",
    "status": "in papers on what was {}",
    "place": "of meetings in {}",
    "symbol": "naming {}",
    "language": "in papers in {}",
}


def in_words(node: Node | None, label: FieldLabel) -> str:
    """Write a tree as a sentence without its full stop; None is everything."""
    parts = node.parts if isinstance(node, And) else (node,) if node else ()
    words = [part for part in parts if not _narrows(part) and not isinstance(part, Not)]
    without = [part.part for part in parts if isinstance(part, Not)]
    narrowed = [_narrowing(part, label) for part in parts if _narrows(part)]
    said = ["passages"] if words else ["all passages", ", ".join(narrowed)]
    if len(words) == 1 and isinstance(_plain(words[0]), Or):
        said.append("with any of: " + _list([_said(part, label) for part in _plain(words[0]).parts], "or"))  # type: ignore[union-attr]  # it is an Or
    elif words:
        said.append(("with all of: " if len(words) > 1 else "with ") + _list([_said(part, label) for part in words]))
    sentence = ", ".join([" ".join(filter(None, said)), *(narrowed if words else ())])
    return "; ".join([sentence, *(f"without {_unwanted(part, label)}" for part in without)])


def _plain(node: Node) -> Node:
    return node.part if isinstance(node, Expanded) else node


def _narrows(node: Node) -> bool:
    """Tell whether a part is about the paper or the meeting and not about words."""
    if isinstance(node, Or):
        return all(map(_narrows, node.parts))
    return isinstance(node, Field | Range)


def _unwanted(node: Node, label: FieldLabel) -> str:
    return f"those {_narrowing(node, label)}" if _narrows(node) else _said(node, label)


def _said(node: Node, label: FieldLabel) -> str:
    """Say a part of a sentence after `with`."""
    match node:
        case Expanded(part, _):
            return _said(part, label)
        case And() | Or() | MinShouldMatch():
            return _several(node, label)
        case Not(part):
            return f"not {_unwanted(part, label)}"
        case Field() | Range():
            return f"what is {_narrowing(node, label)}"
        case _:
            return _looked_for(node, label)


def _several(node: And | Or | MinShouldMatch, label: FieldLabel) -> str:
    said = [_said(part, label) for part in dict.fromkeys(node.parts)]
    listed = f"({_list(said, 'or' if isinstance(node, Or) else 'and')})"
    return f"at least {node.minimum} of {listed}" if isinstance(node, MinShouldMatch) else listed


def _looked_for(node: Term | Phrase | SloppyPhrase | Wildcard | Fuzzy | Near, label: FieldLabel) -> str:
    match node:
        case Term(text):
            return f"“{text}”"
        case Phrase(text):
            return f"the exact phrase “{text}”"
        case SloppyPhrase(text, others):
            return f"the words “{text}” in any order with {_among(others)} among them"
        case Wildcard(text):
            return f"a word like “{text}”"
        case Fuzzy(text, slips):
            return f"a word spelt like “{text}”" + (f" but for {_counted(slips, 'letter')}" if slips else "")
        case Near(parts, others):
            first, *rest = (_said(part, label) for part in parts)
            near = (f" within {_counted(number)} of {part}" for number, part in zip(others, rest, strict=True))
            return first + "".join(near)


def _narrowing(node: Node, label: FieldLabel) -> str:
    """Say a part of a sentence that tells of which papers."""
    match node:
        case Field("year", "undated"):
            return "of meetings without a date"
        case Field("status", value):
            return _FIELD_WORDS["status"].format(label("status", value).casefold())
        case Field(name, value):
            return _FIELD_WORDS[name].format(label(name, value))
        case Range():
            return _stretch(node)
        case Or(parts):
            return _list([_narrowing(part, label) for part in parts], "or")
        case _:
            raise TypeError(node)


def _stretch(node: Range) -> str:
    match node:
        case Range(_, low, high) if low == high:
            return f"from {_day(low)}"
        case Range(_, low, ""):
            return f"from {_day(low)} on"
        case Range(_, "", high):
            return f"up to {_day(high)}"
        case Range(_, low, high):
            return f"from {_day(low)} to {_day(high)}"


def _day(stated: str) -> str:
    """Write a year, a month or a day."""
    if len(stated) == 4:
        return stated
    day = date.fromisoformat(f"{stated}-01"[:10])
    month = _MONTHS[day.month - 1]
    return f"{month} {stated[:4]}" if len(stated) == 7 else f"{day.day} {month} {stated[:4]}"


_MONTHS = "January February March April May June July August September October November December".split()


def _counted(number: int, noun: str = "word") -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _among(others: int) -> str:
    return f"at most {_counted(others, 'other word')}" if others else "no other word"


def _list(said: Sequence[str], last: str = "and") -> str:
    """Join what is said by commas and a word before the last."""
    *most, end = said
    return f"{', '.join(most)} {last} {end}" if most else end
