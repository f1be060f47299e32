"""The model of the page that says what the corpus covers, in sentences and tables that can be cited.

The figures come from `indexer.explore.coverage`; this module adds words and addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from indexer.explore.coverage import Coverage, Gaps
from indexer.model import Document, Meeting
from indexer.query.results import FacetName
from indexer.review.doubts import Doubt
from indexer.speech.joined import all_of, in_one_sentence
from indexer.speech.marking import marked, marked_plural
from indexer.speech.translation import MessageTable, gettext
from indexer.store.build_facts import SkippedFile
from indexer.text.plurals import counted, plural
from webapp.address import urls
from webapp.address.params import SearchRequest
from webapp.address.urls import Link
from webapp.shared import labels
from webapp.shared.meeting_names import distinct_titles
from webapp.shared.paper_names import distinct_paper_titles

from .skip_reasons import skip_reason

Missing = TypeVar("Missing", Document, Meeting)

GAPS_SHOWN = 50
"""Meetings, papers or files of one gap that are named; the rest are counted."""
_SMALL_SHARE = marked("under %(num)s%%")
PASSAGE_KIND_LABELS: Mapping[str, str] = MessageTable(
    {
        "paragraph": marked("Paragraphs"),
        "list_item": marked("List items"),
        "quote": marked("Quotations"),
        "table_row": marked("Table rows"),
        "heading_note": marked("Lists of people"),
    }
)
_STATUS_VALUES: Mapping[str, str] = MessageTable({"planned": marked("planned"), "reported": marked("reported")})
_SEVERAL_MEETINGS = re.compile(r"(\d+) meetings")
_OF_BUILD = marked("%(site)s, index (build %(build)s), %(contents)s. %(url)s")
_OF_CORPUS = marked("%(site)s, index (build %(build)s, corpus %(corpus)s), %(contents)s. %(url)s")
_OF_DAY = marked("%(site)s, index of %(day)s (build %(build)s), %(contents)s. %(url)s")
_OF_DAY_AND_CORPUS = marked("%(site)s, index of %(day)s (build %(build)s, corpus %(corpus)s), %(contents)s. %(url)s")


@dataclass(frozen=True)
class CoverageRow:
    """A facet value with its numbers of papers and passages. `url` finds its passages."""

    label: str
    url: str
    documents: int
    passages: int
    share: str
    """The share of all passages."""


@dataclass(frozen=True)
class CoverageTable:
    """The corpus by one facet."""

    title: str
    anchor: str
    rows: tuple[CoverageRow, ...]


@dataclass(frozen=True)
class CoverageGap:
    """Something that is missing: what, how often, and where."""

    text: str
    links: tuple[Link, ...]
    more: int


@dataclass(frozen=True)
class DoubtfulFact:
    """A fact of a paper that was guessed or not found."""

    paper: Link
    fact: str
    value: str
    """What the index says; empty where it says nothing."""
    basis: str
    """How that is known."""
    evidence: str


@dataclass(frozen=True)
class CoveragePage:
    """Everything that the page shows."""

    sentence: str
    citation: str
    url: str
    facts: tuple[tuple[str, str], ...]
    tables: tuple[CoverageTable, ...]
    kinds: tuple[CoverageRow, ...]
    gaps: tuple[CoverageGap, ...]
    skipped: tuple[SkippedFile, ...]
    skipped_more: int
    doubts: tuple[DoubtfulFact, ...]
    doubts_sentence: str
    """How many facts of how many papers are doubtful; empty where none is."""
    doubts_more: int


def coverage_page(coverage: Coverage, url: str, site_name: str) -> CoveragePage:
    """Return the page. `url` is its own address."""
    total = coverage.stats.passages
    return CoveragePage(
        sentence=coverage_sentence(coverage),
        citation=coverage_citation(coverage, url, site_name),
        url=url,
        facts=tuple(_facts(coverage)),
        tables=tuple(_table(coverage, name, total) for name, counts in coverage.facet_counts.items() if counts),
        kinds=tuple(
            CoverageRow(PASSAGE_KIND_LABELS.get(kind, kind), "", 0, count, percent_text(count, total))
            for kind, count in coverage.passage_kinds.items()
        ),
        gaps=tuple(_gaps(coverage)),
        skipped=tuple(replace(file, reason=skip_reason(file.reason)) for file in coverage.facts.skipped[:GAPS_SHOWN]),
        skipped_more=max(len(coverage.facts.skipped) - GAPS_SHOWN, 0),
        doubts=tuple(map(_doubtful_fact, coverage.gaps.doubts[:GAPS_SHOWN])),
        doubts_sentence=_doubts_sentence(coverage),
        doubts_more=max(len(coverage.gaps.doubts) - GAPS_SHOWN, 0),
    )


def _doubtful_fact(doubt: Doubt) -> DoubtfulFact:
    """Return a doubtful fact with a link to its paper, which shows how each of its facts is known."""
    return DoubtfulFact(
        Link(doubt.source, urls.document_path(doubt.document)),
        labels.FACT_TITLES[doubt.fact],
        _value_in_words(doubt),
        labels.BASIS_TITLES[doubt.basis],
        doubt.evidence,
    )


def _value_in_words(doubt: Doubt) -> str:
    value = doubt.value or ""
    if doubt.fact == "kind" and value:
        return gettext(value)
    if doubt.fact == "day" and value:
        first, _, last = value.partition(" to ")
        return labels.date_range(date.fromisoformat(first), date.fromisoformat(last) if last else None)
    if doubt.fact == "meeting" and (several := _SEVERAL_MEETINGS.fullmatch(value)):
        return counted(int(several[1]), "meeting")
    return _STATUS_VALUES.get(value, value) if doubt.fact == "status" else value


def _doubts_sentence(coverage: Coverage) -> str:
    if not coverage.gaps.doubts:
        return ""
    papers = counted(len({doubt.document for doubt in coverage.gaps.doubts}), "paper")
    return plural(
        "%(num)s fact in %(papers)s is guessed, taken from another paper, or not known",
        "%(num)s facts in %(papers)s are guessed, taken from another paper, or not known",
        len(coverage.gaps.doubts),
        papers=papers,
    )


def coverage_sentence(coverage: Coverage) -> str:
    """Return `5 papers from 4 meetings, 12 December 2019 – 16 April 2025, 161 passages`."""
    stats = coverage.stats
    period = labels.date_range(coverage.first_day, coverage.last_day)
    if not period and stats.first_year:
        period = (
            str(stats.first_year) if stats.first_year == stats.last_year else f"{stats.first_year}–{stats.last_year}"
        )
    without_meeting = len(coverage.gaps.without_meeting)
    parts = (
        plural(
            "%(num)s paper from %(meetings)s",
            "%(num)s papers from %(meetings)s",
            stats.documents - without_meeting,
            meetings=counted(stats.meetings, "meeting"),
        ),
        plural(*labels.OUTSIDE_MEETINGS, without_meeting) if without_meeting else "",
        period,
        counted(stats.passages, "passage"),
    )
    return in_one_sentence(filter(None, parts))


def coverage_citation(coverage: Coverage, url: str, site_name: str) -> str:
    """Return how to cite what was searched: the site, the day of its build, its corpus, its contents, its address."""
    facts = coverage.facts
    if facts.built:
        message = _OF_DAY_AND_CORPUS if facts.corpus else _OF_DAY
    else:
        message = _OF_CORPUS if facts.corpus else _OF_BUILD
    return gettext(
        message,
        site=site_name,
        day=labels.day_of_timestamp(facts.built) if facts.built else "",
        build=coverage.stats.build,
        corpus=facts.corpus,
        contents=coverage_sentence(coverage),
        url=url,
    )


def percent_text(count: int, total: int, small: str = _SMALL_SHARE) -> str:
    """Return `12%` of all passages, `under 1%` for a small share, or `0%`. `small` is the message for small ones."""
    percent = round(100 * count / total) if total else 0
    return gettext("%(num)s%%", num=percent) if percent or not count else gettext(small, num=1)


def _facts(coverage: Coverage) -> Iterable[tuple[str, str]]:
    facts = coverage.facts
    yield gettext("Build"), coverage.stats.build
    if facts.built:
        day = labels.day_of_timestamp(facts.built)
        yield gettext("Built"), gettext("%(day)s, %(time)s UTC", day=day, time=facts.built[11:16])
    yield gettext("Index format"), str(facts.format)
    if facts.corpus:
        yield gettext("Corpus ID"), facts.corpus
    if facts.fingerprint:
        yield gettext("Fingerprint of papers and settings"), facts.fingerprint[:16]


def _table(coverage: Coverage, name: FacetName, total: int) -> CoverageTable:
    """Return the corpus by a facet: years in their order, other values by passages."""
    counts = coverage.facet_counts[name]
    if name == "year":
        counts = tuple(sorted(counts, key=lambda count: count.value))
    rows = (
        CoverageRow(
            labels.value_label(name, count.value, count.label),
            urls.search_path(SearchRequest(filters={name: (count.value,)})),
            count.documents,
            count.passages,
            percent_text(count.passages, total),
        )
        for count in counts
    )
    return CoverageTable(labels.FACET_TITLES[name], name, tuple(rows))


def _gaps(coverage: Coverage) -> Iterable[CoverageGap]:
    """Yield every gap that there is, in one sentence each."""
    gaps, files = coverage.gaps, coverage.files
    if gaps.years:
        yield CoverageGap(gettext("No meetings in %(years)s", years=_year_ranges(gaps.years)), (), 0)
    by_meeting, by_paper = _meeting_gaps(gaps), _paper_gaps(gaps)
    titles = distinct_titles(_each_once(by_meeting), files)
    for meetings, messages in by_meeting:
        links = (Link(titles[each.id], urls.meeting_path(each.id)) for each in meetings[:GAPS_SHOWN])
        if meetings:
            yield _gap(plural(*messages, len(meetings)), links, len(meetings))
    titles = distinct_paper_titles(_each_once(by_paper))
    for papers, messages in by_paper:
        links = (Link(titles[each.id], urls.document_path(each.id)) for each in papers[:GAPS_SHOWN])
        if papers:
            yield _gap(plural(*messages, len(papers)), links, len(papers))


def _each_once(gaps: Iterable[tuple[Sequence[Missing], object]]) -> tuple[Missing, ...]:
    """Return what lacks something, each once: who lacks several things has one name in all lists."""
    return tuple({each.id: each for lacking, _ in gaps for each in lacking}.values())


def _meeting_gaps(gaps: Gaps) -> tuple[tuple[Sequence[Meeting], tuple[str, str]], ...]:
    return (
        (gaps.without_date, marked_plural("%(num)s meeting without a date", "%(num)s meetings without a date")),
        (
            gaps.without_place,
            marked_plural("%(num)s meeting without a known place", "%(num)s meetings without a known place"),
        ),
        (
            gaps.only_planned,
            marked_plural("%(num)s meeting planned but not reported", "%(num)s meetings planned but not reported"),
        ),
        (
            gaps.only_reported,
            marked_plural(
                "%(num)s meeting reported but without a programme", "%(num)s meetings reported but without a programme"
            ),
        ),
    )


def _paper_gaps(gaps: Gaps) -> tuple[tuple[Sequence[Document], tuple[str, str]], ...]:
    return (
        (gaps.without_meeting, labels.OUTSIDE_MEETINGS),
        (
            gaps.without_status,
            marked_plural(
                "%(num)s paper not known to be planned or reported",
                "%(num)s papers not known to be planned or reported",
            ),
        ),
        (gaps.without_kind, marked_plural("%(num)s paper of unknown kind", "%(num)s papers of unknown kind")),
        (
            gaps.without_language,
            marked_plural("%(num)s paper in an unknown language", "%(num)s papers in an unknown language"),
        ),
        (
            gaps.recognised,
            marked_plural(
                "%(num)s scanned paper (OCR): some words may be wrong",
                "%(num)s scanned papers (OCR): some words may be wrong",
            ),
        ),
    )


def _gap(text: str, links: Iterable[Link], count: int) -> CoverageGap:
    shown = tuple(links)
    return CoverageGap(text, shown, count - len(shown))


def _year_ranges(years: tuple[int, ...]) -> str:
    """Return years as text: `2020–2023 and 2026`."""
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][1] + 1:
            runs[-1][1] = year
        else:
            runs.append([year, year])
    texts = [str(first) if first == last else f"{first}–{last}" for first, last in runs]
    return all_of(texts)
