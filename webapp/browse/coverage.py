"""The model of the page that says what the corpus covers, in sentences and tables that can be cited.

What is covered is found out by `indexer.explore.coverage`; here it gets words and addresses.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from indexer.explore.coverage import Coverage
from indexer.model import Document, Meeting
from indexer.query.results import FacetName
from indexer.store.build_facts import SkippedFile
from webapp.address import urls
from webapp.address.params import SearchRequest
from webapp.address.urls import Link
from webapp.shared import labels

GAPS_SHOWN = 50
"""Meetings, papers or files of one gap that are named; the rest are counted."""
PASSAGE_KINDS = {
    "paragraph": "Paragraphs",
    "list_item": "List items",
    "quote": "Quotations",
    "table_row": "Table rows",
    "heading_note": "Lists of people",
}


@dataclass(frozen=True)
class CoverageRow:
    """A value with what there is of it; `url` finds its passages."""

    label: str
    url: str
    documents: int
    passages: int
    share: str
    """Of all passages."""


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
class CoveragePage:
    """Everything the page says."""

    sentence: str
    cite: str
    url: str
    facts: tuple[tuple[str, str], ...]
    tables: tuple[CoverageTable, ...]
    kinds: tuple[CoverageRow, ...]
    gaps: tuple[CoverageGap, ...]
    skipped: tuple[SkippedFile, ...]
    skipped_more: int


def coverage_page(coverage: Coverage, url: str) -> CoveragePage:
    """The page at an address."""
    total = coverage.stats.passages
    return CoveragePage(
        sentence=coverage_sentence(coverage),
        cite=coverage_citation(coverage, url),
        url=url,
        facts=tuple(_facts(coverage)),
        tables=tuple(_table(coverage, name, total) for name, rows in coverage.facet_counts.items() if rows),
        kinds=tuple(
            CoverageRow(PASSAGE_KINDS.get(kind, kind), "", 0, count, percent_text(count, total))
            for kind, count in coverage.passage_kinds.items()
        ),
        gaps=tuple(_gaps(coverage)),
        skipped=coverage.facts.skipped[:GAPS_SHOWN],
        skipped_more=max(len(coverage.facts.skipped) - GAPS_SHOWN, 0),
    )


def coverage_sentence(coverage: Coverage) -> str:
    """`5 papers of 4 meetings, 12 December 2019 – 16 April 2025: 161 passages in 29 sessions and around them`."""
    stats = coverage.stats
    when = labels.date_range(coverage.first_day, coverage.last_day)
    if not when and stats.first_year:
        when = str(stats.first_year) if stats.first_year == stats.last_year else f"{stats.first_year}–{stats.last_year}"
    papers = f"{labels.counted(stats.documents, 'paper')} of {labels.counted(stats.meetings, 'meeting')}"
    return f"{papers}{f', {when}' if when else ''}: {labels.counted(stats.passages, 'passage')}"


def coverage_citation(coverage: Coverage, url: str) -> str:
    """How to cite what was searched: what it held, when it was built, from which corpus, and where."""
    corpus = f", corpus {coverage.facts.corpus}" if coverage.facts.corpus else ""
    built = f" of {labels.day_of_timestamp(coverage.facts.built)}" if coverage.facts.built else ""
    return f"Rapporteur, index{built} (build {coverage.stats.build}{corpus}), {coverage_sentence(coverage)}. {url}"


def percent_text(count: int, total: int) -> str:
    """`12%` of all, `under 1%` for little, or nothing of nothing."""
    if not total or not count:
        return "0%"
    percent = round(100 * count / total)
    return f"{percent}%" if percent else "under 1%"


def _facts(coverage: Coverage) -> Iterable[tuple[str, str]]:
    facts = coverage.facts
    yield "Build", coverage.stats.build
    if facts.built:
        yield "Built", f"{labels.day_of_timestamp(facts.built)}, {facts.built[11:16]} UTC"
    yield "Format of the index", str(facts.format)
    if facts.corpus:
        yield "Corpus in its registry", facts.corpus
    if facts.fingerprint:
        yield "Fingerprint of the papers and settings", facts.fingerprint[:16]


def _table(coverage: Coverage, name: FacetName, total: int) -> CoverageTable:
    """The corpus by a facet; years in their order, the rest by passages."""
    tallies = coverage.facet_counts[name]
    if name == "year":
        tallies = tuple(sorted(tallies, key=lambda one: one.value))
    rows = (
        CoverageRow(
            one.label,
            urls.search_path(SearchRequest(filters={name: (one.value,)})),
            one.documents,
            one.passages,
            percent_text(one.passages, total),
        )
        for one in tallies
    )
    return CoverageTable(labels.FACET_TITLES[name], name, tuple(rows))


def _gaps(coverage: Coverage) -> Iterable[CoverageGap]:
    """Every gap that there is, in one sentence each."""
    gaps, counted = coverage.gaps, labels.counted
    if gaps.years:
        yield CoverageGap(f"No meeting in {_years(gaps.years)}", (), 0)
    meetings = (
        (gaps.without_date, "without a date"),
        (gaps.without_place, "without a known place"),
        (gaps.only_planned, "planned, but not reported on"),
        (gaps.only_reported, "reported on, but without a programme"),
    )
    for some, what in meetings:
        if some:
            yield _gap(
                f"{counted(len(some), 'meeting')} {what}", [_meeting(one) for one in some[:GAPS_SHOWN]], len(some)
            )
    papers = (
        (gaps.without_kind, "of no known kind"),
        (gaps.without_language, "of no known language"),
        (gaps.recognised, "with words recognised from pictures, of which some may be wrong"),
    )
    for listed, what in papers:
        if listed:
            yield _gap(
                f"{counted(len(listed), 'paper')} {what}", [_paper(one) for one in listed[:GAPS_SHOWN]], len(listed)
            )


def _gap(text: str, named: list[Link], count: int) -> CoverageGap:
    return CoverageGap(text, tuple(named), count - len(named))


def _meeting(meeting: Meeting) -> Link:
    return Link(meeting.title, urls.meeting_path(meeting.id))


def _paper(paper: Document) -> Link:
    return Link(paper.title, urls.document_path(paper.id))


def _years(years: tuple[int, ...]) -> str:
    """`2020–2023 and 2026`."""
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][1] + 1:
            runs[-1][1] = year
        else:
            runs.append([year, year])
    told = [str(first) if first == last else f"{first}–{last}" for first, last in runs]
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} and {told[-1]}"
