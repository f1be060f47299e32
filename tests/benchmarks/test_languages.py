"""The benchmark of languages asks the site and finds the rank of the right paper."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.relevance.judged import read_collection
from benchmarks.relevance.languages import ask_site, mean_reciprocal_rank, write_papers
from indexer.build.pipeline import build
from indexer.store.builds import open_library

DOCUMENTS = {
    "d0": "The ferry crosses the river at noon, and the pilot counts the passengers before she leaves the quay.",
    "d1": "The bridge over the river was closed for a year, because its pillars had been damaged by the ice.",
}
QUESTIONS = {"q0": ("damaged pillars", "d1"), "q1": ("river", "d0"), "q2": ("lighthouse", "d0")}


def test_the_rank_of_the_right_paper(tmp_path: Path) -> None:
    """A question counts 1 over the rank of its paper, and nothing where that is not found."""
    folder = tmp_path / "en"
    folder.mkdir()
    documents = [json.dumps({"id": id_, "text": text}) for id_, text in DOCUMENTS.items()]
    questions = [json.dumps({"id": id_, "text": text}) for id_, (text, _) in QUESTIONS.items()]
    (folder / "docs.jsonl").write_text("\n".join(documents), encoding="utf-8")
    (folder / "queries.jsonl").write_text("\n".join(questions), encoding="utf-8")
    judged = "".join(f"{id_}\t{right}\t1\n" for id_, (_, right) in QUESTIONS.items())
    (folder / "qrels.tsv").write_text(judged, encoding="utf-8")
    collection = read_collection(folder)
    write_papers([collection], tmp_path / "papers")
    build(tmp_path / "papers", tmp_path / "index")
    library = open_library(tmp_path / "index")
    ranks = [list(ask_site(library, text)) for text, _ in QUESTIONS.values()]
    assert ranks[0] == ["en/d1.txt"]
    assert sorted(ranks[1]) == ["en/d0.txt", "en/d1.txt"]
    assert ranks[2] == []
    expected = (1 + 1 / (ranks[1].index("en/d0.txt") + 1) + 0) / 3
    assert abs(mean_reciprocal_rank(library, collection) - expected) < 1e-9
    library.close()
