"""Items of a list that are too short to be found or cited alone: which of them make one passage together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from indexer.structure.outline.walk import OutlineEntry
from indexer.text.prose import split_words

from .rosters import SameSection

SHORT_ITEM_WORDS = 3  # words: what has fewer is a part of its neighbour
_SHORT = 8  # words: the longest item that may stand in a row with crumbs


@dataclass(frozen=True)
class ShortItems:
    """Items as one text, and the position after the last of them."""

    text: str
    end: int
    is_list: bool
    """Whether they are all of a list, so that they go with the words that lead to it."""


def short_items_at(entries: Sequence[OutlineEntry], position: int, same_section: SameSection) -> ShortItems | None:
    """The row of unnumbered items that begins at this position with a crumb, or among which there is one.

    A list of short items is one row; a crumb that opens another list makes one with the next item. Numbered items
    stay apart, for papers refer to them by their numbers.
    """
    if position and same_section(position - 1, position) and is_plain_item(entries[position - 1], entries[position]):
        return None
    end = position
    while end < len(entries) and same_section(position, end) and is_plain_item(entries[end], entries[position]):
        end += 1
    items = [entries[at].piece.text for at in range(position, end)]
    lengths = [len(split_words(item)) for item in items]
    if len(items) < 2 or min(lengths) >= SHORT_ITEM_WORDS:
        return None
    if max(lengths) > _SHORT:
        return ShortItems(join_items(items[:2]), position + 2, is_list=False) if lengths[0] < SHORT_ITEM_WORDS else None
    return ShortItems(join_items(items), end, is_list=True)


def is_plain_item(entry: OutlineEntry, first: OutlineEntry) -> bool:
    """Whether a piece is an item without a number, as deep in its list as another, that nobody is said to speak."""
    block = entry.piece.block
    return (
        entry.piece.is_list_item
        and block.label is None
        and block.depth == first.piece.block.depth
        and not entry.piece.people
        and not entry.piece.text.endswith(":")
    )


def join_items(items: Sequence[str]) -> str:
    """Items in one line, a semicolon after each but the last."""
    return "; ".join([*(item.rstrip(" ;,") for item in items[:-1]), items[-1]])


def is_short_paragraph(entry: OutlineEntry) -> bool:
    """Whether a piece is a paragraph of fewer words than a passage has."""
    return entry.piece.block.kind == "paragraph" and len(split_words(entry.piece.text)) < SHORT_ITEM_WORDS
