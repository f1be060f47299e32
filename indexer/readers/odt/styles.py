"""What the styles of an ODT say of its paragraphs and words: title, quotation, caption, hidden."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from indexer.model import BlockKind

_KINDS: dict[str, BlockKind] = {
    "quotations": "quote",
    "quote": "quote",
    "intense quote": "quote",
    "caption": "caption",
    "illustration": "caption",
    "figure": "caption",
}


class OdtStyles:
    """The styles of one document; a name is looked up along the styles that it is derived from."""

    def __init__(self, *roots: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        for root in roots:
            for style in root.iter("style:style") if root is not None else ():
                self._styles[style.get("style:name", "")] = style

    def _chain(self, name: str | None) -> Iterator[Element]:
        seen: set[str] = set()
        while name and name not in seen and name in self._styles:
            seen.add(name)
            yield self._styles[name]
            name = self._styles[name].get("style:parent-style-name")

    def _names(self, name: str | None) -> Iterator[str]:
        yield (name or "").replace("_20_", " ").casefold()
        for style in self._chain(name):
            yield (style.get("style:display-name") or style.get("style:name") or "").replace("_20_", " ").casefold()
            yield style.get("style:parent-style-name", "").replace("_20_", " ").casefold()

    def is_title(self, name: str | None) -> bool:
        """Whether a paragraph of this style is the title of the paper."""
        return "title" in self._names(name)

    def kind(self, name: str | None) -> BlockKind:
        """What the style says a paragraph is, apart from headings and lists."""
        return next((_KINDS[one] for one in self._names(name) if one in _KINDS), "paragraph")

    def is_hidden(self, name: str | None) -> bool:
        """Whether words of this style are not shown."""
        for style in self._chain(name):
            for properties in style.iter("style:text-properties"):
                if "text:display" in properties.attrib:
                    return properties.get("text:display") == "none"
        return False
