"""The JSON shape of a page of results, which the API and `rapporteur search --json` share.

Each record is a struct whose fields are the JSON keys, in the order in which they are written. The shapes of the nouns
themselves are in `store/records`.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import UNSET, Struct, UnsetType, convert

from indexer.query.expansion import RewriteKind
from indexer.query.problems import ProblemKind
from indexer.query.results import (
    Expansion,
    ExpansionKind,
    Facet,
    FacetName,
    Hit,
    MatchPlace,
    ReasonKind,
    SearchResults,
    WordsNeeded,
)
from indexer.query.rewrite import RewrittenQuery
from indexer.store.records import Json, PassageRecord, as_json, passage_record


class ProblemRecord(Struct, frozen=True):
    """A problem of the query."""

    kind: ProblemKind
    """What is wrong."""
    start: int
    """Where it begins in the query, in characters."""
    end: int
    """Where it ends."""
    text: str
    """What is wrong, in words."""
    suggestion: str | None
    """A query without it; null where none is known."""


class RewriteRecord(Struct, frozen=True):
    """A typed word and what is searched with it; `cut` is stated for expansions only."""

    kind: RewriteKind | ExpansionKind
    """Why more is searched for."""
    typed: str
    """The word that was typed."""
    forms: list[str]
    """What is searched for with it."""
    cut: bool | UnsetType = UNSET
    """Whether some forms were left out."""


class UnderstoodRecord(Struct, frozen=True):
    """How a query was read."""

    query: str
    """The query in the query language."""
    words: str
    """The query in plain words."""
    problems: list[ProblemRecord]
    """What is wrong with it."""
    widened: list[RewriteRecord]
    """What is searched for besides the words typed."""


class SpanRecord(Struct, frozen=True):
    """A run of text of a snippet."""

    text: str
    match: bool


class ReasonRecord(Struct, frozen=True):
    """Why a hit matched."""

    typed: str
    """The word or phrase of the query."""
    found: list[str]
    """What matches it, as the passage writes it."""
    kind: ReasonKind
    """How it matches."""
    place: MatchPlace
    """Where it stands."""


class HitRecord(Struct, frozen=True):
    """A hit."""

    passage: PassageRecord
    score: float
    snippet: list[SpanRecord]
    found_in: list[MatchPlace]
    reasons: list[ReasonRecord]
    lacks: list[str]


class FacetValueRecord(Struct, frozen=True):
    """A value of a facet."""

    value: str
    label: str
    count: int
    selected: bool
    excluded: bool


class FacetRecord(Struct, frozen=True):
    """A facet with its values, and how many less frequent ones were left out."""

    name: FacetName
    values: list[FacetValueRecord]
    more: int


class ResultsRecord(Struct, frozen=True):
    """A page of results; `words` says whether passages with most of the words are among them.

    `loose` is true where no passage has all of the words and these hits have most of them.
    """

    total: int
    with_all_words: int
    words: WordsNeeded
    loose: bool
    query: str
    page: int
    pages: int
    hits: list[HitRecord]
    facets: list[FacetRecord]
    understood: UnderstoodRecord
    notices: list[str]
    cut: bool | UnsetType = UNSET
    """Stated where it is true: the search was too much work, so passages are missing and the numbers are too low."""


def results_json(query: str, results: SearchResults, rewritten: RewrittenQuery, notices: Sequence[str] = ()) -> Json:
    """Return a page of results as JSON, in the shape of `ResultsRecord`."""
    most_are_enough = rewritten.relaxed is not None and results.query.node == rewritten.relaxed
    record = ResultsRecord(
        total=results.total,
        with_all_words=results.with_all_words,
        words="most" if most_are_enough else "all",
        loose=results.total > 0 and not results.with_all_words,
        query=query,
        page=results.page,
        pages=results.pages,
        hits=[_hit_record(hit) for hit in results.hits],
        facets=[_facet_record(facet) for facet in results.facets],
        understood=understood_record(rewritten, results.expansions),
        notices=[*(problem.text for problem in rewritten.parsed.problems), *notices],
        cut=results.cut or UNSET,
    )
    return as_json(record)


def hit_json(hit: Hit) -> Json:
    """Return a hit as JSON, in the shape of `HitRecord`."""
    return as_json(_hit_record(hit))


def understood_record(rewritten: RewrittenQuery, expansions: Sequence[Expansion]) -> UnderstoodRecord:
    """Return how a query was read."""
    return UnderstoodRecord(
        query=rewritten.canonical,
        words=rewritten.in_words,
        problems=[convert(problem, ProblemRecord, from_attributes=True) for problem in rewritten.parsed.problems],
        widened=[
            *(
                RewriteRecord(kind=rewrite.kind, typed=rewrite.typed, forms=list(rewrite.alternatives))
                for rewrite in rewritten.rewrites
            ),
            *(
                RewriteRecord(
                    kind=expansion.kind, typed=expansion.typed, forms=list(expansion.forms), cut=expansion.cut
                )
                for expansion in expansions
            ),
        ],
    )


def _hit_record(hit: Hit) -> HitRecord:
    return HitRecord(
        passage=passage_record(hit.passage),
        score=hit.score,
        snippet=[SpanRecord(text=span.text, match=span.match) for span in hit.snippet],
        found_in=list(hit.found_in),
        reasons=[
            ReasonRecord(typed=reason.typed, found=list(reason.found), kind=reason.kind, place=reason.place)
            for reason in hit.reasons
        ],
        lacks=list(hit.lacks),
    )


def _facet_record(facet: Facet) -> FacetRecord:
    return convert(facet, FacetRecord, from_attributes=True)
