"""What a cluster is asked for the words of one quotation: passages that have all of them, and those with most of them.

What is read of the answers is in `reader`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from indexer.engine.opensearch.mapping import DOCUMENT_PLACE, PLACE, SHINGLES, TEXT
from indexer.engine.opensearch.querying.rows import Clause, row_clause
from indexer.engine.opensearch.shingles import shingles_of_run
from indexer.engine.passage_words.reader import Run, WantedWords

MOST_EXACT = 1_000
"""Passages that are read of those with all words of a quotation."""
MOST_OF_PHRASE = 400
"""The same of a phrase of one to three words, of which 200 places are held against a draft; more are only counted."""
MOST_NEAR = 24
"""Passages that are read for each piece of a quotation that no passage has as it stands: eight of them are aligned."""
MOST_OF_CLAIM = 12
"""The same in the paper and in the meeting that a link names."""
MOST_VERSIONS = 100
"""The same of a passage whose versions are looked for, of which 60 are compared."""
PIECE = 48
"""Shingles that are asked for together: each piece of a long quotation may be from another place."""
SMALL_PIECE, MOST_OF_SMALL = 12, 8
"""Shingles of the smaller pieces, and how many passages are read for each: a few words may be from a place of their
own, and the rest a formula that many passages have."""
MOST_WITH_NEIGHBOURS = 100
"""Passages beside which a quotation with an omission may go on."""
MOST_SHINGLES = 16
"""Shingles of a quotation by which passages with all of its words are looked for before these are compared."""
SHORT = 20
"""Words of a quotation up to which runs of three words are looked for too: a changed word breaks four runs of four."""
MOST_RUNS = 32
"""Runs of three words or fewer that are looked for, the rarest."""

PAPERS, RUNS = "papers", "runs"
EXACT_PAPERS = 40_000
"""Papers up to which they are counted about exactly, the most that OpenSearch counts so."""

Body = dict[str, Any]
Frequency = Callable[[str], int]
"""Returns in how many passages a word stands."""


def phrase(run: Run) -> Clause:
    """Return the passages with a run of words in their text."""
    return row_clause(TEXT.name, tuple((word,) for word in run))


def in_corpus(clause: Clause, size: int) -> Body:
    """Return what asks for passages, the best first, then in the order of the corpus."""
    return {
        "query": clause,
        "sort": [{"_score": "desc"}, DOCUMENT_PLACE, PLACE, "id"],
        "size": size,
        "track_total_hits": True,
        "track_scores": True,
        "_source": [f"record.{name}" for name in ("id", "document", "place", "text")],
        "docvalue_fields": ["id"],
    }


def phrase_body(runs: Sequence[Run], wanted: WantedWords, live: Clause) -> Body:
    """Return what asks for the passages that have each run of a phrase, and for the number of their papers."""
    body = in_corpus({"bool": {"filter": [live, *map(phrase, runs)], "should": _preferred(wanted)}}, MOST_OF_PHRASE)
    return body | {"aggs": {PAPERS: {"cardinality": {"field": "document", "precision_threshold": EXACT_PAPERS}}}}


def spellings_body(spellings: Sequence[Sequence[Run]], live: Clause) -> Body:
    """Return what asks for the passages with a phrase in any of some spellings."""
    spelled = [{"bool": {"filter": list(map(phrase, runs))}} for runs in spellings]
    return in_corpus({"bool": {"filter": [live, {"bool": {"should": spelled}}]}}, MOST_OF_PHRASE)


def exact_body(wanted: WantedWords, live: Clause) -> Body:
    """Return what asks for the passages with all words of the longest part."""
    main = max(wanted.parts, key=lambda part: sum(map(len, part)))
    hashes = [key for run in main for key in shingles_of_run(run)]
    every = [*map(_has, _spread(hashes, MOST_SHINGLES)), *map(phrase, main)]
    return in_corpus({"bool": {"filter": [live, *every], "should": _preferred(wanted)}}, MOST_EXACT)


def near_bodies(wanted: WantedWords, live: Clause) -> Iterator[Body]:
    """Yield what asks for the passages that share most runs of four words, piece by piece."""
    claimed = [part["constant_score"]["filter"] for part in _preferred(wanted)]
    for hashes in _pieces(wanted, PIECE):
        shared = _counted([_has(key) for key in hashes])
        yield in_corpus({"bool": {"must": [shared], "filter": [live]}}, MOST_NEAR)
        for start in range(0, len(hashes), SMALL_PIECE) if len(hashes) > SMALL_PIECE else ():
            some = _counted([_has(key) for key in hashes[start : start + SMALL_PIECE]])
            yield in_corpus({"bool": {"must": [some], "filter": [live]}}, MOST_OF_SMALL)
        for claim in claimed:
            yield in_corpus({"bool": {"must": [shared], "filter": [live, claim]}}, MOST_OF_CLAIM)


def beside_body(found: Iterable[tuple[str, int]], live: Clause) -> Body:
    """Return what asks for the passages before and after some, which are given by their papers and places there."""
    places: dict[str, set[int]] = {}
    for document, place in islice(found, MOST_WITH_NEIGHBOURS):
        places.setdefault(document, set()).update((place - 1, place + 1))
    beside = [
        {"bool": {"filter": [{"term": {"document": document}}, {"terms": {PLACE: sorted(some)}}]}}
        for document, some in places.items()
    ]
    return in_corpus({"bool": {"filter": [live, {"bool": {"should": beside}}]}}, 2 * MOST_WITH_NEIGHBOURS)


def commonness_bodies(wanted: WantedWords, live: Clause) -> Iterator[Body]:
    """Yield what asks in how many passages each run of four words stands, piece by piece."""
    for hashes in _pieces(wanted, PIECE):
        clause = {"bool": {"filter": [live, {"terms": {SHINGLES: hashes}}]}}
        filters = {key: _has(key) for key in hashes}
        yield {"size": 0, "query": clause, "track_total_hits": False, "aggs": {RUNS: {"filters": {"filters": filters}}}}


def version_body(hashes: Sequence[str], live: Clause) -> Body:
    """Return what asks for the passages that have most of some shingles."""
    return in_corpus({"bool": {"must": [_counted([_has(key) for key in hashes])], "filter": [live]}}, MOST_VERSIONS)


def _pieces(wanted: WantedWords, size: int) -> Iterator[list[str]]:
    for part in wanted.parts:
        hashes = list(dict.fromkeys(key for run in part for key in shingles_of_run(run)))
        yield from (hashes[start : start + size] for start in range(0, len(hashes), size))


def _has(key: str) -> Clause:
    return {"term": {SHINGLES: key}}


def short_body(wanted: WantedWords, width: int, frequency: Frequency, live: Clause) -> Body | None:
    """Return what asks for the passages that share most of the rarest runs of so many words; None without any."""
    runs = {
        run[start : start + width]
        for part in wanted.parts
        for run in part
        for start in range(len(run) - min(width, len(run)) + 1)
    }
    rarity = {run: min(map(frequency, run)) for run in runs}
    rarest = sorted((run for run in runs if rarity[run]), key=lambda run: (rarity[run], run))[:MOST_RUNS]
    if not rarest:
        return None
    return in_corpus({"bool": {"must": [_counted(list(map(phrase, rarest)))], "filter": [live]}}, MOST_NEAR)


def _preferred(wanted: WantedWords) -> list[Clause]:
    """Return what lifts the passages of the paper and the meeting that a link names."""
    claims = {"document": wanted.document, "meeting": wanted.meeting}
    return [
        {"constant_score": {"filter": {"term": {field: value}}, "boost": 1.0}}
        for field, value in claims.items()
        if value
    ]


def _counted(clauses: Sequence[Clause]) -> Clause:
    """Return the passages that match any of some clauses, each of which counts one."""
    return {"bool": {"should": [{"constant_score": {"filter": clause}} for clause in clauses]}}


def _spread(hashes: Sequence[str], most: int) -> Sequence[str]:
    """Return at most so many of some shingles, from all of their places."""
    step = -(-len(hashes) // most) or 1
    return hashes[::step]
