"""Know sections, which are no titles: the first of several, and the parts of a sitting.

The first of several is one where others of its level stand beside it and text stands right under it, or where a heading
of its level names the kind of paper above it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.structure.dates import find_dates, without_dates
from indexer.structure.draft import Piece
from indexer.structure.front_matter.kind_names import is_kind_alone, named_kind
from indexer.structure.front_matter.masthead import names_body
from indexer.structure.front_matter.meeting_words import EVENT_WORDS, MEETING_WORDS, RECORD_WORDS, says

_MIN_SECTIONS = 2  # headings of one level
# What one part of a sitting of a parliament is called; the sitting itself is not.
_STAGE_OF_SITTING = re.compile(
    r"^(?:orders? of the day|(?:first|second|third) readings?(?: of .*)?|committee of (?:the whole|supply)(?: house)?"
    r"|(?:presentation|tabling) of (?:papers|petitions|reports|bills)(?: .*)?|papers (?:presented|laid)(?: .*)?"
    r"|petitions|notices? of (?:motions?|questions?)|questions? (?:without notice|time|for (?:oral|written) \w+)"
    r"|(?:oral|written) (?:questions|answers)(?: .*)?|ministerial statements?|personal explanations?"
    r"|communications from the (?:speaker|chair|president)|bills?|motions?|adjournment debates?"
    r"|(?:resumption of|resumed) debates?(?: .*)?|private members?[’']? (?:business|bills|motions)"
    r"|government business|suspension of standing orders(?: .*)?)[\s,:–—-]*$",
    re.IGNORECASE,
)


def is_stage_of_sitting(title: str) -> bool:
    """Return whether a title, without its day, is that of a part of a sitting: `Orders of the Day`."""
    return _STAGE_OF_SITTING.match(without_dates(title).strip()) is not None


def is_first_section(pieces: Sequence[Piece], index: int) -> bool:
    """Return whether a heading that the format marks is a section and not the title of the paper.

    The first line of a paper is its title if it is of the highest level. So is any that names a meeting or a paper.
    """
    piece = pieces[index]
    level = piece.block.level
    if piece.block.kind != "heading" or not level or named_kind(piece.text):
        return False
    levels = {
        position: other.block.level
        for position, other in enumerate(pieces)
        if other.block.kind == "heading" and other.role != "dropped"
    }
    beside = [position for position, other in levels.items() if other == level]
    if len(beside) < _MIN_SECTIONS or min(levels.values()) < level:
        return False
    above = [pieces[position] for position in beside if position < index]
    if any(named_kind(other.text) or is_kind_alone(other.text) for other in above):
        return True
    if _names_meeting(piece.text):
        return False
    shown = [position for position, other in enumerate(pieces) if other.text and other.role != "dropped"]
    order = shown.index(index)
    below = pieces[shown[order + 1]] if order + 1 < len(shown) else piece
    has_text = below.block.kind != "heading" and not any(dates.first for dates in find_dates(below.text[:60]))
    return has_text and below.role == "body" and (level > 1 or order > 0)


def _names_meeting(text: str) -> bool:
    """Return whether a heading names a meeting or a body, or has a day, as titles do."""
    return (
        names_body(text)
        or says(text, MEETING_WORDS | RECORD_WORDS | EVENT_WORDS)
        or any(dates.first for dates in find_dates(text))
    )
