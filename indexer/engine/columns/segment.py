"""One immutable segment of an index: the fields of its passages and of the pieces of text around them.

A piece (a heading, a title, a person) is stored once. The pieces around a passage are its context, and passages with
the same pieces share it: a speech of fifty passages has one context.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from .arrays import ArrayReader
from .rows import NumberRows, summed
from .strings import ABSENT, Strings
from .token_field import BagField, NoBag, TokenField

BagName = Literal[
    "text_accents", "context_accents", "text_capitals", "context_capitals", "text_parted", "context_parted",
    "text_pairs", "context_pairs",
]  # fmt: skip
BAG_NAMES: tuple[BagName, ...] = get_args(BagName)


class Segment:
    """The opened segment; its passages are numbered from 0, and `first` is the number of its first in the index."""

    def __init__(self, name: str, files: ArrayReader, first: int, languages: tuple[str, ...]) -> None:
        """Take the opened files, and the analysis languages that its passages number."""
        self.name = name
        self.files = files
        """All arrays of the segment, those of doc values among them."""
        self.first = first
        self.languages = languages
        self.terms: Strings = files.strings("terms")
        """The terms of both fields in order; the number of a term is one more than its place here."""
        self.text = TokenField(files, "text")
        self.context = TokenField(files, "context")
        self.bags: Mapping[str, BagField] = {
            name: BagField(files, name) if f"{name}-documents" in files else NoBag() for name in BAG_NAMES
        }
        self.context_of: NDArray[np.uint32] = files.array("context_of")
        """The context of each passage."""
        self.pieces_of_context = NumberRows(files.array("context_pieces-starts"), files.array("context_pieces"))
        """The distinct pieces of each context, in order."""
        self.contexts_of_piece = NumberRows(files.array("piece_contexts-starts"), files.array("piece_contexts"))
        self.passages_of_context = NumberRows(files.array("context_passages-starts"), files.array("context_passages"))
        self.language_of: NDArray[np.uint8] = files.array("language_of")
        """For each passage the place of its analysis language in `languages`."""
        self.normalised: NDArray[np.uint8] = files.array("normalised")
        """For each passage 1 where its length counts, and 0 for a list of people."""
        self.spellings, self.spellings_folded = _spellings(files)
        """The accented spellings, in order, and the folded term of each."""
        self.documents: Strings = files.strings("documents")
        """The ids of the documents, in the order of their first passages."""
        self.document_of: NDArray[np.uint32] = files.array("document_of")
        """For each passage the place of its document in `documents`."""

    @property
    def passages(self) -> int:
        """The number of passages, deleted ones too."""
        return len(self.context_of)

    def term(self, folded: str) -> int:
        """Return the number of a folded term, 0 when the segment does not have it."""
        place = self.terms.find(folded)
        return 0 if place == ABSENT else place + 1

    @cached_property
    def text_lengths(self) -> NDArray[np.int64]:
        """The number of terms of each passage's text; 0 where the length does not count."""
        lengths: NDArray[np.int64] = self.text.lengths() * self.normalised
        return lengths

    @cached_property
    def context_lengths(self) -> NDArray[np.int64]:
        """The number of terms around each passage, and one for each piece; 0 where the length does not count."""
        with_ends = np.diff(self.context.starts)
        sums = np.concatenate(([0], np.cumsum(with_ends[self.pieces_of_context.values])))
        of_context = sums[self.pieces_of_context.starts[1:]] - sums[self.pieces_of_context.starts[:-1]]
        lengths: NDArray[np.int64] = of_context[self.context_of] * self.normalised
        return lengths

    def contexts_of(
        self, pieces: NDArray[np.integer], values: NDArray[Any]
    ) -> tuple[NDArray[np.integer], NDArray[Any]]:
        """Return the contexts that have any of the pieces, ascending, each with the sum of the values of its pieces."""
        contexts, owners = self.contexts_of_piece.take(pieces)
        return summed(contexts, values[owners])

    def passages_in(
        self, contexts: NDArray[np.integer], values: NDArray[Any]
    ) -> tuple[NDArray[np.integer], NDArray[Any]]:
        """Return the passages in distinct contexts, ascending, each with the value of its context."""
        passages, owners = self.passages_of_context.take(contexts)
        order = np.argsort(passages, kind="stable")
        return passages[order], values[owners][order]

    def passages_of(
        self, pieces: NDArray[np.integer], values: NDArray[Any]
    ) -> tuple[NDArray[np.integer], NDArray[Any]]:
        """Return the passages with any of the pieces around them, ascending, each with the sum of their values."""
        return self.passages_in(*self.contexts_of(pieces, values))


def _spellings(files: ArrayReader) -> tuple[Strings, Strings]:
    if "spellings-starts" in files:
        return files.strings("spellings"), files.strings("spellings_folded")
    none = Strings(np.zeros(0, dtype=np.uint8), np.zeros(1, dtype=np.uint32))
    return none, none
