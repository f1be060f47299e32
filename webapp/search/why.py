"""The page model of why a hit was found: each term of the query, what matches it, and where."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.query.results import Hit, MatchPlace, Reason, ReasonKind

_PLACE_TEXT: dict[MatchPlace, str] = {
    "text": "the text",
    "headings": "a heading",
    "session": "the session title",
    "people": "the people",
    "meeting": "the meeting name",
}
_KIND_TEXT: dict[ReasonKind, str] = {
    "word": "",
    "phrase": "",
    "near": "close together",
    "form": "related form",
    "pattern": "matches the pattern",
    "fuzzy": "similar spelling",
    "capitals": "in capitals, as typed",
    "spelling": "other spelling",
    "variant": "written differently",
    "compound": "part of a longer word",
    "acronym": "abbreviation, full form or synonym",
    "document": "document symbol",
    "meeting": "meeting name",
}
MAX_FORMS = 6
"""Matching forms of a term that are listed for one hit."""


@dataclass(frozen=True)
class WhyLine:
    """A term of the query, how it matched, the matching words, and the places of all of them."""

    typed: str
    kind: str
    matches: tuple[str, ...]
    places: str


@dataclass(frozen=True)
class WhyView:
    """Why a passage is in the results, and the terms it lacks."""

    lines: tuple[WhyLine, ...]
    missing: tuple[str, ...]


def why_view(hit: Hit) -> WhyView:
    """Return the reasons of a hit; reasons that differ only in their place are one line."""
    groups: dict[tuple[str, ReasonKind], list[Reason]] = {}
    for reason in hit.reasons:
        groups.setdefault((reason.typed, reason.kind), []).append(reason)
    return WhyView(tuple(_why_line(typed, kind, group) for (typed, kind), group in groups.items()), hit.lacks)


def _why_line(typed: str, kind: ReasonKind, group: list[Reason]) -> WhyLine:
    """Return the reasons of one term and kind as a line."""
    by_folded = {text.casefold(): text for reason in reversed(group) for text in reversed(reason.found)}
    matches = () if kind == "word" else tuple(reversed(by_folded.values()))[:MAX_FORMS]
    places = list(dict.fromkeys(_PLACE_TEXT[reason.place] for reason in group))
    places_text = " and ".join([", ".join(places[:-1])] * (len(places) > 1) + places[-1:])
    return WhyLine(typed, _KIND_TEXT[kind], matches, places_text)
