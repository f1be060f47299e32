"""The page model of a chart: how many passages of each year and meeting a search finds, as bars and as a table.

It computes lengths; the template draws. Cost: two searches; at most `MAX_YEARS` and `MAX_MEETINGS` bars.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal, get_args

from indexer.query.results import FacetName, FacetValue, SearchResults
from indexer.speech.marking import marked
from indexer.speech.translation import MessageTable
from indexer.store.library import Library
from webapp.address import urls
from webapp.address.arguments import Notice
from webapp.address.params import SearchRequest
from webapp.browse.coverage import percent_text
from webapp.search.facets import FilterChip
from webapp.search.find import SearchOutcome, engine_query
from webapp.search.results import Choice
from webapp.search.understood import QueryView, query_view
from webapp.shared import labels
from webapp.shared.models import SearchBox, search_box

from .tabs import tab_chips

ChartMeasure = Literal["count", "share"]
MEASURES: tuple[ChartMeasure, ...] = get_args(ChartMeasure)
MEASURE_TITLES: Mapping[ChartMeasure, str] = MessageTable(
    {"count": marked("Passages"), "share": marked("Share of all passages")}
)

MAX_YEARS = 150
"""Years in the chart: the latest ones, without gaps."""
MAX_MEETINGS = 100
"""Meetings in the chart: those with the longest bars."""
MAX_BAR_HEIGHT = 160
"""Height of the tallest bar, in SVG units."""
MIN_YEAR_WIDTH = 28
"""Least width of a year in SVG units: wide enough for a fingertip."""
MAX_YEAR_WIDTH = 56
"""Width of a year where there are few, in SVG units."""
CHART_WIDTH = 318
"""Width of the chart that its years share, in SVG units: that of a phone."""
BAR_WIDTH_RATIO = 0.64
"""Width of a bar as a part of the width of a year."""
MAX_LABELLED_YEARS = 20
"""Years that can all be labelled; of more, every fifth is, and those beside a break."""
MIN_BREAK = 2
"""Years without papers that a break stands for, where all years would be wider than the chart."""


@dataclass(frozen=True)
class ChartBar:
    """A year or a meeting: the passages found, its bar, and a link to them."""

    label: str
    count: int
    total: int
    """All its passages within the same filters."""
    share: str
    percent: float
    """Length in percent of the longest bar, 0 to 100."""
    url: str
    selected: bool
    short_share: str = ""
    """The share as it is written over the bar."""
    x: int = 0
    height: float = 0
    labelled: bool = True
    is_break: bool = False
    """Whether it stands for several years in a row, of which there are no papers."""


@dataclass(frozen=True)
class ChartPage:
    """Everything that a chart shows."""

    request: SearchRequest
    box: SearchBox
    understood: QueryView | None
    notices: tuple[Notice, ...]
    total: int
    with_all_words: int
    """How many of them have all words of the query; the others have most of them."""
    years: tuple[ChartBar, ...]
    undated: ChartBar | None
    width: int
    year_width: int
    """Width of a year in SVG units."""
    meetings: tuple[ChartBar, ...]
    more_meetings: int
    measures: tuple[Choice, ...]
    measure: ChartMeasure
    chips: tuple[FilterChip, ...]
    clear_url: str


def parse_measure(argument: str) -> ChartMeasure:
    """Return what the bars measure; passages where the argument is unknown."""
    return next((measure for measure in MEASURES if measure == argument), "count")


def chart_page(library: Library, outcome: SearchOutcome, measure: ChartMeasure) -> ChartPage:
    """Return the chart of a search, compared with all passages that its filters admit."""
    request = outcome.request
    all_results = outcome.results
    if request.q:
        everything = engine_query(library, request.with_query(""))
        all_results = library.search(replace(everything, facets=("year", "meeting")))
    years, meetings = (_bars(outcome, all_results, name, measure) for name in ("year", "meeting"))
    dated = [bar for bar in years if bar.label.isdigit()]
    placed, year_width = _place_years(dated)
    ranked = sorted((bar for bar in meetings if bar.count or bar.selected), key=lambda bar: (-bar.percent, bar.label))
    return ChartPage(
        request=request,
        box=search_box(request),
        understood=query_view(
            outcome.rewritten, outcome.results, request, path=lambda other: urls.chart_path(other, measure)
        ),
        notices=outcome.notices,
        total=outcome.results.total,
        with_all_words=outcome.results.with_all_words,
        years=placed,
        undated=next((bar for bar in years if not bar.label.isdigit()), None),
        width=year_width * len(placed),
        year_width=year_width,
        meetings=tuple(ranked[:MAX_MEETINGS]),
        more_meetings=max(len(ranked) - MAX_MEETINGS, 0),
        measures=tuple(
            Choice(
                MEASURE_TITLES[listed_measure],
                urls.chart_path(request.with_page(1), listed_measure),
                listed_measure == measure,
            )
            for listed_measure in MEASURES
        ),
        measure=measure,
        chips=tab_chips(outcome.results, request, lambda request_without: urls.chart_path(request_without, measure)),
        clear_url=urls.chart_path(request.without_filters(), measure),
    )


def _bars(outcome: SearchOutcome, all_results: SearchResults, name: FacetName, measure: ChartMeasure) -> list[ChartBar]:
    """Return a bar for each value of a facet that any passage has, also where the search finds none of it."""
    counts, totals = _counts(outcome.results, name), _counts(all_results, name)
    chosen = outcome.request.selected_values(name)
    sizes = {
        value: counts.get(value, 0) / (totals[value] if measure == "share" else 1) for value in totals if totals[value]
    }
    longest = max(sizes.values(), default=0) or 1
    titles = {value.value: labels.value_label(name, value.value, value.label) for value in _values(all_results, name)}
    return [
        ChartBar(
            label=titles[value],
            count=counts.get(value, 0),
            total=totals[value],
            share=percent_text(counts.get(value, 0), totals[value]),
            short_share=percent_text(counts.get(value, 0), totals[value], marked("<%(num)s%%")),
            percent=round(100 * size / longest, 1),
            url=urls.search_path(outcome.request.with_page(1).with_values(name, (value,))),
            selected=value in chosen,
        )
        for value, size in sizes.items()
    ]


def _values(results: SearchResults, name: FacetName) -> tuple[FacetValue, ...]:
    """Return the values of a facet."""
    return next((facet.values for facet in results.facets if facet.name == name), ())


def _counts(results: SearchResults, name: FacetName) -> dict[str, int]:
    """Return the number of results of each value of a facet."""
    return {value.value: value.count for value in _values(results, name)}


def _place_years(bars: list[ChartBar]) -> tuple[tuple[ChartBar, ...], int]:
    """Place the bars of years side by side, with an empty one for each missing year; return them and a year's width.

    Where they are many, several missing years in a row are one break.
    """
    if not bars:
        return (), MIN_YEAR_WIDTH
    by_year = {int(bar.label): bar for bar in bars}
    last_year = max(by_year)
    years = range(max(min(by_year), last_year - MAX_YEARS + 1), last_year + 1)
    shown = [by_year.get(year) or _empty(str(year)) for year in years]
    if len(shown) * MIN_YEAR_WIDTH > CHART_WIDTH:
        shown = list(_with_breaks(shown))
    year_width = max(MIN_YEAR_WIDTH, min(MAX_YEAR_WIDTH, CHART_WIDTH // len(shown)))
    beside_break = {index + step for index, bar in enumerate(shown) if bar.is_break for step in (-1, 1)}
    placed = []
    for index, bar in enumerate(shown):
        is_labelled = len(shown) <= MAX_LABELLED_YEARS or index in beside_break or bar.label.endswith(("0", "5"))
        height = round(bar.percent * MAX_BAR_HEIGHT / 100, 1)
        placed.append(replace(bar, x=index * year_width, height=height, labelled=is_labelled and not bar.is_break))
    return tuple(placed), year_width


def _empty(label: str) -> ChartBar:
    return ChartBar(label, 0, 0, percent_text(0, 0), 0, "", selected=False)


def _with_breaks(years: Iterable[ChartBar]) -> Iterator[ChartBar]:
    """Yield the years, with one break for each run of years without papers."""
    for has_papers, run in groupby(years, key=lambda bar: bar.total > 0):
        bars = list(run)
        if has_papers or len(bars) < MIN_BREAK:
            yield from bars
        else:
            yield replace(_empty(f"{bars[0].label}–{bars[-1].label}"), is_break=True)
