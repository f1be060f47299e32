"""Walk the tree of a web page without recursion: its nodes, its text, and how much of the text is links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

TEXT_NODE = "-text"
INVISIBLE_TAGS = frozenset("script style template noscript iframe object svg canvas audio video".split())
INLINE_TAGS = frozenset(
    "a abbr acronym b bdi bdo big blink cite code data del dfn em font i ins kbd label mark math meter nobr output"
    " progress q rb rp rt ruby s samp slot small span strike strong sub sup time tt u var wbr".split()
)


def is_inline(tag: str | None) -> bool:
    """Return whether an element is part of a line: an inline one, or one of Word's own, such as `o:p`, `st1:place`."""
    return tag in INLINE_TAGS or ":" in (tag or "")


def children(node: LexborNode) -> Iterator[LexborNode]:
    """Yield the children of a node, text nodes included."""
    child = node.first_child
    while child is not None:
        yield child
        child = child.next


def descendants(node: LexborNode) -> Iterator[tuple[LexborNode, int]]:
    """Yield everything below a node in reading order, with its depth."""
    pending = [(child, 1) for child in reversed(list(children(node)))]
    while pending:
        current, depth = pending.pop()
        yield current, depth
        pending.extend((child, depth + 1) for child in reversed(list(children(current))))


def ancestors(node: LexborNode) -> Iterator[LexborNode]:
    """Yield the ancestors of a node, nearest first."""
    above = node.parent
    while above is not None:
        yield above
        above = above.parent


def text_of(node: LexborNode) -> str:
    """Return all text below a node, with line breaks between blocks."""
    if node.tag == TEXT_NODE:
        return node.text_content or ""
    return "".join(
        descendant.text_content or "" if descendant.tag == TEXT_NODE else "" if is_inline(descendant.tag) else "\n"
        for descendant, _ in descendants(node)
    )


@dataclass
class TextAmount:
    """The number of characters and links below a node, and of characters inside links."""

    characters: int = 0
    linked_characters: int = 0
    links: int = 0


class TextAmounts:
    """The amount of text below each node; scripts and the like count as nothing."""

    def __init__(self, top: LexborNode) -> None:
        self._weights: dict[int, TextAmount] = {}
        path: list[tuple[LexborNode, TextAmount, bool, bool]] = [(top, TextAmount(), False, False)]
        for node, depth in descendants(top):
            self._close(path, depth)
            _, _, linked, unseen = path[-1]
            weight = TextAmount()
            if node.tag == TEXT_NODE and not unseen:
                weight.characters = len("".join((node.text_content or "").split()))
                weight.linked_characters = weight.characters if linked else 0
            elif node.tag == "a" and "href" in node.attributes:
                weight.links, linked = 1, True
            path.append((node, weight, linked, unseen or node.tag in INVISIBLE_TAGS))
        self._close(path, 0)
        self.total_characters = self.below(top).characters

    def _close(self, path: list[tuple[LexborNode, TextAmount, bool, bool]], depth: int) -> None:
        """Add the amounts of nodes that have ended to their parents."""
        while len(path) > depth:
            node, weight, _, _ = path.pop()
            self._weights[node.mem_id] = weight
            if path:
                above = path[-1][1]
                above.characters += weight.characters
                above.linked_characters += weight.linked_characters
                above.links += weight.links

    def below(self, node: LexborNode) -> TextAmount:
        """Return the amount of text below a node."""
        return self._weights.get(node.mem_id) or TextAmount()

    def holds_most_text(self, node: LexborNode) -> bool:
        """Return whether a node holds more than half of the characters of the page."""
        return self.below(node).characters * 2 > self.total_characters
