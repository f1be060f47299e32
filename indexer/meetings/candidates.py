"""Papers as they are compared: their days, their titles and what their paths say."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from indexer.model import DocumentKind
from indexer.structure.draft import DraftFacts
from indexer.structure.front_matter.paths import PathFacts, parse_path
from indexer.structure.front_matter.titles.printed import event_in_title

from .papers import PaperPart
from .remembered import remembered
from .titles import TitleWords, read_title, topic_words

_AGENDAS: frozenset[DocumentKind] = frozenset({"agenda", "programme"})
_RECORDS: frozenset[DocumentKind] = frozenset({"minutes", "meeting_note", "transcript"})


@remembered(str)
def event_of_title(title: str) -> str:
    """Return the meeting that a title names, as `event_in_title` does."""
    return event_in_title(title)


@remembered(PathFacts)
def facts_of_path(name: str) -> PathFacts:
    """Return what the path of a paper says, as `parse_path` does."""
    return parse_path(name)


@dataclass(frozen=True)
class Candidate:
    """A paper, or a part of one, with what is compared."""

    paper: PaperPart
    facts: DraftFacts

    @cached_property
    def title(self) -> TitleWords:
        """The words of the title of its meeting, or of its own."""
        return read_title(self.facts.meeting_title or event_of_title(self.facts.title))

    @cached_property
    def distinctive_title(self) -> TitleWords:
        """The words of the title without those of the place, which all papers of one place have."""
        return replace(self.title, topic=self.title.topic - topic_words(self.facts.place or ""))

    @cached_property
    def path(self) -> PathFacts:
        """What its path says."""
        return facts_of_path(self.paper.name)

    @cached_property
    def days(self) -> tuple[date, date] | None:
        """First and last day, where it has a day with a year."""
        start = self.facts.start
        return (start, max(start, self.facts.end or start)) if start else None

    @property
    def year(self) -> int | None:
        """The year that it states, or that its path names."""
        return self.facts.year or (self.days[0].year if self.days else self.path.year)

    @property
    def role(self) -> str:
        """Whether it is an agenda or a record of a meeting, of which there is one each; else empty."""
        return "agenda" if self.facts.kind in _AGENDAS else "record" if self.facts.kind in _RECORDS else ""


def is_title_printed(paper: PaperPart, facts: DraftFacts) -> bool:
    """Return whether a paper's title, or that of its meeting, is more than the name of its file."""
    if facts.meeting_title or "title" in facts.stated:
        return True
    of_file = (
        entry.basis == "path" and entry.evidence == paper.name for entry in facts.evidence if entry.fact == "title"
    )
    return not any(of_file)


def free_days(earlier: date, later: date) -> int:
    """Return the number of working days between two days; 0 where the second is not later."""
    between = (later - earlier).days - 1
    if between > 7:
        return between
    return sum((earlier + timedelta(days=number)).weekday() < 5 for number in range(1, between + 1))


def are_nested(first: tuple[date, date], second: tuple[date, date]) -> bool:
    """Return whether one of two ranges of days lies in the other."""
    start, end = max(first[0], second[0]), min(first[1], second[1])
    return (start, end) in (first, second)


def are_close(first: tuple[date, date], second: tuple[date, date], reach: int) -> bool:
    """Return whether two ranges of days overlap, or whether at most `reach` working days lie between."""
    earlier, later = sorted((first, second))
    return later[0] <= earlier[1] or bool(reach and free_days(earlier[1], later[0]) <= reach)


def fits_partial(one: Candidate, dated: Candidate, reach: int = 0) -> bool:
    """Return whether the day and month that a paper states fall into the days of another.

    With `reach`, as many working days may lie between.
    """
    partial, days = one.facts.partial_dates, dated.days
    if not partial or not days:
        return False
    for year in {days[0].year, days[1].year}:
        own = replace(partial, year=year).days()
        if own and partial.weekday in (None, own[0].weekday()) and are_close(own, days, reach):
            return True
    return False


def years_fit(one: Candidate, other: Candidate) -> bool:
    """Return whether two papers state no two years."""
    return None in (one.year, other.year) or one.year == other.year
