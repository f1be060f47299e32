"""The passages that are measured: given paragraphs of speeches, or those of a folder of papers as read by us."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from indexer.build.options import BuildOptions
from indexer.build.pipeline import build
from indexer.model import Passage
from indexer.store.builds import open_library

from .paragraphs import read_passages


class MeasuredCorpus(NamedTuple):
    """Where passages come from: a file of paragraphs, or the index of a folder of papers, and how many are taken."""

    path: Path
    passages: int


def read_corpus(corpus: MeasuredCorpus) -> Sequence[Passage]:
    """Return the passages of a corpus; of an index that `index_papers` wrote, those of its live build."""
    if not corpus.path.is_dir():
        return read_passages(corpus.path, corpus.passages)
    library = open_library(corpus.path)
    try:
        return list(library.passages())[: corpus.passages]
    finally:
        library.close()


def index_papers(folder: Path, index_dir: Path) -> int:
    """Index a folder of papers with a registry of its own, and return the number of passages."""
    with tempfile.TemporaryDirectory() as registry:
        report = build(folder, index_dir, BuildOptions(registry=Path(registry), new_registry=True))
    return report.counts.passages
