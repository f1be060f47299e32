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


class PreparedPaper(msgspec.Struct, frozen=True, array_like=True):
    """The documents of a paper, but for its place among all papers and the builds in which they stand."""

    digest: str
    """A hash of its records: where it is the same, so are the documents."""
    passages: tuple[tuple[str, str], ...]
    """The id of each passage, and the fields of its document as JSON."""


def prepared_paper(records: Sequence[IndexedPassage], words: PaperWords | None = None) -> PreparedPaper:
    """Return the documents of a paper; `words` are those of its texts, where they are cut already."""
    texts = analyse([record.text for record in records]) if words is None else words
    fields = (
        _document(record, cut) | ({SHINGLES: shingles} if shingles else {})
        for record, cut, shingles in zip(records, _cut(texts), shingles_of_texts(texts), strict=True)
    )
    encoded = (msgspec.json.encode(each).decode() for each in fields)
    return PreparedPaper(_digest_of(records), tuple(zip((record.id for record in records), encoded, strict=True)))


def placed_documents(paper: PreparedPaper, place: int, standing: StandingBuilds) -> Iterator[tuple[str, str]]:
    """Yield the id and the fields, as JSON, of the documents of a paper; `place` orders it among all papers."""
    own = {DOCUMENT_PLACE: place, FROM_BUILD: standing.first, TO_BUILD: standing.end}
    head = msgspec.json.encode(own).decode().removesuffix("}")
    for passage, fields in paper.passages:
        yield document_id(passage, standing.first), f"{head},{fields.removeprefix('{')}"


def documents_of(records: Sequence[IndexedPassage], place: int, standing: StandingBuilds) -> Iterator[tuple[str, str]]:
    """Yield the id and the fields, as JSON, of the document of each passage of a paper."""
    return placed_documents(prepared_paper(records), place, standing)


def document_id(passage: str, build: int) -> str:
    """Return the id of the document of a passage, as it was written for a build."""
    return f"{passage}@{build}"


def record_in(source: Document) -> IndexedPassage:
    """Return the record in what the cluster gives back of a document."""
    return msgspec.convert(source["record"], IndexedPassage)


def _document(record: IndexedPassage, text: _Cut) -> Document:
    around = [_cut_piece(piece) for piece in record.context]
    fields: Document = {
        "record": record,
        TEXT.name: text.words,
        CONTEXT.name: [piece.words for piece in around if piece.words],
        "capitals": sorted({*text.capitals, *(name for piece in around for name in piece.capitals)}),
        **{facet: list(values) for facet, values in record.facets.items()},
        "id": record.id,
        **{field: record.group(by) for by, field in GROUP_FIELDS.items()},
        "analysis": analysis_language(record.language),
        PLACE: record.place,
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


def _digest_of(records: Iterable[IndexedPassage]) -> str:
    return sha256_hex(map(msgspec.msgpack.encode, records))
