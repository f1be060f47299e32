"""What a facet's values are called and in which order they are listed. Counting is the engine's work."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from indexer.model import KIND_LABELS, Document, Meeting, Person, Session, Status
from indexer.query.results import UNDATED, Facet, FacetName, FacetValue, session_value

from .dates import meeting_year

STATUS_LABELS: dict[Status, str] = {"planned": "Planned", "reported": "Reported"}
UNDATED_LABEL = "Undated"

FacetLabels = Mapping[FacetName, Mapping[str, str]]
"""For each facet, every value that exists -> what it is called."""


def facet_labels(
    meetings: Iterable[Meeting],
    sessions: Iterable[Session],
    documents: Iterable[Document],
    persons: Iterable[Person],
    found: Mapping[FacetName, Iterable[str]],
) -> FacetLabels:
    """Call every value of every facet by a name: values are listed in the order given, years newest first.

    `found` is what passages hold of organisations, mentions, and persons, also of such as are not described.
    """
    meetings, documents = tuple(meetings), tuple(documents)
    years = sorted({year for one in meetings if (year := meeting_year(one))}, reverse=True)
    undated = {} if all(map(meeting_year, meetings)) else {UNDATED: UNDATED_LABEL}
    kinds = {one.kind for one in documents}
    statuses = {one.status for one in documents}
    return {
        "meeting": {one.id: one.title for one in meetings},
        "year": {str(year): str(year) for year in years} | undated,
        "session": {session_value(one.meeting, one.id): session_label(one) for one in sessions},
        "kind": {kind: label for kind, label in KIND_LABELS.items() if kind in kinds},
        "status": {status: label for status, label in STATUS_LABELS.items() if status in statuses},
        "person": {value: value for value in found["person"]} | {one.id: one.name for one in persons},
        "place": {value: value for value in sorted(found["place"], key=natural_key)},
        "language": {value: language_label(value) for value in sorted(found["language"], key=language_label)},
        "organisation": {value: value for value in sorted(found["organisation"], key=natural_key)},
        "mention": {value: mention_label(value) for value in sorted(found["mention"], key=natural_key)},
    }


_RESOLUTION = re.compile(
    r"""(?P<body>[AS])/RES/
    (?P<number>\d+ | (?:[A-Z]+-)?\d+/\d+[A-Z]*)
    (?:\s?\((?P<when>[^()]+)\))?""",
    re.VERBOSE,
)
_BODIES = {"A": "General Assembly", "S": "Security Council"}


def mention_label(symbol: str) -> str:
    """Write the symbol of a resolution as it is spoken of, its year kept; every other symbol stays as it is."""
    match = _RESOLUTION.fullmatch(symbol)
    if not match:
        return symbol
    when = f" ({match['when']})" if match["when"] else ""
    return f"{_BODIES[match['body']]} resolution {match['number']}{when}"


def language_label(tag: str) -> str:
    """Call a language by its English name; a tag that names none stays as it is."""
    try:
        return Locale.parse(tag, sep="-").get_display_name("en") or tag
    except (UnknownLocaleError, ValueError):
        return tag


def session_label(session: Session) -> str:
    """Write a session's label and title as one line, the label not twice."""
    label, title = session.label or "", session.title
    if not label or title.casefold().startswith(label.casefold()):
        return title or session.id
    return f"{label}: {title}" if title else label


def labelled_facet(
    name: FacetName,
    known: FacetLabels,
    counts: Mapping[str, int],
    chosen: Iterable[str],
    excluded_values: Iterable[str] = (),
) -> Facet:
    """List a facet's values, most frequent first, then by label; those chosen or left out stay, also at 0."""
    selected, excluded = tuple(chosen), tuple(excluded_values)
    values = [
        FacetValue(value, known[name].get(value, value), counts.get(value, 0), value in selected, value in excluded)
        for value in dict.fromkeys((*counts, *selected, *excluded))
    ]
    values.sort(key=lambda one: (-one.count, natural_key(one.label), one.value))
    return Facet(name, tuple(values))


@lru_cache(maxsize=50_000)
def natural_key(text: str) -> tuple[tuple[int, str], ...]:
    """Give a key that sorts Session 2 before Session 10."""
    parts = re.findall(r"[0-9]+|[^0-9]+", text.casefold())
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in parts)
