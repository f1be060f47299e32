"""Dates, counts and names as English text.

Only words for facts; whole sentences belong to the templates.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, get_month_names

from indexer.meetings.labels import NO_MEETING_LABEL, STATUS_LABELS
from indexer.model import KIND_LABELS, Document, Meeting, Participation, Passage, Status
from indexer.query.results import FacetName, Sort, WordsNeeded
from indexer.text.plurals import counted as counted  # noqa: PLC0414  # pages take it from here

FACET_TITLES: dict[FacetName, str] = {
    "meeting": "Meeting",
    "year": "Year",
    "session": "Session",
    "kind": "Kind of paper",
    "status": "Planned or reported",
    "person": "Person",
    "organisation": "Organisation",
    "country": "Country represented",
    "place": "Place",
    "language": "Language",
    "mention": "Documents mentioned",
}
FACET_NOUNS: dict[FacetName, str] = {
    "meeting": "meetings",
    "year": "years",
    "session": "sessions",
    "kind": "kinds of paper",
    "status": "values",
    "person": "people",
    "organisation": "organisations",
    "country": "countries",
    "place": "places",
    "language": "languages",
    "mention": "documents",
}
"""What the values of each facet are, where they are counted."""
SORT_TITLES: dict[Sort, str] = {
    "relevance": "Best match",
    "newest": "Newest",
    "oldest": "Oldest",
    "document": "Paper order",
}
WORDS_TITLES: dict[WordsNeeded, str] = {"most": "Some or all", "all": "All of them"}
"""How many words of a query a passage must have."""
STATUS_TITLES: dict[Status, str] = {**STATUS_LABELS, "unknown": "Planned or reported: not known"}
"""What stands beside a paper. In the facet, which has a title of its own, the labels alone are enough."""
OUTSIDE_MEETINGS = ("%(num)s paper not linked to a meeting", "%(num)s papers not linked to a meeting")

_LOCALE = Locale("en")
_MOST_INITIALS = 3  # capitals; a longer word in capitals is a surname as often as not


def day_month(day: date) -> str:
    """Return a day and month: `10 December`."""
    return format_date(day, "d MMMM", _LOCALE)


@lru_cache(maxsize=10_000)  # writing a date takes longer than anything else of the line that it stands in
def full_date(day: date) -> str:
    """Return a date: `10 December 2024`."""
    return format_date(day, "d MMMM y", _LOCALE)


def month_and_year(day: date) -> str:
    """Return a month and year: `December 2024`."""
    return format_date(day, "MMMM y", _LOCALE)


def day_of_timestamp(stamp: str) -> str:
    """Return the day of a build's timestamp: `31 January 2026` for `2026-01-31T12:00:00Z`."""
    return full_date(date.fromisoformat(stamp[:10]))


def date_range(start: date | None, end: date | None, year: int | None = None) -> str:
    """Return `10–11 December 2024`, `30 April – 2 May 2024`, `2024` if only the year is known, or an empty string."""
    if start is None:
        return str(year) if year else ""
    if end is None or end <= start:
        return full_date(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{full_date(end)}"
    first_day = day_month(start) if start.year == end.year else full_date(start)
    return f"{first_day} – {full_date(end)}"


def meeting_dates(meeting: Meeting | None) -> str:
    """Return the dates of a meeting, as far as they are known; an empty string for none."""
    return date_range(meeting.start, meeting.end, meeting.year) if meeting else ""


def short_meeting_name(meeting: Meeting) -> str:
    """Return a short name of a meeting: `Montevideo 2024`, `May 2024`, or its title."""
    city = (meeting.place or "").partition(",")[0]
    date_text = month_and_year(meeting.start) if meeting.start else str(meeting.year or "")
    if city and meeting.year:
        return f"{city} {meeting.year}"
    return date_text or meeting.title


def publication_date(stated: str | None) -> str:
    """Return an ISO date of any precision in words: `February 2020` for `2020-02`; an empty string for none."""
    parts = [int(part) for part in (stated or "").split("-") if part.isdigit()]
    if not parts:
        return stated or ""
    if len(parts) == 1 or not 1 <= parts[1] <= 12:
        return str(parts[0])
    month = f"{get_month_names('wide', locale=_LOCALE)[parts[1]]} {parts[0]}"
    return f"{parts[2]} {month}" if len(parts) > 2 else month


def kind_title(document: Document) -> str:
    """Return the kind of a document in words."""
    return KIND_LABELS[document.kind]


def status_title(document: Document) -> str:
    """Return whether a document says what was planned or what was held; of no meeting neither can be known."""
    if document.status == "unknown" and not document.meetings:
        return NO_MEETING_LABEL
    return STATUS_TITLES[document.status]


def page_label(passage: Passage) -> str:
    """Return `p. 4`, or `p. iv` where that is printed on the page, or an empty string."""
    number = passage.page_label or (str(passage.page) if passage.page is not None else "")
    return f"p. {number}" if number else ""


def person_name(person: Participation) -> str:
    """Return a name with its honorific in front; letters that stand for a name are said to be a label."""
    if not is_name(person.name):
        return f"labelled “{person.name}”"
    return f"{person.honorific} {person.name}" if person.honorific else person.name


@lru_cache(maxsize=10_000)
def is_name(text: str) -> bool:
    """Return whether the label of a speaker can be a name: letters alone, such as `MT` or `A.B.`, stand for one."""
    letters = [letter for letter in text if letter.isalpha()]
    is_written_small = any(letter.islower() or not letter.isupper() for letter in letters)
    return len(letters) > (1 if is_written_small else _MOST_INITIALS)


def person_line(person: Participation) -> str:
    """Return a name and an affiliation."""
    return ", ".join(part for part in (person_name(person), person.affiliation) if part)


def role_title(role: str, number: int = 1) -> str:
    """Return a role as a title: `Panelists` for the role `panelist` held by several."""
    words = role.replace("_", " ").strip()
    title = words[:1].upper() + words[1:]
    return title if number == 1 or not title or title.endswith("s") else title + "s"
