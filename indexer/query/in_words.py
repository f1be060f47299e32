"""Describe a query tree in plain words, so that readers see how their query was understood.

The grammar's own form is the job of `query/printer`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from babel.dates import format_skeleton

from indexer.speech.joined import all_of, any_of, in_one_sentence, listed
from indexer.speech.marking import marked
from indexer.speech.translation import ENGLISH, current_speech, gettext
from indexer.speech.value_names import country_name, language_name, mention_title
from indexer.text.months import MONTHS
from indexer.text.plurals import plural

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
    "meeting": marked("from the meeting “%(value)s”"),
    "session": marked("from the session “%(value)s”"),
    "year": marked("from %(value)s"),
    "person": marked("by or with %(value)s"),
    "organisation": marked("by or with people from %(value)s"),
    "country": marked("by or with people representing %(value)s"),
    "kind": marked("in papers of the kind “%(value)s”"),
    "status": marked("in papers on what was %(value)s"),
    "place": marked("from meetings in %(value)s"),
    "symbol": marked("mentioning %(value)s"),
    "language": marked("in papers in %(value)s"),
    "voice": marked("with words given to: %(value)s"),
}
_VALUE_WORDS: dict[tuple[FieldName, str], str] = {
    ("year", "undated"): marked("from meetings without a date"),
    ("meeting", "no_meeting"): marked("from papers not linked to a meeting"),
    ("status", "unknown"): marked("in papers not known to be planned or reported"),
}
FoundWords = Literal["all", "some", "unsaid"]
"""Whether passages have all words of a query, or some too, or whether that goes without saying."""


@dataclass(frozen=True)
class QueryWords:
    """A query in plain words, in the parts of a sentence."""

    words: tuple[str, ...] = ()
    """What passages have; with `is_choice` any of it is enough."""
    is_choice: bool = False
    filters: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    """Words that need not be there."""

    def sentence(self, found: FoundWords = "all", including: str = "") -> str:
        """Return a sentence without its full stop; `including` says what else is found."""
        if not self.words:
            filters = f" {listed(self.filters)}" if self.filters else ""
            clauses = [gettext("all passages") + filters]
        elif self.is_choice:
            clauses = [gettext("passages with any of: %(words)s", words=any_of(self.words))]
        else:
            clauses = [gettext(_beginning(len(self.words), found), words=all_of(self.words))]
        clauses += self.filters if self.words else ()
        sentence = in_one_sentence([*clauses, including] if including else clauses)
        excluded = (gettext("excluding %(words)s", words=words) for words in self.excluded)
        optional = (gettext("optional: %(words)s", words=listed(self.optional)),) if self.optional else ()
        return gettext("; ").join((sentence, *excluded, *optional))


def _beginning(number: int, found: FoundWords) -> str:
    if number == 1 or found == "unsaid":
        return marked("passages with %(words)s")
    if found == "some":
        return marked("passages with all or some of: %(words)s")
    return marked("passages with all of: %(words)s")


MAX_ALTERNATIVES = 50
"""The most values of a filter that are said one by one: `session:3` can mean that of every meeting."""


def in_words(node: Node | None, label: FieldLabel, optional: Sequence[str] = ()) -> QueryWords:
    """Return a tree in words; None stands for everything.

    Raise TypeError for a tree that the parser never makes: one whose filter looks for words.
    """
    parts = node.parts if isinstance(node, And) else (node,) if node else ()
    words = [part for part in parts if not _is_filter(part) and not isinstance(part, Not)]
    without = [part.part for part in parts if isinstance(part, Not)]
    only = _unexpanded(words[0]) if len(words) == 1 else None
    choice = only.parts if isinstance(only, Or) else ()
    return QueryWords(
        words=tuple(_part_words(part, label) for part in choice or words),
        is_choice=bool(choice),
        filters=tuple(_filter_words(part, label) for part in parts if _is_filter(part)),
        excluded=tuple(_excluded_words(part, label) for part in without),
        optional=tuple(optional),
    )


def _unexpanded(node: Node) -> Node:
    return node.part if isinstance(node, Expanded) else node


def _is_filter(node: Node) -> bool:
    """Return whether a part filters by paper or meeting and does not look for words."""
    if isinstance(node, Or):
        return all(map(_is_filter, node.parts))
    return isinstance(node, Field | Range)


def _excluded_words(node: Node, label: FieldLabel) -> str:
    return _passages_words(node, label) if _is_filter(node) else _part_words(node, label)


def _passages_words(node: Node, label: FieldLabel) -> str:
    return gettext("passages %(filter)s", filter=_filter_words(node, label))


def _part_words(node: Node, label: FieldLabel) -> str:
    """Return a part of a sentence after `with`."""
    match node:
        case Expanded(part, _):
            return _part_words(part, label)
        case And() | Or() | MinShouldMatch():
            return _group_words(node, label)
        case Not(part):
            return gettext("not %(words)s", words=_excluded_words(part, label))
        case Field() | Range():
            return _passages_words(node, label)
        case _:
            return _leaf_words(node, label)


def _group_words(node: And | Or | MinShouldMatch, label: FieldLabel) -> str:
    phrases = [_part_words(part, label) for part in dict.fromkeys(node.parts)]
    group = f"({any_of(phrases) if isinstance(node, Or) else all_of(phrases)})"
    return gettext("most of %(words)s", words=group) if isinstance(node, MinShouldMatch) else group


def _leaf_words(node: Term | Phrase | SloppyPhrase | Wildcard | Fuzzy | Near, label: FieldLabel) -> str:
    match node:
        case Term(text):
            return gettext("“%(words)s”", words=text)
        case Phrase(text):
            return gettext("the exact phrase “%(words)s”", words=text)
        case SloppyPhrase(text, slop):
            return _sloppy_words(text, slop)
        case Wildcard(text):
            return gettext("a word like “%(words)s”", words=text)
        case Fuzzy(text, max_edits):
            return _fuzzy_words(text, max_edits)
        case Near():
            return _near_words(node, label)


def _sloppy_words(text: str, slop: int) -> str:
    if not slop:
        return gettext("the words “%(words)s” in any order with no other word between them", words=text)
    return plural(
        "the words “%(words)s” in any order with at most %(num)s other word between them",
        "the words “%(words)s” in any order with at most %(num)s other words between them",
        slop,
        words=text,
    )


def _fuzzy_words(text: str, max_edits: int | None) -> str:
    if not max_edits:
        return gettext("a word spelt like “%(words)s”", words=text)
    return plural(
        "a word spelt like “%(words)s” with up to %(num)s letter different",
        "a word spelt like “%(words)s” with up to %(num)s letters different",
        max_edits,
        words=text,
    )


def _near_words(node: Near, label: FieldLabel) -> str:
    words, *others = (_part_words(part, label) for part in node.parts)
    for number, other in zip(node.distances, others, strict=True):
        words = plural(
            "%(words)s within %(num)s word of %(other)s",
            "%(words)s within %(num)s words of %(other)s",
            number,
            words=words,
            other=other,
        )
    return words


def _filter_words(node: Node, label: FieldLabel) -> str:
    """Return the part of a sentence that says which papers; raise TypeError for a node that looks for words."""
    match node:
        case Field(name, value) if (name, value) in _VALUE_WORDS:
            return gettext(_VALUE_WORDS[name, value])
        case Field("status" as name, value):
            shown = label(name, value)
            return gettext(_FIELD_WORDS[name], value=gettext(shown).casefold())
        case Field(name, value):
            return gettext(_FIELD_WORDS[name], value=_spoken(name, value, label(name, value)))
        case Range():
            return _range_words(node)
        case Or(parts):
            said = [_filter_words(part, label) for part in parts[:MAX_ALTERNATIVES]]
            more = len(parts) - len(said)
            return any_of([*said, *([plural("%(num)s more", "%(num)s more", more)] if more else ())])
        case _:
            raise TypeError(node)


def _spoken(name: FieldName, value: str, label: str) -> str:
    """Return the label of a value in the language of the reader, where it is no word of the papers."""
    match name:
        case "kind":
            return gettext(label)
        case "symbol":
            return mention_title(value)
        case "language":
            return language_name(value)
        case "country":
            return country_name(label)
        case _:
            return label


def _range_words(node: Range) -> str:
    match node:
        case Range(_, low, high) if low == high:
            return gettext("from %(value)s", value=_day(low))
        case Range(_, low, ""):
            return gettext("since %(day)s", day=_day(low))
        case Range(_, "", high):
            return gettext("until %(day)s", day=_day(high))
        case Range(_, low, high):
            return gettext("from %(first)s to %(last)s", first=_day(low), last=_day(high))


def _day(stated: str) -> str:
    """Return a year, a month or a day in words."""
    if len(stated) == 4:
        return stated
    day = date.fromisoformat(f"{stated}-01"[:10])
    if current_speech() is not ENGLISH:
        return format_skeleton("yMMMM" if len(stated) == 7 else "yMMMMd", day, locale=current_speech().locale)
    month = MONTHS[day.month - 1]
    return f"{month} {stated[:4]}" if len(stated) == 7 else f"{day.day} {month} {stated[:4]}"
