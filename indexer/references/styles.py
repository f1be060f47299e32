"""Write references as text in a citation style: APA, Chicago, MLA, and the UN footnote.

The UN footnote comes from a style file of ours, the others from installed ones. A text is a sequence of runs, plain or
italic, so that a page can format it and a text field can hold it.
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_args

from indexer.entities.names import HAN_NAME, family_and_given
from indexer.speech.marking import marked

from .dates import DateForm, day_text, parts_text
from .processor import loaded_style
from .punctuation import END, settle, single_quotes, with_end
from .reference import Locator, Reference, event_parts, format_locator

StyleName = Literal["apa", "chicago-note", "chicago-bibliography", "mla", "un-footnote"]
STYLE_NAMES: tuple[StyleName, ...] = get_args(StyleName)
STYLE_LABELS: dict[StyleName, str] = {
    "apa": "APA",
    "chicago-note": marked("Chicago, note"),
    "chicago-bibliography": marked("Chicago, bibliography"),
    "mla": "MLA",
    "un-footnote": marked("UN-style footnote"),
}


@dataclass(frozen=True)
class ReferenceRun:
    """A run of a reference's text in one typeface."""

    text: str
    italic: bool = False


@dataclass(frozen=True)
class _StyleOptions:
    """How a style is loaded and which facts it is given."""

    file: str
    """Name in the styles package, or the name of our own file when it ends in `.csl`."""
    dates: DateForm
    note: bool
    """Whether to write the style's note and not its bibliography entry."""
    says_accessed: Callable[[str, str], str] | None = None
    """Adds the day of access to the URL, for a style that omits it for a dated work."""
    days: Literal["event", "date", "date if held"] = "event"
    """Where the days of the meeting go when the paper states no date of its own: with the event, or as its date."""


_CHICAGO = "chicago-notes-bibliography-access-dates"
_STYLE_OPTIONS: dict[StyleName, _StyleOptions] = {
    "apa": _StyleOptions("apa", "month first", False, lambda url, day: f"Retrieved {day}, from {url}"),
    "chicago-note": _StyleOptions(_CHICAGO, "month first", True, days="date"),
    "chicago-bibliography": _StyleOptions(_CHICAGO, "month first", False, days="date"),
    "mla": _StyleOptions(
        "modern-language-association", "short", False, lambda url, day: f"{url}. Accessed {day}", "date if held"
    ),
    "un-footnote": _StyleOptions("un-footnote.csl", "day first", True),
}
_ITALIC_ON, _ITALIC_OFF = "\ue000", "\ue001"  # private-use characters mark italics inside the processor
_ITALICS = re.compile(f"([{_ITALIC_ON}{_ITALIC_OFF}])")
# What differs between passages of one paper.
_LINK_PLACEHOLDER, _NUMBER_PLACEHOLDER = "\ue002", "\ue003"
_FILE_PLACEHOLDER = "\ue005"  # for `file NAME`, of which no style changes the case
_NO_MARKS = str.maketrans(
    "", "", _ITALIC_ON + _ITALIC_OFF + _LINK_PLACEHOLDER + _NUMBER_PLACEHOLDER + _FILE_PLACEHOLDER + END
)
_CACHE_SIZE = 5_000
"""Cached texts: a search of 100,000 hits is of a few thousand papers and sessions, in no order of them."""
_lock = threading.Lock()  # the processor keeps its state in the style
_cache_lock = threading.Lock()
_texts: OrderedDict[tuple[object, StyleName], str] = OrderedDict()


class _MarkFormatter:
    """The processor's formatter: italics become marks, everything else stays plain."""

    Oblique = Bold = Light = Underline = Superscript = Subscript = SmallCaps = str

    @staticmethod
    def preformat(text: object) -> str:
        return str(text)

    @staticmethod
    def Italic(text: object) -> str:  # noqa: N802  # the processor's name for it
        return f"{_ITALIC_ON}{text}{_ITALIC_OFF}"


def cite(reference: Reference, style: StyleName) -> tuple[ReferenceRun, ...]:
    """Return one reference in a style. A restriction, or that the paper is only a plan, is noted at the end."""
    return next(cite_all([reference], style))


def cite_all(references: Iterable[Reference], style: StyleName) -> Iterator[tuple[ReferenceRun, ...]]:
    """Yield each reference in a style, in order.

    The processor takes some milliseconds for each. It therefore writes what references share (paper, session,
    restrictions, day of access) once, with placeholders for the link and the number of the page or passage; the
    latest of these texts are cached.
    """
    for reference in references:
        locator = reference.locator
        # Before a number such as `4-5` a style may write `pp.`, so it cannot be a placeholder.
        shown_number = _NUMBER_PLACEHOLDER if locator.number.isalnum() else locator.number.translate(_NO_MARKS)
        passage = reference.passage
        shared_locator = locator._replace(number=shown_number)
        shared = (
            passage.document,
            passage.meeting,
            passage.session,
            reference.accessed,
            reference.restrictions,
            shared_locator,
            reference.whole,
        )
        text = _shared_text((shared, style), shared_locator, reference)
        yield tuple(_runs(_fill_placeholders(text, reference, locator.number)))


def _shared_text(key: tuple[object, StyleName], place: Locator, reference: Reference) -> str:
    """Return the text that the processor writes, without a full stop behind a link at its end.

    Programs would take the full stop for part of the link. The texts of equal keys are equal: `reference` is only asked
    for what is in the key, and is not kept, since its passage would be.
    """
    with _cache_lock:
        if (kept := _texts.get(key)) is not None:
            _texts.move_to_end(key)
            return kept
    with _lock:
        written = settle(_render(reference, key[1], place))
    written = written.replace(_FILE_PLACEHOLDER, f"file {reference.file_of_title.translate(_NO_MARKS)}")
    written = written.removesuffix(".") if written.endswith(f"{_LINK_PLACEHOLDER}.") else written
    with _cache_lock:
        _texts[key] = written
        if len(_texts) > _CACHE_SIZE:
            _texts.popitem(last=False)
    return written


def _fill_placeholders(written: str, reference: Reference, number: str) -> str:
    """Fill the link and the number of one reference into the shared text, and add its notes."""
    marked = written.replace(_NUMBER_PLACEHOLDER, number.translate(_NO_MARKS)).replace(
        _LINK_PLACEHOLDER, reference.link.translate(_NO_MARKS)
    )
    notes = " ".join(reference.notes)
    if notes:
        marked += f" {notes}" if marked.endswith(".") else f" [{notes}]"
    return marked


def plain_text(runs: Iterable[ReferenceRun]) -> str:
    """Return the text of a reference without its italics."""
    return "".join(run.text for run in runs)


def _render(reference: Reference, name: StyleName, locator: Locator) -> str:
    from citeproc import Citation, CitationItem, CitationStylesBibliography  # noqa: PLC0415
    from citeproc import Locator as CslLocator  # noqa: PLC0415

    style = _STYLE_OPTIONS[name]
    csl_kind = "paragraph" if locator.kind == "passage" else locator.kind  # CSL has no label for a passage
    with_place = style.note and locator.kind != "whole"
    item = CitationItem("p", locator=CslLocator(csl_kind, locator.number)) if with_place else CitationItem("p")
    source = _processor_source(reference, style, locator)
    work = CitationStylesBibliography(loaded_style(style.file), source, _MarkFormatter)
    citation = Citation([item])
    work.register(citation)
    if style.note:
        written = str(work.cite(citation, lambda _item: None))
        for label, name_of_passages in (("para.", "passage"), ("paras.", "passages")) if with_place else ():
            written = written.replace(f"{label} {locator.number}", f"{name_of_passages} {locator.number}")
        return written
    return str(work.bibliography()[0])


def _processor_source(reference: Reference, style: _StyleOptions, locator: Locator) -> Any:
    """Return the processor's input: the facts, arranged so that the style prints each of them once.

    The processor prints ranges of days wrongly and has no field for a session of a meeting, so both are given in words.
    """
    from citeproc.source import BibliographySource  # noqa: PLC0415
    from citeproc.source import Date as Day  # noqa: PLC0415
    from citeproc.source import Reference as Item  # noqa: PLC0415

    text, is_un_footnote = _processor_text, style.file == "un-footnote.csl"
    issued, accessed = reference.issued_date(), reference.accessed
    days_as_date = bool(
        not reference.stated_date
        and reference.event_days()
        and (style.days == "date" or (style.days == "date if held" and reference.reported))
    )
    parts = list(event_parts(reference, style.dates, not days_as_date))
    if is_un_footnote and reference.stated_date:  # the style prints no other date
        parts.append(f"{'published ' if reference.event_days() else ''}{parts_text(issued, style.dates)}")
    event = ", ".join(filter(None, (with_end(part.translate(_NO_MARKS)) for part in parts)))
    names, title, genre = _names_title_and_genre(reference, style, locator)
    url, day = _LINK_PLACEHOLDER, day_text(accessed, style.dates)
    if style.says_accessed and issued:
        url = style.says_accessed(url, day)
    accessed_on = Day(year=accessed.year, month=accessed.month, day=accessed.day)
    facts: dict[str, Any] = {"URL": text(url), "accessed": accessed_on}
    if names:
        facts["author"] = names
    publisher = "" if is_un_footnote else with_end(reference.publisher.translate(_NO_MARKS))
    known = (("title", title), ("genre", genre), ("publisher", publisher))
    facts |= {name: text(value) for name, value in known if value}
    if issued or days_as_date:
        begins_sentence = not (style.note or event or publisher)
        facts["issued"] = _paper_date(reference, style, days_as_date, begins_sentence)
    if is_un_footnote:
        facts["note"] = text(day)
    if event:
        facts["event_place"] = text(event)
    source = BibliographySource()
    source.add(Item("p", "report", **facts))
    if event and not is_un_footnote:
        # CSL 1.0.2 prints an event only by its title, which the processor's list of fields lacks.
        source["p"]["event_title"] = facts.pop("event_place")
        del source["p"]["event_place"]
    return source


def _paper_date(reference: Reference, style: _StyleOptions, days_as_date: bool, begins_sentence: bool) -> Any:
    """Return the date of the paper: the one it states, or the days of its meeting.

    When the style prints the date right after the days of the meeting, it is called the day of publication, so that it
    does not look like a second date of the meeting.
    """
    from citeproc.source import Date, LiteralDate  # noqa: PLC0415

    if days_as_date:
        ahead = "planned for " if reference.planned and not reference.meeting_place else ""
        ahead = ahead.capitalize() if begins_sentence else ahead
        return LiteralDate(f"{ahead}{reference.event_days(style.dates)}")
    if style.days == "date" and reference.event_days():
        return LiteralDate(f"published {parts_text(reference.issued_date(), style.dates)}")
    return Date(**dict(zip(("year", "month", "day"), reference.issued_date(), strict=False)))


def _names_title_and_genre(reference: Reference, style: _StyleOptions, locator: Locator) -> tuple[list[Any], str, str]:
    """Return authors, title and genre; in a bibliography the title stands for the authors where none is stated.

    The processor would print it there and again in its own place.
    """
    title, genre = _title_and_genre(reference, style, locator)
    names = [_processor_name(name) for name in reference.authors]
    if names or style.note:
        return names, title, genre
    if style.file == "apa":  # the kind stands before the date, as the manual has it
        return [_whole_name(f"{_ITALIC_ON}{title}{_ITALIC_OFF} [{genre}]" if title else f"[{genre}]")], "", ""
    if not title:
        return [_whole_name(with_end(genre))], "", ""
    return [_whole_name(f"{_ITALIC_ON}{title}{_ITALIC_OFF}")], "", genre


def _processor_name(name: str) -> Any:
    """Return an author for the processor: in two parts where it is known which is the family name, else whole."""
    from citeproc.source import Name  # noqa: PLC0415

    parts = family_and_given(name.translate(_NO_MARKS))
    if parts is None:
        return _whole_name(with_end(name.translate(_NO_MARKS)))
    if HAN_NAME.match("".join(parts)):  # in these scripts the family name stands first, and nothing parts the two
        return _whole_name(with_end("".join(parts)))
    return Name(family=with_end(parts[0]), given=parts[1])


def _whole_name(name: str) -> Any:
    from citeproc.source import Name  # noqa: PLC0415

    return Name(literal=name)


def _title_and_genre(reference: Reference, style: _StyleOptions, locator: Locator) -> tuple[str, str]:
    """Return the title of the paper, and its kind with the place of the words."""
    locator_text = "" if style.note else format_locator(locator)
    title = reference.title.translate(_NO_MARKS)
    genre = reference.describe(_FILE_PLACEHOLDER) if reference.file_of_title else reference.genre
    if style.file == "un-footnote.csl":
        title = single_quotes(title)
    elif style.note and not title.strip():
        # The style would print the kind in both places, and this one in italics, which are for titles.
        return f"{_ITALIC_OFF}{with_end(genre)}{_ITALIC_ON}" if genre else "", ""
    return with_end(title), ", ".join(filter(None, (genre, locator_text)))


def _processor_text(value: str) -> Any:
    from citeproc.string import MixedString, String  # noqa: PLC0415

    return MixedString([String(value)])


def _runs(marked: str) -> Iterable[ReferenceRun]:
    """Split the marked text into runs; nested marks count once."""
    depth, text = 0, ""
    for piece in _ITALICS.split(marked):
        if piece not in (_ITALIC_ON, _ITALIC_OFF):
            text += piece
            continue
        after = depth + 1 if piece == _ITALIC_ON else depth - 1
        if text and (depth > 0) != (after > 0):
            yield ReferenceRun(text, depth > 0)
            text = ""
        depth = after
    if text:
        yield ReferenceRun(text, depth > 0)
