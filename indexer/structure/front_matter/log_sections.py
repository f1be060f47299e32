"""Tell the sections of a paper that list actions or changes, with a day over each entry, from its meetings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.structure.draft import Piece

from .meeting_words import MEETING_WORDS, RECORD_WORDS, says

# A section of one meeting's minutes with a date over each entry.
_LOG = re.compile(
    r"\b(?:change ?logs?|changes|revisions?|versions?|history|actions?(?: items?)?|to-?dos?|tasks|decisions|logs?"
    r"|register|timeline|chronology|milestones?|deadlines?|(?:key|important|upcoming) dates|updates?|news|releases?"
    r"|roadmap|work ?plan|correspondence|incidents?|historique|chronologie|échéancier|calendrier|historial|cronología"
    r"|calendario|acciones|änderungen|verlauf|zeitplan|aufgaben|termine)\b",
    re.IGNORECASE,
)


def is_in_log(pieces: Sequence[Piece], position: int, level: int) -> bool:
    """Return whether the heading above is that of a list of actions or changes, which is no list of meetings."""
    above = heading_above(pieces, position, level)
    if above is None or "title" in above.reasons or says(above.text, MEETING_WORDS | RECORD_WORDS):
        return False
    return _LOG.search(above.text) is not None


def heading_above(pieces: Sequence[Piece], position: int, level: int) -> Piece | None:
    """Return the nearest heading of a higher level, which may state the year; above a plain line, any heading."""
    for piece in reversed(pieces[:position]):
        if piece.block.kind == "heading" and (not level or 0 < piece.block.level < level):
            return piece
    return None
