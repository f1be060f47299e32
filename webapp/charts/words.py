"""The page model of words: which rose and fell over time, which tell a selection from the rest, and lines of some.

What is counted and told is decided in `indexer/explore/word_trends`. Cost: a search, two comparisons of all terms, and
a search for each given word.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from indexer.explore.word_trends import (
    LEAST_SIDE,
    DistinctiveWords,
    Period,
    TellingWord,
    WordChanges,
    distinctive_words,
    word_changes,
)
from indexer.query.printer import canonical, canonical_query
from indexer.query.results import FacetName, Query, WordsNeeded
from indexer.query.tree import Phrase, conjunction
from indexer.speech.marking import marked
from indexer.speech.translation import MessageTable, gettext
from indexer.store.library import Library
from webapp.address import urls
from webapp.address.arguments import Notice
from webapp.address.facet_titles import FACET_TITLES
from webapp.address.params import ParsedRequest, SearchRequest, request_pairs
from webapp.address.urls import Link
from webapp.browse.coverage import percent_text
from webapp.search.facets import FilterChip
from webapp.search.results import Choice
from webapp.shared import labels
from webapp.shared.models import SearchBox, search_box

from .tabs import tab_chips
from .word_lines import (
    WORD_PERIODS,
    WordCounts,
    WordLines,
    WordPeriod,
    WordSelection,
    count_words,
    parse_words,
    select_words,
    word_lines,
)

PERIOD_TITLES: Mapping[WordPeriod, str] = MessageTable({"year": marked("By year"), "meeting": marked("By meeting")})
_ONLY_WORDS = marked("The papers have too many words to compare phrases. Single words are compared.")
_OFFERED: tuple[FacetName, ...] = ("meeting", "kind", "organisation")
_MOST_OFFERED = 8
CSV_HEADER = ("list", "words", "passages", "of", "passages_compared", "of_compared", "log_likelihood", "papers")


@dataclass(frozen=True)
class WordFigures:
    """What the page, the file and the API say of the words of a selection."""

    selection: WordSelection
    changes: WordChanges | None
    distinctive: DistinctiveWords | None
    counts: tuple[WordCounts, ...]
    notices: tuple[Notice, ...]
    given: tuple[str, ...] = ()
    """The words as they were given, counted or not."""


@dataclass(frozen=True)
class WordRow:
    """A word with its shares on both sides, a link to its passages, and one to its line."""

    text: str
    inside: int
    inside_share: str
    outside: int
    outside_share: str
    papers: int
    url: str
    line_url: str


@dataclass(frozen=True)
class ChangesView:
    """What rose and fell, between which periods."""

    earlier: str
    earlier_passages: int
    later: str
    later_passages: int
    rising: tuple[WordRow, ...]
    falling: tuple[WordRow, ...]
    too_few: bool
    too_many: bool
    """Whether there are more passages than can be compared."""


@dataclass(frozen=True)
class DistinctiveView:
    """What tells the selection from the rest."""

    passages: int
    rest: int
    rows: tuple[WordRow, ...]
    too_few: bool
    too_many: bool


@dataclass(frozen=True)
class OfferedFacet:
    """Values of a facet that the reader can choose to see what is distinctive of them."""

    title: str
    values: tuple[Link, ...]


@dataclass(frozen=True)
class WordsPage:
    """Everything that the page of words shows."""

    request: SearchRequest
    box: SearchBox
    notices: tuple[Notice, ...]
    total: int
    words: tuple[str, ...]
    hidden_fields: tuple[tuple[str, str], ...]
    periods: tuple[Choice, ...]
    by: WordPeriod
    undated: bool
    """Whether no passage is of a year, or of a meeting with a date."""
    lines: WordLines | None
    changes: ChangesView | None
    distinctive: DistinctiveView | None
    offered: tuple[OfferedFacet, ...]
    least: int
    """Passages that either side of a comparison needs."""
    chips: tuple[FilterChip, ...]
    clear_url: str
    csv_url: str
    lines_csv_url: str


def word_figures(
    library: Library,
    parsed: ParsedRequest,
    arguments: Iterable[str],
    by: str,
    meeting_names: Mapping[str, str],
    name_words: Collection[str],
) -> WordFigures:
    """Return the figures of a request; `name_words` are folded words that name people, who are left out."""
    words, notices = parse_words(arguments)
    selection = select_words(library, parsed, by, meeting_names)
    query = replace(selection.outcome.results.query, page=1, facets=())
    has_passages = selection.outcome.results.total > 0
    changes = word_changes(library, query, selection.by, selection.periods, name_words) if has_passages else None
    distinctive = distinctive_words(library, query, name_words) if has_passages else None
    if any(compared and not compared.has_phrases for compared in (changes, distinctive)):
        notices = (*notices, Notice("no_phrases", gettext(_ONLY_WORDS)))
    return WordFigures(
        selection,
        changes,
        distinctive,
        count_words(library, selection, words) if has_passages else (),
        (*notices, *(notice for notice in selection.outcome.notices if notice.code != "empty_query")),
        words,
    )


def words_page(library: Library, figures: WordFigures, words_needed: WordsNeeded) -> WordsPage:
    """Return the page of words; its other tabs need as many words of the query as the address says."""
    selection = figures.selection
    results, by = selection.outcome.results, selection.by
    request = selection.request.with_words(words_needed)
    words = tuple(word.text for word in figures.counts) if results.total else figures.given
    changes, distinctive = figures.changes, figures.distinctive
    return WordsPage(
        request=request,
        box=search_box(request),
        notices=figures.notices,
        total=results.total,
        words=words,
        hidden_fields=(*request_pairs(request), ("by", by)),
        periods=tuple(
            Choice(PERIOD_TITLES[name], urls.words_path(request, words, name), name == by) for name in WORD_PERIODS
        ),
        by=by,
        undated=not selection.periods,
        lines=word_lines(selection, figures.counts, request),
        changes=_changes_view(selection, changes, request) if changes else None,
        distinctive=DistinctiveView(
            distinctive.inside,
            distinctive.outside,
            _rows(selection, distinctive.words, (distinctive.inside, distinctive.outside), request),
            distinctive.too_few,
            distinctive.cut,
        )
        if distinctive
        else None,
        offered=tuple(_offered(library, request, by)) if request == SearchRequest(words=request.words) else (),
        least=LEAST_SIDE,
        chips=tab_chips(results, request, lambda other: urls.words_path(other, words, by)),
        clear_url=urls.words_path(request.without_filters(), words, by),
        csv_url=urls.words_path(request, (), by, ".csv"),
        lines_csv_url=urls.words_path(request, words, by, ".csv"),
    )


def words_file(figures: WordFigures) -> tuple[tuple[str, ...], Iterator[tuple[str | int, ...]]]:
    """Return the head and the rows of the file: the lines where words are given, else what rose, fell or is special."""
    if figures.counts:
        return (figures.selection.by, "name", "passages", *(word.text for word in figures.counts)), _line_rows(figures)
    return CSV_HEADER, _list_rows(figures)


def _line_rows(figures: WordFigures) -> Iterator[tuple[str | int, ...]]:
    selection = figures.selection
    for period in (*selection.periods, *selection.apart):
        counts = (word.counts.get(period.value, 0) for word in figures.counts)
        yield period.value, selection.names[period.value], period.passages, *counts


def _list_rows(figures: WordFigures) -> Iterator[tuple[str | int, ...]]:
    changes, distinctive = figures.changes, figures.distinctive
    lists: list[tuple[str, Sequence[TellingWord], int, int]] = []
    if changes:
        sizes = changes.later.passages, changes.earlier.passages
        lists += [("rising", changes.rising, *sizes), ("falling", changes.falling, *sizes)]
    if distinctive:
        lists.append(("distinctive", distinctive.words, distinctive.inside, distinctive.outside))
    for name, words, inside, outside in lists:
        for word in words:
            surprise = f"{abs(word.surprise):.1f}"
            yield name, word.text, word.inside, inside, word.outside, outside, surprise, word.papers


def _changes_view(selection: WordSelection, changes: WordChanges, request: SearchRequest) -> ChangesView:
    sizes = changes.later.passages, changes.earlier.passages
    return ChangesView(
        earlier=_period_name(selection, changes.earlier),
        earlier_passages=changes.earlier.passages,
        later=_period_name(selection, changes.later),
        later_passages=changes.later.passages,
        rising=_rows(selection, changes.rising, sizes, request),
        falling=_rows(selection, changes.falling, sizes, request),
        too_few=changes.too_few,
        too_many=changes.cut,
    )


def _period_name(selection: WordSelection, period: Period) -> str:
    first, last = (selection.names[value] for value in (period.values[0], period.values[-1]))
    return first if first == last else gettext("%(first)s to %(last)s", first=first, last=last)


def _rows(
    selection: WordSelection,
    words: Iterable[TellingWord],
    sizes: tuple[int, int],
    request: SearchRequest,
) -> tuple[WordRow, ...]:
    """Return words as rows; `sizes` are the numbers of passages inside and outside."""
    parsed = selection.outcome.rewritten.parsed
    rows = []
    for word in words:
        phrase = Phrase(word.text)
        narrowed = canonical_query(conjunction([parsed.node, phrase]) if parsed.node else phrase, parsed.required)
        rows.append(
            WordRow(
                word.text,
                word.inside,
                percent_text(word.inside, sizes[0]),
                word.outside,
                percent_text(word.outside, sizes[1]),
                word.papers,
                urls.search_path(selection.request.with_query(narrowed)),
                urls.words_path(request, (canonical(phrase),), selection.by),
            )
        )
    return tuple(rows)


def _offered(library: Library, request: SearchRequest, by: WordPeriod) -> Iterator[OfferedFacet]:
    """Yield the most frequent values of a few facets, each with the page of its words."""
    everything = Query(sort="document", size=1, facets=_OFFERED, top_values=_MOST_OFFERED)
    for facet in library.search(everything).facets:
        values = tuple(
            Link(
                labels.value_label(facet.name, value.value, value.label),
                urls.words_path(request.with_values(facet.name, (value.value,)), (), by),
            )
            for value in facet.values[:_MOST_OFFERED]
            if value.count >= LEAST_SIDE
        )
        if values:
            yield OfferedFacet(FACET_TITLES[facet.name], values)
