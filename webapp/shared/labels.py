"""Dates, counts and names as a reader reads them, in English.

Only words for facts; whole sentences of a page stand in its template.
"""

from __future__ import annotations

from datetime import date

from indexer.model import KIND_LABELS, Document, Meeting, Participation, Passage, Status
from indexer.query.results import FacetName, Sort

FACET_TITLES: dict[FacetName, str] = {
    "meeting": "Meeting",
    "year": "Year",
    "session": "Session",
    "kind": "Kind of paper",
    "status": "Planned or reported",
    "person": "Person",
    "organisation": "Organisation",
    "place": "Place",
    "language": "Language",
    "mention": "Mentioned in it",
}
SORT_TITLES: dict[Sort, str] = {
    "relevance": "Best match",
    "newest": "Newest",
    "oldest": "Oldest",
    "document": "Document order",
}
STATUS_TITLES: dict[Status, str] = {"planned": "Planned", "reported": "Reported"}

MONTHS = "January February March April May June July August September October November December".split()


def day_month(day: date) -> str:
    """`10 December`."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def full_date(day: date) -> str:
    """`10 December 2024`."""
    return f"{day_month(day)} {day.year}"


def day_of_timestamp(stamp: str) -> str:
    """The day of a build's time: `31 January 2026` of `2026-01-31T12:00:00Z`."""
    return full_date(date.fromisoformat(stamp[:10]))


def date_range(start: date | None, end: date | None, year: int | None = None) -> str:
    """`10–11 December 2024`, `30 April – 2 May 2024`, `2024` where only the year is known, or nothing."""
    if start is None:
        return str(year) if year else ""
    if end is None or end <= start:
        return full_date(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{full_date(end)}"
    first = day_month(start) if start.year == end.year else full_date(start)
    return f"{first} – {full_date(end)}"


def meeting_dates(meeting: Meeting) -> str:
    """When a meeting was, as far as that is known."""
    return date_range(meeting.start, meeting.end, meeting.year)


def short_meeting_name(meeting: Meeting) -> str:
    """A few words that tell a meeting from others: `Montevideo 2024`, `May 2024`, or its title."""
    city = (meeting.place or "").partition(",")[0]
    when = f"{MONTHS[meeting.start.month - 1]} {meeting.start.year}" if meeting.start else str(meeting.year or "")
    if city and meeting.year:
        return f"{city} {meeting.year}"
    return when or meeting.title


def publication_date(stated: str | None) -> str:
    """`February 2020` for `2020-02`; an ISO date to any precision, or nothing."""
    parts = [int(part) for part in (stated or "").split("-") if part.isdigit()]
    if not parts:
        return stated or ""
    if len(parts) == 1 or not 1 <= parts[1] <= 12:
        return str(parts[0])
    month = f"{MONTHS[parts[1] - 1]} {parts[0]}"
    return f"{parts[2]} {month}" if len(parts) > 2 else month


def counted(number: int, one: str, many: str | None = None) -> str:
    """`1 passage`, `1,234 passages`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def kind_title(document: Document) -> str:
    """What kind of paper a document is."""
    return KIND_LABELS[document.kind]


def page_label(passage: Passage) -> str:
    """`p. 4`, or `p. iv` where that is printed on the page, or nothing."""
    number = passage.page_label or (str(passage.page) if passage.page is not None else "")
    return f"p. {number}" if number else ""


def person_name(person: Participation) -> str:
    """A name with its honorific in front."""
    return f"{person.honorific} {person.name}" if person.honorific else person.name


def person_line(person: Participation) -> str:
    """A name and an affiliation."""
    return ", ".join(part for part in (person_name(person), person.affiliation) if part)


def role_title(role: str, number: int = 1) -> str:
    """`Panelists` for the role `panelist` held by several."""
    words = role.replace("_", " ").strip()
    title = words[:1].upper() + words[1:]
    return title if number == 1 or not title or title.endswith("s") else title + "s"
