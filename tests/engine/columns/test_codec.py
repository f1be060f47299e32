"""Whoosh's own queries over an index of columns: they find what reading every passage finds."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import index
from whoosh.qparser.default import QueryParser
from whoosh.query.compound import And, Or
from whoosh.query.positional import Phrase
from whoosh.query.qcore import Query as StockQuery
from whoosh.query.ranges import TermRange
from whoosh.query.terms import Prefix, Term
from whoosh.query.wrappers import Not

from indexer.engine.columns.files import ColumnFiles
from indexer.engine.columns.writer import ColumnsWriter, WrittenIndex
from indexer.engine.whoosh.codec import IDS, TEXT_FIELD, write_toc
from indexer.model import Passage, Session
from indexer.text.analysis import terms_in

from .oracle import DOCUMENT_IDS, WORDS, Kept, corpora, documents

FOLDED = sorted({term for word in WORDS for term in terms_in(word)})
Matches = Callable[[tuple[str, ...]], bool]


class IdsOnly:
    """Stores the ids of passages, and nothing else of them."""

    def __init__(self, files: ColumnFiles) -> None:
        self._files = files
        self._ids: list[str] = []

    def add_parent(self, session: Session) -> None:
        """Do nothing with sessions."""

    def add(self, passages: Iterable[Passage]) -> None:
        """Add passages."""
        self._ids += [passage.id for passage in passages]

    def finish(self) -> None:
        """Write the ids."""
        self._files.write_strings(IDS, self._ids)

    def close(self) -> None:
        """Hold nothing on disk."""


def write(root: Path, kept: Kept, base: Path | None = None, changed: tuple[str, ...] = ()) -> Path:
    """Write an index that Whoosh can open."""

    def write_values(files: ColumnFiles, written: WrittenIndex) -> dict[str, object]:
        write_toc(files, written)
        return {}

    with ColumnsWriter(root, base, IdsOnly, write_values) as writer:
        added = set(kept) if base is None else set(changed)
        writer.keep(set(kept) - added)
        for document_id in kept:
            if document_id in added:
                writer.add(kept[document_id])
        writer.finish()
    return root


def _has(*row: str) -> Matches:
    """Return what tells whether terms stand side by side in a row of terms."""
    return lambda terms: any(terms[at : at + len(row)] == row for at in range(len(terms)))


def _leaf(draw: st.DrawFn) -> tuple[StockQuery, Matches]:
    first, second = draw(st.sampled_from(FOLDED)), draw(st.sampled_from(FOLDED))
    match draw(st.sampled_from(("term", "phrase", "prefix", "range"))):
        case "phrase":
            return Phrase(TEXT_FIELD, [first, second]), _has(first, second)
        case "prefix":
            start = first[: draw(st.integers(1, 3))]
            return Prefix(TEXT_FIELD, start), lambda terms: any(term.startswith(start) for term in terms)
        case "range":
            low, high = sorted((first, second))
            return TermRange(TEXT_FIELD, low, high), lambda terms: any(low <= term <= high for term in terms)
        case _:
            return Term(TEXT_FIELD, first), _has(first)


@st.composite
def queries(draw: st.DrawFn, depth: int = 2) -> tuple[StockQuery, Matches]:
    """Make a query, and what tells whether it matches a row of terms."""
    kind = draw(st.sampled_from(("leaf", "and", "or", "not"))) if depth else "leaf"
    if kind == "leaf":
        return _leaf(draw)
    (left, is_left), (right, is_right) = draw(queries(depth - 1)), draw(queries(depth - 1))
    if kind == "and":
        return And([left, right]), lambda terms: is_left(terms) and is_right(terms)
    if kind == "or":
        return Or([left, right]), lambda terms: is_left(terms) or is_right(terms)
    return And([left, Not(right)]), lambda terms: is_left(terms) and not is_right(terms)


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_stock_queries_find_what_reading_finds(data: st.DataObject) -> None:
    """Whoosh's queries over all segments of an index find the living passages whose words match, and no others."""
    kept = data.draw(corpora())
    with tempfile.TemporaryDirectory() as folder:
        root = write(Path(folder) / "0", kept)
        for step in range(1, data.draw(st.integers(1, 3))):
            changed = tuple(data.draw(st.lists(st.sampled_from(DOCUMENT_IDS), unique=True)))
            kept |= {document_id: data.draw(documents(document_id)) for document_id in changed}
            root = write(Path(folder) / str(step), kept, root, changed)
        passages = {passage.id: terms_in(passage.text) for row in kept.values() for passage in row}
        opened = index.open_dir(str(root), readonly=True)
        assert opened.doc_count() == len(passages)
        with opened.searcher() as searcher:
            for asked, matches in data.draw(st.lists(queries(), min_size=1, max_size=5)):
                found = {hit["id"] for hit in searcher.search(asked, limit=None)}
                assert found == {id_ for id_, terms in passages.items() if matches(terms)}, asked


def test_whoosh_finds_the_best_few(tmp_path: Path) -> None:
    """A search of Whoosh for fewer than match, as is its default, finds those with the highest scores."""
    kept: Kept = {"a": tuple(_passage("ice salt " * (number % 5 + 1) + "and nets", number) for number in range(40))}
    with index.open_dir(str(write(tmp_path / "engine", kept))).searcher() as searcher:
        for asked in (
            Term(TEXT_FIELD, "ice"),
            Or([Term(TEXT_FIELD, "salt"), Term(TEXT_FIELD, "nets")]),
            And([Term(TEXT_FIELD, "salt"), Phrase(TEXT_FIELD, ["ice", "salt"])]),
        ):
            every = [hit.score for hit in searcher.search(asked, limit=None)]
            assert len(every) == 40
            assert [hit.score for hit in searcher.search(asked)] == pytest.approx(every[:10])


def test_the_parser_of_whoosh_reads_words_as_passages_were_read(tmp_path: Path) -> None:
    """What is typed into Whoosh's own parser is folded, and a word with a hyphen is a phrase."""
    kept: Kept = {"a": (_passage("Keeping Jenča in peace-keeping."), _passage("A peace of keeping.", 1))}
    opened = index.open_dir(str(write(tmp_path / "engine", kept)))
    parser = QueryParser(TEXT_FIELD, opened.schema)
    with opened.searcher() as searcher:
        assert [hit["id"] for hit in searcher.search(parser.parse("JENCA"))] == ["a.00000"]
        assert [hit["id"] for hit in searcher.search(parser.parse('"Peace-keeping"'))] == ["a.00000"]
        assert list(searcher.reader().field_terms(TEXT_FIELD)) == ["a", "in", "jenca", "keeping", "of", "peace"]
        info = searcher.reader().term_info(TEXT_FIELD, "keeping")
        assert (info.doc_frequency(), info.weight(), info.max_weight()) == (2, 3, 2)


def _passage(text: str, ordinal: int = 0) -> Passage:
    from tests.corpus_factory import MONTEVIDEO, document, passage  # noqa: PLC0415

    return passage(document("a", MONTEVIDEO), ordinal, text)
