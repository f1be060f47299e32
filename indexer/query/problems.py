"""The problems of a query as typed: their kind, their place, and the correction that is most likely meant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ProblemKind = Literal[
    "open_quote",
    "open_bracket",
    "stray_bracket",
    "empty_brackets",
    "dangling_operator",
    "foreign_sign",
    "near_operand",
    "bad_number",
    "unknown_field",
    "empty_value",
    "bad_value",
    "bad_range",
    "unknown_value",
    "lone_wildcard",
    "wildcard_in_quotes",
    "too_deep",
    "too_long",
    "too_many_terms",
    "too_many_patterns",
    "no_word",
]

MAX_PROBLEMS = 10
"""The most problems of one query that are reported."""


@dataclass(frozen=True)
class Problem:
    """One problem of a query."""

    kind: ProblemKind
    start: int
    """Offsets in the text that was read."""
    end: int
    text: str
    """What is wrong and how it was read, as a sentence."""
    suggestion: str | None = None
    """A whole query without this problem; None where no better one can be guessed."""


@dataclass(frozen=True)
class Diagnostic:
    """A problem as the parser records it, before the whole query is known."""

    kind: ProblemKind
    start: int
    end: int
    text: str
    replacement: str | None = None
    """The text to put in its place; None where the query is best asked as it was read."""
