"""Look up what the styles of an ODT say of paragraphs and words: title, quotation, caption, hidden."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element  # nosec B405  # types and writing; defusedxml parses

from indexer.model import BlockKind, DropReason

_KINDS: dict[str, BlockKind] = {
    "quotations": "quote",
    "quote": "quote",
    "intense quote": "quote",
    "caption": "caption",
    "illustration": "caption",
    "figure": "caption",
}


class OdtStyles:
    """The styles of one document; a name is looked up along the parents of a style."""

    def __init__(self, *roots: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        for root in roots:
            for style in root.iter("style:style") if root is not None else ():
                self._styles[style.get("style:name", "")] = style

    def _chain(self, name: str | None) -> Iterator[Element]:
        visited: set[str] = set()
        while name and name not in visited and name in self._styles:
            visited.add(name)
            yield self._styles[name]
            name = self._styles[name].get("style:parent-style-name")

    def _names(self, name: str | None) -> Iterator[str]:
        yield (name or "").replace("_20_", " ").casefold()
        for style in self._chain(name):
            yield (style.get("style:display-name") or style.get("style:name") or "").replace("_20_", " ").casefold()
            yield style.get("style:parent-style-name", "").replace("_20_", " ").casefold()

    def is_title(self, name: str | None) -> bool:
        """Return whether a paragraph of this style is the title of the paper."""
        return "title" in self._names(name)

    def kind(self, name: str | None) -> BlockKind:
        """Return the block kind that the style names, apart from headings and lists."""
        return next((_KINDS[style_name] for style_name in self._names(name) if style_name in _KINDS), "paragraph")

    def reason_to_drop(self, name: str | None) -> DropReason | None:
        """Return why words of this style are no text: they are hidden, or struck out."""
        if self._property(name, "text:display") == "none":
            return "hidden"
        lines = (self._property(name, f"style:text-line-through-{key}") for key in ("style", "type"))
        return "struck" if any(line not in {"", "none"} for line in lines) else None

    def is_raised(self, name: str | None) -> bool:
        """Return whether words of this style are a superscript: `super 58%`, or raised by a share such as `33% 58%`."""
        position = self._property(name, "style:text-position").split(" ")[0]
        return position == "super" or (position.endswith("%") and position[:-1].isdecimal() and position != "0%")

    def _property(self, name: str | None, key: str) -> str:
        """Return a text property of a style, or an empty string when none states it."""
        for style in self._chain(name):
            for properties in style.iter("style:text-properties"):
                if key in properties.attrib:
                    return properties.get(key, "")
        return ""
