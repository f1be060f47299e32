"""Decides whether one passage matches a tree by reading it: its text and what stands around it.

The terms, their forms and where they may stand are those of every engine; nothing here needs an index.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping

from indexer.engine.budget import current_budget
from indexer.engine.fields import context_fields
from indexer.engine.occurrences import TextPositions, occurrences
from indexer.engine.values.of_passage import facet_values
from indexer.meetings.dates import day_range, first_day, last_day, meeting_year
from indexer.model import Passage
from indexer.query.results import (
    FIELD_FACETS,
    NO_SESSION_PREFIX,
    FacetName,
    Filters,
    GroupKey,
    session_value,
)
from indexer.query.tree import And, Expanded, Field, MinShouldMatch, Node, Not, Or, Range, TermNode
from indexer.text.analysis import terms_in
from indexer.text.stemming import analysis_language

from .errors import TooMuchWork

_COST_OF_TERM = 2
"""Positions that an engine looks at in the time that one term of a text takes here."""

SessionParents = Mapping[tuple[str, str], str | None]
"""For each session, by meeting and id, the session that contains it."""


class PassageReader:
    """Reads passages of one build."""

    def __init__(self, parents: SessionParents) -> None:
        self._parents = parents
        self._terms: dict[str, tuple[str, ...]] = {}
        """The terms of each text that was read, as few strings as there are words."""

    def matches(self, passage: Passage, node: Node | None) -> bool:
        """Return whether a passage matches a tree. Raise ValueError for one that weighs words by all passages."""
        match node:
            case None:
                result = True
            case And(parts):
                result = all(self.matches(passage, part) for part in parts)
            case Or(parts):
                result = any(self.matches(passage, part) for part in parts)
            case Not(part):
                result = not self.matches(passage, part)
            case Expanded(part, alternatives):
                result = any(self.matches(passage, meaning) for meaning in (part, *alternatives))
            case Field(name, value):
                result = value in self.values(passage, FIELD_FACETS[name])
            case Range():
                result = _is_in_range(passage, node)
            case MinShouldMatch():
                raise ValueError("what most of the words are depends on all passages")
            case _:
                result = self._has_term(passage, node)
        return result

    def _has_term(self, passage: Passage, node: TermNode) -> bool:
        """Return whether a word or phrase stands in the text of a passage, or in one of the texts around it."""
        language = analysis_language(passage.document.language)
        return any(occurrences(TextPositions(terms, language), node) for terms in self._texts(passage))

    def _texts(self, passage: Passage) -> Iterator[tuple[str, ...]]:
        for text in (passage.text, *(text for texts in context_fields(passage).values() for text in texts)):
            if text not in self._terms:
                self._terms[text] = tuple(map(sys.intern, terms_in(text)))
            if not current_budget().spend(_COST_OF_TERM * len(self._terms[text])):
                raise TooMuchWork
            yield self._terms[text]

    def passes(self, passage: Passage, filters: Filters, excluded: Filters, within: GroupKey | None) -> bool:
        """Return whether a passage has a value of each filter and none that is excluded, and is in the group."""
        return (
            all(not wanted or self._has_any(passage, facet, wanted) for facet, wanted in filters.items())
            and not any(self._has_any(passage, facet, unwanted) for facet, unwanted in excluded.items())
            and (within is None or _is_within(passage, within))
        )

    def _has_any(self, passage: Passage, facet: FacetName, values: tuple[str, ...]) -> bool:
        return not set(values).isdisjoint(self.values(passage, facet))

    def values(self, passage: Passage, facet: FacetName) -> tuple[str, ...]:
        """Return the values of a passage in a facet: of sessions its own and those that contain it."""
        if facet != "session":
            return facet_values(passage)[facet]
        return tuple(self._sessions(passage))

    def _sessions(self, passage: Passage) -> Iterator[str]:
        above = passage.session.id if passage.session else None
        meeting = passage.session.meeting if passage.session else ""
        seen: set[str] = set()
        while above and above not in seen:
            yield session_value(meeting, above)
            seen.add(above)
            above = self._parents.get((meeting, above))


def _is_in_range(passage: Passage, node: Range) -> bool:
    """Return whether the year, or the days that the meeting can have had, overlap a range."""
    if node.name == "year":
        year = meeting_year(passage.meeting)
        return year is not None and int(node.low or "0") <= year <= int(node.high or "9999")
    first, last = day_range(passage.meeting)
    return last > 0 and first <= last_day(node.high) and last >= first_day(node.low)


def _is_within(passage: Passage, group: GroupKey) -> bool:
    if group.by == "document":
        return passage.document.id == group.key
    session = passage.session
    own = session_value(session.meeting, session.id) if session else NO_SESSION_PREFIX + passage.document.id
    return own == group.key
