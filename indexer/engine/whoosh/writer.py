"""Writes passages into a Whoosh index: one segment of words, the columns and a list of checksums beside it.

Only ids, words and what a search narrows or sorts by go in. What pages show is the catalogue's business.

Words go in as they stand, once; a stem is looked up by all forms of it that occur, which `columns` keeps.
"""

from __future__ import annotations

import json
import zlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from whoosh import fields, index
from whoosh.formats import Format

from indexer.engine.doc_values import DOC_VALUES_FILE
from indexer.engine.doc_values_writer import DocValuesWriter
from indexer.engine.fields import context_fields
from indexer.engine.postings_sorter import PostingsSorter
from indexer.engine.prior import has_length_norm
from indexer.model import Passage, Session
from indexer.text.analysis import accented_terms, stem, terms_in

from .blocks import BlockCodec

CHECKSUMS_FILE = "checksums.json"
POSTINGS_MEMORY = 16_000_000
"""Bytes of postings that the writer may gather before it spills to disk; a spill costs little."""

SEPARATOR = ""
"""Stands between two pieces of context, so that nothing matches across them; no token is empty."""
POSITION_GAP = 4_096
"""Places left free between two pieces: more than any query can bridge."""
ACCENTED_FIELD = "accents"
"""The field of accented words, as they are written."""
POSITION_TYPECODE = "I"
"""How `array` calls the number that a position is kept as."""


class PositionsFormat(Format):
    """Keeps the positions of a word as plain numbers, which costs less to write and to read than Whoosh's own way."""

    def word_values(  # type: ignore[override]  # as Whoosh's own formats do: text, not bytes
        self,
        value: Sequence[str],
        analyzer: object,  # noqa: ARG002  # Whoosh's signature
        **kwargs: object,  # noqa: ARG002
    ) -> Iterator[tuple[str, int, float, bytes]]:
        """Yield each word of a row with how often and where it stands."""
        places: defaultdict[str, list[int]] = defaultdict(list)
        place = 0
        for word in value:
            if word == SEPARATOR:
                place += POSITION_GAP
            else:
                places[word].append(place)
                place += 1
        for word, found in places.items():
            yield word, len(found), 1.0, array(POSITION_TYPECODE, found).tobytes()


def schema() -> fields.Schema:
    """Name the fields: the words of a passage's text, of what is said around it, and those with accents."""
    return fields.Schema(text=_words(), context=_words(), accents=_words())


def _words() -> fields.FieldType:
    return fields.FieldType(PositionsFormat(), analyzer=None)  # type: ignore[arg-type]  # what is given is analysed already


class WhooshWriter:
    """An `EngineWriter` for an empty or missing folder; what is not finished when it is left is given up."""

    def __init__(self, path: Path) -> None:
        path.mkdir(parents=True, exist_ok=True)
        self._path = path
        codec = BlockCodec()  # type: ignore[no-untyped-call]  # Whoosh's is untyped
        self._writer = index.create_in(str(path), schema()).writer(codec=codec)
        # Whoosh's own pool takes ten times the memory, and more time.
        self._writer.pool = PostingsSorter(path, POSTINGS_MEMORY)  # type: ignore[attr-defined]  # of the writer that this is
        self._columns = DocValuesWriter(path)
        self._passages: Counter[str] = Counter()
        self._written: dict[str, dict[str, None]] = {}
        self._open = True

    def add(self, passages: Iterable[Passage], sessions: Iterable[Session] = ()) -> None:
        """Add passages with new ids; `sessions` tells of those that sessions of the passages are parts of."""
        for session in sessions:
            self._columns.add_parent(session)
        for passage in passages:
            words = {"text": terms_in(passage.text), "context": _context(passage)}
            measured = has_length_norm(passage)
            self._columns.add(passage, {field: len(row) if measured else 0 for field, row in words.items()})
            self._passages.update(set(chain.from_iterable(words.values())))
            self._writer.add_document(**words, **self._accents(passage))

    def finish(self) -> None:
        """Make what was added readable from disk, as one segment."""
        self._open = False
        self._writer.commit(optimize=True)
        del self._passages[SEPARATOR]
        ways = {form: list(found) for form, found in sorted(self._written.items())}
        self._columns.write(self._by_stem(), self._passages, ways)
        self._passages.clear()
        self._written.clear()
        sums = checksums(self._path)
        (self._path / CHECKSUMS_FILE).write_text(json.dumps(sums, indent=1), encoding="utf-8")

    def _accents(self, passage: Passage) -> dict[str, tuple[str, ...]]:
        """Give the accented words of a passage, where it has any, and remember how they are written."""
        found = [pair for piece in (passage.text, *_pieces(passage)) for pair in accented_terms(piece)]
        for form, way in found:
            self._written.setdefault(form, {})[way] = None
        return {ACCENTED_FIELD: tuple(way for _, way in found)} if found else {}

    def _by_stem(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for form in sorted(self._passages):
            found.setdefault(stem(form), []).append(form)
        return found

    def close(self) -> None:
        """Give up what was added and not finished; harmless afterwards."""
        self._columns.close()
        if self._open:
            self._open = False
            self._writer.cancel()

    def __enter__(self) -> WhooshWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _context(passage: Passage) -> tuple[str, ...]:
    """Give the words around a passage."""
    return tuple(chain.from_iterable((*terms_in(piece), SEPARATOR) for piece in _pieces(passage)))


def _pieces(passage: Passage) -> Iterable[str]:
    """Give the texts around a passage, each once."""
    return dict.fromkeys(chain.from_iterable(context_fields(passage).values()))


def checksums(folder: Path) -> dict[str, int]:
    """Give the CRC-32 of each file that belongs to an index, by name."""
    own = (file for file in sorted(folder.iterdir()) if file.suffix in {".seg", ".toc"} or file.name == DOC_VALUES_FILE)
    return {file.name: _checksum(file) for file in own}


def _checksum(file: Path) -> int:
    total = 0
    with file.open("rb") as stream:
        while block := stream.read(1 << 20):
            total = zlib.crc32(block, total)
    return total
