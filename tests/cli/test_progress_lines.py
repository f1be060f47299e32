"""Tests of the progress of a build as lines: soon, not too many, and before the build has ended."""

from __future__ import annotations

import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

from indexer.cli.progress_lines import ProgressLines

STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ ")


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """Return the time in seconds."""
        return self.now


def told(events: list[tuple[float, str, int, int]], looks: tuple[float, ...] = ()) -> list[str]:
    """Return the lines, without their times, of steps at some seconds; `looks` are when nothing was heard."""
    stream, clock = StringIO(), Clock()
    lines = ProgressLines(stream, clock)
    for now, step, done, total in sorted([*events, *((now, "", 0, 0) for now in looks)]):
        clock.now = now
        if step:
            lines(step, done, total)
        else:
            lines.look()
    written = stream.getvalue().splitlines()
    assert all(STAMP.match(line) for line in written)
    return [STAMP.sub("", line) for line in written]


def test_a_short_build_writes_nothing() -> None:
    """In the first two seconds there is no line."""
    assert told([(0.0, "Reading", 0, 3), (1.0, "Reading", 3, 3), (1.9, "Writing", 1, 1)]) == []


def test_a_step_is_told_every_few_seconds_and_when_it_has_ended() -> None:
    """A thousand files in 20 seconds are five lines, with what is left; a step of one piece tells how long it took."""
    reading = [(number / 50, "Reading", number, 1000) for number in range(1001)]
    lines = told([*reading, (20.5, "Grouping", 0, 1), (144.0, "Grouping", 1, 1)])
    assert lines == [
        "Reading: 100 of 1,000, about 18 s left",
        "Reading: 350 of 1,000, about 13 s left",
        "Reading: 600 of 1,000, about 8 s left",
        "Reading: 850 of 1,000, about 3 s left",
        "Reading: 1,000 of 1,000, done in 20 s",
        "Grouping",
        "Grouping: done in 2 min",
    ]


def test_a_silent_step_is_told_too() -> None:
    """While nothing is heard of a step, a line says every half minute that it still works."""
    lines = told([(3.0, "Grouping", 0, 1)], looks=tuple(range(4, 70)))
    assert lines == ["Grouping", "Grouping, for 30 s", "Grouping, for 60 s"]


def test_long_times_are_told_in_hours() -> None:
    """What is left of a long step is told in hours and minutes."""
    assert told([(0.0, "Reading", 0, 1000), (60.0, "Reading", 5, 1000)])[-1] == (
        "Reading: 5 of 1,000, about 3 h 19 min left"
    )


def test_lines_are_there_while_the_build_works(tmp_path: Path) -> None:
    """A build whose output is a pipe writes its lines while it works, and the table at the end on standard output."""
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "note.txt").write_text("A note\n\nThe rivers rose in spring.\n", encoding="utf-8")
    program = (
        "from indexer.cli import progress_lines; progress_lines.QUIET_SECONDS = 0; "
        "import sys; from indexer.cli import cli; cli(sys.argv[1:])"
    )
    command = [sys.executable, "-c", program, "index", str(tmp_path / "papers"), "--index-dir", str(tmp_path / "index")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        first = process.stderr.readline()
        assert not (tmp_path / "index" / "CURRENT").exists()  # it works still
        rest, output = process.stderr.read(), process.stdout.read() if process.stdout else ""
    steps = [STAMP.sub("", line).partition(":")[0].partition(",")[0] for line in (first + rest).splitlines()]
    assert list(dict.fromkeys(steps)) == ["Listing", "Reading", "Grouping", "Indexing", "Writing", "Publishing"]
    assert "Indexed: " in output
