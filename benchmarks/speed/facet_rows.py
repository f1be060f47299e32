"""Compare counting facets by profile with counting by passage: `python -m benchmarks.speed.facet_rows CORPUS...`.

A corpus is a file of paragraphs (`.jsonl`, `.jsonl.xz`) or the folder of an index. Words are left out: only values are
written, in both layouts, and the values of all facets are counted for hits chosen by chance.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median
from time import process_time

import numpy as np

from indexer.engine.columns.columns import Columns
from indexer.engine.columns.writer import ColumnsWriter
from indexer.engine.values.columns import ValueColumns
from indexer.engine.values.index_writer import write_index_values
from indexer.engine.values.tables import Numbers
from indexer.engine.values.writer import SegmentValuesWriter
from indexer.model import Passage
from indexer.query.results import Query

from .corpora import MeasuredCorpus, read_corpus

LAYOUTS = {"profiles": 0.0, "passages": float("inf")}
"""The fewest passages for each profile with which a layout is written: always, and never."""
SHARES = (0.001, 0.02, 0.2, 1.0)
ROUNDS = 15


def main() -> None:
    """Run the measurement and print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed.facet_rows", description=__doc__)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--passages", type=int, default=100_000)
    options = parser.parse_args()
    shares = " | ".join(f"{share:.1%} of the passages" for share in SHARES)
    print(f"| Corpus | Passages | Profiles | Rows are | Values on disk | {shares} |")
    print(f"|---|---|---|---|---|{'---|' * len(SHARES)}")
    for path in options.corpora:
        passages = [replace(passage, text="") for passage in read_corpus(MeasuredCorpus(path, options.passages))]
        for row in compare(path.name, passages):
            print(f"| {' | '.join(row)} |")


def compare(name: str, passages: Sequence[Passage]) -> Iterable[tuple[str, ...]]:
    """Yield a row of the table for each layout."""
    with tempfile.TemporaryDirectory() as home:
        opened = {layout: write(Path(home, layout), passages, least) for layout, least in LAYOUTS.items()}
        profiles = opened["profiles"].tables["kind"].rows
        chance = random.Random(12)  # noqa: S311  # chance here is variety, not secrecy
        hits = [np.array(sorted(chance.sample(range(len(passages)), round(share * len(passages))))) for share in SHARES]
        times: dict[str, list[list[float]]] = {layout: [[] for _ in SHARES] for layout in LAYOUTS}
        for _ in range(ROUNDS):
            for layout, values in opened.items():
                for place, chosen in enumerate(hits):
                    times[layout][place].append(counting_time(values, chosen))
        for layout in LAYOUTS:
            disk = sum(file.stat().st_size for file in Path(home, layout).rglob("*") if "facet" in file.name)
            disk += sum(file.stat().st_size for file in Path(home, layout).rglob("rows.*"))
            milliseconds = (f"{median(row) * 1000:.2f} ms" for row in times[layout])
            yield name, f"{len(passages):,}", f"{profiles:,}", layout, f"{disk / 1e6:.1f} MB", *milliseconds


def write(folder: Path, passages: Sequence[Passage], least: float) -> ValueColumns:
    """Write the values of passages with a layout, and open them."""
    values = partial(SegmentValuesWriter, passages_per_profile=least)
    with ColumnsWriter(folder, values=values, index_values=write_index_values) as writer:
        writer.add(passages)
        writer.finish()
    return ValueColumns(Columns(folder))


def counting_time(values: ValueColumns, hits: Numbers) -> float:
    """Return the processor seconds of counting the values of all facets."""
    began = process_time()
    filtered = values.apply_filters(hits, {}, {})
    values.count_values(filtered, Query(top_values=10))
    return process_time() - began


if __name__ == "__main__":
    main()
