"""The automatic numbers of Word's lists: counted paragraph by paragraph, as Word counts when it shows the page.

The rules are those of ECMA-376 part 1, 17.9. The number is given without its punctuation: `2.1`, `b`, `iv`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from indexer.readers.shared.list_numbers import NumberFormat, format_number

from .styles import DocxStyles, child_value, parse_integer

_WAYS: dict[str, NumberFormat] = {
    "lowerLetter": "lower_letter",
    "upperLetter": "upper_letter",
    "lowerRoman": "lower_roman",
    "upperRoman": "upper_roman",
}
_PLACE = re.compile(r"%([1-9])")
_DEEPEST = 8
_SIGNS = ".,:;()[]{}<>-–—•·*§ \t\u00a0"


@dataclass(frozen=True)
class DocxListLevel:
    """How one level of a list is numbered."""

    number_format: str = "decimal"
    pattern: str = "%1."
    start: int = 1
    restart: int | None = None
    """The level (counted from 1) whose number starts this one anew; None: any higher one; 0: none."""
    legal: bool = False
    style: str = ""


@dataclass
class DocxListCounters:
    """Where a list stands: the last number given on each level."""

    values: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class DocxListPosition:
    """What a paragraph is called in its list."""

    label: str | None
    depth: int


class DocxNumbering:
    """The lists of one document; ask for each paragraph once, in the order of the document."""

    def __init__(self, root: Element | None, styles: DocxStyles) -> None:
        self._styles = styles
        self._abstract: dict[str, dict[int, DocxListLevel]] = {}
        self._links: dict[str, str] = {}
        self._nums: dict[str, Element] = {}
        self._counters: dict[str, DocxListCounters] = {}
        self._begun: set[tuple[str, int]] = set()
        for abstract in root.iter("w:abstractNum") if root is not None else ():
            key = abstract.get("w:abstractNumId", "")
            self._abstract[key] = dict(_level(one) for one in abstract.findall("w:lvl"))
            self._links[key] = child_value(abstract, "w:numStyleLink")
        for num in root.iter("w:num") if root is not None else ():
            self._nums[num.get("w:numId", "")] = num

    def number_paragraph(self, paragraph: Element) -> DocxListPosition | None:
        """Count a paragraph; None where it is in no list."""
        found = self._styles.numbering(paragraph)
        if found is None or found[0] in {"", "0"}:
            return None
        num, stated, style = found
        list_id, levels = self._levels(num)
        if not levels:
            return None
        if stated is None:  # a style says the list, and the list says which of its levels has that style
            stated = next((level for level, one in levels.items() if style and one.style == style), 0)
        level = min(max(stated, 0), _DEEPEST)
        counters = self._counters.setdefault(list_id, DocxListCounters()).values
        self._count(counters, levels, num, level)
        return DocxListPosition(_label(levels, counters, level), level)

    def _levels(self, num: str) -> tuple[str, dict[int, DocxListLevel]]:
        """The list that a numbering counts in, and its levels with what the numbering changes in them."""
        element = self._nums.get(num)
        if element is None:
            return "", {}
        list_id = child_value(element, "w:abstractNumId")
        for _ in range(10):  # a list may stand for a style, which stands for another list
            linked = self._nums.get(self._styles.style_numbering(self._links.get(list_id, "")))
            if linked is None or self._abstract.get(list_id):
                break
            list_id = child_value(linked, "w:abstractNumId")
        levels = dict(self._abstract.get(list_id, {}))
        for override in element.findall("w:lvlOverride"):
            own = override.find("w:lvl")
            if own is not None:
                at, level = _level(own)
                levels[at] = level
        return list_id, levels

    def _count(self, counters: dict[int, int], levels: dict[int, DocxListLevel], num: str, level: int) -> None:
        start = self._start_anew(num, level)
        if start is not None:
            counters[level] = start
        elif level in counters:
            counters[level] += 1
        else:
            counters[level] = levels.get(level, DocxListLevel()).start
        for upper in range(level):  # a level that was skipped counts as begun
            counters.setdefault(upper, levels.get(upper, DocxListLevel()).start)
        for deeper in [one for one in counters if one > level]:
            restart = levels.get(deeper, DocxListLevel()).restart
            if restart is None or (restart > 0 and level < restart):
                del counters[deeper]

    def _start_anew(self, num: str, level: int) -> int | None:
        """A numbering that overrides the start does so once, for its first paragraph on that level."""
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
    own = levels.get(level, DocxListLevel())
    if own.number_format in {"bullet", "none"} and not _PLACE.search(own.pattern):
        return None

    def figure(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        form = "decimal" if own.legal else levels.get(at, DocxListLevel()).number_format
        return _figure(counters.get(at, levels.get(at, DocxListLevel()).start), form)

    return _PLACE.sub(figure, own.pattern).strip(_SIGNS) or None


def _figure(count: int, form: str) -> str:
    if form in {"bullet", "none"}:
        return ""
    if form == "decimalZero":
        return f"{count:02d}"
    return format_number(count, _WAYS.get(form, "decimal"))
