"""Tests of the slots that several processes share."""

from __future__ import annotations

import os
import signal

import pytest

from webapp.serving.slots import SharedSlots


def test_no_more_than_all_slots_are_taken() -> None:
    """Each slot is given once, a full house is told after the wait, and a slot that was released is given again."""
    slots = SharedSlots(2)
    assert [slots.acquire(timeout=0) for _ in range(3)] == [True, True, False]
    slots.release()
    assert slots.acquire(timeout=0)
    assert not slots.acquire(timeout=0)


def test_what_nobody_took_cannot_be_released() -> None:
    """Releasing more than was taken is an error of the caller."""
    with pytest.raises(ValueError, match="holds no slot"):
        SharedSlots(1).release()


def test_a_process_that_is_killed_frees_its_slot() -> None:
    """A slot that another process holds is not given; when that process is killed, it is."""
    slots = SharedSlots(1)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:  # only calls of the system: another thread may have held any lock when this process was made
        os.write(writing, b"1" if slots.acquire(timeout=0) else b"0")
        signal.pause()
        os._exit(0)
    assert os.read(reading, 1) == b"1"
    assert not slots.acquire(timeout=0)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    assert slots.acquire(timeout=0)
    os.close(reading)
    os.close(writing)
