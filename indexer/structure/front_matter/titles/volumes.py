"""Name a paper that is one part of a larger work: `Proposed budget for 2031, Section 25: Aid to sailors`.

The title of such a work is a form: all of its parts print it. The part stands below it on the cover, as a label alone
on its line with its name on the next.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.structure.draft import Piece
from indexer.text.prose import count_words, is_prose
from indexer.text.section_names import GENERIC_SECTIONS, normalise_heading

_LABEL = re.compile(
    r"^(?P<word>part|section|chapter|volume|book|title|programme|partie|section|chapitre|parte|sección|capítulo|teil"
    r"|abschnitt|kapitel|band|część|rozdział|раздел|часть|глава|том)\s+(?P<number>\d{1,3}[A-Z]?|[IVXLC]{1,6})\.?$",
    re.IGNORECASE,
)
_NOTE = re.compile(r"^\*+\s")  # a note of the cover, set between its lines
_COVER_PIECES = 40  # pieces: the longest cover
_MIN_LABELS = 2  # labels, as `Part VI` and `Section 25`: a first chapter alone is one of the paper's own
_MAX_NAME_WORDS = 20  # words


def title_in_volume(pieces: Sequence[Piece]) -> str | None:
    """Return the title of a paper whose cover names it as one part of a larger work, or None.

    The part is that of the last label at the highest level: a section, not the part of the work that it stands in.
    """
    cover = _cover(pieces)
    labels = [
        order for order, piece in enumerate(cover[:-1]) if _LABEL.match(piece.text) and _is_name(cover[order + 1])
    ]
    if len(labels) < _MIN_LABELS or labels[0] == 0:
        return None
    highest = min(cover[order].block.level for order in labels)
    order = [order for order in labels if cover[order].block.level == highest][-1]
    if _has_further(pieces, cover[order]):
        return None
    work = cover[labels[0] - 1].text
    return f"{work}, {cover[order].text}: {cover[order + 1].text}"


def _cover(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the lines of the cover: those above the first text, contents or known section, without notes."""
    lines = []
    for piece in pieces[:_COVER_PIECES]:
        if not piece.text or _NOTE.match(piece.text):
            continue
        if piece.role == "dropped" or is_prose(piece.text) or normalise_heading(piece.text) in GENERIC_SECTIONS:
            break
        lines.append(piece)
    return lines


def _is_name(piece: Piece) -> bool:
    """Return whether a line can be the name under a label."""
    return (
        piece.block.kind in {"heading", "paragraph"}
        and count_words(piece.text) <= _MAX_NAME_WORDS
        and not _LABEL.match(piece.text)
    )


def _has_further(pieces: Sequence[Piece], label: Piece) -> bool:
    """Return whether the paper has further parts of the same kind: then it is the whole work."""
    match = _LABEL.match(label.text)
    word = match["word"].casefold() if match else ""
    others = {
        piece.text.casefold()
        for piece in pieces
        if (found := _LABEL.match(piece.text)) and found["word"].casefold() == word
    }
    return len(others) > 1
