"""Name a session within its paper: the key that links are made of, and the heading to show.

Ids of meetings are made in `meetings`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from indexer.structure.draft import DraftSession, Piece
from indexer.text.slugs import short_hash, slugify

from .session_labels import SessionHeading, parse_numbered_heading


def session_key(heading: SessionHeading, parent: str | None, sessions: Sequence[DraftSession]) -> str:
    """Return a key that no session before has: the number where the paper counts its sessions, else the title."""
    base = (
        str(heading.number)
        if heading.number is not None
        else slugify(heading.title, 40) or f"section-{short_hash(heading.title)}"
    )
    lettered = re.search(r"\d+[A-H]$", heading.label or "")  # `Session 1A` beside `Session 1B`
    base = slugify(lettered.group(), 40) if lettered else base
    if parent:
        base = f"{parent}-{slugify(heading.label or base, 40)}"
    elif heading.number is not None and heading.rank not in {"number", "session", _first_rank(sessions, heading.rank)}:
        base = slugify(heading.label or base, 40)
    used_keys = {session.key for session in sessions}
    count, key = 2, base
    while key in used_keys:
        key, count = f"{base}-{count}", count + 1
    return key


def _first_rank(sessions: Sequence[DraftSession], rank: str) -> str:
    """Return the kind of label that the first session has; in links its numbers stand without the label."""
    if not sessions:
        return rank
    label = sessions[0].label
    return re.sub(r"\s*\d+$", "", label).lower() if label else "number"


def display_heading(session: DraftSession) -> str:
    """Return the heading of a session with its label or number."""
    if session.label:
        return f"{session.label}: {session.title}" if session.title != session.label else session.label
    return f"{session.number}. {session.title}" if session.number is not None else session.title


def has_numbered_sections(pieces: Sequence[Piece]) -> bool:
    """Return whether numbers mark the sections: at least two headings numbered 1, 2, ... in order."""
    numbers = [
        heading.number
        for piece in pieces
        if piece.role == "heading" and (heading := parse_numbered_heading(piece.text, piece.block.label)) is not None
    ]
    return (
        len(numbers) >= 2
        and numbers[0] in {0, 1}
        and all(earlier is not None and later == earlier + 1 for earlier, later in pairwise(numbers))
    )
