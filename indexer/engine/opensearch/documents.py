"""Passages as documents of a cluster: the record, and beside it the fields that are made of it to be searched.

What a record holds is in `records`, and how its fields are declared in `mapping`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec

from indexer.disk.hashing import sha256_hex
from indexer.engine.character_pairs import pairs_of
from indexer.engine.opensearch.shingles import shingles_of_texts
from indexer.text.paper_words import PaperWords, analyse
from indexer.text.stemming import analysis_language

from .mapping import CONTEXT, DAY, DOCUMENT_PLACE, FROM_BUILD, GROUP_FIELDS, PLACE, SHINGLES, STILL, TEXT, TO_BUILD
from .records import IndexedPassage

Document = dict[str, Any]
CACHED_PIECES = 65_536
"""Texts around passages of which the words are kept: the headings of a paper stand around many of its passages."""


class StandingBuilds(NamedTuple):
    """In which builds a document of the cluster stands."""

    first: int
    """The first of them."""
    end: int = STILL
    """The first after it in which it does not."""


class _Cut(NamedTuple):
    """The words of a text, those that it writes in capitals, and its pairs of characters without spaces."""

    words: str
    pairs: str
    capitals: tuple[str, ...]


def documents_of(
    records: Sequence[IndexedPassage], place: int, standing: StandingBuilds, words: PaperWords | None = None
) -> Iterator[tuple[str, Document]]:
    """Yield the id and the fields of the document of each passage; `words` are those of their texts, if they are cut.

    `place` orders the paper among all papers.
    """
    texts = analyse([record.text for record in records]) if words is None else words
    for record, cut, shingles in zip(records, _cut(texts), shingles_of_texts(texts), strict=True):
        fields = _document(record, cut, place, standing)
        yield document_id(record.id, standing.first), fields | ({SHINGLES: shingles} if shingles else {})


def document_id(passage: str, build: int) -> str:
    """Return the id of the document of a passage, as it was written for a build."""
    return f"{passage}@{build}"


def record_in(source: Document) -> IndexedPassage:
    """Return the record in what the cluster gives back of a document."""
    return msgspec.convert(source["record"], IndexedPassage)


def _document(record: IndexedPassage, text: _Cut, place: int, standing: StandingBuilds) -> Document:
    around = [_cut_piece(piece) for piece in record.context]
    fields: Document = {
        "record": msgspec.to_builtins(record),
        TEXT.name: text.words,
        CONTEXT.name: [piece.words for piece in around if piece.words],
        "capitals": sorted({*text.capitals, *(name for piece in around for name in piece.capitals)}),
        **{facet: list(values) for facet, values in record.facets.items()},
        "id": record.id,
        **{field: record.group(by) for by, field in GROUP_FIELDS.items()},
        "analysis": analysis_language(record.language),
        DOCUMENT_PLACE: place,
        PLACE: record.place,
        FROM_BUILD: standing.first,
        TO_BUILD: standing.end,
        "prior": record.prior,
        "is_list": not record.normalised,
    }
    pairs = {TEXT.pairs: text.pairs, CONTEXT.pairs: [piece.pairs for piece in around if piece.pairs]}
    fields |= {name: value for name, value in pairs.items() if value}
    years = [int(year) for year in record.facets.get("year", ()) if year.isdecimal()]
    days = {"first_day": record.first_day, "last_day": record.last_day, DAY: record.sort_day}
    fields |= {name: day for name, day in days.items() if day is not None}
    return fields | ({"year_number": years[0]} if years else {})


def _cut(words: PaperWords) -> Iterator[_Cut]:
    capitals: list[set[str]] = [set() for _ in words.text_lengths]
    for text, word in words.capital_pairs.tolist():
        capitals[text].add(words.capitals[word])
    for terms, names in zip(words.term_rows(), capitals, strict=True):
        yield _Cut(" ".join(terms), " ".join(pairs_of(terms)), tuple(sorted(names)))


@lru_cache(maxsize=CACHED_PIECES)
def _cut_piece(text: str) -> _Cut:
    [cut] = _cut(analyse([text]))
    return cut


def digest_of(records: Iterable[IndexedPassage]) -> str:
    """Return a hash of records: where it is the same, so are the documents made of them, but for their place."""
    return sha256_hex(map(msgspec.msgpack.encode, records))
