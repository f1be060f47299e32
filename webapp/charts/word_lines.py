"""The share of passages that have given words, year by year or meeting by meeting, as lines and as a table.

A share of few passages is drawn hollow and said to be too little to tell anything. It does not stretch the axis: where
it is above it, an arrow stands at the top, and the line is broken. Cost: a search for each word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal, get_args

from indexer.explore.word_trends import LEAST_SIDE, PeriodCount
from indexer.model import Meeting
from indexer.query.parser import MAX_QUERY_LENGTH
from indexer.query.results import NO_MEETING, SearchResults
from indexer.store.library import Library
from indexer.text.plurals import plural
from webapp.address import urls
from webapp.address.arguments import Notice, clean_line
from webapp.address.params import ParsedRequest, SearchRequest
from webapp.browse.coverage import percent_text
from webapp.search.find import SearchOutcome, find, prepare_search
from webapp.shared import labels
from webapp.shared.meeting_names import shortened

WordPeriod = Literal["year", "meeting"]
WORD_PERIODS: tuple[WordPeriod, ...] = get_args(WordPeriod)

MAX_WORDS = 6
"""Words that are drawn together: more lines than that are not told apart."""
MAX_PERIODS = 150
"""Periods that are drawn: the latest ones; the table and the file have all."""
PLOT_WIDTH = 640
PLOT_HEIGHT = 180
"""Size of the drawing, in SVG units, without its labels."""
LEAST_TICK_GAP: Mapping[WordPeriod, int] = {"year": 36, "meeting": 80}
"""Least distance of two names below the drawing, in SVG units: a year, or a name cut to `TICK_LENGTH` letters."""
TICK_LENGTH = 14
_SEPARATORS = re.compile(r"[,;\n،؛，、；]")
_PHRASE = re.compile(r"\w+(?:['’-]\w+)*(?:\s+\w+(?:['’-]\w+)*)+")
_OPERATORS = frozenset({"AND", "OR", "NOT", "NEAR"})


@dataclass(frozen=True)
class WordSelection:
    """The passages whose words are looked at, by period; those with all words of the query."""

    outcome: SearchOutcome
    by: WordPeriod
    periods: tuple[PeriodCount, ...]
    """The years or dated meetings that have passages, in order."""
    apart: tuple[PeriodCount, ...]
    """Those of no known time: undated ones, and papers of no meeting."""
    names: Mapping[str, str]
    """The name of each period."""

    @property
    def request(self) -> SearchRequest:
        """The search, with all words."""
        return self.outcome.request


@dataclass(frozen=True)
class WordCounts:
    """A word, and how many passages of each period have it."""

    text: str
    """The word as a query."""
    request: SearchRequest
    """The search for it within the selection."""
    total: int
    counts: Mapping[str, int]


@dataclass(frozen=True)
class LineCell:
    """The passages of a period that have a word."""

    count: int
    share: str
    url: str


@dataclass(frozen=True)
class LineRow:
    """A period in the table, with a cell for each word."""

    name: str
    passages: int
    few: bool
    """Whether it has too few passages for a share to tell anything."""
    cells: tuple[LineCell, ...]


@dataclass(frozen=True)
class LinePoint:
    """A point of a line in the drawing."""

    x: float
    y: float
    few: bool
    beyond: bool
    """Whether the share is above the axis, which is drawn as an arrow."""
    text: str


@dataclass(frozen=True)
class DrawnLine:
    """A word as it is drawn, with links to its passages and to the lines without it."""

    text: str
    total: int
    url: str
    without_url: str
    points: tuple[LinePoint, ...]

    @property
    def paths(self) -> tuple[str, ...]:
        """The points as SVG writes them, in runs between those above the axis."""
        runs = (tuple(run) for beyond, run in groupby(self.points, key=lambda point: point.beyond) if not beyond)
        return tuple(" ".join(f"{point.x},{point.y}" for point in run) for run in runs if len(run) > 1)


@dataclass(frozen=True)
class AxisTick:
    """A period that is named below the drawing."""

    x: float
    name: str


@dataclass(frozen=True)
class WordLines:
    """The drawing and the table of some words."""

    lines: tuple[DrawnLine, ...]
    rows: tuple[LineRow, ...]
    apart: tuple[LineRow, ...]
    ticks: tuple[AxisTick, ...]
    top: str
    """The largest share that is not of few passages, which the top of the drawing stands for."""
    has_few: bool
    has_beyond: bool


def parse_words(arguments: Iterable[str]) -> tuple[tuple[str, ...], tuple[Notice, ...]]:
    """Return the given words, each once, and a notice if there are too many."""
    pieces = (clean_line(piece)[:MAX_QUERY_LENGTH] for text in arguments for piece in _SEPARATORS.split(text))
    words = tuple(dict.fromkeys(filter(None, pieces)))
    if len(words) <= MAX_WORDS:
        return words, ()
    told = plural("Only the first word is shown.", "Only the first %(num)s words are shown.", MAX_WORDS)
    return words[:MAX_WORDS], (Notice("too_many_words", told),)


def select_words(library: Library, parsed: ParsedRequest, by: str, names: Mapping[str, str]) -> WordSelection:
    """Return the passages of a request that have all of its words, by year; by meeting where there is one year only.

    `names` are those of meetings, by id.
    """
    strict = replace(parsed, request=parsed.request.with_words("all"))
    outcome = find(library, strict, size=1, top_values=0, complete_facets=WORD_PERIODS)
    years, meetings = (_present(outcome, name) for name in WORD_PERIODS)
    dated_years = [count for count in years if count.value.isdigit()]
    chosen = next((name for name in WORD_PERIODS if name == by), "year" if len(dated_years) != 1 else "meeting")
    if chosen == "year":
        apart = [count for count in years if not count.value.isdigit()]
        titles = {count.value: _label(outcome.results, "year", count.value) for count in years}
        return WordSelection(outcome, "year", tuple(sorted(dated_years, key=_value)), tuple(apart), titles)
    found = library.meetings_by_id([count.value for count in meetings])
    days = {meeting.id: day for meeting in found if (day := _day(meeting))}
    periods = sorted((count for count in meetings if count.value in days), key=lambda count: days[count.value])
    titles = {each.value: names.get(each.value) or _label(outcome.results, "meeting", each.value) for each in meetings}
    apart = [count for count in meetings if count.value not in days]
    return WordSelection(
        outcome, "meeting", tuple(periods), tuple(sorted(apart, key=lambda count: count.value == NO_MEETING)), titles
    )


def count_words(library: Library, selection: WordSelection, words: Iterable[str]) -> tuple[WordCounts, ...]:
    """Return how many passages of each period have each word, which is a query; none for what has no word in it.

    Several words without signs are a phrase.
    """
    request, query = selection.request, selection.outcome.rewritten.canonical
    counted = []
    for word in words:
        own = library.rewrite(_as_phrase(word), request.exact)
        if own.searchable and own.node is not None:
            text = library.rewrite(f"({query}) ({own.canonical})").canonical if query else own.canonical
            search = request.with_query(text)
            prepared = prepare_search(library, search, 1).query
            results = library.search(replace(prepared, top_values=0, complete_facets=(selection.by,)))
            counts = {count.value: count.passages for count in _counts(results, selection.by)}
            total = sum(counts.get(count.value, 0) for count in (*selection.periods, *selection.apart))
            counted.append(WordCounts(own.canonical, search, total, counts))
    return tuple(counted)


def _as_phrase(text: str) -> str:
    is_phrase = _PHRASE.fullmatch(text) and _OPERATORS.isdisjoint(text.split())
    return f'"{text}"' if is_phrase else text


def word_lines(selection: WordSelection, words: Sequence[WordCounts], request: SearchRequest) -> WordLines | None:
    """Return the lines of some words; None where there are none. `request` is the search as the address has it."""
    if not words:
        return None
    drawn = selection.periods[-MAX_PERIODS:]
    share: Callable[[WordCounts, PeriodCount], float] = lambda word, period: (  # noqa: E731
        word.counts.get(period.value, 0) / period.passages
    )
    top = max((share(word, period) for word in words for period in drawn if not _is_few(period)), default=0.0)
    top = top or max((share(word, period) for word in words for period in drawn), default=0.0)
    xs = _places(drawn, selection.by)
    lines = tuple(
        DrawnLine(
            word.text,
            word.total,
            urls.search_path(word.request),
            urls.words_path(request, (other.text for other in words if other is not word), selection.by),
            tuple(
                _point(x, share(word, period), top, _is_few(period), _told(selection, word, period))
                for x, period in zip(xs, drawn, strict=True)
            ),
        )
        for word in words
    )
    return WordLines(
        lines=lines,
        rows=tuple(_row(selection, words, period) for period in selection.periods),
        apart=tuple(_row(selection, words, period) for period in selection.apart),
        ticks=named_periods(drawn, xs, selection.names, selection.by),
        top=percent_text(round(1_000_000 * top), 1_000_000),
        has_few=any(_is_few(period) for period in selection.periods),
        has_beyond=any(point.beyond for line in lines for point in line.points),
    )


def _is_few(period: PeriodCount) -> bool:
    return period.passages < LEAST_SIDE


def _point(x: float, share: float, top: float, few: bool, text: str) -> LinePoint:
    """Return the point of a share; one above the top is at the top, and said to be beyond."""
    y = round(PLOT_HEIGHT * (1 - min(share / top, 1.0)), 1) if top else PLOT_HEIGHT
    return LinePoint(x, y, few, share > top, text)


def named_periods(
    drawn: Sequence[PeriodCount], xs: Sequence[float], names: Mapping[str, str], by: WordPeriod
) -> tuple[AxisTick, ...]:
    """Return the periods that are named below the drawing: the latest, and as many before it as have room."""
    ticks: list[AxisTick] = []
    for x, period in reversed(list(zip(xs, drawn, strict=True))):
        if not ticks or ticks[-1].x - x >= LEAST_TICK_GAP[by]:
            ticks.append(AxisTick(x, shortened(names[period.value], TICK_LENGTH)))
    return tuple(reversed(ticks))


def _places(periods: Sequence[PeriodCount], by: WordPeriod) -> list[float]:
    """Return where each period is drawn: years by their distance, meetings one after the other."""
    at = [int(period.value) for period in periods] if by == "year" else list(range(len(periods)))
    if len(at) < 2:
        return [PLOT_WIDTH / 2] * len(at)
    return [round(PLOT_WIDTH * (place - at[0]) / (at[-1] - at[0]), 1) for place in at]


def _told(selection: WordSelection, word: WordCounts, period: PeriodCount) -> str:
    share = percent_text(word.counts.get(period.value, 0), period.passages)
    return f"{word.text}, {selection.names[period.value]}: {share}"


def _row(selection: WordSelection, words: Sequence[WordCounts], period: PeriodCount) -> LineRow:
    cells = (
        LineCell(
            count := word.counts.get(period.value, 0),
            percent_text(count, period.passages),
            urls.search_path(word.request.with_values(selection.by, (period.value,))) if count else "",
        )
        for word in words
    )
    return LineRow(selection.names[period.value], period.passages, _is_few(period), tuple(cells))


def _present(outcome: SearchOutcome, facet: WordPeriod) -> list[PeriodCount]:
    """Return the values of a facet that the selection has, also where it is filtered by that facet."""
    request = outcome.request
    selected, excluded = request.selected_values(facet), request.excluded_values(facet)
    return [
        count
        for count in _counts(outcome.results, facet)
        if count.passages and (not selected or count.value in selected) and count.value not in excluded
    ]


def _counts(results: SearchResults, facet: WordPeriod) -> list[PeriodCount]:
    return [
        PeriodCount(value.value, value.count)
        for found in results.facets
        if found.name == facet
        for value in found.values
    ]


def _label(results: SearchResults, facet: WordPeriod, value: str) -> str:
    values = (each for found in results.facets if found.name == facet for each in found.values)
    return next((labels.value_label(facet, value, each.label) for each in values if each.value == value), value)


def _value(count: PeriodCount) -> int:
    return int(count.value)


def _day(meeting: Meeting) -> str:
    """Return the day of a meeting, or its year, so that days and years sort together; empty where neither is known."""
    if meeting.start:
        return meeting.start.isoformat()
    return str(meeting.year) if meeting.year else ""
