"""The model of a chart: how many passages of each year and meeting a search finds, as bars and as a table.

Lengths are worked out here; the template draws. Work: two searches, whatever is found; `MAX_YEARS` and
`MAX_MEETINGS` bars.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, get_args

from indexer.query.results import FacetName, FacetValue, SearchResults
from indexer.store.library import Library
from webapp.address import urls
from webapp.address.arguments import Notice
from webapp.address.params import SearchRequest
from webapp.browse.coverage import percent_text
from webapp.search.facets import FilterChip
from webapp.search.find import SearchOutcome, engine_query
from webapp.search.results import Choice
from webapp.search.understood import QueryView, query_view
from webapp.shared.models import SearchBox, search_box

from .tabs import tab_chips

ChartMeasure = Literal["count", "share"]
MEASURES: tuple[ChartMeasure, ...] = get_args(ChartMeasure)
MEASURE_TITLES: dict[ChartMeasure, str] = {"count": "Passages", "share": "Share of all passages"}

MAX_YEARS = 150
"""Years in the chart, the latest ones; between the first and the last shown none is left out."""
MAX_MEETINGS = 100
"""Meetings in the chart, those with the longest bars."""
MAX_BAR_HEIGHT = 160
"""Of the tallest bar, in the units of the drawing."""
MIN_YEAR_WIDTH = 28
"""Width of a year: wide enough for a fingertip."""
MAX_YEAR_WIDTH = 56
"""Width of a year where there are few."""
CHART_WIDTH = 344
"""Width of the drawing where its years can share it out: that of a phone."""
BAR_WIDTH_RATIO = 0.64
"""Of the width of a year, how much its bar takes."""
MAX_LABELLED_YEARS = 20
"""Years that can all have their number below them; of more, every fifth has."""


@dataclass(frozen=True)
class ChartBar:
    """A year or a meeting: what is found of it, its bar, and where its passages are."""

    label: str
    count: int
    of: int
    """Its passages altogether, with the same filters."""
    share: str
    percent: float
    """Of the longest bar, 0 to 100."""
    url: str
    selected: bool
    x: int = 0
    height: float = 0
    labelled: bool = True


@dataclass(frozen=True)
class ChartPage:
    """Everything a chart shows."""

    request: SearchRequest
    box: SearchBox
    understood: QueryView | None
    notices: tuple[Notice, ...]
    total: int
    years: tuple[ChartBar, ...]
    undated: ChartBar | None
    width: int
    slot: int
    """Width of a year."""
    tallest: str
    """What the tallest bar stands for."""
    meetings: tuple[ChartBar, ...]
    more_meetings: int
    measures: tuple[Choice, ...]
    measure: ChartMeasure
    chips: tuple[FilterChip, ...]
    clear_url: str


def parse_measure(given: str) -> ChartMeasure:
    """What the bars measure; passages where the address says nothing that is known."""
    return next((one for one in MEASURES if one == given), "count")


def chart_page(library: Library, found: SearchOutcome, measure: ChartMeasure) -> ChartPage:
    """The chart of what a search finds, beside all that its filters let through."""
    request, everything = found.request, library.search(engine_query(library, found.request.with_query("")))
    years, meetings = (_bars(found, everything, name, measure) for name in ("year", "meeting"))
    dated = [bar for bar in years if bar.label.isdigit()]
    placed, slot = _placed(dated)
    ranked = sorted((bar for bar in meetings if bar.count or bar.selected), key=lambda bar: (-bar.percent, bar.label))
    return ChartPage(
        request=request,
        box=search_box(request),
        understood=query_view(
            found.understood, found.results.expansions, request, path=lambda other: urls.chart_path(other, measure)
        ),
        notices=found.notices,
        total=found.results.total,
        years=placed,
        undated=next((bar for bar in years if not bar.label.isdigit()), None),
        width=slot * len(placed),
        slot=slot,
        tallest=max(placed, key=lambda bar: bar.percent).label if any(bar.count for bar in placed) else "",
        meetings=tuple(ranked[:MAX_MEETINGS]),
        more_meetings=max(len(ranked) - MAX_MEETINGS, 0),
        measures=tuple(
            Choice(MEASURE_TITLES[one], urls.chart_path(request.with_page(1), one), one == measure) for one in MEASURES
        ),
        measure=measure,
        chips=tab_chips(found.results, request, lambda wider: urls.chart_path(wider, measure)),
        clear_url=urls.chart_path(request.without_filters(), measure),
    )


def _bars(found: SearchOutcome, everything: SearchResults, name: FacetName, measure: ChartMeasure) -> list[ChartBar]:
    """A bar for each value of a facet that any passage has, also where nothing of it is found."""
    counts, of = _counts(found.results, name), _counts(everything, name)
    chosen = found.request.selected_values(name)
    sizes = {value: counts.get(value, 0) / (of[value] if measure == "share" else 1) for value in of if of[value]}
    longest = max(sizes.values(), default=0) or 1
    labels = {value.value: value.label for value in _values(everything, name)}
    return [
        ChartBar(
            label=labels[value],
            count=counts.get(value, 0),
            of=of[value],
            share=percent_text(counts.get(value, 0), of[value]),
            percent=round(100 * size / longest, 1),
            url=urls.search_path(found.request.with_page(1).with_values(name, (value,))),
            selected=value in chosen,
        )
        for value, size in sizes.items()
    ]


def _values(results: SearchResults, name: FacetName) -> tuple[FacetValue, ...]:
    return next((facet.values for facet in results.facets if facet.name == name), ())


def _counts(results: SearchResults, name: FacetName) -> dict[str, int]:
    return {value.value: value.count for value in _values(results, name)}


def _placed(bars: list[ChartBar]) -> tuple[tuple[ChartBar, ...], int]:
    """Bars of years side by side, with an empty place for each year of which there is nothing, and a year's width."""
    if not bars:
        return (), MIN_YEAR_WIDTH
    known = {int(bar.label): bar for bar in bars}
    last = max(known)
    years = range(max(min(known), last - MAX_YEARS + 1), last + 1)
    slot = max(MIN_YEAR_WIDTH, min(MAX_YEAR_WIDTH, CHART_WIDTH // len(years)))
    placed = []
    for place, year in enumerate(years):
        bar = known.get(year) or ChartBar(str(year), 0, 0, percent_text(0, 0), 0, "", selected=False)
        shown = len(years) <= MAX_LABELLED_YEARS or year % 5 == 0
        placed.append(replace(bar, x=place * slot, height=round(bar.percent * MAX_BAR_HEIGHT / 100, 1), labelled=shown))
    return tuple(placed), slot
