"""Words of a search over time: which rose and fell, which tell it from the rest, and the numbers of given words."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct
from msgspec.structs import replace

from indexer.explore.word_trends import Period, PeriodCount, TellingWord, name_words
from webapp.address import urls
from webapp.address.params import ParsedRequest
from webapp.api.contract.operation import Call, Links, Resource
from webapp.browse.meeting_list import short_names
from webapp.charts.word_lines import MAX_WORDS, WordCounts, WordPeriod, WordSelection
from webapp.charts.words import WordFigures, word_figures
from webapp.site import is_cut, site

from .asking import QueryParameters, QueryText, asked_search
from .looks import CountItem, own_links
from .records import NoticeItem, each_once

word_trends = Resource(
    "Words over time",
    "Words that rose or fell, and words that tell some passages from the rest.",
)


class WordsParameters(QueryParameters, frozen=True, kw_only=True):
    """A search, and words to count over time."""

    by: Literal["", WordPeriod] = ""
    """What a period is: a year or a meeting. Without it a year, or a meeting where all passages are of one year."""
    term: Annotated[tuple[QueryText, ...], Meta(max_length=MAX_WORDS)] = ()
    """A word or a query to count in each period; it can be given several times."""


class PeriodItem(Struct, frozen=True, kw_only=True):
    """Years or meetings that follow one another."""

    first: str
    """The first year, or the id of the first meeting."""
    last: str
    """The last one."""
    passages: int
    """How many passages it has."""


class TellingItem(Struct, frozen=True, kw_only=True):
    """A word or a phrase whose share differs between two sets of passages."""

    text: str
    """The word or phrase as papers write it."""
    count: int
    """Passages whose own text has it: of the later ones, or of the search."""
    compared: int
    """Passages whose own text has it: of the earlier ones, or of the rest."""
    log_likelihood: float
    """How surprising the difference is (G²)."""
    papers: int
    """How many papers have it, on the side where its share is larger."""
    links: Links
    """Addresses: `search`."""


class DistinctiveItem(Struct, frozen=True, kw_only=True):
    """What tells the passages of the search from the rest."""

    passages: int
    """Passages of the search."""
    rest: int
    """Those that they are compared with: what the query finds without the filters; without both, all others."""
    too_few: bool
    """Whether either side has too few passages to tell anything."""
    words: list[TellingItem]
    """The words, the most surprising first."""


class ChangesItem(Struct, frozen=True, kw_only=True):
    """Which words rose and fell between two periods."""

    earlier: PeriodItem
    """The earlier half of the passages, by period."""
    later: PeriodItem
    """The later half."""
    too_few: bool
    """Whether either side has too few passages to tell anything."""
    rising: list[TellingItem]
    """Words with a larger share later, the most surprising first."""
    falling: list[TellingItem]
    """Words with a smaller share later, the most surprising first."""


class WordLineItem(Struct, frozen=True, kw_only=True):
    """The passages of each period that have a word."""

    term: str
    """The word, as a query."""
    total: int
    """Passages of all periods."""
    points: list[CountItem]
    """The periods in order; those of no known time stand last."""
    links: Links
    """Addresses: `search`."""


class WordsAnswer(Struct, frozen=True, kw_only=True):
    """The words of a search over time."""

    build: str
    """The build of the index that answered."""
    links: Links
    """Addresses: `self`, `html`."""
    total: int
    """Passages of the search with all words of the query; the others are not counted here."""
    by: WordPeriod
    """What a period is."""
    cut: bool
    """Whether the search was too much work: then words are missing or the numbers are too low."""
    notices: list[NoticeItem]
    """What to know of how the request was read."""
    changes: ChangesItem | None
    """What rose and fell; null where all dated passages are of one period, or none has a date."""
    distinctive: DistinctiveItem | None
    """What tells the search from the rest; null where it finds everything."""
    lines: list[WordLineItem]
    """The words that were given."""


@word_trends.declare("/words")
def words(call: Call[WordsParameters]) -> WordsAnswer:
    """Return which words rose and fell in a search, which tell it from the rest, and the numbers of given words."""
    library, asked = call.library, asked_search(call.library, call.pairs)
    meetings, people = site().cached(library, short_names, with_words=True), site().cached(library, name_words)
    answer = WordsAnswer(
        build=library.stats.build,
        links=own_links(call, urls.words_path(asked.request)),
        total=0,
        by=call.given.by or "year",
        cut=False,
        notices=list(asked.notices),
        changes=None,
        distinctive=None,
        lines=[],
    )
    if asked.finds_nothing:
        return answer
    figures = word_figures(library, ParsedRequest(asked.request), call.given.term, call.given.by, meetings, people)
    selection = figures.selection
    return replace(
        answer,
        links=own_links(call, urls.words_path(asked.request, (word.text for word in figures.counts), selection.by)),
        total=selection.outcome.results.total,
        by=selection.by,
        cut=is_cut(),
        notices=list(each_once(answer.notices, (NoticeItem(notice.code, notice.text) for notice in figures.notices))),
        changes=_changes(call, figures),
        distinctive=_distinctive(call, figures),
        lines=[_line(call, selection, word) for word in figures.counts],
    )


def _changes(call: Call[WordsParameters], figures: WordFigures) -> ChangesItem | None:
    changes = figures.changes
    if changes is None:
        return None
    return ChangesItem(
        earlier=_period(changes.earlier),
        later=_period(changes.later),
        too_few=changes.too_few,
        rising=_telling(call, changes.rising),
        falling=_telling(call, changes.falling),
    )


def _distinctive(call: Call[WordsParameters], figures: WordFigures) -> DistinctiveItem | None:
    found = figures.distinctive
    if found is None:
        return None
    return DistinctiveItem(
        passages=found.inside, rest=found.outside, too_few=found.too_few, words=_telling(call, found.words)
    )


def _period(period: Period) -> PeriodItem:
    return PeriodItem(first=period.values[0], last=period.values[-1], passages=period.passages)


def _telling(call: Call[WordsParameters], words: tuple[TellingWord, ...]) -> list[TellingItem]:
    return [
        TellingItem(
            text=word.text,
            count=word.inside,
            compared=word.outside,
            log_likelihood=round(abs(word.surprise), 1),
            papers=word.papers,
            links={"search": call.link("search", q=f'"{word.text}"')},
        )
        for word in words
    ]


def _line(call: Call[WordsParameters], selection: WordSelection, word: WordCounts) -> WordLineItem:
    def item(period: PeriodCount) -> CountItem:
        count = word.counts.get(period.value, 0)
        return CountItem(value=period.value, label=selection.names[period.value], count=count, of=period.passages)

    return WordLineItem(
        term=word.text,
        total=word.total,
        points=[item(period) for period in (*selection.periods, *selection.apart)],
        links={"search": call.link("search", q=word.request.q, words="all")},
    )
