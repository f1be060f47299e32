"""Ties by what papers say: a stated id, the number of the meeting, or a title, on one day or of one event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from datetime import timedelta
from itertools import combinations, pairwise

from .candidates import Candidate, are_nested, fits_partial, years_fit
from .ties import Tie, any_pair, grouped, tie_by_days

# The pairs of judged papers are the same for 1 to 4 words and 0 to 5 days: these err on the side of two meetings, as a
# paper under another's day is worse than one without.
_MIN_TOPIC = 3  # words: the shortest title that ties an undated paper to its namesake
_FREE_DAYS = 2  # working days that may lie between the days of one numbered meeting


def title_ties(candidates: Sequence[Candidate]) -> Iterator[Tie]:
    """Yield the ties of papers without a stated id by their titles, the surest first."""
    yield from _ties_of_symbols(candidates)
    yield from _ties_of_numbers(candidates)
    yield from _ties_of_days(candidates)
    yield from _ties_of_names(candidates)


def ties_of_ids(candidates: Sequence[Candidate]) -> Iterator[Tie]:
    """Yield the ties of papers with one stated id."""
    for stated, group in grouped(candidates, lambda candidate: candidate.facts.meeting_id):
        for first, second in pairwise(group):
            yield Tie(0, first.paper, second.paper, "settings", f"meeting_id = {stated}", 10**6)


def _ties_of_symbols(candidates: Sequence[Candidate]) -> Iterator[Tie]:
    """Tie papers under the symbol of one meeting: a record, its corrections and its translations."""
    for symbol, group in grouped(candidates, lambda candidate: candidate.facts.meeting_symbol):
        yield from tie_by_days(group, 1, "stated", str(symbol), _FREE_DAYS, any_pair)


def _ties_of_numbers(candidates: Sequence[Candidate]) -> Iterator[Tie]:
    """Tie papers that name one numbered meeting of one body: `12th meeting of the Harbour Board`."""

    def number_and_topic(candidate: Candidate) -> Hashable | None:
        title = candidate.title
        counted = frozenset(number for number in title.numbers if number[0].islower() and not title.is_acronym(number))
        return (counted, title.topic, title.bodies) if counted and (title.topic or title.bodies) else None

    for _, group in grouped(candidates, number_and_topic):
        evidence = group[0].facts.meeting_title or group[0].facts.title
        for of_year in _by_year(group):
            yield from tie_by_days(of_year, 4, "stated", evidence, _FREE_DAYS, any_pair)


def _ties_of_days(candidates: Sequence[Candidate]) -> Iterator[Tie]:
    """Tie papers of one day, in full or as day and month alone, whose titles name one meeting."""
    by_day: dict[tuple[int, int], list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        for month_and_day in _calendar_days(candidate):
            by_day[month_and_day].append(candidate)
    for group in by_day.values():
        for _, same in grouped(group, _statement):
            yield from (_title_tie(first, second) for first, second in pairwise(same) if _one_meeting(first, second))
        distinct = list({_statement(one): one for one in reversed(group)}.values())
        for first, second in _pairs_of_one_year(distinct):
            if _one_meeting(first, second):
                yield _title_tie(first, second)


def _pairs_of_one_year(candidates: Sequence[Candidate]) -> Iterator[tuple[Candidate, Candidate]]:
    """Yield the pairs of candidates, in their order, but those whose days are of different years.

    A body that meets on a day of each year has as many papers of that day as years.
    """
    of_years: dict[int, list[int]] = defaultdict(list)
    undated: list[int] = []
    for place, one in enumerate(candidates):
        for year in range(one.days[0].year, one.days[1].year + 1) if one.days else ():
            of_years[year].append(place)
        if not one.days:
            undated.append(place)
    pairs = {pair for places in of_years.values() for pair in combinations(places, 2)}
    pairs |= {(min(one, other), max(one, other)) for one in undated for other in range(len(candidates)) if other != one}
    return ((candidates[first], candidates[second]) for first, second in sorted(pairs))


def _calendar_days(candidate: Candidate) -> set[tuple[int, int]]:
    if candidate.days:
        start, end = candidate.days
        return {
            ((start + timedelta(days=number)).month, (start + timedelta(days=number)).day)
            for number in range(min((end - start).days, 31) + 1)
        }
    partial = candidate.facts.partial_dates
    return {(partial.month, partial.first or 0)} if partial else set()


def _statement(candidate: Candidate) -> Hashable:
    """Return all that the comparison of two papers of one day looks at."""
    facts, title = candidate.facts, candidate.title
    plain = title.plain if candidate.role or not title.topic else ""
    counted = title.numbers, title.bare_numbers
    named = title.topic, title.bodies, counted, title.names_event, plain, candidate.path.folder if plain else None
    return named, candidate.days, facts.partial_dates, facts.year, facts.place, candidate.role


def _title_tie(first: Candidate, second: Candidate) -> Tie:
    evidence = second.facts.meeting_title or second.facts.title
    return Tie(5, first.paper, second.paper, "sibling", evidence, are_days_nested=True)


def _one_meeting(first: Candidate, second: Candidate) -> bool:
    """Return whether the days, places and titles of two papers say that they are of one meeting."""
    facts, other = first.facts, second.facts
    if facts.place and other.place and facts.place != other.place:
        return False
    if first.paper.name == second.paper.name or not _days_agree(first, second):
        return False
    return _titles_agree(first, second, in_one_place=bool(facts.place and facts.place == other.place))


def _days_agree(first: Candidate, second: Candidate) -> bool:
    if first.days and second.days:
        return are_nested(first.days, second.days)
    if first.days or second.days:
        undated = second if first.days else first
        stated = undated.facts.partial_dates
        # A body meets on that day of other years too.
        is_certain = bool(stated and stated.weekday is not None) or not (first.title.bodies or second.title.bodies)
        return is_certain and (fits_partial(first, second) or fits_partial(second, first))
    return years_fit(first, second)


def _titles_agree(first: Candidate, second: Candidate, *, in_one_place: bool) -> bool:
    one, other = first.distinctive_title, second.distinctive_title
    if one.tells_another(other):
        return False
    differ = first.role != second.role or not first.role
    if not one.topic or not other.topic:
        is_named_alike = one.plain == other.plain and one.bodies == other.bodies != frozenset()
        return is_named_alike and first.role != second.role and first.path.folder == second.path.folder
    shared, shorter = one.topic & other.topic, min(len(one.topic), len(other.topic))
    if one.bodies and other.bodies:
        is_part = len(shared) == shorter and (shorter > 1 or one.topic == other.topic)
        return is_part and one.bodies == other.bodies and first.role != second.role
    is_clear = shorter > 1 or one.topic == other.topic or in_one_place
    return is_clear and len(shared) == shorter and (differ or one.plain == other.plain)


def _ties_of_names(candidates: Sequence[Candidate]) -> Iterator[Tie]:
    """Tie papers of one folder under one long title, or one event of one stated year, where one of them has no day.

    The name of a body that meets again and again ties nothing.
    """

    def name(candidate: Candidate) -> Hashable | None:
        title, year = candidate.title, candidate.facts.year
        is_event_of_year = title.names_event and year is not None and bool(title.topic)
        if title.bodies or not (len(title.topic) >= _MIN_TOPIC or is_event_of_year):
            return None
        return candidate.path.folder, title.topic, title.numbers, title.bare_numbers

    for _, group in grouped(candidates, name):
        for of_year in _by_year(group):
            yield from tie_by_days(of_year, 6, "sibling", of_year[0].facts.title, 0, _are_papers_of_one_event)


def _by_year(group: Sequence[Candidate]) -> Iterator[list[Candidate]]:
    """Yield the papers of each year; papers without one belong to the only year, or to none."""
    years: set[int | None] = {one.year for one in group if one.year}
    for year in years or {None}:
        yield [one for one in group if one.year == year or (one.year is None and len(years) == 1)]


def _are_papers_of_one_event(first: Candidate, second: Candidate) -> bool:
    """Return whether two papers are of one place, and of different kinds unless their title names an event.

    Papers of one kind under one title can share a form.
    """
    one, other = first.facts, second.facts
    if one.place and other.place and one.place != other.place:
        return False
    return one.kind != other.kind or (first.title.names_event and second.title.names_event)
