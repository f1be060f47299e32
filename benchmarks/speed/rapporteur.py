"""Our engine, asked as the library asks it: doc values, postings and facets, without the catalogue that pages are made
from.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from operator import itemgetter
from pathlib import Path

from indexer.engine.whoosh.engine import WhooshEngine, WhooshWriter
from indexer.model import Passage
from indexer.query.results import Query, Sort
from indexer.store.library import ENGINE_FOLDER

from .contenders import TOP, Ask, BenchmarkRequest, Contender, ContenderAnswer


class _OpenRapporteur:
    def __init__(self, folder: Path) -> None:
        self._engine = WhooshEngine(folder / ENGINE_FOLDER)

    def prepare(self, request: BenchmarkRequest) -> Ask:
        sort: Sort = "newest" if request.newest else "relevance"
        query = Query(request.node, request.filters, sort, request.page, TOP, top_values=request.values)

        def ask() -> ContenderAnswer:
            answer = self._engine.search(query)
            counts = answer.facet_counts
            if request.values is not None:  # as many as the last of the first ten come, too
                counts = {
                    facet: dict(sorted(own.items(), key=itemgetter(1), reverse=True)[: request.values])
                    for facet, own in counts.items()
                }
            return ContenderAnswer(answer.total, tuple(id_ for id_, _ in answer.matches), counts)

        return ask

    def drop_caches(self) -> None:
        """Forget earlier answers: the engine keeps the passages of the terms asked for last, for the next page of the
        same results.
        """
        self._engine.forget()

    def close(self) -> None:
        self._engine.close()


def write(folder: Path, passages: Sequence[Passage]) -> None:
    """Write the search files of the passages."""
    with WhooshWriter(folder / ENGINE_FOLDER) as writer:
        writer.add(passages)
        writer.finish()


RAPPORTEUR = Contender("Rapporteur", f"Whoosh {version('whoosh3')}", write, _OpenRapporteur)
