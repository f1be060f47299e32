"""Keyed fingerprints of texts: they tell that a text is the same, or nearly so, and do not give it back.

The exact one is a hash of the letters and digits alone, so that signs, spaces and cases do not matter. The sketch holds
two bits of each of 128 minima over the runs of five letters: enough to estimate how alike two texts are, and far too
little to tell any run of letters. Who has key and fingerprint can still find out whether a text that they have guessed
is the one; no fingerprint that a program can compute by itself prevents that.
"""

from __future__ import annotations

import secrets
import unicodedata
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.disk.hashing import keyed_hash, short_keyed_hashes, stretched

SLOTS = 128
MIN_SKETCHED = 40
"""Letters of a text from which it has a sketch, and counts as the same wherever it stands; shorter ones are chance."""
_GRAM = 5
_KEY_BYTES = 32
_EXACT_BYTES = 16
_PER_BYTE = 4  # slots of two bits
_SHIFTS: NDArray[np.uint8] = np.array([0, 2, 4, 6], dtype=np.uint8)


class Fingerprint(NamedTuple):
    """What is kept of one wording, as hex; a short one has no sketch."""

    exact: str
    sketch: str = ""
    near: int = SLOTS
    """Slots of a sketch that must be equal for an edited wording to count as this one."""


def new_key() -> str:
    """Return a random key, as hex."""
    return secrets.token_hex(_KEY_BYTES)


def letters(text: str) -> str:
    """Return the letters and digits of a text in one form of each, without anything between them."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def exact_print(key: str, of_letters: str) -> str:
    """Return the exact fingerprint of a text that was reduced to its letters."""
    return keyed_hash(bytes.fromhex(key), of_letters.encode())[:_EXACT_BYTES].hex()


def sketch(key: str, of_letters: str) -> str:
    """Return the sketch of a text that was reduced to its letters; empty where it is too short for one."""
    if len(of_letters) < MIN_SKETCHED:
        return ""
    grams = {of_letters[at : at + _GRAM] for at in range(len(of_letters) - _GRAM + 1)}
    hashed = short_keyed_hashes(bytes.fromhex(key), (gram.encode() for gram in grams))
    factors, offsets = _permutations(key)
    permuted = np.frombuffer(hashed, dtype=np.uint64)[:, None] * factors + offsets
    low_bits = ((permuted >> np.uint64(32)).min(axis=0) & np.uint64(3)).astype(np.uint8).reshape(-1, _PER_BYTE)
    packed: NDArray[np.uint8] = (low_bits << _SHIFTS).sum(axis=1).astype(np.uint8)
    return bytes(packed).hex()


def equal_slots(first: str, second: str) -> int:
    """Return how many slots of two sketches are equal: a quarter for texts of different things, all for the same."""
    return int((_slots(first) == _slots(second)).sum()) if first and second else 0


def _slots(of_sketch: str) -> NDArray[np.uint8]:
    packed = np.frombuffer(bytes.fromhex(of_sketch), dtype=np.uint8)
    return ((packed[:, None] >> _SHIFTS) & np.uint8(3)).astype(np.uint8)


@lru_cache(maxsize=4)
def _permutations(key: str) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Return the factors and offsets of the permutations, which only the key tells."""
    numbers = np.frombuffer(stretched(b"slots" + bytes.fromhex(key), 16 * SLOTS), dtype=np.uint64)
    return numbers[:SLOTS] | np.uint64(1), numbers[SLOTS:]
