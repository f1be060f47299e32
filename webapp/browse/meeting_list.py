"""The models of the list of meetings: the newest for the home page, and all of them, by year when they are many.

They are made from the library's lists; the only search counts the passages of each meeting.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from indexer.meetings.labels import UNDATED_LABEL
from indexer.model import Document, Meeting
from indexer.query.results import NO_MEETING, UNDATED
from indexer.speech.translation import gettext
from indexer.store.library import Library
from indexer.text.plurals import plural
from webapp.address import urls
from webapp.address.params import SearchRequest
from webapp.address.urls import Link
from webapp.shared.alphabet import Alphabet, LetterLink, LetterSection
from webapp.shared.labels import OUTSIDE_MEETINGS, STATUS_TITLES, kind_title
from webapp.shared.meeting_names import distinct_names
from webapp.shared.models import KindCount, MeetingListItem, meeting_list_item, paper_list_item
from webapp.shared.paper_names import distinct_paper_names

LIST_ALL_UP_TO = 40
"""Up to this many meetings are all named on the home page and on an empty result page."""
NEWEST_SHOWN = 20
"""Of more meetings than that, this many of the newest are named there."""
PAPERS_NAMED = 6
"""Up to this many papers of a meeting are named in its line; more are counted by kind."""
MEETINGS_PER_PAGE = 200
"""The most meetings on one page; a longer list has a page for each year, and a fuller year has several."""


OfMeeting = TypeVar("OfMeeting")


@dataclass(frozen=True)
class MeetingContents:
    """The papers of each meeting and its number of passages, by the id of the meeting."""

    papers: Mapping[str, Sequence[Document]]
    passages: Mapping[str, int]
    without_meeting: int = 0
    """The number of papers of no meeting."""


@dataclass(frozen=True)
class RecentMeetings:
    """The meetings to start from, newest first, and the link to all of them."""

    meetings: tuple[MeetingListItem, ...]
    all_link: Link | None


@dataclass(frozen=True)
class MeetingsPage:
    """Meetings under their years."""

    years: Alphabet[MeetingListItem]
    newer: str
    older: str
    """Addresses of the pages before and after, when one year fills several."""
    path: str
    """The address of this page."""
    without_meeting: Link | None = None
    """All papers of no meeting, on the last page of the list."""


class _OfMeetings(Mapping[str, OfMeeting]):
    """What meetings have, each looked up when it is asked for."""

    def __init__(self, library: Library, look_up: Callable[[str], OfMeeting]) -> None:
        self._library = library
        self._look_up = look_up

    def __getitem__(self, meeting: str) -> OfMeeting:
        return self._look_up(meeting)

    def __iter__(self) -> Iterator[str]:
        return (meeting.id for meeting in self._library.meetings())

    def __len__(self) -> int:
        return len(self._library.meetings())


def meeting_contents(library: Library) -> MeetingContents:
    """Return what is listed of every meeting; nothing is read for that."""
    return MeetingContents(
        _OfMeetings(library, library.documents),
        _OfMeetings(library, library.passages_of_meeting),
        library.documents_without_meeting(),
    )


def short_names(library: Library) -> Mapping[str, str]:
    """Return a few words for each meeting, by its id, that no other has. Call it once for each build."""
    return distinct_names(library.meetings())


def names_beside_dates(library: Library) -> Mapping[str, str]:
    """Return the same for lines that have the dates too: none is called by its month. Call it once for each build."""
    return distinct_names(library.meetings(), by_month=False)


def recent_meetings(library: Library, contents: MeetingContents) -> RecentMeetings:
    """Return the meetings of a library when they are few, else the newest ones."""
    meetings = library.meetings()
    if len(meetings) <= LIST_ALL_UP_TO:
        return RecentMeetings(list_items(library, contents, meetings), None)
    all_link = Link(plural("The meeting", "All %(num)s meetings", len(meetings)), urls.MEETINGS)
    return RecentMeetings(list_items(library, contents, meetings[:NEWEST_SHOWN]), all_link)


def meetings_page(library: Library, contents: MeetingContents, year: str = "", part: int = 1) -> MeetingsPage | None:
    """Return the meetings under their years, or one part of those of one year; return None when there are none."""
    meetings = library.meetings()
    by_year = {_year_name(number): library.meetings_of_year(number) for number, _ in library.size().years}
    if len(meetings) <= MEETINGS_PER_PAGE and not year and part == 1:
        chapters = tuple(
            _year_section(name, list_items(library, contents, page_meetings)) for name, page_meetings in by_year.items()
        )
        years = tuple(LetterLink(chapter.letter, f"#{chapter.anchor}", current=False) for chapter in chapters)
        list_of_all = Alphabet(years, chapters, len(meetings))
        return MeetingsPage(list_of_all, "", "", urls.MEETINGS, _without_meeting(contents))
    shown_year = year or next(iter(by_year), "")
    year_meetings = by_year.get(shown_year, ())
    page_meetings = year_meetings[MEETINGS_PER_PAGE * (part - 1) : MEETINGS_PER_PAGE * part] if part > 0 else ()
    if not page_meetings:
        return None
    years = tuple(LetterLink(_year_title(name), urls.meetings_path(name), name == shown_year) for name in by_year)
    section = _year_section(shown_year, list_items(library, contents, page_meetings))
    return MeetingsPage(
        Alphabet(years, (section,), len(meetings)),
        newer=urls.meetings_path(shown_year, part - 1) if part > 1 else "",
        older=urls.meetings_path(shown_year, part + 1) if len(year_meetings) > MEETINGS_PER_PAGE * part else "",
        path=urls.meetings_path(shown_year, part),
        without_meeting=_without_meeting(contents),
    )


def _without_meeting(contents: MeetingContents) -> Link | None:
    """Return the link to all papers of no meeting, or None when there are none."""
    if not contents.without_meeting:
        return None
    request = SearchRequest(filters={"meeting": (NO_MEETING,)}, group="document")
    return Link(plural(*OUTSIDE_MEETINGS, contents.without_meeting), urls.search_path(request))


def list_items(library: Library, contents: MeetingContents, meetings: Iterable[Meeting]) -> tuple[MeetingListItem, ...]:
    """Return meetings as a list shows them."""
    return tuple(_list_item(library, contents, meeting) for meeting in meetings)


def _list_item(library: Library, contents: MeetingContents, meeting: Meeting) -> MeetingListItem:
    papers = contents.papers.get(meeting.id, ())
    has_many_papers = len(papers) > PAPERS_NAMED
    names = {} if has_many_papers else distinct_paper_names(papers)
    named_papers = [replace(paper_list_item(paper), name=names[paper.id]) for paper in papers if paper.id in names]
    line = meeting_list_item(
        meeting, len(library.sessions(meeting.id)), named_papers, contents.passages.get(meeting.id, 0)
    )
    return replace(line, kinds=_kinds(papers)) if has_many_papers else line


def _kinds(papers: Iterable[Document]) -> tuple[KindCount, ...]:
    """Return how many papers there are of each kind, the most frequent first."""
    counts = Counter((kind_title(paper), paper.status) for paper in papers)
    return tuple(
        KindCount(kind, status, STATUS_TITLES[status], count) for (kind, status), count in counts.most_common()
    )


def _year_section(year: str, lines: tuple[MeetingListItem, ...]) -> LetterSection[MeetingListItem]:
    return LetterSection(_year_title(year), f"year-{year}", lines)


def _year_name(year: int | None) -> str:
    return str(year or UNDATED)


def _year_title(year: str) -> str:
    return gettext(UNDATED_LABEL) if year == UNDATED else year
