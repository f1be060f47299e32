"""The tables of RESULTS.md."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from statistics import median

from benchmarks.speed.questions import QUESTIONS

from .asked import AskedOnce
from .written import WritingCost


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
