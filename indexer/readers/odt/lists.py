"""How the lists of an ODT number their items (OpenDocument 1.3 part 3, 19.8xx and 16.30-16.31): labels by level."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from indexer.readers.shared.list_numbers import NumberFormat, format_number

_WAYS: dict[str, NumberFormat] = {
    "a": "lower_letter",
    "A": "upper_letter",
    "i": "lower_roman",
    "I": "upper_roman",
}
_DEEPEST = 10


def parse_whole_number(text: str | None, default: int) -> int:
    """A whole number as the file has it, or the default where it is none."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 7 else default


@dataclass(frozen=True)
class OdtListLevel:
    """How one level of a list is numbered; without a form it is not."""

    number_format: str = ""
    start: int = 1
    shown_levels: int = 1
    """How many levels the number shows: 2 for `3.1`."""


ListStyle = dict[int, OdtListLevel]


def list_styles(roots: tuple[Element | None, ...]) -> dict[str, ListStyle]:
    """The list styles of a document by name; the one of its headings is called `""`."""
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
    """Where a list stands: the last number given on each level, counted from 1."""

    style: ListStyle
    numbers: dict[int, int] = field(default_factory=dict)

    def next_label(self, level: int, start: int | None = None) -> str | None:
        """The label of the next item on a level, or None where it has none."""
        level = min(level, _DEEPEST)
        own = self.style.get(level, OdtListLevel())
        before = self.numbers.get(level)
        self.numbers[level] = start if start is not None else own.start if before is None else before + 1
        self.numbers = {at: number for at, number in self.numbers.items() if at <= level}
        if not own.number_format:
            return None
        shown = range(max(level - own.shown_levels, 0) + 1, level + 1)
        return ".".join(part for at in shown if (part := self._figure(at)))

    def restart(self, level: int) -> None:
        """Forget the numbers given on a level and below it."""
        self.numbers = {at: number for at, number in self.numbers.items() if at < level}

    def _figure(self, level: int) -> str:
        own = self.style.get(level, OdtListLevel())
        if not own.number_format:
            return ""
        return format_number(self.numbers.get(level, own.start), _WAYS.get(own.number_format, "decimal"))
