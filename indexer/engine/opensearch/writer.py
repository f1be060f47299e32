"""Writes passages into an index of a cluster: a new index, or into that of the build before what has changed.

The columns are written as for the embedded engine, beside it: dictionary and suggestions are made of them, and what the
next build knows of this one. Nothing that a search of the live build finds is changed: a new document stands from the
new build on, and one that ends does so with it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any
from uuid import uuid4

import msgspec

from indexer.engine.protocol import EngineWriter
from indexer.engine.whoosh.engine import WhooshEngine, WhooshWriter
from indexer.model import Passage, Session
from indexer.query.results import Query
from indexer.text.paper_words import PaperWords

from .connection.address import ClusterAddress
from .connection.client import Cluster
from .connection.errors import ClusterIndexForeign
from .dictionary import ClusterDictionary, write_dictionary
from .documents import PreparedPaper, StandingBuilds, placed_documents, prepared_paper
from .indices import Indices, live
from .places import STEP, places_of
from .querying.facets import counted, counts_of
from .records import records_of
from .state import STATE_FILE, ClusterState, WrittenPaper, home_of, named_beside, read_papers, read_state, write_state


class OpenSearchWriter(EngineWriter):
    """The `EngineWriter` of a cluster; leaving it before `finish` takes back what was written."""

    def __init__(self, path: Path, base: Path | None, address: ClusterAddress) -> None:
        """Write into an index of the cluster, and what belongs to it into a folder; `base` is that of the build before.

        Raise a ClusterError where the cluster cannot be written to.
        """
        before = read_state(base) if base and (base / STATE_FILE).is_file() else None
        self._known = read_papers(base) if base and before else {}
        with ExitStack() as opened:
            self._cluster = opened.enter_context(closing(Cluster(address)))
            self._indices = Indices(self._cluster)
            self._prepare(before, named_beside(path))
            self._columns = WhooshWriter(path, base if before else None)
            opened.pop_all()  # it is open until it is closed
        self._path = path
        self._before = before
        self._build = before.build + 1 if before else 1
        self._index = before.index if before else self._indices.new_name(path.parent.name)
        self._lineage = before.lineage if before else uuid4().hex
        self._mark = uuid4().hex
        self._papers: dict[str, WrittenPaper] = {}
        self._parents: dict[tuple[str, str], Session] = {}
        self._waiting = _Spool()
        self._is_open = True

    def _prepare(self, before: ClusterState | None, own: Collection[str]) -> None:
        """Look whether the cluster can be written to, and clear up what earlier builds have left there."""
        self._indices.check_before_writing(before, own)
        if before:
            self._indices.clear_abandoned(before)

    def keep(self, documents: Collection[str]) -> None:
        """Keep the passages of these documents of the index before; without this call none is kept."""
        self._columns.keep(documents)
        self._papers.update({key: self._known[key] for key in documents if key in self._known})

    def add(
        self,
        passages: Iterable[Passage],
        sessions: Iterable[Session] = (),
        words: PaperWords | None = None,
        prepared: bytes = b"",
    ) -> None:
        """Add passages with new ids; `sessions` gives those that contain sessions of the passages.

        All passages of a document come together. `prepared` is what `prepare` has made of those of one document. Raise
        ValueError when a document has a passage id twice.
        """
        rows, containing = list(passages), list(sessions)
        self._columns.add(rows, containing, words)
        self._parents.update({(each.meeting, each.id): each for each in containing if each.parent})
        papers = [(key, list(paper)) for key, paper in groupby(rows, lambda passage: passage.document.id)]
        for document, paper in papers:
            if prepared:
                documents = msgspec.msgpack.decode(prepared, type=PreparedPaper)
            else:
                records = list(records_of(paper, self._parents.values()))
                documents = prepared_paper(records, words if len(papers) == 1 else None)
            known = self._known.get(document)
            same = known is not None and known.digest == documents.digest
            place = known.place if known and same else (len(self._papers) + 1) * STEP
            self._papers[document] = WrittenPaper(place, documents.digest)
            if not same:
                self._waiting.put(document, prepared or msgspec.msgpack.encode(documents))

    def finish(self, documents: Sequence[str] | None = None) -> None:
        """Make what was kept and added searchable; `documents` are the ids of all in the order of the corpus."""
        self._columns.finish(documents)
        order = list(documents) if documents is not None else list(self._papers)
        order = [document for document in order if document in self._papers]
        places = places_of(order, {key: paper.place for key, paper in self._papers.items()})
        passages = write_dictionary(self._path).passages
        if not self._before:
            lengths = {name: sums.average for name, sums in ClusterDictionary(self._path).lengths.items()}
            write_state(self._path, self._state(0), {})  # so that the index is found again if this process is killed
            self._indices.create(self._index, lengths, passages, self._lineage)
        moved = {key for key in order if key in self._known and places[key] != self._known[key].place}
        changed = {key for key in self._known if key not in self._papers or self._is_new(key)} | moved
        self._cluster.write(self._actions(places, changed, moved))
        self._indices.settle(self._index, self._build, passages)
        self._indices.mark(self._state(passages), self._before)
        if not self._before:
            self._check_same()
        papers = {key: WrittenPaper(places[key], self._papers[key].digest) for key in order}
        write_state(self._path, self._state(passages), papers)
        self._is_open = False
        self._waiting.close()
        self._cluster.close()

    def _state(self, passages: int) -> ClusterState:
        before = (self._before.index, self._before.build) if self._before else None
        urls = ",".join(self._cluster.address.urls)
        alias, home = self._cluster.address.alias, home_of(self._path)
        return ClusterState(urls, self._index, self._build, passages, self._lineage, before, alias, self._mark, home)

    def _check_same(self) -> None:
        """Compare what the cluster counts of a new index with what the columns do; raise ClusterIndexForeign."""
        engine = WhooshEngine(self._path)
        expected = engine.search(query := Query(sort="document")).facet_counts
        engine.close()

        def ask(aggregations: dict[str, Any]) -> dict[str, Any]:
            body = {"size": 0, "query": live(self._build), "aggs": aggregations}
            found: dict[str, Any] = self._cluster.search(self._index, body)["aggregations"]
            return found

        if counts_of(query, ask(counted(query)), ask) != expected:
            raise ClusterIndexForeign(self._index, "it counts other values than were written")

    def _is_new(self, document: str) -> bool:
        return self._papers[document].digest != self._known[document].digest

    def _actions(
        self, places: dict[str, int], changed: Collection[str], moved: Collection[str]
    ) -> Iterator[dict[str, Any]]:
        """Yield what is written: documents that end, those of papers that only stand elsewhere now, and new ones."""
        if self._before and changed:
            for document, standing, place, records in self._indices.papers(self._before, changed):
                paper = prepared_paper(records)
                yield from self._of_paper(paper, place, StandingBuilds(standing.first, self._build))
                if document in moved and document in self._papers and not self._is_new(document):
                    yield from self._of_paper(paper, places[document], StandingBuilds(self._build))
        for document, paper in self._waiting:
            yield from self._of_paper(paper, places[document], StandingBuilds(self._build))

    def _of_paper(self, paper: PreparedPaper, place: int, standing: StandingBuilds) -> Iterator[dict[str, Any]]:
        for key, fields in placed_documents(paper, place, standing):
            yield {"_op_type": "index", "_index": self._index, "_id": key, "_source": fields}

    def close(self) -> None:
        """Take back what was written and not finished; after `finish` this does nothing."""
        self._columns.close()
        if self._is_open:
            self._is_open = False
            self._waiting.close()
            self._indices.take_back(self._index, self._before)
            self._cluster.close()

    def __enter__(self) -> OpenSearchWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def prepare(passages: Sequence[Passage], sessions: Iterable[Session], words: PaperWords) -> bytes:
    """Return the documents of a paper, encoded, for `OpenSearchWriter.add`: made anywhere, they are the same."""
    return msgspec.msgpack.encode(prepared_paper(list(records_of(passages, sessions)), words))


class _Spool:
    """Papers that wait until the places of all papers are known, in a file: there may be more than memory holds."""

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115  # it lives as long as the writer
        self._sizes: list[tuple[str, int]] = []

    def put(self, document: str, prepared: bytes) -> None:
        """Put in the documents of a paper, encoded."""
        self._sizes.append((document, self._file.write(prepared)))

    def __iter__(self) -> Iterator[tuple[str, PreparedPaper]]:
        self._file.seek(0)
        for document, size in self._sizes:
            yield document, msgspec.msgpack.decode(self._file.read(size), type=PreparedPaper)

    def close(self) -> None:
        """Delete the file."""
        self._file.close()
