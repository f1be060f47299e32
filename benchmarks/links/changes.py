"""The ways in which papers are changed. Each change records, for every new passage, which old passages it was made
from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from random import Random
from string import ascii_lowercase

from indexer.meetings.ids import normalise
from indexer.registry.similarity import CandidateIndex

from .papers import ChangedPassage, PaperToChange
from .twins import exchange_twin, insert_twin

SHARE = 0.15  # of the passages of a paper that a change concerns
_NO_ORIGINS: frozenset[int] = frozenset()

Change = Callable[[PaperToChange, Random, float], list[ChangedPassage]]


def unchanged(paper: PaperToChange, _random: Random, _share: float = SHARE) -> list[ChangedPassage]:
    """Return the passages as they are."""
    return list(paper.pieces)


def insert(paper: PaperToChange, random: Random, share: float = SHARE) -> list[ChangedPassage]:
    """Insert paragraphs of other papers."""
    changed = []
    for piece in paper.pieces:
        if random.random() < share:
            changed.append(ChangedPassage(random.choice(paper.spare), _NO_ORIGINS))
        changed.append(piece)
    return changed


def delete(paper: PaperToChange, random: Random, share: float = SHARE) -> list[ChangedPassage]:
    """Delete passages."""
    return [piece for piece in paper.pieces if random.random() >= share]


def edit(paper: PaperToChange, random: Random, share: float = SHARE) -> list[ChangedPassage]:
    """Replace up to three words of a passage, and at most a fifth of its words."""
    return [
        _replace_words(piece, random, (0.0, 0.2), 3) if random.random() < share else piece for piece in paper.pieces
    ]


def rewrite(paper: PaperToChange, random: Random, share: float = SHARE) -> list[ChangedPassage]:
    """Replace between a fifth and a third of the words of a passage."""
    return [
        _replace_words(piece, random, (0.2, 0.33), 1000) if random.random() < share else piece for piece in paper.pieces
    ]


def split(paper: PaperToChange, random: Random, share: float = SHARE) -> list[ChangedPassage]:
    """Split passages into two or three parts between sentences."""
    changed: list[ChangedPassage] = []
    for piece in paper.pieces:
        sentences = re.split(r"(?<=[.!?;]) +", piece.text)
        if len(sentences) < 2 or random.random() >= 2 * share:
            changed.append(piece)
            continue
        cuts = sorted(random.sample(range(1, len(sentences)), min(random.choice((1, 1, 2)), len(sentences) - 1)))
        edges = [0, *cuts, len(sentences)]
        changed.extend(
            replace(piece, text=" ".join(sentences[low:high]), number=piece.number if low == 0 else None)
            for low, high in pairwise(edges)
        )
    return changed


def merge(paper: PaperToChange, random: Random, share: float = SHARE) -> list[ChangedPassage]:
    """Join two or three consecutive passages into one."""
    changed: list[ChangedPassage] = []
    start = 0
    while start < len(paper.pieces):
        count = random.choice((2, 2, 3)) if random.random() < share else 1
        run = paper.pieces[start : start + count]
        changed.append(
            ChangedPassage(" ".join(piece.text for piece in run), frozenset().union(*(piece.origins for piece in run)))
        )
        start += count
    return changed


def reorder(paper: PaperToChange, random: Random, _share: float = SHARE) -> list[ChangedPassage]:
    """Cut the paper into up to eight blocks and shuffle the blocks."""
    edges = sorted(random.sample(range(len(paper.pieces) + 1), min(7, len(paper.pieces))))
    blocks = [paper.pieces[low:high] for low, high in pairwise([0, *edges, len(paper.pieces)])]
    random.shuffle(blocks)
    return [piece for block in blocks for piece in block]


def replace_passages(paper: PaperToChange, random: Random, share: float = SHARE) -> list[ChangedPassage]:
    """Replace passages with unrelated paragraphs."""
    return [
        ChangedPassage(random.choice(paper.spare), _NO_ORIGINS) if random.random() < share else piece
        for piece in paper.pieces
    ]


def look_alike(paper: PaperToChange, random: Random, share: float = SHARE) -> list[ChangedPassage]:
    """Replace a passage with the most similar paragraph of another paper, unless both have the same words."""
    normalised = [normalise(text) for text in paper.spare]
    index = CandidateIndex(enumerate(normalised))
    changed = []
    for piece in paper.pieces:
        if random.random() >= share:
            changed.append(piece)
            continue
        candidates = [place for score, place in index.most_similar(normalise(piece.text)) if score < 1]
        changed.append(
            ChangedPassage(paper.spare[candidates[0]] if candidates else random.choice(paper.spare), _NO_ORIGINS)
        )
    return changed


def all_changes(paper: PaperToChange, random: Random, share: float = SHARE) -> list[ChangedPassage]:
    """Apply all changes in turn, each to a third of the share."""
    for change in (insert, delete, edit, rewrite, split, merge, replace_passages):
        paper = replace(paper, pieces=tuple(change(paper, random, share / 3)))
    return list(paper.pieces)


def add_noise(pieces: Sequence[ChangedPassage], rate: float, random: Random) -> list[ChangedPassage]:
    """Change, drop or double characters, each with the probability `rate`, as poor text recognition does."""
    return [replace(piece, text=_noisy_text(piece.text, rate, random)) for piece in pieces]


def _noisy_text(text: str, rate: float, random: Random) -> str:
    letters = []
    for letter in text:
        if random.random() >= rate:
            letters.append(letter)
            continue
        letters.append(random.choice((random.choice(ascii_lowercase), "", letter + random.choice(ascii_lowercase))))
    return "".join(letters).strip() or text


def _replace_words(piece: ChangedPassage, random: Random, share: tuple[float, float], most: int) -> ChangedPassage:
    words = piece.text.split(" ")
    count = min(max(int(len(words) * random.uniform(*share)), 1), most)
    if count > len(words) * max(share[1], 0.34):
        return piece
    for place in random.sample(range(len(words)), count):
        words[place] = "".join(random.choice(ascii_lowercase) for _ in range(random.randint(2, 9)))
    return replace(piece, text=" ".join(words))


CHANGES: dict[str, Change] = {
    "none": unchanged,
    "insert": insert,
    "delete": delete,
    "edit": edit,
    "rewrite": rewrite,
    "split": split,
    "merge": merge,
    "reorder": reorder,
    "replace": replace_passages,
    "look-alike": look_alike,
    "twin": insert_twin,
    "everything": all_changes,
}
AMONG_TWINS: dict[str, Change] = {
    **{name: change for name, change in CHANGES.items() if name != "look-alike"},
    "exchange": exchange_twin,
}
"""What is tried on papers full of near-twins; a twin in the very place of another one is nothing but an edited one."""
