"""Marked text cut where a page needs it: at the cells of a table row, at the names of people.

What matches is the index side's business; nothing is added to the text or taken from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from indexer.model import Participation, TextSpan
from webapp.address import urls

Spans = tuple[TextSpan, ...]

_CELL = re.compile(r"(?P<head>[^:;]{1,60}): (?P<words>.+?)(?:; (?=[^:;]{1,60}: )|$)", re.DOTALL)


@dataclass(frozen=True)
class MarkedRun:
    """A stretch of a text; `url` is the page of the person whose name it is, else empty."""

    spans: Spans
    url: str = ""
    quoted: bool = False
    """Whether it is of the words that the address names."""
    anchor: str = ""
    """The element id of the first such piece."""


@dataclass(frozen=True)
class QuotedRange:
    """Which words of a passage the address names, as offsets; `opens` where they do not go on from another passage."""

    start: int
    end: int
    starts_here: bool = True


@dataclass(frozen=True)
class LabelledCell:
    """A cell of a table row: its column head, its words, and the sign that sets it off from the next."""

    head: tuple[MarkedRun, ...]
    words: tuple[MarkedRun, ...]
    end: tuple[MarkedRun, ...]


def cut_spans(spans: Sequence[TextSpan], start: int, end: int) -> Spans:
    """The stretch from one offset to another, its marks kept."""
    found = []
    place = 0
    for span in spans:
        text = span.text[max(0, start - place) : max(0, end - place)]
        if text:
            found.append(TextSpan(text, span.match))
        place += len(span.text)
    return tuple(found)


def mark_quoted(pieces: Iterable[MarkedRun], quoted: QuotedRange | None, at: int = 0) -> tuple[MarkedRun, ...]:
    """Pieces cut where the words that the address names begin and end; the first piece stands at offset `at`."""
    if quoted is None:
        return tuple(pieces)
    found: list[MarkedRun] = []
    for piece in pieces:
        length = sum(len(span.text) for span in piece.spans)
        edges = {min(max(place - at, 0), length) for place in (quoted.start, quoted.end)}
        for start, end in pairwise(sorted({0, length, *edges})):
            inside = quoted.start <= at + start and at + end <= quoted.end
            anchor = urls.QUOTE_ANCHOR if inside and quoted.starts_here and at + start == quoted.start else ""
            found.append(replace(piece, spans=cut_spans(piece.spans, start, end), quoted=inside, anchor=anchor))
        at += length
    return tuple(found)


def split_cells(spans: Sequence[TextSpan], quoted: QuotedRange | None = None) -> tuple[LabelledCell, ...]:
    """A table row by its cells, where it says the column heads of two or more; else nothing."""
    text = "".join(span.text for span in spans)
    found = []
    place = 0
    while match := _CELL.match(text, place):
        words, begin, place = match.span("words"), place, match.end()
        edges = (begin, *words, place)
        parts = (mark_quoted((MarkedRun(cut_spans(spans, *edge)),), quoted, edge[0]) for edge in pairwise(edges))
        found.append(LabelledCell(*parts))
    return tuple(found) if place == len(text) and len(found) > 1 else ()


def link_names(spans: Sequence[TextSpan], people: Iterable[Participation]) -> tuple[MarkedRun, ...]:
    """A text in which the first mention of each person leads to the person's page."""
    text = "".join(span.text for span in spans)
    places: list[tuple[int, int, str]] = []
    for one in people:
        match = re.search(rf"(?<!\w){re.escape(one.name)}(?!\w)", text) if one.person and one.name else None
        if match and one.person and all(match.end() <= start or end <= match.start() for start, end, _ in places):
            places.append((*match.span(), urls.person_path(one.person)))
    pieces = []
    at = 0
    for start, end, url in sorted(places):
        pieces += [MarkedRun(cut_spans(spans, at, start)), MarkedRun(cut_spans(spans, start, end), url)]
        at = end
    pieces.append(MarkedRun(cut_spans(spans, at, len(text))))
    return tuple(piece for piece in pieces if piece.spans)
