"""Refuse web pages that no editor writes, and that a parser would spend minutes on, by one look at their tags.

A parser of HTML walks up the open elements at each tag, and compares the attributes of an element with each other, so
that its time grows with the square of both.
"""

from __future__ import annotations

import re

from indexer.errors import SourceUnreadable
from indexer.readers.limits import Limits, refuse_more

_USUAL_DEPTH = 1_000  # nested elements; browsers stop at about 500
_MAX_STEPS = 500_000_000  # up from elements nested deeper, which take the parser a second or two
_MAX_ATTRIBUTES = 5_000  # of one element
_MAX_ALIKE = 3  # unclosed marks of type with the same attributes that a parser keeps open (HTML Standard, 13.2.4.3)
_NEAR = 32  # open elements that are looked through for one that a tag closes silently
_START = re.compile(r"<[a-zA-Z]")
_TAG = re.compile(
    r"<!--(?:>|->|.*?(?:--!?>|\Z))"
    r"|<(?P<close>/?)(?P<name>[a-z][^\s/>]*+)"
    r"(?P<attributes>(?>[\s/]++|[^\s/>][^\s/>=]*+(?>\s*=\s*(?>\"[^\"]*\"|'[^']*'|[^\s>]*+))?)*+)",
    re.DOTALL,
)
_VALUE = re.compile(r"=\s*(?>\"[^\"]*\"|'[^']*'|[^\s>]*+)")
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_RAW = frozenset("script style textarea title xmp iframe noembed noframes svg math".split())
"""What is skipped to its end: it has no elements of HTML, or none that nest without a slash at their ends."""
_TYPE_MARKS = frozenset("a b big code em font i nobr s small strike strong tt u".split())
_CELLS = frozenset({"td", "th"})
_CLOSES: dict[str, frozenset[str]] = {
    **{
        name: frozenset({name})
        for name in ("p", "li", "tr", "option", "optgroup", "tbody", "thead", "tfoot", "rt", "rp")
    },
    **{name: frozenset({"dt", "dd"}) for name in ("dt", "dd")},
    **dict.fromkeys(_CELLS, _CELLS),
}
"""What a tag closes that is still open."""
_BOUNDARIES = frozenset("table ul ol dl menu dir select button object".split())
"""What a tag closes nothing beyond."""


def refuse_costly_page(text: str, limits: Limits) -> None:
    """Raise SourceUnreadable when a page has too many elements, too many deep ones, or gives one too many attributes.

    The depth is that at which a parser would have them open, or a little more where tags that must be closed are not.
    """
    count = sum(1 for _ in _START.finditer(text))
    refuse_more(count, limits.html_elements, "elements (paragraphs, table cells, words in bold and the like)")
    if count > _USUAL_DEPTH:
        _refuse_deep(text.lower())
    elif len(text) > _MAX_ATTRIBUTES:
        for match in _TAG.finditer(text.lower()):
            _refuse_many_attributes(match["attributes"] or "")


def _refuse_deep(text: str) -> None:
    opened = _OpenElements()
    endless: set[str] = set()  # what no tag closes in the rest of the page
    position = 0
    while match := _TAG.search(text, position):
        position = match.end()
        name, attributes = match["name"], match["attributes"]
        if name is None:
            continue
        if match["close"]:
            opened.close(name)
            continue
        _refuse_many_attributes(attributes)
        if name in _RAW and name not in endless:
            end = text.find(f"</{name}", position)
            if end >= 0:
                position = end
                continue
            endless.add(name)
        if name not in _VOID:
            opened.open(name, attributes)


def _refuse_many_attributes(attributes: str) -> None:
    if len(attributes) > _MAX_ATTRIBUTES and len(_VALUE.sub(" ", attributes).split()) > _MAX_ATTRIBUTES:
        raise SourceUnreadable(
            f"has an element with more than {_MAX_ATTRIBUTES:,} attributes, as no editor writes: "
            "open it in a browser, and save its text"
        )


class _OpenElements:
    """The elements that are open at some place of a page."""

    def __init__(self) -> None:
        self._stack: list[tuple[str, str]] = []
        self._counts: dict[str, int] = {}
        self._alike: dict[tuple[str, str], int] = {}
        self._steps = 0

    def open(self, name: str, attributes: str) -> None:
        """Open an element, and close what it closes. Raise SourceUnreadable when too many are open."""
        for near, (other, _) in enumerate(reversed(self._stack[-_NEAR:]), start=1) if name in _CLOSES else ():
            if other in _CLOSES[name]:
                self._cut(len(self._stack) - near)
                break
            if other in _BOUNDARIES:
                break
        element = name, attributes
        if name in _TYPE_MARKS:
            if self._alike.get(element, 0) >= _MAX_ALIKE:
                return
            self._alike[element] = self._alike.get(element, 0) + 1
        self._stack.append(element)
        self._counts[name] = self._counts.get(name, 0) + 1
        self._steps += max(0, len(self._stack) - _USUAL_DEPTH)
        if self._steps > _MAX_STEPS:
            raise SourceUnreadable(
                "nests thousands of elements in each other, as no editor writes: "
                "open it in a browser, and save its text"
            )

    def close(self, name: str) -> None:
        """Close an element and all within it."""
        if self._counts.get(name):
            at = next(place for place in range(len(self._stack) - 1, -1, -1) if self._stack[place][0] == name)
            self._cut(at)

    def _cut(self, place: int) -> None:
        for element in self._stack[place:]:
            self._counts[element[0]] -= 1
            if element[0] in _TYPE_MARKS:
                self._alike[element] -= 1
        del self._stack[place:]
