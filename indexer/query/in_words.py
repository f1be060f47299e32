"""Describe a query tree in plain words, so that readers see how their query was understood.

The grammar's own form is the job of `query/printer`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from indexer.text.months import MONTHS
from indexer.text.plurals import counted

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
"""Returns the label of a value of a field."""

_FIELD_WORDS: dict[FieldName, str] = {
    "meeting": "from the meeting “{}”",
    "session": "from the session “{}”",
    "year": "from {}",
    "person": "by or with {}",
    "organisation": "by or with people from {}",
    "country": "by or with people representing {}",
    "kind": "in papers of the kind “{}”",
    "status": "in papers on what was {}",
    "place": "from meetings in {}",
    "symbol": "mentioning {}",
    "language": "in papers in {}",
}
_VALUE_WORDS: dict[tuple[FieldName, str], str] = {
    ("year", "undated"): "from meetings without a date",
    ("meeting", "no_meeting"): "from papers not linked to a meeting",
    ("status", "unknown"): "in papers not known to be planned or reported",
}


def in_words(node: Node | None, label: FieldLabel) -> str:
    """Return a tree as a sentence without its full stop; None stands for everything.

    Raise TypeError for a tree that the parser never makes: one whose filter looks for words.
    """
    parts = node.parts if isinstance(node, And) else (node,) if node else ()
    words = [part for part in parts if not _is_filter(part) and not isinstance(part, Not)]
    without = [part.part for part in parts if isinstance(part, Not)]
    filters = [_filter_words(part, label) for part in parts if _is_filter(part)]
    clauses = ["passages"] if words else ["all passages", ", ".join(filters)]
    only = _unexpanded(words[0]) if len(words) == 1 else None
    if isinstance(only, Or):
        clauses.append("with any of: " + join_phrases([_part_words(part, label) for part in only.parts], "or"))
    elif words:
        with_words = "with all of: " if len(words) > 1 else "with "
        clauses.append(with_words + join_phrases([_part_words(part, label) for part in words]))
    sentence = ", ".join([" ".join(filter(None, clauses)), *(filters if words else ())])
    return "; ".join([sentence, *(f"excluding {_excluded_words(part, label)}" for part in without)])


def _unexpanded(node: Node) -> Node:
    return node.part if isinstance(node, Expanded) else node


def _is_filter(node: Node) -> bool:
    """Return whether a part filters by paper or meeting and does not look for words."""
    if isinstance(node, Or):
        return all(map(_is_filter, node.parts))
    return isinstance(node, Field | Range)


def _excluded_words(node: Node, label: FieldLabel) -> str:
    return f"passages {_filter_words(node, label)}" if _is_filter(node) else _part_words(node, label)


def _part_words(node: Node, label: FieldLabel) -> str:
    """Return a part of a sentence after `with`."""
    match node:
        case Expanded(part, _):
            return _part_words(part, label)
        case And() | Or() | MinShouldMatch():
            return _group_words(node, label)
        case Not(part):
            return f"not {_excluded_words(part, label)}"
        case Field() | Range():
            return f"passages {_filter_words(node, label)}"
        case _:
            return _leaf_words(node, label)


def _group_words(node: And | Or | MinShouldMatch, label: FieldLabel) -> str:
    phrases = [_part_words(part, label) for part in dict.fromkeys(node.parts)]
    listed = f"({join_phrases(phrases, 'or' if isinstance(node, Or) else 'and')})"
    return f"most of {listed}" if isinstance(node, MinShouldMatch) else listed


def _leaf_words(node: Term | Phrase | SloppyPhrase | Wildcard | Fuzzy | Near, label: FieldLabel) -> str:
    match node:
        case Term(text):
            return f"“{text}”"
        case Phrase(text):
            return f"the exact phrase “{text}”"
        case SloppyPhrase(text, slop):
            return f"the words “{text}” in any order with {_slop_words(slop)} between them"
        case Wildcard(text):
            return f"a word like “{text}”"
        case Fuzzy(text, max_edits):
            return f"a word spelt like “{text}”" + (
                f" with up to {counted(max_edits, 'letter')} different" if max_edits else ""
            )
        case Near(parts, distances):
            first, *rest = (_part_words(part, label) for part in parts)
            near = (
                f" within {counted(number, 'word')} of {part}" for number, part in zip(distances, rest, strict=True)
            )
            return first + "".join(near)


def _filter_words(node: Node, label: FieldLabel) -> str:
    """Return the part of a sentence that says which papers; raise TypeError for a node that looks for words."""
    match node:
        case Field(name, value) if (name, value) in _VALUE_WORDS:
            return _VALUE_WORDS[name, value]
        case Field("status", value):
            return _FIELD_WORDS["status"].format(label("status", value).casefold())
        case Field(name, value):
            return _FIELD_WORDS[name].format(label(name, value))
        case Range():
            return _range_words(node)
        case Or(parts):
            return join_phrases([_filter_words(part, label) for part in parts], "or")
        case _:
            raise TypeError(node)


def _range_words(node: Range) -> str:
    match node:
        case Range(_, low, high) if low == high:
            return f"from {_day(low)}"
        case Range(_, low, ""):
            return f"since {_day(low)}"
        case Range(_, "", high):
            return f"until {_day(high)}"
        case Range(_, low, high):
            return f"from {_day(low)} to {_day(high)}"


def _day(stated: str) -> str:
    """Return a year, a month or a day in words."""
    if len(stated) == 4:
        return stated
    day = date.fromisoformat(f"{stated}-01"[:10])
    month = MONTHS[day.month - 1]
    return f"{month} {stated[:4]}" if len(stated) == 7 else f"{day.day} {month} {stated[:4]}"


def _slop_words(slop: int) -> str:
    return f"at most {counted(slop, 'other word')}" if slop else "no other word"


def join_phrases(phrases: Sequence[str], conjunction: str = "and") -> str:
    """Join phrases by commas, with a word before the last."""
    *all_but_last, last_phrase = phrases
    return f"{', '.join(all_but_last)} {conjunction} {last_phrase}" if all_but_last else last_phrase
