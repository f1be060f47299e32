"""The model of the home page: what the site does, examples to start from, the time line, and meetings.

It is made from the library's lists and from examples that were found before; nothing here searches.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, islice

from indexer.model import Passage
from indexer.speech.joined import all_of
from indexer.speech.translation import gettext
from indexer.store.library import Library
from indexer.store.stats import Stats
from indexer.text.plurals import counted, plural
from webapp.address import urls
from webapp.address.params import SearchRequest
from webapp.address.urls import Link
from webapp.shared.formats import CITE_STYLE
from webapp.shared.models import MeetingListItem, SearchBox, search_box

from .examples import CorpusExamples
from .meeting_list import NEWEST_SHOWN, MeetingContents, RecentMeetings, list_items, recent_meetings
from .time_line import MeetingDates, TimeLine, in_month, meetings_by_year, months_of, time_line

HOME = "/"
MEETINGS_ANCHOR = "#meetings"
EXAMPLES_SHOWN = 6
"""As many as fill the rows of the page, whether it has one, two or three beside each other."""


@dataclass(frozen=True)
class ExampleLink:
    """An example with what it shows, in a word, and how much it finds."""

    kind: str
    text: str
    url: str
    found: str
    is_sentence: bool = False
    """Whether the text is of the language of the page, and only names in it are of the papers."""


@dataclass(frozen=True)
class HomePage:
    """The search box, what can be done, examples, and the meetings, all or of some years or one month."""

    stats: Stats
    years: str
    box: SearchBox
    chosen: str
    """The years or the month that the meetings are of; empty for all."""
    recent: RecentMeetings
    total: int
    """The number of meetings of the years or the month chosen."""
    line: TimeLine
    months: TimeLine | None
    examples: tuple[ExampleLink, ...]
    passage: Link | None
    """A passage to look at, by its permanent address."""
    cite_url: str
    compare_url: str


@dataclass(frozen=True)
class CoverageView:
    """What a library covers, in a few numbers and over the years."""

    stats: Stats
    years: str
    line: TimeLine


def coverage_view(library: Library) -> CoverageView:
    """Return what a library covers; the years lead to their passages. Call it once for each build."""
    return CoverageView(library.stats, _span(library.stats), time_line(meetings_by_year(library)))


def home_page(
    library: Library,
    contents: MeetingContents,
    dates: MeetingDates,
    examples: CorpusExamples,
    years: tuple[str, ...] = (),
    month: int | None = None,
) -> HomePage:
    """Return the home page of a library, with the meetings of some years, or of a month of one year."""
    chosen = SearchRequest(filters={"year": years})
    line = time_line(dates, lambda some: home_path(() if tuple(some) == years else tuple(some)), years)
    months = _months(dates, years, month)
    shown = [bar for bar in (*line.bars, *((line.undated,) if line.undated else ())) if bar.current]
    name = next((bar.name for bar in (months.bars if months else ()) if bar.current), "")
    passage = examples.passage
    return HomePage(
        stats=library.stats,
        years=_span(library.stats),
        box=search_box(chosen),
        chosen=name or ", ".join(bar.label for bar in shown),
        recent=_meetings(library, contents, years, month),
        total=sum(bar.count for bar in (months.bars if months and name else shown) if bar.current),
        line=line,
        months=months,
        examples=tuple(example_links(examples)),
        passage=Link(_beginning(passage), urls.permalink_path(passage)) if passage else None,
        cite_url=urls.styled_path(passage.id, CITE_STYLE) if passage else "",
        compare_url=_compare_url(examples),
    )


def home_path(years: tuple[str, ...], month: int | None = None) -> str:
    """Return the address of the home page with the meetings of some years, or of a month of one year."""
    request = SearchRequest(filters={"year": years})
    arguments = request.query_string + (f"&month={month}" if month else "")
    return (f"{HOME}?{arguments}" if arguments else HOME) + MEETINGS_ANCHOR


def _months(dates: MeetingDates, years: tuple[str, ...], month: int | None) -> TimeLine | None:
    """Return the months of a year that stands alone."""
    if len(years) != 1:
        return None
    return months_of(dates, years[0], lambda each: home_path(years, None if each == month else each), month)


def _meetings(library: Library, contents: MeetingContents, years: tuple[str, ...], month: int | None) -> RecentMeetings:
    """Return the meetings of some years, newest first, or of a month; the newest of all without a year."""
    if not years:
        return recent_meetings(library, contents)
    numbers = sorted((int(year) if year.isdigit() else 0 for year in years), reverse=True)  # those without a year last
    of_years = [library.meetings_of_year(number or None) for number in numbers]
    if month and len(years) == 1:
        of_years = [[meeting for meeting in of_years[0] if in_month(meeting, years[0], month)]]
    total = sum(map(len, of_years))
    shown = islice(chain.from_iterable(of_years), NEWEST_SHOWN)
    items: tuple[MeetingListItem, ...] = list_items(library, contents, shown)
    if total <= NEWEST_SHOWN:
        return RecentMeetings(items, None)
    where = urls.meetings_path(years[0]) if len(years) == 1 else urls.MEETINGS
    return RecentMeetings(items, Link(_all_of_year(total, years[-1]), where))


def _all_of_year(number: int, year: str) -> str:
    return plural("The meeting of %(year)s", "All %(num)s meetings of %(year)s", number, year=year)


def _span(stats: Stats) -> str:
    first, last = stats.first_year, stats.last_year
    return "" if not first else str(first) if first == last else f"{first}–{last}"


def example_links(examples: CorpusExamples) -> list[ExampleLink]:
    """Return the examples as links: subjects, a question, a person, two subjects compared, and a session.

    There are two subjects, or as many as fill the places of what the papers do not offer.
    """
    links = []
    others = (examples.question, examples.person, examples.session, len(examples.subjects) > 1)
    for subject in examples.subjects[: EXAMPLES_SHOWN - sum(map(bool, others))]:
        found = _found(subject.passages, subject.meetings)
        links.append(ExampleLink(gettext("Phrase"), f"“{subject.words}”", _phrase_path(subject.words), found))
    if question := examples.question:
        found = plural("first results from %(num)s meeting", "first results from %(num)s meetings", question.meetings)
        links.append(
            ExampleLink(gettext("Question"), question.text, urls.search_path(SearchRequest(question.text)), found)
        )
    if person := examples.person:
        request = SearchRequest(filters={"person": (person.id,)})
        found = _found(person.passages, person.meetings)
        links.append(ExampleLink(gettext("Person"), person.name, urls.search_path(request), found))
    if len(examples.subjects) > 1:
        first, second = (subject.words for subject in examples.subjects[:2])
        both = all_of([f"“{first}”", f"“{second}”"])
        links.append(ExampleLink(gettext("Compare"), both, _compare_url(examples), gettext("meeting by meeting"), True))
    if session := examples.session:
        url = urls.session_path(session.meeting, session.id)
        links.append(ExampleLink(gettext("Session"), session.name, url, gettext("planned beside reported")))
    return links


def _found(passages: int, meetings: int) -> str:
    return gettext(
        "%(passages)s %(in_meetings)s",
        passages=counted(passages, "passage"),
        in_meetings=plural("in %(num)s meeting", "in %(num)s meetings", meetings),
    )


def _phrase_path(words: str) -> str:
    return urls.search_path(SearchRequest(f'"{words}"'))


def _compare_url(examples: CorpusExamples) -> str:
    """Return the comparison of two subjects over all meetings, or of none yet."""
    return urls.matrix_path(SearchRequest(), [f'"{subject.words}"' for subject in examples.subjects[:2]])


def _beginning(passage: Passage) -> str:
    """Return the beginning of a passage's text, for a link to it."""
    words = passage.text.split()
    return " ".join(words[:10]) + ("…" if len(words) > 10 else "")
