"""Freed memory stays with the process, where the C library can be told so."""

from __future__ import annotations

import resource
import sys

import numpy as np
import pytest

from indexer.engine.whoosh.allocation import keep_freed_memory


@pytest.mark.skipif(not keep_freed_memory(), reason="this C library cannot be told to keep memory")
def test_freed_memory_is_not_asked_for_again() -> None:
    """Making and freeing arrays as large as a search makes them costs hardly a page of new memory after the first."""

    def faults() -> int:
        before = resource.getrusage(resource.RUSAGE_THREAD).ru_minflt
        arrays = [np.ones(100_000) for _ in range(10)]
        del arrays
        return resource.getrusage(resource.RUSAGE_THREAD).ru_minflt - before

    faults()
    pages = 10 * 100_000 * 8 // resource.getpagesize()
    assert min(faults() for _ in range(5)) < pages / 4


def test_other_systems_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no glibc nothing is called."""
    monkeypatch.setattr(sys, "platform", "darwin")
    assert not keep_freed_memory.__wrapped__()
