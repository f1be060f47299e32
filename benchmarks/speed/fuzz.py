"""Try thousands of odd queries and report the slowest: `python -m benchmarks.speed.fuzz [--queries 10000]`.

It runs `tests/webapp/test_fuzz.py`, which checks all answers by reading the passages, and writes a section of
RESULTS.md. `--record FILE` writes the section from a run that is recorded already.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

import msgspec

from benchmarks.links.__main__ import machine

from .__main__ import FUZZ, RESULTS

ROOT = Path(__file__).parents[2]
_QUERIES_SHOWN = 3


class SlowAnswer(msgspec.Struct, frozen=True):
    """One of the answers that took longest; times in seconds."""

    way: str
    typed: str
    seconds: float
    processor: float


class FuzzRecord(msgspec.Struct, frozen=True):
    """What the tests record of a run: the number of answers, and the slowest of them."""

    answers: int
    slowest: list[SlowAnswer]


def main() -> None:
    """Run the tests, then print and write the section."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed.fuzz", description=__doc__)
    parser.add_argument("--queries", type=int, default=10_000)
    parser.add_argument("--record", type=Path)
    parser.add_argument("--output", type=Path, default=RESULTS)
    options = parser.parse_args()
    record = read_record(options.record) if options.record else _run(options.queries)
    text = section(record, options.queries)
    before = options.output.read_text(encoding="utf-8").partition(FUZZ)[0] if options.output.exists() else ""
    options.output.write_text(before + text, encoding="utf-8")
    print(text)


def read_record(path: Path) -> FuzzRecord:
    """Return the record of a run; raise ValueError when the file has another shape."""
    return msgspec.json.decode(path.read_bytes(), type=FuzzRecord)


def _run(queries: int) -> FuzzRecord:
    """Run the tests and return their record; exit with their output if one fails."""
    with tempfile.TemporaryDirectory() as home:
        record = Path(home, "slowest.json")
        environment = {**os.environ, "FUZZ": str(queries), "FUZZ_RECORD": str(record)}
        command = [sys.executable, "-m", "pytest", "-q", "tests/webapp/test_fuzz.py"]
        done = subprocess.run(command, cwd=ROOT, env=environment, check=False)
        if done.returncode:
            raise SystemExit(done.returncode)
        return read_record(record)


def section(record: FuzzRecord, queries: int) -> str:
    """Return the section on a run in which no test failed."""
    rows = [
        f"| {answer.way} | {_code(answer.typed)} | {answer.seconds:.2f} s | {answer.processor:.2f} s |"
        for answer in record.slowest[:_QUERIES_SHOWN]
    ]
    answers = f"{record.answers:,}"
    return f"""{FUZZ}

`python -m benchmarks.speed.fuzz --queries {queries}`: {queries:,} random and adversarial queries through the library,
each answer held against reading every passage, and {queries // 3:,} more as a page and by the API; {answers}
answers on the shipped papers, no failure. The slowest of them:

| asked of | query | by the clock | processor |
|---|---|--:|--:|
{chr(10).join(rows)}

Run on {date.today():%-d %B %Y}: {machine()}; load average when it ended {os.getloadavg()[0]:.1f}.
"""


def _code(typed: str) -> str:
    """Return a query as code for a table cell, cut where it is long."""
    beginning = typed if len(typed) <= 70 else f"{typed[:68]}…"
    plain = "".join(letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in beginning)
    return f"`{plain.replace('|', '¦').replace('`', '´')}` ({len(typed)} characters)"


if __name__ == "__main__":
    main()
