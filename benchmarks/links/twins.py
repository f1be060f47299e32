"""Near-duplicates: passages of one paper that differ in a single word, as items of lists and set phrases do.

Only that word and their order tell them apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from random import Random

from .papers import ChangedPassage, PaperToChange

_FAMILIES = 0.12  # of the passages that get twins
_SIZES = (2, 2, 3, 4, 6)
_WORD = re.compile(r"[^\W\d_]{4,}")


def with_twins(papers: Sequence[PaperToChange], seed: int) -> list[PaperToChange]:
    """Add near-duplicates after passages of each paper; half of the families are numbered."""
    return [_with_twins(paper, Random(f"{seed} twins {paper.name}")) for paper in papers]  # noqa: S311  # repeatable


def _with_twins(paper: PaperToChange, random: Random) -> PaperToChange:
    rows: list[ChangedPassage] = []
    for number, piece in enumerate(paper.pieces):
        words = vocabulary(paper)
        if random.random() >= _FAMILIES or len(_WORD.findall(piece.text)) < 3:
            rows.append(piece)
            continue
        texts = [piece.text, *(twin_of(piece.text, words, random) for _ in range(random.choice(_SIZES) - 1))]
        numbered = random.random() < 0.5
        for place, text in enumerate(texts):
            label = f"{number + 1}.{place + 1}" if numbered else None
            rows.append(ChangedPassage(text, frozenset(), label, number))
    pieces = tuple(replace(row, origins=frozenset({at})) for at, row in enumerate(rows))
    return PaperToChange(paper.name, pieces, paper.spare)


def vocabulary(paper: PaperToChange) -> list[str]:
    """Return the longer words of a paper."""
    return sorted({word for piece in paper.pieces for word in _WORD.findall(piece.text)})


def twin_of(text: str, words: Sequence[str], random: Random) -> str:
    """Return the text with one of its longer words, but not the first, replaced."""
    places = list(_WORD.finditer(text))[1:]
    place = random.choice(places)
    word = random.choice([word for word in words if word.casefold() != place.group().casefold()])
    return f"{text[: place.start()]}{word}{text[place.end() :]}"


def insert_twin(paper: PaperToChange, random: Random, share: float) -> list[ChangedPassage]:
    """Insert a near-duplicate, which is a new passage, before or after a passage."""
    words = vocabulary(paper)
    changed: list[ChangedPassage] = []
    for piece in paper.pieces:
        if random.random() >= share or len(_WORD.findall(piece.text)) < 3:
            changed.append(piece)
            continue
        twin = ChangedPassage(twin_of(piece.text, words, random), frozenset())
        changed += random.choice(([twin, piece], [piece, twin]))
    return changed


def exchange_twin(paper: PaperToChange, random: Random, share: float) -> list[ChangedPassage]:
    """Remove one passage of a family of near-duplicates and insert a new one elsewhere in the family."""
    words = vocabulary(paper)
    families: dict[int, list[ChangedPassage]] = {}
    for piece in paper.pieces:
        if piece.family is not None:
            families.setdefault(piece.family, []).append(piece)
    changed: list[ChangedPassage] = []
    written_families: set[int] = set()
    for piece in paper.pieces:
        if piece.family is None:
            changed.append(piece)
        elif piece.family not in written_families:
            written_families.add(piece.family)
            changed += (
                _exchange_one(families[piece.family], words, random)
                if random.random() < 3 * share
                else families[piece.family]
            )
    return changed


def _exchange_one(family: Sequence[ChangedPassage], words: Sequence[str], random: Random) -> list[ChangedPassage]:
    removed = random.randrange(len(family))
    remaining = [piece for place, piece in enumerate(family) if place != removed]
    place = random.choice([place for place in range(len(remaining) + 1) if place != removed])
    return [
        *remaining[:place],
        ChangedPassage(twin_of(family[removed].text, words, random), frozenset()),
        *remaining[place:],
    ]
