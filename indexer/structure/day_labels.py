"""Give the lines that are only a date their first number back, where it was read as the number of a list item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from indexer.model import Block
from indexer.structure.dates import find_dates, is_only_date

_LONGEST_LINE = 80  # characters: a date with its weekdays


def with_days_of_dates(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks in which `5. bis 7. Mai 2031` is a line and not the fifth item of a list."""
    return [
        replace(block, kind="paragraph", text=block.raw.strip(), label=None) if _is_date(blocks, position) else block
        for position, block in enumerate(blocks)
    ]


def _is_date(blocks: Sequence[Block], position: int) -> bool:
    """Return whether a list item with its number is a date, and without it none, in no list that counts on."""
    block = blocks[position]
    if block.kind != "list_item" or not block.label or len(block.raw) > _LONGEST_LINE:
        return False
    line = block.raw.strip()
    if not block.label.isdecimal() or not line.startswith(f"{block.label}.") or not is_only_date(line):
        return False
    is_whole_without = any(dates.days() for dates in find_dates(block.text)) and is_only_date(block.text)
    is_range = any(dates.last for dates in find_dates(line))
    return (is_range or not is_whole_without) and int(block.label) not in _counting_on(blocks, position)


def _counting_on(blocks: Sequence[Block], position: int) -> Iterator[int]:
    """Yield the numbers that a list item would have, to go on from the one before or to the one after."""
    for step in (-1, 1):
        other = blocks[position + step] if 0 <= position + step < len(blocks) else None
        if other and other.kind == "list_item" and other.label and other.label.isdecimal():
            yield int(other.label) - step
