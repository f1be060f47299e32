"""What is cited: a passage in its paper and meeting, its link, the day of access; and its parts in words.

How a citation style or a file format arranges the parts does not belong here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple
from urllib.parse import parse_qs, urlsplit

from indexer.model import KIND_LABELS, Document, DocumentKind, Meeting, Passage

from .dates import DateForm, range_text
from .restrictions import RESTRICTION_NOTES, Restriction

SPOKEN_KINDS: frozenset[DocumentKind] = frozenset({"statement", "slides"})
"""Kinds of paper that hold what one person said or showed; file formats have other types for them than for reports."""
LocatorKind = Literal["page", "passage", "whole"]
WholeKind = Literal["document", "meeting", "session"]
"""What can be cited as a whole, without a place in it."""
RANGE_DASH = "–"
"""Separates the first and the last of several pages or passages."""
_LOCATOR_LABELS: dict[LocatorKind, tuple[str, str]] = {
    "page": ("p.", "pp."),
    "passage": ("passage", "passages"),
    "whole": ("", ""),
}
_GENRES_OF_WHOLES: dict[WholeKind, str] = {"meeting": "Meeting papers", "session": "Session papers"}


class Locator(NamedTuple):
    """Where in a paper the cited words stand."""

    kind: LocatorKind
    number: str
    """The number of the page or passage, or the first and the last of several: `4–5`; empty for a whole."""


@dataclass(frozen=True)
class Reference:
    """One passage to be cited, or a paper, a meeting or a session as a whole."""

    passage: Passage
    url: str
    """The full permanent URL, with scheme and host."""
    accessed: date
    version: str | None = None
    """Version of the wording that is cited: the first hex digits of its hash."""
    restrictions: tuple[Restriction, ...] = ()
    """Restrictions that the paper states on citing it."""
    quoted: str = ""
    """The quoted words, when a file for a reference manager should contain them."""
    remark: str = ""
    """A collector's note; not part of the reference as text."""
    last_passage: Passage | None = None
    """The later passage of the same paper where the cited words end; None when they are in one passage."""
    whole: WholeKind | None = None
    """What is cited as a whole; `passage` then has its facts and no words. None for a passage."""

    @property
    def link(self) -> str:
        """The URL with the version that is cited."""
        if not self.version or ("?" in self.url and "v" in parse_qs(urlsplit(self.url).query)):
            return self.url
        base, mark, fragment = self.url.partition("#")
        return f"{base}{'&' if '?' in base else '?'}v={self.version}{mark}{fragment}"

    @property
    def planned(self) -> bool:
        """Whether the paper says what was to happen, not what happened."""
        return self.passage.document.status == "planned"

    @property
    def reported(self) -> bool:
        """Whether the paper says what happened; it can be that neither this nor `planned` is known."""
        return self.passage.document.status == "reported"

    @property
    def authors(self) -> tuple[str, ...]:
        """The persons and bodies that the owner or the paper states to be its authors; none is inferred."""
        return self.passage.document.authors

    @property
    def publisher(self) -> str:
        """The stated publisher, or an empty string."""
        return self.passage.document.publisher or ""

    @property
    def meeting_title(self) -> str:
        """The title of the meeting; empty for a paper of no meeting."""
        return self.passage.meeting.title if self.passage.meeting else ""

    @property
    def meeting_place(self) -> str:
        """The place of the meeting; empty where it is not known."""
        return (self.passage.meeting and self.passage.meeting.place) or ""

    @property
    def title(self) -> str:
        """The title of the paper; empty where only the name of its file is known."""
        return "" if self.file_of_title else self.passage.document.title

    @property
    def file_of_title(self) -> str:
        """The name of the file, with the folders that tell it from others, where no title is known; else empty."""
        return _file_of_title(self.passage.document)

    @property
    def filed_title(self) -> str:
        """The title; where none is known, what the paper is, in the square brackets of titles that are supplied."""
        return f"[{self.describe(f'file {self.file_of_title}')}]" if self.file_of_title else self.title

    def describe(self, file: str) -> str:
        """Return what a paper without a known title is: `Report, file minutes-3.txt`; `file` is its second part."""
        return f"{self.genre or 'Paper'}, {file}"

    @property
    def distinct_title(self) -> str | None:
        """The title of the paper, or None when it is only its meeting's title, which a reference should not repeat."""
        title = self.passage.document.title
        return title if _title_words(title) != _title_words(self.meeting_title) else None

    @property
    def genre(self) -> str:
        """The kind of paper: `Summary`, `Programme (planned)`, `Draft report`; empty where only its title says it."""
        kind = self.passage.document.kind
        is_draft = any(restriction.kind == "draft" for restriction in self.restrictions)
        of_whole = _GENRES_OF_WHOLES.get(self.whole) if self.whole else None
        if kind == "other" and not is_draft and not self.planned and not of_whole:
            return ""
        name = of_whole or (KIND_LABELS[kind] if kind != "other" else "Paper")
        if is_draft:
            name = f"Draft {name[0].lower()}{name[1:]}"
        return f"{name} (planned)" if self.planned else name

    @property
    def session(self) -> str | None:
        """The name of the session, when the passage belongs to one."""
        return self.passage.session.name if self.passage.session else None

    @property
    def page(self) -> str | None:
        """The page as printed on it, or its number; the first page when there are several."""
        return _printed_page(self.passage)

    @property
    def last_page(self) -> str | None:
        """The page that it ends on, when that is another page."""
        last = _printed_page(self.last_passage) if self.last_passage else None
        return last if self.page and last != self.page else None

    @property
    def paragraph(self) -> int:
        """The number of the passage in the document, counted from 1; the first of several."""
        return self.passage.ordinal + 1

    @property
    def locator(self) -> Locator:
        """The page or pages, or else the passage or passages; of a whole there is none."""
        if self.whole:
            return Locator("whole", "")
        if self.page:
            return Locator("page", RANGE_DASH.join(filter(None, (self.page, self.last_page))))
        last = self.last_passage.ordinal + 1 if self.last_passage else self.paragraph
        number = f"{self.paragraph}{RANGE_DASH}{last}" if last > self.paragraph else str(self.paragraph)
        return Locator("passage", number)

    @property
    def locator_text(self) -> str:
        """The locator in short: `p. 4`, `pp. 4–5`, `passage 12`, `passages 12–14`."""
        return format_locator(self.locator)

    @property
    def passage_notes(self) -> tuple[str, ...]:
        """The passages as a sentence when there is no page; file formats have no field for them."""
        locator = self.locator
        text = format_locator(locator)
        return () if locator.kind != "passage" else (f"{text[0].upper()}{text[1:]}.",)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader of the reference must know about the paper, as sentences."""
        planned = ("Planned; not a record of what took place.",) if self.planned else ()
        return planned + tuple(RESTRICTION_NOTES[restriction.kind] for restriction in self.restrictions)

    @property
    def file_notes(self) -> tuple[str, ...]:
        """The notes for a file that people read apart from the site; it also says what is not known."""
        is_unknown = not self.planned and not self.reported and self.passage.meeting
        return (*(("Planned or reported: not known.",) if is_unknown else ()), *self.notes, *self.table_notes)

    @property
    def table_notes(self) -> tuple[str, ...]:
        """The heads of the columns as a sentence, where the passage is a row of a table; else nothing."""
        heads = "; ".join(head.text for head in self.passage.heads)
        return (f"Column headings: {heads}.",) if heads else ()

    def event_days(self, form: DateForm = "day first") -> str | None:
        """Return the days of the meeting in words, or its year, or None when neither is known."""
        return format_meeting_days(self.passage.meeting, form)

    @property
    def stated_date(self) -> tuple[int, ...]:
        """The year, month and day of the paper, as far as the paper states them."""
        return _date_parts(self.passage.document.published)

    def issued_date(self) -> tuple[int, ...]:
        """Return the date of the paper as far as it states one, or else the year of the meeting that it reports.

        A date is year, month and day. A planned paper is older than its meeting, so the meeting's year is never used
        for it, nor for one that may be.
        """
        meeting = self.passage.meeting
        if self.stated_date or not self.reported or meeting is None:
            return self.stated_date
        last = meeting.end or meeting.start
        year = last.year if last else meeting.year
        return (year,) if year else ()

    def filed_date(self) -> tuple[int, ...]:
        """Return the date of the paper, or else the last day of the meeting that it reports, as far as it is known.

        A paper that states a month or a year alone has that day where it lies in it. It is for a format with one date
        for both, which would lose the day; what has the days of the meeting apart prints `issued_date` beside them.
        """
        issued, meeting = self.issued_date(), self.passage.meeting
        last = (meeting.end or meeting.start) if meeting and self.reported else None
        day = (last.year, last.month, last.day) if last else ()
        return day if issued and day[: len(issued)] == issued else issued


def format_locator(locator: Locator) -> str:
    """Return pages or passages in the short form of references."""
    singular, plural = _LOCATOR_LABELS[locator.kind]
    return f"{plural if RANGE_DASH in locator.number else singular} {locator.number}".strip()


def _printed_page(passage: Passage) -> str | None:
    if passage.page_label:
        return passage.page_label
    return str(passage.page) if passage.page is not None else None


def _file_of_title(document: Document) -> str:
    """Return the end of a paper's path that its title was made of; nothing where the paper or its owner has a title."""
    known = next((each for each in document.evidence if each.fact == "title"), None)
    if known is None or known.basis != "path" or known.evidence != document.source:
        return ""
    words, parts = _name_words(document.title), document.source.split("/")
    tails = ("/".join(parts[start:]) for start in reversed(range(len(parts))))
    return next((tail for tail in tails if words <= _name_words(tail)), "")


def _name_words(name: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", name.casefold()))


def _title_words(title: str) -> str:
    return " ".join(re.findall(r"\w+", title.casefold()))


def format_meeting_days(meeting: Meeting | None, form: DateForm = "day first") -> str | None:
    """Return the days of a meeting in words, or its year, or None when neither is known."""
    if meeting is None:
        return None
    start = meeting.start or meeting.end
    if start:
        return range_text(start, meeting.end or start, form)
    return str(meeting.year) if meeting.year else None


def _date_parts(published: str | None) -> tuple[int, ...]:
    """Return the numbers of an ISO 8601 date of any precision, or none when it is not a date."""
    if not published or not re.fullmatch(r"\d{4}(?:-\d\d(?:-\d\d(?:T.*)?)?)?", published, re.ASCII):
        return ()
    numbers = tuple(int(part) for part in published[:10].split("-"))
    try:
        date(*(*numbers, 1, 1)[:3])
    except ValueError:
        return ()
    return numbers


def _is_named_by_days(reference: Reference) -> bool:
    """Return whether the meeting's title, as references print it, ends in its days."""
    days = reference.event_days() if reference.passage.meeting and reference.passage.meeting.start else None
    return bool(days and reference.distinct_title is not None and reference.meeting_title.endswith(f" {days}"))


def event_parts(reference: Reference, form: DateForm, days: bool = True) -> Iterator[str]:
    """Yield the meeting, unless the paper has its title, the session, the place and the days of the meeting.

    `planned for` stands before what was only planned. Without `days` these are left out, and where the meeting is named
    by them: `technical group, 4 May 2031`. `held` marks the days when a report states a date of its own.
    """
    if reference.meeting_title and reference.distinct_title is not None:
        yield reference.meeting_title
    if reference.session:
        yield reference.session
    ahead = "planned for " if reference.planned else ""
    when = reference.event_days(form) if days and (ahead or not _is_named_by_days(reference)) else None
    if when and reference.stated_date and reference.reported:
        when = f"held {when}"
    for part in (reference.meeting_place, when):
        if part:
            yield ahead + part
            ahead = ""
