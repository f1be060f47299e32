"""A text as links quote it: on one line, with its tokens, and with a map back to the offsets of the original."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from indexer.text.analysis import Token, tokens

# White space, control characters, line separators and lone surrogates, which a URL should not contain.
_GAP = re.compile("[\\s\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


@dataclass(frozen=True)
class FlatText:
    """A text whose white space is single spaces; `offsets` holds the original offset of each of its characters."""

    text: str
    offsets: tuple[int, ...]

    @cached_property
    def words(self) -> tuple[Token, ...]:
        """The tokens, with offsets in the flat text."""
        return tuple(tokens(self.text))

    @cached_property
    def _inside_word(self) -> bytes:
        marks = bytearray(len(self.text) + 1)
        for word in self.words:
            for offset in range(word.start + 1, word.end):
                marks[offset] = 1
        return bytes(marks)

    def splits_word(self, offset: int) -> bool:
        """Whether a cut at this offset would split a word."""
        return bool(self._inside_word[offset])

    def word_span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the span between two offsets of the original, widened to whole words, or None when it has no word.

        Punctuation at its ends stays as it was selected. The result counts in the flat text.
        """
        first, last = bisect_left(self.offsets, start), bisect_left(self.offsets, end)
        while first < last and self.text[first] == " ":
            first += 1
        while last > first and self.text[last - 1] == " ":
            last -= 1
        if first >= last or not any(word.start < last and first < word.end for word in self.words):
            return None
        while self.splits_word(first):
            first -= 1
        while self.splits_word(last):
            last += 1
        return first, last

    def original_span(self, first: int, last: int) -> tuple[int, int]:
        """Return the offsets in the original of a span that neither begins nor ends with white space."""
        return self.offsets[first], self.offsets[last - 1] + 1


def flatten(text: str) -> FlatText:
    """Put a text on one line."""
    parts: list[str] = []
    offsets: list[int] = []
    offset = 0
    for gap in _GAP.finditer(text):
        parts.append(text[offset : gap.start()])
        offsets.extend(range(offset, gap.start()))
        if gap.start() > 0 and gap.end() < len(text):
            parts.append(" ")
            offsets.append(gap.start())
        offset = gap.end()
    parts.append(text[offset:])
    offsets.extend(range(offset, len(text)))
    return FlatText("".join(parts), tuple(offsets))
