"""Take from the path or page title of a paper what its text leaves open: its day, its year, whether it has a meeting.

Nothing is taken against the text; where a file name contradicts it by a slip of the pen, the day is not known.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath

from indexer.model import DocumentKind, FactEvidence
from indexer.structure.dates import find_dates, possible_days
from indexer.structure.draft import DraftFacts

from .meeting_words import BODY_WORDS, EVENT_WORDS, MEETING_WORDS, RECORD_WORDS, says
from .paths import PathFacts, parse_path

_OF_MEETINGS: frozenset[DocumentKind] = frozenset(
    {"agenda", "programme", "concept_note", "minutes", "meeting_note", "transcript", "summary", "resolution"}
)
_RECORDS: frozenset[DocumentKind] = frozenset({"agenda", "programme", "minutes", "meeting_note", "transcript"})
_CAPTIONS = (".vtt", ".srt", ".sbv")
_SLIP = 7  # days between the day of a text and that of its file name: a slip of the pen, or the week before copied
_SHORT_YEAR_MONTH = re.compile(r"(?<!\d)(\d\d)[-_.]?(0[1-9]|1[0-2])(?!\d)")
_MEETING = re.compile(
    r"\b(?:(?:meeting|session|conference|workshop|seminar|symposium|hearing|sitting|summit|congress)"
    r" (?:was|were|is|will|took|takes|has been|held|opened|convened|of the)"
    r"|called to order|adjourned|took the chair|quorum|séance est|réunion|sesión|sitzung)\b",
    re.IGNORECASE,
)


def complete_facts(facts: DraftFacts, name: str, page_title: str | None, body: list[str]) -> DraftFacts:
    """Return the facts of a paper with its day and year from the path or page title, where its text gives none.

    Also say whether it is a paper of a meeting at all; `body` are its paragraphs, `name` is its path.
    """
    path = parse_path(name)
    facts = _with_doubts(_with_day(facts, path, name, page_title), path, name)
    return replace(facts, has_meeting=_has_meeting(facts, path, body))


def _with_day(facts: DraftFacts, path: PathFacts, name: str, page_title: str | None) -> DraftFacts:
    if facts.parts or facts.start:
        return _without_slip(_without_slip_of_year(facts, path, name), path)
    if facts.partial_dates:
        return _with_year(facts, path, name)
    if not (_is_of_meeting(facts, path) or name.casefold().endswith(_CAPTIONS)):
        return facts
    in_title = {days for dates in find_dates(page_title or "") if (days := dates.days())}
    if len(in_title) == 1 and _agrees(facts, *next(iter(in_title))):
        return _dated(facts, in_title.pop(), f"<title>{page_title}</title>")
    if path.days and _agrees(facts, *path.days):
        return _dated(facts, path.days, path.evidence)
    return facts


def _with_doubts(facts: DraftFacts, path: PathFacts, name: str) -> DraftFacts:
    """Return facts with what the path says of a day that it does not decide.

    That is another day than a record states in its text, or a date in figures that can be read in two ways.
    """
    known = next((entry for entry in facts.evidence if entry.fact == "day"), None)
    if known is None or facts.parts:
        return facts
    said = ""
    if facts.start and facts.end and known.basis != "settings" and path.days and facts.kind in _RECORDS:
        said = path.evidence if path.days[1] < facts.start or facts.end < path.days[0] else ""
    elif known.basis == "unknown" and "path" not in known.evidence and not path.days:
        said = next((part for part in PurePosixPath(name).parts[::-1] if possible_days(part)), "")
    if not said:
        return facts
    words = "; ".join(filter(None, [known.evidence, f"in the path: {said}"]))
    doubt = FactEvidence("day", "guessed" if facts.start else "unknown", words)
    return replace(facts, evidence=tuple(doubt if entry.fact == "day" else entry for entry in facts.evidence))


def _without_slip(facts: DraftFacts, path: PathFacts) -> DraftFacts:
    """Return facts without the day where the path names one so near that either of the two is a slip.

    Of 540 dated notes in public repositories, 14 had a day in their text that was off by one to seven from that in the
    file name, or by a month or a year that stood in the file that they were copied from.
    """
    if facts.parts or not (facts.start and facts.end and path.days):
        return facts
    start, end = facts.start, facts.end
    gap = max((path.days[0] - end).days, (start - path.days[1]).days)
    other = path.days[0]
    is_figure = start.day == other.day and (start.month == other.month or start.year == other.year)
    if gap <= 0 or (gap > _SLIP and not is_figure):
        return facts
    words = next((entry.evidence for entry in facts.evidence if entry.fact == "day"), "")
    known = tuple(entry for entry in facts.evidence if entry.fact != "day")
    unknown = FactEvidence("day", "unknown", f"{words}; in the path: {path.evidence}")
    year = start.year if start.year == path.days[0].year else None
    return replace(facts, start=None, end=None, year=year, evidence=(*known, unknown))


def _without_slip_of_year(facts: DraftFacts, path: PathFacts, name: str) -> DraftFacts:
    """Return facts of a record without a day that the path has in the next year: a form that is copied keeps its own.

    `12 November 2030` in `2031/crane-11-12.md` is of either year.
    """
    start = facts.start
    if facts.kind not in _RECORDS or path.days or not (start and path.year) or abs(start.year - path.year) != 1:
        return facts
    in_path = re.search(rf"(?<!\d)0?{start.month}[-_.]0?{start.day}(?!\d)", PurePosixPath(name).stem)
    if in_path is None:
        return facts
    words = next((entry.evidence for entry in facts.evidence if entry.fact == "day"), "")
    known = tuple(entry for entry in facts.evidence if entry.fact != "day")
    unknown = FactEvidence("day", "unknown", f"{words}; in the path: {path.year}, {in_path[0]}")
    return replace(facts, start=None, end=None, year=None, evidence=(*known, unknown))


def _is_of_meeting(facts: DraftFacts, path: PathFacts) -> bool:
    """Return whether a day beside the text can be the meeting's: in the name of a record, not of a post or an essay."""
    return facts.kind in _RECORDS or path.names_record or says(facts.title, MEETING_WORDS | RECORD_WORDS)


def _agrees(facts: DraftFacts, start: date, end: date) -> bool:
    """Return whether days contradict no year, and no month of publication after them, that the text states."""
    return facts.year in (None, start.year, end.year) and not (facts.published and facts.published < f"{start:%Y-%m}")


def _dated(facts: DraftFacts, days: tuple[date, date], evidence: str) -> DraftFacts:
    known = tuple(entry for entry in facts.evidence if entry.fact != "day")
    return replace(
        facts,
        start=days[0],
        end=days[1],
        year=days[0].year,
        partial_dates=None,
        evidence=(*known, FactEvidence("day", "path", evidence)),
    )


def _with_year(facts: DraftFacts, path: PathFacts, name: str) -> DraftFacts:
    """Return facts with the year of their day and month, where the path names it together with that month."""
    partial = facts.partial_dates
    if not partial:
        return facts
    years = {path.year} if path.year and path.month == partial.month else set()
    if not years:
        years = {
            2000 + int(year)
            for year, month in _SHORT_YEAR_MONTH.findall(name)
            if int(month) == partial.month
            and int(year) not in range(partial.first or 0, (partial.last or partial.first or 0) + 1)
        }
    if not years and path.year and path.month is None and _is_of_meeting(facts, path):
        years = {path.year}
    if len(years) != 1 or not years <= {facts.year or next(iter(years))}:
        return facts
    days = replace(partial, year=years.pop()).days()
    if not days or (partial.weekday is not None and partial.weekday != days[0].weekday()):
        return facts
    return _dated(facts, days, path.evidence or name)


def _has_meeting(facts: DraftFacts, path: PathFacts, body: list[str]) -> bool:
    """Return whether a paper names a meeting, a day of one, or a body that meets, or lies where papers of one lie."""
    if facts.start or facts.partial_dates or facts.parts or facts.meeting_title or facts.meeting_id:
        return True
    if facts.kind in _OF_MEETINGS or says(facts.title, MEETING_WORDS | RECORD_WORDS | BODY_WORDS | EVENT_WORDS):
        return True
    if path.names_record or path.names_body:
        return True
    return facts.place is not None or any(_MEETING.search(text) for text in body)
