"""The list of meetings: the newest where a page has room for some, and all of them, by year where they are many.

It is made from what a library lists; nothing here searches, but for how many passages each meeting has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from indexer.meetings.dates import meeting_year
from indexer.meetings.labels import UNDATED_LABEL
from indexer.model import Document, Meeting
from indexer.query.results import UNDATED, Query
from indexer.store.library import Library
from webapp.address import urls
from webapp.address.urls import Link
from webapp.shared.alphabet import Alphabet, LetterLink, LetterSection
from webapp.shared.labels import STATUS_TITLES, kind_title, short_meeting_name
from webapp.shared.models import KindCount, MeetingListItem, meeting_list_item, paper_list_item

LIST_ALL_UP_TO = 40
"""Meetings that a page names in full beside what it is about."""
NEWEST_SHOWN = 20
"""Of more than these, how many it names."""
PAPERS_NAMED = 6
"""Papers of a meeting that its line names; of more it counts the kinds."""
MEETINGS_PER_PAGE = 200
"""Meetings that the list shows at most; of a longer one each year is a page, and a fuller year has several."""


@dataclass(frozen=True)
class MeetingContents:
    """What the papers of each meeting are, and how many passages they have, by its id."""

    papers: Mapping[str, Sequence[Document]]
    passages: Mapping[str, int]


@dataclass(frozen=True)
class RecentMeetings:
    """The meetings to start from, newest first, and where the others are."""

    meetings: tuple[MeetingListItem, ...]
    every: Link | None


@dataclass(frozen=True)
class MeetingsPage:
    """Meetings under their years."""

    years: Alphabet[MeetingListItem]
    newer: str
    older: str
    """Addresses of the pages before and after, where one year fills several."""
    path: str
    """The address of this page."""


def meeting_contents(library: Library) -> MeetingContents:
    """Gather what is listed of every meeting; to be made once for each build."""
    papers: dict[str, list[Document]] = {}
    for document in library.documents():
        papers.setdefault(document.meeting.id, []).append(document)
    tallies = next((facet.values for facet in library.search(Query(size=1)).facets if facet.name == "meeting"), ())
    return MeetingContents(papers, {value.value: value.count for value in tallies})


def short_names(library: Library) -> Mapping[str, str]:
    """A few words for each meeting, by its id; to be made once for each build."""
    return {one.id: short_meeting_name(one) for one in library.meetings()}


def recent_meetings(library: Library, contents: MeetingContents) -> RecentMeetings:
    """The meetings of a library where they are few, else the newest."""
    meetings = library.meetings()
    if len(meetings) <= LIST_ALL_UP_TO:
        return RecentMeetings(_lines(library, contents, meetings), None)
    every = Link(f"All {len(meetings):,} meetings, by year", urls.MEETINGS)
    return RecentMeetings(_lines(library, contents, meetings[:NEWEST_SHOWN]), every)


def meetings_page(library: Library, contents: MeetingContents, year: str = "", part: int = 1) -> MeetingsPage | None:
    """The meetings under their years, or a part of those of one year; None where there are none such."""
    meetings = library.meetings()
    by_year = {name: tuple(some) for name, some in groupby(meetings, key=_year)}
    if len(meetings) <= MEETINGS_PER_PAGE and not year and part == 1:
        chapters = tuple(_chapter(name, _lines(library, contents, some)) for name, some in by_year.items())
        years = tuple(LetterLink(one.letter, f"#{one.anchor}", current=False) for one in chapters)
        return MeetingsPage(Alphabet(years, chapters, len(meetings)), "", "", urls.MEETINGS)
    shown = year or next(iter(by_year), "")
    wanted = by_year.get(shown, ())
    some = wanted[MEETINGS_PER_PAGE * (part - 1) : MEETINGS_PER_PAGE * part] if part > 0 else ()
    if not some:
        return None
    years = tuple(LetterLink(_called(name), urls.meetings_path(name), name == shown) for name in by_year)
    chapter = _chapter(shown, _lines(library, contents, some))
    return MeetingsPage(
        Alphabet(years, (chapter,), len(meetings)),
        newer=urls.meetings_path(shown, part - 1) if part > 1 else "",
        older=urls.meetings_path(shown, part + 1) if len(wanted) > MEETINGS_PER_PAGE * part else "",
        path=urls.meetings_path(shown, part),
    )


def _lines(library: Library, has: MeetingContents, meetings: Iterable[Meeting]) -> tuple[MeetingListItem, ...]:
    return tuple(_line(library, has, meeting) for meeting in meetings)


def _line(library: Library, has: MeetingContents, meeting: Meeting) -> MeetingListItem:
    papers = has.papers.get(meeting.id, ())
    many = len(papers) > PAPERS_NAMED
    shown = () if many else map(paper_list_item, papers)
    line = meeting_list_item(meeting, len(library.sessions(meeting.id)), shown, has.passages.get(meeting.id, 0))
    return replace(line, kinds=_kinds(papers)) if many else line


def _kinds(papers: Iterable[Document]) -> tuple[KindCount, ...]:
    """How many papers there are of each kind, the most frequent first."""
    counts = Counter((kind_title(one), one.status) for one in papers)
    return tuple(KindCount(kind, status, STATUS_TITLES[status], n) for (kind, status), n in counts.most_common())


def _chapter(year: str, lines: tuple[MeetingListItem, ...]) -> LetterSection[MeetingListItem]:
    return LetterSection(_called(year), f"year-{year}", lines)


def _year(meeting: Meeting) -> str:
    return str(meeting_year(meeting) or UNDATED)


def _called(year: str) -> str:
    return UNDATED_LABEL if year == UNDATED else year
