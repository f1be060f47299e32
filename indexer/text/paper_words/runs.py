"""Finds which runs of letters are the same, by their code points and without a string for each of them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

CodePoints = NDArray[np.unsignedinteger[Any]]
Offsets = NDArray[np.int64]
Keys = NDArray[np.uint64]

KEY_LETTERS = 8
"""Letters that one key holds, each of a byte."""
_MASKS = np.array([(1 << 8 * letters) - 1 for letters in range(KEY_LETTERS + 1)], dtype=np.uint64)
"""By the number of letters, the bits of a key that they take."""


_SLOT_BITS = 18
"""Of the number of slots of a table: several times the runs of one batch."""
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
"""Spreads keys over the slots: 2^64 over the golden ratio (Knuth, The Art of Computer Programming 3, 6.4)."""


def grouped_runs(codes: CodePoints, starts: Offsets, ends: Offsets) -> tuple[Offsets, Offsets]:
    """Return for each run its group, and for each group one run; runs of a group are equal.

    Runs must not be empty, nor hold code point 0. Long ones and those with letters beyond Latin-1 may be alone in their
    groups though others are equal.
    """
    lengths = ends - starts
    keys = np.ndarray(len(codes), "<u8", codes.astype(np.uint8).tobytes() + bytes(KEY_LETTERS), strides=(1,))
    narrow = _are_narrow(codes, starts, ends)
    groups = np.empty(len(starts), np.int64)
    examples: list[Offsets] = []
    count = 0
    short = np.flatnonzero(narrow & (lengths <= KEY_LETTERS))
    longer = np.flatnonzero(narrow & (lengths > KEY_LETTERS) & (lengths <= 2 * KEY_LETTERS))
    tails = keys[starts[longer] + KEY_LETTERS] & _MASKS[lengths[longer] - KEY_LETTERS]
    heads, _ = _groups(keys[starts[longer]])
    joined = (heads.astype(np.uint64) << np.uint64(32)) | _groups(tails)[0].astype(np.uint64)
    for runs, run_keys in ((short, keys[starts[short]] & _MASKS[lengths[short]]), (longer, joined)):
        numbers, firsts = _groups(run_keys)
        groups[runs] = numbers + count
        examples.append(runs[firsts])
        count += len(firsts)
    others = np.flatnonzero(~narrow | (lengths > 2 * KEY_LETTERS))
    groups[others] = np.arange(count, count + len(others))
    return groups, np.concatenate([*examples, others])


def _are_narrow(codes: CodePoints, starts: Offsets, ends: Offsets) -> NDArray[np.bool_]:
    """Return for each run whether all of its letters are of one byte."""
    narrow = np.ones(len(starts), np.bool_)
    beyond = np.flatnonzero(codes >> 8)
    runs = np.searchsorted(starts, beyond, side="right") - 1
    beyond, runs = beyond[runs >= 0], runs[runs >= 0]
    narrow[runs[beyond < ends[runs]]] = False
    return narrow


def _groups(keys: Keys) -> tuple[Offsets, Offsets]:
    """Return for each key the number of its value, and for each value one place where it stands.

    A table of slots takes a twentieth of the time of sorting. Of values that share a slot, one is known in each round.
    """
    groups = np.empty(len(keys), np.int64)
    slots = np.empty(1 << _SLOT_BITS, np.int64)
    examples = [np.zeros(0, np.int64)]
    count, left = 0, np.arange(len(keys))
    while len(left):
        slot = ((keys * _MULTIPLIER) >> np.uint64(64 - _SLOT_BITS)).astype(np.int64)
        slots[slot] = np.arange(len(keys))
        example = slots[slot]
        same = keys[example] == keys
        is_example = np.zeros(len(keys), np.bool_)
        is_example[example] = True
        groups[left[same]] = (np.cumsum(is_example) + (count - 1))[example[same]]
        examples.append(left[is_example])
        count += len(examples[-1])
        keys, left = keys[~same], left[~same]
    return groups, np.concatenate(examples)
