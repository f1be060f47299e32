"""What a tie between two papers is, and how papers of a group are tied by their days.

Ties only propose; `cluster` joins papers as far as their days and ids allow. What groups papers is found in
`path_ties` and `title_ties`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from indexer.model import FactBasis

from .candidates import Candidate, fits_partial, free_days, years_fit
from .papers import PaperPart


@dataclass(frozen=True, order=True)
class Tie:
    """Two papers that are of one meeting unless something else keeps them apart; the lowest rank binds first."""

    rank: int
    first: PaperPart
    second: PaperPart
    basis: FactBasis
    evidence: str
    reach: int = 0
    """Working days that may lie between the two."""
    are_days_nested: bool = False
    """Whether the days of one have to lie in those of the other, as like titles alone join no unlike days."""


def grouped(
    candidates: Iterable[Candidate], key: Callable[[Candidate], Hashable | None]
) -> Iterator[tuple[Hashable, list[Candidate]]]:
    """Yield the values of a key that at least two candidates share, with these; None is no value."""
    groups: dict[Hashable, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        value = key(candidate)
        if value is not None:
            groups[value].append(candidate)
    return ((value, group) for value, group in groups.items() if len(group) > 1)


def any_pair(_first: Candidate, _second: Candidate) -> bool:
    """Return that any two papers can be tied."""
    return True


def are_alike(first: Candidate, second: Candidate) -> bool:
    """Return whether two titles can name one meeting."""
    one, other = first.title, second.title
    if one.tells_another(other) or one.bodies != other.bodies != frozenset() != one.bodies:
        return False
    return one.topic <= other.topic or other.topic <= one.topic


def tie_by_days(
    group: Sequence[Candidate],
    rank: int,
    basis: FactBasis,
    evidence: str,
    reach: int,
    check: Callable[[Candidate, Candidate], bool],
) -> Iterator[Tie]:
    """Tie the papers of a group that have days close together, and those without a day if all others are tied.

    Of papers without a day, each belongs to the only meeting of the group, or to none. A title that only siblings have
    joins no unlike days.
    """
    are_days_nested = basis == "sibling"
    dated = sorted((one for one in group if one.days), key=lambda one: one.days or (date.max, date.max))
    meetings = meetings_of(dated, reach)
    for meeting in meetings:
        for first, second in pairwise(meeting):
            if check(first, second):
                yield Tie(rank, first.paper, second.paper, basis, evidence, reach, are_days_nested)
    undated = [one for one in group if not one.days]
    if len(meetings) > 1:
        for one in undated:
            fitting = [
                meeting for meeting in meetings if one.facts.partial_dates and fits_partial(one, meeting[0], reach)
            ]
            if len(fitting) == 1:
                yield Tie(rank, one.paper, fitting[0][0].paper, basis, evidence, reach, are_days_nested)
        return
    anchors = [*(meetings[0] if meetings else ()), *undated]
    for one in undated:
        for anchor in anchors:
            if (
                anchor.paper != one.paper
                and years_fit(one, anchor)
                and check(one, anchor)
                and _fits(one, anchor, reach)
            ):
                yield Tie(rank, one.paper, anchor.paper, basis, evidence, reach, are_days_nested)
                break


def _fits(one: Candidate, anchor: Candidate, reach: int) -> bool:
    partial = one.facts.partial_dates
    if anchor.days:
        return not partial or fits_partial(one, anchor, reach)
    other = anchor.facts.partial_dates
    return not partial or not other or (partial.month, partial.first) == (other.month, other.first)


def meetings_of(dated: Sequence[Candidate], reach: int) -> list[list[Candidate]]:
    """Return papers in the order of their days, divided where more than `reach` working days lie between."""
    meetings: list[list[Candidate]] = []
    last = date.min
    for one in dated:
        start, end = one.days or (date.max, date.max)
        if meetings and free_days(last, start) <= reach and (start <= last or reach):
            meetings[-1].append(one)
            last = max(last, end)
        else:
            meetings.append([one])
            last = end
    return meetings
