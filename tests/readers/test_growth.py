"""The time to read a file grows with its size, whatever its shape."""

from __future__ import annotations

import pytest

from benchmarks.reading.growth import read_shape, read_zip
from benchmarks.reading.shapes import SHAPES

ENOUGH = 6.0
"""Seconds of processor time: ten times what these files take; where time grew faster, most took longer than that."""


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("txt one number", 300),
        ("md links in one paragraph", 4000),
        ("html links in one paragraph", 2000),
        ("html wide table", 1500),
        ("docx wide table", 1500),
        ("txt contents without leaders", 1500),
        ("txt numbers alone", 3000),
    ],
)
def test_a_file_of_awkward_shape_is_read_at_once(name: str, size: int) -> None:
    """Many links in a paragraph, columns of a table or digits of a number cost no more than other words."""
    read_shape(name, 10)
    assert read_shape(name, size).seconds < ENOUGH


@pytest.mark.parametrize("name", SHAPES)
def test_every_shape_can_be_read(name: str) -> None:
    """Each shape of the benchmark is a file that its reader accepts."""
    assert read_shape(name, 8).size


def test_the_members_of_a_zip_are_listed_once() -> None:
    """A ZIP of 2,000 papers is listed once to read them all, and not once for each."""
    assert read_zip(2000) < ENOUGH
