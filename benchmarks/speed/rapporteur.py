"""Our engine, asked as the library asks it: doc values, postings and facets, without the catalogue that pages are made
from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from indexer.engine.whoosh.engine import WhooshEngine, WhooshWriter
from indexer.model import Passage
from indexer.query.results import Query, Sort
from indexer.store.library import ENGINE_FOLDER

from .contenders import TOP, Ask, BenchmarkRequest, Contender, ContenderAnswer


class _OpenRapporteur:
    def __init__(self, folder: Path) -> None:
        self._folder = folder / ENGINE_FOLDER
        self._engine = WhooshEngine(self._folder)
        in_order = self._engine.first(Query(sort="document"), self._engine.facts.passages)
        self._numbers = {id_: number for number, id_ in enumerate(in_order)}

    def prepare(self, request: BenchmarkRequest) -> Ask:
        sort: Sort = "newest" if request.newest else "relevance"
        query = Query(request.node, request.filters, sort, request.page, TOP)

        def ask() -> ContenderAnswer:
            answer = self._engine.search(query)  # of the engine that is open now
            counts = {
                facet: dict(Counter(own).most_common(request.values)) for facet, own in answer.facet_counts.items()
            }
            return ContenderAnswer(answer.total, tuple(self._numbers[id_] for id_, _ in answer.matches), counts)

        return ask

    def drop_caches(self) -> None:
        """Open the engine anew: it caches the passages of the last terms for the next page of the same results."""
        self._engine.close()
        self._engine = WhooshEngine(self._folder)

    def close(self) -> None:
        self._engine.close()


def write(folder: Path, passages: Sequence[Passage]) -> None:
    """Write the search files of the passages."""
    with WhooshWriter(folder / ENGINE_FOLDER) as writer:
        writer.add(passages)
        writer.finish()


RAPPORTEUR = Contender("Rapporteur", f"Whoosh {version('whoosh3')}", write, _OpenRapporteur)
