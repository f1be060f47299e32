"""The labels of facet values and the order in which they are listed. Counting is the engine's work."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from indexer.model import KIND_LABELS, Document, Meeting, Person, Session, Status
from indexer.query.results import NO_MEETING, UNDATED, Facet, FacetName, FacetValue, session_value

from .dates import meeting_year

STATUS_LABELS: dict[Status, str] = {"planned": "Planned", "reported": "Reported", "unknown": "Not known"}
UNDATED_LABEL = "Undated"
NO_MEETING_LABEL = "No meeting"

FacetLabels = Mapping[FacetName, Mapping[str, str]]
"""For each facet, every value that exists -> what it is called."""


def facet_labels(
    meetings: Iterable[Meeting],
    sessions: Iterable[Session],
    documents: Iterable[Document],
    persons: Iterable[Person],
    values: Mapping[FacetName, Iterable[str]],
) -> FacetLabels:
    """Return a label for every value of every facet, in the order in which values are listed; years are newest first.

    `values` holds the values that passages use: organisations, countries, mentions, places, languages, persons without
    records.
    """
    meetings, documents = tuple(meetings), tuple(documents)
    years = sorted({year for meeting in meetings if (year := meeting_year(meeting))}, reverse=True)
    is_undated = UNDATED in values["year"] or not all(map(meeting_year, meetings))
    kinds = {document.kind for document in documents}
    statuses = {document.status for document in documents}
    return {
        "meeting": meeting_labels(meetings)
        | ({NO_MEETING: NO_MEETING_LABEL} if NO_MEETING in values["meeting"] else {}),
        "year": {str(year): str(year) for year in years} | ({UNDATED: UNDATED_LABEL} if is_undated else {}),
        "session": {session_value(session.meeting, session.id): session_label(session) for session in sessions},
        "kind": {kind: label for kind, label in KIND_LABELS.items() if kind in kinds},
        "status": {status: label for status, label in STATUS_LABELS.items() if status in statuses},
        "person": {value: value for value in values["person"]} | {person.id: person.name for person in persons},
        "place": {value: value for value in sorted(values["place"], key=natural_key)},
        "language": {value: language_label(value) for value in sorted(values["language"], key=language_label)},
        "organisation": {value: value for value in sorted(values["organisation"], key=natural_key)},
        "country": {value: value for value in sorted(values["country"], key=natural_key)},
        "mention": {value: mention_label(value) for value in sorted(values["mention"], key=natural_key)},
    }


def meeting_labels(meetings: Iterable[Meeting]) -> dict[str, str]:
    """Return the title of each meeting by its id, with its first day or year where several meetings share the title."""
    listed = tuple(meetings)
    shared = {title for title, count in Counter(meeting.title for meeting in listed).items() if count > 1}
    return {
        meeting.id: f"{meeting.title}, {when}"
        if meeting.title in shared and (when := first_day_label(meeting) or meeting_year(meeting))
        else meeting.title
        for meeting in listed
    }


def first_day_label(meeting: Meeting) -> str:
    """Return the first day of a meeting in words; empty where it is not known."""
    return format_date(meeting.start, "d MMMM y", _LOCALE) if meeting.start else ""


_LOCALE = Locale("en")
_RESOLUTION = re.compile(
    r"""(?P<body>[AS])/RES/
    (?P<number>\d+ | (?:[A-Z]+-)?\d+/\d+[A-Z]*)
    (?:\s?\((?P<when>[^()]+)\))?""",
    re.VERBOSE,
)
_BODIES = {"A": "General Assembly", "S": "Security Council"}


def mention_label(symbol: str) -> str:
    """Return the label of a document symbol: of a resolution its full name and year, of any other the symbol."""
    match = _RESOLUTION.fullmatch(symbol)
    if not match:
        return symbol
    when = f" ({match['when']})" if match["when"] else ""
    return f"{_BODIES[match['body']]} resolution {match['number']}{when}"


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
    labels: FacetLabels,
    counts: Mapping[str, int],
    chosen: Iterable[str],
    excluded_values: Iterable[str] = (),
) -> Facet:
    """Return a facet, most frequent values first, then by label; selected and excluded values stay, also at 0."""
    selected, excluded = tuple(chosen), tuple(excluded_values)
    values = [
        FacetValue(value, labels[name].get(value, value), counts.get(value, 0), value in selected, value in excluded)
        for value in dict.fromkeys((*counts, *selected, *excluded))
    ]
    values.sort(key=lambda facet_value: (-facet_value.count, natural_key(facet_value.label), facet_value.value))
    return Facet(name, tuple(values))


@lru_cache(maxsize=50_000)
def natural_key(text: str) -> tuple[tuple[int, str], ...]:
    """Return a sort key that puts Session 2 before Session 10."""
    parts = re.findall(r"[0-9]+|[^0-9]+", text.casefold())
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in parts)
