"""Tell the words of a page that a reader sees from those that are invisible, white on white, or struck out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .graphics import PageGraphics, PdfBox
from .words import PdfWord

_STRIKE_ZONE = (0.12, 0.48)  # of the type size above the baseline: an underline is lower, an overline higher
_MAX_VERTICAL = 800  # rules: a drawing with more is no table
_MIN_COVERED = 0.8  # of a word's width that a rule crosses


@dataclass
class SightedWords:
    """The words of a page in one direction of writing, by how they are seen."""

    seen: list[PdfWord] = field(default_factory=list)
    invisible: list[PdfWord] = field(default_factory=list)
    struck: list[PdfWord] = field(default_factory=list)


def sight_words(
    words: Iterable[PdfWord], graphics: PageGraphics, *, is_scan_layer: bool, is_main: bool
) -> SightedWords:
    """Sort the words of one direction.

    `is_scan_layer` where the invisible words are the text of the picture on the page; `is_main` where the words have
    the coordinates of the graphics.
    """
    sorted_words = SightedWords()
    rules = _strike_rules(graphics) if is_main else []
    for word in words:
        if (word.style.hidden and not is_scan_layer) or (
            word.style.white and is_main and not _is_on_ground(word, graphics.grounds)
        ):
            sorted_words.invisible.append(word)
        elif rules and _is_struck(word, rules):
            sorted_words.struck.append(word)
        else:
            sorted_words.seen.append(word)
    return sorted_words


def _is_on_ground(word: PdfWord, grounds: Sequence[PdfBox]) -> bool:
    """Return whether a word stands on a coloured area or a picture."""
    x, y = (word.x0 + word.x1) / 2, word.y - 0.3 * word.style.size
    return any(ground.x0 <= x <= ground.x1 and ground.y0 <= y <= ground.y1 for ground in grounds)


def _strike_rules(graphics: PageGraphics) -> list[PdfBox]:
    """Return the horizontal rules that meet no vertical one: those that do belong to a table."""
    return [
        rule
        for rule in graphics.horizontal_rules
        if not any(
            rule.x0 - 2 <= vertical.x0 <= rule.x1 + 2 and vertical.y0 - 2 <= rule.y0 <= vertical.y1 + 2
            for vertical in graphics.vertical_rules[:_MAX_VERTICAL]
        )
    ]


def _is_struck(word: PdfWord, rules: Sequence[PdfBox]) -> bool:
    """Return whether a rule crosses a word at the height of its small letters."""
    low, high = (word.y - share * word.style.size for share in _STRIKE_ZONE)
    width = max(word.x1 - word.x0, 1.0)
    return any(
        high <= (rule.y0 + rule.y1) / 2 <= low and min(rule.x1, word.x1) - max(rule.x0, word.x0) >= _MIN_COVERED * width
        for rule in rules
    )
