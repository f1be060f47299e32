"""Compute the automatic numbers of Word's lists, paragraph by paragraph, as Word counts when it shows the page.

The rules are those of ECMA-376 part 1, 17.9. The number is given without its punctuation: `2.1`, `b`, `iv`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element  # nosec B405  # types and writing; defusedxml parses

from indexer.readers.shared.list_numbers import NumberFormat, format_number

from .styles import DocxStyles, child_value, parse_integer

_NUMBER_FORMATS: dict[str, NumberFormat] = {
    "lowerLetter": "lower_letter",
    "upperLetter": "upper_letter",
    "lowerRoman": "lower_roman",
    "upperRoman": "upper_roman",
}
_LEVEL_PLACEHOLDER = re.compile(r"%([1-9])")
_MAX_LEVEL = 8
_PUNCTUATION = ".,:;()[]{}<>-–—•·*§ \t\u00a0"


@dataclass(frozen=True)
class DocxListLevel:
    """How one level of a list is numbered."""

    number_format: str = "decimal"
    pattern: str = "%1."
    start: int = 1
    restart: int | None = None
    """The level (counted from 1) whose number restarts this one; None: any higher level; 0: none."""
    legal: bool = False
    style: str = ""


@dataclass
class DocxListCounters:
    """The last number given on each level of a list."""

    values: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class DocxListPosition:
    """The label and depth of a paragraph in its list."""

    label: str | None
    depth: int


class DocxNumbering:
    """The lists of one document; ask once for each paragraph, in document order."""

    def __init__(self, root: Element | None, styles: DocxStyles) -> None:
        self._styles = styles
        self._abstract: dict[str, dict[int, DocxListLevel]] = {}
        self._links: dict[str, str] = {}
        self._nums: dict[str, Element] = {}
        self._counters: dict[str, DocxListCounters] = {}
        self._begun: set[tuple[str, int]] = set()
        for abstract in root.iter("w:abstractNum") if root is not None else ():
            key = abstract.get("w:abstractNumId", "")
            self._abstract[key] = dict(_level(level) for level in abstract.findall("w:lvl"))
            self._links[key] = child_value(abstract, "w:numStyleLink")
        for num in root.iter("w:num") if root is not None else ():
            self._nums[num.get("w:numId", "")] = num

    def number_paragraph(self, paragraph: Element) -> DocxListPosition | None:
        """Count a paragraph and return its position; return None when it is in no list."""
        numbering = self._styles.numbering(paragraph)
        if numbering is None or numbering[0] in {"", "0"}:
            return None
        num, level_index, style = numbering
        list_id, levels = self._levels(num)
        if not levels:
            return None
        if level_index is None:  # a style names the list, and the list says which of its levels has that style
            level_index = next(
                (level for level, definition in levels.items() if style and definition.style == style), 0
            )
        level = min(max(level_index, 0), _MAX_LEVEL)
        counters = self._counters.setdefault(list_id, DocxListCounters()).values
        self._count(counters, levels, num, level)
        return DocxListPosition(_label(levels, counters, level), level)

    def _levels(self, num: str) -> tuple[str, dict[int, DocxListLevel]]:
        """Return the list that a numbering counts in, and its levels with the numbering's own overrides."""
        element = self._nums.get(num)
        if element is None:
            return "", {}
        list_id = child_value(element, "w:abstractNumId")
        for _ in range(10):  # a list may refer to a style, which refers to another list
            linked = self._nums.get(self._styles.style_numbering(self._links.get(list_id, "")))
            if linked is None or self._abstract.get(list_id):
                break
            list_id = child_value(linked, "w:abstractNumId")
        levels = dict(self._abstract.get(list_id, {}))
        for override in element.findall("w:lvlOverride"):
            level_element = override.find("w:lvl")
            if level_element is not None:
                index, level = _level(level_element)
                levels[index] = level
        return list_id, levels

    def _count(self, counters: dict[int, int], levels: dict[int, DocxListLevel], num: str, level: int) -> None:
        start = self._overridden_start(num, level)
        if start is not None:
            counters[level] = start
        elif level in counters:
            counters[level] += 1
        else:
            counters[level] = levels.get(level, DocxListLevel()).start
        for upper in range(level):  # a skipped level counts as begun
            counters.setdefault(upper, levels.get(upper, DocxListLevel()).start)
        for deeper in [counted_level for counted_level in counters if counted_level > level]:
            restart = levels.get(deeper, DocxListLevel()).restart
            if restart is None or (restart > 0 and level < restart):
                del counters[deeper]

    def _overridden_start(self, num: str, level: int) -> int | None:
        """Return the overridden start for the first paragraph of a numbering on a level; an override applies once."""
        if (num, level) in self._begun:
            return None
        self._begun.add((num, level))
        for override in self._nums[num].findall("w:lvlOverride"):
            if parse_integer(override.get("w:ilvl")) == level and override.find("w:startOverride") is not None:
                return parse_integer(child_value(override, "w:startOverride"), 1)
        return None


def _level(element: Element) -> tuple[int, DocxListLevel]:
    legal = element.find("w:isLgl")
    restart = child_value(element, "w:lvlRestart")
    return parse_integer(element.get("w:ilvl")), DocxListLevel(
        number_format=child_value(element, "w:numFmt", "decimal"),
        pattern=child_value(element, "w:lvlText"),
        start=parse_integer(child_value(element, "w:start"), 1 if element.find("w:start") is not None else 0),
        restart=parse_integer(restart) if restart else None,
        legal=legal is not None and legal.get("w:val", "true") not in {"0", "false", "off"},
        style=child_value(element, "w:pStyle"),
    )


def _label(levels: dict[int, DocxListLevel], counters: dict[int, int], level: int) -> str | None:
    definition = levels.get(level, DocxListLevel())
    if definition.number_format in {"bullet", "none"} and not _LEVEL_PLACEHOLDER.search(definition.pattern):
        return None

    def figure(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        form = "decimal" if definition.legal else levels.get(index, DocxListLevel()).number_format
        return _format_count(counters.get(index, levels.get(index, DocxListLevel()).start), form)

    return _LEVEL_PLACEHOLDER.sub(figure, definition.pattern).strip(_PUNCTUATION) or None


def _format_count(count: int, form: str) -> str:
    if form in {"bullet", "none"}:
        return ""
    if form == "decimalZero":
        return f"{count:02d}"
    return format_number(count, _NUMBER_FORMATS.get(form, "decimal"))
