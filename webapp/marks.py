"""Marked text cut where a page needs it: at the cells of a table row, at the names of people.

What matches is the index side's business; nothing is added to the text or taken from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from indexer.model import Participation, Span

from . import links

Spans = tuple[Span, ...]

_CELL = re.compile(r"(?P<head>[^:;]{1,60}): (?P<words>.+?)(?:; (?=[^:;]{1,60}: )|$)", re.DOTALL)


@dataclass(frozen=True)
class Piece:
    """A stretch of a text; `url` is the page of the person whose name it is, else empty."""

    spans: Spans
    url: str = ""


@dataclass(frozen=True)
class Cell:
    """A cell of a table row: its column head, its words, and the sign that sets it off from the next."""

    head: Spans
    words: Spans
    end: Spans


def cut(spans: Sequence[Span], start: int, end: int) -> Spans:
    """The stretch from one offset to another, its marks kept."""
    found = []
    place = 0
    for span in spans:
        text = span.text[max(0, start - place) : max(0, end - place)]
        if text:
            found.append(Span(text, span.match))
        place += len(span.text)
    return tuple(found)


def cells(spans: Sequence[Span]) -> tuple[Cell, ...]:
    """A table row by its cells, where it says the column heads of two or more; else nothing."""
    text = "".join(span.text for span in spans)
    found = []
    place = 0
    while match := _CELL.match(text, place):
        words, place = match.span("words"), match.end()
        head = cut(spans, match.start(), words[0])
        found.append(Cell(head, cut(spans, *words), cut(spans, words[1], place)))
    return tuple(found) if place == len(text) and len(found) > 1 else ()


def with_names(spans: Sequence[Span], people: Iterable[Participation]) -> tuple[Piece, ...]:
    """A text in which the first mention of each person leads to the person's page."""
    text = "".join(span.text for span in spans)
    places: list[tuple[int, int, str]] = []
    for one in people:
        match = re.search(rf"(?<!\w){re.escape(one.name)}(?!\w)", text) if one.person and one.name else None
        if match and one.person and all(match.end() <= start or end <= match.start() for start, end, _ in places):
            places.append((*match.span(), links.person_path(one.person)))
    pieces = []
    at = 0
    for start, end, url in sorted(places):
        pieces += [Piece(cut(spans, at, start)), Piece(cut(spans, start, end), url)]
        at = end
    pieces.append(Piece(cut(spans, at, len(text))))
    return tuple(piece for piece in pieces if piece.spans)
