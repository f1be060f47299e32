"""The tables of RESULTS.md."""

from __future__ import annotations

import argparse
import os
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.links.__main__ import machine
from benchmarks.speed.questions import QUESTIONS

from .asked import QUERIES, AskedOnce
from .written import WritingCost

NOTES = Path(__file__).with_name("NOTES.md")


def results_page(measured: Mapping[str, Any], options: argparse.Namespace) -> str:
    """Return the page of all that was measured, with the notes before it."""
    sections = [NOTES.read_text(encoding="utf-8").strip(), _head(options)]
    sections += [section(measured) for part, section in SECTIONS.items() if part in measured]
    return "\n\n".join(sections) + "\n"


def _head(options: argparse.Namespace) -> str:
    return f"""Measured on {date.today():%-d %B %Y}: {machine()}, {os.cpu_count()} cores; three nodes,
each with {options.heap} of heap.

    python -m benchmarks.cluster --texts {options.texts.name} --work DIR --passages {options.passages}"""


def _asked(rows: Sequence[Sequence[Any]]) -> list[AskedOnce]:
    return [AskedOnce(*row) for row in rows]


def _written(measured: Mapping[str, Any]) -> str:
    known = {name: measured[part] for part, name in (("embedded", "embedded"), ("feed", "cluster")) if part in measured}
    costs = {name: WritingCost(**{key: own[key] for key in WritingCost._fields}) for name, own in known.items()}
    feed = measured["feed"]
    kinds = {"p": "primary", "r": "replica"}
    places = ", ".join(
        f"{kinds[shard['prirep']]} of {int(shard['store'] or 0) / 1e6:,.0f} MB on {shard['node']}"
        for shard in feed["shards"]
    )
    memory = ", ".join(f"{used / 1e6:,.0f}" for used in feed["memory_of_nodes"])
    return f"""## Writing

{writing_table(costs)}

The copies were made in {feed["copied"]:.0f} s more. Shards: {places}.
The columns beside it, which the machine that indexes keeps, take {feed["columns"] / 1e6:,.0f} MB,
the dictionary, which each web node maps, {feed["dictionary"] / 1e6:,.0f} MB.
Memory of the nodes after it: {memory} MB."""


def _quiet(measured: Mapping[str, Any]) -> str:
    own = measured["quiet"]
    totals, counts, ids = (sum(each) for each in zip(*own["agree"], strict=True))
    engines = {name: _asked(own[name]) for name in ("cluster", "embedded")}
    all_times = {name: (sum(once.seconds for once in asked), asked) for name, asked in engines.items()}
    return f"""## One question at a time

Of {len(QUERIES)} questions, both engines gave the same total to {totals}, the same counts of all facets to {counts}
and the same first ten in the same order to {ids}. The nodes took {own["nodes_processor"] * 1000:.0f} ms of the
processor for a question, the first time among them.

{load_table(all_times)}

{questions_table(engines)}"""


def _clients(measured: Mapping[str, Any]) -> str:
    own = measured["clients"]
    engines = {name: (_span(own[name]), _asked(own[name])) for name in ("cluster", "embedded")}
    return f"## Sixteen clients\n\n{load_table(engines)}"


def _span(rows: Sequence[Sequence[Any]]) -> float:
    """Return the seconds between the first question and the last."""
    begun = [float(row[0]) for row in rows] or [0.0]
    return max(max(begun) - min(begun), 1.0)


def _kill(measured: Mapping[str, Any]) -> str:
    own = measured["kill"]
    stretches = ("before", "killed, first ten seconds", "without it", "coming back")
    phases = {name: (_span(own[name]), _asked(own[name])) for name in stretches}
    return f"""## A node is killed

Sixteen clients ask; the node that manages the others is killed with -9, and later started again. {own["back"]:.0f} s
after that every shard had both copies.

{load_table(phases)}"""


def _publish(measured: Mapping[str, Any]) -> str:
    own = measured["publish"]
    phases = {
        name: (_span(own[key]), _asked(own[key]))
        for name, key in (("before", "before"), ("while it is written", "while"))
    }
    return f"""## A new build is written

Sixteen clients ask the live build while the next one is written, in which {own["papers"]} papers with
{own["passages"]:,} passages have changed: {own["seconds"]:.0f} s. Afterwards {own["changed_answers"]} of the
questions have another answer in the new build.

{load_table(phases)}"""


SECTIONS = {"feed": _written, "quiet": _quiet, "clients": _clients, "kill": _kill, "publish": _publish}


def percentile(seconds: Sequence[float], share: float) -> float:
    """Return the time, in milliseconds, that a share of the answers did not exceed."""
    ordered = sorted(seconds)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)] * 1000


def writing_table(costs: Mapping[str, WritingCost]) -> str:
    """Return what writing cost, by engine."""
    lines = [
        "| | passages | minutes | processor, writer, min | processor, nodes, min | memory, writer, MB | on disk, MB |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, cost in costs.items():
        minutes = " | ".join(f"{value / 60:.1f}" for value in (cost.seconds, cost.processor, cost.nodes_processor))
        lines.append(f"| {name} | {cost.passages:,} | {minutes} | {cost.memory / 1e6:,.0f} | {cost.size / 1e6:,.0f} |")
    return "\n".join(lines)


def load_table(phases: Mapping[str, tuple[float, Sequence[AskedOnce]]]) -> str:
    """Return how many answers there were in some seconds, how long they took, and which were not right."""
    lines = [
        "| | answers | a second | p50, ms | p95 | p99 | longest | not right |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name, (seconds, asked) in phases.items():
        if not asked:
            lines.append(f"| {name} | 0 | | | | | | |")
            continue
        times = [once.seconds for once in asked]
        ranks = " | ".join(f"{percentile(times, share):,.0f}" for share in (0.5, 0.95, 0.99, 1))
        wrong = Counter(once.outcome for once in asked if once.outcome != "right")
        told = ", ".join(f"{count} {outcome}" for outcome, count in wrong.most_common()) or "none"
        lines.append(f"| {name} | {len(asked):,} | {len(asked) / seconds:.1f} | {ranks} | {told} |")
    return "\n".join(lines)


def questions_table(engines: Mapping[str, Sequence[AskedOnce]]) -> str:
    """Return the median time of each question when nobody else asks, by engine."""
    medians: dict[str, dict[int, float]] = {}
    for name, asked in engines.items():
        times: dict[int, list[float]] = defaultdict(list)
        for once in asked:
            times[once.question].append(once.seconds)
        medians[name] = {question: median(own) * 1000 for question, own in times.items()}
    lines = [f"| question | {' | '.join(f'{name}, ms' for name in engines)} |", "|---|" + "---|" * len(engines)]
    for number, question in enumerate(QUESTIONS):
        cells = " | ".join(f"{own[number]:,.0f}" for own in medians.values())
        lines.append(f"| {question.kind} | {cells} |")
    return "\n".join(lines)
