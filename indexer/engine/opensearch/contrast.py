"""Compares the words of passages: they are read from the cluster and compared as the embedded engine does it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from indexer.engine.budget import current_budget
from indexer.engine.columns.columns import WordSegments
from indexer.engine.columns.segment_writer import segment_in_memory
from indexer.engine.contrast import Sides, WordContrasts
from indexer.engine.rows import Numbers
from indexer.query.results import WordContrast

from .dictionary import ClusterDictionary
from .documents import record_in
from .hits import ClusterHits
from .mapping import DOCUMENT_PLACE, PLACE
from .querying.asking import AskCluster, hits_in
from .records import IndexedPassage

MOST_COMPARED = 20_000
"""Passages that are read, in one or two seconds: both sides, or one where the other is all others of the index."""
READ_AT_ONCE = 2_000


class ClusterContrast:
    """Compares passages of one build."""

    def __init__(self, dictionary: ClusterDictionary, ask: AskCluster) -> None:
        self._dictionary = dictionary
        self._ask = ask

    def contrast(self, inside: ClusterHits, among: ClusterHits, n: int) -> WordContrast:
        """Return the words by which some hits differ from the other ones of a wider query.

        Where all others of the index are too many to read, the dictionary has their counts: then phrases are left out,
        and words that the hits have less often.
        """
        budget = current_budget()
        own = inside.question.query(scored=False)
        others = {"bool": {"filter": [among.question.query(scored=False)], "must_not": [own]}}
        total = self._total(others)
        is_one_read = inside.total + total > MOST_COMPARED
        if inside.cut or among.cut or (is_one_read and not (_is_everything(among) and inside.total <= MOST_COMPARED)):
            if inside.total and total:
                budget.leave_out()
            return WordContrast(inside.total, total, cut=bool(inside.total and total))
        if is_one_read:
            read = _ReadPassages([record for _, record in self._read(own)], self._dictionary)
            contrasts = WordContrasts(read, read.documents_of, read.ids_of)
            return contrasts.contrast_with_all(self._dictionary.passages, self._dictionary.in_texts.counts, n, budget)
        sides = [
            (is_own, place, record)
            for is_own, query in ((True, own), (False, others))
            for place, record in self._read(query)
        ]
        sides.sort(key=lambda row: row[1])
        read = _ReadPassages([record for _, _, record in sides], self._dictionary)
        is_inside = np.array([is_own for is_own, _, _ in sides], np.bool_)
        contrasts = WordContrasts(read, read.documents_of, read.ids_of)
        return contrasts.contrast(Sides(is_inside, ~is_inside), n, budget)

    def _total(self, query: dict[str, Any]) -> int:
        [answer] = self._ask([{"size": 0, "query": query, "track_total_hits": True}])
        return int(answer["hits"]["total"]["value"])

    def _read(self, query: dict[str, Any]) -> Iterator[tuple[tuple[int, int], IndexedPassage]]:
        """Yield the passages that a query finds, each with its place in the corpus."""
        after: list[object] = []
        while True:
            body = {
                "size": READ_AT_ONCE,
                "query": query,
                "sort": [DOCUMENT_PLACE, PLACE, "id"],
                "docvalue_fields": ["id"],
                **({"search_after": after} if after else {}),
            }
            [answer] = self._ask([body])
            hits = hits_in(answer)
            yield from (((hit.sort[0], hit.sort[1]), record_in(hit.source)) for hit in hits)
            if len(hits) < READ_AT_ONCE:
                return
            after = list(hits[-1].sort)


def _is_everything(hits: ClusterHits) -> bool:
    query = hits.query
    return query.node is None and query.within is None and hits.question.passing is None


class _ReadPassages(WordSegments):
    """Passages that were read, as a segment in memory with the vocabulary of the build."""

    def __init__(self, records: Sequence[IndexedPassage], dictionary: ClusterDictionary) -> None:
        super().__init__(
            [segment_in_memory([record.searched for record in records], [record.text for record in records])]
        )
        self.vocabulary = dictionary.vocabulary
        self._ids = [record.id for record in records]

    def documents_of(self, passages: Numbers) -> Numbers:
        """Return the number of the document of each passage."""
        return self.segments[0].document_of.take(passages).astype(np.int64)

    def ids_of(self, passages: Numbers) -> list[str]:
        """Return the ids of passages."""
        return [self._ids[number] for number in passages.tolist()]
