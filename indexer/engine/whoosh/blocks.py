"""How the passages and positions of a word lie in Whoosh's blocks of postings: as three rows of plain numbers.

Whoosh's own blocks are a Python object for each number, which takes most of the time of a search to unpack. Here a
block has the numbers of its passages (each less the one before), how many bytes of positions each has, and all these
bytes. Around a block everything is Whoosh's: the blocks that a search can leave out are found as ever.
"""

from __future__ import annotations

from array import array
from itertools import accumulate, pairwise
from operator import sub
from typing import Any, NamedTuple

from whoosh.codec.whoosh3 import W3Codec, W3PostingsWriter

_NUMBER = "I"
"""How `array` calls the numbers of a block."""


class PostingsBlock(NamedTuple):
    """A block of a posting list: numbers of passages and sizes of their values in bytes, and the values as one."""

    numbers: array[int]
    sizes: array[int]
    joined: bytes

    def values(self) -> list[bytes]:
        """Give the value of each passage."""
        joined = self.joined
        return [joined[start:end] for start, end in pairwise(accumulate(self.sizes, initial=0))]


class BlockCodec(W3Codec):
    """Whoosh's codec with blocks of our own; what they hold is read by `read` only."""

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> W3PostingsWriter:
        """Give what writes posting lists."""
        return PostingsBlockWriter(  # type: ignore[no-untyped-call]  # Whoosh's is untyped
            dbfile, self._blocklimit, byteids, self._compression, self._inlinelimit
        )


class PostingsBlockWriter(W3PostingsWriter):
    """Whoosh pickles what these give as one tuple; weights are not asked for, a value tells how often a word stands."""

    def _mini_ids(self) -> bytes:
        numbers = list(self._ids)
        return array(_NUMBER, map(sub, numbers, [0, *numbers])).tobytes()

    def _mini_weights(self) -> None:
        return None

    def _mini_values(self) -> tuple[bytes, bytes]:
        return array(_NUMBER, map(len, self._values)).tobytes(), b"".join(self._values)


def read_block(matcher: Any) -> PostingsBlock:  # Whoosh's, and its blocks are private: Whoosh's version is pinned
    """Unpack the block at which a matcher stands."""
    matcher._read_data()
    steps, _, (sizes, joined) = matcher._data
    return PostingsBlock(array(_NUMBER, accumulate(array(_NUMBER, steps))), array(_NUMBER, sizes), joined)
