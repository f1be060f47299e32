"""Ties by the paths of files: a folder of one meeting, names that differ in the kind of paper, a file for each day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from indexer.structure.front_matter.meeting_words import EVENT_WORDS, plain_words
from indexer.structure.front_matter.paths import PathWords, is_day, tells_apart

from .candidates import Candidate, free_days, years_fit
from .remembered import remembered
from .ties import Tie, are_alike, grouped, meetings_of, tie_by_days

# Of the 97 pairs of judged papers that are of one meeting, 96 are found with these two and no pair is wrong. With no
# free day one more is lost, with 1 to 5 none; runs of 1 day lose 27, of 2 days 12, of 3 to 20 none.
_FREE_DAYS = 2  # working days that may lie between the days of one meeting's papers under one path
_FARTHEST = 92  # days: papers for one meeting are written up to a quarter of a year before or after it
_LONGEST_RUN = 10  # days of one meeting in a folder with a file for each day
_GATHERINGS = EVENT_WORDS | frozenset("f2f interim plenary virtual retreat sprint offsite meetup".split())
"""Words of a folder for one meeting of some days, which need not follow each other."""
_DAILY = frozenset(
    """
    daily standup standups scrum hansard debates sitting sittings sederunt seance seances sesiones sitzung sitzungen
    plenarprotokoll zasedani posiedzenie parliament senate parlement parlamento bundestag legislature legislative
    assembly assemblee asamblea house lords commons chamber congress knesset duma riksdag folketing storting sejm
    """.split()
)
"""Words of series that meet day after day: each day is a meeting of its own."""


def path_ties(candidates: Sequence[Candidate]) -> Iterator[Tie]:
    """Yield the ties of papers without a stated id by their paths, the surest first."""
    yield from _ties_of_names(candidates)
    yield from _ties_of_runs(candidates)
    yield from _ties_of_folders(candidates)


def _ties_of_names(candidates: Sequence[Candidate]) -> Iterator[Tie]:
    """Tie papers whose paths differ in words for the kind of paper alone: `ietf-92/agenda.md`, `ietf-92/minutes.md`."""
    for key, group in grouped(candidates, lambda candidate: (candidate.path.key, bool(candidate.path.stem))):
        words: PathWords = key[0]  # type: ignore[index]
        is_sequence = all(candidate.path.part is not None for candidate in group)
        reach = _FREE_DAYS if tells_apart(words) or is_sequence else 0
        yield from tie_by_days(group, 1, "path", _shown(words), reach, _are_of_one_path)


def _are_of_one_path(first: Candidate, second: Candidate) -> bool:
    """Return whether two papers of one key are of one meeting.

    Their folder, or a day in their names, tells their meeting from others; else their titles have to agree. In two
    trees of folders one has to be for agendas and the other for records. An agenda and a record of one folder, whose
    names differ in that alone and have a number, are a pair whatever their titles say.
    """
    one, other = first.path, second.path
    is_named = tells_apart(one.folder) or any(map(is_day, one.stem))
    in_one_tree = one.directory == other.directory or one.is_agenda is not other.is_agenda
    return (is_named and in_one_tree) or _are_pair(first, second) or are_alike(first, second)


def _are_pair(first: Candidate, second: Candidate) -> bool:
    one, other = first.path, second.path
    is_told = tells_apart((one.stem,)) and one.directory == other.directory and one.is_agenda is not other.is_agenda
    return is_told and {first.role, second.role} == {"agenda", "record"} and not first.title.contradicts(second.title)


def _shown(words: PathWords) -> str:
    return "/".join("-".join(word.lstrip("@") for word in part) for part in words) or "files of one folder"


def _ties_of_runs(candidates: Sequence[Candidate]) -> Iterator[Tie]:
    """Tie the days of one meeting: files named by day in a folder of their own, on days that follow each other."""
    bare: dict[PathWords, list[Candidate]] = defaultdict(list)
    for one in candidates:
        if not one.days and not one.path.stem:
            bare[one.path.folder].append(one)
    for key, group in grouped(candidates, _series):
        folder: PathWords = key[0]  # type: ignore[index]
        group.sort(key=lambda one: one.days or (date.max, date.max))
        if not _are_one_run(folder, group):
            continue
        reach = _free_days_in(folder)
        for one, other in pairwise(group):
            if not one.title.contradicts(other.title):
                yield Tie(2, one.paper, other.paper, "path", _shown(folder), reach)
        for one in bare[folder]:
            if years_fit(one, group[0]):
                yield Tie(2, one.paper, group[0].paper, "path", _shown(folder), reach)


def _series(candidate: Candidate) -> Hashable | None:
    """Return what files for the days of one meeting share, or None for other papers."""
    path = candidate.path
    if not candidate.days or candidate.paper.part is not None or not (path.days or path.part is not None):
        return None
    is_own = tells_apart(path.folder) or bool(path.folder and _GATHERINGS.intersection(path.folder[-1]))
    if not is_own or any(is_day(word) for part in path.folder for word in part):
        return None
    return path.folder, tuple(word for word in path.stem if not is_day(word))


def _free_days_in(folder: PathWords) -> int:
    return _FREE_DAYS if _GATHERINGS.intersection(folder[-1]) else 0


def _are_one_run(folder: PathWords, group: Sequence[Candidate]) -> bool:
    """Return whether papers in the order of their days are of one meeting, and not of a series that meets daily."""
    spans = [one.days for one in group if one.days]
    is_daily = any(_names_daily(text) for one in group for text in (one.paper.name, one.facts.title))
    if (spans[-1][1] - spans[0][0]).days > _LONGEST_RUN or is_daily:
        return False
    return all(free_days(earlier[1], later[0]) <= _free_days_in(folder) for earlier, later in pairwise(spans))


@remembered(bool)
def _names_daily(text: str) -> bool:
    """Return whether a text names a series that meets day after day."""
    return not _DAILY.isdisjoint(plain_words(text))


def _ties_of_folders(candidates: Sequence[Candidate]) -> Iterator[Tie]:
    """Tie other papers to the meeting that their folder is named after, where its agenda or record lies there."""
    by_folder: dict[PathWords, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        if tells_apart(candidate.path.folder):
            by_folder[candidate.path.folder].append(candidate)
    for folder, group in by_folder.items():
        own = [one for one in group if not one.path.stem and (one.role or one.path.names_record)]
        meetings = meetings_of(sorted((one for one in own if one.days), key=lambda one: one.days or ()), _FREE_DAYS)
        if not own or len(meetings) > 1:
            continue
        anchor = meetings[0][0] if meetings else own[0]
        if _holds_others(group, anchor):
            continue
        for one in group:
            is_free = one.role not in {"record", anchor.role} or not one.role or _is_part(one)
            is_other = one.path.stem and not any(map(is_day, one.path.stem)) and is_free
            if is_other and not one.title.contradicts(anchor.title) and years_fit(one, anchor) and not one.title.bodies:
                yield Tie(3, one.paper, anchor.paper, "path", _shown(folder), _FREE_DAYS)


def _holds_others(group: Sequence[Candidate], anchor: Candidate) -> bool:
    """Return whether a folder holds papers of days far from its only agenda or record: it is no meeting's own.

    A paper without a day then belongs to any of them. Names of files that are days are not counted: they are told
    apart by these.
    """
    days = [one.days for one in group if one.days and one.facts.has_meeting and not one.path.days]
    return anchor.days is not None and any(
        free_days(earlier[1], later[0]) > _FARTHEST for day in days for earlier, later in [sorted((day, anchor.days))]
    )


def _is_part(one: Candidate) -> bool:
    """Return whether a file name counts parts of the meeting of its folder: `minutes-session-2.md`."""
    return all(word in {"session", "sessions"} or (word.isdecimal() and len(word) == 1) for word in one.path.stem)
