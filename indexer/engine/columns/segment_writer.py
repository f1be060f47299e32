"""Writes one segment: passages come in order, their words already cut or not, and are inverted at the end.

Memory holds the vocabulary, some twenty bytes for each passage, the distinct pieces around passages, and one range of
terms at a time.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import chain

import numpy as np

from indexer.engine.character_pairs import pairs_of
from indexer.engine.fields import context_fields
from indexer.engine.prior import has_length_norm
from indexer.model import Passage
from indexer.text.analysis import is_unspaced
from indexer.text.stemming import analysis_language

from .analysed import AnalysedTexts, analyse_texts
from .files import ColumnFiles
from .inversion import BATCH
from .rows import NumberRows
from .segment import BAG_NAMES
from .streams import BagStream, TermNumbers, TextStream

PART_SEPARATOR = "\t"
"""Stands between the parts of a parted word and its written form, as one term of a bag; no term has it."""


class SegmentWriter:
    """Collects passages and writes them as one segment."""

    def __init__(self, files: ColumnFiles) -> None:
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
        self._last_around: tuple[object, ...] = ()

    @property
    def languages(self) -> tuple[str, ...]:
        """The analysis languages of the passages, in the order in which they are numbered."""
        return tuple(self._languages)

    @property
    def passages(self) -> int:
        """The number of passages so far."""
        return len(self._context_of)

    def add(self, passages: Sequence[Passage], words: AnalysedTexts | None = None) -> None:
        """Add passages, with the words of their texts where they are known already."""
        if not passages:
            return
        first = self.passages
        self._add_texts("text", self._text, words or analyse_texts([passage.text for passage in passages]), first)
        new_pieces: list[str] = []
        for passage in passages:
            self._context_of.append(self._context_number(passage, new_pieces))
            language = analysis_language(passage.document.language)
            self._language_of.append(self._languages.setdefault(language, len(self._languages)))
            self._normalised.append(has_length_norm(passage))
            self._document_of.append(self._documents.setdefault(passage.document.id, len(self._documents)))
        if new_pieces:
            self._add_texts("context", self._context, analyse_texts(new_pieces), len(self._pieces) - len(new_pieces))

    def _add_texts(self, field: str, stream: TextStream, texts: AnalysedTexts, first: int) -> None:
        """Add texts to a field and to its bags; `first` is the number of the first of them in the field."""
        numbers = np.array(self._terms.of(texts.terms), dtype=np.uint32)
        words, lengths = np.frombuffer(texts.words, dtype="<u4"), np.frombuffer(texts.lengths, dtype="<u4")
        stream.add(numbers[words] if len(words) else words, lengths)
        accents, capitals, parted = (self._bags[f"{field}_{kind}"] for kind in ("accents", "capitals", "parted"))
        for text, folded, written in texts.accents:
            self._folded.setdefault(written, folded)
            accents.add(first + text, (written,))
        for text, term in texts.capitals:
            capitals.add(first + text, (term,))
        for text, parts, written in texts.parted:
            parted.add(first + text, (PART_SEPARATOR.join((*parts, written)),))
        if any(map(is_unspaced, texts.terms)):
            self._add_pairs(self._bags[f"{field}_pairs"], texts, words, lengths, first)

    def _add_pairs(
        self, bag: BagStream, texts: AnalysedTexts, words: np.ndarray, lengths: np.ndarray, first: int
    ) -> None:
        end = 0
        for text, length in enumerate(lengths.tolist()):
            start, end = end, end + length
            bag.add(first + text, pairs_of([texts.terms[number] for number in words[start:end].tolist()]))

    def _context_number(self, passage: Passage, new_pieces: list[str]) -> int:
        """Return the number of a passage's context; pieces that are new are added to `new_pieces`."""
        around = (passage.session, passage.headings, passage.heads, passage.people)
        if len(self._last_around) == len(around) and all(map(_is_same, around, self._last_around)):
            return self._context_of[-1]
        self._last_around = around
        row = []
        for piece in dict.fromkeys(chain.from_iterable(context_fields(passage).values())):
            number = self._pieces.get(piece)
            if number is None:
                number = self._pieces[piece] = len(self._pieces)
                new_pieces.append(piece)
            row.append(number)
        return self._contexts.setdefault(tuple(row), len(self._contexts))

    def write(self, batch: int = BATCH) -> None:
        """Write the files of the segment; `batch` is how many occurrences are sorted at a time."""
        files = self._files
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


def _is_same(first: object, second: object) -> bool:
    return first is second
