"""Number the list items of an ODT by level (OpenDocument 1.3 part 3, 19.8xx and 16.30-16.31)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element  # nosec B405  # types and writing; defusedxml parses

from indexer.readers.shared.list_numbers import NumberFormat, format_number

_NUMBER_FORMATS: dict[str, NumberFormat] = {
    "a": "lower_letter",
    "A": "upper_letter",
    "i": "lower_roman",
    "I": "upper_roman",
}
_MAX_LEVEL = 10


def parse_whole_number(text: str | None, default: int) -> int:
    """Return a whole number of at most six digits; the default when the text is none."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 7 else default


@dataclass(frozen=True)
class OdtListLevel:
    """How one level of a list is numbered; without a number format it is not."""

    number_format: str = ""
    start: int = 1
    shown_levels: int = 1
    """The number of levels that the label shows: 2 for `3.1`."""


ListStyle = dict[int, OdtListLevel]


def list_styles(roots: tuple[Element | None, ...]) -> dict[str, ListStyle]:
    """Return the list styles of a document by name; the style of its headings has the name ""."""
    styles: dict[str, ListStyle] = {}
    for root in roots:
        for style in _styles(root):
            name = "" if style.tag == "text:outline-style" else style.get("style:name", "")
            styles[name] = {
                parse_whole_number(level.get("text:level"), 1): OdtListLevel(
                    level.get("style:num-format", ""),
                    parse_whole_number(level.get("text:start-value"), 1),
                    parse_whole_number(level.get("text:display-levels"), 1),
                )
                for level in style
                if level.tag in {"text:list-level-style-number", "text:outline-level-style"}
            }
    return styles


def _styles(root: Element | None) -> Iterator[Element]:
    for element in root.iter() if root is not None else ():
        if element.tag in {"text:list-style", "text:outline-style"}:
            yield element


@dataclass
class OdtListCounter:
    """The last number given on each level of a list, levels counted from 1."""

    style: ListStyle
    numbers: dict[int, int] = field(default_factory=dict)

    def next_label(self, level: int, start: int | None = None) -> str | None:
        """Return the label of the next item on a level, or None when it has none."""
        level = min(level, _MAX_LEVEL)
        definition = self.style.get(level, OdtListLevel())
        last_number = self.numbers.get(level)
        self.numbers[level] = (
            start if start is not None else definition.start if last_number is None else last_number + 1
        )
        self.numbers = {index: number for index, number in self.numbers.items() if index <= level}
        if not definition.number_format:
            return None
        levels = range(max(level - definition.shown_levels, 0) + 1, level + 1)
        return ".".join(figure for index in levels if (figure := self._figure(index)))

    def restart(self, level: int) -> None:
        """Forget the numbers given on a level and below it."""
        self.numbers = {index: number for index, number in self.numbers.items() if index < level}

    def _figure(self, level: int) -> str:
        definition = self.style.get(level, OdtListLevel())
        if not definition.number_format:
            return ""
        return format_number(
            self.numbers.get(level, definition.start), _NUMBER_FORMATS.get(definition.number_format, "decimal")
        )
