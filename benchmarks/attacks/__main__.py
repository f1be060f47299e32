"""Attack a site: `python -m benchmarks.attacks --index-dir DIR`. It writes the table into RESULTS.md beside this file.

`--before FOLDER` names a checkout of the code before a change, which is attacked first; its figures are kept in
`before.json`, and taken from there when it is not named. The machine may be busy: the load average is written down.
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


def main() -> None:
    """Attack the code, and write the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.attacks", description=__doc__)
    parser.add_argument("--index-dir", type=Path, required=True)
    parser.add_argument("--before", type=Path, help="a checkout of the code before")
    parser.add_argument("--only", nargs="+", choices=ATTACKS, default=list(ATTACKS))
    parser.add_argument("--output", type=Path, default=HERE / "RESULTS.md")
    options = parser.parse_args()
    index_dir = options.index_dir.resolve()
    kept = HERE / "before.json"
    if options.before:
        kept.write_text(_json(_attack(options.before.resolve(), index_dir, options.only)), encoding="utf-8")
    before: Figures = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    load = os.getloadavg()[0]
    after = _attack(HERE.parents[1], index_dir, options.only)
    rows = [f"| {attack} | {before.get(attack, '')} | {result} |" for attack, result in after.items()]
    text = f"""# Attacks on the site: before and after

Written by `python -m benchmarks.attacks` on {date.today():%-d %B %Y}: {machine()}, {os.cpu_count()} cores,
load average {load:.1f} when it began and {os.getloadavg()[0]:.1f} when it ended. Two processes of eight threads,
everything from one address on the loopback interface. “Before” is the code without desks and limits for clients.

| attack | before | after |
|---|---|---|
{chr(10).join(rows)}
"""
    options.output.write_text(text, encoding="utf-8")
    print(text)


def _attack(code: Path, index_dir: Path, names: list[str]) -> Figures:
    figures: Figures = {}
    for name in names:
        with attacked(code, index_dir) as target:
            for attack, result in ATTACKS[name](target):
                print(f"{code.name}: {attack}: {result}", flush=True)
                figures[attack] = result
    return figures


def _json(figures: Figures) -> str:
    return json.dumps(figures, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    main()
