"""Format the measurements as Markdown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp, log
from statistics import median

from .asking import CONTENDERS, AskedQueries, ServingMemory, TimedAnswer
from .large import BuildPart, ResultPageTimes
from .measured import Timed, WorkCost
from .opening import OpeningCost
from .pages import PageTimes
from .rapporteur import RAPPORTEUR
from .tantivy_index import TANTIVY

OTHERS = tuple(contender.name for contender in CONTENDERS if contender is not RAPPORTEUR)
NONE = "–"
"""Stands where an engine cannot be asked."""


def pages_table(kinds: Sequence[PageTimes]) -> str:
    """Return the table of page times, one row for each kind of page."""
    rows = []
    for kind in kinds:
        first, later = _clock_seconds(kind.first), _clock_seconds(kind.later)
        processor = median(seconds for _, seconds in kind.later)
        times = median(first), max(first), median(later), max(later), processor
        rows.append((kind.kind, str(kind.pages), *map(_ms, times)))
    head = ("kind of page", "pages", "first view, median", "worst", "then, median", "worst", "processor, median")
    return _table(head, rows)


def costs_table(costs: Sequence[WorkCost], sizes: Sequence[int], serving: Sequence[ServingMemory]) -> str:
    """Return the table of what the index of each contender costs."""
    rows = []
    for contender, cost, size, serving_memory in zip(CONTENDERS, costs, sizes, serving, strict=True):
        memory = size, cost.memory, serving_memory.serving, serving_memory.serving - serving_memory.empty
        rows.append((contender.name, f"{cost.seconds:.1f} s", f"{cost.processor:.1f} s", *map(_mb, memory)))
    head = ("engine", "writing", "processor", "on disk", "memory to write", "memory, serving", "of it for the index")
    return _table(head, rows)


def parts_table(engine: BuildPart, parts: Sequence[BuildPart]) -> str:
    """Return the table of the other parts of our build."""
    all_parts = (engine, *parts)
    rows = [(part.name, f"{part.cost.processor:.1f} s", _mb(part.cost.memory), _mb(part.bytes)) for part in all_parts]
    whole = sum(part.cost.processor for part in all_parts), sum(part.bytes for part in all_parts)
    rows.append(("**together**", f"{whole[0]:.1f} s", "", _mb(whole[1])))
    return _table(("part of a build", "processor", "memory, writing", "on disk"), rows)


def answers_table(asked_queries: AskedQueries, pages: ResultPageTimes) -> str:
    """Return the table of all queries: milliseconds and hits of each contender, ratios, and the time of our page of
    results.
    """
    rows = []
    for (question, answers), times in zip(asked_queries, pages.times, strict=True):
        our_answer = answers[RAPPORTEUR.name]
        other_answers = [answers[name] for name in OTHERS]
        cells = [
            question.kind,
            f"`{_short(question.typed)}`",
            *(_time_cell(answer) for answer in (our_answer, *other_answers)),
        ]
        cells += [_ratio_cell(_ratio(our_answer, answer)) for answer in other_answers]
        cells += [" / ".join(f"{answer.found.total:,}" if answer else NONE for answer in (our_answer, *other_answers))]
        cells += [_ms(median(processor for _, processor in times[1:]))]
        rows.append(tuple(cells))
    names = (RAPPORTEUR.name, *OTHERS)
    head = ("kind", "query", *names, *(f"ours / {name}" for name in OTHERS), "passages found", "our whole page")
    return _table(head, rows, left=2)


def openings_table(openings: Sequence[tuple[str, OpeningCost, OpeningCost]]) -> str:
    """Return the table of what opening an index costs: with its files on disk only, and with them in memory."""
    rows = []
    for name, cold, warm in openings:
        clock = cold.opening[0], cold.first_answer[0], warm.opening[0], warm.first_answer[0]
        rows.append((name, *map(_ms, clock), _ms(warm.opening[1]), _mb(warm.memory)))
    head = ("opening", "from disk", "first answer", "from memory", "first answer", "processor", "memory, not mapped")
    return _table(head, rows)


def ways_table(asked: Mapping[str, AskedQueries]) -> str:
    """Return the table of all ways of asking: medians, worst times, and our geometric mean ratio to each engine."""
    rows = []
    for way, queries in asked.items():
        cells = [way, str(len(queries))]
        for name in (RAPPORTEUR.name, *OTHERS):
            times = [answer.seconds for _, answers in queries if (answer := answers[name])]
            cells.append(f"{_ms(median(times))} / {_ms(max(times))}" if times else NONE)
        cells += [_ratio_cell(mean_ratio(queries, name)) for name in OTHERS]
        rows.append(tuple(cells))
    names = (f"{name}, median / worst" for name in (RAPPORTEUR.name, *OTHERS))
    head = ("asked for", "queries", *names, *(f"ours / {name}, geometric mean" for name in OTHERS))
    return _table(head, rows)


def mean_ratio(queries: AskedQueries, other: str) -> float | None:
    """Return the geometric mean of our time over another engine's, over the queries that both can be asked."""
    found = [ratio for _, answers in queries if (ratio := _ratio(answers[RAPPORTEUR.name], answers[other]))]
    return exp(sum(map(log, found)) / len(found)) if found else None


def default_table(queries: AskedQueries) -> str:
    """Return the table of questions of which some words are enough."""
    rows = []
    for question, answers in queries:
        ours, theirs = answers[RAPPORTEUR.name], answers[TANTIVY.name]
        found = " / ".join(f"{answer.found.total:,}" if answer else NONE for answer in (ours, theirs))
        cells = question.kind, f"`{_short(question.typed)}`", _time_cell(ours), _time_cell(theirs)
        rows.append((*cells, _ratio_cell(_ratio(ours, theirs)), found))
    head = ("kind", "some of the words", RAPPORTEUR.name, TANTIVY.name, "ours / tantivy", "passages found")
    return _table(head, rows, left=2)


def pages_sentence(pages: ResultPageTimes) -> str:
    """Return a sentence on our whole page of results."""
    times = [median(processor for _, processor in times[1:]) for times in pages.times]
    return (
        f"Our whole page of results, with snippets, reasons and HTML: median {_ms(median(times))}, worst "
        f"{_ms(max(times))} of the processor; its process has {_mb(pages.serving)} ({_mb(pages.empty)} before it "
        f"opened the index)."
    )


def _ratio(ours: TimedAnswer | None, theirs: TimedAnswer | None) -> float | None:
    return ours.seconds / theirs.seconds if ours and theirs and theirs.seconds else None


def _time_cell(answer: TimedAnswer | None) -> str:
    return _ms(answer.seconds) if answer else NONE


def _ratio_cell(ratio: float | None) -> str:
    if ratio is None:
        return NONE
    return f"{ratio:.2f}×" if ratio < 1 else f"{ratio:.1f}×" if ratio < 10 else f"{ratio:.0f}×"


def _clock_seconds(times: Sequence[Timed]) -> list[float]:
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
