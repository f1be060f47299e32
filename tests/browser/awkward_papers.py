"""Made-up papers that are hard to lay out: long names, words without a break, years far apart, very short passages."""

from __future__ import annotations

from datetime import date

from indexer.model import Meeting, Passage
from tests.corpus_factory import CHAIR, document, passage

BUDGET = Meeting(
    "budget-1965",
    "Programme budget for 1966, Section 29F: Administration, of theGaugesOfTheEstuaryAndOfItsTributariesAltogether",
    None,
    date(1965, 3, 4),
    None,
    1965,
)
HEARING = Meeting("hearing-1994", "16/1 Declaration on Gauges, Education and Training in the Estuary", None, year=1994)
BUDGET_PAPER = document("budget", BUDGET, "other", BUDGET.title)
HEARING_PAPER = document("hearing", HEARING, "transcript", HEARING.title)
SPEAKER = (CHAIR,)


def awkward_passages() -> tuple[Passage, ...]:
    """Return the passages of these papers; of all of them `gauges` finds some."""
    short = (passage(HEARING_PAPER, place, f"Gauges {place}.", people=SPEAKER) for place in range(6))
    long = "The gauges of " + "the-estuary-and-of-its-tributaries/" * 6 + " fell."
    return (passage(BUDGET_PAPER, 0, long), passage(BUDGET_PAPER, 1, "Gauges of 1965."), *short)
