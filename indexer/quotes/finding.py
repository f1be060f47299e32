"""The possible outcomes of checking a quotation, and the finding that holds the outcome of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from .claims import LinkClaim
from .find import Quotation
from .places import QuotePlace
from .titles import Title
from .wording import WordChange, WordingMatch

QuoteOutcome = Literal["exact", "near_exact", "altered", "stitched", "other_meeting", "title", "not_found", "too_short"]
OUTCOMES: tuple[QuoteOutcome, ...] = get_args(QuoteOutcome)
OUTCOME_LABELS: dict[QuoteOutcome, str] = {
    "exact": "Exact",
    "near_exact": "Only punctuation or spelling differs",
    "altered": "Wording differs",
    "stitched": "Joined from several places",
    "other_meeting": "Found in another meeting",
    "title": "Title, not a passage",
    "not_found": "Not found",
    "too_short": "Too short to check",
}
SOUND_OUTCOMES: frozenset[QuoteOutcome] = frozenset({"exact", "near_exact", "title", "too_short"})
"""Outcomes that need no attention."""


@dataclass(frozen=True)
class Finding:
    """The result of checking one quotation."""

    quotation: Quotation
    outcome: QuoteOutcome
    places: tuple[QuotePlace, ...] = ()
    """Where it is, in the order of the quotation: one place for each span and passage."""
    wording: WordingMatch | None = None
    """How the words differ there; the outcome `other_meeting` does not say."""
    changes: tuple[WordChange, ...] = ()
    """The words of the quotation beside those of the source, in order; empty when there is nothing to compare."""
    passage_count: int = 0
    """Number of passages with exactly these words."""
    similarity: float = 0.0
    """Share of the words in the best place, 0 to 1."""
    claim: LinkClaim | None = None
    """What the link near it claims."""
    nearest: tuple[QuotePlace, ...] = ()
    """For a quotation that was not found: the most similar place, if it is similar enough to show."""
    title: Title | None = None
    """For a quotation that is in no passage: the title with the same words."""
