"""Highlighted text split where a page needs it: at table cells, at names of people, at quoted words.

Matching belongs to `indexer`; no text is added or removed here.
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
    """A run of text; `url` is the page of the person it names, or empty."""

    spans: Spans
    url: str = ""
    quoted: bool = False
    """Whether it is of the words that the address names."""
    anchor: str = ""
    """The element id of the first such piece."""


@dataclass(frozen=True)
class QuotedRange:
    """The words of a passage that the URL names, as offsets; `opens` is false where they continue from another passage.
    """

    start: int
    end: int
    starts_here: bool = True


@dataclass(frozen=True)
class LabelledCell:
    """A cell of a table row: its column head, its words, and the separator behind it."""

    head: tuple[MarkedRun, ...]
    words: tuple[MarkedRun, ...]
    end: tuple[MarkedRun, ...]


def cut_spans(spans: Sequence[TextSpan], start: int, end: int) -> Spans:
    """Return the spans between two offsets, highlights kept."""
    found = []
    place = 0
    for span in spans:
        text = span.text[max(0, start - place) : max(0, end - place)]
        if text:
            found.append(TextSpan(text, span.match))
        place += len(span.text)
    return tuple(found)


def mark_quoted(pieces: Iterable[MarkedRun], quoted: QuotedRange | None, at: int = 0) -> tuple[MarkedRun, ...]:
    """Return runs split where the quoted words begin and end; the first run begins at offset `at`."""
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
    """Return the cells of a table row that names two or more column heads; else nothing."""
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
    """Return a text in which the first mention of each person links to the person's page."""
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
