"""A text as links quote it: on one line, with its words known, and the way back to the offsets of the text as it is."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from indexer.text.analysis import Token, tokens

# White space, controls, separators of lines and halves of surrogate pairs: nothing that an address should carry.
_GAP = re.compile("[\\s\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


@dataclass(frozen=True)
class FlatText:
    """A text whose gaps are single spaces; `offsets` are the places of its characters in the original."""

    text: str
    offsets: tuple[int, ...]

    @cached_property
    def words(self) -> tuple[Token, ...]:
        """The words with their places in the flat text."""
        return tuple(tokens(self.text))

    @cached_property
    def _inside(self) -> bytes:
        marks = bytearray(len(self.text) + 1)
        for word in self.words:
            for place in range(word.start + 1, word.end):
                marks[place] = 1
        return bytes(marks)

    def splits_word(self, place: int) -> bool:
        """Whether a cut at this place would go through a word."""
        return bool(self._inside[place])

    def word_span(self, start: int, end: int) -> tuple[int, int] | None:
        """Give the stretch between two offsets of the original, widened to whole words; None where it has no word.

        Signs at its ends stay as they were selected; the places are those of the flat text.
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
        """Give the offsets in the original of a stretch that begins and ends with anything but a gap."""
        return self.offsets[first], self.offsets[last - 1] + 1


def flatten(text: str) -> FlatText:
    """Put a text on one line."""
    signs: list[str] = []
    offsets: list[int] = []
    place = 0
    for gap in _GAP.finditer(text):
        signs.append(text[place : gap.start()])
        offsets.extend(range(place, gap.start()))
        if gap.start() > 0 and gap.end() < len(text):
            signs.append(" ")
            offsets.append(gap.start())
        place = gap.end()
    signs.append(text[place:])
    offsets.extend(range(place, len(text)))
    return FlatText("".join(signs), tuple(offsets))
