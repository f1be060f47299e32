"""Keep the marked headings of days that open no meeting as headings; where they differ, the paper has no day.

The days of one meeting, such as those of a programme, stay what they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from indexer.model import FactEvidence
from indexer.structure.dates import StatedDates, find_dates, is_only_date
from indexer.structure.front_matter.day_candidates import day_order, is_day_line
from indexer.structure.front_matter.log_sections import is_in_log
from indexer.text.prose import count_words

from .day_headings import is_of_another_day
from .draft import DraftFacts, Piece
from .parts import DividedPaper, without_day

_MAX_HEADING_WORDS = 6  # words, as in `2031-02-21 Cancelled`
_EVIDENCE_LENGTH = 160  # characters


@dataclass(frozen=True)
class _DatedHeading:
    """A marked heading of a day with text below it; `dates` is None where its figures can be read in two ways."""

    position: int
    text: str
    level: int
    is_bare: bool
    """Whether it says no more than the day."""
    dates: StatedDates | None


def keep_dated_headings(divided: DividedPaper) -> DividedPaper:
    """Return a paper that is not divided with its headings of several days, and without a day that they contradict."""
    pieces, facts = divided.pieces, divided.facts
    if facts.parts or facts.kind in {"agenda", "programme"} or (facts.partial_dates and not facts.start):
        return divided
    by_level: dict[int, list[_DatedHeading]] = defaultdict(list)
    entries = []
    for heading in _dated_headings(pieces):
        if is_in_log(pieces, heading.position, heading.level):
            entries.append(heading)
        else:
            by_level[heading.level].append(heading)
    contrary = [one for headings in by_level.values() if _contradict(headings, facts) for one in headings]
    if not contrary and not entries:
        return divided
    result = list(pieces)
    for heading in (*contrary, *entries):
        piece = pieces[heading.position]
        if heading.is_bare or "title" in piece.reasons:
            result[heading.position] = piece.with_role("heading", "heading_of_day")
    return DividedPaper(tuple(result), _without_contrary_day(facts, contrary) if contrary else facts)


def _dated_headings(pieces: Sequence[Piece]) -> Iterator[_DatedHeading]:
    """Yield the marked headings that begin with a day, or are one, and have a text right below them."""
    order = day_order(pieces)
    live = [(position, piece) for position, piece in enumerate(pieces) if piece.text and not piece.block.drop]
    for index, (position, piece) in enumerate(live):
        block, text = piece.block, piece.text
        has_text = index + 1 < len(live) and live[index + 1][1].block.kind != "heading"
        if block.kind != "heading" or not block.level or block.speaker or not has_text or is_of_another_day(text):
            continue
        found = [dates for dates in find_dates(text, order) if dates.first]
        is_bare = is_only_date(text) or is_day_line(text)
        is_short = count_words(text) <= _MAX_HEADING_WORDS
        if is_bare and not any(find_dates(text, order)):
            yield _DatedHeading(position, text, block.level, is_bare, None)
        elif len(found) == 1 and (is_bare or (is_short and found[0].position == 0)):
            yield _DatedHeading(position, text, block.level, is_bare, found[0])


def _contradict(headings: Sequence[_DatedHeading], facts: DraftFacts) -> bool:
    """Return whether headings of one level name several days that are not those of the paper.

    Headings that say more than the day count where the day of the paper was read from one of them.
    """
    evidence = {entry.evidence for entry in facts.evidence if entry.fact == "day"}
    bare = [heading for heading in headings if heading.is_bare]
    counted = headings if any(heading.text in evidence for heading in headings) else bare
    if len({_day_of(heading) for heading in counted}) < 2:
        return False
    return not (facts.start and facts.end and all(_is_within(one, facts.start, facts.end) for one in counted))


def _day_of(heading: _DatedHeading) -> tuple[int | None, int, int | None] | str:
    dates = heading.dates
    return (dates.year, dates.month, dates.first) if dates else heading.text


def _is_within(heading: _DatedHeading, start: date, end: date) -> bool:
    """Return whether a heading names one of the days from `start` to `end`, or the day before or after them."""
    margin = timedelta(days=1 if start < end else 0)
    for year in {start.year, end.year}:
        dates = heading.dates
        days = replace(dates, year=dates.year or year).days() if dates else None
        if days and start - margin <= days[0] and days[1] <= end + margin:
            return True
    return False


def _without_contrary_day(facts: DraftFacts, headings: Sequence[_DatedHeading]) -> DraftFacts:
    """Return the facts without a day, and without a day of publication that is that of a heading."""
    printed = {heading.dates.iso() for heading in headings if heading.dates}
    years = {heading.dates.year for heading in headings if heading.dates and heading.dates.year}
    words = "; ".join(dict.fromkeys(heading.text for heading in headings))[:_EVIDENCE_LENGTH]
    facts = without_day(facts)
    return replace(
        facts,
        year=facts.year if years <= {facts.year} else None,
        published=None if facts.published in printed else facts.published,
        evidence=(*facts.evidence, FactEvidence("day", "unknown", words)),
    )
