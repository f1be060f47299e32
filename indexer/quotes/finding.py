"""What can become of a quotation, and the finding that says what became of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from .claims import LinkClaim
from .find import Quotation
from .places import QuotePlace
from .titles import Title
from .wording import WordChange, Wording

Outcome = Literal["exact", "near_exact", "altered", "stitched", "other_meeting", "title", "not_found", "too_short"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
OUTCOME_LABELS: dict[Outcome, str] = {
    "exact": "Exact",
    "near_exact": "Exact but for punctuation or spelling",
    "altered": "Altered",
    "stitched": "Stitched together from several places",
    "other_meeting": "Found, but in another meeting than the link says",
    "title": "The words of a title",
    "not_found": "Not found",
    "too_short": "Too short to verify",
}
SOUND_OUTCOMES: frozenset[Outcome] = frozenset({"exact", "near_exact", "title", "too_short"})
"""Outcomes that need nobody's attention."""


@dataclass(frozen=True)
class Finding:
    """What became of one quotation."""

    quotation: Quotation
    outcome: Outcome
    places: tuple[QuotePlace, ...] = ()
    """Where it stands, in the order of the quotation: one place a stretch and passage, or the best of several."""
    wording: Wording | None = None
    """How the words differ there; says what `other_meeting` does not."""
    changes: tuple[WordChange, ...] = ()
    """The words of the quotation beside those found, in order; empty where there is nothing to compare."""
    passage_count: int = 0
    """How many passages have the very words."""
    similarity: float = 0.0
    """Share of the words that stand in the best place, 0 to 1."""
    claim: LinkClaim | None = None
    """What the link near it says."""
    nearest: tuple[QuotePlace, ...] = ()
    """For a quotation that was not found: the place most like it, if any is worth a look."""
    title: Title | None = None
    """For a quotation that no passage has: the title whose words it has."""
