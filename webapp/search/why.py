"""The model of why a hit was found: each word of the query, what stands there for it, and where."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.query.results import Hit, MatchPlace, Reason, ReasonKind

_PLACES: dict[MatchPlace, str] = {
    "text": "the text",
    "headings": "a heading",
    "session": "the title of the session",
    "people": "the people",
}
_KINDS: dict[ReasonKind, str] = {
    "word": "",
    "phrase": "",
    "near": "near one another",
    "form": "another form",
    "pattern": "fits the pattern",
    "fuzzy": "spelt much like it",
    "spelling": "another spelling",
    "acronym": "short or long form",
    "document": "the document by its symbol",
}
MAX_FORMS = 6
"""Ways in which a word stands in one hit that are listed."""


@dataclass(frozen=True)
class WhyLine:
    """A word of the query, how it was matched, and what stands where: `text` tells the places of each."""

    typed: str
    kind: str
    found: tuple[str, ...]
    places: str


@dataclass(frozen=True)
class WhyView:
    """Why a passage is among the results, and the words that it lacks."""

    lines: tuple[WhyLine, ...]
    lacks: tuple[str, ...]


def why_view(hit: Hit) -> WhyView:
    """The reasons of a hit, those that differ in place only as one line."""
    groups: dict[tuple[str, ReasonKind], list[Reason]] = {}
    for reason in hit.reasons:
        groups.setdefault((reason.typed, reason.kind), []).append(reason)
    return WhyView(tuple(_line(typed, kind, group) for (typed, kind), group in groups.items()), hit.lacks)


def _line(typed: str, kind: ReasonKind, group: list[Reason]) -> WhyLine:
    folded = {text.casefold(): text for one in reversed(group) for text in reversed(one.found)}
    found = () if kind == "word" else tuple(reversed(folded.values()))[:MAX_FORMS]
    places = list(dict.fromkeys(_PLACES[one.place] for one in group))
    said = " and ".join([", ".join(places[:-1])] * (len(places) > 1) + places[-1:])
    return WhyLine(typed, _KINDS[kind], found, said)
