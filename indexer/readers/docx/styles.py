"""Look up what the styles of a Word document say: outline level, numbering, hidden, quotation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from xml.etree.ElementTree import Element  # nosec B405  # types and writing; defusedxml parses

from indexer.model import BlockKind

_HEADING = re.compile(r"^heading ([1-9])$")
_KINDS: dict[str, BlockKind] = {
    "quote": "quote",
    "intense quote": "quote",
    "block text": "quote",
    "caption": "caption",
}
_CONTENTS = re.compile(r"^(?:toc|table of figures|index) ?\d?$|^toc heading$")


def child_value(parent: Element | None, name: str, default: str = "") -> str:
    """Return the `w:val` of a child element, or the default when there is none."""
    child = parent.find(name) if parent is not None else None
    return child.get("w:val", "") if child is not None else default


def toggle(parent: Element | None, name: str) -> bool | None:
    """Return whether a property is on or off here, or None when it is not set."""
    child = parent.find(name) if parent is not None else None
    if child is None:
        return None
    return child.get("w:val", "true") not in {"0", "false", "off"}


def parse_integer(text: str | None, default: int = 0) -> int:
    """Return an integer of at most six digits; the default when the text is none."""
    return int(text) if text and re.fullmatch(r"-?[0-9]{1,6}", text) else default


class DocxStyles:
    """The styles of one document; a property is looked up along the styles that a style is based on."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._default: str | None = None
        for style in root.iter("w:style") if root is not None else ():
            key = style.get("w:styleId", "")
            self._styles.setdefault(key, style)
            if style.get("w:type") == "paragraph" and style.get("w:default") in {"1", "true", "on"}:
                self._default = self._default or key
        # Few styles are asked for by many paragraphs.
        self._level_of = cache(self._style_level)
        self._names_of = cache(lambda style: tuple(self._names(style)))
        self._numbering_of = cache(self._style_chain_numbering)
        self._toggle_of = cache(self._chain_toggle)

    def style_id(self, paragraph: Element) -> str | None:
        """Return the style id of a paragraph."""
        return child_value(paragraph.find("w:pPr"), "w:pStyle") or self._default

    def _chain(self, style: str | None) -> Iterator[tuple[str, Element]]:
        """Yield a style and the styles that it is based on, nearest first."""
        visited: set[str] = set()
        while style and style not in visited and style in self._styles:
            visited.add(style)
            yield style, self._styles[style]
            style = child_value(self._styles[style], "w:basedOn")

    def _names(self, style: str | None) -> Iterator[str]:
        for key, element in self._chain(style):
            yield (child_value(element, "w:name") or key).casefold()

    def level(self, paragraph: Element) -> int:
        """Return the depth of a heading, 1 the highest; 0 for a paragraph of the text."""
        direct_level = child_value(paragraph.find("w:pPr"), "w:outlineLvl")
        if direct_level:
            return _outline(direct_level)
        return self._level_of(self.style_id(paragraph))

    def _style_level(self, style: str | None) -> int:
        for (_, element), name in zip(self._chain(style), self._names(style), strict=True):
            outline = child_value(element.find("w:pPr"), "w:outlineLvl")
            if outline:
                return _outline(outline)
            if name == "title":
                return 1
            heading = _HEADING.match(name)
            if heading:
                return int(heading[1])
        return 0

    def is_title(self, paragraph: Element) -> bool:
        """Return whether a paragraph has the style of the paper's title."""
        return "title" in self._names_of(self.style_id(paragraph))

    def is_contents(self, paragraph: Element) -> bool:
        """Return whether a paragraph is a line of the table of contents."""
        return any(_CONTENTS.match(name) for name in self._names_of(self.style_id(paragraph)))

    def kind(self, paragraph: Element) -> BlockKind:
        """Return the block kind that the style names, apart from headings and lists."""
        return next((_KINDS[name] for name in self._names_of(self.style_id(paragraph)) if name in _KINDS), "paragraph")

    def numbering(self, paragraph: Element) -> tuple[str, int | None, str] | None:
        """Return the numbering's id, the level if stated, and the style that sets them ("" for the paragraph)."""
        numbering = _numbered(paragraph.find("w:pPr"))
        if numbering:
            return numbering[0], numbering[1], ""
        return self._numbering_of(self.style_id(paragraph))

    def _style_chain_numbering(self, style: str | None) -> tuple[str, int | None, str] | None:
        for key, element in self._chain(style):
            numbering = _numbered(element.find("w:pPr"))
            if numbering:
                return numbering[0], numbering[1], key
        return None

    def style_numbering(self, style: str) -> str:
        """Return the id of the numbering that a list style stands for."""
        numbering = _numbered(self._styles[style].find("w:pPr")) if style in self._styles else None
        return numbering[0] if numbering else ""

    def run_toggle(self, style: str | None, name: str) -> bool | None:
        """Return whether a style turns a property of its runs on or off, or None when none says."""
        return self._toggle_of(style, name)

    def _chain_toggle(self, style: str | None, name: str) -> bool | None:
        for _, element in self._chain(style):
            is_on = toggle(element.find("w:rPr"), name)
            if is_on is not None:
                return is_on
        return None

    def run_value(self, style: str | None, name: str) -> str:
        """Return the value of a property of a style's runs, or an empty string when none states it."""
        values = (child_value(element.find("w:rPr"), name) for _, element in self._chain(style))
        return next((value for value in values if value), "")


def _numbered(properties: Element | None) -> tuple[str, int | None] | None:
    numbers = properties.find("w:numPr") if properties is not None else None
    if numbers is None or numbers.find("w:numId") is None:
        return None
    level = child_value(numbers, "w:ilvl")
    return child_value(numbers, "w:numId"), parse_integer(level) if level else None


def _outline(text: str) -> int:
    level = parse_integer(text, 9)
    return level + 1 if 0 <= level < 9 else 0
