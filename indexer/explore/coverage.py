"""What a corpus covers and what it does not: counts, the stretch of time, gaps, and the state of the index.

Everything is told of one library as it stands; how it is put on a page is the site's business.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from indexer.meetings.dates import meeting_year
from indexer.model import Document, Meeting, PassageKind
from indexer.query.results import UNDATED, FacetName, Query
from indexer.store.build_facts import BuildFacts
from indexer.store.library import Library
from indexer.store.stats import Stats

COUNTED_FACETS: tuple[FacetName, ...] = ("year", "kind", "status", "language", "place")
"""Facets by which papers and passages are counted."""


@dataclass(frozen=True)
class ValueCount:
    """A value with what there is of it; for a place, a year and a meeting `documents` are those of their meetings."""

    value: str
    label: str
    documents: int
    passages: int


@dataclass(frozen=True)
class Gaps:
    """What is missing, as far as the papers themselves show it."""

    years: tuple[int, ...]
    """Years between the first and the last meeting in which there was none."""
    without_date: tuple[Meeting, ...]
    without_place: tuple[Meeting, ...]
    only_planned: tuple[Meeting, ...]
    """Meetings with a programme or a concept note and nothing that reports on them."""
    only_reported: tuple[Meeting, ...]
    """Meetings that are reported on and of which there is no programme."""
    without_kind: tuple[Document, ...]
    without_language: tuple[Document, ...]
    recognised: tuple[Document, ...]
    """Papers whose words were recognised from pictures."""


@dataclass(frozen=True)
class Coverage:
    """What a library covers."""

    stats: Stats
    facts: BuildFacts
    first_day: date | None
    """The first and the last day of which a meeting is known."""
    last_day: date | None
    facet_counts: dict[FacetName, tuple[ValueCount, ...]]
    passage_kinds: Mapping[PassageKind, int]
    gaps: Gaps


def coverage_of(library: Library) -> Coverage:
    """Tell what a library covers: one search for everything, one count, and a look at each meeting and paper."""
    days = [day for one in library.meetings() for day in (one.start, one.end) if day]
    facets = {facet.name: facet.values for facet in library.search(Query(size=1)).facets}
    papers = library.documents()
    counts = {name: Counter(_value(paper, name) for paper in papers) for name in COUNTED_FACETS}
    return Coverage(
        stats=library.stats,
        facts=library.facts,
        first_day=min(days, default=None),
        last_day=max(days, default=None),
        facet_counts={
            name: tuple(
                ValueCount(value.value, value.label, counts[name][value.value], value.count)
                for value in facets.get(name, ())
            )
            for name in COUNTED_FACETS
        },
        passage_kinds=library.passage_kinds(),
        gaps=gaps_of(library.meetings(), papers),
    )


def gaps_of(meetings: tuple[Meeting, ...], papers: tuple[Document, ...]) -> Gaps:
    """Tell what is missing of meetings and papers."""
    years = {year for one in meetings if (year := meeting_year(one))}
    statuses: dict[str, set[str]] = {}
    for paper in papers:
        statuses.setdefault(paper.meeting.id, set()).add(paper.status)
    return Gaps(
        years=tuple(year for year in range(min(years), max(years)) if year not in years) if years else (),
        without_date=tuple(one for one in meetings if meeting_year(one) is None),
        without_place=tuple(one for one in meetings if not one.place),
        only_planned=tuple(one for one in meetings if statuses.get(one.id) == {"planned"}),
        only_reported=tuple(one for one in meetings if statuses.get(one.id) == {"reported"}),
        without_kind=tuple(one for one in papers if one.kind == "other"),
        without_language=tuple(one for one in papers if not one.language),
        recognised=tuple(one for one in papers if one.recognised),
    )


def coverage_json(coverage: Coverage, cite: str, url: str) -> dict[str, Any]:
    """Write what is covered as JSON; `cite` is the sentence to cite it with, `url` the page."""
    gaps = coverage.gaps
    return {
        "cite": cite,
        "url": url,
        "snapshot": {
            "build": coverage.stats.build,
            "built": coverage.facts.built,
            "format": coverage.facts.format,
            "fingerprint": coverage.facts.fingerprint or None,
            "corpus": coverage.facts.corpus or None,
        },
        "meetings": coverage.stats.meetings,
        "sessions": coverage.stats.sessions,
        "documents": coverage.stats.documents,
        "passages": coverage.stats.passages,
        "first_day": coverage.first_day.isoformat() if coverage.first_day else None,
        "last_day": coverage.last_day.isoformat() if coverage.last_day else None,
        **{f"by_{name}": [asdict(one) for one in tallies] for name, tallies in coverage.facet_counts.items()},
        "by_passage_kind": dict(coverage.passage_kinds),
        "gaps": {
            "years_without_a_meeting": list(gaps.years),
            "meetings_without_a_date": [one.id for one in gaps.without_date],
            "meetings_without_a_place": [one.id for one in gaps.without_place],
            "meetings_only_planned": [one.id for one in gaps.only_planned],
            "meetings_without_a_programme": [one.id for one in gaps.only_reported],
            "documents_of_no_known_kind": [one.id for one in gaps.without_kind],
            "documents_of_no_known_language": [one.id for one in gaps.without_language],
            "documents_recognised_from_pictures": [one.id for one in gaps.recognised],
            "files_left_out": [asdict(one) for one in coverage.facts.skipped],
        },
    }


def _value(paper: Document, facet: FacetName) -> str | None:
    """Give the value of a paper in one of the facets counted, written as the facet writes it."""
    match facet:
        case "year":
            return str(meeting_year(paper.meeting) or UNDATED)
        case "kind":
            return paper.kind
        case "status":
            return paper.status
        case "language":
            return paper.language
        case _:
            return paper.meeting.place
