"""The papers that are measured: the five that ship, and speeches from a file that is named on the command line."""

from __future__ import annotations

import json
import lzma
import random
import tempfile
from dataclasses import dataclass
from pathlib import Path

from indexer.build.options import BuildOptions
from indexer.build.pipeline import build
from indexer.store.builds import open_library

SEEDS = Path(__file__).parent.parent.parent / "seeds"


@dataclass(frozen=True)
class ChangedPassage:
    """A passage, with the indexes of the old passages that it was made from."""

    text: str
    origins: frozenset[int]
    number: str | None = None
    family: int | None = None
    """Which near-twins it is one of, where it has any."""


@dataclass(frozen=True)
class PaperToChange:
    """A document to change. `spare` holds paragraphs of other papers that can be inserted, the most similar ones among
    them.
    """

    name: str
    pieces: tuple[ChangedPassage, ...]
    spare: tuple[str, ...]


def shipped_papers() -> list[PaperToChange]:
    """Return the five shipped papers, read as the indexer reads them."""
    with tempfile.TemporaryDirectory() as folder:
        build(SEEDS, Path(folder), BuildOptions(registry=Path(folder)))
        library = open_library(Path(folder))
        try:
            passages_by_id = {document.id: library.document_passages(document.id) for document in library.documents()}
        finally:
            library.close()
    texts = {name: [(passage.text, passage.label) for passage in passages] for name, passages in passages_by_id.items()}
    return [
        _paper(name, rows, [text for other_name, others in texts.items() if other_name != name for text, _ in others])
        for name, rows in texts.items()
    ]


def speech_papers(path: Path, paragraphs: int, seed: int) -> list[PaperToChange]:
    """Return whole speeches from a file of JSON lines (country, session, year, n, text), chosen at random until there
    are enough paragraphs.

    The paragraphs to insert come from other speeches of the same country, which repeat its phrases.
    """
    speeches: dict[tuple[str, int, int], list[tuple[int, str]]] = {}
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["text"].strip():
                key = (row["country"], row["session"], row["year"])
                speeches.setdefault(key, []).append((row["n"], row["text"].strip()))
    keys = sorted(speeches)
    random.Random(seed).shuffle(keys)  # noqa: S311  # a measurement has to be repeatable
    chosen: list[PaperToChange] = []
    for key in keys:
        if sum(len(paper.pieces) for paper in chosen) >= paragraphs:
            break
        same_country = [speech for speech in keys if speech[0] == key[0] and speech != key][:12]
        spare = [text for speech in same_country for _, text in speeches[speech]]
        if spare and len(speeches[key]) > 2:
            rows: list[tuple[str, str | None]] = [(text, None) for _, text in sorted(speeches[key])]
            chosen.append(_paper("-".join(map(str, key)).lower(), rows, spare))
    return chosen


def _paper(name: str, rows: list[tuple[str, str | None]], spare: list[str]) -> PaperToChange:
    pieces = tuple(ChangedPassage(text, frozenset({at}), number) for at, (text, number) in enumerate(rows))
    return PaperToChange(name, pieces, tuple(spare))
