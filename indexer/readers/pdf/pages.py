"""One page as lines: which way it is read, what is written against that way, what is not painted at all.

How words make lines is in `pdf_lines`; where the parts of a page stand in its reading order is for later rooms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .graphics import LinkArea, PageGraphics, PdfBox
from .lines import WIDE_GAP, PdfLine, build_lines
from .words import PageWords, PdfWord

_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_LATIN = re.compile("[A-Za-zÀ-ɏͰ-ӿ]")
_LETTER = re.compile(r"[^\W\d_]")
_TOUCH = 1.0  # points: what lies over less of a line belongs to its neighbour


@dataclass
class PageLines:
    """One page as lines: `flows` by direction of writing, the main one first."""

    number: int
    width: float
    height: float
    flows: list[list[PdfLine]]
    graphics: PageGraphics
    label: str | None = None
    printed_number: str | None = None
    is_right_to_left: bool = False
    """Whether the page is read from right to left; x is then counted from the right."""
    hidden_characters: int = 0
    """How many characters are in type that is not painted."""
    characters: int = 0


def page_lines(page: PageWords, number: int) -> PageLines:
    """The lines of one page; text on a slant becomes lines that are dropped as a watermark."""
    letters = len(_LETTER.findall(page.text))
    backwards = 2 * len(_RTL.findall(page.text)) > letters
    drawn = _mirrored(page.graphics, page.width) if backwards else page.graphics
    sheet = PageLines(number, page.width, page.height, [], drawn, is_right_to_left=backwards)
    every = [word for words in page.words.values() for word in words]
    sheet.characters = sum(len(word.text) for word in every)
    sheet.hidden_characters = sum(len(word.text) for word in every if word.style.hidden)
    painted = 2 * sheet.hidden_characters < sheet.characters  # else what is not painted is the text of a scan
    for angle, found in page.words.items():
        words = [_mirror(word, page.width) for word in found] if backwards else found
        words = list(_phrases(words, backwards))
        shown = [word for word in words if not (word.style.hidden and painted)]
        first = not sheet.flows
        lines = build_lines(shown, drawn.vertical_rules if first else ())
        unseen = build_lines([word for word in words if word.style.hidden and painted], ())
        for line in (*lines, *unseen):
            line.page = number
        for line in unseen:
            line.drop = "invisible text"
        if angle < 0:
            for line in lines:
                line.drop = line.drop or "text on a slant"
        if first:
            _link(lines, drawn.links)
        sheet.flows.append([*lines, *unseen])
    return sheet


def _link(lines: Sequence[PdfLine], areas: Sequence[LinkArea]) -> None:
    """Give each line the addresses of the areas that lie over some of it, from left to right."""
    for line in lines if areas else ():
        middle = (line.top + line.bottom) / 2
        over = [
            area
            for area in areas
            if area.box.y0 <= middle <= area.box.y1 and min(area.box.x1, line.x1) - max(area.box.x0, line.x0) > _TOUCH
        ]
        line.links = tuple(dict.fromkeys(area.url for area in sorted(over)))


def _phrases(words: Sequence[PdfWord], backwards: bool) -> Iterable[PdfWord]:
    """The same words, those of a phrase that runs against its page's direction as one, in the order of speech."""
    phrase: list[PdfWord] = []
    for word in words:
        if phrase and not _together(phrase[-1], word, backwards):
            yield from _phrase(phrase, backwards)
            phrase = []
        phrase.append(word)
    yield from _phrase(phrase, backwards)


def _together(last: PdfWord, word: PdfWord, backwards: bool) -> bool:
    """Whether two words can be neighbours in a phrase that runs against the direction of the page."""
    if backwards:
        gap = max(word.x0 - last.x1, last.x0 - word.x1)
        foreign = not _RTL.search(last.text) and not _RTL.search(word.text)
    else:
        gap = last.x0 - word.x1
        foreign = word.x0 < last.x0 and bool(_RTL.search(last.text)) and not _LATIN.search(word.text)
    size = last.style.size
    return foreign and -0.2 * size <= gap <= WIDE_GAP * size and abs(last.y - word.y) <= 0.3 * size


def _phrase(words: Sequence[PdfWord], backwards: bool) -> Iterable[PdfWord]:
    """One word for a phrase; pdfium gives a Latin phrase in a line of Arabic with its last word first."""
    if len(words) < 2 or (backwards and not any(_LATIN.search(word.text) for word in words)):
        return words
    ordered = sorted(words, key=lambda word: -word.x0) if backwards else words
    text = ordered[0].text + "".join(
        f"{' ' if before.has_space_before or word.has_space_before else ''}{word.text}"
        for before, word in pairwise(ordered)
    )
    return (words[0]._replace(text=text, x0=min(i.x0 for i in words), x1=max(i.x1 for i in words)),)


def _mirror(word: PdfWord, width: float) -> PdfWord:
    return word._replace(x0=width - word.x1, x1=width - word.x0)


def _mirrored(drawn: PageGraphics, width: float) -> PageGraphics:
    def turn(boxes: list[PdfBox]) -> list[PdfBox]:
        return [PdfBox(width - box.x1, box.y0, width - box.x0, box.y1) for box in boxes]

    links = [
        LinkArea(box, area.url) for box, area in zip(turn([one.box for one in drawn.links]), drawn.links, strict=True)
    ]
    return PageGraphics(
        turn(drawn.horizontal_rules),
        turn(drawn.vertical_rules),
        turn(drawn.frames),
        links,
        drawn.picture_count,
        drawn.path_count,
    )
