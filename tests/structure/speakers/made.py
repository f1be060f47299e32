"""Papers of a few lines, as pieces."""

from __future__ import annotations

from indexer.readers.limits import LIMITS
from indexer.readers.markdown.reader import read_markdown
from indexer.structure.draft import Piece
from indexer.structure.speakers.labels import SpeakerLabels


def pieces_of(markdown: str) -> list[Piece]:
    """Return the blocks of a Markdown paper as pieces."""
    blocks = read_markdown(markdown.encode(), LIMITS).blocks
    return [Piece.left_out(block) if block.drop else Piece(block) for block in blocks]


def labels_of(markdown: str) -> SpeakerLabels:
    """Return what a Markdown paper tells about its speakers."""
    return SpeakerLabels.learn(pieces_of(markdown))


def resolved(labels: SpeakerLabels, label: str) -> tuple[str, str | None] | None:
    """Return the name and the affiliation of the person for whom a label stands."""
    person = labels.person(label)
    return (person.name, person.affiliation) if person else None
