"""Halves of a paragraph: which words wait for more, which words open anew, and how two halves read as one."""

from __future__ import annotations

import re

from indexer.structure.draft import Piece
from indexer.text.prose import ends_sentence, is_prose, split_words

# How a clause of a preamble opens, which ends with a comma and is a paragraph all the same.
_CLAUSE = re.compile(
    r"The (?:[A-Z]\w+ |and |of |the |for ){0,8}[A-Z]\w+,$"
    r"|(?:[A-Z]\w+(?:ing|ant|ando|iendo)|Having|Deeply|Gravely|Strongly|Convinced|Aware|Mindful|Alarmed|Guided|Concerned"
    r"|Determined|Conscious|Desirous|Inspired|Encouraged|Profondément|Consciente?|Convencid[ao]|Ayant|Habiendo)\b"
)


def is_preamble_clause(before: str, text: str) -> bool:
    """Whether a paragraph is a clause of a preamble after another, and not the rest of it."""
    return before.endswith(",") and bool(_CLAUSE.match(text))


def is_paragraph(piece: Piece) -> bool:
    """Whether a piece is a paragraph, or a numbered one: such items of a list end with a full stop."""
    label = piece.block.label
    return piece.block.kind == "paragraph" or bool(label and label[0].isdigit() and is_prose(piece.text))


def may_continue(text: str) -> bool:
    """Whether a text is long enough to be cut by a page end, and does not end."""
    return len(split_words(text)) >= 5 and not ends_sentence(text)


def join_halves(one: str, other: str) -> str:
    """Two halves of a paragraph as one; a word cut by a hyphen is made whole."""
    if re.search(r"[a-z]-$", one) and other[:1].islower():
        return one[:-1] + other
    return one + other if one.endswith(("—", "/")) else f"{one} {other}"
