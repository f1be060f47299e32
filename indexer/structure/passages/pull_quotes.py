"""Find pull quotes: a quotation set apart with its speaker, or a sentence set in short lines in a narrow column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.entities.roles import looks_like_person, parse_participation
from indexer.model import Participation
from indexer.structure.draft import Piece, PieceReason
from indexer.structure.furniture import strip_stray_quote
from indexer.structure.outline.headings import is_quotation
from indexer.structure.outline.walk import OutlineEntry
from indexer.text.prose import count_words, ends_sentence

from .rosters import SameSection

_MAX_FRAGMENT_WORDS = 8  # words: the longest line of a narrow column
_DASH = re.compile(r"^[-–—]+\s*")


@dataclass(frozen=True)
class PullQuote:
    """A pull quote with its speaker; the speaker's line is the last position it takes."""

    text: str
    people: tuple[Participation, ...]
    start: int
    end: int
    """The position after the last one taken."""
    reason: PieceReason


def pull_quote_at(entries: Sequence[OutlineEntry], position: int, same_section: SameSection) -> PullQuote | None:
    """Return the pull quote that begins at this position, or None."""
    piece = entries[position].piece
    text = strip_stray_quote(piece.text)
    if piece.block.kind == "quote" or (is_quotation(text) and piece.block.kind == "paragraph"):
        end = position + 1
        people: tuple[Participation, ...] = ()
        if same_section(position, end) and _is_attribution(entries[end].piece):
            people = (parse_participation(_DASH.sub("", entries[end].piece.text), "speaker"),)
            end += 1
        return PullQuote(text, people, position, end, "pull_quote")
    fragments = _fragments(entries, position, same_section)
    if fragments is None:
        return None
    sentence = " ".join(entries[index].piece.text for index in range(position, fragments))
    return PullQuote(sentence, (), position, fragments, "pull_quote_fragments")


def _is_attribution(piece: Piece) -> bool:
    text = _DASH.sub("", piece.text)
    is_item = piece.is_list_item and not _DASH.match(piece.block.raw.lstrip())  # a dash may look like a bullet
    return count_words(text) <= 20 and not text.endswith((".", ":")) and not is_item and looks_like_person(text)


def _fragments(entries: Sequence[OutlineEntry], position: int, same_section: SameSection) -> int | None:
    """Return the position after three or more short lines that form one sentence, or None."""
    end = position
    while same_section(position, end):
        piece = entries[end].piece
        has_expected_case = piece.text[:1].isupper() if end == position else piece.text[:1].islower()
        if piece.block.kind != "paragraph" or count_words(piece.text) > _MAX_FRAGMENT_WORDS or not has_expected_case:
            return None
        end += 1
        if ends_sentence(piece.text):
            return end if end - position >= 3 else None
    return None
