"""Turn headings with nothing under them back into text, so that their words can be found and cited.

Lines that were taken for headings by their form alone, at the end of the paper or one after the other, head nothing:
they are lines of speech, signatures, rows of a list. Headings that the format marks, and those that open a session,
stay.
"""

from __future__ import annotations

from collections.abc import Sequence

from indexer.structure.draft import Piece
from indexer.text.section_names import CLOSING_SECTIONS, GENERIC_SECTIONS, OPENING_SECTIONS, normalise_heading

from .session_labels import is_cjk_numbered, parse_session_heading, parse_timed_heading

_MAX_STACK = 2  # headings by form over one text: a topic and a paper on it
_NAMED = OPENING_SECTIONS | CLOSING_SECTIONS | GENERIC_SECTIONS


def demote_bare_headings(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces, with headings by form that have no text under them as text."""
    result = list(pieces)
    below = _MAX_STACK  # headings by form between this position and the text or heading that they stand over
    for position in range(len(pieces) - 1, -1, -1):
        piece = pieces[position]
        if piece.role == "heading" and _is_by_form(piece):
            if below >= _MAX_STACK:
                result[position] = piece.with_role("body")
            below += 1
        elif piece.role in {"body", "heading"}:
            below = 0
    return result


def _is_by_form(piece: Piece) -> bool:
    """Return whether only its form makes a line a heading, and nothing that it says."""
    text = piece.text
    return (
        piece.reasons == ("heading",)
        and piece.block.kind == "paragraph"
        and not (parse_session_heading(text) or parse_timed_heading(text) or is_cjk_numbered(text))
        and normalise_heading(text) not in _NAMED
    )
