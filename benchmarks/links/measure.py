"""Index papers before and after a change, follow every id, and count where the ids end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from rapidfuzz.distance import LCSseq

from indexer.meetings.ids import normalise
from indexer.registry.incoming import NewDocument, NewMeeting, NewPassage
from indexer.registry.resolve import resolve

from .changes import SHARE, Change, add_noise
from .memory import ReconciledRegistry, RegistryInMemory, reconcile_in_memory
from .papers import ChangedPassage, PaperToChange

SURVIVING = 0.6
BEFORE, AFTER = "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"


@dataclass
class IdCounts:
    """Counts of what became of the ids of one set of papers under one change."""

    passages: int = 0
    surviving: int = 0
    kept: int = 0
    wrong: int = 0
    review: int = 0
    lost: int = 0

    def add(self, other: IdCounts) -> None:
        """Add the counts of another measurement."""
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)


def measure(papers: Sequence[PaperToChange], change: Change, noise: float, seed: int, examples: list[str]) -> IdCounts:
    """Index the papers, change them, index them again, and count what became of every id. Append a description of each
    error to `examples`.
    """
    total = IdCounts()
    for paper in papers:
        random = Random(f"{seed} {paper.name}")  # noqa: S311  # a measurement has to be repeatable
        clean = change(paper, random, SHARE)
        alive = _surviving_indexes(paper, clean)
        total.add(_measure_paper(paper, add_noise(clean, noise, random) if noise else clean, alive, examples))
    return total


def _measure_paper(
    paper: PaperToChange, changed: Sequence[ChangedPassage], alive: set[int], examples: list[str]
) -> IdCounts:
    first = _reconcile_document(None, paper.name, paper.pieces, BEFORE)
    second = _reconcile_document(first.registry, paper.name, changed, AFTER)
    places = {passage_id: number for number, passage_id in enumerate(second.passages[paper.name])}
    counts = IdCounts(len(paper.pieces), len(alive), review=len(second.review))
    for number, (passage_id, piece) in enumerate(zip(first.passages[paper.name], paper.pieces, strict=True)):
        resolved = resolve(second.registry, passage_id)
        if resolved.target is None:
            counts.lost += resolved.state == "unknown" or not resolved.cited
            if number in alive:
                examples.append(f"not kept: {piece.text[:200]}")
            continue
        now = changed[places[resolved.target.id]]
        if number in now.origins:
            counts.kept += number in alive
        elif normalise(now.text) != normalise(piece.text):
            counts.wrong += 1
            examples.append(f"WRONG: {piece.text}\n    -> {now.text}")
        else:
            counts.kept += number in alive
    return counts


def _surviving_indexes(paper: PaperToChange, changed: Sequence[ChangedPassage]) -> set[int]:
    """Return the indexes of the old passages that survive: enough of their words stand, in order, in the passages made
    from them.
    """
    words_by_origin: dict[int, list[str]] = defaultdict(list)
    for piece in changed:
        for at in piece.origins:
            words_by_origin[at].extend(piece.text.split())
    alive = set()
    for at, words_now in words_by_origin.items():
        words = paper.pieces[at].text.split()
        if LCSseq.similarity(words, words_now) >= SURVIVING * len(words):
            alive.add(at)
    return alive


def _reconcile_document(
    old: RegistryInMemory | None, name: str, pieces: Sequence[ChangedPassage], stamp: str
) -> ReconciledRegistry:
    passages = [NewPassage(piece.text, number=piece.number) for piece in pieces]
    document = NewDocument(name, text_digest(pieces), name)
    return reconcile_in_memory(old, [NewMeeting("measured", "Measured", [document])], lambda _: passages, stamp)


def text_digest(pieces: Sequence[ChangedPassage]) -> str:
    """Return a digest that changes whenever the texts change, as the hash of a file would."""
    return str(hash(tuple(piece.text for piece in pieces)))
