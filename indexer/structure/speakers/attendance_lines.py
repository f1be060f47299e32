"""Keep the lines of a list of those present from being headings: `Engineering` below a name heads no section."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.structure.draft import Piece
from indexer.text.prose import is_prose
from indexer.text.section_names import GENERIC_SECTIONS, normalise_heading

from .roster import announces_people

_NUMBERED = re.compile(r"^(?:\(?\d{1,3}(?:\.\d+)*[.)]?|[IVX]{1,5}[.)]|[A-Z][.)])\s")
_MAX_WORDS = 5  # words of such a line
_MAX_LINES = 60  # lines of such a list


def keep_attendance(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with short lines below `Participants` as text, until a heading that cannot be one of them.

    Such a heading is marked by the format, numbered, one that papers usually have, or stands above a sentence.
    """
    result = list(pieces)
    live = [index for index, piece in enumerate(pieces) if piece.role in {"body", "heading"}]
    left = 0
    for order, index in enumerate(live):
        piece = pieces[index]
        if announces_people(piece.text):
            left = _MAX_LINES if piece.block.kind != "heading" else 0
        elif left and _ends_list(pieces, live, order):
            left = 0
        elif left:
            left -= 1
            if piece.role == "heading":
                result[index] = piece.with_role("body")
    return result


def _ends_list(pieces: Sequence[Piece], live: Sequence[int], order: int) -> bool:
    """Return whether a piece is no line of a list of people any more."""
    piece = pieces[live[order]]
    if piece.opening or piece.block.kind == "heading" or is_prose(piece.text) or len(piece.text.split()) > _MAX_WORDS:
        return True
    if piece.role != "heading":
        return False
    below = pieces[live[order + 1]].text if order + 1 < len(live) else ""
    is_section = normalise_heading(piece.text) in GENERIC_SECTIONS or piece.text.endswith((":", "?"))
    return (
        is_section
        or bool(_NUMBERED.match(piece.text))
        or is_prose(below)
        or (piece.text.isupper() and " " in piece.text)
    )
