"""What a session is called in its paper's outline: its key, which links are made of, and its heading as shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from indexer.structure.draft import DraftSession, Piece
from indexer.text.slugs import short_hash, slugify

from .session_labels import SessionHeading, parse_numbered_heading


def session_key(found: SessionHeading, parent: str | None, sessions: Sequence[DraftSession]) -> str:
    """A key that none of the sessions before has: a number where the paper counts its sessions, else the title."""
    own = (
        str(found.number)
        if found.number is not None
        else slugify(found.title, 40) or f"section-{short_hash(found.title)}"
    )
    lettered = re.search(r"\d+[A-H]$", found.label or "")  # `Session 1A` beside `Session 1B`
    own = slugify(lettered.group(), 40) if lettered else own
    if parent:
        own = f"{parent}-{slugify(found.label or own, 40)}"
    elif found.number is not None and found.rank not in {"number", "session", _first_rank(sessions, found.rank)}:
        own = slugify(found.label or own, 40)
    taken = {session.key for session in sessions}
    count, key = 2, own
    while key in taken:
        key, count = f"{own}-{count}", count + 1
    return key


def _first_rank(sessions: Sequence[DraftSession], rank: str) -> str:
    """The sort of label that the document's first session has: its numbers stand alone in links."""
    if not sessions:
        return rank
    label = sessions[0].label
    return re.sub(r"\s*\d+$", "", label).lower() if label else "number"


def display_heading(session: DraftSession) -> str:
    """The heading of a session in proper case, with its label or number."""
    if session.label:
        return f"{session.label}: {session.title}" if session.title != session.label else session.label
    return f"{session.number}. {session.title}" if session.number is not None else session.title


def has_numbered_sections(pieces: Sequence[Piece]) -> bool:
    """Whether numbers mark the sections: at least two headings numbered 1, 2, ... in order."""
    numbers = [
        heading.number
        for piece in pieces
        if piece.role == "heading" and (heading := parse_numbered_heading(piece.text, piece.block.label)) is not None
    ]
    return (
        len(numbers) >= 2 and numbers[0] in {0, 1} and all(a is not None and b == a + 1 for a, b in pairwise(numbers))
    )
