"""What is cited: a passage in its paper and meeting, its link, the day it was looked at; and its parts in words.

How a style or a format arranges the parts does not belong here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal
from urllib.parse import parse_qs, urlsplit

from indexer.model import KIND_LABELS, Meeting, Passage

from .dates import DateForm, range_text
from .restrictions import RESTRICTION_NOTES, Restriction

LocatorKind = Literal["page", "paragraph"]
RANGE_DASH = "–"
"""Stands between the first and the last of several pages or paragraphs."""
_SHORT: dict[LocatorKind, tuple[str, str]] = {"page": ("p.", "pp."), "paragraph": ("para.", "paras.")}


@dataclass(frozen=True)
class Reference:
    """One passage to be cited."""

    passage: Passage
    url: str
    """The whole permanent address, with scheme and host."""
    accessed: date
    version: str | None = None
    """First hex digits of the hash of the wording that is cited."""
    restrictions: tuple[Restriction, ...] = ()
    """What the paper says about how it may be cited."""
    quoted: str = ""
    """The words that were taken from it, where a file for a reference manager is to carry them."""
    remark: str = ""
    """What somebody wrote beside it; no part of the reference as text."""
    last_passage: Passage | None = None
    """The later passage of the same paper in which what is cited ends; None where it is of one passage."""

    @property
    def link(self) -> str:
        """The address with the version that is cited."""
        if not self.version or "v" in parse_qs(urlsplit(self.url).query):
            return self.url
        base, mark, fragment = self.url.partition("#")
        return f"{base}{'&' if '?' in base else '?'}v={self.version}{mark}{fragment}"

    @property
    def planned(self) -> bool:
        """Whether the paper says what was to happen, and not what happened."""
        return self.passage.document.status == "planned"

    @property
    def distinct_title(self) -> str | None:
        """The title of the paper; None where that is only its meeting's, which a text should not say twice."""
        title = self.passage.document.title
        return title if _bare(title) != _bare(self.passage.meeting.title) else None

    @property
    def genre(self) -> str:
        """What kind of paper it is: `Summary`, `Programme (planned)`, `Draft report`."""
        name = KIND_LABELS[self.passage.document.kind]
        if any(one.kind == "draft" for one in self.restrictions):
            name = f"Draft {name[0].lower()}{name[1:]}"
        return f"{name} (planned)" if self.planned else name

    @property
    def session(self) -> str | None:
        """What to call the session, where the passage is of one."""
        return self.passage.session.name if self.passage.session else None

    @property
    def page(self) -> str | None:
        """The page as printed on it, or its number; the first, where it goes on to another."""
        return _page(self.passage)

    @property
    def last_page(self) -> str | None:
        """The page that it ends on, where that is another one."""
        last = _page(self.last_passage) if self.last_passage else None
        return last if self.page and last != self.page else None

    @property
    def paragraph(self) -> int:
        """Which passage of the document it is, counted from 1; the first of several."""
        return self.passage.ordinal + 1

    @property
    def locator(self) -> tuple[LocatorKind, str]:
        """Where in the paper it stands: on which page or pages or, where it has none, in which paragraphs."""
        if self.page:
            return "page", RANGE_DASH.join(filter(None, (self.page, self.last_page)))
        last = self.last_passage.ordinal + 1 if self.last_passage else self.paragraph
        return "paragraph", f"{self.paragraph}{RANGE_DASH}{last}" if last > self.paragraph else str(self.paragraph)

    @property
    def locator_text(self) -> str:
        """The same in a few signs: `p. 4`, `pp. 4–5`, `para. 12`, `paras. 12–14`."""
        return format_locator(*self.locator)

    @property
    def paragraph_notes(self) -> tuple[str, ...]:
        """The paragraph or paragraphs as a sentence, where there is no page; formats have no field for them."""
        kind, number = self.locator
        return () if kind == "page" else (f"Paragraph{'s' if RANGE_DASH in number else ''} {number}.",)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader of the reference must be told of the paper, as sentences."""
        planned = ("Planned; not a record of what took place.",) if self.planned else ()
        return planned + tuple(RESTRICTION_NOTES[one.kind] for one in self.restrictions)

    def event_days(self, form: DateForm = "day first") -> str | None:
        """The days of the meeting in words, or its year, or None where nothing is known."""
        return format_meeting_days(self.passage.meeting, form)

    @property
    def stated_date(self) -> tuple[int, ...]:
        """Year, month and day of the paper, as far as it states them."""
        return _precise(self.passage.document.published)

    def issued_date(self) -> tuple[int, ...]:
        """Year, month and day of the paper as far as it states them, or the year of the meeting that it reports.

        A planned paper is older than its meeting, whose year is therefore never its own.
        """
        if self.stated_date or self.planned:
            return self.stated_date
        meeting = self.passage.meeting
        last = meeting.end or meeting.start
        year = last.year if last else meeting.year
        return (year,) if year else ()


def format_locator(kind: LocatorKind, number: str) -> str:
    """A page, a paragraph or several as references write them in short."""
    one, several = _SHORT[kind]
    return f"{several if RANGE_DASH in number else one} {number}"


def _page(passage: Passage) -> str | None:
    if passage.page_label:
        return passage.page_label
    return str(passage.page) if passage.page is not None else None


def _bare(title: str) -> str:
    return " ".join(re.findall(r"\w+", title.casefold()))


def format_meeting_days(meeting: Meeting, form: DateForm = "day first") -> str | None:
    """The days of a meeting in words, or its year, or None where nothing is known."""
    start = meeting.start or meeting.end
    if start:
        return range_text(start, meeting.end or start, form)
    return str(meeting.year) if meeting.year else None


def _precise(published: str | None) -> tuple[int, ...]:
    """The numbers of an ISO 8601 date of any precision; none for what is no such date."""
    if not published or not re.fullmatch(r"\d{4}(?:-\d\d(?:-\d\d(?:T.*)?)?)?", published, re.ASCII):
        return ()
    numbers = tuple(int(part) for part in published[:10].split("-"))
    try:
        date(*(*numbers, 1, 1)[:3])
    except ValueError:
        return ()
    return numbers


def event_parts(reference: Reference, form: DateForm, days: bool = True) -> Iterator[str]:
    """What is known of when and where: the session, the place, the days; `planned for` before what was to come.

    Without the days where those are told elsewhere; `held` tells them from the date that the paper states of itself.
    """
    if reference.session:
        yield reference.session
    ahead = "planned for " if reference.planned else ""
    when = reference.event_days(form) if days else None
    if when and reference.stated_date and not reference.planned:
        when = f"held {when}"
    for part in (reference.passage.meeting.place, when):
        if part:
            yield ahead + part
            ahead = ""
