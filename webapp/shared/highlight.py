"""Highlighted text split where a page needs it: at table cells, at names of people, at quoted words.

Matching belongs to `indexer`; no text is added or removed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from indexer.model import ColumnHead, Participation, TextSpan
from webapp.address import urls

Spans = tuple[TextSpan, ...]


@dataclass(frozen=True)
class MarkedRun:
    """A run of text; `url` is the page of the person it names, or empty."""

    spans: Spans
    url: str = ""
    quoted: bool = False
    """Whether it belongs to the words that the URL names."""
    anchor: str = ""
    """Element id, set on the first quoted run only."""


@dataclass(frozen=True)
class QuotedRange:
    """The words of a passage that the URL names, as offsets; `starts_here` is false where they continue a passage."""

    start: int
    end: int
    starts_here: bool = True


@dataclass(frozen=True)
class LabelledCell:
    """A cell of a table row: the head of its column, its words, and the separator behind it."""

    head: Spans
    """Empty where the column has none."""
    words: tuple[MarkedRun, ...]
    end: tuple[MarkedRun, ...]


def cut_spans(spans: Sequence[TextSpan], start: int, end: int) -> Spans:
    """Return the spans between two offsets, highlights kept."""
    pieces = []
    offset = 0
    for span in spans:
        text = span.text[max(0, start - offset) : max(0, end - offset)]
        if text:
            pieces.append(TextSpan(text, span.match))
        offset += len(span.text)
    return tuple(pieces)


def mark_quoted(runs: Iterable[MarkedRun], quoted: QuotedRange | None, offset: int = 0) -> tuple[MarkedRun, ...]:
    """Return runs split where the quoted words begin and end; the first run begins at `offset`."""
    if quoted is None:
        return tuple(runs)
    marked: list[MarkedRun] = []
    for run in runs:
        length = sum(len(span.text) for span in run.spans)
        edges = {min(max(edge - offset, 0), length) for edge in (quoted.start, quoted.end)}
        for start, end in pairwise(sorted({0, length, *edges})):
            inside = quoted.start <= offset + start and offset + end <= quoted.end
            anchor = urls.QUOTE_ANCHOR if inside and quoted.starts_here and offset + start == quoted.start else ""
            marked.append(replace(run, spans=cut_spans(run.spans, start, end), quoted=inside, anchor=anchor))
        offset += length
    return tuple(marked)


def split_cells(
    spans: Sequence[TextSpan], heads: Sequence[tuple[ColumnHead, Spans]], quoted: QuotedRange | None = None
) -> tuple[LabelledCell, ...]:
    """Return the cells of a table row, given its heads with their highlights; nothing where it has no heads.

    Neighbouring cells without heads stand together.
    """
    if not heads:
        return ()
    text = "".join(span.text for span in spans)
    parts: list[tuple[int, int, Spans]] = []
    done = 0
    for head, words in heads:
        parts += [*_without_head(text, done, head.start), (head.start, head.end, words)]
        done = head.end
    parts += _without_head(text, done, len(text))
    ends = [*(start for start, _, _ in parts[1:]), len(text)]
    return tuple(
        LabelledCell(words, _cut(spans, start, stop, quoted), _cut(spans, stop, end, quoted))
        for (start, stop, words), end in zip(parts, ends, strict=True)
    )


def _without_head(text: str, start: int, end: int) -> list[tuple[int, int, Spans]]:
    """Return what stands between the cells with heads, without the separators round it."""
    words = text[start:end].strip("; ") if start else text[:end].rstrip("; ") or text[:end]
    begin = text.find(words, start) if start else 0
    return [(begin, begin + len(words), ())] if words else []


def _cut(spans: Sequence[TextSpan], start: int, end: int, quoted: QuotedRange | None) -> tuple[MarkedRun, ...]:
    runs = mark_quoted((MarkedRun(cut_spans(spans, start, end)),), quoted, start)
    return tuple(run for run in runs if run.spans)


def link_names(spans: Sequence[TextSpan], people: Iterable[Participation]) -> tuple[MarkedRun, ...]:
    """Return a text in which the first mention of each person links to the person's page."""
    text = "".join(span.text for span in spans)
    places: list[tuple[int, int, str]] = []
    for participation in people:
        match = (
            re.search(rf"(?<!\w){re.escape(participation.name)}(?!\w)", text)
            if participation.person and participation.name
            else None
        )
        if (
            match
            and participation.person
            and all(match.end() <= start or end <= match.start() for start, end, _ in places)
        ):
            places.append((*match.span(), urls.person_path(participation.person)))
    runs = []
    offset = 0
    for start, end, url in sorted(places):
        runs += [MarkedRun(cut_spans(spans, offset, start)), MarkedRun(cut_spans(spans, start, end), url)]
        offset = end
    runs.append(MarkedRun(cut_spans(spans, offset, len(text))))
    return tuple(run for run in runs if run.spans)
