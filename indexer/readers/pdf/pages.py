"""Read one page as lines: in which direction it runs, what is written in other directions, what is invisible.

How words make lines is in `lines`; the reading order of a page's parts is decided by later modules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .graphics import LinkArea, PageGraphics, PdfBox
from .lettering import mend_lettering
from .lines import WIDE_GAP, LineDrop, PdfLine, build_lines
from .visibility import sight_words
from .words import PageWords, PdfWord

_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_LATIN = re.compile("[A-Za-zÀ-ɏͰ-ӿ]")
_LETTER = re.compile(r"[^\W\d_]")
_NO_LETTER = re.compile("[\ufffd\ue000-\uf8ff\x01-\x08\x0e-\x1f\x80-\x9f]")
_MAX_UNMAPPED = 0.3  # of the characters: a page of signs for bullets has fewer, a page without a map nearly all
_FEW_WORDS = 80  # characters: a stamp, a page number and a date beside a scan
_MOST = 0.7  # of the page
_MIN_OVERLAP = 1.0  # points: a link area over less of a line belongs to its neighbour


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
    """The number of characters in invisible type."""
    characters: int = 0
    unseen_characters: int = 0
    """The number of characters that nobody sees, and that are no text layer of a picture."""
    damaged_characters: int = 0
    """The number of characters of which the file does not say what letters they are."""
    is_unreadable: bool = False
    """Whether the fonts of the page do not say which letters their signs are, so that its text is noise."""

    @property
    def is_mostly_picture(self) -> bool:
        """Whether one picture covers the page and only a line or two of text stand beside it."""
        area = self.width * self.height
        widest = max(((box.x1 - box.x0) * (box.y1 - box.y0) for box in self.graphics.pictures), default=0.0)
        return 0 < self.characters < _FEW_WORDS and widest > _MOST * area


def page_lines(page: PageWords, number: int) -> PageLines:
    """Build the lines of one page; slanted text becomes lines that are dropped as a watermark."""
    letters = len(_LETTER.findall(page.text))
    right_to_left = 2 * len(_RTL.findall(page.text)) > letters
    graphics = _mirrored(page.graphics, page.width) if right_to_left else page.graphics
    result = PageLines(number, page.width, page.height, [], graphics, is_right_to_left=right_to_left)
    all_words = [word for words in page.words.values() for word in words]
    result.characters = sum(len(word.text) for word in all_words)
    result.hidden_characters = sum(len(word.text) for word in all_words if word.style.hidden)
    # Where most text is invisible and the page has a picture, it is the text layer of a scan.
    has_picture = graphics.picture_count > 0 or result.hidden_characters == result.characters
    is_scan_layer = 2 * result.hidden_characters >= result.characters and has_picture
    result.damaged_characters = max(page.unmapped, len(_NO_LETTER.findall(page.text)))
    result.is_unreadable = result.damaged_characters > _MAX_UNMAPPED * max(result.characters, 1)
    for angle, angle_words in page.words.items():
        words = [_mirror(word, page.width) for word in angle_words] if right_to_left else angle_words
        words = mend_lettering(list(_merge_phrases(words, right_to_left)))
        first = not result.flows
        sighted = sight_words(words, graphics, is_scan_layer=is_scan_layer, is_main=first)
        lines = build_lines(sighted.seen, graphics.vertical_rules if first else ())
        result.unseen_characters += sum(len(word.text) for word in sighted.invisible)
        if angle < 0:
            for line in lines:
                line.drop = "slanted"
        if result.is_unreadable:
            for line in lines:
                line.drop = "unreadable"
        if first:
            _attach_links(lines, graphics.links)
        flow = [*lines, *_dropped(sighted.invisible, "invisible"), *_dropped(sighted.struck, "struck")]
        for line in flow:
            line.page = number
        result.flows.append(flow)
    return result


def _dropped(words: Sequence[PdfWord], reason: LineDrop) -> list[PdfLine]:
    """Return words that are no text of the page as lines."""
    lines = build_lines(words, ())
    for line in lines:
        line.drop = reason
    return lines


def _attach_links(lines: Sequence[PdfLine], areas: Sequence[LinkArea]) -> None:
    """Give each line the URLs of the areas that lie over some of it, from left to right."""
    for line in lines if areas else ():
        middle = (line.top + line.bottom) / 2
        overlapping = [
            area
            for area in areas
            if area.box.y0 <= middle <= area.box.y1
            and min(area.box.x1, line.x1) - max(area.box.x0, line.x0) > _MIN_OVERLAP
        ]
        line.links = tuple(dict.fromkeys(area.url for area in sorted(overlapping)))


def _merge_phrases(words: Sequence[PdfWord], right_to_left: bool) -> Iterable[PdfWord]:
    """Yield the words in speech order, with each phrase that runs against the page's direction merged into one."""
    phrase: list[PdfWord] = []
    for word in words:
        if phrase and not _are_neighbours(phrase[-1], word, right_to_left):
            yield from _merge_phrase(phrase, right_to_left)
            phrase = []
        phrase.append(word)
    yield from _merge_phrase(phrase, right_to_left)


def _are_neighbours(last: PdfWord, word: PdfWord, right_to_left: bool) -> bool:
    """Return whether two words can be neighbours in a phrase that runs against the direction of the page."""
    if right_to_left:
        gap = max(word.x0 - last.x1, last.x0 - word.x1)
        runs_against_page = not _RTL.search(last.text) and not _RTL.search(word.text)
    else:
        gap = last.x0 - word.x1
        runs_against_page = word.x0 < last.x0 and bool(_RTL.search(last.text)) and not _LATIN.search(word.text)
    size = last.style.size
    return runs_against_page and -0.2 * size <= gap <= WIDE_GAP * size and abs(last.y - word.y) <= 0.3 * size


def _merge_phrase(words: Sequence[PdfWord], right_to_left: bool) -> Iterable[PdfWord]:
    """Return one word for a phrase; pdfium gives a Latin phrase in an Arabic line with its last word first."""
    if len(words) < 2 or (right_to_left and not any(_LATIN.search(word.text) for word in words)):
        return words
    ordered = sorted(words, key=lambda word: -word.x0) if right_to_left else words
    text = ordered[0].text + "".join(
        f"{' ' if before.has_space_before or word.has_space_before else ''}{word.text}"
        for before, word in pairwise(ordered)
    )
    return (words[0]._replace(text=text, x0=min(i.x0 for i in words), x1=max(i.x1 for i in words)),)


def _mirror(word: PdfWord, width: float) -> PdfWord:
    return word._replace(x0=width - word.x1, x1=width - word.x0)


def _mirrored(graphics: PageGraphics, width: float) -> PageGraphics:
    def mirror(boxes: list[PdfBox]) -> list[PdfBox]:
        return [PdfBox(width - box.x1, box.y0, width - box.x0, box.y1) for box in boxes]

    links = [
        LinkArea(box, area.url)
        for box, area in zip(mirror([link_area.box for link_area in graphics.links]), graphics.links, strict=True)
    ]
    return PageGraphics(
        mirror(graphics.horizontal_rules),
        mirror(graphics.vertical_rules),
        mirror(graphics.frames),
        mirror(graphics.grounds),
        mirror(graphics.pictures),
        links,
        graphics.picture_count,
        graphics.path_count,
    )
