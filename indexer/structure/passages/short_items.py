"""Decide which short items of a list make one passage together.

Long items are assembled in `assemble`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from indexer.structure.outline.walk import OutlineEntry
from indexer.text.prose import split_words

from .rosters import SameSection

SHORT_ITEM_WORDS = 3  # a shorter text joins its neighbour
_MAX_SHORT_ITEM_WORDS = 8  # the longest item that is joined with shorter ones


@dataclass(frozen=True)
class ShortItems:
    """Consecutive short items as one text."""

    text: str
    end: int
    is_list: bool
    """Whether they are a whole list, which joins the text that leads to it."""


def short_items_at(entries: Sequence[OutlineEntry], position: int, same_section: SameSection) -> ShortItems | None:
    """Return the short items that begin at this position, or None when there are none to join.

    A list of short items becomes one passage. A short item that opens a list of longer ones is joined with the next
    item. Numbered items stay apart, because papers refer to them by their numbers.
    """
    if position and same_section(position - 1, position) and is_plain_item(entries[position - 1], entries[position]):
        return None
    end = position
    while end < len(entries) and same_section(position, end) and is_plain_item(entries[end], entries[position]):
        end += 1
    items = [entries[index].piece.text for index in range(position, end)]
    lengths = [len(split_words(item)) for item in items]
    if len(items) < 2 or min(lengths) >= SHORT_ITEM_WORDS:
        return None
    if max(lengths) > _MAX_SHORT_ITEM_WORDS:
        return ShortItems(join_items(items[:2]), position + 2, is_list=False) if lengths[0] < SHORT_ITEM_WORDS else None
    return ShortItems(join_items(items), end, is_list=True)


def is_plain_item(entry: OutlineEntry, first: OutlineEntry) -> bool:
    """Return whether a piece is a list item without a number or speaker, at the same depth as `first`."""
    block = entry.piece.block
    return (
        entry.piece.is_list_item
        and block.label is None
        and block.depth == first.piece.block.depth
        and not entry.piece.people
        and not entry.piece.text.endswith(":")
    )


def join_items(items: Sequence[str]) -> str:
    """Return the items on one line, separated by semicolons."""
    return "; ".join([*(item.rstrip(" ;,") for item in items[:-1]), items[-1]])


def is_short_paragraph(entry: OutlineEntry) -> bool:
    """Return whether a piece is a paragraph with fewer words than a passage needs."""
    return entry.piece.block.kind == "paragraph" and len(split_words(entry.piece.text)) < SHORT_ITEM_WORDS
