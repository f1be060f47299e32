"""The page model of why a hit was found: each term of the query, what matches it, and where."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.query.results import Hit, MatchPlace, Reason, ReasonKind, Sort
from indexer.speech.joined import all_of
from indexer.speech.marking import marked
from indexer.speech.translation import current_speech, gettext

_PLACE_TEXT: dict[MatchPlace, str] = {
    "text": marked("in the text"),
    "headings": marked("in a heading"),
    "session": marked("in the session title"),
    "people": marked("in the people"),
    "meeting": marked("in the meeting name"),
}
_KIND_TEXT: dict[ReasonKind, str] = {
    "word": "",
    "phrase": "",
    "near": marked("close together"),
    "form": marked("related form"),
    "pattern": marked("matches the pattern"),
    "fuzzy": marked("similar spelling"),
    "capitals": marked("in capitals, as typed"),
    "spelling": marked("other spelling"),
    "variant": marked("written differently"),
    "compound": marked("part of a longer word"),
    "acronym": marked("abbreviation, full form or synonym"),
    "document": marked("document symbol"),
    "meeting": marked("meeting name"),
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
    weight: str = ""
    """How much its paper counts in the order of results; empty where it counts as much as others."""


def why_view(hit: Hit, sort: Sort = "relevance") -> WhyView:
    """Return the reasons of a hit; reasons that differ only in their place are one line."""
    groups: dict[tuple[str, ReasonKind], list[Reason]] = {}
    for reason in hit.reasons:
        groups.setdefault((reason.typed, reason.kind), []).append(reason)
    lines = tuple(_why_line(typed, kind, group) for (typed, kind), group in groups.items())
    weight = hit.passage.document.weight if sort == "relevance" else 1
    return WhyView(lines, hit.lacks, current_speech().decimal(weight) if weight != 1 else "")


def _why_line(typed: str, kind: ReasonKind, group: list[Reason]) -> WhyLine:
    """Return the reasons of one term and kind as a line."""
    by_folded = {text.casefold(): text for reason in reversed(group) for text in reversed(reason.found)}
    matches = () if kind == "word" else tuple(reversed(by_folded.values()))[:MAX_FORMS]
    places = list(dict.fromkeys(gettext(_PLACE_TEXT[reason.place]) for reason in group))
    kind_text = _KIND_TEXT[kind]
    return WhyLine(typed, gettext(kind_text) if kind_text else "", matches, all_of(places))
