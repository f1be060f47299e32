"""Count the text of a paper that stands in no passage, by the reason for which each piece was left out.

Headings and what the title page states are shown with every passage, notes with the passage that they belong to, and
the heads of a table with its rows: none of them is lost. Nor is what repeats (contents, heads of pages) or is no text
of the paper (menus, markup, deleted words).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from indexer.model import DropReason

from .draft import PAGE_ENDS, DraftFacts, Piece, PieceReason, UnplacedText

_NO_TEXT: frozenset[DropReason | PieceReason] = PAGE_ENDS | {
    "caption_comment", "column_heads", "comment", "contents_line", "cookie_banner", "deleted", "empty_heading",
    "endnote", "footnote", "front_matter", "link_address", "markup", "media", "navigation", "no_words", "noscript",
    "page_footer", "page_header", "page_title", "repeated_caption", "ruby_brackets", "ruby_text", "table_of_contents",
    "table_rule",
}  # fmt: skip


_NO_LETTERS = re.compile(r"[\W_]+")


def with_unplaced_text(facts: DraftFacts, pieces: Sequence[Piece]) -> DraftFacts:
    """Return the facts of a paper with the letters of its text, in all and in no passage, given its pieces."""
    return replace(facts, letters=text_letters(pieces), unplaced=unplaced_text(pieces))


def unplaced_text(pieces: Sequence[Piece]) -> tuple[UnplacedText, ...]:
    """Return the reasons for which text stands in no passage, with the letters and digits left out, the most first."""
    letters: Counter[DropReason | PieceReason] = Counter()
    for piece in pieces:
        if piece.role != "dropped":
            continue
        reason = piece.block.drop or (piece.reasons[0] if piece.reasons else "empty")
        if reason not in _NO_TEXT:
            letters[reason] += count_letters(piece.text or piece.block.raw)
    return tuple(UnplacedText(reason, count) for reason, count in letters.most_common() if count)


def text_letters(pieces: Sequence[Piece]) -> int:
    """Return the letters and digits of all text of the paper, whether it stands in a passage or not."""
    placed = sum(count_letters(piece.text) for piece in pieces if piece.role != "dropped")
    return placed + sum(text.letters for text in unplaced_text(pieces))


def count_letters(text: str) -> int:
    """Return the number of letters and digits of a text."""
    return len(_NO_LETTERS.sub("", text))
