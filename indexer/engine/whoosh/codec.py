"""A Whoosh codec over an index of columns: `whoosh.index.open_dir` opens the folder, and stock queries answer from it.

The field `text` has the words of the passages, folded as they are everywhere else; the stored field `id` has the id of
a passage. The index is read only: it is written by `engine/columns`, and Whoosh cannot write to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import UnsupportedOperation
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh import fields
from whoosh.analysis.acore import Token as WhooshToken
from whoosh.analysis.tokenizers import Tokenizer
from whoosh.codec import base
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC
from whoosh.matching.mcore import LeafMatcher, ReadTooFar
from whoosh.query.spans import Span
from whoosh.reading import TermInfo, TermNotFound

from indexer.engine.columns.columns import Columns
from indexer.engine.columns.files import ColumnFiles
from indexer.engine.columns.segment import Segment
from indexer.engine.columns.writer import WrittenIndex, alive_in
from indexer.text.analysis import tokens

WHOOSH_NAME = "MAIN"
"""What Whoosh calls an index whose name is not given."""
GENERATION = 1
TOC_FILE = f"_{WHOOSH_NAME}_{GENERATION}.toc"
TEXT_FIELD = "text"
ID_FIELD = "id"
IDS = "ids"
"""The strings of a segment that are the ids of its passages."""


READ_ONLY = "an index of columns is not written by Whoosh"


class FoldingTokenizer(Tokenizer):
    """Cuts what is typed into Whoosh's own query parser as passages were cut."""

    def __call__(self, value: str, **_: object) -> Iterator[WhooshToken]:
        """Yield the tokens of a text."""
        token = WhooshToken(positions=True, chars=True)
        for position, found in enumerate(tokens(value)):
            token.text, token.boost, token.stopped, token.pos = found.text, 1.0, False, position
            token.startchar, token.endchar = found.start, found.end
            yield token


def columns_schema() -> fields.Schema:
    """Return the fields that Whoosh sees."""
    text = fields.TEXT(analyzer=FoldingTokenizer(), phrase=True, stored=False)
    return fields.Schema(**{TEXT_FIELD: text, ID_FIELD: fields.STORED()})


def write_toc(files: ColumnFiles, written: WrittenIndex) -> None:
    """Write Whoosh's table of contents, which names the segments."""
    segments = [ColumnsSegment(mapped.folder.name, len(mapped.array("context_of"))) for mapped in written.segments]
    storage = FileStorage(str(files.folder))  # type: ignore[no-untyped-call]  # Whoosh's is untyped
    toc = TOC(columns_schema(), segments, GENERATION)  # type: ignore[no-untyped-call]  # Whoosh's is untyped
    toc.write(storage, WHOOSH_NAME)  # type: ignore[no-untyped-call]  # Whoosh's is untyped
    files.register(TOC_FILE)


class ColumnsSegment(base.Segment):
    """What the table of contents holds of a segment: its name and its number of passages, deleted ones too."""

    def __init__(self, name: str, passages: int) -> None:
        super().__init__(WHOOSH_NAME)  # type: ignore[no-untyped-call]  # Whoosh's is untyped
        self.column_name = name
        self.passages = passages

    def codec(self) -> ColumnsCodec:
        """Return the codec that reads the segment."""
        return ColumnsCodec()

    def doc_count_all(self) -> int:
        """Return the number of passages."""
        return self.passages

    def deleted_count(self) -> int:
        """Return 0: what is deleted is known to the reader of the segment."""
        return 0

    def deleted_docs(self) -> frozenset[int]:
        """Return nothing, for the same reason."""
        return frozenset()

    def is_deleted(self, docnum: int) -> bool:  # noqa: ARG002  # Whoosh's signature
        """Return False, for the same reason."""
        return False

    def delete_document(self, docnum: int, delete: bool = True) -> None:  # noqa: ARG002  # Whoosh's signature
        """Raise UnsupportedOperation."""
        raise UnsupportedOperation(READ_ONLY)

    def should_assemble(self) -> bool:
        """Return False: the files are never put into one."""
        return False


class ColumnsCodec(base.Codec):
    """Reads segments of columns."""

    def __init__(self) -> None:
        self._columns: Columns | None = None

    def terms_reader(self, storage: FileStorage, segment: ColumnsSegment) -> ColumnTerms:
        """Return the reader of the terms of a segment."""
        return ColumnTerms(self._segment(storage, segment)[1])

    def per_document_reader(self, storage: FileStorage, segment: ColumnsSegment) -> ColumnDocuments:
        """Return the reader of the passages of a segment."""
        return ColumnDocuments(*self._segment(storage, segment))

    def postings_reader(self, *_: object) -> Any:
        """Raise UnsupportedOperation: postings are no file of their own, and what would write them is Whoosh's."""
        raise UnsupportedOperation(READ_ONLY)

    per_document_writer = field_writer = postings_writer = new_segment = postings_reader

    def _segment(self, storage: FileStorage, segment: ColumnsSegment) -> tuple[Columns, Segment]:
        if self._columns is None:
            self._columns = Columns(Path(storage.folder))
        return self._columns, next(known for known in self._columns.segments if known.name == segment.column_name)


class ColumnDocuments(base.PerDocumentReader):
    """The passages of a segment."""

    def __init__(self, columns: Columns, segment: Segment) -> None:
        alive = alive_in(columns, segment)
        self._alive = alive
        self._deleted = np.flatnonzero(~alive)
        self._lengths = segment.text.lengths()
        self._ids = segment.files.strings(IDS) if f"{IDS}-starts" in segment.files else None

    def doc_count(self) -> int:
        """Return the number of passages that are not deleted."""
        return len(self._alive) - len(self._deleted)

    def doc_count_all(self) -> int:
        """Return the number of passages."""
        return len(self._alive)

    def has_deletions(self) -> bool:
        """Return whether any passage is deleted."""
        return len(self._deleted) > 0

    def is_deleted(self, docnum: int) -> bool:
        """Return whether a passage is deleted; Whoosh asks for the one behind the last, too."""
        return docnum < len(self._alive) and not self._alive[docnum]

    def deleted_docs(self) -> frozenset[int]:
        """Return the numbers of the deleted passages."""
        return frozenset(self._deleted.tolist())

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """Return the number of words of a passage."""
        return int(self._lengths[docnum]) if fieldname == TEXT_FIELD else default

    def field_length(self, fieldname: str) -> int:
        """Return the number of words of all passages."""
        return int(self._lengths.sum()) if fieldname == TEXT_FIELD else 0

    def min_field_length(self, fieldname: str) -> int:
        """Return the number of words of the shortest passage."""
        return int(self._lengths.min(initial=0)) if fieldname == TEXT_FIELD else 0

    def max_field_length(self, fieldname: str) -> int:
        """Return the number of words of the longest passage."""
        return int(self._lengths.max(initial=0)) if fieldname == TEXT_FIELD else 0

    def stored_fields(self, docnum: int) -> dict[str, str]:
        """Return the id of a passage, where ids are stored."""
        return {ID_FIELD: self._ids[docnum]} if self._ids else {}


class ColumnTerms(base.TermsReader):
    """The words of the passages of a segment."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment
        self._field = segment.text

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self._number(*term) > 0

    def indexed_field_names(self) -> list[str]:
        """Return the one field."""
        return [TEXT_FIELD]

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """Yield all words, in order."""
        return self.terms_from(TEXT_FIELD, b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """Yield the words from one on, in order."""
        terms = self._segment.terms
        for place in range(terms.first_from(prefix), len(terms)) if fieldname == TEXT_FIELD else ():
            if self._field.document_count(place + 1):
                yield TEXT_FIELD, terms.encoded(place)

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Yield all words with what is known of them."""
        return self.items_from(TEXT_FIELD, b"")

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Yield the words from one on with what is known of them."""
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def cursor(self, fieldname: str, fieldobj: fields.FieldType) -> ColumnCursor:  # noqa: ARG002  # Whoosh's signature
        """Return a cursor over the words."""
        return ColumnCursor(self)

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """Return what is known of a word; raise TermNotFound when no passage has it."""
        texts, counts = self._postings(fieldname, text)
        lengths = self._field.starts[texts.astype(np.int64) + 1] - self._field.starts[texts] - 1
        return TermInfo(  # type: ignore[no-untyped-call]  # Whoosh's is untyped
            weight=float(counts.sum()),
            df=len(texts),
            minlength=int(lengths.min()),
            maxlength=int(lengths.max()),
            maxweight=float(counts.max()),
            minid=int(texts[0]),
            maxid=int(texts[-1]),
        )

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """Return how many passages have a word."""
        return self._field.document_count(self._number(fieldname, text))

    def frequency(self, fieldname: str, text: bytes) -> int:
        """Return how often passages have a word."""
        return self._field.position_count(self._number(fieldname, text))

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ColumnMatcher:
        """Return the matcher of a word; raise TermNotFound when no passage has it."""
        self._postings(fieldname, text)
        return ColumnMatcher(self._segment, self._number(fieldname, text), format_, scorer)

    def _postings(self, fieldname: str, text: bytes) -> tuple[NDArray[np.uint32], NDArray[Any]]:
        number = self._number(fieldname, text)
        if not number:
            raise TermNotFound(f"{fieldname}:{text!r}")
        return self._field.documents(number)

    def _number(self, fieldname: str, text: bytes) -> int:
        """Return the number of a word that a passage has; 0 for any other."""
        number = self._segment.term(text.decode("utf-8", "replace")) if fieldname == TEXT_FIELD else 0
        return number if self._field.document_count(number) else 0


class ColumnCursor(base.FieldCursor):
    """Walks over the words of a segment, in order."""

    def __init__(self, terms: ColumnTerms) -> None:
        self._terms = terms
        self.first()

    def first(self) -> str | None:
        """Go to the first word, and return it."""
        return self.find(b"")

    def find(self, string: bytes | str) -> str | None:
        """Go to the first word from one on, and return it."""
        self._left = self._terms.terms_from(TEXT_FIELD, string.encode() if isinstance(string, str) else string)
        return self.next()

    def next(self) -> str | None:
        """Go to the next word, and return it; None behind the last."""
        self._text = next((text for _, text in self._left), None)
        return self.text()

    def text(self) -> str | None:
        """Return the word at which the cursor stands."""
        return None if self._text is None else self._text.decode()

    def term_info(self) -> TermInfo | None:
        """Return what is known of the word at which the cursor stands."""
        return None if self._text is None else self._terms.term_info(TEXT_FIELD, self._text)

    def is_valid(self) -> bool:
        """Return whether the cursor stands at a word."""
        return self._text is not None


class ColumnMatcher(LeafMatcher):
    """The passages of a segment that have a word."""

    def __init__(self, segment: Segment, number: int, format_: Any, scorer: Any) -> None:
        self._term = (TEXT_FIELD, segment.terms.encoded(number - 1))
        self._segment, self._number = segment, number
        self._texts, self._counts = segment.text.documents(number)
        self._ends: NDArray[np.int64] | None = None
        self._place = 0
        self.format, self.scorer = format_, scorer

    def supports_block_quality(self) -> bool:
        """Return False: passages lie in no blocks of which a search for the best could pass over any."""
        return False

    def is_active(self) -> bool:
        """Return whether the matcher stands at a passage."""
        return self._place < len(self._texts)

    def id(self) -> int:
        """Return the number of the passage."""
        return int(self._texts[self._place])

    def next(self) -> None:
        """Go to the next passage; raise ReadTooFar behind the last."""
        if not self.is_active():
            raise ReadTooFar
        self._place += 1

    def skip_to(self, id: int) -> None:  # noqa: A002  # Whoosh's signature
        """Go to the first passage from a number on; raise ReadTooFar behind the last."""
        if not self.is_active():
            raise ReadTooFar
        self._place += int(np.searchsorted(self._texts[self._place :], id))

    def all_ids(self) -> Iterator[int]:
        """Yield the numbers of all passages."""
        return iter(self._texts.tolist())

    def weight(self) -> float:
        """Return how often the passage has the word."""
        return float(self._counts[self._place])

    def value(self) -> bytes:
        """Return the positions of the word in the passage, as Whoosh stores them."""
        encoded: bytes = self.format.encode(self._positions())
        return encoded

    def value_as(self, astype: str) -> Any:
        """Return the frequency, the weight or the positions of the word in the passage."""
        match astype:
            case "positions":
                return self._positions()
            case "position_boosts":
                return [(position, 1.0) for position in self._positions()]
            case "frequency":
                return int(self._counts[self._place])
            case _:
                return self.weight()

    def spans(self) -> list[Span]:
        """Return the positions as spans."""
        return [Span(position) for position in self._positions()]  # type: ignore[no-untyped-call]  # Whoosh's is untyped

    def _positions(self) -> list[int]:
        field = self._segment.text
        if self._ends is None:
            self._ends = np.cumsum(self._counts, dtype=np.int64)
        end = self._ends[self._place]
        positions = field.positions(self._number)[end - self._counts[self._place] : end]
        found: list[int] = (positions - field.starts[self.id()]).tolist()
        return found

    def copy(self) -> ColumnMatcher:
        """Return a matcher that stands at the same passage."""
        other = ColumnMatcher(self._segment, self._number, self.format, self.scorer)
        other._place = self._place
        return other

    def reset(self) -> None:
        """Go back to the first passage."""
        self._place = 0
