"""Measure the search in several languages: `python -m benchmarks.relevance.languages FOLDER`.

FOLDER has a folder for each language with `docs.jsonl`, `queries.jsonl` and `qrels.tsv`. Every paragraph is written as
a file of its own, the files are indexed as any folder of papers is, and each question is asked through the function
that the site calls. `--together` puts all languages into one index.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory

from indexer.build.pipeline import build
from indexer.store.builds import open_library
from indexer.store.library import Library
from webapp.address.params import ParsedRequest, SearchRequest
from webapp.search.find import find

from .judged import JudgedCollection, read_collection

DEPTH = 100
"""Results of a question that are looked at."""


def ask_site(library: Library, question: str) -> Iterable[str]:
    """Return the papers that the site shows for a question, best first."""
    outcome = find(library, ParsedRequest(SearchRequest(question)), DEPTH)
    return [hit.passage.document.source for hit in outcome.results.hits]


def main() -> None:
    """Print the mean reciprocal rank of each language."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", nargs="*", default=["ar", "de", "es", "ru", "zh"], help="languages")
    parser.add_argument("--together", action="store_true", help="put all languages into one index")
    options = parser.parse_args()
    collections = [read_collection(options.folder / name) for name in options.only]
    print("| language | MRR |\n|---|--:|")
    for indexed in [collections] if options.together else [[collection] for collection in collections]:
        with TemporaryDirectory() as folder:
            write_papers(indexed, Path(folder) / "papers")
            build(Path(folder) / "papers", Path(folder) / "index")
            library = open_library(Path(folder) / "index")
            for collection in indexed:
                print(f"| {collection.name} | {mean_reciprocal_rank(library, collection):.3f} |", flush=True)
            library.close()


def write_papers(collections: Iterable[JudgedCollection], folder: Path) -> None:
    """Write each document of the collections as a text file of one paragraph."""
    for collection in collections:
        (folder / collection.name).mkdir(parents=True)
        for id_, text in collection.documents.items():
            paragraph = " ".join(text.split())
            (folder / collection.name / f"{id_}.txt").write_text(paragraph + "\n", encoding="utf-8")


def mean_reciprocal_rank(library: Library, collection: JudgedCollection) -> float:
    """Return the mean of 1 / rank of the first right paper, 0 where it is not among the first `DEPTH`."""
    return mean(
        _reciprocal_rank(ask_site(library, question), collection.name, collection.grades[id_])
        for id_, question in collection.questions.items()
    )


def _reciprocal_rank(sources: Iterable[str], folder: str, grades: Mapping[str, int]) -> float:
    ranked = dict.fromkeys(sources)
    right = (rank for rank, source in enumerate(ranked, 1) if grades.get(_document(source, folder), 0) > 0)
    return 1 / next(right, float("inf"))


def _document(source: str, folder: str) -> str:
    """Return the id of the document that a file was written from; empty for a file of another language."""
    path = Path(source)
    return path.stem if path.parent.name == folder else ""


if __name__ == "__main__":
    main()
