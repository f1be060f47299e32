"""Decide whether a paragraph was cut in two, and join the halves.

Which pieces are compared is decided in `assemble`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.model import PageTraces
from indexer.structure.draft import Piece
from indexer.structure.page_heads import ends_page, is_of_notes
from indexer.text.prose import count_words, ends_sentence, expects_more, is_prose

OPENING_SIGNS = "(“\"'‘—– "
"""Signs before the first letter of a paragraph."""
_LABEL = re.compile(r"^[^\s:：.?!,]{1,20}(?: [^\s:：.?!,]{1,20}){0,3}[:：]\s?\S")  # `ekr: ...`, `Ann Lee: ...`
_UNSPACED = re.compile(r"[\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff60]")  # Chinese and Japanese

_CAPITAL_WORD = re.compile(r"I(?:[’'](?:d|ll|m|ve))?\s")  # has its capital in the middle of a sentence too

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
    return count_words(text) >= 5 and not ends_sentence(text)


class CutText:
    """What a paper shows of where the ends of pages and lines cut its paragraphs."""

    def __init__(self, pieces: Sequence[Piece], traces: PageTraces) -> None:
        self._is_cut = traces == "printed" or (traces == "possible" and any(map(ends_page, pieces)))
        self._is_notes = is_of_notes(pieces)

    def goes_on(self, text: str, following: str, *, at_page_end: bool) -> bool:
        """Return whether a paragraph is the rest of a text without an end: how that stops, and how this begins."""
        if not self._is_cut or _LABEL.match(following):
            return False
        if following.lstrip(OPENING_SIGNS)[:1].islower():
            return at_page_end or not self._is_notes
        if at_page_end and _CAPITAL_WORD.match(following):
            return True
        return expects_more(text) and not following[:1].isdigit() and (at_page_end or not text.endswith(","))


def join_halves(first: str, second: str) -> str:
    """Return two halves of a paragraph as one.

    A hyphen that cuts a word is removed; Chinese and Japanese have no space between words.
    """
    if re.search(r"[a-z]-$", first) and second[:1].islower():
        return first[:-1] + second
    unspaced = _UNSPACED.match(first[-1:]) and _UNSPACED.match(second[:1])
    return first + second if unspaced or first.endswith(("—", "/")) else f"{first} {second}"
