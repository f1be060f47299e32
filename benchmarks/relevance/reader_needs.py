"""Forty needs of readers over real minutes and transcripts, which are not shipped: how soon the site lists the answer.

`needs.toml` names the file and the line that answers each; the passage is the one that has the end of that line.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from shutil import copytree, ignore_patterns
from tempfile import TemporaryDirectory
from typing import NamedTuple

from indexer.build.pipeline import build
from indexer.store.builds import open_library
from indexer.store.library import Library

from .site import rank

NEEDS_FILE = Path(__file__).with_name("needs.toml")
LETTERS = 40
"""Letters and digits at the end of a line by which its passage is known."""
RECALL_DEPTH = 20


class ReaderNeed(NamedTuple):
    """What a reader types, and where the answer stands."""

    query: str
    collection: str
    file: str
    line: int


class NeedScores(NamedTuple):
    """The mean reciprocal rank of the answer, and the share of needs with the answer among the first twenty."""

    mrr: float
    recall: float
    needs: int


def read_needs() -> tuple[ReaderNeed, ...]:
    """Read the needs."""
    return tuple(ReaderNeed(**need) for need in tomllib.loads(NEEDS_FILE.read_text(encoding="utf-8"))["need"])


def score_needs(papers: Path) -> Mapping[str, NeedScores]:
    """Index each collection of a folder (`<name>/papers/`) and return the scores of its needs, and of all of them."""
    ranks: dict[str, list[int | None]] = {}
    needs = read_needs()
    for collection in dict.fromkeys(need.collection for need in needs):
        with TemporaryDirectory() as scratch:
            folder = Path(scratch) / "papers"
            copytree(papers / collection / "papers", folder, ignore=ignore_patterns("registry*", ".registry*"))
            build(folder, Path(scratch) / "index")
            library = open_library(Path(scratch) / "index")
            try:
                of_collection = [need for need in needs if need.collection == collection]
                ranks[collection] = [rank_of_answer(library, folder, need) for need in of_collection]
            finally:
                library.close()
    ranks["all"] = [rank_ for of_collection in tuple(ranks.values()) for rank_ in of_collection]
    return {name: scores_of(values) for name, values in ranks.items()}


def scores_of(ranks: Iterable[int | None]) -> NeedScores:
    """Return the scores of the ranks of answers; None is an answer that is not listed."""
    listed = list(ranks)
    reciprocal = sum(1 / rank_ for rank_ in listed if rank_)
    return NeedScores(
        reciprocal / len(listed),
        sum(1 for rank_ in listed if rank_ and rank_ <= RECALL_DEPTH) / len(listed),
        len(listed),
    )


def rank_of_answer(library: Library, folder: Path, need: ReaderNeed) -> int | None:
    """Return the rank of the passage that answers a need; raise LookupError when no passage has its line."""
    line = (folder / need.file).read_text(encoding="utf-8").split("\n")[need.line - 1]
    wanted = _letters(line)[-LETTERS:]
    answers = {
        passage.id
        for document in library.documents()
        if document.source == need.file
        for passage in library.document_passages(document.id)
        if wanted in _letters(passage.text)
    }
    if not answers:
        raise LookupError(f"{need.file}:{need.line}")
    ranking = rank(library, need.query, library.stats.passages)
    return next((place for place, id_ in enumerate(ranking, start=1) if id_ in answers), None)


def _letters(text: str) -> str:
    """Return the letters and digits of a text, in small letters."""
    return "".join(filter(str.isalnum, text)).casefold()
