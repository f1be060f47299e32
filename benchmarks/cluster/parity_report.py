"""The tables of the section on parity."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from .compared import TOP, Comparison

NAMED = 12
"""Queries that are named where they differ."""


def parity_table(comparison: Comparison) -> str:
    """Return what is the same in how many answers."""
    lines = ["| | same | of |", "|---|--:|--:|"]
    for what in ("total", "counts", "order by document", "order by newest", "order by oldest"):
        differing = len(comparison.differences.get(what, ()))
        lines.append(f"| {what} | {comparison.answered - differing} | {comparison.answered} |")
    lines.append(f"| first {TOP} by relevance | {comparison.same_first_tens} | {comparison.answered} |")
    lines.append(f"| refused | {len(comparison.refused)} | {comparison.asked} |")
    return "\n".join(lines)


def first_tens_table(comparison: Comparison) -> str:
    """Return which queries have other first hits, and other differences by name."""
    other = [first for first in comparison.first_tens if not first.is_same]
    told = [f"“{first.name}” has {first.common} of {TOP} in common" for first in other[:NAMED]]
    told += [f"“{name}” has another {what}" for what, names in comparison.differences.items() for name in names[:NAMED]]
    told += [f"“{name}” is refused" for name in comparison.refused[:NAMED]]
    return ("; ".join(told) or "No answer differs") + "."


def judged_row(name: str, means: Sequence[float], comparison: Comparison) -> str:
    """Return the row of one judged collection."""
    totals = comparison.answered - len(comparison.differences.get("total", ()))
    cells = [comparison.asked, *(f"{mean:.4f}" for mean in means), totals, comparison.same_first_tens]
    return f"| {name} | {' | '.join(map(str, cells))} |"


def times_table(comparison: Comparison, kinds: Sequence[str]) -> str:
    """Return what a search took by the clock, in milliseconds, for the first queries."""
    lines = ["| question | embedded, ms | cluster, ms |", "|---|--:|--:|"]
    for kind, (embedded, cluster) in zip(kinds, comparison.seconds, strict=False):
        lines.append(f"| {kind} | {embedded * 1000:,.0f} | {cluster * 1000:,.0f} |")
    here, there = (median(column) * 1000 for column in zip(*comparison.seconds, strict=True))
    lines.append(f"| median of all {len(comparison.seconds)} | {here:,.0f} | {there:,.0f} |")
    return "\n".join(lines)
