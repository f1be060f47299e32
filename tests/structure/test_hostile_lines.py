"""Lines that patterns could divide in very many ways are read at once."""

from __future__ import annotations

import pytest

from .papers import read_paper

SAID = "The chair opened the meeting and thanked everybody for coming to the hall at such an hour of the day."


@pytest.mark.parametrize(
    "line", ["The " + "A" * 60 + " x:", "The " + "A-" * 60 + " x", "A" + "_" * 80 + "x", "A_" + "a_" * 60 + "x"]
)
def test_a_line_of_many_parts_is_read(line: str) -> None:
    """A run of capitals, hyphens or underscores on the first page costs no more than any other line.

    A pattern that tries every division would not end within the time of a test run.
    """
    assert SAID in [passage.text for passage in read_paper(f"{line}\n\n{SAID}\n").passages]
