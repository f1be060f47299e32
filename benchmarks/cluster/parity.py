"""Hold the answers of a cluster against those of the embedded engine: `python -m benchmarks.cluster.parity TEXTS`.

TEXTS has JSON lines with a `text` each. `--collections` are those that `benchmarks.relevance` ranks, `--papers` folders
with papers. It writes the section on parity of RESULTS.md; the nodes are those at `--engine-url`.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.links.__main__ import machine
from benchmarks.relevance.judged import JudgedCollection, read_collections
from benchmarks.relevance.metrics import ndcg
from benchmarks.relevance.site import PASSAGE_PREFIX, one_paper, write_library
from benchmarks.speed.paragraphs import read_passages
from benchmarks.speed.questions import DEFAULT_QUESTIONS, QUESTIONS
from indexer.build.options import BuildOptions
from indexer.build.pipeline import build
from indexer.query.results import Filters, Query
from indexer.store.builds import open_library
from indexer.store.library import Library
from webapp.address.params import parse_request
from webapp.search.find import find

from .compared import TOP, Comparison, compare, written_pair
from .drawn import drawn_questions
from .pages import PARITY, with_section
from .parity_report import first_tens_table, judged_row, parity_table, times_table

RESULTS = Path(__file__).with_name("RESULTS.md")
FILTERS: tuple[tuple[str, Filters, Filters], ...] = (
    ("", {}, {}),
    (", of three years", {"year": ("1995", "2001", "2010")}, {}),
    (", but not two countries", {}, {"organisation": ("USA", "RUS")}),
)


def main() -> None:
    """Run the comparisons, print what they tell, and write it into RESULTS.md unless told otherwise."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cluster.parity", description=__doc__)
    parser.add_argument("texts", type=Path, nargs="?", help="JSON lines with a `text` each (.jsonl, or .jsonl.xz)")
    parser.add_argument("--engine-url", required=True, help="the nodes, with commas between")
    parser.add_argument("--paragraphs", type=int, default=100_000)
    parser.add_argument("--collections", type=Path, help="ir.tar.xz: the four judged collections")
    parser.add_argument("--papers", type=Path, nargs="*", default=[], help="folders of papers")
    parser.add_argument("--drawn", type=int, default=120, help="queries that are drawn from each folder of papers")
    parser.add_argument("--dry", action="store_true", help="print the section without writing it")
    options = parser.parse_args()
    sections = [_head()]
    with TemporaryDirectory() as home:
        if options.texts:
            sections += _of_paragraphs(Path(home, "texts"), options)
        if options.collections:
            sections += _of_judged(Path(home), options)
        for number, folder in enumerate(options.papers):
            sections += _of_papers(Path(home, f"papers-{number}"), folder, options)
    text = "\n\n".join([PARITY, *sections]) + "\n"
    print(text)
    if not options.dry:
        before = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else ""
        RESULTS.write_text(with_section(before, PARITY, text), encoding="utf-8")


def _head() -> str:
    return (
        f"Measured on {date.today():%-d %B %Y}: {machine()}, {os.cpu_count()} cores; "
        f"load average {os.getloadavg()[0]:.1f}. Each query is put to both engines as if nobody had asked before."
    )


def _of_paragraphs(home: Path, options: argparse.Namespace) -> Iterator[str]:
    passages = read_passages(options.texts, options.paragraphs)
    with written_pair(home, options.engine_url, passages) as pair:
        queries = list(_questions())
        compare(pair, queries[: len(QUESTIONS)], orders=False)  # so that no program is new
        comparison = compare(pair, queries)
    yield f"### {len(passages):,} paragraphs of speeches"
    yield parity_table(comparison)
    yield first_tens_table(comparison)
    yield times_table(comparison, [question.kind for question in QUESTIONS])


def _questions() -> Iterator[tuple[str, Query]]:
    """Yield the questions of the benchmark of speed, without filters and with them, and as they are pasted."""
    for name, filters, excluded in FILTERS:
        for question in QUESTIONS:
            yield f"{question.kind}{name}", Query(question.node, filters, excluded=excluded)
    for question in DEFAULT_QUESTIONS:
        yield f"{question.kind}, most words", Query(question.node)


def _of_judged(home: Path, options: argparse.Namespace) -> Iterator[str]:
    rows = []
    comparisons = []
    for collection in read_collections(options.collections):
        passages = one_paper(collection.documents)
        write_library(home / collection.name / "build", passages)
        library = Library(home / collection.name / "build")
        queries = list(_asked(library, collection.questions.items()))
        with written_pair(home / collection.name, options.engine_url, passages) as pair:
            comparison = compare(pair, queries, orders=False)
        library.close()
        means = [_mean_ndcg(collection, comparison, engine) for engine in ("embedded", "cluster")]
        rows.append(judged_row(collection.name, means, comparison))
        comparisons.append((collection.name, comparison))
    yield "### Judged collections"
    yield "\n".join(
        [
            "| | questions | nDCG@10, embedded | nDCG@10, cluster | same total | same first ten |",
            "|---|--:|--:|--:|--:|--:|",
            *rows,
        ]
    )
    for name, comparison in comparisons:
        yield f"{name}: {first_tens_table(comparison)}"


def _mean_ndcg(collection: JudgedCollection, comparison: Comparison, engine: str) -> float:
    judged = [first for first in comparison.first_tens if any(collection.grades[first.name].values())]
    gains = [
        ndcg([id_.removeprefix(PASSAGE_PREFIX) for id_ in getattr(first, engine)], collection.grades[first.name], TOP)
        for first in judged
    ]
    return sum(gains) / len(gains)


def _asked(library: Library, questions: Iterable[tuple[str, str]]) -> Iterator[tuple[str, Query]]:
    """Yield what the site asks its engine for questions, with the name of each."""
    for name, typed in questions:
        yield name, replace(find(library, parse_request([("q", typed)]), size=1).results.query, size=TOP)


def _of_papers(home: Path, folder: Path, options: argparse.Namespace) -> Iterator[str]:
    build(folder, home / "index", BuildOptions(registry=home / "registry", new_registry=True))
    library = open_library(home / "index")
    passages = list(library.passages())
    typed = drawn_questions(passages, options.drawn)
    queries = list(_asked(library, [(text, text) for text in typed]))
    with written_pair(home, options.engine_url, passages) as pair:
        comparison = compare(pair, queries)
    library.close()
    yield f"### {len(passages):,} passages of papers, {len(typed)} queries drawn from them"
    yield parity_table(comparison)
    yield first_tens_table(comparison)


if __name__ == "__main__":
    main()
