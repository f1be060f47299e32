"""Writes passages into a Whoosh index: one segment of terms, with the doc values and a list of checksums beside it.

Only ids, terms and values to filter or sort by are stored. What pages show is in the catalogue.

Terms are stored unstemmed, once; a stem is looked up by all its terms that occur, which the doc values list for each
language of the passages.
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

from indexer.engine.character_pairs import pairs_of
from indexer.engine.doc_values import DOC_VALUES_FILE
from indexer.engine.doc_values_writer import DocValuesWriter, WrittenForms
from indexer.engine.fields import context_fields
from indexer.engine.postings_sorter import PostingsSorter
from indexer.engine.prior import has_length_norm
from indexer.engine.protocol import EngineWriter
from indexer.model import Passage, Session
from indexer.text.analysis import accented_terms, stem, terms_in
from indexer.text.stemming import analysis_language, stem_in
from indexer.text.written_forms import capital_terms, parted_words

from .blocks import BlockCodec

CHECKSUMS_FILE = "checksums.json"
POSTINGS_MEMORY = 16_000_000
"""Bytes of postings held in memory before they are spilled to disk; a spill costs little."""

SEPARATOR = ""
"""Stands between two context texts, so that nothing matches across them; no term is empty."""
POSITION_GAP = 4_096
"""Positions left free between two context texts: more than any query can span."""
ACCENTED_FIELD = "accents"
"""The field of accented words, as they are written."""
CAPITALS_FIELD = "capitals"
"""The field of the words that are written in capitals, folded."""
POSITION_TYPECODE = "I"
"""The `array` type code of a stored position."""


class PositionsFormat(Format):
    """Stores the positions of a term as plain numbers, which is faster to write and read than Whoosh's format."""

    def word_values(  # type: ignore[override]  # as Whoosh's own formats do: text, not bytes
        self,
        value: Sequence[str],
        analyzer: object,  # noqa: ARG002  # Whoosh's signature
        **kwargs: object,  # noqa: ARG002
    ) -> Iterator[tuple[str, int, float, bytes]]:
        """Yield each term of a row with its frequency and its positions."""
        positions: defaultdict[str, list[int]] = defaultdict(list)
        position = 0
        for word in value:
            if word == SEPARATOR:
                position += POSITION_GAP
            else:
                positions[word].append(position)
                position += 1
        for word, word_positions in positions.items():
            yield word, len(word_positions), 1.0, array(POSITION_TYPECODE, word_positions).tobytes()


def schema() -> fields.Schema:
    """Return the fields: terms of a passage's text and context, those with accents, those in capitals, and pairs."""
    names = ("text", "context", ACCENTED_FIELD, CAPITALS_FIELD, pairs_field("text"), pairs_field("context"))
    return fields.Schema(**{name: _terms_field() for name in names})


def pairs_field(field: str) -> str:
    """Return the name of the field that has the pairs of characters of another field."""
    return f"{field}_pairs"


def _terms_field() -> fields.FieldType:
    return fields.FieldType(PositionsFormat(), analyzer=None)  # type: ignore[arg-type]  # what is given is analysed already


class WhooshWriter(EngineWriter):
    """The `EngineWriter` for an empty or missing folder; leaving it before `finish` discards the index."""

    def __init__(self, path: Path) -> None:
        path.mkdir(parents=True, exist_ok=True)
        self._path = path
        codec = BlockCodec()  # type: ignore[no-untyped-call]  # Whoosh's is untyped
        self._writer = index.create_in(str(path), schema()).writer(codec=codec)
        # Whoosh's own pool takes ten times the memory, and is slower.
        self._writer.pool = PostingsSorter(path, POSTINGS_MEMORY)  # type: ignore[attr-defined]  # of the writer that this is
        self._doc_values = DocValuesWriter(path)
        self._doc_frequencies: dict[str, Counter[str]] = {}
        self._accented: dict[str, dict[str, None]] = {}
        self._capitals: Counter[str] = Counter()
        self._parted: dict[tuple[str, ...], str] = {}
        self._is_open = True

    def add(self, passages: Iterable[Passage], sessions: Iterable[Session] = ()) -> None:
        """Add passages with new ids; `sessions` gives those that contain sessions of the passages.

        Raise ValueError when a document has a passage id twice.
        """
        for session in sessions:
            self._doc_values.add_parent(session)
        for passage in passages:
            words = {"text": terms_in(passage.text), "context": _context(passage)}
            normalised = has_length_norm(passage)
            self._doc_values.add(passage, {field: len(row) if normalised else 0 for field, row in words.items()})
            in_language = self._doc_frequencies.setdefault(analysis_language(passage.document.language), Counter())
            in_language.update(set(chain.from_iterable(words.values())))
            pairs = {pairs_field(field): tuple(pairs_of(row)) for field, row in words.items()}
            self._writer.add_document(
                **words, **{field: row for field, row in pairs.items() if row}, **self._written(passage)
            )

    def finish(self) -> None:
        """Make what was added readable from disk, as one segment."""
        self._is_open = False
        self._writer.commit(optimize=True)
        for in_language in self._doc_frequencies.values():
            del in_language[SEPARATOR]
        accented = {form: list(spellings) for form, spellings in sorted(self._accented.items())}
        written = WrittenForms(accented, self._capitals, self._parted_by_stem())
        self._doc_values.write(self._by_stem(), self._doc_frequencies, written)
        for held in (self._doc_frequencies, self._accented, self._capitals, self._parted):
            held.clear()
        sums = checksums(self._path)
        (self._path / CHECKSUMS_FILE).write_text(json.dumps(sums, indent=1), encoding="utf-8")

    def _written(self, passage: Passage) -> dict[str, tuple[str, ...]]:
        """Return the words of a passage with accents and in capitals, and record how words are written."""
        pieces = (passage.text, *_context_texts(passage))
        accented = [pair for piece in pieces for pair in accented_terms(piece)]
        for form, spelling in accented:
            self._accented.setdefault(form, {})[spelling] = None
        capitals = tuple(chain.from_iterable(map(capital_terms, pieces)))
        self._capitals.update(set(capitals).intersection(chain.from_iterable(map(terms_in, pieces))))
        for parts, spelling in chain.from_iterable(map(parted_words, pieces)):
            if parts not in self._parted or spelling.islower():  # not as at the beginning of a sentence
                self._parted[parts] = spelling
        found = {ACCENTED_FIELD: tuple(spelling for _, spelling in accented), CAPITALS_FIELD: capitals}
        return {field: row for field, row in found.items() if row}

    def _parted_by_stem(self) -> dict[str, list[str]]:
        parted: dict[str, list[str]] = {}
        for parts, spelling in sorted(self._parted.items()):
            parted.setdefault(stem("".join(parts)), []).append(spelling)
        return parted

    def _by_stem(self) -> dict[str, dict[str, list[str]]]:
        by_language: dict[str, dict[str, list[str]]] = {}
        for language, frequencies in self._doc_frequencies.items():
            terms_of_stem = by_language.setdefault(language, {})
            for form in sorted(frequencies):
                terms_of_stem.setdefault(stem_in(form, language), []).append(form)
        return by_language

    def close(self) -> None:
        """Discard what was added and not finished; after `finish` this does nothing."""
        self._doc_values.close()
        if self._is_open:
            self._is_open = False
            self._writer.cancel()

    def __enter__(self) -> WhooshWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _context(passage: Passage) -> tuple[str, ...]:
    """Return the terms around a passage."""
    return tuple(chain.from_iterable((*terms_in(piece), SEPARATOR) for piece in _context_texts(passage)))


def _context_texts(passage: Passage) -> Iterable[str]:
    """Return the texts around a passage, each once."""
    return dict.fromkeys(chain.from_iterable(context_fields(passage).values()))


def checksums(folder: Path) -> dict[str, int]:
    """Return the CRC-32 of each file that belongs to an index, by name."""
    files = (
        file for file in sorted(folder.iterdir()) if file.suffix in {".seg", ".toc"} or file.name == DOC_VALUES_FILE
    )
    return {file.name: _checksum(file) for file in files}


def _checksum(file: Path) -> int:
    total = 0
    with file.open("rb") as stream:
        while block := stream.read(1 << 20):
            total = zlib.crc32(block, total)
    return total
