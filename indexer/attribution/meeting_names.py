"""Read which meeting a draft says that words are from: by a title that the papers know, or by its city."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .context import ContextPart
from .facts import StatedFact
from .grammar import GoverningClause, is_of_source, word_pattern
from .known_names import KnownNames

_CITY = re.compile(r"\b[A-ZÀ-Þ][\w’'-]+(?:[ -](?:(?:de|do|la|el|am|sur|upon)[ -])?[A-ZÀ-Þ][\w’'-]+){0,2}")
_PAPER_OR_EVENT = rf"(?:{word_pattern('events')}|reports?|summar(?:y|ies)|minutes|notes?|papers?|programmes?|gathering)"
_NAMES_NEXT = re.compile(rf"^\s+(?:(?:[\w’'-]+)\s+){{0,2}}?{_PAPER_OR_EVENT}\b", re.IGNORECASE)
_HELD_IN = re.compile(rf"\b{_PAPER_OR_EVENT}\s+(?:held |convened |hosted )?(?:in|from|at)\s+$", re.IGNORECASE)
_OPENS = re.compile(r"^\W*(?:meeting |gathered |gathering |speaking |back )?in\s+$", re.IGNORECASE)
# `they went to Oslo, where they agreed that`
_TAKEN_UP = re.compile(r",?\s+where\b", re.IGNORECASE)
_GOES_THERE = re.compile(r"\b(?:in|at|to|from|on)\s+$", re.IGNORECASE)
_BEHIND_VERB = re.compile(r"^(?:\s+\w+ly)?\s+(?:in|at)\s+$", re.IGNORECASE)
_PEOPLE_IN = re.compile(
    rf"\b{word_pattern('people')}\s+(?:meeting |gathered |gathering |assembled )?in\s+$", re.IGNORECASE
)


def stated_meetings(part: ContextPart, names: KnownNames, clause: GoverningClause | None) -> Iterator[StatedFact]:
    """Yield the meetings that a part names by a title, and the cities where they were."""
    titled: list[tuple[int, int]] = []
    for start, end, named in names.titles_in(part.text):
        titled.append((start, end))
        if named.meetings and (part.quote is None or is_of_source(part.text, start)):
            yield StatedFact(
                "meeting",
                part.text[start:end],
                frozenset(named.meetings),
                part.offset(start),
                papers=frozenset(named.documents),
            )
    for start, end in _cities(part, names, clause):
        if not any(first <= start < last for first, last in titled):
            yield StatedFact("place", part.text[start:end], part.text[start:end].casefold(), part.offset(start))


def _cities(part: ContextPart, names: KnownNames, clause: GoverningClause | None) -> Iterator[tuple[int, int]]:
    for match in _CITY.finditer(part.text):
        words = [(word.start(), word.end()) for word in re.finditer(r"[^\s]+", match.group())]
        found = next(
            (
                (match.start() + first[0], match.start() + last[1])
                for number, first in enumerate(words)
                for last in reversed(words[number:])
                if match.group()[first[0] : last[1]] in names.cities
            ),
            None,
        )
        if found and _is_place(part, *found, clause):
            yield found


def _is_place(part: ContextPart, start: int, end: int, clause: GoverningClause | None) -> bool:
    """Return whether a city is where the words were given."""
    before, after = part.text[:start], part.text[end:]
    if part.quote is None:
        return not re.search(r"[(]\s*$", before) and not after.startswith(":")
    if _NAMES_NEXT.match(after):
        return bool(re.search(r"\b(?:the|this)\s+(?:[\w-]+\s+){0,2}$", before, re.IGNORECASE)) and is_of_source(
            part.text, start
        )
    if noun := _HELD_IN.search(before):
        return is_of_source(part.text, noun.start())
    return bool(_TAKEN_UP.match(after) and _GOES_THERE.search(before)) or _is_place_of_clause(part, start, end, clause)


def _is_place_of_clause(part: ContextPart, start: int, end: int, clause: GoverningClause | None) -> bool:
    """Return whether a city is where those spoke to whom the words are given."""
    if clause is None or clause.subject_kind != "people":
        return False
    before, after = part.text[:start], part.text[end:]
    behind = part.text[clause.verb_start + len(clause.verb) : start]
    if _BEHIND_VERB.match(behind):
        return True
    return bool(_OPENS.match(before) and re.match(r",|\s", after)) or bool(_PEOPLE_IN.search(before))
