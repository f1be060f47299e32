"""Format the measurements as Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log
from statistics import median

from .asking import CONTENDERS, Answers, ServingMemory, TimedAnswer
from .large import BuildPart, ResultPageTimes
from .measured import Timed, WorkCost
from .pages import PageTimes
from .questions import BenchmarkQuery
from .rapporteur import RAPPORTEUR

OTHERS = tuple(one.name for one in CONTENDERS if one is not RAPPORTEUR)
NONE = "–"
"""Stands where an engine cannot be asked."""


def pages_table(found: Sequence[PageTimes]) -> str:
    """Return the table of page times, one row for each kind of page."""
    rows = []
    for one in found:
        first, later = _clock(one.first), _clock(one.later)
        processor = median(seconds for _, seconds in one.later)
        times = median(first), max(first), median(later), max(later), processor
        rows.append((one.kind, str(one.pages), *map(_ms, times)))
    head = ("kind of page", "pages", "first view, median", "worst", "then, median", "worst", "processor, median")
    return _table(head, rows)


def costs_table(written: Sequence[WorkCost], sizes: Sequence[int], serving: Sequence[ServingMemory]) -> str:
    """Return the table of what the index of each contender costs."""
    rows = []
    for one, cost, size, held in zip(CONTENDERS, written, sizes, serving, strict=True):
        memory = size, cost.memory, held.serving, held.serving - held.empty
        rows.append((one.name, f"{cost.seconds:.1f} s", f"{cost.processor:.1f} s", *map(_mb, memory)))
    head = ("engine", "writing", "processor", "on disk", "memory to write", "memory, serving", "of it for the index")
    return _table(head, rows)


def parts_table(engine: BuildPart, parts: Sequence[BuildPart]) -> str:
    """Return the table of the other parts of our build."""
    every = (engine, *parts)
    rows = [(one.name, f"{one.cost.processor:.1f} s", _mb(one.cost.memory), _mb(one.bytes)) for one in every]
    whole = sum(one.cost.processor for one in every), sum(one.bytes for one in every)
    rows.append(("**together**", f"{whole[0]:.1f} s", "", _mb(whole[1])))
    return _table(("part of a build", "processor", "memory, writing", "on disk"), rows)


def answers_table(found: Sequence[tuple[BenchmarkQuery, Answers]], pages: ResultPageTimes) -> str:
    """Return the table of all queries: milliseconds and hits of each contender, ratios, and the time of our page of
    results.
    """
    rows = []
    for (question, answers), times in zip(found, pages.times, strict=True):
        own = answers[RAPPORTEUR.name]
        others = [answers[name] for name in OTHERS]
        cells = [question.kind, f"`{_short(question.typed)}`", *(_took(one) for one in (own, *others))]
        cells += [_times(_ratio(own, one)) for one in others]
        cells += [" / ".join(f"{one.found.total:,}" if one else NONE for one in (own, *others))]
        cells += [_ms(median(processor for _, processor in times[1:]))]
        rows.append(tuple(cells))
    names = (RAPPORTEUR.name, *OTHERS)
    head = ("kind", "query", *names, *(f"ours / {name}" for name in OTHERS), "passages found", "our whole page")
    return _table(head, rows, left=2)


def ratios(found: Sequence[tuple[BenchmarkQuery, Answers]], pages: ResultPageTimes) -> str:
    """Return a few sentences with the medians and our geometric mean ratio to each other engine."""
    told = []
    for name in (RAPPORTEUR.name, *OTHERS):
        times = [answer.seconds for _, answers in found if (answer := answers[name])]
        told.append(f"{name} {_ms(median(times))} (worst {_ms(max(times))}, {len(times)} of {len(found)} queries)")
    far = []
    for name in OTHERS:
        each = [one for _, answers in found if (one := _ratio(answers[RAPPORTEUR.name], answers[name]))]
        mean = exp(sum(map(log, each)) / len(each))
        span = f"from {_times(min(each))} to {_times(max(each))}; less in {sum(one < 1 for one in each)} of {len(each)}"
        far.append(f"{_times(mean)} the time of {name} ({span})")
    every = [median(processor for _, processor in times[1:]) for times in pages.times]
    return (
        f"Medians over the queries: {'; '.join(told)}. In the geometric mean over the queries that both can be asked, "
        f"our engine takes {' and '.join(far)}. Our whole page of results, with snippets, reasons and HTML: median "
        f"{_ms(median(every))}, worst {_ms(max(every))} of the processor; its process has {_mb(pages.serving)} "
        f"({_mb(pages.empty)} before it opened the index)."
    )


def _ratio(own: TimedAnswer | None, other: TimedAnswer | None) -> float | None:
    return own.seconds / other.seconds if own and other and other.seconds else None


def _took(answer: TimedAnswer | None) -> str:
    return _ms(answer.seconds) if answer else NONE


def _times(ratio: float | None) -> str:
    if ratio is None:
        return NONE
    return f"{ratio:.2f}×" if ratio < 1 else f"{ratio:.1f}×" if ratio < 10 else f"{ratio:.0f}×"


def _clock(times: Sequence[Timed]) -> list[float]:
    return [seconds for seconds, _ in times]


def _short(text: str) -> str:
    return text if len(text) <= 48 else text[:46] + "…"


def _ms(seconds: float) -> str:
    value = seconds * 1000
    return f"{value:.2f} ms" if value < 1 else f"{value:.1f} ms" if value < 100 else f"{value:.0f} ms"


def _mb(size: int) -> str:
    return f"{size / 1e6:,.0f} MB"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], left: int = 1) -> str:
    marks = ["---"] * left + ["--:"] * (len(head) - left)
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, marks, *rows))
