"""Decide whether a paragraph was cut in two, and join the halves.

Which pieces are compared is decided in `assemble`.
"""

from __future__ import annotations

import re

from indexer.structure.draft import Piece
from indexer.text.prose import ends_sentence, is_prose, split_words

# Openings of preamble clauses, which end with a comma and are paragraphs all the same.
_CLAUSE = re.compile(
    r"The (?:[A-Z]\w+ |and |of |the |for ){0,8}[A-Z]\w+,$"
    r"|(?:[A-Z]\w+(?:ing|ant|ando|iendo)|Having|Deeply|Gravely|Strongly|Convinced|Aware|Mindful|Alarmed|Guided|Concerned"
    r"|Determined|Conscious|Desirous|Inspired|Encouraged|Profondément|Consciente?|Convencid[ao]|Ayant|Habiendo)\b"
)


def is_preamble_clause(before: str, text: str) -> bool:
    """Return whether a paragraph is the next clause of a preamble, and not the rest of the one before."""
    return before.endswith(",") and bool(_CLAUSE.match(text))


def is_paragraph(piece: Piece) -> bool:
    """Return whether a piece is a paragraph, or a numbered list item of running text."""
    label = piece.block.label
    return piece.block.kind == "paragraph" or bool(label and label[0].isdigit() and is_prose(piece.text))


def may_continue(text: str) -> bool:
    """Return whether a text is long enough to be cut by the end of a page, and has no end."""
    return len(split_words(text)) >= 5 and not ends_sentence(text)


def join_halves(first: str, second: str) -> str:
    """Return two halves of a paragraph as one; a hyphen that cuts a word is removed."""
    if re.search(r"[a-z]-$", first) and second[:1].islower():
        return first[:-1] + second
    return first + second if first.endswith(("—", "/")) else f"{first} {second}"
