"""Walk the tree of a web page without recursion: its nodes, its text, and how much of the text is links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from selectolax.lexbor import LexborNode

TEXT_NODE = "-text"
_MOST_PARTS = 100  # elements and pieces of text, beyond one for each character, in what is short
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
    current, depth = node.first_child, 1
    while current is not None:
        yield current, depth
        following = current.first_child
        if following is not None:
            current, depth = following, depth + 1
            continue
        while current is not None and depth and (following := current.next) is None:
            current, depth = current.parent, depth - 1
        current = following


def ancestors(node: LexborNode) -> Iterator[LexborNode]:
    """Yield the ancestors of a node, nearest first."""
    above = node.parent
    while above is not None:
        yield above
        above = above.parent


def text_of(node: LexborNode) -> str:
    """Return all text below a node, with line breaks between blocks."""
    return "".join(_texts(node))


def short_text_of(node: LexborNode, most: int) -> str | None:
    """Return all text below a node like `text_of`, None where it has more than `most` characters or many elements."""
    texts = list(islice(_texts(node), most + _MOST_PARTS + 1))
    text = "".join(texts)
    return text if len(texts) <= most + _MOST_PARTS and len(text.strip()) <= most else None


def _texts(node: LexborNode) -> Iterator[str]:
    if node.tag == TEXT_NODE:
        yield node.text_content or ""
        return
    for descendant, _ in descendants(node):
        if descendant.tag == TEXT_NODE:
            yield descendant.text_content or ""
        else:
            yield "" if is_inline(descendant.tag) else "\n"


@dataclass
class TextAmount:
    """The number of characters and links below a node, and of characters inside links."""

    characters: int = 0
    linked_characters: int = 0
    links: int = 0


class TextAmounts:
    """The amount of text below each node; scripts and the like count as nothing."""

    def __init__(self, top: LexborNode) -> None:
        self._amounts: dict[int, TextAmount] = {}  # of the nodes that have text or links below them
        path: list[tuple[int, TextAmount, bool, bool]] = [(top.mem_id, TextAmount(), False, False)]
        for node, depth in descendants(top):
            if len(path) > depth:
                self._close(path, depth)
            _, amount, linked, unseen = path[-1]
            tag = node.tag
            if tag == TEXT_NODE:
                if not unseen:
                    characters = len("".join((node.text_content or "").split()))
                    amount.characters += characters
                    amount.linked_characters += characters if linked else 0
                continue
            is_link = tag == "a" and "href" in node.attributes
            amount = TextAmount(links=int(is_link))
            path.append((node.mem_id, amount, linked or is_link, unseen or tag in INVISIBLE_TAGS))
        self._close(path, 0)
        self.total_characters = self.below(top).characters

    def _close(self, path: list[tuple[int, TextAmount, bool, bool]], depth: int) -> None:
        """Add the amounts of nodes that have ended to their parents."""
        while len(path) > depth:
            node_id, amount, _, _ = path.pop()
            if not (amount.characters or amount.links):
                continue
            self._amounts[node_id] = amount
            if path:
                above = path[-1][1]
                above.characters += amount.characters
                above.linked_characters += amount.linked_characters
                above.links += amount.links

    def below(self, node: LexborNode) -> TextAmount:
        """Return the amount of text below a node."""
        return self._amounts.get(node.mem_id) or TextAmount()

    def holds_most_text(self, node: LexborNode) -> bool:
        """Return whether a node holds more than half of the characters of the page."""
        return self.below(node).characters * 2 > self.total_characters
