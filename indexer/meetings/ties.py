"""What ties two papers to one meeting: a stated id, their paths, a number, or a title on the same day.

Ties only propose; `cluster` joins papers as far as their days and ids allow.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, pairwise

from indexer.model import FactBasis
from indexer.structure.front_matter.meeting_words import plain_words
from indexer.structure.front_matter.paths import PathWords, is_day, tells_apart

from .candidates import Candidate, fits_partial, free_days, years_fit
from .papers import PaperPart

_FREE_DAYS = 2  # working days that may lie between the days of one meeting's papers under one path
_LONGEST_RUN = 10  # days of one meeting in a folder with a file for each day
_MIN_TOPIC = 3  # words: the shortest title that ties an undated paper to its namesake
_MIN_SHARE = 0.6  # share of the shorter title's words that another has, on one day in one place
_DAILY = frozenset(
    """
    daily standup standups scrum hansard debates sitting sittings sederunt seance seances sesiones sitzung sitzungen
    plenarprotokoll zasedani posiedzenie parliament senate parlement parlamento bundestag legislature legislative
    assembly assemblee asamblea house lords commons chamber congress knesset duma riksdag folketing storting sejm
    """.split()
)
"""Words of series that meet day after day: each day is a meeting of its own."""


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


def find_ties(candidates: Sequence[Candidate]) -> list[Tie]:
    """Return all ties, those that bind most first; the order of the candidates does not matter."""
    ordered = sorted(candidates, key=lambda candidate: (candidate.paper.name, candidate.paper.part or 0))
    free = [candidate for candidate in ordered if not candidate.facts.meeting_id]
    ties = [
        *_ties_of_ids(ordered),
        *_ties_of_paths(free),
        *_ties_of_runs(free),
        *_ties_of_folders(free),
        *_ties_of_numbers(free),
        *_ties_of_days(free),
        *_ties_of_names(free),
    ]
    return sorted(
        ties, key=lambda tie: (tie.rank, tie.first.name, tie.first.part or 0, tie.second.name, tie.second.part or 0)
    )


def _grouped(
    candidates: Iterable[Candidate], key: Callable[[Candidate], Hashable | None]
) -> Iterator[tuple[Hashable, list[Candidate]]]:
    groups: dict[Hashable, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        value = key(candidate)
        if value is not None:
            groups[value].append(candidate)
    return ((value, group) for value, group in groups.items() if len(group) > 1)


def _ties_of_ids(candidates: Sequence[Candidate]) -> Iterator[Tie]:
    for stated, group in _grouped(candidates, lambda candidate: candidate.facts.meeting_id):
        for first, second in pairwise(group):
            yield Tie(0, first.paper, second.paper, "settings", f"meeting_id = {stated}", 10**6)


def _ties_of_paths(candidates: Sequence[Candidate]) -> Iterator[Tie]:
    """Tie papers whose paths differ in words for the kind of paper alone: `ietf-92/agenda.md`, `ietf-92/minutes.md`."""
    for key, group in _grouped(candidates, lambda candidate: (candidate.path.key, bool(candidate.path.stem))):
        words: PathWords = key[0]  # type: ignore[index]
        is_sequence = all(candidate.path.part is not None for candidate in group)
        reach = _FREE_DAYS if tells_apart(words) or is_sequence else 0
        check = _any_pair if tells_apart(words) else _alike
        yield from _tie_by_days(group, 1, "path", _shown(words), reach, check)


def _shown(words: PathWords) -> str:
    return "/".join("-".join(word.lstrip("@") for word in part) for part in words) or "files of one folder"


def _any_pair(_first: Candidate, _second: Candidate) -> bool:
    return True


def _alike(first: Candidate, second: Candidate) -> bool:
    """Return whether two titles can name one meeting."""
    one, other = first.title, second.title
    if one.contradicts(other) or one.bodies != other.bodies != frozenset() != one.bodies:
        return False
    return one.topic <= other.topic or other.topic <= one.topic


def _tie_by_days(
    group: Sequence[Candidate],
    rank: int,
    basis: FactBasis,
    evidence: str,
    reach: int,
    check: Callable[[Candidate, Candidate], bool],
) -> Iterator[Tie]:
    """Tie the papers of a group that have days close together, and those without a day if all others are tied.

    Of papers without a day, each belongs to the only meeting of the group, or to none.
    """
    dated = sorted((one for one in group if one.days), key=lambda one: one.days or (date.max, date.max))
    meetings = _meetings_of(dated, reach)
    for meeting in meetings:
        for first, second in pairwise(meeting):
            if check(first, second):
                yield Tie(rank, first.paper, second.paper, basis, evidence, reach)
    undated = [one for one in group if not one.days]
    if len(meetings) > 1:
        for one in undated:
            fitting = [
                meeting for meeting in meetings if one.facts.partial_dates and fits_partial(one, meeting[0], reach)
            ]
            if len(fitting) == 1:
                yield Tie(rank, one.paper, fitting[0][0].paper, basis, evidence, reach)
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
                yield Tie(rank, one.paper, anchor.paper, basis, evidence, reach)
                break


def _fits(one: Candidate, anchor: Candidate, reach: int) -> bool:
    partial = one.facts.partial_dates
    if anchor.days:
        return not partial or fits_partial(one, anchor, reach)
    other = anchor.facts.partial_dates
    return not partial or not other or (partial.month, partial.first) == (other.month, other.first)


def _meetings_of(dated: Sequence[Candidate], reach: int) -> list[list[Candidate]]:
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


def _ties_of_runs(candidates: Sequence[Candidate]) -> Iterator[Tie]:
    """Tie the days of one meeting: files named by day in a folder of their own, on days that follow each other."""

    def series(candidate: Candidate) -> Hashable | None:
        path = candidate.path
        is_own = tells_apart(path.folder) and not any(is_day(word) for part in path.folder for word in part)
        names_day = bool(path.days) or path.part is not None
        if not candidate.days or candidate.paper.part is not None or not is_own or not names_day:
            return None
        return path.folder, tuple(word for word in path.stem if not is_day(word))

    for key, group in _grouped(candidates, series):
        group.sort(key=lambda one: one.days or (date.max, date.max))
        first, last = group[0].days, group[-1].days
        words = {word for one in group for word in _all_words(one)}
        in_one_run = len(_meetings_of(group, 0)) == 1 or _follow_each_other(group)
        if not first or not last or (last[1] - first[0]).days > _LONGEST_RUN or not in_one_run or words & _DAILY:
            continue
        for one, other in pairwise(group):
            if not one.title.contradicts(other.title):
                yield Tie(2, one.paper, other.paper, "path", _shown(key[0]), 0)  # type: ignore[index]


def _all_words(one: Candidate) -> Iterator[str]:
    yield from plain_words(one.paper.name)
    yield from plain_words(one.facts.title)


def _follow_each_other(group: Sequence[Candidate]) -> bool:
    spans = [one.days for one in group if one.days]
    return all(free_days(earlier[1], later[0]) == 0 for earlier, later in pairwise(spans))


def _ties_of_folders(candidates: Sequence[Candidate]) -> Iterator[Tie]:
    """Tie other papers to the meeting that their folder is named after, where its agenda or record lies there."""
    by_folder: dict[PathWords, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        if tells_apart(candidate.path.folder):
            by_folder[candidate.path.folder].append(candidate)
    for folder, group in by_folder.items():
        own = [one for one in group if not one.path.stem and one.role]
        meetings = _meetings_of(sorted((one for one in own if one.days), key=lambda one: one.days or ()), _FREE_DAYS)
        if not own or len(meetings) > 1:
            continue
        anchor = meetings[0][0] if meetings else own[0]
        for one in group:
            is_other = one.path.stem and not one.role and not any(map(is_day, one.path.stem))
            if is_other and not one.title.contradicts(anchor.title) and years_fit(one, anchor) and not one.title.bodies:
                yield Tie(3, one.paper, anchor.paper, "path", _shown(folder), _FREE_DAYS)


def _ties_of_numbers(candidates: Sequence[Candidate]) -> Iterator[Tie]:
    """Tie papers that name one numbered meeting of one body: `12th meeting of the Harbour Board`."""

    def number_and_topic(candidate: Candidate) -> Hashable | None:
        title = candidate.title
        counted = frozenset(number for number in title.numbers if number[0].islower() and not title.is_acronym(number))
        return (counted, title.topic, title.bodies) if counted and (title.topic or title.bodies) else None

    for _, group in _grouped(candidates, number_and_topic):
        years = {one.year for one in group if one.year}
        evidence = group[0].facts.meeting_title or group[0].facts.title
        if len(years) <= 1:
            yield from _tie_by_days(group, 4, "stated", evidence, _FREE_DAYS, _any_pair)


def _ties_of_days(candidates: Sequence[Candidate]) -> Iterator[Tie]:
    """Tie papers of one day, in full or as day and month alone, whose titles name one meeting."""
    by_day: dict[tuple[int, int], list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        for month_and_day in _calendar_days(candidate):
            by_day[month_and_day].append(candidate)
    for group in by_day.values():
        for _, same in _grouped(group, _statement):
            yield from (_title_tie(first, second) for first, second in pairwise(same) if _one_meeting(first, second))
        distinct = list({_statement(one): one for one in reversed(group)}.values())
        for first, second in combinations(distinct, 2):
            if _one_meeting(first, second):
                yield _title_tie(first, second)


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
    facts = candidate.facts
    return candidate.title, candidate.days, facts.partial_dates, facts.year, facts.place, candidate.role


def _title_tie(first: Candidate, second: Candidate) -> Tie:
    return Tie(5, first.paper, second.paper, "sibling", second.facts.meeting_title or second.facts.title)


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
        return first.days[0] <= second.days[1] and second.days[0] <= first.days[1]
    if first.days or second.days:
        return fits_partial(first, second) or fits_partial(second, first)
    return years_fit(first, second)


def _titles_agree(first: Candidate, second: Candidate, *, in_one_place: bool) -> bool:
    one, other = first.distinctive_title, second.distinctive_title
    if one.contradicts(other):
        return False
    differ = first.role != second.role or not first.role
    if not one.topic or not other.topic:
        is_named_alike = one.plain == other.plain and one.bodies == other.bodies != frozenset()
        return is_named_alike and first.role != second.role and first.path.folder == second.path.folder
    shared, shorter = one.topic & other.topic, min(len(one.topic), len(other.topic))
    if one.bodies and other.bodies:
        is_part = len(shared) == shorter and (shorter > 1 or one.topic == other.topic)
        return is_part and one.bodies == other.bodies and first.role != second.role
    if len(shared) == shorter:
        return (shorter > 1 or one.topic == other.topic or in_one_place) and (differ or one.plain == other.plain)
    return in_one_place and len(shared) > 1 and len(shared) >= _MIN_SHARE * shorter and not (one.bodies or other.bodies)


def _ties_of_names(candidates: Sequence[Candidate]) -> Iterator[Tie]:
    """Tie papers of one folder under one long title, or one event of one stated year, where one of them has no day.

    The name of a body that meets again and again ties nothing.
    """

    def name(candidate: Candidate) -> Hashable | None:
        title, year = candidate.title, candidate.facts.year
        is_event_of_year = title.names_event and year is not None and bool(title.topic)
        if title.bodies or not (len(title.topic) >= _MIN_TOPIC or is_event_of_year):
            return None
        return candidate.path.folder, title.topic, title.numbers

    for _, group in _grouped(candidates, name):
        for _, of_year in _by_year(group):
            yield from _tie_by_days(of_year, 6, "sibling", of_year[0].facts.title, 0, _in_one_place)


def _by_year(group: Sequence[Candidate]) -> Iterator[tuple[int | None, list[Candidate]]]:
    """Yield the papers of each year; papers without one belong to the only year, or to none."""
    years: set[int | None] = {one.year for one in group if one.year}
    for year in years or {None}:
        yield year, [one for one in group if one.year == year or (one.year is None and len(years) == 1)]


def _in_one_place(first: Candidate, second: Candidate) -> bool:
    return not (first.facts.place and second.facts.place and first.facts.place != second.facts.place)
