"""What is wrong with a query as typed: which kind of slip, where, and what was most likely meant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

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
PROBLEM_KINDS: tuple[ProblemKind, ...] = get_args(ProblemKind)

MAX_PROBLEMS = 10
"""Problems of one query that are told; whoever has more corrects those first."""


@dataclass(frozen=True)
class Problem:
    """One slip in a query."""

    kind: ProblemKind
    start: int
    """The place in the text that was read, as offsets."""
    end: int
    text: str
    """What is wrong and how it was read, as a sentence."""
    suggestion: str | None = None
    """A whole query without this slip; None where nothing better can be guessed."""


@dataclass(frozen=True)
class Diagnostic:
    """A problem as it is found, before the whole query is known."""

    kind: ProblemKind
    start: int
    end: int
    text: str
    replacement: str | None = None
    """What should stand in its place; None where it is best to ask as the query was read."""
