"""What a corpus covers and what it lacks: counts, the period, gaps, and the state of the index.

It describes one library as it is. Laying it out on a page is the site's job.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from indexer.meetings.dates import meeting_year
from indexer.model import Document, Meeting, PassageKind
from indexer.query.results import UNDATED, FacetName
from indexer.review.doubts import Doubt, doubts_of
from indexer.store.build_facts import BuildFacts
from indexer.store.library import Library
from indexer.store.records import Json
from indexer.store.stats import Stats
from indexer.structure.front_matter.paths import PathWords, parse_path, tells_apart

COUNTED_FACETS: tuple[FacetName, ...] = ("year", "kind", "status", "language", "place")
"""The facets by which papers and passages are counted."""


@dataclass(frozen=True)
class ValueCount:
    """A facet value with its counts; for a place, year or meeting `documents` counts the papers of those meetings."""

    value: str
    label: str
    documents: int
    passages: int


@dataclass(frozen=True)
class Gaps:
    """What is missing, as far as the papers themselves show it."""

    years: tuple[int, ...]
    """The years without a meeting between the first and the last meeting."""
    without_date: tuple[Meeting, ...]
    without_place: tuple[Meeting, ...]
    only_planned: tuple[Meeting, ...]
    """Meetings with a programme or a concept note and without a report."""
    only_reported: tuple[Meeting, ...]
    """Meetings with a report and without a programme."""
    without_meeting: tuple[Document, ...]
    """Papers of no meeting, or of none that is known."""
    without_status: tuple[Document, ...]
    """Papers of which it is not known whether they say what was planned or what was reported."""
    without_kind: tuple[Document, ...]
    without_language: tuple[Document, ...]
    recognised: tuple[Document, ...]
    """Papers whose text was recognised from images."""
    doubts: tuple[Doubt, ...]
    """Facts that were guessed, taken from another paper, or not found; the worst first."""


@dataclass(frozen=True)
class Coverage:
    """What a library covers."""

    stats: Stats
    facts: BuildFacts
    first_day: date | None
    """The first and the last known day of a meeting."""
    last_day: date | None
    facet_counts: dict[FacetName, tuple[ValueCount, ...]]
    passage_kinds: Mapping[PassageKind, int]
    gaps: Gaps
    files: Mapping[str, str]
    """The file of the first paper of each meeting, by the meeting's id."""


def coverage_of(library: Library) -> Coverage:
    """Return what a library covers, from the counts of everything and one pass over meetings and papers."""
    days = [day for meeting in library.meetings() for day in (meeting.start, meeting.end) if day]
    facets = {facet.name: facet.values for facet in library.corpus_facets(COUNTED_FACETS)}
    documents = library.documents()
    counts = {
        name: Counter(value for document in documents for value in _facet_values(document, name))
        for name in COUNTED_FACETS
    }
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
        gaps=gaps_of(library.meetings(), documents),
        files={meeting.id: each.source for each in reversed(documents) for meeting in each.meetings},
    )


def gaps_of(meetings: Sequence[Meeting], documents: Sequence[Document]) -> Gaps:
    """Return what is missing from these meetings and papers."""
    years = {year for meeting in meetings if (year := meeting_year(meeting))}
    statuses: dict[str, set[str]] = {}
    paired = _paired_by_name(documents)
    for document in documents:
        status = "unknown" if document.id in paired else document.status
        for meeting in document.meetings:
            statuses.setdefault(meeting.id, set()).add(status)
    return Gaps(
        years=tuple(year for year in range(min(years), max(years)) if year not in years) if years else (),
        without_date=tuple(meeting for meeting in meetings if meeting_year(meeting) is None),
        without_place=tuple(meeting for meeting in meetings if not meeting.place),
        only_planned=tuple(meeting for meeting in meetings if statuses.get(meeting.id) == {"planned"}),
        only_reported=tuple(meeting for meeting in meetings if statuses.get(meeting.id) == {"reported"}),
        without_meeting=tuple(document for document in documents if not document.meetings),
        without_status=tuple(document for document in documents if document.status == "unknown"),
        without_kind=tuple(document for document in documents if document.kind == "other"),
        without_language=tuple(document for document in documents if not document.language),
        recognised=tuple(document for document in documents if document.recognised),
        doubts=tuple(doubts_of(documents)),
    )


def _paired_by_name(documents: Sequence[Document]) -> set[str]:
    """Return the ids of plans and reports whose files are named alike but for the kind: `ice-7-minutes.md`.

    Whatever keeps two such papers from being of one meeting, it is not known that theirs lacks the other.
    """
    keys = [parse_path(document.source).key for document in documents]
    statuses: dict[PathWords, set[str]] = {}
    for key, document in zip(keys, documents, strict=True):
        statuses.setdefault(key, set()).add(document.status)
    both = {key for key, found in statuses.items() if {"planned", "reported"} <= found and tells_apart(key)}
    return {document.id for key, document in zip(keys, documents, strict=True) if key in both}


def coverage_json(coverage: Coverage, cite: str, url: str) -> Json:
    """Return the coverage as JSON; `cite` is the sentence to cite it with, `url` the address of the page."""
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
        **{f"by_{name}": [asdict(count) for count in counts] for name, counts in coverage.facet_counts.items()},
        "by_passage_kind": dict(coverage.passage_kinds),
        "gaps": {
            "years_without_a_meeting": list(gaps.years),
            "meetings_without_a_date": [meeting.id for meeting in gaps.without_date],
            "meetings_without_a_place": [meeting.id for meeting in gaps.without_place],
            "meetings_only_planned": [meeting.id for meeting in gaps.only_planned],
            "meetings_without_a_programme": [meeting.id for meeting in gaps.only_reported],
            "documents_of_no_meeting": [document.id for document in gaps.without_meeting],
            "documents_of_no_known_status": [document.id for document in gaps.without_status],
            "documents_of_no_known_kind": [document.id for document in gaps.without_kind],
            "documents_of_no_known_language": [document.id for document in gaps.without_language],
            "documents_recognised_from_pictures": [document.id for document in gaps.recognised],
            "files_left_out": [asdict(skipped) for skipped in coverage.facts.skipped],
        },
        "doubtful_facts": [asdict(doubt) for doubt in gaps.doubts],
    }


def _facet_values(document: Document, facet: FacetName) -> set[str | None]:
    """Return the values of a paper in one of the counted facets, written as the facet writes them."""
    match facet:
        case "year":
            return {str(meeting_year(meeting) or UNDATED) for meeting in document.meetings or (None,)}
        case "kind":
            return {document.kind}
        case "status":
            return {document.status}
        case "language":
            return {document.language}
        case _:
            return {meeting.place for meeting in document.meetings}
