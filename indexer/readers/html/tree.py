"""The tree of a web page, walked without recursion: its words, and how many of them are links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

TEXT_NODE = "-text"
INVISIBLE_TAGS = frozenset("script style template noscript iframe object svg canvas audio video".split())
INLINE_TAGS = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark math q rb rp rt ruby s samp small"
    " span strike strong sub sup time tt u var wbr".split()
)


def children(node: LexborNode) -> Iterator[LexborNode]:
    """The children of a node, texts included."""
    child = node.first_child
    while child is not None:
        yield child
        child = child.next


def descendants(node: LexborNode) -> Iterator[tuple[LexborNode, int]]:
    """Everything below a node in reading order, with how deep it is."""
    waiting = [(child, 1) for child in reversed(list(children(node)))]
    while waiting:
        one, depth = waiting.pop()
        yield one, depth
        waiting.extend((child, depth + 1) for child in reversed(list(children(one))))


def ancestors(node: LexborNode) -> Iterator[LexborNode]:
    """What a node stands in, the nearest first."""
    above = node.parent
    while above is not None:
        yield above
        above = above.parent


def text_of(node: LexborNode) -> str:
    """All words below a node, those of blocks kept apart."""
    if node.tag == TEXT_NODE:
        return node.text_content or ""
    return "".join(
        one.text_content or "" if one.tag == TEXT_NODE else "" if one.tag in INLINE_TAGS else "\n"
        for one, _ in descendants(node)
    )


@dataclass
class TextAmount:
    """How many characters stand below a node, and how many of them in links."""

    characters: int = 0
    linked_characters: int = 0
    links: int = 0


class TextAmounts:
    """The weight of every node below one, scripts and the like counted as nothing."""

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
        """Nodes that have ended add their weight to the one above them."""
        while len(path) > depth:
            node, weight, _, _ = path.pop()
            self._weights[node.mem_id] = weight
            if path:
                above = path[-1][1]
                above.characters += weight.characters
                above.linked_characters += weight.linked_characters
                above.links += weight.links

    def below(self, node: LexborNode) -> TextAmount:
        """The weight of a node."""
        return self._weights.get(node.mem_id) or TextAmount()

    def holds_most_text(self, node: LexborNode) -> bool:
        """Whether a node holds more than half of the words of the page."""
        return self.below(node).characters * 2 > self.total_characters
