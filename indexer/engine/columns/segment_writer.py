"""Writes one segment: passages come in order, their words already cut or not, and are inverted at the end.

Memory holds one range of terms at a time, at most 150 MB however long the texts are, and what grows with them: the
vocabulary, the distinct pieces around passages, and twenty bytes for each passage. In paragraphs of debates that is
less than one megabyte for each million words.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from indexer.engine.character_pairs import pairs_of
from indexer.engine.fields import context_pieces
from indexer.engine.prior import has_length_norm
from indexer.model import Passage
from indexer.text.analysis import is_unspaced
from indexer.text.paper_words import PaperWords, analyse
from indexer.text.stemming import analysis_language

from .arrays import ArrayWriter
from .inversion import BATCH
from .memory_arrays import MemoryArrays
from .rows import NumberRows
from .segment import BAG_NAMES, Segment
from .streams import BagStream, TermNumbers, TextStream

PART_SEPARATOR = "\t"
"""Stands between the parts of a parted word and its written form, as one term of a bag; no term has it."""
PIECES_TOGETHER = 2_048
"""Pieces around passages that are cut to words together."""
FIRST_UNSPACED = "\u0e01"
"""The first character of the scripts without spaces between words."""


class SegmentLimits(NamedTuple):
    """What one segment can hold."""

    terms: int
    """Different words of its passages."""
    words: int
    """Words of its passages, and one for each passage."""


LIMITS = SegmentLimits(terms=3 << 19, words=(1 << 32) - (1 << 20))
"""Terms have 21 bits where runs of words are sorted, and positions 32; words around passages need some room too."""


class SearchedPassage(NamedTuple):
    """What is stored of a passage besides the words of its text, so that it can be searched."""

    document: str
    """The id of its document."""
    language: str | None
    """The language of its document, as a tag."""
    pieces: Sequence[str]
    """The distinct texts around it, in order."""
    has_length_norm: bool


class SegmentWriter:
    """Collects passages and writes them as one segment."""

    def __init__(self, files: ArrayWriter) -> None:
        self._files = files
        self._terms = TermNumbers()
        self._text, self._context = TextStream(files, "text"), TextStream(files, "context")
        self._bags: dict[str, BagStream] = {name: BagStream(files, name) for name in BAG_NAMES}
        self._folded: dict[str, str] = {}
        """The folded term of each accented spelling."""
        self._pieces: dict[str, int] = {}
        self._contexts: dict[tuple[int, ...], int] = {}
        self._context_of = array("I")
        self._languages: dict[str, int] = {}
        self._language_of, self._normalised = array("B"), array("B")
        self._documents: dict[str, int] = {}
        self._document_of = array("I")
        self._new_pieces: list[str] = []
        """The last pieces, which are not cut yet."""
        self._around: Sequence[str] | None = None
        self._context_number = 0
        """What stood around the last passage, and the number of that context."""

    @property
    def languages(self) -> tuple[str, ...]:
        """The analysis languages of the passages, in the order in which they are numbered."""
        return tuple(self._languages)

    @property
    def passages(self) -> int:
        """The number of passages so far."""
        return len(self._context_of)

    def has_room(self, words: PaperWords, limits: SegmentLimits) -> bool:
        """Return whether the words of some more passages can be numbered."""
        terms = len(self._terms.numbers) + len(words.terms)
        length = self._text.length + len(words.term_numbers) + len(words.text_lengths)
        return terms <= limits.terms and length <= limits.words

    def add(self, passages: Sequence[Passage], words: PaperWords) -> None:
        """Add passages with the words of their texts."""
        self._add_texts("text", self._text, words, self.passages)
        for passage, pieces in zip(passages, context_pieces(passages), strict=True):
            document = passage.document
            self._add_facts(document.id, document.language, pieces, has_length_norm(passage))
        self._add_many_pieces()

    def add_searched(self, passages: Iterable[SearchedPassage], words: PaperWords) -> None:
        """Add what is searched of passages, with the words of their texts."""
        self._add_texts("text", self._text, words, self.passages)
        for passage in passages:
            self._add_facts(*passage)
        self._add_many_pieces()

    def _add_facts(self, document: str, language: str | None, pieces: Sequence[str], has_length_norm: bool) -> None:
        """Add what is known of the next passage."""
        if pieces is not self._around:
            self._around = pieces
            self._context_number = self._number_of(pieces)
        analysed = analysis_language(language)
        self._context_of.append(self._context_number)
        self._language_of.append(self._languages.setdefault(analysed, len(self._languages)))
        self._normalised.append(has_length_norm)
        self._document_of.append(self._documents.setdefault(document, len(self._documents)))

    def _add_many_pieces(self) -> None:
        if len(self._new_pieces) >= PIECES_TOGETHER:
            self._add_pieces()

    def _number_of(self, pieces: Iterable[str]) -> int:
        """Return the number of a context, by its distinct pieces."""
        row = []
        for piece in pieces:
            number = self._pieces.get(piece)
            if number is None:
                number = self._pieces[piece] = len(self._pieces)
                self._new_pieces.append(piece)
            row.append(number)
        return self._contexts.setdefault(tuple(row), len(self._contexts))

    def _add_pieces(self) -> None:
        first = len(self._pieces) - len(self._new_pieces)
        self._add_texts("context", self._context, analyse(self._new_pieces), first)
        self._new_pieces.clear()

    def _add_texts(self, field: str, stream: TextStream, texts: PaperWords, first: int) -> None:
        """Add texts to a field and to its bags; `first` is the number of the first of them in the field."""
        stream.add(self._terms.of(texts.terms)[texts.term_numbers], texts.text_lengths)
        for number, written in texts.spellings:
            self._folded.setdefault(written, texts.terms[number])
        spellings = [written for _, written in texts.spellings]
        parted = [PART_SEPARATOR.join((*parts, written)) for parts, written in texts.parted]
        self._bags[f"{field}_accents"].add(first, spellings, texts.accent_pairs)
        self._bags[f"{field}_capitals"].add(first, texts.capitals, texts.capital_pairs)
        self._bags[f"{field}_parted"].add(first, parted, texts.parted_pairs)
        if max(texts.terms, default="") >= FIRST_UNSPACED and any(map(is_unspaced, texts.terms)):
            numbers: dict[str, int] = {}
            rows = [
                (text, numbers.setdefault(pair, len(numbers)))
                for text, terms in enumerate(texts.term_rows())
                for pair in pairs_of(terms)
            ]
            self._bags[f"{field}_pairs"].add(first, tuple(numbers), np.array(rows, dtype=np.uint32).reshape(-1, 2))

    def write(self, batch: int = BATCH) -> None:
        """Write the files of the segment; `batch` is how many occurrences are sorted at a time."""
        files = self._files
        self._add_pieces()
        terms, ranks = self._terms.ranks()
        files.write_strings("terms", terms)
        self._text.write(ranks, by_runs=True, batch=batch)
        self._context.write(ranks, by_runs=False, batch=batch)
        for bag in self._bags.values():
            bag.write(batch)
        if self._folded:
            spellings = sorted(self._folded)
            files.write_strings("spellings", spellings)
            files.write_strings("spellings_folded", map(self._folded.__getitem__, spellings))
        self._write_contexts()
        files.write("language_of", np.frombuffer(self._language_of, dtype=np.uint8))
        files.write("normalised", np.frombuffer(self._normalised, dtype=np.uint8))
        files.write_strings("documents", self._documents)
        files.write("document_of", np.frombuffer(self._document_of, dtype=np.uint32))

    def _write_contexts(self) -> None:
        context_of = np.frombuffer(self._context_of, dtype=np.uint32)
        pieces = NumberRows.of(list(self._contexts))
        self._files.write("context_of", context_of)
        passages = NumberRows(np.arange(len(context_of) + 1), context_of).inverted(len(self._contexts))
        rows = {"context_pieces": pieces, "piece_contexts": pieces.inverted(len(self._pieces))}
        for name, row in {**rows, "context_passages": passages}.items():
            self._files.write(f"{name}-starts", row.starts)
            self._files.write(name, row.values.astype(np.uint32))

    def close(self) -> None:
        """Delete what was collected."""
        self._text.close()
        self._context.close()
        for bag in self._bags.values():
            bag.close()


def segment_in_memory(passages: Sequence[SearchedPassage], texts: Sequence[str]) -> Segment:
    """Return a segment of a few passages with their texts, numbered from 0, that is in memory only."""
    arrays = MemoryArrays()
    writer = SegmentWriter(arrays)
    writer.add_searched(passages, analyse(texts))
    writer.write()
    return Segment("in memory", arrays, 0, writer.languages)
