"""Ask windows of builds what the builds are asked: `python -m benchmarks.windows NAME=INDEX_DIR ... [--write]`.

The queries are words that stand together in a passage. The candidates are the best passages by their scores in the
embedded engine before neighbours lift each other: what a cluster finds cannot be better.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from indexer.engine.columns.columns import Columns
from indexer.engine.found import Found
from indexer.engine.neighbours import with_neighbours
from indexer.engine.opensearch.records import places_beside, records_of
from indexer.engine.opensearch.text_frequencies import TextFrequencies, count_text_frequencies
from indexer.engine.opensearch.window import Window
from indexer.engine.rows import Numbers
from indexer.engine.term_dictionary import TermDictionary
from indexer.engine.values.columns import ValueColumns
from indexer.engine.whoosh.executor import Executor
from indexer.engine.whoosh.statistics import StatedStatistics, nodes_needing_frequency
from indexer.query.tree import Node, complete_first
from indexer.store.builds import live_build
from indexer.store.library import ENGINE_FOLDER, Library

RESULTS = Path(__file__).parent / "RESULTS.md"
SEED, QUERIES, LEAST_HITS = 7, 120, 30
LENGTHS = (1, 2, 2, 3, 3, 4, 6, 9)
SIZES = (100, 200, 400, 1_000)
FIRST = 10
HEAD = f"""# Windows

A window scores the passages that a cluster found by the formula of the embedded engine, with the statistics of the
whole corpus. Each row is of {QUERIES} queries of one to nine words that stand together in a passage, of those with at
least {LEAST_HITS} hits. *Same* says for how many of them the first {FIRST} hits are those of the embedded engine, in
its order: with the best hits alone, and with what stands beside them in papers in which people speak. *Takes* is the
median of the processor time of the latter window, words cut anew each time. Written by
`python -m benchmarks.windows NAME=INDEX_DIR ... --write`.

| collection | passages | hits in the window | same | same, with neighbours | passages in the window | takes |
|---|--:|--:|--:|--:|--:|--:|
"""


class WindowCounts(NamedTuple):
    """What is counted of windows of one size."""

    same: int
    same_with_neighbours: int
    passages: float
    milliseconds: float


class WindowedBuild:
    """A build with its passages as records."""

    def __init__(self, index_dir: Path) -> None:
        build = live_build(index_dir)
        self.library = Library(build)
        self.records = list(records_of(self.library.passages()))
        self._numbers = {(record.document, record.place): number for number, record in enumerate(self.records)}
        self._columns = Columns(build / ENGINE_FOLDER)
        self._values = ValueColumns(self._columns)
        self._dictionary = TermDictionary(self._columns.vocabulary)
        self._executor = Executor.of_index(self._columns, self._values, self._dictionary)
        counts = count_text_frequencies(self._columns)
        self._text_frequencies = TextFrequencies(self._columns.vocabulary.terms, counts)

    def queries(self) -> Iterator[Node]:
        """Yield trees of words that stand together, most of which are enough, without end."""
        chance = random.Random(SEED)  # noqa: S311  # chance here is variety, not secrecy
        while True:
            words = [word for word in chance.choice(self.records).text.split() if word.isalpha()]
            length = chance.choice(LENGTHS)
            if len(words) < length:
                continue
            start = chance.randrange(len(words) - length + 1)
            rewritten = self.library.rewrite(" ".join(words[start : start + length]))
            node = rewritten.node_for("most")
            if node and len(self._executor.find(node).passages) >= LEAST_HITS:
                yield node

    def first(self, node: Node) -> list[int]:
        """Return the first hits of an index of everything."""
        found = with_neighbours(node, self._executor.find(node), self._values.follows)
        return _ordered(node, found, found.passages)[:FIRST]

    def candidates(self, node: Node, size: int) -> list[int]:
        """Return the best hits before neighbours lift each other."""
        found = self._executor.find(node)
        return sorted(_ordered(node, found, found.passages)[:size])

    def with_neighbours(self, numbers: Sequence[int]) -> list[int]:
        """Return passages with those that may lift them."""
        beside = map(self._numbers.get, places_beside(self.records[number] for number in numbers))
        return sorted({*numbers, *(number for number in beside if number is not None)})

    def statistics(self, node: Node) -> StatedStatistics:
        """Return what a window is told of the corpus."""
        frequencies = {part: len(self._executor.find(part).passages) for part in nodes_needing_frequency(node)}
        columns = self._columns
        return StatedStatistics(columns.living, columns.lengths, frequencies, self._text_frequencies)

    def first_in_window(self, node: Node, numbers: Sequence[int], statistics: StatedStatistics) -> list[int]:
        """Return the first hits of a window of some passages."""
        window = Window([self.records[number] for number in numbers], self._dictionary, statistics)
        found = window.ranked(node)
        return _ordered(node, found, np.array(numbers, np.int64).take(found.passages))[:FIRST]


def _ordered(node: Node, found: Found, passages: Numbers) -> list[int]:
    """Return found passages in order of relevance, by their numbers in the corpus."""
    keys = [passages, -found.scores, *([found.incomplete] if complete_first(node) else [])]
    ordered: list[int] = passages.take(np.lexsort(keys)).tolist()
    return ordered


def count_windows(build: WindowedBuild, nodes: Sequence[Node], size: int) -> WindowCounts:
    """Compare windows with that many of the best hits with the index."""
    same = same_with_neighbours = 0
    sizes, times = [], []
    for node in nodes:
        statistics, expected = build.statistics(node), build.first(node)
        best = build.candidates(node, size)
        same += build.first_in_window(node, best, statistics) == expected
        numbers = build.with_neighbours(best)
        started = time.process_time()
        first = build.first_in_window(node, numbers, statistics)
        times.append(time.process_time() - started)
        same_with_neighbours += first == expected
        sizes.append(len(numbers))
    return WindowCounts(same, same_with_neighbours, float(np.mean(sizes)), 1_000 * float(np.median(times)))


def table(name: str, build: WindowedBuild) -> Iterator[str]:
    """Yield the rows of one collection."""
    nodes = [node for node, _ in zip(build.queries(), range(QUERIES), strict=False)]
    for size in SIZES:
        counted = count_windows(build, nodes, size)
        yield (
            f"| {name} | {len(build.records):,} | {size:,} | {counted.same} | {counted.same_with_neighbours}"
            f" | {counted.passages:,.0f} | {counted.milliseconds:.1f} ms |\n"
        )


def main() -> None:
    """Print the table, and write it to RESULTS.md when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("collections", nargs="+", metavar="NAME=INDEX_DIR", help="a name, and a folder with a build")
    parser.add_argument("--write", action="store_true", help="write RESULTS.md")
    options = parser.parse_args()
    rows: list[str] = []
    for collection in options.collections:
        name, _, index_dir = collection.partition("=")
        for row in table(name, WindowedBuild(Path(index_dir))):
            print(row, end="", flush=True)
            rows.append(row)
    if options.write:
        RESULTS.write_text(HEAD + "".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
