"""The layout of Whoosh's posting blocks: three arrays of plain numbers instead of pickled Python objects.

Unpacking Whoosh's own blocks, which hold a Python object per number, takes most of the time of a search. Here a block
has the passage numbers (each less the one before), the size in bytes of each passage's positions, and all these bytes.
Everything around a block is Whoosh's, so skipping blocks works as before.
"""

from __future__ import annotations

from array import array
from itertools import accumulate, pairwise
from operator import sub
from typing import Any, NamedTuple

from whoosh.codec.whoosh3 import W3Codec, W3PostingsWriter

_NUMBER = "I"
"""The `array` type code of the numbers of a block."""


class PostingsBlock(NamedTuple):
    """A block of a posting list: passage numbers, the size of each value in bytes, and the values joined."""

    numbers: array[int]
    sizes: array[int]
    joined: bytes

    def values(self) -> list[bytes]:
        """Return the value of each passage."""
        joined = self.joined
        return [joined[start:end] for start, end in pairwise(accumulate(self.sizes, initial=0))]


class BlockCodec(W3Codec):
    """Whoosh's codec with our own blocks; only `read_block` can read what they contain."""

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> W3PostingsWriter:
        """Return the writer of posting lists."""
        return PostingsBlockWriter(  # type: ignore[no-untyped-call]  # Whoosh's is untyped
            dbfile, self._blocklimit, byteids, self._compression, self._inlinelimit
        )


class PostingsBlockWriter(W3PostingsWriter):
    """Writer of blocks; Whoosh pickles what its methods return as one tuple.

    Weights are not stored, because a value itself says how often a term occurs.
    """

    def _mini_ids(self) -> bytes:
        numbers = list(self._ids)
        return array(_NUMBER, map(sub, numbers, [0, *numbers])).tobytes()

    def _mini_weights(self) -> None:
        return None

    def _mini_values(self) -> tuple[bytes, bytes]:
        return array(_NUMBER, map(len, self._values)).tobytes(), b"".join(self._values)


def read_block(matcher: Any) -> PostingsBlock:  # Whoosh's, and its blocks are private: Whoosh's version is pinned
    """Return the block at which a matcher stands, unpacked."""
    matcher._read_data()
    steps, _, (sizes, joined) = matcher._data
    return PostingsBlock(array(_NUMBER, accumulate(array(_NUMBER, steps))), array(_NUMBER, sizes), joined)
