"""The labels of facet values and the order in which they are listed. Counting is the engine's work."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from indexer.model import Meeting, Session, Status, VoiceKind
from indexer.query.results import Facet, FacetName, FacetValue
from indexer.speech.marking import marked
from indexer.speech.value_names import BODIES, resolution_parts

from .dates import meeting_year

STATUS_LABELS: dict[Status, str] = {
    "planned": marked("Planned"),
    "reported": marked("Reported"),
    "unknown": marked("Not known"),
}
VOICE_LABELS: dict[VoiceKind, str] = {
    "participants": marked("Participants"),
    "most": marked("Most or many"),
    "several": marked("Several or some"),
    "one": marked("One of them"),
    "chair": marked("Chairs and moderators"),
    "panel": marked("Panelists and speakers"),
    "secretariat": marked("Secretariat and staff"),
    "group": marked("A group or delegation"),
    "meeting": marked("The meeting as a whole"),
    "unnamed": marked("Nobody named"),
}
UNDATED_LABEL = marked("Undated")
NO_MEETING_LABEL = marked("No meeting")


def dated_title(meeting: Meeting) -> str:
    """Return the title of a meeting with its first day or year, where that is known."""
    when = first_day_label(meeting) or meeting_year(meeting)
    return f"{meeting.title}, {when}" if when else meeting.title


def first_day_label(meeting: Meeting) -> str:
    """Return the first day of a meeting in words; empty where it is not known."""
    return format_date(meeting.start, "d MMMM y", _LOCALE) if meeting.start else ""


_LOCALE = Locale("en")


@lru_cache(maxsize=10_000)
def mention_label(symbol: str) -> str:
    """Return the label of a document symbol: of a resolution its full name and year, of any other the symbol."""
    parts = resolution_parts(symbol)
    if not parts:
        return symbol
    body, number, when = parts
    return f"{BODIES[body]} resolution {number}{f' ({when})' if when else ''}"


@lru_cache(maxsize=1_000)
def language_label(tag: str) -> str:
    """Return the English name of a language tag, or the tag where it has none."""
    try:
        return Locale.parse(tag, sep="-").get_display_name("en") or tag
    except (UnknownLocaleError, ValueError):
        return tag


def session_label(session: Session) -> str:
    """Return a session's label and title as one line, without repeating the label."""
    label, title = session.label or "", session.title
    if not label or title.casefold().startswith(label.casefold()):
        return title or session.id
    return f"{label}: {title}" if title else label


def labelled_facet(
    name: FacetName,
    label: Callable[[str], str],
    counts: Mapping[str, int],
    chosen: Iterable[str],
    excluded_values: Iterable[str] = (),
    top: int | None = None,
    more: int = 0,
) -> Facet:
    """Return a facet, most frequent values first, then by label; selected and excluded values stay, also at 0.

    Of the others only the first `top` are kept; `more` is the number of values that were left out before.
    """
    selected, excluded = tuple(chosen), tuple(excluded_values)
    labels = {value: label(value) for value in dict.fromkeys((*counts, *selected, *excluded))}
    in_order = sorted((-counts.get(value, 0), natural_key(text), value) for value, text in labels.items())
    kept = in_order
    if top is not None and top < len(in_order):
        kept = in_order[:top] + [entry for entry in in_order[top:] if entry[2] in selected or entry[2] in excluded]
    values = tuple(
        FacetValue(value, labels[value], -count, value in selected, value in excluded) for count, _, value in kept
    )
    return Facet(name, values, more + len(in_order) - len(kept))


@lru_cache(maxsize=50_000)
def natural_key(text: str) -> tuple[tuple[int, str], ...]:
    """Return a sort key that puts Session 2 before Session 10."""
    return _natural_parts(text)


def _natural_parts(text: str) -> tuple[tuple[int, str], ...]:
    parts = re.findall(r"[0-9]{1,18}|[^0-9]+", text.casefold())  # Python refuses to read numbers of any length
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in parts)


def natural_bytes(text: str) -> bytes:
    """Return `natural_key` as bytes that sort alike, for a table that is sorted by them."""
    return b"".join(
        b"\x01" + part.replace("\x00", "").encode("utf-8", "surrogatepass") + b"\x00"
        if number < 0
        else b"\x02" + _counted_bytes(number)
        for number, part in _natural_parts(text)
    )


def _counted_bytes(number: int) -> bytes:
    """Return a number as bytes of which longer ones sort behind shorter ones."""
    length = (number.bit_length() + 7) // 8
    return bytes([min(length, 255)]) + number.to_bytes(length)
