"""The list of meetings: the newest where a page has room for some, and all of them, by year where they are many.

It is made from what a library lists; nothing here searches, but for how many passages each meeting has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from indexer.meetings.dates import year_of
from indexer.meetings.labels import UNDATED_LABEL
from indexer.model import Document, Meeting
from indexer.query.results import UNDATED, Query
from indexer.store.library import Library
from webapp.address import urls
from webapp.address.urls import Link
from webapp.shared.alphabet import Alphabet, Chapter, Letter
from webapp.shared.labels import STATUS_TITLES, kind_title, short_name
from webapp.shared.models import KindCount, MeetingLine, meeting_line, paper_line

FEW = 40
"""Meetings that a page names in full beside what it is about."""
NEWEST = 20
"""Of more than these, how many it names."""
PAPERS = 6
"""Papers of a meeting that its line names; of more it counts the kinds."""
WHOLE = 200
"""Meetings that the list shows at most; of a longer one each year is a page, and a fuller year has several."""


@dataclass(frozen=True)
class Held:
    """What the papers of each meeting are, and how many passages they have, by its id."""

    papers: Mapping[str, Sequence[Document]]
    passages: Mapping[str, int]


@dataclass(frozen=True)
class Covered:
    """The meetings to start from, newest first, and where the others are."""

    meetings: tuple[MeetingLine, ...]
    every: Link | None


@dataclass(frozen=True)
class MeetingsPage:
    """Meetings under their years."""

    years: Alphabet[MeetingLine]
    newer: str
    older: str
    """Addresses of the pages before and after, where one year fills several."""
    path: str
    """The address of this page."""


def held(library: Library) -> Held:
    """Gather what is listed of every meeting; to be made once for each build."""
    papers: dict[str, list[Document]] = {}
    for document in library.documents():
        papers.setdefault(document.meeting.id, []).append(document)
    tallies = next((facet.values for facet in library.search(Query(size=1)).facets if facet.name == "meeting"), ())
    return Held(papers, {value.value: value.count for value in tallies})


def short_names(library: Library) -> Mapping[str, str]:
    """A few words for each meeting, by its id; to be made once for each build."""
    return {one.id: short_name(one) for one in library.meetings()}


def covered(library: Library, has: Held) -> Covered:
    """The meetings of a library where they are few, else the newest."""
    meetings = library.meetings()
    if len(meetings) <= FEW:
        return Covered(_lines(library, has, meetings), None)
    every = Link(f"All {len(meetings):,} meetings, by year", urls.MEETINGS)
    return Covered(_lines(library, has, meetings[:NEWEST]), every)


def meetings_page(library: Library, has: Held, year: str = "", part: int = 1) -> MeetingsPage | None:
    """The meetings under their years, or a part of those of one year; None where there are none such."""
    meetings = library.meetings()
    by_year = {name: tuple(some) for name, some in groupby(meetings, key=_year)}
    if len(meetings) <= WHOLE and not year and part == 1:
        chapters = tuple(_chapter(name, _lines(library, has, some)) for name, some in by_year.items())
        years = tuple(Letter(one.letter, f"#{one.anchor}", current=False) for one in chapters)
        return MeetingsPage(Alphabet(years, chapters, len(meetings)), "", "", urls.MEETINGS)
    shown = year or next(iter(by_year), "")
    wanted = by_year.get(shown, ())
    some = wanted[WHOLE * (part - 1) : WHOLE * part] if part > 0 else ()
    if not some:
        return None
    years = tuple(Letter(_called(name), urls.meetings_path(name), name == shown) for name in by_year)
    chapter = _chapter(shown, _lines(library, has, some))
    return MeetingsPage(
        Alphabet(years, (chapter,), len(meetings)),
        newer=urls.meetings_path(shown, part - 1) if part > 1 else "",
        older=urls.meetings_path(shown, part + 1) if len(wanted) > WHOLE * part else "",
        path=urls.meetings_path(shown, part),
    )


def _lines(library: Library, has: Held, meetings: Iterable[Meeting]) -> tuple[MeetingLine, ...]:
    return tuple(_line(library, has, meeting) for meeting in meetings)


def _line(library: Library, has: Held, meeting: Meeting) -> MeetingLine:
    papers = has.papers.get(meeting.id, ())
    many = len(papers) > PAPERS
    shown = () if many else map(paper_line, papers)
    line = meeting_line(meeting, len(library.sessions(meeting.id)), shown, has.passages.get(meeting.id, 0))
    return replace(line, kinds=_kinds(papers)) if many else line


def _kinds(papers: Iterable[Document]) -> tuple[KindCount, ...]:
    """How many papers there are of each kind, the most frequent first."""
    counts = Counter((kind_title(one), one.status) for one in papers)
    return tuple(KindCount(kind, status, STATUS_TITLES[status], n) for (kind, status), n in counts.most_common())


def _chapter(year: str, lines: tuple[MeetingLine, ...]) -> Chapter[MeetingLine]:
    return Chapter(_called(year), f"year-{year}", lines)


def _year(meeting: Meeting) -> str:
    return str(year_of(meeting) or UNDATED)


def _called(year: str) -> str:
    return UNDATED_LABEL if year == UNDATED else year
