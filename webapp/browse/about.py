"""What `/about` shows: the owner's text, read from Markdown into elements that the template draws, and the software.

Markup of its own, pictures and links to anything but pages and mail are left out of the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

_ELEMENTS = {
    "paragraph": "p",
    "bullet_list": "ul",
    "ordered_list": "ol",
    "list_item": "li",
    "blockquote": "blockquote",
    "hr": "hr",
    "hardbreak": "br",
    "em": "em",
    "strong": "strong",
    "table": "table",
    "thead": "thead",
    "tbody": "tbody",
    "tr": "tr",
    "th": "th",
    "td": "td",
}
_SCHEMES = {"", "http", "https", "mailto"}


@dataclass(frozen=True)
class TextElement:
    """An element of a text: its tag with what is in it, or words where the tag is empty."""

    tag: str = ""
    text: str = ""
    href: str = ""
    children: tuple[TextElement, ...] = ()


@lru_cache(maxsize=4)
def text_elements(markdown: str) -> tuple[TextElement, ...]:
    """Return the elements of a text in Markdown; its headings begin at the second level."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    return tuple(_elements(SyntaxTreeNode(parser.parse(markdown))))


def _elements(node: SyntaxTreeNode) -> Iterator[TextElement]:
    for child in node.children:
        yield from _element(child)


def _element(node: SyntaxTreeNode) -> Iterator[TextElement]:
    match node.type:
        case "text" | "softbreak" | "text_special":
            yield TextElement(text=node.content or "\n")
        case "code_inline":
            yield TextElement("code", children=(TextElement(text=node.content),))
        case "fence" | "code_block":
            yield TextElement("pre", children=(TextElement(text=node.content),))
        case "image":
            yield TextElement(text=node.content)
        case "heading":
            yield TextElement(f"h{min(int(node.tag[1:]) + 1, 6)}", children=tuple(_elements(node)))
        case "link" if _leads_to_a_page(href := str(node.attrs.get("href", ""))):
            yield TextElement("a", href=href, children=tuple(_elements(node)))
        case "paragraph" if node.hidden:  # of a list without blank lines
            yield from _elements(node)
        case kind if kind in _ELEMENTS:
            yield TextElement(_ELEMENTS[kind], children=tuple(_elements(node)))
        case _:
            yield from _elements(node)


def _leads_to_a_page(href: str) -> bool:
    try:
        return urlsplit(href).scheme in _SCHEMES
    except ValueError:
        return False
