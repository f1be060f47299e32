"""Set the heads and feet of pages apart in a plain text that has no form feeds, so that no paragraph runs through them.

Whether such a line is dropped, `structure.page_heads` decides.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

_NUMBER = re.compile(r"^(?:page\s+)?(\d{1,5})$", re.IGNORECASE)
_MAX_HEAD = 100  # characters
_NEARBY = 2  # lines with words between a head and the number of its page


def set_page_heads_apart(text: str) -> str:
    """Return a text with blank lines around the lines that recur beside numbers that grow by one."""
    lines = text.split("\n")
    apart = _page_lines([line.strip() for line in lines])
    if not apart:
        return text
    return "\n".join(f"\n{line}\n" if position in apart else line for position, line in enumerate(lines))


def _page_lines(lines: Sequence[str]) -> set[int]:
    """Return the positions of recurring lines and of the page numbers beside them."""
    written = [position for position, line in enumerate(lines) if line]
    rank = {position: order for order, position in enumerate(written)}
    numbers = {position: int(match[1]) for position in written if (match := _NUMBER.match(lines[position]))}
    copies: dict[str, list[int]] = defaultdict(list)
    for position in written:
        if position not in numbers and len(lines[position]) <= _MAX_HEAD:
            copies[lines[position]].append(position)
    found: set[int] = set()
    for positions in copies.values():
        if len(positions) < 2:
            continue
        beside = [
            (position, number)
            for position in positions
            for number in _around(written, rank[position])
            if number in numbers
        ]
        for (position, number), (next_position, next_number) in pairwise(beside):
            if position != next_position and 0 < numbers[next_number] - numbers[number] <= _NEARBY:
                found |= {position, number, next_position, next_number}
    return found


def _around(written: Sequence[int], order: int) -> list[int]:
    """Return the positions of the lines with words near one of them."""
    return [*written[max(0, order - _NEARBY) : order], *written[order + 1 : order + 1 + _NEARBY]]
