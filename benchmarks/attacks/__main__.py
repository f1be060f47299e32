"""Attack a site: `python -m benchmarks.attacks --index-dir DIR`. It writes the table into RESULTS.md beside this file.

`--before FOLDER` names a checkout of the code before a change, which is attacked first. The figures are kept in
`before.json` and `after.json`, and taken from there for attacks that are not made. The machine may be busy: the load
average is written down.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from benchmarks.links.__main__ import machine

from .connections import bodies, drips, half_open, slow_readers, stop
from .drafts import drafts, uploads
from .served import Target, attacked

HERE = Path(__file__).parent
ATTACKS: dict[str, Callable[[Target], Iterator[tuple[str, str]]]] = {
    "half-open": half_open,
    "bodies": bodies,
    "drips": drips,
    "slow-readers": slow_readers,
    "drafts": drafts,
    "uploads": uploads,
    "stop": stop,
}
Figures = dict[str, str]
BEFORE, AFTER = HERE / "before.json", HERE / "after.json"
_LOAD = "load average"


def main() -> None:
    """Attack the code, and write the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.attacks", description=__doc__)
    parser.add_argument("--index-dir", type=Path, required=True)
    parser.add_argument("--before", type=Path, help="a checkout of the code before")
    parser.add_argument("--only", nargs="+", choices=ATTACKS, default=list(ATTACKS))
    parser.add_argument("--output", type=Path, default=HERE / "RESULTS.md")
    options = parser.parse_args()
    index_dir = options.index_dir.resolve()
    if options.before:
        _measure(options.before.resolve(), index_dir, options.only, BEFORE)
    _measure(HERE.parents[1], index_dir, options.only, AFTER)
    options.output.write_text(report(), encoding="utf-8")
    print(options.output.read_text(encoding="utf-8"))


def report() -> str:
    """Return the page with the figures that are kept."""
    before, after = (json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {} for kept in (BEFORE, AFTER))
    rows = [
        f"| {attack} | {before.get(attack, '')} | {result} |" for attack, result in after.items() if attack != _LOAD
    ]
    return f"""# Attacks on the site: before and after

Written by `python -m benchmarks.attacks` on {date.today():%-d %B %Y}: {machine()}, {os.cpu_count()} cores,
shared with other work (load average before: {before.get(_LOAD)}, after: {after.get(_LOAD)}). Two processes of eight
threads, everything from one address on the loopback interface. “Before” is the code without desks and limits for
clients. A desk counts processor time, so a draft takes longer by the clock on a busy machine. Memory is that of all
processes, what they share counted once; the process that keeps the desks ends when the reports are deleted.

| attack | before | after |
|---|---|---|
{chr(10).join(rows)}
"""


def _measure(code: Path, index_dir: Path, names: list[str], kept: Path) -> None:
    """Attack the code in a folder, and keep the figures, with those of attacks that were left out."""
    figures: Figures = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    load = os.getloadavg()[0]
    figures.update(_attack(code, index_dir, names))
    figures[_LOAD] = f"{load:.0f} to {os.getloadavg()[0]:.0f}"
    kept.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _attack(code: Path, index_dir: Path, names: list[str]) -> Figures:
    figures: Figures = {}
    for name in names:
        with attacked(code, index_dir, threads=2 if name == "slow-readers" else 8) as target:
            for attack, result in ATTACKS[name](target):
                print(f"{code.name}: {attack}: {result}", flush=True)
                figures[attack] = result
    return figures


if __name__ == "__main__":
    main()
